//! What only the HTML of a message says: its words held against those of the plain text.
//!
//! Nearly all HTML says the same as the plain text beside it, in the same order and mostly
//! to the letter: whoever reads along needs no table of words, and need not fold them.
//! Text is cut at ASCII characters that are no letters or digits. They fold to themselves,
//! so that what lies between is folded by itself, and two pieces that are the same stay so.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::push_block;
use crate::fold::fold;

/// How far reading along looks for a piece: over an address that the HTML does not show,
/// and not so far that words of the HTML alone would cost much.
const AHEAD_OCTETS: usize = 160;

/// The words already taken.
pub(super) struct Known {
    text: String,
    /// There is nothing left of the text once it is folded.
    is_empty: bool,
    /// Up to where in `text` the HTML was read along.
    read_to: usize,
    /// The words of the text in one spelling by their hashes, once the HTML had another
    /// than stands next; in ascending order.
    hashes: Option<Vec<u64>>,
}

impl Known {
    /// Begins with the plain text.
    pub(super) fn of(text: &str) -> Self {
        let is_empty = !text.bytes().any(|byte| byte.is_ascii()) && fold(text).is_empty();
        Self { text: text.to_owned(), is_empty, read_to: 0, hashes: None }
    }

    /// Adds to `body` the words of `line` that are new, or the whole line if
    /// most are: then phrases in it can be found too.
    pub(super) fn push_new(&mut self, line: &str, body: &mut String) {
        if self.is_empty {
            return push_block(body, line);
        }
        if self.says_all_of(line) {
            return;
        }
        let all = line.split_whitespace();
        let new: Vec<&str> = all.clone().filter(|word| self.is_new(word)).collect();
        if 2 * new.len() > all.count() {
            push_block(body, line);
        } else if !new.is_empty() {
            push_block(body, &new.join(" "));
        }
    }

    fn says_all_of(&mut self, line: &str) -> bool {
        let mut rest = line;
        loop {
            rest = self.read_along(rest);
            let Some((piece, after)) = first_piece(rest) else { return true };
            if !self.goes_on_with(piece) && self.is_new(piece) {
                return false;
            }
            rest = after;
        }
    }

    /// Reads on as long as the text says the same to the letter; returns the rest of the line.
    fn read_along<'l>(&mut self, line: &'l str) -> &'l str {
        let rest = &self.text.as_bytes()[self.read_to..];
        let from = blanks(&rest[..rest.len().min(AHEAD_OCTETS)]);
        let same = common_pieces(line.as_bytes(), &rest[from..]);
        if same > 0 {
            self.read_to += from + same;
        }
        &line[same..]
    }

    /// Says whether the piece stands next in the text or soon, and if so reads on behind it.
    fn goes_on_with(&mut self, piece: &str) -> bool {
        let rest = &self.text.as_bytes()[self.read_to..];
        let mut at = 0;
        while at < AHEAD_OCTETS {
            at += blanks(&rest[at..rest.len().min(at + AHEAD_OCTETS)]);
            let end = at + piece.len();
            let is_same = rest.get(at..end) == Some(piece.as_bytes());
            if is_same && rest.get(end).is_none_or(|byte| !is_of_piece(*byte)) {
                self.read_to += end;
                return true;
            }
            let passed = piece_length(&rest[at..rest.len().min(at + AHEAD_OCTETS)]);
            if passed == 0 {
                return false;
            }
            at += passed;
        }
        false
    }

    /// Says whether some of the word stands nowhere in the text, however it is spelled.
    fn is_new(&mut self, word: &str) -> bool {
        let text = &self.text;
        let hashes = self.hashes.get_or_insert_with(|| {
            let mut hashes: Vec<u64> = words(&fold(text)).map(hash_of).collect();
            hashes.sort_unstable();
            hashes
        });
        words(&fold(word)).any(|word| hashes.binary_search(&hash_of(word)).is_err())
    }
}

fn hash_of(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Returns up to where both texts hold the same pieces, and the same between them.
fn common_pieces(line: &[u8], text: &[u8]) -> usize {
    let (ours, theirs) = (line.as_chunks::<8>().0, text.as_chunks::<8>().0);
    let same = 8 * ours.iter().zip(theirs).take_while(|(ours, theirs)| ours == theirs).count();
    let same =
        same + line[same..].iter().zip(&text[same..]).take_while(|(ours, theirs)| ours == theirs).count();
    let goes_on = |octets: &[u8]| octets.get(same).is_some_and(|byte| is_of_piece(*byte));
    if goes_on(line) || goes_on(text) {
        let cut = line[..same].iter().rev().take_while(|byte| is_of_piece(**byte)).count();
        return same - cut;
    }
    same
}

/// Returns the first piece of a text between ASCII characters that are no letters or
/// digits, and what follows it.
fn first_piece(text: &str) -> Option<(&str, &str)> {
    let text = &text[blanks(text.as_bytes())..];
    let (piece, after) = text.split_at(piece_length(text.as_bytes()));
    (!piece.is_empty()).then_some((piece, after))
}

fn blanks(octets: &[u8]) -> usize {
    octets.iter().take_while(|byte| !is_of_piece(**byte)).count()
}

fn piece_length(octets: &[u8]) -> usize {
    octets.iter().take_while(|byte| is_of_piece(**byte)).count()
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
fn words(folded: &str) -> impl Iterator<Item = &str> {
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

    /// The same by the table of words alone.
    fn push_new_slowly(known: &mut Known, line: &str, body: &mut String) {
        known.read_to = known.text.len();
        known.push_new(line, body);
    }

    fn some_words() -> impl Strategy<Value = Vec<&'static str>> {
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
            text in some_words(),
            lines in prop::collection::vec((some_words(), 0_usize..4), 0..6),
            blank in prop::sample::select(vec![" ", "  ", "", "\n", ", "]),
        ) {
            let said = text.join(" ");
            let (mut known, mut slow) = (Known::of(&said), Known::of(&said));
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
    fn long_blanks_and_words_are_not_looked_through_again_and_again() {
        let text = format!("a{}{}b", " \u{a0}".repeat(100_000), "é".repeat(100_000));
        let mut known = Known::of(&text);
        let mut body = text.clone();
        for n in 0..20_000 {
            known.push_new(&format!("x{n}"), &mut body);
        }
        assert!(body.ends_with("x19999"));
    }
}
