//! A database about messages, by number, that another room fills: opened, recognised, emptied.
//!
//! It can be deleted at any time; whoever filled it fills it again. It is filled in
//! the order of numbers, never ahead of the catalogue. The id of the last message is
//! kept with it: what is about other packs (a copy put back, another archive's file)
//! is noticed, and counts as nothing.

mod check;
mod mark;
mod tables;

use std::path::{Path, PathBuf};

use greffe_terms::{MessageId, Number};
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub(crate) use check::check;
pub(crate) use mark::{Mark, read as mark};
pub(crate) use tables::{Tables, damaged};

use crate::catalogue::{self, Catalogue};
use crate::database;
use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::store::Store;

/// What a view is.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Name of its file.
    pub(crate) file: &'static str,
    /// What is in it, beside the mark.
    pub(crate) tables: Tables,
    /// The statements that empty them.
    pub(crate) emptying: &'static str,
    /// Says what is wrong with their rows.
    pub(crate) look: fn(&Connection) -> rusqlite::Result<Vec<String>>,
}

/// A view, open.
#[derive(Debug)]
pub(crate) struct View {
    connection: Connection,
    path: PathBuf,
    kind: &'static Kind,
}

impl View {
    /// Opens a view to read; an empty one is where there is no file, or one about other packs.
    pub(crate) fn open(store: &Store, kind: &'static Kind) -> Result<Self, StoreError> {
        if let Some(found) = Self::open_if_made(store, kind)? {
            return Ok(found);
        }
        let path = store.dir().join(kind.file);
        let connection = Connection::open_in_memory().at(&path)?;
        kind.tables.create(&connection).at(&path)?;
        Ok(Self { connection, path, kind })
    }

    /// The same, but `None` where an empty one would be.
    pub(crate) fn open_if_made(store: &Store, kind: &'static Kind) -> Result<Option<Self>, StoreError> {
        if !store.dir().join(kind.file).exists() {
            return Ok(None);
        }
        let found = Self::there(store, kind)?;
        Ok((found.is_current()? && found.belongs_to(store)?).then_some(found))
    }

    /// Opens a view to write, made if missing. A file of an unknown format is set aside;
    /// what is about other packs is emptied.
    pub(crate) fn open_to_write(
        dir: &Path,
        kind: &'static Kind,
        catalogue: &Catalogue,
    ) -> Result<Self, StoreError> {
        let path = dir.join(kind.file);
        let connection = kind.tables.open_to_write(&path)?;
        let mut view = Self { connection, path, kind };
        let id_of = |number| catalogue::id(catalogue.connection(), number).at(catalogue.path());
        if !view.belongs(id_of)? {
            view.begin_again("")?;
        }
        Ok(view)
    }

    /// Returns how far it goes, and what it is about.
    pub(crate) fn mark(&self) -> Result<Mark, StoreError> {
        self.read(|transaction| mark(transaction))
    }

    /// Returns the mark for when everything through `last` is in it.
    ///
    /// # Errors
    /// `NoMessage` if there are not so many.
    pub(crate) fn mark_at(&self, last: Number, catalogue: &Catalogue) -> Result<Mark, StoreError> {
        let found = catalogue::id(catalogue.connection(), last).at(catalogue.path())?;
        let last_id = found.ok_or(StoreError::NoMessage { number: last })?;
        Ok(Mark { through: last.0.saturating_add(1), last_id: Some(last_id), ..self.mark()? })
    }

    /// Reads, as of one moment.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let transaction = self.connection.unchecked_transaction().at(&self.path)?;
        query(&transaction).at(&self.path)
    }

    /// Changes it, wholly or not at all.
    pub(crate) fn write(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.at(&self.path)?;
        change(&transaction).at(&self.path)?;
        step(Step::BeforeView).at(&self.path)?;
        transaction.commit().at(&self.path)?;
        step(Step::AfterView).at(&self.path)
    }

    /// Empties it; from here on it is made by `maker`.
    pub(crate) fn begin_again(&mut self, maker: &str) -> Result<(), StoreError> {
        let emptying = self.kind.emptying;
        let mark = Mark { maker: maker.to_owned(), ..Mark::default() };
        self.write(|transaction| {
            transaction.execute_batch(emptying)?;
            mark.write(transaction)
        })
    }

    /// Moves everything from the write-ahead log into the file, as far as readers allow.
    pub(crate) fn checkpoint(&self) {
        // Best effort, as for the catalogue.
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// Opens the file that is there, whatever it is.
    fn there(store: &Store, kind: &'static Kind) -> Result<Self, StoreError> {
        let path = store.dir().join(kind.file);
        let connection = database::open_to_read(&path, store.is_writable())?;
        Ok(Self { connection, path, kind })
    }

    fn is_current(&self) -> Result<bool, StoreError> {
        self.kind.tables.is_current(&self.connection).at(&self.path)
    }

    fn belongs_to(&self, store: &Store) -> Result<bool, StoreError> {
        self.belongs(|number| store.read(|connection| catalogue::id(connection, number)))
    }

    /// Says whether the last message in it is the catalogue's of that number.
    fn belongs(
        &self,
        id_of: impl FnOnce(Number) -> Result<Option<MessageId>, StoreError>,
    ) -> Result<bool, StoreError> {
        let mark = self.mark()?;
        let Some(last) = mark.through.checked_sub(1) else { return Ok(true) };
        Ok(mark.last_id.is_some() && id_of(Number(last))? == mark.last_id)
    }
}
