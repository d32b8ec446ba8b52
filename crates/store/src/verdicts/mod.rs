//! `verdicts.db`: what was judged of each message, by number. It can be deleted at any time.
//!
//! A view like the catalogue: judging the messages again makes it anew. What a
//! judgement says in outline is an opaque text here; the mails of one newsletter
//! share theirs, so each outline is kept once, and of a message one small number.
//!
//! Verdicts are entered in the order of numbers, never ahead of the catalogue.
//! The id of the last message judged is kept with them: verdicts about other
//! packs (a copy put back, another archive's file) are noticed and count as none.

mod check;
mod leaf;
mod schema;
mod sheaf;
mod write;

use std::path::{Path, PathBuf};

use greffe_terms::{MessageId, Number};
use rusqlite::{Connection, OptionalExtension, Transaction};

pub(crate) use check::check;
pub(crate) use write::Entering;
pub use write::VerdictsWriter;

use crate::catalogue;
use crate::database;
use crate::error::{At, StoreError};
use crate::shape::damaged;
use crate::store::Store;
use leaf::Leaf;

/// Name of the file.
pub(crate) const FILE: &str = "verdicts.db";

/// What was judged of each message, open to read while a writer writes.
#[derive(Debug)]
pub struct Verdicts {
    connection: Connection,
    path: PathBuf,
}

/// All outlines, and which of them each message has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The outlines, each once; some may be of no message any more.
    pub outlines: Vec<String>,
    /// By message number, the place of its outline among them.
    pub by_number: Vec<u32>,
}

/// How far the verdicts go, and what they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    /// Messages below this number are judged.
    through: u32,
    /// The message before it.
    last_id: Option<MessageId>,
    /// By which rules; 0 until it was said.
    judge_version: u32,
}

impl Store {
    /// Opens what was judged; none is where there is no such file, or one about other packs.
    ///
    /// # Errors
    /// `VerdictsDamaged`: deleted, it is made again by judging again.
    pub fn verdicts(&self) -> Result<Verdicts, StoreError> {
        let path = self.dir().join(FILE);
        if path.exists() {
            let connection = database::open_to_read(&path, self.is_writable())?;
            let found = Verdicts { connection, path };
            if found.is_current()? && found.belongs(|number| self.id(number))? {
                return Ok(found);
            }
        }
        Verdicts::none(self.dir())
    }

    fn id(&self, number: Number) -> Result<Option<MessageId>, StoreError> {
        self.read(|connection| catalogue::id(connection, number))
    }
}

impl Verdicts {
    /// Returns the first message number that is not judged.
    pub fn through(&self) -> Result<u32, StoreError> {
        Ok(self.mark()?.through)
    }

    /// Returns the version of the rules by which it was judged; 0 if none was noted.
    pub fn judge_version(&self) -> Result<u32, StoreError> {
        Ok(self.mark()?.judge_version)
    }

    /// Returns a remark that somebody keeps with the verdicts.
    pub fn remark(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(|transaction| {
            let query = "SELECT value FROM remarks WHERE name = ?1";
            transaction.prepare_cached(query)?.query_row([name], |row| row.get(0)).optional()
        })
    }

    /// Returns everything that stands, of one moment.
    pub fn standing(&self) -> Result<Standing, StoreError> {
        self.read(|transaction| {
            let outlines = sheaf::all(transaction)?;
            let mut by_number = Vec::new();
            each_leaf(transaction, |leaf| {
                let whole = by_number.len() == leaf.first as usize
                    && leaf.places.iter().all(|place| (*place as usize) < outlines.len());
                by_number.extend_from_slice(&leaf.places);
                if whole { Ok(()) } else { Err(damaged("a leaf that fits no outlines")) }
            })?;
            Ok(Standing { outlines, by_number })
        })
    }

    /// Returns the outline of a message; `None` if it is not judged.
    pub fn outline_of(&self, number: Number) -> Result<Option<String>, StoreError> {
        self.read(|transaction| {
            let place = leaf::read(transaction, number.0)?.and_then(|leaf| leaf.place_of(number.0));
            let Some(place) = place else { return Ok(None) };
            let text = sheaf::text_at(transaction, place)?;
            text.map(Some).ok_or_else(|| damaged("a message of no outline"))
        })
    }

    /// Returns the messages that have one of these outlines (places in [`Standing::outlines`]), in order.
    pub fn numbers_with(&self, places: &[u32]) -> Result<Vec<Number>, StoreError> {
        let wanted: std::collections::HashSet<u32> = places.iter().copied().collect();
        self.read(|transaction| {
            let mut numbers = Vec::new();
            each_leaf(transaction, |leaf| {
                let found = (leaf.first..).zip(&leaf.places).filter(|(_, place)| wanted.contains(place));
                numbers.extend(found.map(|(number, _)| Number(number)));
                Ok(())
            })?;
            Ok(numbers)
        })
    }

    /// Makes verdicts on no message.
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

    /// Says whether the last message judged is the catalogue's of that number.
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

/// Calls back with each leaf, in order.
fn each_leaf(
    connection: &Connection,
    mut take: impl FnMut(Leaf) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("SELECT first, places FROM judged ORDER BY first")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(Leaf::decode(row.get(0)?, row.get_ref(1)?.as_blob()?)?)?;
    }
    Ok(())
}
