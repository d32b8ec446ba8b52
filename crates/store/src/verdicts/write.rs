//! Entering verdicts: in order, each call in one transaction, wholly or not at all.
//!
//! Only the holder of the archive's writer lock does. Counted on: SQLite's WAL;
//! whatever stops a writer, the transactions before are there, and the messages
//! from [`Verdicts::through`] on are judged again.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use greffe_terms::Number;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::leaf::{self, Leaf, first_of};
use super::{FILE, Mark, Verdicts, schema, sheaf};
use crate::catalogue::{self, Catalogue};
use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::hex::Digest;
use crate::record::sha256;
use crate::shape::{self, damaged};

/// The exclusive right to enter verdicts. Made by [`Writer::verdicts`](crate::Writer::verdicts).
#[derive(Debug)]
pub struct VerdictsWriter<'w> {
    pub(crate) entering: &'w mut Entering,
    pub(crate) catalogue: &'w Catalogue,
}

/// The verdicts, open to write.
#[derive(Debug)]
pub(crate) struct Entering {
    verdicts: Verdicts,
    /// Where outlines are; `None` when it must be looked up again.
    places: Option<Places>,
}

/// The place of each outline, by its digest.
#[derive(Debug, Default)]
struct Places(HashMap<Digest, u32>);

impl Entering {
    /// Opens the verdicts of `dir` to write, made if missing. A file of an unknown format
    /// is set aside; verdicts about other packs are emptied.
    pub(crate) fn open(dir: &Path, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let connection = schema::SHAPE.open_to_write(&path)?;
        let mut entering = Self { verdicts: Verdicts { connection, path }, places: None };
        let id_of = |number| catalogue::id(catalogue.connection(), number).at(catalogue.path());
        if !entering.verdicts.belongs(id_of)? {
            VerdictsWriter { entering: &mut entering, catalogue }.begin_again(0)?;
        }
        Ok(entering)
    }

    /// Moves everything from the write-ahead log into the file, as far as readers allow.
    pub(crate) fn checkpoint(&self) {
        shape::checkpoint(&self.verdicts.connection);
    }

    fn take_places(&mut self) -> Result<Places, StoreError> {
        match self.places.take() {
            Some(places) => Ok(places),
            None => self.verdicts.read(|transaction| Places::read(transaction)),
        }
    }

    fn write(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let Verdicts { connection, path } = &mut self.verdicts;
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.at(path)?;
        change(&transaction).at(path)?;
        step(Step::BeforeVerdicts).at(path)?;
        transaction.commit().at(path)?;
        step(Step::AfterVerdicts).at(path)
    }
}

impl VerdictsWriter<'_> {
    /// Returns the verdicts, to read.
    pub fn read(&self) -> &Verdicts {
        &self.entering.verdicts
    }

    /// Enters the outlines of the messages from `first` on; those judged before are passed over.
    ///
    /// # Errors
    /// `NotJudged` if messages before `first` are not judged, `NoMessage` if there are
    /// not so many; nothing is entered then.
    pub fn append(&mut self, first: Number, outlines: &[&str]) -> Result<(), StoreError> {
        let mark = self.read().mark()?;
        let Some(known) = mark.through.checked_sub(first.0) else {
            return Err(StoreError::NotJudged { number: Number(mark.through) });
        };
        let fresh = outlines.get(known as usize..).unwrap_or_default();
        if fresh.is_empty() {
            return Ok(());
        }
        let through = u64::from(mark.through) + fresh.len() as u64;
        let last = u32::try_from(through - 1).map_or(Number(u32::MAX), Number);
        let last_id = catalogue::id(self.catalogue.connection(), last).at(self.catalogue.path())?;
        let last_id = last_id.ok_or(StoreError::NoMessage { number: last })?;
        let next = Mark { through: last.0.saturating_add(1), last_id: Some(last_id), ..mark };
        self.enter(fresh, |transaction, places| {
            extend(transaction, mark.through, places)?;
            schema::put_mark(transaction, &next)
        })
    }

    /// Puts other outlines in the place of those that some messages have.
    ///
    /// # Errors
    /// `NotJudged` if one of them has none yet; nothing is changed then.
    pub fn replace(&mut self, changes: &[(Number, &str)]) -> Result<(), StoreError> {
        let through = self.read().through()?;
        if let Some((number, _)) = changes.iter().find(|(number, _)| number.0 >= through) {
            return Err(StoreError::NotJudged { number: *number });
        }
        let outlines: Vec<&str> = changes.iter().map(|(_, outline)| *outline).collect();
        self.enter(&outlines, |transaction, places| {
            let mut by_leaf = BTreeMap::<u32, Vec<(u32, u32)>>::new();
            for ((number, _), place) in changes.iter().zip(places) {
                by_leaf.entry(first_of(number.0)).or_default().push((number.0, *place));
            }
            by_leaf.into_iter().try_for_each(|(first, changes)| change_leaf(transaction, first, &changes))
        })
    }

    /// Forgets every verdict and every remark; from here on it is judged by these rules.
    pub fn begin_again(&mut self, judge_version: u32) -> Result<(), StoreError> {
        let mark = Mark { through: 0, last_id: None, judge_version };
        self.entering.places = None;
        self.entering.write(|transaction| {
            for table in ["judged", "outlines", "remarks"] {
                transaction.execute(&format!("DELETE FROM {table}"), [])?;
            }
            schema::put_mark(transaction, &mark)
        })
    }

    /// Keeps a remark with the verdicts, such as which keys they were judged with.
    pub fn put_remark(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.entering.write(|transaction| schema::put_remark(transaction, name, value))
    }

    /// Keeps outlines, and lets `change` use their places, in one transaction.
    fn enter(
        &mut self,
        outlines: &[&str],
        change: impl FnOnce(&Transaction<'_>, &[u32]) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        // Taken out: after a failure, what was kept is read again.
        let mut known = self.entering.take_places()?;
        let next = known.0.len() as u32;
        let (places, fresh) = known.place(outlines);
        self.entering.write(|transaction| {
            sheaf::extend(transaction, next, &fresh)?;
            change(transaction, &places)
        })?;
        self.entering.places = Some(known);
        Ok(())
    }
}

impl Places {
    fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let texts = sheaf::all(connection)?;
        let places: HashMap<Digest, u32> =
            texts.iter().map(|text| sha256(text.as_bytes())).zip(0..).collect();
        // Else the next place would not be their number.
        if places.len() == texts.len() { Ok(Self(places)) } else { Err(damaged("an outline kept twice")) }
    }

    /// Returns the places of outlines, and those outlines that get a new one.
    fn place<'o>(&mut self, outlines: &[&'o str]) -> (Vec<u32>, Vec<&'o str>) {
        let mut fresh = Vec::new();
        let mut place = |outline: &&'o str| {
            let next = self.0.len() as u32;
            *self.0.entry(sha256(outline.as_bytes())).or_insert_with(|| {
                fresh.push(*outline);
                next
            })
        };
        (outlines.iter().map(&mut place).collect(), fresh)
    }
}

/// Adds places of the messages from `number` on, the first that has none.
fn extend(connection: &Connection, mut number: u32, mut places: &[u32]) -> rusqlite::Result<()> {
    while !places.is_empty() {
        let empty = || Leaf { first: first_of(number), places: Vec::new() };
        let mut leaf = leaf::read(connection, number)?.unwrap_or_else(empty);
        if leaf.first as usize + leaf.places.len() != number as usize {
            return Err(damaged("verdicts with a gap"));
        }
        let room = leaf::LEAF_NUMBERS as usize - leaf.places.len();
        let (head, rest) = places.split_at(room.min(places.len()));
        leaf.places.extend_from_slice(head);
        leaf::write(connection, &leaf)?;
        (number, places) = (number.saturating_add(head.len() as u32), rest);
    }
    Ok(())
}

fn change_leaf(connection: &Connection, first: u32, changes: &[(u32, u32)]) -> rusqlite::Result<()> {
    let missing = || damaged("a missing leaf of verdicts");
    let mut leaf = leaf::read(connection, first)?.ok_or_else(missing)?;
    for (number, place) in changes {
        let slot = leaf.places.get_mut((number - first) as usize).ok_or_else(missing)?;
        *slot = *place;
    }
    leaf::write(connection, &leaf)
}
