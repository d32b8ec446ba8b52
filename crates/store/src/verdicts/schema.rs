//! Tables of the verdicts.

use rusqlite::Connection;

use crate::database::row_checksum;
use crate::view::Tables;

/// The tables of the verdicts. Raise the version with every change of a leaf's or a sheaf's octets, too.
pub(super) const TABLES: Tables = Tables {
    version: 3,
    made_by: "
CREATE TABLE outlines (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE judged (first INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE remarks (name TEXT PRIMARY KEY, value TEXT NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
",
};

/// Writes a remark, in the place of the one that had the name.
pub(super) fn put_remark(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO remarks VALUES (?1, ?2, ?3)";
    connection.prepare_cached(put)?.execute((name, value, remark_sum(name, value))).map(drop)
}

/// Returns the checksum of a remark.
pub(super) fn remark_sum(name: &str, value: &str) -> Vec<u8> {
    row_checksum(&[name.as_bytes(), value.as_bytes()])
}
