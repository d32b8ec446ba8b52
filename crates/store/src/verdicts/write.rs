//! Entering verdicts: in order, each call in one transaction, wholly or not at all.
//!
//! Only the holder of the archive's writer lock does. Counted on: SQLite's WAL;
//! whatever stops a writer, the transactions before are there, and the messages
//! from [`Verdicts::through`] on are judged again.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use greffe_terms::Number;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::leaf::{self, Leaf, first_of};
use super::{FILE, Mark, Verdicts, schema};
use crate::catalogue::{self, Catalogue};
use crate::database;
use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::record::sha256;

/// The exclusive right to enter verdicts. Made by [`Writer::verdicts`](crate::Writer::verdicts).
#[derive(Debug)]
pub struct VerdictsWriter<'w> {
    pub(crate) verdicts: &'w mut Verdicts,
    pub(crate) catalogue: &'w Catalogue,
}

/// Opens the verdicts of `dir` to write, made if missing. A file of an unknown format
/// is set aside; verdicts about other packs are emptied.
pub(crate) fn open_to_write(dir: &Path, catalogue: &Catalogue) -> Result<Verdicts, StoreError> {
    let path = dir.join(FILE);
    let mut connection = Connection::open(&path).at(&path)?;
    if !schema::is_current(&connection).at(&path)? && !schema::is_blank(&connection).at(&path)? {
        drop(connection);
        database::set_aside(&path)?;
        connection = Connection::open(&path).at(&path)?;
    }
    schema::prepare_writer(&connection).at(&path)?;
    make_tables(&mut connection).at(&path)?;
    let mut verdicts = Verdicts { connection, path };
    let id_of = |number| catalogue::id(catalogue.connection(), number).at(catalogue.path());
    if !verdicts.belongs(id_of)? {
        VerdictsWriter { verdicts: &mut verdicts, catalogue }.begin_again(0)?;
    }
    Ok(verdicts)
}

/// Moves everything from the write-ahead log into the file, as far as readers allow.
pub(crate) fn checkpoint(verdicts: &Verdicts) {
    // Best effort, as for the catalogue.
    let _ = verdicts.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

fn make_tables(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if schema::is_blank(&transaction)? {
        schema::create(&transaction)?;
    }
    transaction.commit()
}

impl VerdictsWriter<'_> {
    /// Returns the verdicts, to read.
    pub fn read(&self) -> &Verdicts {
        self.verdicts
    }

    /// Enters the outlines of the messages from `first` on; those judged before are passed over.
    ///
    /// # Errors
    /// `NotJudged` if messages before `first` are not judged, `NoMessage` if there are
    /// not so many; nothing is entered then.
    pub fn append(&mut self, first: Number, outlines: &[&str]) -> Result<(), StoreError> {
        let mark = self.verdicts.mark()?;
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
        self.write(|transaction| {
            extend(transaction, mark.through, &places(transaction, fresh)?)?;
            schema::put_mark(transaction, &next)
        })
    }

    /// Puts other outlines in the place of those that some messages have.
    ///
    /// # Errors
    /// `NotJudged` if one of them has none yet; nothing is changed then.
    pub fn replace(&mut self, changes: &[(Number, &str)]) -> Result<(), StoreError> {
        let through = self.verdicts.through()?;
        if let Some((number, _)) = changes.iter().find(|(number, _)| number.0 >= through) {
            return Err(StoreError::NotJudged { number: *number });
        }
        let outlines: Vec<&str> = changes.iter().map(|(_, outline)| *outline).collect();
        self.write(|transaction| {
            let places = places(transaction, &outlines)?;
            let mut by_leaf = BTreeMap::<u32, Vec<(u32, u32)>>::new();
            for ((number, _), place) in changes.iter().zip(places) {
                by_leaf.entry(first_of(number.0)).or_default().push((number.0, place));
            }
            by_leaf.into_iter().try_for_each(|(first, changes)| change_leaf(transaction, first, &changes))
        })
    }

    /// Forgets every verdict and every remark; from here on it is judged by these rules.
    pub fn begin_again(&mut self, judge_version: u32) -> Result<(), StoreError> {
        let mark = Mark { through: 0, last_id: None, judge_version };
        self.write(|transaction| {
            for table in ["judged", "outlines", "remarks"] {
                transaction.execute(&format!("DELETE FROM {table}"), [])?;
            }
            schema::put_mark(transaction, &mark)
        })
    }

    /// Keeps a remark with the verdicts, such as which keys they were judged with.
    pub fn put_remark(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.write(|transaction| schema::put_remark(transaction, name, value))
    }

    fn write(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let Verdicts { connection, path } = &mut *self.verdicts;
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.at(path)?;
        change(&transaction).at(path)?;
        step(Step::BeforeVerdicts).at(path)?;
        transaction.commit().at(path)?;
        step(Step::AfterVerdicts).at(path)
    }
}

/// Returns the places of outlines; those not met before get the next ones.
fn places(connection: &Connection, outlines: &[&str]) -> rusqlite::Result<Vec<u32>> {
    let next = "SELECT coalesce(max(place) + 1, 0) FROM outlines";
    let mut next: u32 = connection.query_row(next, [], |row| row.get(0))?;
    let mut insert = connection.prepare_cached("INSERT INTO outlines VALUES (?1, ?2, ?3)")?;
    let mut met = HashMap::<&str, u32>::new();
    let mut places = Vec::with_capacity(outlines.len());
    for outline in outlines {
        let known = match met.get(outline) {
            Some(place) => Some(*place),
            None => place_of(connection, outline)?,
        };
        let place = known.unwrap_or(next);
        if known.is_none() {
            insert.execute((next, outline_digest(outline), outline))?;
            next += 1;
        }
        met.insert(outline, place);
        places.push(place);
    }
    Ok(places)
}

fn place_of(connection: &Connection, outline: &str) -> rusqlite::Result<Option<u32>> {
    // Eight octets of a digest can be made to agree on purpose: the text decides.
    let find = "SELECT place FROM outlines WHERE digest = ?1 AND text = ?2";
    connection
        .prepare_cached(find)?
        .query_row((outline_digest(outline), outline), |row| row.get(0))
        .optional()
}

/// Returns eight octets of an outline's digest.
pub(super) fn outline_digest(outline: &str) -> Vec<u8> {
    sha256(outline.as_bytes()).iter().take(8).copied().collect()
}

/// Adds places of the messages from `number` on, the first that has none.
fn extend(connection: &Connection, mut number: u32, mut places: &[u32]) -> rusqlite::Result<()> {
    while !places.is_empty() {
        let empty = || Leaf { first: first_of(number), places: Vec::new() };
        let mut leaf = leaf::read(connection, number)?.unwrap_or_else(empty);
        if leaf.first as usize + leaf.places.len() != number as usize {
            return Err(schema::damaged("verdicts with a gap"));
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
    let missing = || schema::damaged("a missing leaf of verdicts");
    let mut leaf = leaf::read(connection, first)?.ok_or_else(missing)?;
    for (number, place) in changes {
        let slot = leaf.places.get_mut((number - first) as usize).ok_or_else(missing)?;
        *slot = *place;
    }
    leaf::write(connection, &leaf)
}
