//! Before a batch is written: which of its items are new, and what their numbers will be.

use std::collections::{HashMap, HashSet};

use greffe_terms::{MessageId, Number};
use rusqlite::{CachedStatement, Connection, OptionalExtension};

use super::apply::BY_ID;
use super::integer;
use crate::batch::{LostSpan, NewOccurrence};
use crate::record::OutcomeWord;

/// Returns those of some items that are in the catalogue.
pub(crate) fn known(connection: &Connection, ids: &[MessageId]) -> rusqlite::Result<HashSet<MessageId>> {
    // One transaction: a lookup with one of its own costs twice as much.
    let snapshot = connection.unchecked_transaction()?;
    let mut by_id = snapshot.prepare_cached(BY_ID)?;
    let mut known = HashSet::new();
    for id in ids {
        if by_id.exists([id.as_bytes()])? {
            known.insert(*id);
        }
    }
    Ok(known)
}

/// Looks items of one batch up, in their order; remembers those it has seen.
pub(crate) struct Plan<'c> {
    mailbox: &'c str,
    /// Items that the catalogue is known not to have.
    unknown: &'c HashSet<MessageId>,
    by_id: CachedStatement<'c>,
    file: CachedStatement<'c>,
    occurrence: CachedStatement<'c>,
    span: CachedStatement<'c>,
    next: u64,
    fresh: HashMap<MessageId, Number>,
    /// Places met in this batch: file path within source, offset, message.
    met: HashSet<(&'c str, &'c str, u64, Number)>,
    last_file: Option<(String, String, Option<i64>)>,
}

impl<'c> Plan<'c> {
    /// Begins a plan for a batch of an import into `mailbox`; items that are `unknown` need
    /// not be looked up.
    pub(crate) fn new(
        connection: &'c Connection,
        mailbox: &'c str,
        unknown: &'c HashSet<MessageId>,
    ) -> rusqlite::Result<Self> {
        let next = connection.query_row("SELECT coalesce(max(n) + 1, 0) FROM messages", [], |r| r.get(0))?;
        Ok(Self {
            mailbox,
            unknown,
            by_id: connection.prepare_cached(BY_ID)?,
            file: connection
                .prepare_cached("SELECT seq FROM files WHERE mailbox = ?1 AND source = ?2 AND path = ?3")?,
            occurrence: connection
                .prepare_cached("SELECT 1 FROM occurrences WHERE file = ?1 AND offset = ?2 AND n = ?3")?,
            span: connection.prepare_cached(
                "SELECT 1 FROM lost WHERE file = ?1 AND offset = ?2 AND length = ?3 AND reason = ?4",
            )?,
            next: super::unsigned(next),
            fresh: HashMap::new(),
            met: HashSet::new(),
            last_file: None,
        })
    }

    /// Decides what becomes of an item; `None` when the numbers are exhausted.
    pub(crate) fn item(
        &mut self,
        id: MessageId,
        occurrence: &'c NewOccurrence,
    ) -> rusqlite::Result<Option<(Number, OutcomeWord)>> {
        let (number, outcome) = match self.known(id)? {
            Some(number) if self.is_known_place(number, occurrence)? => (number, OutcomeWord::Already),
            Some(number) => (number, OutcomeWord::Duplicate),
            None => {
                let Ok(number) = u32::try_from(self.next) else { return Ok(None) };
                self.next += 1;
                self.fresh.insert(id, Number(number));
                (Number(number), OutcomeWord::Stored)
            }
        };
        let NewOccurrence { source, path, offset, .. } = occurrence;
        self.met.insert((source, path, *offset, number));
        Ok(Some((number, outcome)))
    }

    /// Returns the number of an item that was there before, or that this batch has met.
    fn known(&mut self, id: MessageId) -> rusqlite::Result<Option<Number>> {
        if let Some(number) = self.fresh.get(&id) {
            return Ok(Some(*number));
        }
        if self.unknown.contains(&id) {
            return Ok(None);
        }
        self.by_id.query_row([id.as_bytes()], |row| row.get(0).map(Number)).optional()
    }

    /// Says whether a lost span was recorded before, whose bytes need not be kept again.
    pub(crate) fn is_known_span(&mut self, span: &LostSpan) -> rusqlite::Result<bool> {
        let Some(file) = self.file(&span.source, &span.path)? else { return Ok(false) };
        self.span.exists((file, integer(span.offset), integer(span.length), &span.reason))
    }

    fn is_known_place(&mut self, number: Number, place: &'c NewOccurrence) -> rusqlite::Result<bool> {
        if self.met.contains(&(&place.source, &place.path, place.offset, number)) {
            return Ok(true);
        }
        let Some(file) = self.file(&place.source, &place.path)? else { return Ok(false) };
        self.occurrence.exists((file, integer(place.offset), number.0))
    }

    fn file(&mut self, source: &str, path: &str) -> rusqlite::Result<Option<i64>> {
        match &self.last_file {
            Some((last_source, last_path, file)) if last_source == source && last_path == path => Ok(*file),
            _ => {
                let file = self.file.query_row((self.mailbox, source, path), |row| row.get(0)).optional()?;
                self.last_file = Some((source.to_owned(), path.to_owned(), file));
                Ok(file)
            }
        }
    }
}
