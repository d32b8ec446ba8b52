//! An archive, opened: the keepers behind one door. Its verbs stand in files of their own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use greffe_index::{Index, IndexError};
use greffe_store::{Settings, Store, StoreError};

use crate::edges::Edges;
use crate::error::Error;
use crate::reading::summarise;
use crate::record::NotAsked;
use crate::room::Room;

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
        let index = open_index(&store, &dir.join("index"))?;
        Ok(Self { dir: dir.to_owned(), store, index: Arc::new(index), edges })
    }

    /// Returns the room in which everything of this archive is read.
    pub fn room(&self) -> Room {
        Room::new(self.store.clone(), Arc::clone(&self.index), Box::new(NotAsked), self.edges)
    }

    /// Returns the IANA name of the archive's time zone.
    pub fn timezone(&self) -> &str {
        &self.store.settings().timezone
    }
}

/// Opens the index at `place`; makes one where there is none that can be read,
/// one process at a time.
fn open_index(store: &Store, place: &Path) -> Result<Index, Error> {
    use IndexError::{Damaged, UnknownFormat};
    if Index::exists(place) {
        match Index::open(place) {
            Err(UnknownFormat { .. } | Damaged { .. }) => {}
            opened => return Ok(opened?),
        }
    }
    let _writer = store.writer(&mut |_| {})?;
    match Index::open(place) {
        Err(UnknownFormat { .. } | Damaged { .. }) => {
            Index::wipe(place)?;
            Ok(Index::open(place)?)
        }
        opened => Ok(opened?),
    }
}
