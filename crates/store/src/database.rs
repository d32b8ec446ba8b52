//! SQLite files: opened for reading on any medium, removed or set aside with their company, looked over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{At, StoreError};
use crate::record::sha256;

/// Opens a database that is there for reading only.
///
/// On a medium that cannot be written, SQLite may have to be told that nobody
/// else writes. A write-ahead log would then be passed over, so one that holds
/// anything is refused.
pub(crate) fn open_to_read(path: &Path, writable: bool) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let shared = Connection::open_with_flags(path, flags).and_then(prepare);
    if writable || shared.is_ok() {
        return shared.at(path);
    }
    if fs::metadata(with_suffix(path, "-wal")).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::LogUnread { path: path.to_owned() });
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(immutable_uri(path), flags).and_then(prepare).at(path)
}

/// Sets a connection up. To know the size of the cache the file is read, so a log that
/// cannot be shared shows here.
fn prepare(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // Else each new value of a range has its statement planned again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    Ok(connection)
}

fn immutable_uri(path: &Path) -> String {
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    let path: String = path.as_os_str().as_encoded_bytes().iter().map(|byte| escape(*byte)).collect();
    format!("file:{path}?immutable=1")
}

/// Removes a database and what SQLite keeps beside it.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let path = with_suffix(path, suffix);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e).at(&path),
            _ => {}
        }
    }
    Ok(())
}

/// Gives a database and its log another name, in the place of what was set aside before.
pub(crate) fn set_aside(path: &Path) -> Result<(), StoreError> {
    let aside = with_suffix(path, ".aside");
    remove(&aside)?;
    // The log first: beside a database without its log, a crash here leaves no half of it in use.
    for suffix in ["-wal", "-journal", ""] {
        let from = with_suffix(path, suffix);
        match fs::rename(&from, with_suffix(&aside, suffix)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e).at(&from),
            _ => {}
        }
    }
    remove(path)
}

/// Returns eight octets of a digest of a row's fields, each with its length before it.
///
/// SQLite notices a broken page, not a changed letter.
pub(crate) fn row_checksum(fields: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::new();
    for field in fields {
        all.extend((field.len() as u64).to_be_bytes());
        all.extend_from_slice(field);
    }
    sha256(&all).iter().take(8).copied().collect()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Returns what SQLite finds wrong in the file itself: pages, order, indices.
pub(crate) fn integrity(connection: &Connection) -> Vec<String> {
    let check = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    match check() {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        Err(e) => vec![e.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_file_name_can_stand_in_a_uri() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("archive n°1 #2?100%.db");
        let connection = Connection::open(&path).expect("made");
        connection.execute_batch("CREATE TABLE t (n); INSERT INTO t VALUES (7);").expect("written");
        drop(connection);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let read = Connection::open_with_flags(immutable_uri(&path), flags).expect("opened");
        assert_eq!(read.query_row("SELECT n FROM t", [], |row| row.get(0)), Ok(7));
    }

    #[test]
    fn a_reader_cannot_write() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("some.db");
        Connection::open(&path).and_then(|made| made.execute_batch("CREATE TABLE t (n)")).expect("made");
        for writable in [true, false] {
            let reader = open_to_read(&path, writable).expect("opened");
            assert!(reader.execute_batch("INSERT INTO t VALUES (1)").is_err());
        }
    }
}
