//! The reading room: everything that is read of an archive is read here.
//!
//! A room has the shelf (raw bytes and rows), the index with its facts, and a
//! recorder that is told of each act before it is answered. The doors have no
//! other way in, so what holds for a room holds for every page and command.

mod authentication;
mod batch;
mod files;
mod keys;
mod overview;
mod people;
mod people_made;
mod pictures;
mod search;
mod show;
mod siblings;
mod similar;
mod unread;

use std::sync::Arc;

use greffe_index::{Index, Tags};
use greffe_store::{Row, Store};
use greffe_terms::{Address, Kind};

use crate::dated::dated;
use crate::defects;
use crate::edges::{Edges, rfc3339};
use crate::error::Error;
use crate::record::Recorder;
use crate::verdicts::parse;
use crate::view::Hit;

use authentication::KeysAtHand;
pub use people::{PeopleRequest, received_by, sent_by};
use pictures::Painter;
pub use search::SearchRequest;

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Oldest first.
    Date,
    /// Newest first.
    DateDescending,
}

/// A place to read an archive in. Send + Sync; share it behind an `Arc`.
pub struct Room {
    shelf: Store,
    index: Arc<Index>,
    recorder: Box<dyn Recorder>,
    edges: Edges,
    keys_at_hand: KeysAtHand,
    painter: Painter,
}

impl Room {
    pub(crate) fn new(shelf: Store, index: Arc<Index>, recorder: Box<dyn Recorder>, edges: Edges) -> Self {
        let (keys_at_hand, painter) = (KeysAtHand::default(), Painter::default());
        Self { shelf, index, recorder, edges, keys_at_hand, painter }
    }

    /// Returns the rows of ids as in a list of results, without snippets.
    pub fn rows(&self, ids: &[String]) -> Result<Vec<Hit>, Error> {
        let (tags, verdicts) = (self.tag_numbers()?, self.shelf.verdicts()?);
        let row = |id: &String| {
            let row = self.find(id)?;
            let outline = verdicts.outline_of(row.number)?.and_then(|text| parse(&text).ok());
            let outline = outline.filter(|_| row.summary.kind != Kind::Document);
            let verdict = outline.map(|outline| outline.verdict.as_str());
            Ok(Hit { verdict, ..self.plain_hit(row, &tags) })
        };
        ids.iter().map(row).collect()
    }

    fn plain_hit(&self, row: Row, tags: &Tags) -> Hit {
        let has_tag = |numbers: &Vec<u32>| numbers.binary_search(&row.number.0).is_ok();
        Hit {
            id: row.id.to_string(),
            date: dated(&row).map(|(at, _)| rfc3339(at)),
            from: row.summary.from.as_ref().map(Address::to_string).unwrap_or_default(),
            to: row.summary.to.iter().map(Address::to_string).collect(),
            mailboxes: show::places(&row.occurrences),
            kind: row.summary.kind.as_str(),
            verdict: None,
            attachments: row.summary.attachments.len(),
            snippet: String::new(),
            marks: Vec::new(),
            snippet_of: None,
            snippet_part: None,
            tags: tags.0.iter().filter(|(_, numbers)| has_tag(numbers)).map(|(tag, _)| tag.clone()).collect(),
            damaged: defects::is_damaged(&row),
            similar: None,
            subject_marks: Vec::new(),
            from_marks: Vec::new(),
            subject: row.summary.subject,
        }
    }
}
