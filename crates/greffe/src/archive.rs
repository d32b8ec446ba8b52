//! An archive, opened: the keepers behind one door.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use greffe_index::{Index, IndexError};
use greffe_message::Summary;
use greffe_store::{ImportId, Settings, Store, StoreError, Writer};

use crate::catch_up;
use crate::check::{self, CheckReport, Problem};
use crate::edges::Edges;
use crate::error::Error;
use crate::export::{self, ExportReport, ExportRequest};
use crate::import::{self, ImportReport, ImportRequest, Progress};
use crate::record::NotAsked;
use crate::room::Room;

/// Messages longer than this are read by their beginning only.
pub(crate) const WHOLE_MESSAGE_BYTES: u64 = 64 << 20;

/// How much of such a message is read.
pub(crate) const PREFIX_BYTES: usize = 16 << 20;

/// An archive, opened. Send + Sync.
pub struct Archive {
    pub(crate) dir: PathBuf,
    pub(crate) store: Store,
    pub(crate) index: Arc<Index>,
    pub(crate) edges: Edges,
}

impl Archive {
    /// Makes an empty archive in `dir`, which must be missing or empty.
    ///
    /// `timezone` is an IANA name: days and years of queries are meant in it.
    pub fn create(dir: &Path, timezone: &str, edges: Edges) -> Result<Self, Error> {
        if jiff::tz::TimeZone::get(timezone).is_err() {
            return Err(Error::UnknownTimezone { name: timezone.to_owned() });
        }
        let store = Store::create(dir, &Settings::new(timezone), summarise)?;
        Self::around(dir, store, edges)
    }

    /// Opens the archive in `dir`. An index that this version cannot read is
    /// set aside and made again by the next command that may write.
    pub fn open(dir: &Path, edges: Edges) -> Result<Self, Error> {
        let store = Store::open(dir, summarise)?;
        Self::around(dir, store, edges)
    }

    /// Opens the archive in `dir`, or makes one in the machine's time zone.
    pub fn open_or_create(dir: &Path, edges: Edges) -> Result<Self, Error> {
        if Store::is_archive(dir) {
            return Self::open(dir, edges);
        }
        match Self::create(dir, &crate::edges::system_timezone(), edges) {
            Err(Error::Store(StoreError::AlreadyAnArchive { .. })) => Self::open(dir, edges),
            made => made,
        }
    }

    fn around(dir: &Path, store: Store, edges: Edges) -> Result<Self, Error> {
        let place = dir.join("index");
        // Only one process at a time makes an index.
        let _writer = if Index::exists(&place) { None } else { store.writer(&mut |_| {}).ok() };
        let index = match Index::open(&place) {
            Err(IndexError::UnknownFormat { .. } | IndexError::Damaged { .. }) => {
                Index::wipe(&place)?;
                Index::open(&place)?
            }
            other => other?,
        };
        Ok(Self { dir: dir.to_owned(), store, index: Arc::new(index), edges })
    }

    /// Returns the room in which everything of this archive is read.
    pub fn room(&self) -> Room {
        Room::new(self.store.clone(), Arc::clone(&self.index), Box::new(NotAsked), self.edges)
    }

    /// Takes mail in. Goes on where an interrupted import of the same sources stopped.
    ///
    /// # Errors
    /// What was told as stored stays stored; the same call again goes on there.
    pub fn import(
        &self,
        request: &ImportRequest,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, Error> {
        import::import(self, request, tell)
    }

    /// Makes the views whole if an interruption left them behind; does nothing
    /// while another process is writing, since that one will.
    pub fn catch_up(&self, tell: &mut dyn FnMut(u64, u64)) -> Result<(), Error> {
        if catch_up::is_whole(self)? {
            return Ok(());
        }
        match self.store.try_writer()? {
            Some(_writer) => catch_up::catch_up(self, tell),
            None => Ok(()),
        }
    }

    /// Writes working copies of what a query finds.
    pub fn export(
        &self,
        request: &ExportRequest,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<ExportReport, Error> {
        export::export(self, request, tell)
    }

    /// Recomputes every hash and compares packs, catalogue, index and facts.
    pub fn check(
        &self,
        tell: &mut dyn FnMut(u64, u64),
        found: &mut dyn FnMut(Problem),
    ) -> Result<CheckReport, Error> {
        check::check(self, tell, found)
    }

    /// Returns the IANA name of the archive's time zone.
    pub fn timezone(&self) -> &str {
        &self.store.settings().timezone
    }

    /// Takes the writer's lock, waiting for another process that has it.
    pub(crate) fn writer(&self, tell: &mut dyn FnMut(Progress)) -> Result<Writer, Error> {
        Ok(self.store.writer(&mut |holder| tell(Progress::Waiting { pid: holder.pid.unwrap_or(0) }))?)
    }

    pub(crate) fn new_import_id(&self) -> ImportId {
        self.edges.random_id().parse().expect("32 hexadecimal digits are an import id")
    }
}

/// What the catalogue keeps of a message; `raw` is its beginning when it is very long.
fn summarise(raw: &[u8], length: u64) -> Summary {
    read_message(raw, length).summary(length)
}

/// Reads a message of `length` bytes of which `raw` is all or the beginning.
pub(crate) fn read_message(raw: &[u8], length: u64) -> greffe_message::Message {
    if length > raw.len() as u64 { greffe_message::parse_prefix(raw) } else { greffe_message::parse(raw) }
}
