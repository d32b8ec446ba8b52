//! Needles: invented words, each planted in one mail.

use crate::mail::{Needle, Place};

/// Syllables of consonant and vowel; 64, so that six bits choose one.
const SYLLABLES: [&str; 64] = [
    "ba", "be", "bi", "bo", "bu", "da", "de", "di", "do", "du", "fa", "fe", "fi", "fo", "fu", "ga", "go",
    "gu", "ja", "jo", "ju", "ka", "ke", "ki", "ko", "ku", "la", "le", "li", "lo", "lu", "ma", "me", "mi",
    "mo", "mu", "na", "ne", "ni", "no", "nu", "pa", "pe", "pi", "po", "pu", "ra", "ri", "ro", "ru", "ta",
    "te", "ti", "to", "tu", "va", "ve", "vi", "vo", "vu", "wa", "wi", "wo", "wu",
];

/// Makes words that no other text of the sample holds.
///
/// All begin with `zor` and end in `ék`: nothing else here does, an accent is
/// there to be escaped or decomposed, and no stemmer takes such an end off, so
/// two needles never share a stem.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needles {
    made: u64,
}

impl Needles {
    /// Makes the next word for `place`.
    pub(crate) fn next(&mut self, place: Place) -> Needle {
        // An odd factor permutes the 2^24 combinations: no word comes twice before all are used.
        let mixed = self.made.wrapping_mul(0x9e37_79b1) % (1 << 24);
        self.made += 1;
        let mut word = String::from("zor");
        for place in 0..4 {
            word.push_str(SYLLABLES[(mixed >> (6 * place)) as usize % 64]);
        }
        word.push_str("ék");
        Needle { word, place }
    }
}

/// Returns `word` with its accents as combining marks.
pub(crate) fn decomposed(word: &str) -> String {
    word.replace('é', "e\u{301}")
}

/// Returns `word` with soft hyphens inside, as typesetters' text has them.
pub(crate) fn softly_hyphenated(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(3).map(String::from_iter).collect::<Vec<_>>().join("\u{ad}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_comes_twice() {
        let mut needles = Needles::default();
        let words: std::collections::HashSet<String> =
            (0..50_000).map(|_| needles.next(Place::Body).word).collect();
        assert_eq!(words.len(), 50_000);
    }

    #[test]
    fn disguises_keep_the_word() {
        assert_eq!(decomposed("zorék"), "zore\u{301}k");
        assert_eq!(softly_hyphenated("zorbabaék"), "zor\u{ad}bab\u{ad}aék");
    }
}
