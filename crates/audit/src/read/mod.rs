//! Files of other systems to evidence: found by content, every record accounted for.

mod absorb;
mod approvals;
mod calendar;
mod classes;
mod columns;
mod configuration;
mod days;
mod directory;
mod dovecot;
mod draft;
mod exchange;
mod gather;
mod google;
mod input;
mod journal;
mod known;
mod lines;
mod m365;
mod mapping;
mod objects;
mod order;
mod pipeline;
mod renumber;
mod rows;
mod settle;
mod sink;
mod sniff;
mod table;
mod taken;
mod times;
#[cfg(test)]
mod tried;
mod zimbra;

use std::io;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use self::input::Content;
use self::mapping::Mapping;
use self::sink::Sink;
use crate::error::AuditError;
use crate::model::{Evidence, Form, Source};

/// How files are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The zone of times that name none and whose form is not documented to have one.
    pub zone: TimeZone,
    /// Mappings for logs of systems that nothing here knows (`docs/audit-mapping.md`).
    pub mappings: Vec<PathBuf>,
    /// When snapshots were taken that do not say so themselves.
    pub taken: Vec<Taken>,
}

/// When a snapshot was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// A file as it was handed in, a folder or archive of such files, or the last part of a file's path.
    pub file: String,
    /// A day, better with its hour, in any form that products write; in [`ReadOptions::zone`] unless it
    /// says another.
    pub at: String,
}

/// What is wrong with the day of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenWrong {
    /// Nothing that was handed in is called so.
    NoFile,
    /// It is no day, or day and month could be either.
    NoDay,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { zone: TimeZone::UTC, mappings: Vec::new(), taken: Vec::new() }
    }
}

/// The same, with the mappings read.
struct Reading {
    zone: TimeZone,
    mappings: Vec<Mapping>,
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Files and members of archives that were begun.
    pub sources: usize,
    /// Records of the last of them that were read.
    pub records: u64,
    /// Events that were found in all.
    pub events: usize,
}

/// Reads files, and folders with all that is in them, to one evidence.
///
/// Files are told by their content; one that nothing here knows is a source of
/// [`Form::Unknown`]. What is broken is read as far as it goes and counted. Records that
/// several files hold are kept once. The result is the same however many cores there are.
///
/// # Errors
/// `Io` if a file or folder cannot be opened: nothing is read then, because evidence
/// that lacks a file must not look whole. `Mapping` if a mapping is none, `Taken` for a day that
/// is none or of no file.
pub fn read(
    inputs: &[PathBuf],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Evidence, AuditError> {
    let reading = Reading { zone: options.zone.clone(), mappings: mapping::open_all(&options.mappings)? };
    let mut evidence = pipeline::run(input::list(inputs)?, &reading, progress);
    taken::date(&mut evidence, &options.taken, &options.zone)?;
    evidence.events.sort_by_key(|event| (event.time.utc_ms, event.source, event.record));
    for source in &mut evidence.sources {
        source.plateau |= is_plateau(source);
    }
    Ok(evidence)
}

/// Whether an export of a log ends where exports are cut: at a round number of rows, or at 10 MB.
fn is_plateau(source: &Source) -> bool {
    const ROWS: [u64; 3] = [1_000, 5_000, 50_000];
    const BYTES: [std::ops::RangeInclusive<u64>; 2] = [9_980_000..=10_000_000, 10_450_000..=10_485_760];
    let is_export = matches!(
        source.form,
        Form::UnifiedCsv
            | Form::UnifiedJson
            | Form::OfficeActivity
            | Form::CloudAppEvents
            | Form::EntraAudit
            | Form::AdminAuditXml
            | Form::AdminAuditCsv
            | Form::AdminAuditCliXml
            | Form::AdminAuditJson
            | Form::MailboxAudit
            | Form::Google
    );
    let is_full = BYTES.iter().any(|range| range.contains(&source.bytes));
    is_export && (ROWS.contains(&source.tally.records) || is_full)
}

/// Reads a file by whichever family knows it, else by the first mapping that does; a file that
/// none knows stays [`Form::Unknown`].
fn read_content(content: &mut Content<'_>, mappings: &[Mapping], sink: &mut Sink<'_>) -> io::Result<()> {
    match sniff::family_of(content.head()) {
        Some((form, family)) => {
            sink.is(form);
            (family.read)(form, content, sink)
        }
        None => match mappings.iter().find(|mapping| mapping.fits(content.head())) {
            Some(mapping) => mapping.read(content, sink),
            None => Ok(()),
        },
    }
}

/// What the octets of one file are read to, for the tests of the readers.
#[cfg(test)]
pub(crate) fn evidence_of(octets: &[u8]) -> Evidence {
    let mut evidence = gather::of_source("test");
    let mut content = Content::new(octets).expect("memory can be read");
    let mut sink = Sink::new(&mut evidence, crate::model::SourceId(0));
    read_content(&mut content, &[], &mut sink).expect("memory can be read");
    sink.finish();
    evidence
}
