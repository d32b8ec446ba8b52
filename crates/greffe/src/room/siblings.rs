//! Mails that prove that others held these words: quoted or attached in a verified message.
//!
//! A quote can be edited by whoever wrote it, so this never changes a verdict;
//! it is shown beside it.

use std::collections::HashSet;

use greffe_authenticate::{attached, quoted_share, telling_phrases};
use greffe_store::Row;
use greffe_terms::{Address, Number, Verdict};

use super::{Room, SearchRequest, Sort};
use crate::dated::dated;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::view::{HowQuoted, SiblingView};

/// Phrases of a message that are searched for.
const PHRASES: usize = 3;

/// Messages compared with it.
const COMPARED: usize = 40;

/// A quote of a smaller share of a message's lines may be of its greeting alone.
const LEAST_SHARE: f64 = 0.34;

/// Outside its thread, or in a mail dated before it, a quote of less is most often
/// the same closing lines of the same person: a name, a title, a telephone number.
const LEAST_SHARE_FROM_ELSEWHERE: f64 = 0.75;

/// Nobody quotes what is yet to be written; but clocks may differ.
const CLOCKS_DIFFER_SECONDS: i64 = 86_400;

/// How much of a text is compared.
const TEXT_BYTES: usize = 256 << 10;

impl Room {
    /// Returns the verified messages that hold the words of one that is not.
    pub(super) fn siblings(
        &self,
        row: &Row,
        octets: &[u8],
        verdict: Verdict,
    ) -> Result<Vec<SiblingView>, Error> {
        if !matches!(verdict, Verdict::Unproven | Verdict::Mismatch) {
            return Ok(Vec::new());
        }
        let text = self.own_text(row)?;
        let (of_thread, from_elsewhere) = self.candidates(row, &text)?;
        let mut siblings = Vec::new();
        for (numbers, is_of_thread) in [(of_thread, true), (from_elsewhere, false)] {
            for other in self.shelf.rows(&numbers)? {
                let later_seconds = seconds_from(row, &other).unwrap_or(0);
                if later_seconds < -CLOCKS_DIFFER_SECONDS {
                    continue;
                }
                let is_answer = is_of_thread && later_seconds >= 0;
                let least = if is_answer { LEAST_SHARE } else { LEAST_SHARE_FROM_ELSEWHERE };
                let sibling = self.sibling(&other, octets, &text)?;
                siblings.extend(sibling.filter(|sibling| sibling.share >= least));
            }
        }
        siblings.sort_by(|a: &SiblingView, b| b.share.total_cmp(&a.share).then_with(|| a.id.cmp(&b.id)));
        Ok(siblings)
    }

    fn own_text(&self, row: &Row) -> Result<String, Error> {
        let mut text = self.message(row)?.text().text;
        text.truncate(text.floor_char_boundary(TEXT_BYTES));
        Ok(text)
    }

    /// Verified messages of its thread; then others that hold phrases of it.
    fn candidates(&self, row: &Row, text: &str) -> Result<(Vec<Number>, Vec<Number>), Error> {
        let mut met = HashSet::from([row.number]);
        let mut of_thread = self.verified_among(&format!("thread:{}", row.id))?;
        of_thread.retain(|n| met.insert(*n));
        let mut from_elsewhere = Vec::new();
        for phrase in telling_phrases(text, PHRASES) {
            from_elsewhere.extend(self.verified_among(&format!("\"{}\"", phrase.replace(['"', '\\'], " ")))?);
        }
        from_elsewhere.retain(|n| met.insert(*n));
        from_elsewhere.truncate(COMPARED);
        Ok((of_thread, from_elsewhere))
    }

    fn verified_among(&self, query: &str) -> Result<Vec<Number>, Error> {
        let request = SearchRequest {
            query: format!("{query} verdict:verified"),
            limit: COMPARED,
            sort: Sort::Relevance,
            ..SearchRequest::default()
        };
        match self.numbers(&request) {
            // Nothing is judged yet, or nothing has such words.
            Err(Error::NotMade { .. } | Error::Query { .. }) => Ok(Vec::new()),
            found => found,
        }
    }

    fn sibling(&self, row: &Row, octets: &[u8], text: &str) -> Result<Option<SiblingView>, Error> {
        let message = self.message(row)?;
        let (how, share) = if attached(octets, &message).is_some() {
            (HowQuoted::Attached, 1.0)
        } else {
            let mut quoting = message.text().text;
            quoting.truncate(quoting.floor_char_boundary(TEXT_BYTES));
            match quoted_share(text, &quoting) {
                Some(quoted) => (HowQuoted::Quoted, quoted.share()),
                None => return Ok(None),
            }
        };
        let outline = self.outline(row.number)?;
        let signature = outline.iter().flat_map(|outline| &outline.signatures).find(|one| one.aligned);
        Ok(signature.map(|signature| SiblingView {
            id: row.id.to_string(),
            how,
            share,
            domain: signature.domain.clone(),
            date: dated(row).map(|(at, _)| rfc3339(at)),
            from: row.summary.from.as_ref().map(Address::to_string).unwrap_or_default(),
        }))
    }
}

/// How much later the other is dated; `None` when one of them has no date.
fn seconds_from(row: &Row, other: &Row) -> Option<i64> {
    Some(dated(other)?.0.0.saturating_sub(dated(row)?.0.0))
}
