//! Where a word begins and ends: one rule for messages, queries and highlights.
//!
//! A word is a run of letters and digits of *folded* text; every other
//! character separates (`l'eau` is `l` and `eau`). Ideographs and kana, which
//! are written without spaces, are each a word of their own; a query for
//! several of them asks for the phrase. A run longer than
//! [`LONGEST_WORD_BYTES`] is known by its beginning only: encoded junk costs no
//! more than a long word does, and a digest of 128 digits is still found.

use std::ops::Range;

use greffe_message::fold;

/// What is kept of a run of letters and digits.
pub(crate) const LONGEST_WORD_BYTES: usize = 64;

/// Walks over the words of folded text; yields byte ranges of it, not clipped.
pub(crate) struct Words<'a> {
    folded: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    pub(crate) fn new(folded: &'a str) -> Self {
        Self { folded, at: 0 }
    }

    /// Returns the words of `text`, folded and clipped.
    pub(crate) fn of(text: &str) -> Vec<String> {
        let folded = fold(text);
        Words::new(&folded).map(|range| clip(&folded[range]).to_owned()).collect()
    }

    fn next_start(&self) -> Option<usize> {
        let bytes = self.folded.as_bytes();
        let mut at = self.at;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            if byte.is_ascii() {
                at += 1;
                continue;
            }
            let char = self.folded[at..].chars().next()?;
            if char.is_alphanumeric() {
                return Some(at);
            }
            at += char.len_utf8();
        }
        None
    }

    fn end_of(&self, start: usize) -> usize {
        let bytes = self.folded.as_bytes();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let Some(char) = (!byte.is_ascii()).then(|| self.folded[at..].chars().next()).flatten() else {
                break;
            };
            if stands_alone(char) {
                return if at == start { at + char.len_utf8() } else { at };
            }
            if !char.is_alphanumeric() {
                break;
            }
            at += char.len_utf8();
        }
        at
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.next_start()?;
        self.at = self.end_of(start);
        Some(start..self.at)
    }
}

/// Cuts a word to what is kept of it, at a character's border.
pub(crate) fn clip(word: &str) -> &str {
    &word[..word.floor_char_boundary(LONGEST_WORD_BYTES)]
}

/// Says whether a word may be the beginning of a longer one: a character takes four octets at most.
pub(crate) fn may_be_clipped(word: &str) -> bool {
    word.len() + 4 > LONGEST_WORD_BYTES
}

fn stands_alone(char: char) -> bool {
    matches!(char,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(Words::of(text), expect, "{text}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("", &[]);
        check(" -- ?! ", &[]);
        check("L'eau, aujourd'hui", &["l", "eau", "aujourd", "hui"]);
        check("i2c_transfer(adap, 0x1F)", &["i2c", "transfer", "adap", "0x1f"]);
        check("jean.dupont@region.example", &["jean", "dupont", "region", "example"]);
        check("«Été»", &["ete"]);
        check("привет, мир", &["привет", "мир"]);
    }

    #[test]
    fn ideographs_stand_alone() {
        check("会議room2会", &["会", "議", "room2", "会"]);
    }

    #[test]
    fn a_long_run_is_known_by_its_beginning() {
        let long = "a".repeat(1000);
        check(&format!("{long} b"), &[&long[..LONGEST_WORD_BYTES], "b"]);
        let wide = "ж".repeat(40);
        check(&wide, &[&wide[..64]]);
    }
}
