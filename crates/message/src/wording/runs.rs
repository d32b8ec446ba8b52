//! The words of a text in runs of three: what two texts are compared by.
//!
//! Runs of words, and not words, because two letters on one matter have many words in
//! common and few runs (Broder, *On the resemblance and containment of documents*, 1997).
//! A run is known by a hash of 64 bits; these hashes end up in an index, so how they are
//! made must never change without [`Sketch`](super::Sketch)es being made again.

use crate::fold::fold_onto;

/// Odd numbers without a pattern (digits of pi), for mixing.
const SALTS: [u64; 3] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1];

/// What makes small letters of capitals, eight at a time, and leaves figures as they are.
const SMALL: u64 = 0x2020_2020_2020_2020;

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
        for (piece, is_ascii) in pieces(text) {
            // Most words are ASCII, and need not be folded to be compared.
            if is_ascii {
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

/// Cuts a text at each ASCII character that is no letter or digit; says of each piece
/// whether it is ASCII. What is left out folds to something that is no part of a word.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes.get(at..)?.iter().position(|byte| PARTS[usize::from(*byte)] != 0)?;
        let (start, mut seen) = (at, 0);
        for byte in &bytes[start..] {
            let part = PARTS[usize::from(*byte)];
            if part == 0 {
                break;
            }
            seen |= part;
            at += 1;
        }
        Some((text.get(start..at)?, seen == ASCII))
    })
}

/// What an octet is in a word: nothing, a letter or digit of ASCII, or a part of something else.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        parts[byte] = if byte >= 128 {
            NOT_ASCII
        } else if (byte as u8).is_ascii_alphanumeric() {
            ASCII
        } else {
            0
        };
        byte += 1;
    }
    parts
};
const ASCII: u8 = 1;
const NOT_ASCII: u8 = 2;

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
    let start = SALTS[0] ^ word.len() as u64;
    let hash = eights.iter().fold(start, |hash, eight| add(hash, u64::from_le_bytes(*eight) | small));
    add(hash, rest.iter().fold(0, |last, byte| last << 8 | u64::from(byte | small as u8)))
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
    use super::*;

    #[test]
    fn words_are_told_apart_as_in_a_search() {
        let check = |text: &str, expect: &[&str]| {
            let mut words = Vec::new();
            for (piece, is_ascii) in pieces(text) {
                let mut folded = String::new();
                fold_onto(piece, &mut folded);
                assert_eq!(is_ascii, piece.is_ascii(), "{text}");
                each_word(&folded, |word| words.push(String::from_utf8_lossy(word).into_owned()));
            }
            assert_eq!(words, expect, "{text}");
        };
        check("", &[]);
        check("L’Été, 48 200 €...", &["l", "ete", "48", "200"]);
        check("привет мир", &["привет", "мир"]);
        check("会議room2会", &["会", "議", "room2", "会"]);
        check("a-b c=\u{338} d\u{a0}e", &["a", "b", "c", "d", "e"]);
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
