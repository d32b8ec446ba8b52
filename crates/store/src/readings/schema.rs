//! Tables of what was read in files.

use std::io;

use crate::database::row_checksum;
use crate::view::{Tables, damaged};

/// The tables of the readings.
pub(super) const TABLES: Tables = Tables {
    version: 2,
    made_by: "
CREATE TABLE files (
    id INTEGER PRIMARY KEY, print BLOB NOT NULL UNIQUE, outline TEXT NOT NULL, reading BLOB NOT NULL,
    sum BLOB NOT NULL);
CREATE TABLE inside (number INTEGER, part INTEGER, file INTEGER NOT NULL, PRIMARY KEY (number, part)) WITHOUT ROWID;
",
};

/// Returns the checksum of a file's row; the reading has one of its own.
pub(super) fn file_sum(print: &[u8], outline: &str) -> Vec<u8> {
    row_checksum(&[print, outline.as_bytes()])
}

/// As damage, since a frame of ours always unpacks.
pub(super) fn unreadable(_: io::Error) -> rusqlite::Error {
    damaged("a reading that does not unpack")
}
