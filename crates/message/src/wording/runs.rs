//! The words of a text in runs of three: what two texts are compared by.
//!
//! Runs of words, and not words, because two letters on one matter have many words in
//! common and few runs (Broder, *On the resemblance and containment of documents*, 1997).
//! A run is known by a hash of 64 bits; these hashes end up in an index, so how they are
//! made must never change without [`Sketch`](super::Sketch)es being made again.

use crate::eights::{self, SMALL};
use crate::fold::fold_onto;

/// Odd numbers without a pattern (digits of pi), for mixing.
const SALTS: [u64; 3] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1];

/// Reads texts one after another, and calls back with each run of three words.
///
/// A word is a run of letters and digits; each ideograph is a word. Case, accents and all
/// that stands between words do not count: words are compared as [`fold`](crate::fold) has them.
#[derive(Default)]
pub(super) struct RunReader {
    /// How many words there were.
    pub(super) words: usize,
    before: u64,
    last: u64,
    folded: String,
}

impl RunReader {
    /// Reads a further text.
    pub(super) fn read(&mut self, text: &str, mut found: impl FnMut(u64)) {
        let mut folded = std::mem::take(&mut self.folded);
        let mut rest = text;
        while let Some(start) = rest.bytes().position(|byte| PARTS[usize::from(byte)]) {
            rest = &rest[start..];
            // Most words are short and ASCII, and need not be folded to be compared.
            if let Some((length, hash)) = short_word(rest.as_bytes()) {
                self.word(hash, &mut found);
                rest = &rest[length..];
                continue;
            }
            let (piece, after) = rest.split_at(piece_length(rest.as_bytes()));
            rest = after;
            if piece.is_ascii() {
                self.word(hash_of(piece.as_bytes(), SMALL), &mut found);
                continue;
            }
            folded.clear();
            fold_onto(piece, &mut folded);
            each_word(&folded, |word| self.word(hash_of(word, 0), &mut found));
        }
        self.folded = folded;
    }

    fn word(&mut self, hash: u64, found: &mut impl FnMut(u64)) {
        self.words += 1;
        if self.words >= 3 {
            found(mix(mix(self.before ^ SALTS[0], self.last ^ SALTS[1]), hash ^ SALTS[2]));
        }
        (self.before, self.last) = (self.last, hash);
    }
}

/// Returns the length of the word of ASCII that begins here, and its hash, if it is shorter
/// than eight octets and another octet follows.
fn short_word(octets: &[u8]) -> Option<(usize, u64)> {
    let eight = u64::from_le_bytes(*octets.first_chunk()?);
    let parts = eights::letters(eight) | eights::digits(eight);
    let length = eights::before(!parts & eights::HIGH_BITS);
    if !octets.get(length).filter(|_| length < 8)?.is_ascii() {
        return None;
    }
    // The hash takes the first octet for the highest.
    let number = eights::first(eight | SMALL, length).swap_bytes() >> (64 - 8 * length);
    Some((length, mix(hash_start(length) ^ number, SALTS[1])))
}

/// Returns how far it is to the next ASCII character that is no letter or digit: there a
/// text is cut, because it folds to something that is no part of a word.
fn piece_length(octets: &[u8]) -> usize {
    octets.iter().position(|octet| !PARTS[usize::from(*octet)]).unwrap_or(octets.len())
}

/// Which octets are letters or digits of ASCII, or parts of something else.
const PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        parts[byte] = byte >= 128 || (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    parts
};

fn each_word(folded: &str, mut found: impl FnMut(&[u8])) {
    let mut start = 0;
    for (at, char) in folded.char_indices().chain([(folded.len(), ' ')]) {
        if char.is_alphanumeric() && !stands_alone(char) {
            continue;
        }
        if start < at {
            found(&folded.as_bytes()[start..at]);
        }
        if stands_alone(char) {
            found(char.encode_utf8(&mut [0; 4]).as_bytes());
        }
        start = at + char.len_utf8();
    }
}

/// Ideographs and kana are written without spaces.
fn stands_alone(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Hashes a word; the bits of `small` are set in its octets first.
fn hash_of(word: &[u8], small: u64) -> u64 {
    let (eights, rest) = word.as_chunks::<8>();
    let add = |hash, eight: u64| mix(hash ^ eight, SALTS[1]);
    let start = hash_start(word.len());
    let hash = eights.iter().fold(start, |hash, eight| add(hash, u64::from_le_bytes(*eight) | small));
    add(hash, rest.iter().fold(0, |last, byte| last << 8 | u64::from(byte | small as u8)))
}

fn hash_start(length: usize) -> u64 {
    SALTS[0] ^ length as u64
}

/// Multiplies and folds the upper half onto the lower: every bit of both weighs in every bit.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// The different runs of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Runs {
    /// Ascending, each once.
    hashes: Vec<u64>,
    /// How many words the text has.
    pub(super) words: usize,
}

impl Runs {
    /// Gathers the runs of texts that follow one another.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut reader, mut hashes) = (RunReader::default(), Vec::new());
        texts.into_iter().for_each(|text| reader.read(text, |run| hashes.push(run)));
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes, words: reader.words }
    }

    pub(super) fn count(&self) -> usize {
        self.hashes.len()
    }

    /// Counts the runs that both have.
    pub(super) fn common(&self, other: &Runs) -> usize {
        let (mut mine, mut theirs) = (self.hashes.iter().peekable(), other.hashes.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(mine.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    mine.next();
                    theirs.next();
                }
            }
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_told_apart_as_in_a_search() {
        let check = |text: &str, expect: &[&str]| {
            let apart: String = expect.iter().map(|word| format!(" {word} ")).collect();
            assert_eq!(runs(text), runs(&apart), "{text}");
            assert_eq!(runs(text).words, expect.len(), "{text}");
        };
        check("", &[]);
        check("L’Été, 48 200 €...", &["l", "ete", "48", "200"]);
        check("привет мир", &["привет", "мир"]);
        check("会議room2会", &["会", "議", "room2", "会"]);
        check("a-b c=\u{338} d\u{a0}e", &["a", "b", "c", "d", "e"]);
        check(
            "Sept mots de HUIT lettres, et plusieurs",
            &["sept", "mots", "de", "huit", "lettres", "et", "plusieurs"],
        );
    }

    proptest! {
        #[test]
        fn short_words_are_hashed_as_others_are(word in "[a-zA-Z0-9]{1,9}", after in "[ ,é]?[a ]{0,8}") {
            let octets = format!("{word}{after}");
            let length = piece_length(octets.as_bytes());
            let is_ascii = octets.as_bytes()[..length].is_ascii();
            let expect = Some((length, hash_of(&octets.as_bytes()[..length], SMALL)));
            match short_word(octets.as_bytes()) {
                None => prop_assert!(!is_ascii || length > 7 || octets.len() < 8),
                found => prop_assert_eq!(found, expect),
            }
        }
    }

    fn runs(text: &str) -> Runs {
        Runs::of([text])
    }

    #[test]
    fn runs_do_not_depend_on_typesetting() {
        let expect = runs("Le budget a été voté mardi par la commission permanente.");
        assert_eq!((expect.count(), expect.words), (8, 10));
        for same in [
            "le BUDGET a ete\nvoté mardi -- par « la » commission\tpermanente",
            "Le budget a e\u{301}te\u{301} vote\u{301} mardi par la commission permanente",
        ] {
            assert_eq!(runs(same), expect, "{same}");
        }
        assert_eq!(Runs::of(["Le budget a été voté", "mardi", "par la commission permanente."]), expect);
        let other = runs("Le budget a été voté jeudi par la commission permanente.");
        assert_eq!(expect.common(&other), 5);
        assert_eq!(runs("deux mots").count(), 0);
    }

    #[test]
    fn the_order_of_words_and_their_borders_count() {
        let differ = |a: &str, b: &str| assert_eq!(runs(a).common(&runs(b)), 0, "{a} {b}");
        differ("a b c", "c b a");
        differ("a b c", "a c b");
        differ("ab c d", "a bc d");
        differ("abcdefgh i j", "abcdefghi j k");
        differ("abcdefgh0 i j", "abcdefgh i j");
    }

    /// What stands in an index must be found again: a change here is a change of format.
    #[test]
    fn hashes_never_change() {
        assert_eq!(runs("one two three").hashes, [12_484_090_190_605_794_724]);
    }
}
