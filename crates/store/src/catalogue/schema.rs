//! Tables of the catalogue. A changed schema is no migration: the catalogue is replayed.

use rusqlite::Connection;

/// Raised with every change of the tables, of what [`Summary`](greffe_message::Summary) holds, or of
/// how it is printed.
const VERSION: i32 = 6;

/// "gref", in SQLite's header.
const APPLICATION: i32 = 0x6772_6566;

const TABLES: &str = "
CREATE TABLE batches (
    number INTEGER PRIMARY KEY, pack INTEGER NOT NULL,
    file_start INTEGER NOT NULL, file_end INTEGER NOT NULL, raw_end INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    records_sha256 BLOB NOT NULL, packed_sha256 BLOB NOT NULL);
CREATE TABLE frames (
    pack INTEGER NOT NULL, raw_start INTEGER NOT NULL, raw_bytes INTEGER NOT NULL,
    file_start INTEGER NOT NULL, file_bytes INTEGER NOT NULL,
    PRIMARY KEY (pack, raw_start)) WITHOUT ROWID;
CREATE TABLE imports (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL,
    started_at INTEGER NOT NULL, finished_at INTEGER, made_by TEXT, note TEXT, greffe_version TEXT NOT NULL,
    stored INTEGER NOT NULL DEFAULT 0, duplicates INTEGER NOT NULL DEFAULT 0,
    already INTEGER NOT NULL DEFAULT 0, lost INTEGER NOT NULL DEFAULT 0, files INTEGER NOT NULL DEFAULT 0);
CREATE TABLE import_sources (
    import INTEGER NOT NULL, place INTEGER NOT NULL, path TEXT NOT NULL, bytes INTEGER, sha256 BLOB,
    PRIMARY KEY (import, place)) WITHOUT ROWID;
CREATE TABLE folders (seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
-- A reading begins when a file is read from its start again; what an earlier
-- reading found no longer stands; nor does a loss of reading -1.
CREATE TABLE files (
    seq INTEGER PRIMARY KEY, mailbox TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL,
    import INTEGER NOT NULL, reading INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0,
    committed_bytes INTEGER NOT NULL DEFAULT 0, prefix_sha256 BLOB, items INTEGER NOT NULL DEFAULT 0,
    done_bytes INTEGER, done_sha256 BLOB,
    UNIQUE (mailbox, source, path));
CREATE TABLE messages (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL,
    pack INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL,
    message_key INTEGER, kind INTEGER NOT NULL, damaged INTEGER NOT NULL);
-- Half the size of one over whole ids; whoever looks up or inserts compares the rest.
CREATE INDEX messages_by_id ON messages (substr(id, 1, 8));
CREATE INDEX messages_by_key ON messages (message_key) WHERE message_key IS NOT NULL;
CREATE INDEX messages_damaged ON messages (n) WHERE damaged;
-- Loose documents: Kind::ALL holds them last.
CREATE INDEX messages_documents ON messages (n) WHERE kind = 4;
CREATE TABLE summaries (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
-- The postmark of a message's first occurrence lies with its summary.
CREATE TABLE occurrences (
    n INTEGER NOT NULL, place INTEGER NOT NULL, file INTEGER NOT NULL, reading INTEGER NOT NULL,
    offset INTEGER NOT NULL, length INTEGER NOT NULL, folder INTEGER NOT NULL, import INTEGER NOT NULL,
    flags INTEGER NOT NULL, postmark TEXT, quoting TEXT, defects TEXT,
    PRIMARY KEY (n, place)) WITHOUT ROWID;
CREATE UNIQUE INDEX occurrences_by_file ON occurrences (file, offset, n);
CREATE TABLE lost (
    seq INTEGER PRIMARY KEY, import INTEGER NOT NULL, file INTEGER NOT NULL, reading INTEGER NOT NULL,
    offset INTEGER NOT NULL, length INTEGER NOT NULL, reason TEXT NOT NULL,
    pack INTEGER, start INTEGER, kept_bytes INTEGER,
    UNIQUE (file, offset, length, reason));
CREATE INDEX lost_by_import ON lost (import);
";

/// Tables in the order in which they are compared, with the order of their rows.
pub(super) const ORDERED: [(&str, &str); 10] = [
    ("batches", "number"),
    ("frames", "pack, raw_start"),
    ("imports", "seq"),
    ("import_sources", "import, place"),
    ("folders", "seq"),
    ("files", "seq"),
    ("messages", "n"),
    ("summaries", "first"),
    ("occurrences", "n, place"),
    ("lost", "seq"),
];

/// Makes the tables in an empty database that nothing else reads yet.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    connection.pragma_update(None, "cache_size", -64_000)?;
    connection.execute_batch(&format!("BEGIN; {TABLES} COMMIT;"))?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", VERSION)
}

/// Says whether the database is a catalogue with these tables.
pub(super) fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    Ok(pragma("application_id")? == APPLICATION && pragma("user_version")? == VERSION)
}

/// Sets up the one connection that writes.
///
/// `synchronous = NORMAL`: a crash may lose the last transactions, never the
/// file; the packs have them, and the next writer replays them.
pub(super) fn prepare_writer(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    connection.pragma_update(None, "cache_size", -64_000)
}
