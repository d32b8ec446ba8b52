//! The language of a text, from its first words.

use whatlang::{Detector, Lang};

/// How much text is looked at: more costs time and tells no more.
const SAMPLE_OCTETS: usize = 1024;

/// Fewer letters than this tell nothing.
const MIN_LETTERS: usize = 40;

/// The languages of Europe's archives, and the largest beyond.
const LANGUAGES: [(Lang, &str); 16] = [
    (Lang::Fra, "fr"),
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ell, "el"),
    (Lang::Tur, "tr"),
    (Lang::Ara, "ar"),
    (Lang::Jpn, "ja"),
    (Lang::Cmn, "zh"),
];

/// Returns the ISO 639-1 code of the language of `text`, when it can be told.
/// Quoted lines, signatures and addresses are passed over.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
    let sample = sample(text);
    if sample.chars().filter(|char| char.is_alphabetic()).take(MIN_LETTERS).count() < MIN_LETTERS {
        return None;
    }
    let allowed = LANGUAGES.iter().map(|&(language, _)| language).collect();
    let found = Detector::with_allowlist(allowed).detect(&sample)?;
    let (_, code) = LANGUAGES.iter().find(|&&(language, _)| language == found.lang())?;
    found.is_reliable().then_some(*code)
}

fn sample(text: &str) -> String {
    let mut sample = String::with_capacity(SAMPLE_OCTETS);
    let start = &text[..text.floor_char_boundary(32 * SAMPLE_OCTETS)];
    for line in start.lines().filter(|line| !line.starts_with(['>', '|'])) {
        if line == "-- " || sample.len() >= SAMPLE_OCTETS {
            break;
        }
        let is_word = |word: &&str| word.len() < 40 && !word.contains(['@', '/', '_', '=']);
        for word in line.split_ascii_whitespace().filter(is_word) {
            sample.push_str(word);
            sample.push(' ');
        }
    }
    sample.truncate(sample.floor_char_boundary(SAMPLE_OCTETS));
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_told_when_it_can_be() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(detect(text), expect, "{text}");
        check(
            "Bonjour à tous, la réunion du bureau est reportée à jeudi prochain, merci de prévenir vos collègues.",
            Some("fr"),
        );
        check(
            "Hello everybody, the meeting of the board has been moved to next Thursday, please tell your colleagues.",
            Some("en"),
        );
        check(
            "> Bonjour à tous, la réunion du bureau est reportée à jeudi\nThe quick meeting that we have all been waiting for will be held there.",
            Some("en"),
        );
        check("ok", None);
        check("", None);
    }
}
