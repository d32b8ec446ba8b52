//! Mails that prove that others held these words: quoted or attached in a verified message.
//!
//! A quote can be edited by whoever wrote it, so this never changes a verdict;
//! it is shown beside it.

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
        let mut siblings = Vec::new();
        for n in self.candidates(row, &text)? {
            siblings.extend(self.sibling(n, octets, &text)?);
        }
        siblings.sort_by(|a: &SiblingView, b| b.share.total_cmp(&a.share).then_with(|| a.id.cmp(&b.id)));
        Ok(siblings)
    }

    fn own_text(&self, row: &Row) -> Result<String, Error> {
        let mut text = self.message(row)?.text().text;
        text.truncate(text.floor_char_boundary(TEXT_BYTES));
        Ok(text)
    }

    /// Verified messages of its thread, and those that hold phrases of it.
    fn candidates(&self, row: &Row, text: &str) -> Result<Vec<Number>, Error> {
        let phrases = telling_phrases(text, PHRASES);
        let phrases = phrases.iter().map(|phrase| format!("\"{}\"", phrase.replace(['"', '\\'], " ")));
        let queries = std::iter::once(format!("thread:{}", row.id)).chain(phrases);
        let mut found = Vec::new();
        for query in queries {
            found.extend(self.verified_among(&query)?);
        }
        let mut met = std::collections::HashSet::from([row.number]);
        found.retain(|n| met.insert(*n));
        found.truncate(COMPARED);
        Ok(found)
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

    fn sibling(&self, n: Number, octets: &[u8], text: &str) -> Result<Option<SiblingView>, Error> {
        let row = self.shelf.row(n)?;
        let message = self.message(&row)?;
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
        let outline = self.outline(n)?;
        let signature = outline.iter().flat_map(|outline| &outline.signatures).find(|one| one.aligned);
        Ok(signature.map(|signature| SiblingView {
            id: row.id.to_string(),
            how,
            share,
            domain: signature.domain.clone(),
            date: dated(&row).map(|(at, _)| rfc3339(at)),
            from: row.summary.from.as_ref().map(Address::to_string).unwrap_or_default(),
        }))
    }
}
