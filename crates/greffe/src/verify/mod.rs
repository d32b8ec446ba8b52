//! Verify: what mails prove where they lie, outside any archive.
//!
//! Sources are streamed: one thread reads, all cores judge, lines come out in
//! the order of the messages. Nothing is kept and nothing is asked of a network
//! unless that is wished for: see [`look_up`].
//! Of a source whose export rewrote bodies, see [`held`] and [`run`].

mod bundle;
mod held;
mod look_up;
mod message;
mod run;

use std::io;
use std::path::{Path, PathBuf};

use greffe_authenticate::{KeyBook, Observation, TrustedObserver};
use greffe_intake::Source;
use serde::Serialize;

use crate::archive::Archive;
use crate::edges::Edges;
use crate::error::Error;
use crate::import::LostSpan;
use crate::keys::{self, Provenance, UnreadKey, read_files};
use crate::verdicts::Judge;
use crate::view::{KindCounts, MissingKeyView, VerdictTotals};

pub use bundle::{BundleOrder, Statements};
pub use look_up::LookUpReport;
pub use message::VerifiedMessage;
use run::Run;

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
    /// Files of one message each, if together they show that their export did; 0 otherwise.
    pub rewritten_loose: u64,
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
    /// Files with the public key of an observer each, whose signed statements are believed.
    pub observers: Vec<PathBuf>,
    /// An archive whose keys are used too, and whose observers.
    pub archive: Option<PathBuf>,
}

/// A verification with its keys at hand.
pub struct Verification {
    sources: Vec<PathBuf>,
    archived: Vec<Observation>,
    supplied: Vec<Observation>,
    trusted: Vec<TrustedObserver>,
    unread: Vec<UnreadKey>,
    archive: Option<PathBuf>,
    edges: Edges,
}

impl Verification {
    /// Reads the keys.
    ///
    /// # Errors
    /// Those of a file of keys as a whole, `NoKeys`, `NoObserverKey`, and those of the archive.
    pub fn prepare(request: VerifyRequest, edges: Edges) -> Result<Self, Error> {
        let handed_in = read_files(&request.keys, &Provenance::default())?;
        let mut trusted = keys::named_by_file(&request.observers)?;
        let mut archived = Vec::new();
        if let Some(dir) = &request.archive {
            let store = Archive::open(dir, edges)?.store;
            archived = keys::observations(&store)?;
            trusted.extend(keys::trusted(&store)?);
        }
        let (supplied, unread) = (handed_in.observations, handed_in.unread);
        let VerifyRequest { sources, archive, .. } = request;
        Ok(Self { sources, archived, supplied, trusted, unread, archive, edges })
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
        self.judge_all(printer)?.finish()
    }

    fn judge_all<'a, 'p>(&self, printer: &'a mut Printer<'p>) -> Result<Run<'a, 'p>, Error> {
        let mut opened = Vec::with_capacity(self.sources.len());
        for path in &self.sources {
            opened.push(open(path)?);
        }
        let total_bytes = opened.iter().map(|source| source.total_bytes()).sum::<Option<u64>>();
        let (archived, supplied) = (self.archived.iter().cloned(), self.supplied.iter().cloned());
        let keys = KeyBook::gathered(archived, supplied, &self.trusted);
        let mut run = Run::new(Judge::new(keys, (self.edges.now)()), printer, total_bytes);
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
