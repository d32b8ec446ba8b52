//! Finding the words of a query in a text that somebody looks at.
//!
//! No text is stored: highlights are found again, in text read from the pack,
//! by the same folding and the same words as the index. What a stem or an edit
//! distance stood for is known from the dictionaries. A word is marked only where
//! the query looks for it: `subject:budget` marks no text, `budget` whatever it stands in.

mod snippet;

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use greffe_message::Folded;

use crate::query::Scope;
use crate::search::Pattern;
use crate::words::{Words, clip};

pub use snippet::Snippet;

/// How much of a text is looked through for a snippet at first.
const FIRST_LOOK_BYTES: usize = 4 << 10;

/// How many times as much is, each time that was not enough.
const FURTHER_LOOK: usize = 4;

/// Where a text stands in which words are to be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// The subject of a message.
    Subject,
    /// The text of a message.
    Body,
    /// What a file says.
    File,
    /// The name of a loose document, which is its subject too.
    DocumentName,
    /// Who sent a message.
    From,
    /// Whom it was sent to.
    To,
    /// Who had a copy.
    Cc,
    /// Who had one unseen.
    Bcc,
    /// Whom to answer, which no field of a query asks for.
    ReplyTo,
}

impl Site {
    /// Says whether what a scope asks for can be found here.
    fn is_in(self, scope: Scope) -> bool {
        match scope {
            Scope::Anywhere => self != Site::ReplyTo,
            Scope::Subject => matches!(self, Site::Subject | Site::DocumentName),
            Scope::Body => self == Site::Body,
            Scope::Attachment => self == Site::File,
            Scope::Filename => self == Site::DocumentName,
            Scope::From => self == Site::From,
            Scope::To => self == Site::To,
            Scope::Cc => self == Site::Cc,
            Scope::Bcc => self == Site::Bcc,
            Scope::With => matches!(self, Site::From | Site::To | Site::Cc | Site::Bcc),
            // What a file tells of its author is shown nowhere in a list.
            Scope::Author => false,
        }
    }
}

/// The words and phrases that a query asks for, and where.
#[derive(Debug, Clone)]
pub struct Highlights {
    leaves: Vec<Leaf>,
    /// For each byte, the leaves that a word with this first byte can begin: for
    /// most words there is none.
    by_first_byte: Vec<Vec<usize>>,
}

/// One word, phrase or window of the query.
#[derive(Debug, Clone)]
struct Leaf {
    scope: Scope,
    forms: Vec<Form>,
    /// All must stand in a row to be marked; else each is marked alone.
    in_a_row: bool,
    /// The number of its first part: what is marked alone is a part of the query.
    first_part: usize,
}

/// How one word of a query is recognised.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    Prefix(String),
    OneOf(HashSet<String>),
}

impl Form {
    pub(crate) fn new(pattern: &Pattern) -> Self {
        match pattern {
            Pattern::Prefix(word) => Self::Prefix(word.clone()),
            pattern => Self::OneOf(HashSet::from([pattern.word().to_owned()])),
        }
    }

    /// Takes up the words that the index knows for it.
    pub(crate) fn extend(&mut self, words: &BTreeSet<String>) {
        if let Self::OneOf(known) = self {
            known.extend(words.iter().cloned());
        }
    }

    fn is(&self, word: &str) -> bool {
        match self {
            Self::Prefix(prefix) => word.starts_with(prefix),
            Self::OneOf(words) => words.contains(word),
        }
    }

    fn first_bytes(&self) -> Vec<u8> {
        let first = |word: &str| word.bytes().next();
        match self {
            Self::Prefix(prefix) => first(prefix).into_iter().collect(),
            Self::OneOf(words) => words.iter().filter_map(|word| first(word)).collect(),
        }
    }
}

impl Default for Highlights {
    fn default() -> Self {
        Self { leaves: Vec::new(), by_first_byte: vec![Vec::new(); 256] }
    }
}

/// A stretch of a text that answers to a part of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    bytes: Range<usize>,
    /// Which.
    part: usize,
}

impl Highlights {
    /// Says whether the query looks for anything in such a place.
    pub fn look_in(&self, site: Site) -> bool {
        self.leaves.iter().any(|leaf| site.is_in(leaf.scope))
    }

    pub(crate) fn add(&mut self, scope: Scope, forms: Vec<Form>, in_a_row: bool) {
        let begins = if in_a_row { 1 } else { forms.len() };
        for byte in forms.iter().take(begins).flat_map(Form::first_bytes) {
            match self.by_first_byte.get_mut(usize::from(byte)) {
                Some(leaves) if leaves.last() != Some(&self.leaves.len()) => leaves.push(self.leaves.len()),
                _ => {}
            }
        }
        let first_part = self.leaves.last().map_or(0, |leaf| leaf.first_part + leaf.parts());
        self.leaves.push(Leaf { scope, forms, in_a_row, first_part });
    }

    /// Returns the bytes of `text` to mark: in order, without overlaps, on character borders.
    pub fn marks(&self, site: Site, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        for found in self.find(site, text) {
            match marks.last_mut() {
                Some(last) if found.bytes.start < last.end => last.end = last.end.max(found.bytes.end),
                _ => marks.push(found.bytes),
            }
        }
        marks
    }

    /// Returns the stretch of `text`, of at most `max_chars` characters, that
    /// answers to most of the query, with its marks; the beginning when nothing does.
    ///
    /// A long text is looked through no further than to where all of the query is answered.
    pub fn snippet(&self, site: Site, text: &str, max_chars: usize) -> Snippet {
        let wanted: usize = self.leaves.iter().filter(|leaf| site.is_in(leaf.scope)).map(Leaf::parts).sum();
        for beginning in beginnings(text) {
            let cut = snippet::cut(beginning, &self.find(site, beginning), max_chars);
            if cut.parts == wanted && cut.ends_before_the_text {
                return cut.snippet;
            }
        }
        snippet::cut(text, &self.find(site, text), max_chars).snippet
    }

    /// Returns what answers to the query, in the order of its beginnings.
    fn find(&self, site: Site, text: &str) -> Vec<Found> {
        if !self.look_in(site) {
            return Vec::new();
        }
        let folded = Folded::new(text);
        let words: Vec<Range<usize>> = Words::new(folded.text()).collect();
        let word_at = |i: usize| words.get(i).and_then(|range| folded.text().get(range.clone())).map(clip);
        let mut found = Vec::new();
        for (i, range) in words.iter().enumerate() {
            let first = folded.text().as_bytes().get(range.start).copied().unwrap_or(0);
            for &leaf in self.by_first_byte.get(usize::from(first)).into_iter().flatten() {
                let Some(wanted) = self.leaves.get(leaf).filter(|leaf| site.is_in(leaf.scope)) else {
                    continue;
                };
                let answer = wanted.answer_at(i, &word_at);
                if let Some((part, last)) = answer.and_then(|(part, last)| Some((part, words.get(last)?))) {
                    found.push(Found { bytes: folded.original_range(range.start..last.end), part });
                }
            }
        }
        found
    }
}

/// Returns ever longer beginnings of a text, which end with a word and are not all of it.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let lengths = std::iter::successors(Some(FIRST_LOOK_BYTES), |length| length.checked_mul(FURTHER_LOOK));
    lengths.take_while(|length| *length < text.len()).filter_map(|length| {
        let beginning = &text[..text.floor_char_boundary(length)];
        beginning.rfind(char::is_whitespace).map(|end| &beginning[..end])
    })
}

impl Leaf {
    /// Returns how many parts of the query this is.
    fn parts(&self) -> usize {
        if self.in_a_row { 1 } else { self.forms.len() }
    }

    /// Returns which part what begins with the word `i` answers to, and its last word.
    fn answer_at<'t>(&self, i: usize, word_at: &impl Fn(usize) -> Option<&'t str>) -> Option<(usize, usize)> {
        let is = |form: &Form, i| word_at(i).is_some_and(|word| form.is(word));
        if !self.in_a_row {
            return self.forms.iter().position(|form| is(form, i)).map(|form| (self.first_part + form, i));
        }
        let all = self.forms.iter().zip(i..).all(|(form, i)| is(form, i));
        (all && !self.forms.is_empty()).then(|| (self.first_part, i + self.forms.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlights(phrases: &[&[&str]]) -> Highlights {
        let form = |word: &&str| match word.strip_suffix('*') {
            Some(prefix) => Form::Prefix(prefix.to_owned()),
            None => Form::OneOf(word.split('|').map(str::to_owned).collect()),
        };
        let mut highlights = Highlights::default();
        phrases
            .iter()
            .for_each(|words| highlights.add(Scope::Anywhere, words.iter().map(form).collect(), true));
        highlights
    }

    #[track_caller]
    fn check(phrases: &[&[&str]], text: &str, expect: &[&str]) {
        let marks = highlights(phrases).marks(Site::Body, text);
        let marked: Vec<&str> = marks.into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, expect, "{text}");
    }

    #[test]
    fn marks_lie_over_the_text_as_written() {
        check(
            &[&["reunion"]],
            "La RÉUNION, re\u{301}union, réu\u{AD}nion!",
            &["RÉUNION", "re\u{301}union", "réu\u{AD}nion"],
        );
        check(&[&["coeur"]], "un cœur", &["cœur"]);
        check(&[&["budg*"]], "Budgets & budgétaire", &["Budgets", "budgétaire"]);
        check(&[&["contract|contracts"]], "contracts contract contractor", &["contracts", "contract"]);
    }

    #[test]
    fn a_query_says_where_it_looks() {
        let check = |scope, expect: [bool; 3]| {
            let mut highlights = Highlights::default();
            highlights.add(scope, vec![Form::Prefix("budg".to_owned())], true);
            assert_eq!([Site::Body, Site::File, Site::From].map(|site| highlights.look_in(site)), expect);
        };
        check(Scope::Anywhere, [true; 3]);
        check(Scope::Attachment, [false, true, false]);
        check(Scope::With, [false, false, true]);
        assert!(!Highlights::default().look_in(Site::Body));
    }

    #[test]
    fn a_phrase_is_marked_as_a_whole_and_only_so() {
        check(
            &[&["conseil", "regional"]],
            "le conseil est régional; le Conseil-Régional",
            &["Conseil-Régional"],
        );
        check(&[&["a", "b"], &["b", "c"]], "a b c", &["a b c"]);
    }

    #[test]
    fn a_long_text_is_looked_through_until_all_is_answered() {
        let snippet = |between: usize| {
            let filler = "é ".repeat(between);
            let text = format!("{filler}alpha {filler}alpha beta {filler}beta alpha alpha");
            highlights(&[&["alpha"], &["beta"]]).snippet(Site::Body, &text, 24)
        };
        let check = |between, expect: &str| {
            let Snippet { text, marks } = snippet(between);
            assert_eq!(text.trim_matches(['…', 'é', ' ']), expect, "{between}");
            assert!(marks.iter().all(|mark| ["alpha", "beta"].contains(&&text[mark.clone()])), "{between}");
        };
        // All of a short text is compared; of a long one, what comes first is as good.
        check(30, "beta alpha alpha");
        check(10_000, "alpha beta");
        // Just where a beginning ends.
        for between in (FIRST_LOOK_BYTES / 6 - 20)..(FIRST_LOOK_BYTES / 6 + 20) {
            assert!(snippet(between).text.contains("alpha"), "{between}");
        }
        assert!(beginnings(&"é".repeat(100_000)).next().is_none());
    }

    #[test]
    fn the_words_of_a_window_are_marked_alone() {
        let mut highlights = Highlights::default();
        highlights.add(Scope::Body, vec![Form::Prefix("aa".into()), Form::Prefix("bb".into())], false);
        assert_eq!(highlights.marks(Site::Body, "bb x aa"), [0..2, 5..7]);
        assert!(highlights.marks(Site::Subject, "bb x aa").is_empty());
        // And a snippet shows them together, however often one of them stands before.
        let text = format!("{}aa then bb{}", "bb ".repeat(9000), " end".repeat(90_000));
        assert!(highlights.snippet(Site::Body, &text, 20).text.contains("bb aa"));
    }
}
