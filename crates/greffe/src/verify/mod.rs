//! Verify: what mails prove where they lie, outside any archive.
//!
//! Sources are streamed: one thread reads, all cores judge, lines come out in
//! the order of the messages. Nothing is kept and nothing is asked of a network.
//! Of a source whose export rewrote bodies, see [`held`].

mod bundle;
mod held;
mod look_up;
mod message;

use std::io;
use std::path::{Path, PathBuf};

use greffe_authenticate::{KeyBook, Observation, Rewriting};
use greffe_intake::{Event, Found, Lost, NothingKnown, Source};
use rayon::prelude::*;
use serde::Serialize;

use crate::archive::Archive;
use crate::edges::Edges;
use crate::error::Error;
use crate::import::LostSpan;
use crate::keys::{self, Missing, Provenance, UnreadKey, read_files};
use crate::octets::Octets;
use crate::reader::{Load, Reader};
use crate::verdicts::{Judge, Tally};
use crate::view::{KindCounts, MissingKeyView, VerdictTotals};

pub use bundle::{BundleOrder, Statements};
use held::{HeldBack, Lines};
pub use look_up::LookUpReport;
pub use message::VerifiedMessage;
use message::{Judged, judge_found};

/// At most so many missing keys are listed.
const LISTED_MISSING: usize = 100;

/// How what is verified is printed: the words are the door's business.
pub struct Printer<'a> {
    /// Makes the lines of one message, each with its line end.
    pub lines: &'a (dyn Fn(&VerifiedMessage) -> String + Sync),
    /// Where evidence bundles go, if they are wanted.
    pub bundles: Option<BundleOrder<'a>>,
    /// Prints lines.
    pub out: &'a mut dyn FnMut(&str) -> io::Result<()>,
    /// Is told how far it is.
    pub tell: &'a mut dyn FnMut(VerifyProgress),
}

/// What verifying tells while it works.
#[derive(Debug, Clone)]
pub enum VerifyProgress {
    /// So much is judged.
    Judged {
        /// Messages so far.
        messages: u64,
        /// Bytes of the sources read so far.
        bytes: u64,
        /// Bytes of all sources, when they can be told.
        total_bytes: Option<u64>,
    },
    /// In this span no message could be recognised.
    Lost(LostSpan),
}

/// What was verified.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VerifyReport {
    /// Messages judged.
    pub messages: u64,
    /// Messages by kind.
    pub kinds: KindCounts,
    /// Messages with a signature of any dialect, by kind.
    pub signed: KindCounts,
    /// Messages by kind and verdict.
    pub verdicts: VerdictTotals,
    /// Spans in which no message could be recognised.
    pub unreadable: u64,
    /// Loose files that are not mail.
    pub files: u64,
    /// Sources whose export rewrote bodies.
    pub rewritten: Vec<String>,
    /// Keys that nobody has shown, those that would unlock most first.
    pub missing: Vec<MissingKeyView>,
}

/// What to verify, and with which keys.
#[derive(Debug, Clone, Default)]
pub struct VerifyRequest {
    /// Files, folders, or `-` for standard input.
    pub sources: Vec<PathBuf>,
    /// Files of keys: they count as supplied with the question (K2).
    pub keys: Vec<PathBuf>,
    /// An archive whose keys are used too.
    pub archive: Option<PathBuf>,
}

/// A verification with its keys at hand.
pub struct Verification {
    sources: Vec<PathBuf>,
    archived: Vec<Observation>,
    supplied: Vec<Observation>,
    unread: Vec<UnreadKey>,
    archive: Option<PathBuf>,
    edges: Edges,
}

impl Verification {
    /// Reads the keys.
    ///
    /// # Errors
    /// Those of a file of keys as a whole, `NoKeys`, and those of the archive.
    pub fn prepare(request: VerifyRequest, edges: Edges) -> Result<Self, Error> {
        let handed_in = read_files(&request.keys, &Provenance::default())?;
        let archived = match &request.archive {
            Some(dir) => keys::observations(&Archive::open(dir, edges)?.store)?,
            None => Vec::new(),
        };
        let (supplied, unread) = (handed_in.observations, handed_in.unread);
        let VerifyRequest { sources, archive, .. } = request;
        Ok(Self { sources, archived, supplied, unread, archive, edges })
    }

    /// Returns the lines of the files of keys that could not be read.
    pub fn unread_keys(&self) -> &[UnreadKey] {
        &self.unread
    }

    /// Judges every message and prints each.
    ///
    /// # Errors
    /// Those of a source as a whole, and of printing; lines that came out stay true.
    pub fn run(&self, printer: &mut Printer<'_>) -> Result<VerifyReport, Error> {
        if let Some(bundles) = &printer.bundles {
            bundles.prepare()?;
        }
        Ok(self.judge_all(printer)?.finish())
    }

    fn judge_all<'a, 'p>(&self, printer: &'a mut Printer<'p>) -> Result<Run<'a, 'p>, Error> {
        let mut opened = Vec::with_capacity(self.sources.len());
        for path in &self.sources {
            opened.push(open(path)?);
        }
        let total_bytes = opened.iter().map(|source| source.total_bytes()).sum::<Option<u64>>();
        let keys = KeyBook::gathered(self.archived.iter().cloned(), self.supplied.iter().cloned(), &[]);
        let mut run = Run {
            judge: Judge::new(keys, (self.edges.now)()),
            printer,
            report: VerifyReport::default(),
            tally: Tally::default(),
            missing: Missing::default(),
            total_bytes,
            bytes_before: 0,
        };
        for (source, path) in opened.into_iter().zip(&self.sources) {
            run.source(source, path)?;
        }
        Ok(run)
    }
}

fn open(path: &Path) -> Result<Box<dyn Source>, Error> {
    let options = greffe_intake::Options::new(std::env::temp_dir());
    if path == Path::new("-") {
        return Ok(greffe_intake::open_stdin(io::stdin(), &options));
    }
    Ok(greffe_intake::open(path, &options)?)
}

/// All sources, one after the other.
struct Run<'a, 'p> {
    judge: Judge,
    printer: &'a mut Printer<'p>,
    report: VerifyReport,
    tally: Tally,
    missing: Missing,
    total_bytes: Option<u64>,
    bytes_before: u64,
}

/// One source so far. Its totals stand in two versions, as its lines do.
#[derive(Default)]
struct SoFar {
    held: HeldBack,
    rewriting: Rewriting,
    as_received: Tally,
    as_rewritten: Tally,
    /// Messages of which there are two versions, and a bundle of the first: here is the second.
    bundled: Vec<VerifiedMessage>,
}

impl Run<'_, '_> {
    /// Judges one source to its end.
    fn source(&mut self, source: Box<dyn Source>, path: &Path) -> Result<(), Error> {
        let reader = Reader::start(source, NothingKnown);
        let mut so_far = SoFar::default();
        loop {
            match reader.next()? {
                Load::Events { events, read_bytes, .. } => {
                    self.load(events, path, &mut so_far)?;
                    let (messages, bytes) = (self.report.messages, self.bytes_before + read_bytes);
                    (self.printer.tell)(VerifyProgress::Judged {
                        messages,
                        bytes,
                        total_bytes: self.total_bytes,
                    });
                }
                Load::End { fingerprint } => {
                    self.bytes_before += fingerprint.map_or(0, |fingerprint| fingerprint.bytes);
                    return self.end(path, so_far);
                }
            }
        }
    }

    fn load(&mut self, events: Vec<Event>, path: &Path, so_far: &mut SoFar) -> Result<(), Error> {
        let mut found = Vec::new();
        for event in events {
            match event {
                Event::Message(message) => found.push(message),
                Event::Lost(lost) => self.lost(lost, path),
                Event::Document { .. } => self.report.files += 1,
                Event::Skipped { .. } | Event::FileDone { .. } => {}
            }
        }
        let (judge, lines, bundles) = (&self.judge, self.printer.lines, self.printer.bundles);
        let judged = |found: Found| {
            let judged = judge_found(&found, shown(path, &found.path), judge);
            if let Some(bundles) = &bundles {
                let (octets, _) = Octets::found(&found);
                bundles.write(&judged.message, &octets, judge.keys())?;
            }
            let as_rewritten = judged.as_rewritten.as_ref().map(lines);
            let lines = Lines { as_received: lines(&judged.message), as_rewritten };
            Ok((judged, lines))
        };
        let judged = found.into_par_iter().map(judged).collect::<Result<Vec<_>, Error>>()?;
        for (judged, lines) in &judged {
            self.count(judged, so_far);
            so_far.held.print(lines, self.printer.out).map_err(unprinted)?;
        }
        Ok(())
    }

    fn lost(&mut self, lost: Lost, path: &Path) {
        self.report.unreadable += 1;
        let lost = LostSpan {
            source: path.display().to_string(),
            path: lost.path,
            offset: lost.offset,
            bytes: lost.length,
            reason: lost.reason.as_str().to_owned(),
        };
        (self.printer.tell)(VerifyProgress::Lost(lost));
    }

    fn count(&mut self, judged: &Judged, so_far: &mut SoFar) {
        let message = &judged.message;
        let outline = message.judgement.outline();
        let as_rewritten = judged.as_rewritten.as_ref().map(|message| message.judgement.outline());
        so_far.rewriting.count(&outline);
        so_far.as_received.count(message.kind, &outline);
        so_far.as_rewritten.count(message.kind, as_rewritten.as_ref().unwrap_or(&outline));
        if self.printer.bundles.is_some() {
            so_far.bundled.extend(judged.as_rewritten.clone());
        }
        self.missing.count(&outline, message.kind, message.date);
        self.report.messages += 1;
    }

    /// Ends a source: now it is known whether its export rewrote bodies.
    fn end(&mut self, path: &Path, so_far: SoFar) -> Result<(), Error> {
        let is_rewritten = so_far.rewriting.is_seen();
        if is_rewritten {
            self.report.rewritten.push(path.display().to_string());
            self.bundle_again(&so_far.bundled)?;
        }
        self.tally.join(if is_rewritten { &so_far.as_rewritten } else { &so_far.as_received });
        so_far.held.release(is_rewritten, self.printer.out).map_err(unprinted)
    }

    fn bundle_again(&self, messages: &[VerifiedMessage]) -> Result<(), Error> {
        let Some(bundles) = &self.printer.bundles else { return Ok(()) };
        messages.iter().try_for_each(|message| bundles.write_again(message, self.judge.keys()))
    }

    fn finish(self) -> VerifyReport {
        let Tally { kinds, signed, verdicts } = self.tally;
        let mut missing = self.missing.ranked();
        missing.truncate(LISTED_MISSING);
        VerifyReport { kinds, signed, verdicts, missing, ..self.report }
    }
}

/// The file that a message is in, as one would name it from here.
fn shown(source: &Path, path: &str) -> String {
    if source == Path::new("-") {
        return path.to_owned();
    }
    let root = if source.is_dir() { Some(source) } else { source.parent() };
    root.unwrap_or(Path::new("")).join(path).display().to_string()
}

/// What the system says about standard output is not about a file of ours.
fn unprinted(cause: io::Error) -> Error {
    Error::Write { path: PathBuf::from("-"), cause }
}
