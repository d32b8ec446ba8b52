//! Tables of the verdicts.

use greffe_terms::MessageId;
use rusqlite::{Connection, OptionalExtension};

use super::Mark;
use crate::database::row_checksum;
use crate::shape::{Shape, damaged};

/// The tables of the verdicts. Raise the version with every change of a leaf's or a sheaf's octets, too.
pub(super) const SHAPE: Shape = Shape { version: 2, tables: TABLES };

const TABLES: &str = "
CREATE TABLE outlines (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE judged (first INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE mark (
    only INTEGER PRIMARY KEY, through INTEGER NOT NULL, last_id BLOB,
    judge_version INTEGER NOT NULL, sum BLOB NOT NULL);
CREATE TABLE remarks (name TEXT PRIMARY KEY, value TEXT NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
";

/// Returns the mark; that of no message if none was made.
pub(super) fn mark(connection: &Connection) -> rusqlite::Result<Mark> {
    let query = "SELECT through, last_id, judge_version, sum FROM mark WHERE only = 0";
    let mut statement = connection.prepare_cached(query)?;
    let found = statement.query_row([], |row| {
        let last_id = row.get::<_, Option<[u8; 32]>>(1)?.map(MessageId::new);
        let mark = Mark { through: row.get(0)?, last_id, judge_version: row.get(2)? };
        let is_whole = row.get::<_, Vec<u8>>(3)? == sum_of(&mark);
        if is_whole { Ok(mark) } else { Err(damaged("an altered mark")) }
    });
    Ok(found.optional()?.unwrap_or(Mark { through: 0, last_id: None, judge_version: 0 }))
}

/// Writes the mark.
pub(super) fn put_mark(connection: &Connection, mark: &Mark) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO mark VALUES (0, ?1, ?2, ?3, ?4)";
    let last_id = mark.last_id.as_ref().map(MessageId::as_bytes);
    connection
        .prepare_cached(put)?
        .execute((mark.through, last_id, mark.judge_version, sum_of(mark)))
        .map(drop)
}

/// Writes a remark, in the place of the one that had the name.
pub(super) fn put_remark(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO remarks VALUES (?1, ?2, ?3)";
    connection.prepare_cached(put)?.execute((name, value, remark_sum(name, value))).map(drop)
}

/// Returns the checksum of a remark.
pub(super) fn remark_sum(name: &str, value: &str) -> Vec<u8> {
    row_checksum(&[name.as_bytes(), value.as_bytes()])
}

fn sum_of(mark: &Mark) -> Vec<u8> {
    let last_id = mark.last_id.as_ref().map_or(&[][..], |id| id.as_bytes());
    row_checksum(&[&mark.through.to_be_bytes(), last_id, &mark.judge_version.to_be_bytes()])
}
