//! What has the same stem as a word, in French or in English (Snowball).

use std::cell::RefCell;
use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// Words of at least so many letters have stems.
pub(super) const LEAST_STEM_CHARS: usize = 4;

/// The stems of a word, and where in a dictionary its relatives are.
pub(super) struct Stems {
    word: String,
    languages: [Language; 2],
    /// What relatives begin with, whatever the language: one of these, none the beginning of another.
    pub(super) roots: Vec<String>,
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

impl Stems {
    pub(super) fn new(word: &str) -> Self {
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
        Self { word: word.to_owned(), languages, roots, judged: RefCell::default() }
    }

    /// Says whether a term has a stem of the word, or is the word.
    pub(super) fn has_same(&self, term: &[u8]) -> bool {
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
