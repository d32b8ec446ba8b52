//! `readings.db`: what the files inside messages say. It can be deleted at any time.
//!
//! A view: reading the files again makes it anew, which takes long, since another
//! program does. A file that a thousand messages carry is one row, by its SHA-256.
//! What was read in it is an opaque text here, and so is its outline, the little
//! that lists and facts need of every file.
//!
//! Messages are entered in the order of numbers, never ahead of the catalogue. The
//! id of the last one is kept, so that readings about other packs are noticed.

mod check;
mod schema;
mod write;

use std::path::{Path, PathBuf};

use greffe_terms::{MessageId, Number};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

pub(crate) use check::check;
pub(crate) use write::Entering;
pub use write::{FileRead, ReadingsWriter};

use crate::catalogue;
use crate::database;
use crate::error::{At, StoreError};
use crate::packed::unpack;
use crate::shape::damaged;
use crate::store::Store;

/// Name of the file.
pub(crate) const FILE: &str = "readings.db";

/// SHA-256 of a file inside a message.
pub type FilePrint = [u8; 32];

/// What was read in the files of messages, open to read while a writer writes.
#[derive(Debug)]
pub struct Readings {
    connection: Connection,
    path: PathBuf,
}

/// A file inside a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIn {
    /// The message.
    pub number: Number,
    /// Its part, as the message counts them.
    pub part: u32,
    /// The file.
    pub print: FilePrint,
    /// What is to be known of it at a glance, as it was entered.
    pub outline: String,
}

/// How far the readings go, and what they are about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Mark {
    /// The files of the messages below this number were read.
    through: u32,
    /// The message before it.
    last_id: Option<MessageId>,
    /// By which rules and readers.
    reader: String,
}

impl Store {
    /// Opens what was read in files; nothing is where there is no such file, or one about other packs.
    ///
    /// # Errors
    /// `ReadingsDamaged`: deleted, it is made again by reading again.
    pub fn readings(&self) -> Result<Readings, StoreError> {
        let path = self.dir().join(FILE);
        if path.exists() {
            let connection = database::open_to_read(&path, self.is_writable())?;
            let found = Readings { connection, path };
            let id_of = |number| self.read(|connection| catalogue::id(connection, number));
            if found.is_current()? && found.belongs(id_of)? {
                return Ok(found);
            }
        }
        Readings::none(self.dir())
    }
}

impl Readings {
    /// Returns the first message number whose files were not read.
    pub fn through(&self) -> Result<u32, StoreError> {
        Ok(self.mark()?.through)
    }

    /// Returns who read, as it was noted; empty before anybody did.
    pub fn reader(&self) -> Result<String, StoreError> {
        Ok(self.mark()?.reader)
    }

    /// Returns what was read in a file; `None` if nobody has read it.
    pub fn reading(&self, print: &FilePrint) -> Result<Option<String>, StoreError> {
        self.read(|transaction| {
            let query = "SELECT reading FROM files WHERE print = ?1";
            let found = transaction.prepare_cached(query)?.query_row([print], |row| {
                let octets = unpack(row.get_ref(0)?.as_blob()?).map_err(schema::unreadable)?;
                String::from_utf8(octets).map_err(|_| damaged("a reading that is no text"))
            });
            found.optional()
        })
    }

    /// Says whether a file was read.
    pub fn knows(&self, print: &FilePrint) -> Result<bool, StoreError> {
        self.read(|transaction| {
            transaction.prepare_cached("SELECT 1 FROM files WHERE print = ?1")?.exists([print])
        })
    }

    /// Returns the files of one message, in the order of its parts.
    pub fn files_of(&self, number: Number) -> Result<Vec<FileIn>, StoreError> {
        let mut files = Vec::new();
        self.each_between(number.0, number.0, |file| files.push(file))?;
        Ok(files)
    }

    /// Calls back with each file of each message, in order.
    pub fn each(&self, take: impl FnMut(FileIn)) -> Result<(), StoreError> {
        self.each_between(0, u32::MAX, take)
    }

    fn each_between(&self, first: u32, last: u32, mut take: impl FnMut(FileIn)) -> Result<(), StoreError> {
        self.read(|transaction| {
            let query = "SELECT number, part, print, outline FROM inside JOIN files ON files.id = inside.file \
                         WHERE number BETWEEN ?1 AND ?2 ORDER BY number, part";
            let mut statement = transaction.prepare_cached(query)?;
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                take(file_in(row)?);
            }
            Ok(())
        })
    }

    /// Makes readings of no message.
    fn none(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let connection = Connection::open_in_memory().at(&path)?;
        schema::SHAPE.create(&connection).at(&path)?;
        Ok(Self { connection, path })
    }

    fn is_current(&self) -> Result<bool, StoreError> {
        schema::SHAPE.is_current(&self.connection).at(&self.path)
    }

    fn mark(&self) -> Result<Mark, StoreError> {
        self.read(|transaction| schema::mark(transaction))
    }

    /// Says whether the last message is the catalogue's of that number.
    fn belongs(
        &self,
        id_of: impl FnOnce(Number) -> Result<Option<MessageId>, StoreError>,
    ) -> Result<bool, StoreError> {
        let mark = self.mark()?;
        let Some(last) = mark.through.checked_sub(1) else { return Ok(true) };
        Ok(mark.last_id.is_some() && id_of(Number(last))? == mark.last_id)
    }

    fn read<T>(&self, query: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let transaction = self.connection.unchecked_transaction().at(&self.path)?;
        query(&transaction).at(&self.path)
    }
}

fn file_in(row: &Row<'_>) -> rusqlite::Result<FileIn> {
    Ok(FileIn { number: Number(row.get(0)?), part: row.get(1)?, print: row.get(2)?, outline: row.get(3)? })
}
