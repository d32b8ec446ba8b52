//! Tables of what was read in files.

use std::io;

use greffe_terms::MessageId;
use rusqlite::{Connection, OptionalExtension};

use super::Mark;
use crate::database::row_checksum;
use crate::shape::{Shape, damaged};

/// The tables of the readings.
pub(super) const SHAPE: Shape = Shape { version: 1, tables: TABLES };

const TABLES: &str = "
CREATE TABLE files (
    id INTEGER PRIMARY KEY, print BLOB NOT NULL UNIQUE, outline TEXT NOT NULL, reading BLOB NOT NULL,
    sum BLOB NOT NULL);
CREATE TABLE inside (number INTEGER, part INTEGER, file INTEGER NOT NULL, PRIMARY KEY (number, part)) WITHOUT ROWID;
CREATE TABLE mark (
    only INTEGER PRIMARY KEY, through INTEGER NOT NULL, last_id BLOB, reader TEXT NOT NULL, sum BLOB NOT NULL);
";

/// Returns the mark; that of no message if none was made.
pub(super) fn mark(connection: &Connection) -> rusqlite::Result<Mark> {
    let query = "SELECT through, last_id, reader, sum FROM mark WHERE only = 0";
    let mut statement = connection.prepare_cached(query)?;
    let found = statement.query_row([], |row| {
        let last_id = row.get::<_, Option<[u8; 32]>>(1)?.map(MessageId::new);
        let mark = Mark { through: row.get(0)?, last_id, reader: row.get(2)? };
        let is_whole = row.get::<_, Vec<u8>>(3)? == sum_of(&mark);
        if is_whole { Ok(mark) } else { Err(damaged("an altered mark")) }
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// Writes the mark.
pub(super) fn put_mark(connection: &Connection, mark: &Mark) -> rusqlite::Result<()> {
    let last_id = mark.last_id.as_ref().map(MessageId::as_bytes);
    connection
        .prepare_cached("INSERT OR REPLACE INTO mark VALUES (0, ?1, ?2, ?3, ?4)")?
        .execute((mark.through, last_id, &mark.reader, sum_of(mark)))
        .map(drop)
}

/// Returns the checksum of a file's row; the reading has one of its own.
pub(super) fn file_sum(print: &[u8], outline: &str) -> Vec<u8> {
    row_checksum(&[print, outline.as_bytes()])
}

/// As damage, since a frame of ours always unpacks.
pub(super) fn unreadable(_: io::Error) -> rusqlite::Error {
    damaged("a reading that does not unpack")
}

fn sum_of(mark: &Mark) -> Vec<u8> {
    let last_id = mark.last_id.as_ref().map_or(&[][..], |id| id.as_bytes());
    row_checksum(&[&mark.through.to_be_bytes(), last_id, mark.reader.as_bytes()])
}
