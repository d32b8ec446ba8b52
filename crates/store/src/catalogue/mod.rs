//! The catalogue: a SQLite view of the packs. It can be deleted at any time.
//!
//! Two ways lead into it, and both go through [`Catalogue::apply`]: a batch
//! that was just committed, and a batch read back from a pack. So a replay
//! makes the same rows, with the same numbers. It is never ahead of the packs.

mod apply;
mod compare;
mod history;
mod plan;
mod rows;
mod schema;
mod summaries;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

pub(crate) use apply::{Applied, Placed};
pub(crate) use compare::first_difference;
pub(crate) use history::{
    count, counts, damaged, documents_below, file_state, import_state, imports, kept_span, kind, known_paths,
    lost, mailboxes, messages_in, places_of_documents,
};
pub(crate) use plan::{Plan, known};
pub(crate) use rows::{
    PREFIX_DIGITS, each_row, find, frames_of_pack, frames_of_span, id, rows, same_message_id, span,
};

use crate::database;
use crate::error::{At, StoreError};
use crate::hex::Digest;

/// Name of the file.
pub(crate) const FILE: &str = "catalogue.db";

/// A span of a pack's tar stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) pack: u32,
    pub(crate) start: u64,
    pub(crate) length: u64,
}

/// Up to where the catalogue has the packs: the last batch in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Watermark {
    pub(crate) batch: u64,
    pub(crate) pack: u32,
    pub(crate) file_start: u64,
    pub(crate) file_end: u64,
    pub(crate) raw_end: u64,
    /// Messages stored up to its end: the next number.
    pub(crate) messages: u64,
    pub(crate) records_sha256: Digest,
    pub(crate) packed_sha256: Digest,
}

/// The catalogue, open to write. Only the holder of the writer's lock has one.
#[derive(Debug)]
pub(crate) struct Catalogue {
    connection: Connection,
    path: PathBuf,
}

impl Catalogue {
    /// Opens the catalogue of `dir`; `None` if there is none, or one of another schema.
    pub(crate) fn open(dir: &Path) -> Result<Option<Self>, StoreError> {
        let path = dir.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).at(&path)?;
        if !schema::is_current(&connection).at(&path)? {
            return Ok(None);
        }
        schema::prepare_writer(&connection).at(&path)?;
        Ok(Some(Self { connection, path }))
    }

    /// Makes an empty catalogue under a working name: [`Catalogue::put_in_place`] names it.
    ///
    /// It is not safe from crashes until then; a leftover of an earlier attempt is replaced.
    pub(crate) fn draft(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join("catalogue.db.new");
        database::remove(&path)?;
        let connection = Connection::open(&path).at(&path)?;
        schema::create(&connection).at(&path)?;
        Ok(Self { connection, path })
    }

    /// Gives a draft its name in `dir`, in the place of whatever was there.
    pub(crate) fn put_in_place(self, dir: &Path) -> Result<Self, StoreError> {
        let Self { connection, path: draft } = self;
        connection.close().map_err(|(_, e)| e).at(&draft)?;
        fs::File::open(&draft).and_then(|file| file.sync_all()).at(&draft)?;
        let path = dir.join(FILE);
        database::remove(&path)?;
        fs::rename(&draft, &path).at(&path)?;
        crate::medium::sync_dir(dir)?;
        Self::open(dir)?.ok_or(StoreError::CatalogueDamaged { path })
    }

    /// Enters a committed batch, wholly or not at all.
    pub(crate) fn apply(&mut self, batch: &Applied<'_>) -> Result<(), StoreError> {
        apply::apply(&mut self.connection, batch).at(&self.path)
    }

    /// Returns the last batch it has.
    pub(crate) fn watermark(&self) -> Result<Option<Watermark>, StoreError> {
        watermark(&self.connection).at(&self.path)
    }

    /// Moves everything from the write-ahead log into the file, as far as readers allow.
    pub(crate) fn checkpoint(&self) {
        // Best effort: what stays in the log is not lost, and the next writer tries again.
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// Returns the connection, to read what was just written.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Returns the file, for messages.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Returns the last batch of a catalogue.
pub(crate) fn watermark(connection: &Connection) -> rusqlite::Result<Option<Watermark>> {
    let query = "SELECT number, pack, file_start, file_end, raw_end, messages, records_sha256, packed_sha256
                 FROM batches ORDER BY number DESC LIMIT 1";
    let mut statement = connection.prepare_cached(query)?;
    statement.query_row([], read_watermark).optional()
}

/// Returns the first batch of a pack that ends behind `file_pos`.
pub(crate) fn batch_after(
    connection: &Connection,
    pack: u32,
    file_pos: u64,
) -> rusqlite::Result<Option<Watermark>> {
    let query = "SELECT number, pack, file_start, file_end, raw_end, messages, records_sha256, packed_sha256
                 FROM batches WHERE pack = ?1 AND file_end > ?2 ORDER BY number LIMIT 1";
    let mut statement = connection.prepare_cached(query)?;
    statement.query_row((pack, integer(file_pos)), read_watermark).optional()
}

/// Returns where a batch of `pack` ends in the tar stream; `None` if it lies in another pack.
pub(crate) fn batch_end(connection: &Connection, batch: u64, pack: u32) -> rusqlite::Result<Option<u64>> {
    let query = "SELECT raw_end FROM batches WHERE number = ?1 AND pack = ?2";
    let mut statement = connection.prepare_cached(query)?;
    statement.query_row((integer(batch), pack), |row| row.get(0).map(unsigned)).optional()
}

fn read_watermark(row: &rusqlite::Row<'_>) -> rusqlite::Result<Watermark> {
    Ok(Watermark {
        batch: unsigned(row.get(0)?),
        pack: row.get(1)?,
        file_start: unsigned(row.get(2)?),
        file_end: unsigned(row.get(3)?),
        raw_end: unsigned(row.get(4)?),
        messages: unsigned(row.get(5)?),
        records_sha256: row.get(6)?,
        packed_sha256: row.get(7)?,
    })
}

/// Opens a catalogue for reading only; `None` if there is none, or one of another schema.
pub(crate) fn open_reader(dir: &Path, writable: bool) -> Result<Option<Connection>, StoreError> {
    let path = dir.join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    let connection = database::open_to_read(&path, writable)?;
    let is_current = schema::is_current(&connection).at(&path)?;
    Ok(is_current.then_some(connection))
}

/// SQLite has signed integers only; lengths and offsets stay far below their limit.
fn integer(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
