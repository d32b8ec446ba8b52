//! Finding: a query and a view to hits, counts and highlights.
//!
//! The one idea: *sets, not iterators*. For each segment, every part of the
//! query is evaluated into one bit a document, inside the set that is still in
//! question; scores add up in one array beside it. All matches are needed
//! anyway, for exact totals and facets, so there is nothing to skip, and
//! conditions on facts, words, phrases and windows combine in the same way.

mod attached;
mod collapse;
mod compile;
mod evaluate;
mod expand;
mod facets;
mod lookup;
mod named;
mod page;
mod places;
mod score;
mod stems;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use greffe_terms::{Kind, Number, Verdict};

use crate::bits::Bits;
use crate::error::IndexError;
use crate::facts::{Facts, kind_of};
use crate::highlight::Highlights;
use crate::query::{Named, Query};
use crate::view::View;

pub(crate) use expand::{Expansions, Pattern};
pub(crate) use facets::month_name;
pub use facets::{Facet, Facets, Matches};

/// How to search.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Matches to pass over; there is no limit to it.
    pub offset: usize,
    /// Matches to return.
    pub limit: usize,
    /// Their order.
    pub sort: Sort,
    /// Return one match for each group of messages that say nearly the same; offset and
    /// limit then count groups.
    pub collapse: bool,
    /// Look only at messages below this number: an earlier answer's `through`,
    /// so that its next page follows it although an import goes on.
    pub through: Option<u32>,
}

/// The order of hits. What is equal stands in the order of message numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best match first (BM25).
    #[default]
    Relevance,
    /// The oldest first, messages without a date last.
    DateAscending,
    /// The newest first, messages without a date last.
    DateDescending,
}

/// The tags that people gave: the numbers of the tagged messages, ascending.
#[derive(Debug, Clone, Default)]
pub struct Tags(pub BTreeMap<String, Vec<u32>>);

/// What was found.
#[derive(Debug)]
pub struct Answer {
    /// How many messages match, exactly, loose documents among them.
    pub total: u64,
    /// How many of them are loose documents.
    pub documents: u64,
    /// How many groups of messages that say nearly the same match, exactly, when collapsed.
    pub texts: Option<u64>,
    /// The page that was asked for.
    pub hits: Vec<Hit>,
    /// All of them, to be counted.
    pub matches: Matches,
    /// Finds the words of the query in a text.
    pub highlights: Highlights,
    /// What the search could not look at.
    pub warnings: Vec<Warning>,
    /// Messages below this number were looked at.
    pub through: u32,
}

/// One match.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The message.
    pub number: Number,
    /// Its relevance; 0 when sorted by date.
    pub score: f32,
    /// What its signatures prove; `None` if it is not judged yet.
    pub verdict: Option<Verdict>,
    /// How many other matches say nearly the same; 0 unless collapsed.
    pub others_alike: u32,
    /// Its files hold something of what was asked for.
    pub in_files: bool,
}

/// What an answer does not cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The word stands for more words than are looked up in one query; some matches may be missing.
    ExpansionCut {
        /// The word.
        word: String,
    },
    /// The word is so long that only its beginning is known: others that begin so are found too.
    WordClipped {
        /// The beginning.
        word: String,
    },
    /// Not all text inside attachments was looked at: it was not read yet, or cannot be.
    AttachmentsNotRead {
        /// How many messages have such attachments.
        messages: u64,
    },
    /// Messages that nobody has judged yet were taken for ones without verdict, reasons or signer.
    NotJudged {
        /// How many of those looked at.
        messages: u64,
    },
    /// The message that `similar:` names has too few words of its own to be compared, or is a
    /// loose document, which never is: it is in a group by itself.
    NotCompared,
    /// No message is listed under this name at all.
    NoSuchName {
        /// The operator.
        operator: Named,
        /// The name, as typed.
        name: String,
    },
}

/// Finds the messages of a view that match a query.
pub(crate) fn search(view: &View, query: &Query, ask: &Ask, tags: &Tags) -> Result<Answer, IndexError> {
    let through = view.generation.facts.len().min(ask.through.map_or(usize::MAX, |through| through as usize));
    let scored = ask.sort == Sort::Relevance;
    let compiled = compile::compile(view, query, tags, through, scored)?;
    let mut page = page::Page::new(&view.generation.facts, ask);
    let mut collapse = ask.collapse.then(|| collapse::Collapse::new(&view.generation.facts));
    let mut numbers = Bits::none(through);
    for matches in evaluate::segments(&view.commit.segments.list, &compiled.plan, through, scored)? {
        matches.each(|number, score| {
            numbers.insert(number as usize);
            let candidate = page.candidate(number, score);
            match &mut collapse {
                Some(collapse) => collapse.add(candidate),
                None => page.offer(candidate),
            }
        });
    }
    let texts = collapse.as_ref().map(|collapse| collapse.offer_to(&mut page));
    let mut hits = page.finish();
    hits.iter_mut().for_each(|hit| hit.in_files = compiled.plan.is_in_files_of(hit.number.0 as usize));
    if let Some(collapse) = &mut collapse {
        hits.iter_mut().for_each(|hit| hit.others_alike = collapse.others(hit.number.0));
    }
    Ok(Answer {
        total: numbers.count() as u64,
        documents: documents(&view.generation.facts, &numbers),
        texts,
        hits,
        matches: Matches {
            facts: Arc::clone(&view.generation.facts),
            segments: Arc::clone(&view.commit.segments),
            numbers,
        },
        highlights: compiled.highlights,
        warnings: compiled.warnings,
        through: through as u32,
    })
}

fn documents(facts: &Facts, found: &Bits) -> u64 {
    let is_document = |number: &usize| {
        facts.traits.get(*number).is_some_and(|traits| kind_of(traits) == Kind::Document as usize)
    };
    found.iter().filter(is_document).count() as u64
}
