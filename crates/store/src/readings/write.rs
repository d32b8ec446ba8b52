//! Entering what was read: in order, each call in one transaction, wholly or not at all.
//!
//! Only the holder of the archive's writer lock does. Whatever stops a writer, the
//! transactions before are there, and the files of the messages from
//! [`Readings::through`] on are read again.

use std::path::Path;

use greffe_terms::Number;
use rusqlite::{Connection, OptionalExtension};

use super::{FilePrint, KIND, Readings, schema};
use crate::catalogue::Catalogue;
use crate::error::{At, StoreError};
use crate::packed::pack;
use crate::view::{Mark, View, damaged};

/// The exclusive right to enter readings. Made by [`Writer::readings`](crate::Writer::readings).
#[derive(Debug)]
pub struct ReadingsWriter<'w> {
    pub(crate) readings: &'w mut Readings,
    pub(crate) catalogue: &'w Catalogue,
}

/// A file inside a message, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// The message.
    pub number: Number,
    /// Its part.
    pub part: u32,
    /// SHA-256 of the file.
    pub print: FilePrint,
    /// What was read in it; `None` if the readings know the file, or one before it in the
    /// same call tells it.
    pub read: Option<PackedReading>,
}

/// What was read in a file, packed: many wait in memory for one transaction, and what a
/// bomb unfolds to packs as well as the bomb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedReading {
    outline: String,
    packed: Vec<u8>,
}

impl PackedReading {
    /// Packs a reading; its outline stays as it is.
    ///
    /// # Errors
    /// `Io`: there is no memory for it.
    pub fn new(outline: String, reading: &str) -> Result<Self, StoreError> {
        Ok(Self { outline, packed: pack(reading.as_bytes()).at(Path::new(KIND.file))? })
    }
}

impl Readings {
    /// Opens the readings of `dir` to write, made if missing.
    pub(crate) fn open_to_write(dir: &Path, catalogue: &Catalogue) -> Result<Self, StoreError> {
        Ok(Self { view: View::open_to_write(dir, &KIND, catalogue)? })
    }
}

impl ReadingsWriter<'_> {
    /// Returns the readings, to read.
    pub fn read(&self) -> &Readings {
        self.readings
    }

    /// Enters the files of all messages from `first` to before `through`; of messages
    /// without files there is none.
    ///
    /// # Errors
    /// `NotRead` if messages before `first` were not entered, `NoMessage` if there are
    /// not so many; nothing is entered then.
    pub fn append(&mut self, first: Number, through: Number, files: &[FileRead]) -> Result<(), StoreError> {
        let known = self.readings.through()?;
        if known < first.0 {
            return Err(StoreError::NotRead { number: Number(known) });
        }
        if through.0 <= known {
            return Ok(());
        }
        let next = self.readings.view.mark_at(Number(through.0 - 1), self.catalogue)?;
        self.readings.view.write(|transaction| {
            for file in files.iter().filter(|file| file.number.0 >= known) {
                let id = place(transaction, file)?;
                transaction
                    .prepare_cached("INSERT OR REPLACE INTO inside VALUES (?1, ?2, ?3)")?
                    .execute((file.number.0, file.part, id))?;
            }
            next.write(transaction)
        })
    }

    /// Forgets what was read in these files, and which files lie in which messages: these
    /// are to be told again, and of the other files the readings are kept.
    pub fn forget(&mut self, prints: &[FilePrint]) -> Result<(), StoreError> {
        let mark = Mark { through: 0, last_id: None, ..self.readings.view.mark()? };
        self.readings.view.write(|transaction| {
            transaction.execute_batch("DELETE FROM inside;")?;
            for print in prints {
                transaction.prepare_cached("DELETE FROM files WHERE print = ?1")?.execute([print])?;
            }
            mark.write(transaction)
        })
    }

    /// Forgets every reading; from here on `reader` reads.
    pub fn begin_again(&mut self, reader: &str) -> Result<(), StoreError> {
        self.readings.view.begin_again(reader)
    }
}

/// Returns the row of a file, which is written if it is new.
fn place(connection: &Connection, file: &FileRead) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM files WHERE print = ?1")?
        .query_row([file.print], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let read = file.read.as_ref().ok_or_else(|| damaged("a file that nobody has read"))?;
    let PackedReading { outline, packed } = read;
    connection
        .prepare_cached("INSERT INTO files (print, outline, reading, sum) VALUES (?1, ?2, ?3, ?4)")?
        .execute((file.print, outline, packed, schema::file_sum(&file.print, outline)))?;
    Ok(connection.last_insert_rowid())
}
