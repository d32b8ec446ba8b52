//! What only the HTML of a message says: its words held against those of the plain text.
//!
//! Nearly all HTML says the same as the plain text beside it, in the same order and mostly
//! to the letter: whoever reads along needs no table of words, and need not fold them.
//! Text is cut at ASCII characters that are no letters or digits. They fold to themselves,
//! so that what lies between is folded by itself, and two pieces that are the same stay so.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::push_block;
use crate::fold::fold;

/// The words already taken.
pub(super) struct Known {
    text: String,
    /// There is nothing left of the text once it is folded.
    is_empty: bool,
    /// Up to where in `text` the HTML was found to say the same to the letter; `None` once
    /// it went on in another spelling, or elsewhere.
    read_to: Option<usize>,
    /// The text in one spelling, once the HTML had another word than stands next.
    words: Option<Words>,
}

impl Known {
    /// Begins with the plain text.
    pub(super) fn of(text: &str) -> Self {
        let is_empty = !text.bytes().any(|byte| byte.is_ascii()) && fold(text).is_empty();
        Self { text: text.to_owned(), is_empty, read_to: Some(0), words: None }
    }

    /// Adds to `body` the words of `line` that are new, or the whole line if
    /// most are: then phrases in it can be found too.
    pub(super) fn push_new(&mut self, line: &str, body: &mut String) {
        if self.is_empty {
            return push_block(body, line);
        }
        if pieces(line).all(|piece| self.is_same(piece) || self.holds(piece)) {
            return;
        }
        let words = self.words();
        let all = line.split_whitespace();
        let new: Vec<&str> = all.clone().filter(|word| words.is_new(word)).collect();
        if 2 * new.len() > all.count() {
            push_block(body, line);
        } else if !new.is_empty() {
            push_block(body, &new.join(" "));
        }
    }

    /// Says whether the piece stands next to the letter, and if so passes it over.
    fn is_same(&mut self, piece: &str) -> bool {
        let Some(read_to) = &mut self.read_to else { return false };
        let text = self.text.as_bytes();
        // Passed over for good: a long blank is not looked through for each piece.
        *read_to += blanks(&text[*read_to..]);
        let rest = &text[*read_to..];
        let is_same = rest.starts_with(piece.as_bytes())
            && rest.get(piece.len()).is_none_or(|byte| !is_of_piece(*byte));
        if is_same {
            *read_to += piece.len();
        }
        is_same
    }

    /// Says whether each word of the piece stands next in some spelling, or anywhere.
    fn holds(&mut self, piece: &str) -> bool {
        let words = self.words();
        let is_held = fold_words(&fold(piece)).all(|word| words.is_next(word) || words.has(word));
        if words.has_moved {
            self.read_to = None;
        }
        is_held
    }

    fn words(&mut self) -> &mut Words {
        let words = self.words.get_or_insert_with(|| Words::of(&self.text));
        if let Some(read_to) = self.read_to {
            words.follow(&self.text, read_to);
        }
        words
    }
}

/// The words of a text in one spelling.
struct Words {
    folded: String,
    /// Up to where in `folded` the HTML was found to say the same.
    at: usize,
    /// It did so here, and not to the letter.
    has_moved: bool,
    /// Up to where in the text, and in `folded`, it was followed to the letter.
    followed: (usize, usize),
    /// The words of `folded` by their hashes, once one of the HTML stood elsewhere.
    hashes: Option<HashSet<u64, Hashing>>,
}

type Hashing = BuildHasherDefault<DefaultHasher>;

impl Words {
    fn of(text: &str) -> Self {
        let folded = fold(text).into_owned();
        Self { folded, at: 0, has_moved: false, followed: (0, 0), hashes: None }
    }

    /// Goes on to where `text` was read to; what it passed over stays so.
    fn follow(&mut self, text: &str, read_to: usize) {
        let (from, at) = self.followed;
        let at = at + fold(&text[from..read_to]).len();
        self.followed = (read_to, at);
        self.at = self.at.max(at);
    }

    /// Says whether `word` stands next, and if so passes it over.
    fn is_next(&mut self, word: &str) -> bool {
        // Passed over for good, too.
        self.at = run_end(&self.folded, self.at, Run::Blank);
        let end = self.at + word.len();
        let is_next = self.folded.as_bytes().get(self.at..end) == Some(word.as_bytes())
            && run_end(&self.folded, end, Run::Word) == end;
        if is_next {
            (self.at, self.has_moved) = (end, true);
        }
        is_next
    }

    fn is_new(&mut self, word: &str) -> bool {
        fold_words(&fold(word)).any(|word| !self.has(word))
    }

    fn has(&mut self, word: &str) -> bool {
        let hashing = Hashing::default();
        let hashes = self
            .hashes
            .get_or_insert_with(|| fold_words(&self.folded).map(|word| hashing.hash_one(word)).collect());
        hashes.contains(&hashing.hash_one(word))
    }
}

/// Returns the pieces of a text between ASCII characters that are no letters or digits.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[blanks(rest.as_bytes())..];
        let length = rest.bytes().take_while(|byte| is_of_piece(*byte)).count();
        let (piece, after) = rest.split_at(length);
        rest = after;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

fn blanks(octets: &[u8]) -> usize {
    octets.iter().take_while(|byte| !is_of_piece(**byte)).count()
}

fn is_of_piece(byte: u8) -> bool {
    IS_OF_PIECE[usize::from(byte)]
}

const IS_OF_PIECE: [bool; 256] = {
    let mut is_of_piece = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_of_piece[byte] = byte >= 128 || (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_of_piece
};

/// Returns the words of a folded text.
fn fold_words(folded: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = run_end(folded, at, Run::Blank);
        at = run_end(folded, start, Run::Word);
        Some(&folded[start..at]).filter(|word| !word.is_empty())
    })
}

/// What folded text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    /// Letters and digits.
    Word,
    /// Everything else.
    Blank,
}

/// Returns the end of the run that stands at `at`, which is `at` itself when another does.
fn run_end(folded: &str, mut at: usize, run: Run) -> usize {
    let is_of_it = |is_alphanumeric| (run == Run::Word) == is_alphanumeric;
    while let Some(&byte) = folded.as_bytes().get(at) {
        // Octet by octet where that will do: this reads all HTML mail.
        if byte.is_ascii() {
            if !is_of_it(byte.is_ascii_alphanumeric()) {
                break;
            }
            at += 1;
            continue;
        }
        let Some(char) = folded[at..].chars().next().filter(|char| is_of_it(char.is_alphanumeric())) else {
            break;
        };
        at += char.len_utf8();
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by the table of words and the folded text alone.
    fn push_new_slowly(words: &mut Words, line: &str, body: &mut String) {
        if words.folded.is_empty() {
            return push_block(body, line);
        }
        if fold_words(&fold(line)).all(|word| words.is_next(word) || words.has(word)) {
            return;
        }
        let all = line.split_whitespace();
        let new: Vec<&str> = all.clone().filter(|word| words.is_new(word)).collect();
        if 2 * new.len() > all.count() {
            push_block(body, line);
        } else if !new.is_empty() {
            push_block(body, &new.join(" "));
        }
    }

    fn words() -> impl Strategy<Value = Vec<&'static str>> {
        const WORDS: [&str; 24] = [
            "le",
            "budget",
            "Budget",
            "été",
            "ete",
            "e\u{301}te\u{301}",
            "l\u{2019}été",
            "l'ete",
            "\u{ab}",
            "\u{bb}",
            "été\u{bb}",
            "\u{a0}",
            "\u{ad}",
            "bud\u{ad}get",
            "\u{301}",
            "-",
            "--",
            "a-b",
            "x",
            "y",
            "œuvre",
            "oeuvre",
            "!",
            "\u{200b}",
        ];
        prop::collection::vec(prop::sample::select(&WORDS), 0..12)
    }

    proptest! {
        #[test]
        fn reading_to_the_letter_finds_what_the_table_of_words_finds(
            text in words(),
            lines in prop::collection::vec((words(), 0_usize..4), 0..6),
            blank in prop::sample::select(vec![" ", "  ", "", "\n", ", "]),
        ) {
            let said = text.join(" ");
            let (mut known, mut slow) = (Known::of(&said), Words::of(&said));
            let (mut body, mut expect) = (said.clone(), said.clone());
            for (words, from) in lines {
                // Lines that go on as the text does, and lines that do not.
                let line = match text.get(3 * from..) {
                    Some(rest) => [&rest[..rest.len().min(3)], &words[..words.len() / 4]].concat().join(blank),
                    None => words.join(blank),
                };
                known.push_new(&line, &mut body);
                push_new_slowly(&mut slow, &line, &mut expect);
                prop_assert_eq!(&body, &expect);
            }
        }
    }

    #[test]
    fn blanks_are_passed_over_once() {
        let text = format!("a{}b", " \u{a0}".repeat(100_000));
        let mut known = Known::of(&text);
        let mut body = text.clone();
        for n in 0..20_000 {
            known.push_new(&format!("x{n}"), &mut body);
        }
        assert!(body.ends_with("x19999"));
    }
}
