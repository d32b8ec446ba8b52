//! Tables of the verdicts. A changed schema is no migration: messages are judged again.

use greffe_terms::MessageId;
use rusqlite::{Connection, OptionalExtension};

use super::Mark;
use crate::database::row_checksum;

/// Raised with every change of the tables, or of a leaf's or a sheaf's octets.
const VERSION: i32 = 2;

/// "gref", in SQLite's header.
const APPLICATION: i32 = 0x6772_6566;

const TABLES: &str = "
CREATE TABLE outlines (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE judged (first INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE mark (
    only INTEGER PRIMARY KEY, through INTEGER NOT NULL, last_id BLOB,
    judge_version INTEGER NOT NULL, sum BLOB NOT NULL);
CREATE TABLE remarks (name TEXT PRIMARY KEY, value TEXT NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
";

/// Makes the tables.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(TABLES)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", VERSION)
}

/// Says whether the database has these tables.
pub(super) fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(stamp(connection)? == (APPLICATION, VERSION))
}

/// Says whether nobody has made anything in the database yet.
pub(super) fn is_blank(connection: &Connection) -> rusqlite::Result<bool> {
    let tables =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, u32>(0))?;
    Ok(tables == 0 && stamp(connection)? == (0, 0))
}

fn stamp(connection: &Connection) -> rusqlite::Result<(i32, i32)> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    Ok((pragma("application_id")?, pragma("user_version")?))
}

/// Sets up the one connection that writes.
///
/// `synchronous = NORMAL`: a crash may lose the last transactions, never the
/// file; those messages are judged again.
pub(super) fn prepare_writer(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // A leaf grows with each batch: without this, pages would keep octets that say nothing.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))
}

/// Returns how the tables were written down.
pub(super) fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

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

/// As a page that SQLite cannot read: the verdicts are damaged, and can be made again.
pub(super) fn damaged(what: &str) -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(code, Some(what.to_owned()))
}
