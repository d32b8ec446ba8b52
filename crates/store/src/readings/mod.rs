//! `readings.db`: what the files inside messages say. It can be deleted at any time.
//!
//! A view: reading the files again makes it anew, which takes long, since another
//! program does. A file that a thousand messages carry is one row, by its SHA-256.
//! What was read in it is an opaque text here, and so is its outline, the little
//! that lists and facts need of every file.

mod check;
mod schema;
mod write;

use greffe_terms::Number;
use rusqlite::{OptionalExtension, Row};

pub use write::{FileRead, PackedReading, ReadingsWriter};

use crate::error::StoreError;
use crate::packed::unpack;
use crate::store::Store;
use crate::view::{Kind, View, damaged};

/// What this view is.
pub(crate) const KIND: Kind = Kind {
    file: "readings.db",
    tables: schema::TABLES,
    emptying: "DELETE FROM inside; DELETE FROM files;",
    look: check::look,
};

/// SHA-256 of a file inside a message.
pub type FilePrint = [u8; 32];

/// What was read in the files of messages, open to read while a writer writes.
#[derive(Debug)]
pub struct Readings {
    pub(crate) view: View,
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

impl Store {
    /// Opens what was read in files; nothing is where there is no such file, or one about other packs.
    ///
    /// # Errors
    /// `ReadingsDamaged`: deleted, it is made again by reading again.
    pub fn readings(&self) -> Result<Readings, StoreError> {
        Ok(Readings { view: View::open(self, &KIND)? })
    }

    /// Returns the first message number whose files were not read: what [`Readings::through`]
    /// says, and quicker where nobody has read any.
    ///
    /// # Errors
    /// As for [`Store::readings`].
    pub fn files_read_through(&self) -> Result<u32, StoreError> {
        View::open_if_made(self, &KIND)?.map_or(Ok(0), |view| Ok(view.mark()?.through))
    }
}

impl Readings {
    /// Returns the first message number whose files were not read.
    pub fn through(&self) -> Result<u32, StoreError> {
        Ok(self.view.mark()?.through)
    }

    /// Returns who read, as it was noted; empty before anybody did.
    pub fn reader(&self) -> Result<String, StoreError> {
        Ok(self.view.mark()?.maker)
    }

    /// Returns what was read in a file; `None` if nobody has read it.
    pub fn reading(&self, print: &FilePrint) -> Result<Option<String>, StoreError> {
        self.view.read(|transaction| {
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
        self.view.read(|transaction| {
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
        self.view.read(|transaction| {
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
}

fn file_in(row: &Row<'_>) -> rusqlite::Result<FileIn> {
    Ok(FileIn { number: Number(row.get(0)?), part: row.get(1)?, print: row.get(2)?, outline: row.get(3)? })
}
