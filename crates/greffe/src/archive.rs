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

/// The folder of the index.
pub(crate) const INDEX: &str = "index";

/// Memory that the index may fill before it writes a segment.
const INDEX_MEMORY_BYTES: usize = 256 << 20;

/// An archive, opened. Send + Sync; clones are handles of the same one.
#[derive(Clone)]
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
        if greffe_index::time_zone(timezone).is_none() {
            return Err(Error::UnknownTimezone { name: timezone.to_owned() });
        }
        drop(Store::create(dir, &Settings::new(timezone), summarise)?);
        Self::open(dir, edges)
    }

    /// Opens the archive in `dir`. An index that this version cannot read is
    /// set aside and made again by the next command that may write.
    pub fn open(dir: &Path, edges: Edges) -> Result<Self, Error> {
        Ok(Self::open_and(dir, edges, |_| Ok(()))?.0)
    }

    /// Opens the archive in `dir`, and asks its store something while the index opens.
    pub(crate) fn open_and<T: Send>(
        dir: &Path,
        edges: Edges,
        ask: impl FnOnce(&Store) -> Result<T, Error> + Send,
    ) -> Result<(Self, T), Error> {
        let open_store = || {
            let store = Store::open(dir, summarise)?;
            let answer = ask(&store)?;
            Ok::<_, Error>((store, answer))
        };
        // Side by side: this is half of what a command that asks one question does.
        let (store, index) = rayon::join(open_store, || open_readable(&dir.join(INDEX)));
        let ((store, answer), index) = (store?, index?);
        let index = match index {
            Some(index) => index,
            None => make_index(&store, &dir.join(INDEX))?,
        };
        Ok((Self { dir: dir.to_owned(), store, index: Arc::new(index), edges }, answer))
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

    /// Returns the room in which everything of this archive is read.
    pub fn room(&self) -> Room {
        Room::new(self.store.clone(), Arc::clone(&self.index), Box::new(NotAsked), self.edges)
    }

    /// Returns the one writer of the index.
    pub(crate) fn index_writer(&self) -> Result<greffe_index::Writer, Error> {
        Ok(self.index.writer(INDEX_MEMORY_BYTES)?)
    }

    /// Returns the IANA name of the archive's time zone.
    pub fn timezone(&self) -> &str {
        &self.store.settings().timezone
    }
}

/// Opens the index at `place`; `None` when there is none that can be read.
fn open_readable(place: &Path) -> Result<Option<Index>, IndexError> {
    use IndexError::{Damaged, UnknownFormat};
    if !Index::exists(place) {
        return Ok(None);
    }
    match Index::open(place) {
        Err(UnknownFormat { .. } | Damaged { .. }) => Ok(None),
        opened => opened.map(Some),
    }
}

/// Makes an index at `place` unless another process has made one meanwhile.
fn make_index(store: &Store, place: &Path) -> Result<Index, Error> {
    let _writer = store.writer(&mut |_| {})?;
    if let Some(index) = open_readable(place)? {
        return Ok(index);
    }
    Index::wipe(place)?;
    Ok(Index::open(place)?)
}
