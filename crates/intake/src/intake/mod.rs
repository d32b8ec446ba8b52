//! The machine behind a [`Source`]: files of a folder, entries of containers,
//! messages of mailboxes, one event at a time.
//!
//! What is being read lies on a stack: a mailbox in an archive in an archive.
//! Only its top is ever read from; each level owns what it needs.

mod begin;
mod open_file;
mod whole;

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use greffe_terms::Fingerprint;

use open_file::{Body, OpenFile};

use crate::boxed::Stream;
use crate::container;
use crate::error::IntakeError;
use crate::event::{Content, Event, Lost, LostReason};
use crate::input::Input;
use crate::known::{FileProgress, Known, SourceFingerprint};
use crate::listing::Listing;
use crate::mh::Sequences;
use crate::options::Options;
use crate::place::Place;
use crate::source::Source;
use crate::walk::{self, Walk};

/// A source that is being read.
pub(crate) struct Intake {
    /// As it was named.
    shown: String,
    root: Root,
    options: Options,
    read_bytes: Arc<AtomicU64>,
    open: Vec<OpenFile>,
    told: VecDeque<(Event, Option<FileProgress>)>,
    standing: Standing,
    listing: Listing,
    fingerprint: Option<SourceFingerprint>,
    /// Marks of the MH folder at this path.
    sequences: Option<(String, Sequences)>,
}

enum Root {
    Folder { path: PathBuf, walk: Walk },
    One { input: Option<Box<Input>>, total_bytes: Option<u64> },
}

/// What `cursor` answers.
enum Standing {
    Nowhere,
    /// In the mailbox on top of the stack.
    InMailbox,
    At(FileProgress),
}

impl Intake {
    /// Reads the files of a folder.
    pub(crate) fn of_folder(path: &Path, options: Options) -> io::Result<Self> {
        let walk = Walk::begin(path)?;
        Ok(Self::new(path.display().to_string(), Root::Folder { path: path.to_owned(), walk }, options))
    }

    /// Reads one file.
    pub(crate) fn of_file(path: &Path, name: &str, file: File, options: Options) -> io::Result<Self> {
        let total_bytes = Some(file.metadata()?.len());
        let root = Root::One { input: None, total_bytes };
        let mut intake = Self::new(path.display().to_string(), root, options);
        let input = Input::file(Place::root(name), file, &intake.read_bytes, &intake.options)?;
        intake.root = Root::One { input: Some(Box::new(input)), total_bytes };
        Ok(intake)
    }

    /// Reads a stream.
    pub(crate) fn of_stream(name: &str, stream: Stream, options: Options) -> Self {
        let mut intake = Self::new(name.to_owned(), Root::One { input: None, total_bytes: None }, options);
        let input = Input::stream(Place::nameless(name), stream, &intake.read_bytes, &intake.options);
        intake.root = Root::One { input: Some(Box::new(input)), total_bytes: None };
        intake
    }

    fn new(shown: String, root: Root, options: Options) -> Self {
        Self {
            shown,
            root,
            options,
            read_bytes: Arc::default(),
            open: Vec::new(),
            told: VecDeque::new(),
            standing: Standing::Nowhere,
            listing: Listing::default(),
            fingerprint: None,
            sequences: None,
        }
    }
}

impl Source for Intake {
    fn total_bytes(&self) -> Option<u64> {
        match &self.root {
            Root::Folder { path, .. } => walk::total_bytes(path).ok(),
            Root::One { total_bytes, .. } => *total_bytes,
        }
    }

    fn read_bytes(&self) -> u64 {
        self.read_bytes.load(Ordering::Relaxed)
    }

    fn next(&mut self, known: &dyn Known) -> Result<Option<Event>, IntakeError> {
        loop {
            if let Some((event, progress)) = self.told.pop_front() {
                self.standing = progress.map_or(Standing::Nowhere, Standing::At);
                return Ok(Some(event));
            }
            self.standing = Standing::Nowhere;
            if let Some(file) = self.open.last_mut() {
                if let Some(event) = file.next_piece(&self.options)? {
                    self.standing = Standing::InMailbox;
                    return Ok(Some(event));
                }
                self.next_entry(known)?;
            } else if !self.next_file(known)? {
                return Ok(None);
            }
        }
    }

    fn cursor(&self) -> Option<FileProgress> {
        match &self.standing {
            Standing::Nowhere => None,
            Standing::InMailbox => self.open.last()?.progress(),
            Standing::At(progress) => Some(progress.clone()),
        }
    }

    fn fingerprint(&self) -> Option<SourceFingerprint> {
        self.fingerprint.clone()
    }
}

/// From one file to the next.
impl Intake {
    /// Begins the next file of the source; `false` when there is none.
    fn next_file(&mut self, known: &dyn Known) -> Result<bool, IntakeError> {
        let step = match &mut self.root {
            Root::One { input, .. } => match input.take() {
                Some(input) => return self.begin(*input, known).map(|()| true),
                None => return Ok(false),
            },
            Root::Folder { walk, .. } => walk.next(),
        };
        match step {
            Some(walk::Step::File { file, relative }) => {
                let place = Place::below(relative);
                let opened = File::open(file)
                    .and_then(|file| Input::file(place.clone(), file, &self.read_bytes, &self.options));
                match opened {
                    Ok(input) => self.begin(input, known)?,
                    Err(error) => self.lose(place.path, 0, 0, LostReason::Unreadable(error.kind()), None),
                }
            }
            Some(walk::Step::Lost { relative, reason }) => self.lose(relative, 0, 0, reason, None),
            None => {
                self.fingerprint = Some(self.listing.fingerprint(&self.shown));
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Goes on in the container on top of the stack, or takes it off at its end.
    fn next_entry(&mut self, known: &dyn Known) -> Result<(), IntakeError> {
        let Some(file) = self.open.last_mut() else { return Ok(()) };
        let (step, budget, depth) = match &mut file.body {
            Body::Mbox { .. } | Body::Pst { .. } => (None, None, 0),
            Body::Tar { tar, budget, depth, .. } => (tar.next(), Some(budget), *depth),
            Body::Zip { zip, budget, depth, .. } => (zip.next(), Some(budget), *depth),
        };
        match (step, budget) {
            (Some(container::Step::Entry { name, stream }), Some(budget)) => {
                let input = Input::entry(file.place.inside(&name), stream, Arc::clone(budget), depth + 1);
                self.begin(input, known)
            }
            (Some(container::Step::Lost { name, offset, length, reason }), _) => {
                let path = name.map_or_else(|| file.place.path.clone(), |name| file.place.inside(&name).path);
                self.lose(path, offset, length, reason, None);
                Ok(())
            }
            _ => {
                self.close();
                Ok(())
            }
        }
    }

    /// Takes the top off the stack.
    fn close(&mut self) {
        let Some(file) = self.open.pop() else { return };
        let items = file.messages();
        let fingerprint = file.fingerprint();
        self.finish(&file.place, items, fingerprint);
    }

    /// Tells that a file was read to its end, if it was.
    fn finish(&mut self, place: &Place, items: u64, fingerprint: Option<Fingerprint>) {
        if let Some(container) = self.open.last_mut() {
            container.items += items;
        }
        let Some(fingerprint) = fingerprint else { return };
        self.certify(place, fingerprint);
        let Fingerprint { bytes, sha256 } = fingerprint;
        self.tell(Event::FileDone { path: place.path.clone(), bytes, sha256, items });
    }

    /// Notes what was handed in.
    fn certify(&mut self, place: &Place, fingerprint: Fingerprint) {
        if !self.open.is_empty() {
            return;
        }
        self.listing.add(&place.path, &fingerprint);
        if matches!(self.root, Root::One { .. }) {
            let Fingerprint { bytes, sha256 } = fingerprint;
            self.fingerprint = Some(SourceFingerprint { path: self.shown.clone(), bytes, sha256 });
        }
    }

    fn skip(&mut self, place: &Place, items: u64) {
        self.tell(Event::Skipped { path: place.path.clone(), items });
    }

    fn lose(&mut self, path: String, offset: u64, length: u64, reason: LostReason, kept: Option<Content>) {
        self.tell(Event::Lost(Lost { path, offset, length, reason, kept }));
    }

    fn tell(&mut self, event: Event) {
        self.told.push_back((event, None));
    }
}
