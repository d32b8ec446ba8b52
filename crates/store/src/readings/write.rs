//! Entering what was read: in order, each call in one transaction, wholly or not at all.
//!
//! Only the holder of the archive's writer lock does. Whatever stops a writer, the
//! transactions before are there, and the files of the messages from
//! [`Readings::through`] on are read again.

use std::path::Path;

use greffe_terms::Number;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::{FILE, FilePrint, Mark, Readings, schema};
use crate::catalogue::{self, Catalogue};
use crate::error::{At, StoreError};
use crate::packed::pack;
use crate::shape;

/// The exclusive right to enter readings. Made by [`Writer::readings`](crate::Writer::readings).
#[derive(Debug)]
pub struct ReadingsWriter<'w> {
    pub(crate) entering: &'w mut Entering,
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
    /// Its outline and what was read in it; `None` if the readings know the file, or
    /// another of the same call tells it.
    pub read: Option<(String, String)>,
}

/// The readings, open to write.
#[derive(Debug)]
pub(crate) struct Entering {
    readings: Readings,
}

impl Entering {
    /// Opens the readings of `dir` to write, made if missing; those about other packs are emptied.
    pub(crate) fn open(dir: &Path, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let connection = schema::SHAPE.open_to_write(&path)?;
        let mut entering = Self { readings: Readings { connection, path } };
        let id_of = |number| catalogue::id(catalogue.connection(), number).at(catalogue.path());
        if !entering.readings.belongs(id_of)? {
            ReadingsWriter { entering: &mut entering, catalogue }.begin_again("")?;
        }
        Ok(entering)
    }

    /// Moves everything from the write-ahead log into the file.
    pub(crate) fn checkpoint(&self) {
        shape::checkpoint(&self.readings.connection);
    }

    fn write(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let Readings { connection, path } = &mut self.readings;
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.at(path)?;
        change(&transaction).at(path)?;
        transaction.commit().at(path)
    }
}

impl ReadingsWriter<'_> {
    /// Returns the readings, to read.
    pub fn read(&self) -> &Readings {
        &self.entering.readings
    }

    /// Enters the files of all messages from `first` to before `through`; of messages
    /// without files there is none.
    ///
    /// # Errors
    /// `NotRead` if messages before `first` were not entered, `NoMessage` if there are
    /// not so many; nothing is entered then.
    pub fn append(&mut self, first: Number, through: Number, files: &[FileRead]) -> Result<(), StoreError> {
        let mark = self.read().mark()?;
        if mark.through < first.0 {
            return Err(StoreError::NotRead { number: Number(mark.through) });
        }
        if through.0 <= mark.through {
            return Ok(());
        }
        let last = Number(through.0 - 1);
        let last_id = catalogue::id(self.catalogue.connection(), last).at(self.catalogue.path())?;
        let last_id = last_id.ok_or(StoreError::NoMessage { number: last })?;
        let next = Mark { through: through.0, last_id: Some(last_id), ..mark };
        self.entering.write(|transaction| {
            for file in files.iter().filter(|file| file.number.0 >= mark.through) {
                let id = place(transaction, file)?;
                transaction
                    .prepare_cached("INSERT OR REPLACE INTO inside VALUES (?1, ?2, ?3)")?
                    .execute((file.number.0, file.part, id))?;
            }
            schema::put_mark(transaction, &next)
        })
    }

    /// Forgets every reading; from here on `reader` reads.
    pub fn begin_again(&mut self, reader: &str) -> Result<(), StoreError> {
        let mark = Mark { reader: reader.to_owned(), ..Mark::default() };
        self.entering.write(|transaction| {
            transaction.execute_batch("DELETE FROM inside; DELETE FROM files;")?;
            schema::put_mark(transaction, &mark)
        })
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
    let (outline, reading) =
        file.read.as_ref().ok_or_else(|| shape::damaged("a file that nobody has read"))?;
    let packed = pack(reading.as_bytes()).map_err(schema::unreadable)?;
    connection
        .prepare_cached("INSERT INTO files (print, outline, reading, sum) VALUES (?1, ?2, ?3, ?4)")?
        .execute((file.print, outline, packed, schema::file_sum(&file.print, outline)))?;
    Ok(connection.last_insert_rowid())
}
