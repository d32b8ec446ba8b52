//! What else says the same: near-duplicates of a message, and messages that hold its text.
//!
//! The index finds candidates: the group by sketch, and whoever has the telling phrases of
//! this message. How much they have in common is then measured on the texts themselves.

use greffe_authenticate::telling_phrases;
use greffe_message::{Role, Wording, lines_with_roles};
use greffe_store::Row;
use greffe_terms::{Address, Kind, Number};
use rayon::prelude::*;

use super::{Room, SearchRequest, Sort};
use crate::dated::dated;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::reading::beginning_of_message;
use crate::view::{NearView, SimilarView};

/// Messages of a group, and messages with all phrases, whose texts are compared.
const COMPARED: usize = 40;

/// Phrases of a message that are searched for, and messages compared that have one of them.
const PHRASES: usize = 3;
const COMPARED_A_PHRASE: usize = 8;

/// Outside the group, with less in common a message is no copy: it has a sentence of it.
const LEAST_RESEMBLANCE: f64 = 0.7;

/// A message that quotes less of this one answers a sentence of it.
const LEAST_CONTAINED: f64 = 0.5;

/// How much of a message is read to be compared: texts stand before files.
const READ_BYTES: usize = 1 << 20;

/// How much of a text is searched for phrases.
const PHRASES_BYTES: usize = 64 << 10;

/// Messages with their wordings.
type Worded = Vec<(Row, Wording)>;

impl Room {
    /// Returns what says the same as a message of this text, or holds what it says.
    pub(super) fn similar(&self, row: &Row, text: &str) -> Result<SimilarView, Error> {
        let own = self.wording(row)?;
        if !own.is_comparable() {
            return Ok(SimilarView::default());
        }
        let (group, total) = self.found(&format!("similar:{}", row.id), COMPARED + 1)?;
        let is_group_cut = total > group.len() as u64;
        let (others, are_others_cut) = self.with_phrases_of(row, text)?;
        let (group, others) = (self.worded(row, group)?, self.worded(row, others)?);
        let resembles = |(row, other): &(Row, Wording)| near(row, own.resemblance(other));
        let contains = |(row, other): &(Row, Wording)| near(row, own.contained_in(other));
        let resembling = others.iter().map(resembles).filter(|near| near.share >= LEAST_RESEMBLANCE);
        let containing = others.iter().map(contains).filter(|near| near.share >= LEAST_CONTAINED);
        Ok(SimilarView {
            is_compared: true,
            group: total.saturating_sub(1),
            same_text: sorted(group.iter().map(resembles).chain(resembling)),
            contained_in: sorted(containing),
            is_cut: is_group_cut || are_others_cut,
        })
    }

    /// Returns the messages outside the group of `row` that have phrases of its text, and
    /// whether more have all of them.
    fn with_phrases_of(&self, row: &Row, text: &str) -> Result<(Vec<Number>, bool), Error> {
        let text = own_lines(&text[..text.floor_char_boundary(PHRASES_BYTES)]);
        let phrase = |phrase: String| format!("body:\"{}\"", phrase.replace(['"', '\\'], " "));
        let phrases: Vec<String> = telling_phrases(&text, PHRASES).into_iter().map(phrase).collect();
        if phrases.is_empty() {
            return Ok((Vec::new(), false));
        }
        let others = |phrases: &str, limit| self.found(&format!("{phrases} -similar:{}", row.id), limit);
        // Whoever holds all of the text has all phrases; a part of it may have one.
        let (mut all, total) = others(&phrases.join(" "), COMPARED)?;
        let is_cut = total > all.len() as u64;
        for phrase in &phrases {
            all.extend(others(phrase, COMPARED_A_PHRASE)?.0);
        }
        all.sort_unstable();
        all.dedup();
        Ok((all, is_cut))
    }

    /// Returns the first messages that a query finds, in the order of time, and how many it finds.
    fn found(&self, query: &str, limit: usize) -> Result<(Vec<Number>, u64), Error> {
        let query = query.to_owned();
        let request = SearchRequest { query, limit, sort: Sort::Date, ..SearchRequest::default() };
        match self.numbers_and_total(&request) {
            // A phrase of signs alone is no query.
            Err(Error::Query { .. }) => Ok((Vec::new(), 0)),
            found => found,
        }
    }

    /// Reads messages other than `row`.
    fn worded(&self, row: &Row, mut numbers: Vec<Number>) -> Result<Worded, Error> {
        numbers.retain(|number| *number != row.number);
        let rows = self.shelf.rows(&numbers)?;
        rows.into_par_iter().map(|row| self.wording(&row).map(|wording| (row, wording))).collect()
    }

    fn wording(&self, row: &Row) -> Result<Wording, Error> {
        if row.summary.kind == Kind::Document {
            return Ok(Wording::default());
        }
        Ok(beginning_of_message(&self.shelf, row.number, READ_BYTES)?.wording())
    }
}

/// Whose telephone number stands below a text says nothing of the text.
fn own_lines(text: &str) -> String {
    let own = lines_with_roles(text).filter(|(role, _)| *role == Role::Own);
    own.map(|(_, line)| format!("{line}\n")).collect()
}

fn near(row: &Row, share: f64) -> NearView {
    NearView {
        id: row.id.to_string(),
        share,
        date: dated(row).map(|(at, _)| rfc3339(at)),
        from: row.summary.from.as_ref().map(Address::to_string).unwrap_or_default(),
        subject: row.summary.subject.clone(),
    }
}

/// Sorts by share, then by date.
fn sorted(near: impl Iterator<Item = NearView>) -> Vec<NearView> {
    let mut list: Vec<NearView> = near.collect();
    list.sort_by(|a, b| {
        b.share.total_cmp(&a.share).then_with(|| a.date.cmp(&b.date)).then_with(|| a.id.cmp(&b.id))
    });
    list
}
