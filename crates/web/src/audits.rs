//! Audits that were made while this server runs: its own temporary folder, gone when it stops.
//!
//! Files that somebody drops are logs of other people: they stay only as long as
//! they are read. Reports stay until the server stops, each under a random name.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use greffe::Edges;
use greffe::audit::{AuditRequest, audit};
use greffe_report::write;
use greffe_texts::{Language, Texts};
use tempfile::TempDir;

use crate::failure::Failure;

/// At most so many reports are kept; the oldest goes first.
const MOST_REPORTS: usize = 20;

/// The audits of one run.
#[derive(Default)]
pub(crate) struct Audits {
    kept: Mutex<Vec<Kept>>,
}

/// One audit that was made.
struct Kept {
    name: String,
    folder: TempDir,
    made: Made,
}

/// What a page tells of it.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The answer, sentence by sentence.
    pub(crate) sentences: Vec<String>,
    /// The hash that stands for it all.
    pub(crate) evidence_sha256: String,
    /// Its files.
    pub(crate) files: Vec<String>,
    /// Files that could not be recognised or wholly read.
    pub(crate) unread: Vec<String>,
}

impl Audits {
    /// Reads and judges files, writes the report and keeps it; returns its name.
    ///
    /// `handed_in` holds nothing but these files, and is gone afterwards.
    pub(crate) fn make(
        &self,
        handed_in: TempDir,
        asked: AuditRequest,
        language: Language,
    ) -> Result<String, Failure> {
        let request = AuditRequest { inputs: vec![handed_in.path().to_owned()], ..asked };
        let mut audited = audit(&request, Edges::system(), &mut |_| {})?;
        // The report names files as the reader knows them, not by where they lay for a moment.
        let place = format!("{}/", handed_in.path().display());
        for source in &mut audited.audit.evidence.sources {
            if let Some(name) = source.path.strip_prefix(&place) {
                source.path = name.to_owned();
            }
        }
        audited.request.inputs.clear();
        let folder = tempfile::tempdir().map_err(|_| Failure::internal())?;
        let report = folder.path().join("report");
        let written = write(&audited, None, language, &report).map_err(|_| Failure::internal())?;
        let sources = audited.audit.evidence.sources.iter();
        let is_unread = |source: &&greffe::audit::Source| {
            source.form == greffe::audit::Form::Unknown || source.tally.unreadable > 0
        };
        let made = Made {
            sentences: greffe_report::answer(&audited, &Texts::typeset(language)),
            evidence_sha256: written.evidence_sha256,
            files: files_of(&report)?,
            unread: sources.filter(is_unread).map(|source| source.path.clone()).collect(),
        };
        let name = hexadecimal(&(Edges::system().random)());
        self.keep(Kept { name: name.clone(), folder, made });
        Ok(name)
    }

    fn keep(&self, one: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_REPORTS {
            kept.remove(0);
        }
        kept.push(one);
    }

    /// Returns what is told of a report.
    pub(crate) fn made(&self, name: &str) -> Option<Made> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|one| one.name == name).map(|one| one.made.clone())
    }

    /// Returns the place of a file of a report; none for a name that is not one of its files.
    pub(crate) fn file(&self, name: &str, file: &str) -> Option<PathBuf> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let one = kept.iter().find(|one| one.name == name)?;
        let known = one.made.files.iter().find(|known| *known == file)?;
        Some(one.folder.path().join("report").join(known))
    }

    /// Returns the names of the reports, the newest first.
    pub(crate) fn names(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().map(|one| one.name.clone()).collect()
    }
}

fn files_of(report: &Path) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(report).map_err(|_| Failure::internal())?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
