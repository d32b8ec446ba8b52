//! `verdicts.db`: what was judged of each message, by number. It can be deleted at any time.
//!
//! A view: judging the messages again makes it anew. What a judgement says in outline
//! is an opaque text here; the mails of one newsletter share theirs, so each outline
//! is kept once, and of a message one small number.

mod check;
mod leaf;
mod schema;
mod sheaf;
mod write;

use greffe_terms::Number;
use rusqlite::{Connection, OptionalExtension};

pub(crate) use write::Entering;
pub use write::VerdictsWriter;

use crate::error::StoreError;
use crate::store::Store;
use crate::view::{Kind, View, damaged};
use leaf::Leaf;

/// What this view is.
pub(crate) const KIND: Kind = Kind {
    file: "verdicts.db",
    tables: schema::TABLES,
    emptying: "DELETE FROM judged; DELETE FROM outlines; DELETE FROM remarks;",
    look: check::look,
};

/// What was judged of each message, open to read while a writer writes.
#[derive(Debug)]
pub struct Verdicts {
    view: View,
}

/// All outlines, and which of them each message has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The outlines, each once; some may be of no message any more.
    pub outlines: Vec<String>,
    /// By message number, the place of its outline among them.
    pub by_number: Vec<u32>,
}

impl Store {
    /// Opens what was judged; none is where there is no such file, or one about other packs.
    ///
    /// # Errors
    /// `VerdictsDamaged`: deleted, it is made again by judging again.
    pub fn verdicts(&self) -> Result<Verdicts, StoreError> {
        Ok(Verdicts { view: View::open(self, &KIND)? })
    }
}

impl Verdicts {
    /// Returns the first message number that is not judged.
    pub fn through(&self) -> Result<u32, StoreError> {
        Ok(self.view.mark()?.through)
    }

    /// Returns the version of the rules by which it was judged; 0 if none was noted.
    pub fn judge_version(&self) -> Result<u32, StoreError> {
        // Empty where none was noted.
        Ok(self.view.mark()?.maker.parse().unwrap_or(0))
    }

    /// Returns a remark that somebody keeps with the verdicts.
    pub fn remark(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.view.read(|transaction| {
            let query = "SELECT value FROM remarks WHERE name = ?1";
            transaction.prepare_cached(query)?.query_row([name], |row| row.get(0)).optional()
        })
    }

    /// Returns everything that stands, of one moment.
    pub fn standing(&self) -> Result<Standing, StoreError> {
        self.view.read(|transaction| {
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
        self.view.read(|transaction| {
            let place = leaf::read(transaction, number.0)?.and_then(|leaf| leaf.place_of(number.0));
            let Some(place) = place else { return Ok(None) };
            let text = sheaf::text_at(transaction, place)?;
            text.map(Some).ok_or_else(|| damaged("a message of no outline"))
        })
    }

    /// Returns the messages that have one of these outlines (places in [`Standing::outlines`]), in order.
    pub fn numbers_with(&self, places: &[u32]) -> Result<Vec<Number>, StoreError> {
        let wanted: std::collections::HashSet<u32> = places.iter().copied().collect();
        self.view.read(|transaction| {
            let mut numbers = Vec::new();
            each_leaf(transaction, |leaf| {
                let found = (leaf.first..).zip(&leaf.places).filter(|(_, place)| wanted.contains(place));
                numbers.extend(found.map(|(number, _)| Number(number)));
                Ok(())
            })?;
            Ok(numbers)
        })
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
