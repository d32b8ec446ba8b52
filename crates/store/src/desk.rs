//! `desk.db`: what people made. Not a view: nothing else has it.
//!
//! Messages are named by id, since numbers are an archive's own affair. Every
//! row carries a checksum of its words: SQLite notices a broken page, not a
//! changed letter.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use greffe_terms::{MessageId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, TransactionBehavior};

use crate::database::{self, row_checksum as checksum};
use crate::error::{At, StoreError};

/// Name of the file.
pub(crate) const FILE: &str = "desk.db";

const VERSION: i32 = 1;

const TABLES: &str = "
CREATE TABLE tags (
    id BLOB NOT NULL, tag TEXT NOT NULL, at INTEGER NOT NULL, sum BLOB NOT NULL,
    PRIMARY KEY (id, tag)) WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag);
CREATE TABLE notes (
    note INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, at INTEGER NOT NULL,
    made_by TEXT, text TEXT NOT NULL, sum BLOB NOT NULL);
CREATE INDEX notes_by_id ON notes (id);
CREATE TABLE searches (
    search INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL,
    created_at INTEGER NOT NULL, sum BLOB NOT NULL);
";

/// Says whether a row has the checksum of its words.
type IsWhole = fn(&Row<'_>) -> rusqlite::Result<bool>;

/// What people made of an archive: tags, notes, saved searches.
///
/// It has its own writers, whatever the archive's writer does.
#[derive(Debug)]
pub struct Desk {
    open: Mutex<Open>,
    path: PathBuf,
    writable: bool,
}

/// The open file. Whoever only reads neither waits for who writes nor makes and
/// removes the files of a log: that was a tenth of the time of a search.
#[derive(Debug)]
struct Open {
    connection: Connection,
    may_write: bool,
}

/// A tag on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The message.
    pub id: MessageId,
    /// The tag, as typed.
    pub tag: String,
    /// When it was put.
    pub at: Timestamp,
}

/// A note on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number on this desk; never given twice.
    pub note: i64,
    /// The message.
    pub id: MessageId,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it, if they said.
    pub by: Option<String>,
    /// What it says.
    pub text: String,
}

/// A search kept under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number on this desk; never given twice.
    pub search: i64,
    /// Its name.
    pub name: String,
    /// The query, as typed.
    pub query: String,
    /// When it was saved.
    pub created_at: Timestamp,
}

impl Desk {
    /// Opens `desk.db` in `dir`, made if missing. On a read-only medium a missing one is empty.
    pub(crate) fn open(dir: &Path, writable: bool) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let (connection, may_write) = match (path.exists(), writable) {
            (true, _) => (database::open_to_read(&path, writable)?, false),
            (false, true) => (open_to_write(&path)?, true),
            (false, false) => (Connection::open_in_memory().and_then(prepare).at(&path)?, false),
        };
        let found = version(&connection).at(&path)?;
        if found > VERSION {
            return Err(StoreError::NewerDesk { path, found, known: VERSION });
        }
        // One that a crash left without tables.
        let is_begun = found < VERSION && writable && !may_write;
        let (connection, may_write) =
            if is_begun { (open_to_write(&path)?, true) } else { (connection, may_write) };
        Ok(Self { open: Mutex::new(Open { connection, may_write }), path, writable })
    }

    /// Puts a tag on a message; says whether it was not there.
    pub fn tag(&self, id: &MessageId, tag: &str, at: Timestamp) -> Result<bool, StoreError> {
        let sum = checksum(&[id.as_bytes(), tag.as_bytes(), &at.0.to_be_bytes()]);
        let insert = "INSERT OR IGNORE INTO tags VALUES (?1, ?2, ?3, ?4)";
        self.write(insert, &[&id.as_bytes(), &tag, &at.0, &sum]).map(|rows| rows > 0)
    }

    /// Takes a tag off a message; says whether it was there.
    pub fn untag(&self, id: &MessageId, tag: &str) -> Result<bool, StoreError> {
        let delete = "DELETE FROM tags WHERE id = ?1 AND tag = ?2";
        self.write(delete, &[&id.as_bytes(), &tag]).map(|rows| rows > 0)
    }

    /// Returns the tags of a message, sorted.
    pub fn tags(&self, id: &MessageId) -> Result<Vec<String>, StoreError> {
        let query = "SELECT tag FROM tags WHERE id = ?1 ORDER BY tag";
        self.read(query, &[&id.as_bytes()], |row| row.get(0))
    }

    /// Returns every tag on every message, by tag, then by id.
    pub fn all_tags(&self) -> Result<Vec<Tag>, StoreError> {
        let query = "SELECT id, tag, at FROM tags ORDER BY tag, id";
        self.read(query, &[], |row| {
            Ok(Tag { id: MessageId::new(row.get(0)?), tag: row.get(1)?, at: Timestamp(row.get(2)?) })
        })
    }

    /// Returns the messages with a tag, by id.
    pub fn tagged(&self, tag: &str) -> Result<Vec<MessageId>, StoreError> {
        let query = "SELECT id FROM tags WHERE tag = ?1 ORDER BY id";
        self.read(query, &[&tag], |row| row.get(0).map(MessageId::new))
    }

    /// Writes a note on a message; returns its number.
    pub fn add_note(
        &self,
        id: &MessageId,
        text: &str,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<i64, StoreError> {
        let sum = note_checksum(id.as_bytes(), at.0, by, text);
        let insert = "INSERT INTO notes (id, at, made_by, text, sum) VALUES (?1, ?2, ?3, ?4, ?5)";
        let open = self.lock_to_write()?;
        open.connection.execute(insert, (id.as_bytes(), at.0, by, text, sum)).at(&self.path)?;
        Ok(open.connection.last_insert_rowid())
    }

    /// Removes a note; says whether it was there.
    pub fn remove_note(&self, note: i64) -> Result<bool, StoreError> {
        self.write("DELETE FROM notes WHERE note = ?1", &[&note]).map(|rows| rows > 0)
    }

    /// Returns the notes on a message, the oldest first.
    pub fn notes(&self, id: &MessageId) -> Result<Vec<Note>, StoreError> {
        let query = "SELECT note, at, made_by, text FROM notes WHERE id = ?1 ORDER BY note";
        self.read(query, &[&id.as_bytes()], |row| {
            let (note, at) = (row.get(0)?, Timestamp(row.get(1)?));
            Ok(Note { note, id: *id, at, by: row.get(2)?, text: row.get(3)? })
        })
    }

    /// Keeps a search under a name that no other has; `None` if one has it.
    pub fn save_search(&self, name: &str, query: &str, at: Timestamp) -> Result<Option<i64>, StoreError> {
        let sum = checksum(&[name.as_bytes(), query.as_bytes(), &at.0.to_be_bytes()]);
        let insert = "INSERT INTO searches (name, query, created_at, sum) VALUES (?1, ?2, ?3, ?4)
                      ON CONFLICT (name) DO NOTHING RETURNING search";
        let open = self.lock_to_write()?;
        let saved = open.connection.query_row(insert, (name, query, at.0, sum), |row| row.get(0));
        saved.optional().at(&self.path)
    }

    /// Forgets a search; says whether it was there.
    pub fn remove_search(&self, search: i64) -> Result<bool, StoreError> {
        self.write("DELETE FROM searches WHERE search = ?1", &[&search]).map(|rows| rows > 0)
    }

    /// Returns the saved searches, by name.
    pub fn searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        let query = "SELECT search, name, query, created_at FROM searches ORDER BY name";
        self.read(query, &[], |row| {
            let (search, name, query) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(SavedSearch { search, name, query, created_at: Timestamp(row.get(3)?) })
        })
    }

    /// Returns what is wrong in the file; nothing of what people wrote is repeated.
    pub(crate) fn check(&self) -> Vec<String> {
        let Open { connection, .. } = &*self.lock();
        let mut wrong = database::integrity(connection);
        let tables: [(&str, &str, IsWhole); 3] = [
            ("tags", "SELECT sum, id, tag, at FROM tags", is_tag_whole),
            ("notes", "SELECT sum, id, at, made_by, text FROM notes", is_note_whole),
            ("searches", "SELECT sum, name, query, created_at FROM searches", is_search_whole),
        ];
        for (table, query, is_whole) in tables {
            match count_altered(connection, query, is_whole) {
                Ok(0) => {}
                Ok(altered) => wrong.push(format!("{altered} altered rows in {table}")),
                Err(e) => wrong.push(e.to_string()),
            }
        }
        wrong
    }

    fn write(&self, statement: &str, values: &[&dyn ToSql]) -> Result<usize, StoreError> {
        self.lock_to_write()?.connection.execute(statement, values).at(&self.path)
    }

    fn read<T>(
        &self,
        query: &str,
        values: &[&dyn ToSql],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let open = self.lock();
        let mut statement = open.connection.prepare_cached(query).at(&self.path)?;
        let rows = statement.query_map(values, read).at(&self.path)?;
        rows.collect::<rusqlite::Result<_>>().at(&self.path)
    }

    fn lock_to_write(&self) -> Result<MutexGuard<'_, Open>, StoreError> {
        if !self.writable {
            return Err(StoreError::ReadOnly { path: self.path.clone() });
        }
        let mut open = self.lock();
        if !open.may_write {
            *open = Open { connection: open_to_write(&self.path)?, may_write: true };
        }
        Ok(open)
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open_to_write(path: &Path) -> Result<Connection, StoreError> {
    Connection::open(path).and_then(prepare).at(path)
}

fn prepare(mut connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // A note that was deleted is gone from the file, not only from the list.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    // Nothing can replay what is written here.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Asked and answered under the lock: two may open a new archive at once.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(connection)
}

fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn count_altered(connection: &Connection, query: &str, is_whole: IsWhole) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut altered = 0;
    while let Some(row) = rows.next()? {
        // A value of another type than was written is altered, too.
        altered += usize::from(!is_whole(row).unwrap_or(false));
    }
    Ok(altered)
}

fn is_tag_whole(row: &Row<'_>) -> rusqlite::Result<bool> {
    let (id, tag, at): (Vec<u8>, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(row.get::<_, Vec<u8>>(0)? == checksum(&[&id, tag.as_bytes(), &at.to_be_bytes()]))
}

fn is_note_whole(row: &Row<'_>) -> rusqlite::Result<bool> {
    let (id, at): (Vec<u8>, i64) = (row.get(1)?, row.get(2)?);
    let (by, text): (Option<String>, String) = (row.get(3)?, row.get(4)?);
    Ok(row.get::<_, Vec<u8>>(0)? == note_checksum(&id, at, by.as_deref(), &text))
}

fn is_search_whole(row: &Row<'_>) -> rusqlite::Result<bool> {
    let (name, query, at): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(row.get::<_, Vec<u8>>(0)? == checksum(&[name.as_bytes(), query.as_bytes(), &at.to_be_bytes()]))
}

fn note_checksum(id: &[u8], at: i64, by: Option<&str>, text: &str) -> Vec<u8> {
    let said_by = by.is_some();
    checksum(&[id, &at.to_be_bytes(), &[u8::from(said_by)], by.unwrap_or("").as_bytes(), text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_reads_waits_for_nobody_and_may_write_later() {
        let dir = tempfile::tempdir().expect("a directory");
        drop(Desk::open(dir.path(), true).expect("made"));
        let other = Connection::open(dir.path().join(FILE)).expect("opened");
        other.execute_batch("BEGIN IMMEDIATE").expect("begun");
        let desk = Desk::open(dir.path(), true).expect("opened beside a writer");
        assert_eq!(desk.all_tags().expect("read"), []);
        other.execute_batch("COMMIT").expect("ended");
        let id = MessageId::new([7; 32]);
        assert!(desk.tag(&id, "urgent", Timestamp(1)).expect("written"));
        assert_eq!(desk.tags(&id).expect("read"), ["urgent"]);
    }

    #[test]
    fn a_desk_without_tables_gets_them() {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::write(dir.path().join(FILE), b"").expect("written");
        let desk = Desk::open(dir.path(), true).expect("opened");
        assert_eq!(desk.all_tags().expect("read"), []);
    }
}
