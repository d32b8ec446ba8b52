//! An archive, open to read: any number of readers, beside at most one writer.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use greffe_terms::{FileState, Kind, Number};
use rusqlite::Connection;

use crate::batch::ImportId;
use crate::catalogue::{self, Catalogue, PREFIX_DIGITS, Span};
use crate::check::{CheckReport, Problem};
use crate::desk::{self, Desk};
use crate::error::{At, StoreError};
use crate::lock::{self, Holder, WriterLock};
use crate::medium;
use crate::pack::{self, Depth, Frame, FrameCache, OpenFile, read_span};
use crate::replay::Summarise;
use crate::row::{Counts, Found, ImportRecord, Lost, Row};
use crate::settings::{FORMAT, SETTINGS_FILE, Settings};
use crate::writer::Writer;

/// Packs held open at once.
const OPEN_PACKS: usize = 64;

/// What belongs to an archive's directory before its settings are written.
const OWN_FILES: [&str; 5] = [pack::DIR, lock::FILE, "greffe.toml.new", catalogue::FILE, desk::FILE];

/// An archive, open to read. Cloning it is cheap; clones share files and caches.
#[derive(Debug, Clone)]
pub struct Store {
    shelf: Arc<Shelf>,
}

#[derive(Debug)]
struct Shelf {
    dir: PathBuf,
    settings: Settings,
    summarise: Summarise,
    writable: bool,
    desk: Desk,
    /// Connections that no thread uses right now.
    readers: Mutex<Vec<Connection>>,
    files: Mutex<HashMap<u32, Arc<File>>>,
    cache: FrameCache,
}

impl Store {
    /// Makes an archive in `dir`, which is made too, or must be empty.
    ///
    /// # Errors
    /// `AlreadyAnArchive`, `NotEmpty`, `NetworkFileSystem`; the settings are
    /// written last, so after a failure the same call can be made again.
    pub fn create(dir: &Path, settings: &Settings, summarise: Summarise) -> Result<Self, StoreError> {
        medium::make_private_dir(dir)?;
        if let Err(error) = refuse_strangers(dir)
            && !Self::is_archive(dir)
        {
            return Err(error);
        }
        // Of two that begin at once, the second finds an archive.
        let lock = WriterLock::take(dir, &mut |_| {})?;
        if Self::is_archive(dir) {
            return Err(StoreError::AlreadyAnArchive { path: dir.to_owned() });
        }
        refuse_network(dir)?;
        let packs = dir.join(pack::DIR);
        fs::create_dir_all(&packs).at(&packs)?;
        if Catalogue::open(dir)?.is_none() {
            Catalogue::draft(dir)?.put_in_place(dir)?;
        }
        // Its first opening sets the journal's mode, which cannot wait for others.
        drop(Desk::open(dir, true)?);
        let settings = Settings { format: FORMAT, ..settings.clone() };
        settings.write(dir)?;
        drop(lock);
        Self::open(dir, summarise)
    }

    /// Says whether `dir` is an archive.
    pub fn is_archive(dir: &Path) -> bool {
        dir.join(SETTINGS_FILE).exists()
    }

    /// Opens an archive to read; works on read-only media, and while a writer writes.
    ///
    /// A missing catalogue is rebuilt from the packs first, if the medium allows.
    pub fn open(dir: &Path, summarise: Summarise) -> Result<Self, StoreError> {
        let settings = Settings::read(dir)?;
        let writable = !medium::is_network(dir) && medium::is_writable(&dir.join(lock::FILE))?;
        let shelf = Shelf {
            dir: dir.to_owned(),
            settings,
            summarise,
            writable,
            desk: Desk::open(dir, writable)?,
            readers: Mutex::default(),
            files: Mutex::default(),
            cache: FrameCache::default(),
        };
        let store = Self { shelf: Arc::new(shelf) };
        match catalogue::open_reader(dir, writable)? {
            Some(connection) => store.shelf.put_back(connection),
            None if writable => drop(store.writer(&mut |_| {})?),
            None => return Err(StoreError::CatalogueUnusable { path: dir.to_owned() }),
        }
        Ok(store)
    }

    /// Returns what `greffe.toml` says.
    pub fn settings(&self) -> &Settings {
        &self.shelf.settings
    }

    /// Takes the right to write; if another has it, tells `waiting` who, once, and waits.
    ///
    /// Then makes good what an interrupted writer left: cuts a torn tail, enters
    /// in the catalogue what it lacks, rebuilds it if it is missing.
    pub fn writer(&self, waiting: &mut dyn FnMut(&Holder)) -> Result<Writer, StoreError> {
        refuse_network(self.dir())?;
        Writer::open(self.clone(), waiting)
    }

    /// The same, if nobody else is writing; `None` if somebody is.
    pub fn try_writer(&self) -> Result<Option<Writer>, StoreError> {
        refuse_network(self.dir())?;
        Writer::try_open(self.clone())
    }

    /// Returns what people made: tags, notes, saved searches.
    pub fn desk(&self) -> &Desk {
        &self.shelf.desk
    }

    /// Counts the messages and documents; their numbers are all those below.
    pub fn count(&self) -> Result<u32, StoreError> {
        self.read(catalogue::count)
    }

    /// Returns a message's raw bytes, all in memory; see [`Store::copy_raw`] for large ones.
    ///
    /// Frames carry checksums, so rotten bytes are an error; the digest is not computed again.
    pub fn raw(&self, number: Number) -> Result<Vec<u8>, StoreError> {
        self.collect(&self.place(number, u64::MAX)?, Depth::Checked)
    }

    /// Returns the first `limit` bytes of a message, and its whole length.
    pub fn raw_prefix(&self, number: Number, limit: usize) -> Result<(Vec<u8>, u64), StoreError> {
        let place = self.place(number, limit as u64)?;
        Ok((self.collect(&place, Depth::Checked)?, place.whole_bytes))
    }

    /// Returns the first `limit` bytes of a message to look at: rotten ones may
    /// pass for sound, since no checksum is waited for. At half the cost.
    pub fn raw_prefix_unchecked(&self, number: Number, limit: usize) -> Result<Vec<u8>, StoreError> {
        self.collect(&self.place(number, limit as u64)?, Depth::Unchecked)
    }

    /// Writes a message's raw bytes to `out` in pieces; returns how many.
    pub fn copy_raw(&self, number: Number, out: &mut dyn Write) -> Result<u64, StoreError> {
        self.copy(&self.place(number, u64::MAX)?, Depth::Checked, out)
    }

    /// Looks a message up by the first digits of its id, four at least.
    pub fn find(&self, id_prefix: &str) -> Result<Found, StoreError> {
        let found = self.read(|connection| catalogue::find(connection, id_prefix))?;
        found.ok_or(StoreError::NotAnIdPrefix { least: PREFIX_DIGITS })
    }

    /// Counts the loose documents among the items below a number.
    pub fn documents_below(&self, number: Number) -> Result<u32, StoreError> {
        self.read(|connection| catalogue::documents_below(connection, number))
    }

    /// Calls `take` with each place of each loose document that was found at several, from
    /// `from` on: the number and the path, in the order of numbers, the first place first.
    pub fn places_of_documents(
        &self,
        from: Number,
        take: &mut dyn FnMut(Number, String),
    ) -> Result<(), StoreError> {
        self.read(|connection| catalogue::places_of_documents(connection, from, take))
    }

    /// Returns what kind of item this is, without the rest of its row.
    pub fn kind(&self, number: Number) -> Result<Kind, StoreError> {
        let kind = self.read(|connection| catalogue::kind(connection, number))?;
        kind.ok_or(StoreError::NoMessage { number })
    }

    /// Returns one message of the catalogue.
    pub fn row(&self, number: Number) -> Result<Row, StoreError> {
        let row = self.read(|connection| catalogue::rows(connection, &[number]))?.pop().flatten();
        row.ok_or(StoreError::NoMessage { number })
    }

    /// Returns several messages, in the order asked.
    pub fn rows(&self, numbers: &[Number]) -> Result<Vec<Row>, StoreError> {
        let rows = self.read(|connection| catalogue::rows(connection, numbers))?;
        let found = numbers.iter().zip(rows);
        found.map(|(number, row)| row.ok_or(StoreError::NoMessage { number: *number })).collect()
    }

    /// Calls `take` with each message from `from` on, in order, until it breaks.
    ///
    /// Sees the catalogue as it was when it began.
    pub fn each_row(
        &self,
        from: Number,
        take: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.read(|connection| catalogue::each_row(connection, from, take))
    }

    /// Returns the messages with this Message-ID: variants of one another.
    pub fn same_message_id(&self, message_id: &str) -> Result<Vec<Number>, StoreError> {
        self.read(|connection| catalogue::same_message_id(connection, message_id))
    }

    /// Returns all imports, the newest first.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        self.read(catalogue::imports)
    }

    /// Returns the spans in which no message was recognised, of one import or of all.
    pub fn lost(&self, import: Option<&ImportId>) -> Result<Vec<Lost>, StoreError> {
        self.read(|connection| catalogue::lost(connection, import))
    }

    /// Returns the bytes kept of a lost span; `None` if none are.
    pub fn lost_raw(&self, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let place = self.find_place(|connection| catalogue::kept_span(connection, number), u64::MAX)?;
        place.map(|place| self.collect(&place, Depth::Checked)).transpose()
    }

    /// Returns the messages of which content is lost, in order.
    pub fn damaged(&self) -> Result<Vec<Number>, StoreError> {
        self.read(catalogue::damaged)
    }

    /// Returns how far an earlier run has read a file; `None` if nothing of it was committed.
    pub fn file_state(
        &self,
        mailbox: &str,
        source: &str,
        path: &str,
    ) -> Result<Option<FileState>, StoreError> {
        self.read(|connection| catalogue::file_state(connection, mailbox, source, path))
    }

    /// Returns the files of a source that stood when it was last read, sorted.
    ///
    /// Those that a complete reading does not meet again are [`Batch::gone`](crate::Batch::gone).
    pub fn known_paths(&self, mailbox: &str, source: &str) -> Result<Vec<String>, StoreError> {
        self.read(|connection| catalogue::known_paths(connection, mailbox, source))
    }

    /// Counts a source as it stands.
    pub fn counts(&self, mailbox: &str, source: &str) -> Result<Counts, StoreError> {
        self.read(|connection| catalogue::counts(connection, mailbox, source))
    }

    /// Returns the names of all mailboxes, sorted.
    pub fn mailboxes(&self) -> Result<Vec<String>, StoreError> {
        self.read(catalogue::mailboxes)
    }

    /// Recomputes every digest, walks every chain, compares the catalogue with the packs.
    ///
    /// `progress` is told bytes done and bytes in all; `problem` each thing found wrong.
    pub fn check(
        &self,
        progress: &mut dyn FnMut(u64, u64),
        problem: &mut dyn FnMut(Problem),
    ) -> Result<CheckReport, StoreError> {
        crate::check::check(self, progress, problem)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.shelf.dir
    }

    pub(crate) fn is_writable(&self) -> bool {
        self.shelf.writable
    }

    pub(crate) fn packs_dir(&self) -> PathBuf {
        self.shelf.dir.join(pack::DIR)
    }

    pub(crate) fn summarise(&self) -> Summarise {
        self.shelf.summarise
    }

    /// Lets go of connections to a catalogue that has been replaced.
    pub(crate) fn forget_readers(&self) {
        self.shelf.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Runs a query on a connection of its own.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let connection = self.shelf.take_reader()?;
        let answer = query(&connection).at(&self.shelf.dir.join(catalogue::FILE));
        self.shelf.put_back(connection);
        answer
    }

    /// Returns where the first `limit` bytes of a message are.
    fn place(&self, number: Number, limit: u64) -> Result<Place, StoreError> {
        let place = self.find_place(|connection| catalogue::span(connection, number), limit)?;
        place.ok_or(StoreError::NoMessage { number })
    }

    fn find_place(
        &self,
        find: impl FnOnce(&Connection) -> rusqlite::Result<Option<Span>>,
        limit: u64,
    ) -> Result<Option<Place>, StoreError> {
        self.read(|connection| {
            let Some(whole) = find(connection)? else { return Ok(None) };
            let span = Span { length: whole.length.min(limit), ..whole };
            let frames = catalogue::frames_of_span(connection, span)?;
            Ok(Some(Place { span, frames, whole_bytes: whole.length }))
        })
    }

    fn collect(&self, place: &Place, depth: Depth) -> Result<Vec<u8>, StoreError> {
        // Not `with_capacity(length)`: a damaged catalogue may say anything.
        let mut raw = Vec::with_capacity(place.span.length.min(1 << 20) as usize);
        self.copy(place, depth, &mut raw)?;
        Ok(raw)
    }

    fn copy(&self, place: &Place, depth: Depth, out: &mut dyn Write) -> Result<u64, StoreError> {
        let span = place.span;
        if span.length == 0 {
            return Ok(0);
        }
        let file = self.shelf.pack_file(span.pack)?;
        let pack = OpenFile { number: span.pack, file: &file, packs: &self.packs_dir() };
        read_span(pack, &place.frames, (span.start, span.length), depth, &self.shelf.cache, out)
    }
}

/// Where bytes are: their span, and the frames that cover it.
struct Place {
    span: Span,
    frames: Vec<Frame>,
    /// The length of what the span is all or the beginning of.
    whole_bytes: u64,
}

impl Shelf {
    fn take_reader(&self) -> Result<Connection, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(connection) => Ok(connection),
            None => catalogue::open_reader(&self.dir, self.writable)?
                .ok_or_else(|| StoreError::CatalogueUnusable { path: self.dir.clone() }),
        }
    }

    fn put_back(&self, connection: Connection) {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < 16 {
            readers.push(connection);
        }
    }

    fn pack_file(&self, number: u32) -> Result<Arc<File>, StoreError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(&number) {
            return Ok(Arc::clone(file));
        }
        if files.len() >= OPEN_PACKS {
            files.clear();
        }
        let file = Arc::new(pack::open(&self.dir.join(pack::DIR), number)?);
        files.insert(number, Arc::clone(&file));
        Ok(file)
    }
}

fn refuse_network(dir: &Path) -> Result<(), StoreError> {
    match medium::is_network(dir) {
        true => Err(StoreError::NetworkFileSystem { path: dir.to_owned() }),
        false => Ok(()),
    }
}

/// Refuses a directory that holds anything but what an interrupted `create` leaves.
fn refuse_strangers(dir: &Path) -> Result<(), StoreError> {
    let not_empty = || StoreError::NotEmpty { path: dir.to_owned() };
    for entry in fs::read_dir(dir).at(dir)? {
        let name = entry.at(dir)?.file_name();
        let known = name.to_str().is_some_and(|name| OWN_FILES.iter().any(|own| name.starts_with(own)));
        if !known {
            return Err(not_empty());
        }
    }
    match pack::list(&dir.join(pack::DIR)) {
        Ok(packs) if packs.is_empty() => Ok(()),
        Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(()),
        _ => Err(not_empty()),
    }
}
