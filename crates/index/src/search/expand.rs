//! One word as asked for, to the words of the index that it stands for.
//!
//! A stem, a prefix or an edit distance is looked up in the dictionary of each
//! segment and becomes a list of exact terms there. The lists are kept for the
//! next query: the dictionaries of a view never change.

use std::cell::RefCell;
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

/// The terms that all words of one query may stand for, all columns and segments
/// together. It bounds memory and time (some tenths of a second), not results:
/// one prefix of two letters over 100,000 messages has about a thirtieth of it.
pub(super) const MOST_FORMS: usize = 1_000_000;

const MOST_KEPT: usize = 2_000;
const MOST_FORMS_KEPT: usize = 5_000;

impl Expansions {
    /// Looks a pattern up in a column of all segments, for at most `room` terms.
    pub(super) fn expansion(
        &self,
        segments: &[Arc<Segment>],
        column: Column,
        pattern: &Pattern,
        room: usize,
    ) -> Result<Arc<Expansion>, IndexError> {
        let wanted = (column, pattern.clone());
        if let Some(known) = self.kept().get(&wanted) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(expand(segments, column, pattern, room)?);
        let mut kept = self.kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        if !found.is_cut && found.forms() <= MOST_FORMS_KEPT {
            kept.insert(wanted, Arc::clone(&found));
        }
        Ok(found)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<(Column, Pattern), Arc<Expansion>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    pattern: &Pattern,
    room: usize,
) -> Result<Expansion, IndexError> {
    let finder = Finder::new(column, pattern)?;
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
            if let (Finder::Stem(_) | Finder::Distance(_), Ok(word)) = (&finder, std::str::from_utf8(term)) {
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

/// The stems of a word, and where in a dictionary its relatives are.
struct Stems<'a> {
    word: &'a str,
    languages: [Language; 2],
    /// What relatives begin with, whatever the language: one of these, none the beginning of another.
    roots: Vec<String>,
    /// Terms judged before: most segments hold the same ones.
    judged: RefCell<HashMap<Vec<u8>, bool>>,
}

/// One language's stem of a word.
struct Language {
    stemmer: Stemmer,
    stem: String,
    roots: Vec<String>,
}

/// Snowball's suffixes are shorter than this; what is longer is no relative.
const LONGEST_SUFFIX_CHARS: usize = 12;

impl<'a> Stems<'a> {
    fn new(word: &'a str) -> Self {
        let languages =
            [Algorithm::French, Algorithm::English].map(|algorithm| Language::new(algorithm, word));
        let mut all: Vec<&String> = languages.iter().flat_map(|language| &language.roots).collect();
        all.sort_by_key(|root| root.len());
        let mut roots: Vec<String> = Vec::new();
        for root in all {
            if !roots.iter().any(|shorter| root.starts_with(shorter)) {
                roots.push(root.clone());
            }
        }
        Self { word, languages, roots, judged: RefCell::default() }
    }

    fn has_same(&self, term: &[u8]) -> bool {
        if let Some(known) = self.judged.borrow().get(term) {
            return *known;
        }
        let same = std::str::from_utf8(term).is_ok_and(|term| self.is_relative(term));
        self.judged.borrow_mut().insert(term.to_owned(), same);
        same
    }

    fn is_relative(&self, term: &str) -> bool {
        let fits =
            term.len() <= self.word.len() + LONGEST_SUFFIX_CHARS && term.chars().count() >= LEAST_STEM_CHARS;
        term == self.word || (fits && self.languages.iter().any(|language| language.has_same(term)))
    }
}

impl Language {
    fn new(algorithm: Algorithm, word: &str) -> Self {
        let stemmer = Stemmer::create(algorithm);
        let stem = stemmer.stem(word).into_owned();
        let roots = roots(word, &stem);
        Self { stemmer, stem, roots }
    }

    fn has_same(&self, term: &str) -> bool {
        self.roots.iter().any(|root| term.starts_with(root)) && self.stemmer.stem(term) == self.stem
    }
}

/// The English forms whose stem changes before its third letter.
const CHANGING: [(&str, &str); 3] = [("dying", "die"), ("lying", "lie"), ("tying", "tie")];

/// What the relatives of a word begin with.
fn roots(word: &str, stem: &str) -> Vec<String> {
    let root = root(word, stem);
    let changing = CHANGING.iter().filter(|(_, changed)| *changed == stem);
    let others = changing.flat_map(|&(form, stem)| [form, stem]).filter(|other| !other.starts_with(&root));
    let others: Vec<String> = others.map(str::to_owned).collect();
    [vec![root], others].concat()
}

/// What every relative of a word begins with, but those of [`CHANGING`]. Stemming
/// replaces endings (`happy` to `happi`, `nationaux` to `national`), so two more
/// characters go, as long as three are left: fewer would mean to stem a tenth of
/// a dictionary.
fn root(word: &str, stem: &str) -> String {
    let shared = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(shared.saturating_sub(2).max(3)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words whose stems change their endings, and words that are alike by accident.
    const WORDS: &str = "happy happiness happily happen run running runs runner skies sky \
        national nationaux nationale nationales nation nationalite general generaux generale violence violent \
        violences logique logiques logiciel reunion reunions reunir elu elue elus election elections electoral \
        organise organisation organiser organizations contract contracts contracting contractor contrat contrats \
        journal journaux cheval chevaux travail travaux amour amoureux amoureuse heureux heureuse heureusement \
        presidence president presidente presidents vif vive vifs relational relate related university universe \
        generously generous news new agreed agree agreement feed fed hopping hoping hope falling fall argue argued \
        argument dies died dying lies lying ties tying possibly possible capacite capacites capable frequence frequent politique politiques police";

    #[test]
    fn every_relative_is_found_under_the_root() {
        let words: Vec<&str> =
            WORDS.split_whitespace().filter(|word| word.len() >= LEAST_STEM_CHARS).collect();
        let mut relatives = 0;
        for word in &words {
            let stems = Stems::new(word);
            for other in &words {
                let is_alike = |language: &Language| language.stemmer.stem(other) == language.stem;
                let is_relative = stems.languages.iter().any(is_alike);
                let is_found = stems.roots.iter().any(|root| other.starts_with(root))
                    && stems.has_same(other.as_bytes());
                assert_eq!(is_found, is_relative, "{word} {other}");
                relatives += usize::from(is_relative && word != other);
            }
        }
        assert!(relatives > 80, "{relatives}");
    }

    #[test]
    fn relatives_are_what_a_reader_expects() {
        let check = |word: &str, other: &str, expect: bool| {
            assert_eq!(Stems::new(word).has_same(other.as_bytes()), expect, "{word} {other}");
        };
        check("reunion", "reunions", true);
        check("nationaux", "nationale", true);
        check("contract", "contracting", true);
        check("happiness", "happy", true);
        check("contract", "contrat", false);
        check("police", "politique", false);
        check("feed", "fed", false);
        check("dies", "dying", true);
        check("dying", "died", true);
        check("lying", "lies", true);
        check("dies", "diesel", false);
    }
}
