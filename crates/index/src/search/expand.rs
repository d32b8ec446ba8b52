//! One word as asked for, to the words of the index that it stands for.
//!
//! A stem, a prefix or an edit distance is looked up in the dictionary of each
//! segment and becomes a list of exact terms there. The lists are kept for the
//! next query: the dictionaries of a view never change.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::postings::TermInfo;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::termdict::TermDictionary;

use super::stems::{LEAST_STEM_CHARS, Stems};
use crate::error::IndexError;
use crate::schema::Column;
use crate::view::Segment;

/// A word as asked for, folded and clipped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Pattern {
    Exact(String),
    /// The word and what has the same stem in French or in English.
    Stem(String),
    Prefix(String),
    Distance(String, u8),
}

/// The terms of one column that a pattern stands for.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    /// By segment, in the order of the view.
    pub(super) segments: Vec<Vec<Form>>,
    /// By segment, the sum of the terms' documents.
    pub(super) documents_with: Vec<u64>,
    /// What the terms are; empty for a prefix, which tells them by itself.
    pub(super) words: BTreeSet<String>,
    /// More terms would have fitted.
    pub(super) is_cut: bool,
}

/// A term of one segment.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) term: TermInfo,
    /// It is the word that was typed.
    pub(super) is_typed: bool,
}

/// A pattern that is looked up in one dictionary after another.
pub(super) struct Sought {
    pub(super) pattern: Pattern,
    /// Made for the first dictionary, it serves them all: columns and segments share most words.
    finder: OnceCell<Finder>,
}

/// Expansions that were asked for before.
#[derive(Default)]
pub(crate) struct Expansions(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    expansions: HashMap<(Column, Pattern), Arc<Expansion>>,
    /// What they take, in forms.
    weight: usize,
}

/// The terms that all words of one query may stand for, all columns and segments
/// together. It bounds memory and time (some tenths of a second), not results:
/// one prefix of two letters over 100,000 messages has about a thirtieth of it.
pub(super) const MOST_FORMS: usize = 1_000_000;

/// What expansions may take that are kept for the next query, in forms: with the words that
/// they are, some 30 MB.
const MOST_KEPT: usize = 300_000;

/// What one may take that is kept.
const MOST_FORMS_KEPT: usize = 5_000;

/// What one takes besides its forms, in forms.
const OVERHEAD: usize = 8;

impl Expansions {
    /// Looks a pattern up in a column of all segments, for at most `room` terms.
    pub(super) fn expansion(
        &self,
        segments: &[Arc<Segment>],
        column: Column,
        sought: &Sought,
        room: usize,
    ) -> Result<Arc<Expansion>, IndexError> {
        let wanted = (column, sought.pattern.clone());
        if let Some(known) = self.kept().expansions.get(&wanted) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(expand(segments, column, sought, room)?);
        if !found.is_cut && found.forms() <= MOST_FORMS_KEPT {
            self.kept().keep(wanted, &found);
        }
        Ok(found)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn keep(&mut self, wanted: (Column, Pattern), found: &Arc<Expansion>) {
        if self.weight >= MOST_KEPT {
            *self = Self::default();
        }
        self.weight += OVERHEAD + found.forms();
        self.expansions.insert(wanted, Arc::clone(found));
    }
}

impl Sought {
    pub(super) fn new(pattern: Pattern) -> Self {
        Self { pattern, finder: OnceCell::new() }
    }

    fn finder(&self) -> Result<&Finder, IndexError> {
        match self.finder.get() {
            Some(finder) => Ok(finder),
            None => {
                let finder = Finder::new(&self.pattern)?;
                Ok(self.finder.get_or_init(|| finder))
            }
        }
    }
}

impl Expansion {
    /// Returns how many terms there are, all segments together.
    pub(super) fn forms(&self) -> usize {
        self.segments.iter().map(Vec::len).sum()
    }
}

impl Pattern {
    /// Returns the pattern of an unquoted word: with its stems if it is long enough.
    pub(crate) fn stem(word: String) -> Self {
        if word.chars().count() < LEAST_STEM_CHARS { Self::Exact(word) } else { Self::Stem(word) }
    }

    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Exact(word) | Self::Stem(word) | Self::Prefix(word) | Self::Distance(word, _) => word,
        }
    }
}

fn expand(
    segments: &[Arc<Segment>],
    column: Column,
    sought: &Sought,
    room: usize,
) -> Result<Expansion, IndexError> {
    let (pattern, finder) = (&sought.pattern, sought.finder()?);
    // A word that stands for itself alone is never left out.
    let mut room = if matches!(pattern, Pattern::Exact(_)) { usize::MAX } else { room };
    let mut expansion = Expansion::default();
    for segment in segments {
        let mut forms = Vec::new();
        let mut take = |term: &[u8], info: &TermInfo| {
            if forms.len() == room {
                expansion.is_cut = true;
                return false;
            }
            let is_typed = term == pattern.word().as_bytes();
            forms.push(Form { term: info.clone(), is_typed });
            if let (Finder::Stem(_) | Finder::Distance(_), Ok(word)) = (finder, std::str::from_utf8(term)) {
                expansion.words.insert(word.to_owned());
            }
            true
        };
        if let Some(inverted) = segment.inverted(column) {
            finder.each(inverted.terms(), &mut take)?;
        }
        room -= forms.len();
        expansion.documents_with.push(forms.iter().map(|form| u64::from(form.term.doc_freq)).sum());
        expansion.segments.push(forms);
    }
    Ok(expansion)
}

/// A pattern, made ready to walk dictionaries.
enum Finder {
    Exact(String),
    Prefix(String),
    Stem(Stems),
    Distance(DfaWrapper),
}

impl Finder {
    fn new(pattern: &Pattern) -> Result<Self, IndexError> {
        Ok(match pattern {
            Pattern::Exact(word) => Self::Exact(word.clone()),
            Pattern::Prefix(word) => Self::Prefix(word.clone()),
            Pattern::Stem(word) => Self::Stem(Stems::new(word)),
            Pattern::Distance(word, distance) => {
                // Any column's: the automaton reads the word alone.
                let term = tantivy::Term::from_field_text(Column::Body.field(), word);
                Self::Distance(FuzzyTermQuery::new(term, *distance, false).automaton()?)
            }
        })
    }

    /// Calls back with each term that fits until it is told to stop.
    fn each(
        &self,
        terms: &TermDictionary,
        found: &mut dyn FnMut(&[u8], &TermInfo) -> bool,
    ) -> Result<(), IndexError> {
        match self {
            Self::Exact(word) => {
                if let Some(info) = terms.get(word)? {
                    found(word.as_bytes(), &info);
                }
            }
            Self::Prefix(prefix) => walk(terms, prefix, found)?,
            Self::Stem(stems) => {
                let mut goes_on = true;
                for root in &stems.roots {
                    let take = &mut |term: &[u8], info: &TermInfo| {
                        goes_on = !stems.has_same(term) || found(term, info);
                        goes_on
                    };
                    walk(terms, root, take)?;
                    if !goes_on {
                        break;
                    }
                }
            }
            Self::Distance(automaton) => {
                let mut stream = terms.search(automaton).into_stream()?;
                while let Some((term, info)) = stream.next() {
                    if !found(term, info) {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Walks over the terms that begin with `prefix`.
fn walk(
    terms: &TermDictionary,
    prefix: &str,
    found: &mut dyn FnMut(&[u8], &TermInfo) -> bool,
) -> Result<(), IndexError> {
    let mut stream = terms.range().ge(prefix).into_stream()?;
    while let Some((term, info)) = stream.next() {
        if !term.starts_with(prefix.as_bytes()) || !found(term, info) {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded() {
        let mut kept = Kept::default();
        let wanted = |word: usize| (Column::Body, Pattern::Exact(word.to_string()));
        let found = Arc::new(Expansion::default());
        for word in 0..MOST_KEPT / OVERHEAD {
            kept.keep(wanted(word), &found);
        }
        assert_eq!((kept.expansions.len(), kept.weight), (MOST_KEPT / OVERHEAD, MOST_KEPT));
        kept.keep(wanted(0), &found);
        assert_eq!((kept.expansions.len(), kept.weight), (1, OVERHEAD));
    }
}
