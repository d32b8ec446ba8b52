//! One word as asked for, to the words of the index that it stands for.
//!
//! A stem, a prefix or an edit distance is looked up in the dictionary of each
//! segment and becomes a list of exact terms there. The lists are kept for the
//! next query: the dictionaries of a view never change.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rust_stemmers::{Algorithm, Stemmer};
use tantivy::postings::TermInfo;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::termdict::TermDictionary;

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

/// Expansions that were asked for before.
#[derive(Default)]
pub(crate) struct Expansions(Mutex<HashMap<(Column, Pattern), Arc<Expansion>>>);

/// Words of at least so many letters have stems.
const LEAST_STEM_CHARS: usize = 4;

/// The terms that one word may stand for in one column, all segments together.
/// It bounds memory and time, not results: a prefix of two letters over 100,000
/// messages has about a tenth of it.
const MOST_FORMS: usize = 300_000;

const MOST_KEPT: usize = 2_000;
const MOST_FORMS_KEPT: usize = 5_000;

impl Expansions {
    /// Looks a pattern up in a column of all segments.
    pub(super) fn expansion(
        &self,
        segments: &[Arc<Segment>],
        column: Column,
        pattern: &Pattern,
    ) -> Result<Arc<Expansion>, IndexError> {
        let wanted = (column, pattern.clone());
        if let Some(known) = self.kept().get(&wanted) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(expand(segments, column, pattern)?);
        let mut kept = self.kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        if found.segments.iter().map(Vec::len).sum::<usize>() <= MOST_FORMS_KEPT {
            kept.insert(wanted, Arc::clone(&found));
        }
        Ok(found)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<(Column, Pattern), Arc<Expansion>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

fn expand(segments: &[Arc<Segment>], column: Column, pattern: &Pattern) -> Result<Expansion, IndexError> {
    let finder = Finder::new(column, pattern)?;
    let mut expansion = Expansion::default();
    let mut room = MOST_FORMS;
    for segment in segments {
        let terms = segment.inverted(column).terms();
        let mut forms = Vec::new();
        finder.each(terms, &mut |term, info| {
            if forms.len() == room {
                expansion.is_cut = true;
                return false;
            }
            let is_typed = term == pattern.word().as_bytes();
            forms.push(Form { term: info.clone(), is_typed });
            if let (Finder::Stem(_) | Finder::Distance(_), Ok(word)) = (&finder, std::str::from_utf8(term)) {
                expansion.words.insert(word.to_owned());
            }
            true
        })?;
        room -= forms.len();
        expansion.documents_with.push(forms.iter().map(|form| u64::from(form.term.doc_freq)).sum());
        expansion.segments.push(forms);
    }
    Ok(expansion)
}

/// A pattern, made ready to walk dictionaries.
enum Finder<'a> {
    Exact(&'a str),
    Prefix(&'a str),
    Stem(Stems<'a>),
    Distance(DfaWrapper),
}

impl<'a> Finder<'a> {
    fn new(column: Column, pattern: &'a Pattern) -> Result<Self, IndexError> {
        Ok(match pattern {
            Pattern::Exact(word) => Self::Exact(word),
            Pattern::Prefix(word) => Self::Prefix(word),
            Pattern::Stem(word) => Self::Stem(Stems::new(word)),
            Pattern::Distance(word, distance) => {
                let term = tantivy::Term::from_field_text(column.field(), word);
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
                walk(terms, &stems.root, &mut |term, info| !stems.has_same(term) || found(term, info))?
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

/// The stems of a word, and where in a dictionary its relatives are.
struct Stems<'a> {
    word: &'a str,
    stemmers: [Stemmer; 2],
    stems: [String; 2],
    root: String,
}

/// Snowball's suffixes are shorter than this; what is longer is no relative.
const LONGEST_SUFFIX_CHARS: usize = 12;

impl<'a> Stems<'a> {
    fn new(word: &'a str) -> Self {
        let stemmers = [Algorithm::French, Algorithm::English].map(Stemmer::create);
        let stems = [0, 1].map(|i: usize| stemmers[i].stem(word).into_owned());
        let root = root(word, &stems);
        Self { word, stemmers, stems, root }
    }

    fn has_same(&self, term: &[u8]) -> bool {
        let Ok(term) = std::str::from_utf8(term) else { return false };
        if term == self.word {
            return true;
        }
        if term.len() > self.word.len() + LONGEST_SUFFIX_CHARS || term.chars().count() < LEAST_STEM_CHARS {
            return false;
        }
        self.stemmers.iter().zip(&self.stems).any(|(stemmer, stem)| stemmer.stem(term) == *stem)
    }
}

/// What every relative of a word begins with. Stemming replaces endings
/// (`happy` to `happi`, `nationaux` to `national`), so two more characters go,
/// as long as three are left; `dying` and `die` share but one.
fn root(word: &str, stems: &[String; 2]) -> String {
    let shared = |stem: &String| word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
    let shared = stems.iter().map(shared).min().unwrap_or(0);
    word.chars().take(shared.saturating_sub(2).max(shared.min(3))).collect()
}
