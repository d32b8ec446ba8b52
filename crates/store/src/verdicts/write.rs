//! Entering verdicts: in order, each call in one transaction, wholly or not at all.
//!
//! Only the holder of the archive's writer lock does. Counted on: SQLite's WAL;
//! whatever stops a writer, the transactions before are there, and the messages
//! from [`Verdicts::through`] on are judged again.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use greffe_terms::Number;
use rusqlite::{Connection, Transaction};

use super::leaf::{self, Leaf, first_of};
use super::{KIND, Verdicts, schema, sheaf};
use crate::catalogue::Catalogue;
use crate::error::StoreError;
use crate::hex::Digest;
use crate::record::sha256;
use crate::view::{View, damaged};

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
    /// Opens the verdicts of `dir` to write, made if missing.
    pub(crate) fn open(dir: &Path, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let view = View::open_to_write(dir, &KIND, catalogue)?;
        Ok(Self { verdicts: Verdicts { view }, places: None })
    }

    /// Moves everything from the write-ahead log into the file, as far as readers allow.
    pub(crate) fn checkpoint(&self) {
        self.verdicts.view.checkpoint();
    }

    fn take_places(&mut self) -> Result<Places, StoreError> {
        match self.places.take() {
            Some(places) => Ok(places),
            None => self.verdicts.view.read(|transaction| Places::read(transaction)),
        }
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
        let through = self.read().through()?;
        let Some(known) = through.checked_sub(first.0) else {
            return Err(StoreError::NotJudged { number: Number(through) });
        };
        let fresh = outlines.get(known as usize..).unwrap_or_default();
        if fresh.is_empty() {
            return Ok(());
        }
        let last = u64::from(through) + fresh.len() as u64 - 1;
        let last = u32::try_from(last).map_or(Number(u32::MAX), Number);
        let next = self.read().view.mark_at(last, self.catalogue)?;
        self.enter(fresh, |transaction, places| {
            extend(transaction, through, places)?;
            next.write(transaction)
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
        self.entering.places = None;
        self.entering.verdicts.view.begin_again(&judge_version.to_string())
    }

    /// Keeps a remark with the verdicts, such as which keys they were judged with.
    pub fn put_remark(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.entering.verdicts.view.write(|transaction| schema::put_remark(transaction, name, value))
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
        self.entering.verdicts.view.write(|transaction| {
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
