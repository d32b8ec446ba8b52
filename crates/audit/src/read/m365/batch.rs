//! A stretch of records, read by itself.

use std::collections::BTreeMap;

use super::judge::Judge;
use crate::model::{SourceId, Why};
use crate::read::absorb::Part;
use crate::read::gather::of_source;
use crate::read::objects::Found;
use crate::read::sink::Sink;
use crate::read::times::Clock;

/// Some records that follow each other.
pub(in crate::read) struct Batch {
    kind: Kind,
    /// The records, one after the other.
    pub(super) octets: Vec<u8>,
    entries: Vec<Entry>,
}

/// What the records of a batch are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// JSON objects.
    Objects,
    /// `AuditData`, and cells beside it.
    Rows,
}

struct Entry {
    record: u64,
    /// Where its cells end; an object is one cell.
    ends: [usize; 5],
    trouble: Option<Why>,
}

/// A record as it was cut out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'b> {
    /// Which, from 1.
    pub(super) record: u64,
    /// JSON, whole or not.
    pub(super) json: &'b str,
    /// The cells beside: operation, time, user, identifier.
    pub(super) beside: [&'b str; 4],
}

impl Batch {
    pub(super) fn new(kind: Kind) -> Self {
        Batch { kind, octets: Vec::new(), entries: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Notes the object that was added to the octets.
    pub(super) fn object(&mut self, record: u64, found: Found) {
        let trouble = match found {
            Found::End => return,
            Found::Object | Found::Cut => None,
            Found::TooLarge => Some(Why::TooLarge),
            Found::Garbage => Some(Why::Syntax),
        };
        self.entries.push(Entry { record, ends: [self.octets.len(); 5], trouble });
    }

    /// Adds a row.
    pub(super) fn row(&mut self, record: u64, cells: [&str; 5]) -> bool {
        let ends = cells.map(|cell| {
            self.octets.extend_from_slice(cell.as_bytes());
            self.octets.len()
        });
        self.entries.push(Entry { record, ends, trouble: None });
        true
    }

    /// Adds a row whose columns are the fields of a record (`TimeGenerated [UTC]`).
    pub(super) fn fields<'f>(
        &mut self,
        record: u64,
        fields: impl Iterator<Item = (&'f str, &'f str)>,
    ) -> bool {
        let plain = |name: &'f str| name.split(" [").next().unwrap_or(name);
        let object: BTreeMap<&str, &str> = fields.map(|(name, cell)| (plain(name), cell)).collect();
        // Strings and memory: neither fails.
        let _ = serde_json::to_writer(&mut self.octets, &object);
        self.object(record, Found::Object);
        true
    }

    /// Adds a record that could not be cut out.
    pub(super) fn unreadable(&mut self, record: u64, why: Why) -> bool {
        self.entries.push(Entry { record, ends: [self.octets.len(); 5], trouble: Some(why) });
        true
    }

    /// What the records tell, as a part that goes on with the source.
    pub(in crate::read) fn read(&self) -> Part {
        let mut evidence = of_source("");
        let mut sink = Sink::with_journal(&mut evidence, SourceId(0), Clock::default());
        self.read_into(&mut sink);
        let journal = sink.finish();
        Part { evidence, journal, continues: true }
    }

    /// The part that stands for the batch if its reading broke: every record is counted.
    pub(in crate::read) fn unread(&self) -> Part {
        let mut evidence = of_source("");
        let mut sink = Sink::with_journal(&mut evidence, SourceId(0), Clock::default());
        self.entries.iter().for_each(|entry| sink.unreadable(entry.record, Why::Damaged));
        let journal = sink.finish();
        Part { evidence, journal, continues: true }
    }

    /// Tells `sink` every record.
    pub(super) fn read_into(&self, sink: &mut Sink<'_>) {
        let mut judge = Judge::default();
        let mut start = 0;
        for entry in &self.entries {
            let mut at = start;
            let [json, beside @ ..] = entry.ends.map(|end| {
                let cell = self.octets.get(at..end).unwrap_or_default();
                at = end;
                // The text was UTF-8, and is cut at ASCII only.
                std::str::from_utf8(cell).unwrap_or_default().trim()
            });
            start = at;
            match entry.trouble {
                Some(why) => sink.unreadable(entry.record, why),
                None => judge.tell(Raw { record: entry.record, json, beside }, self.kind, sink),
            }
        }
    }
}
