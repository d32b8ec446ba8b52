//! The language of a text, from its first words.

use whatlang::{Detector, Lang};

use crate::lines::lines;

/// How much text is looked at: more costs time and tells no more.
const SAMPLE_OCTETS: usize = 1024;

/// How much of it tells French and English nearly always.
const FIRST_OCTETS: usize = 320;

/// Fewer letters than this tell nothing by their trigrams.
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
    by_small_words(&sample(text, FIRST_OCTETS)).or_else(|| {
        let sample = sample(text, SAMPLE_OCTETS);
        by_small_words(&sample).or_else(|| by_trigrams(&sample))
    })
}

fn by_trigrams(sample: &str) -> Option<&'static str> {
    if sample.chars().filter(|char| char.is_alphabetic()).take(MIN_LETTERS).count() < MIN_LETTERS {
        return None;
    }
    let allowed = LANGUAGES.iter().map(|&(language, _)| language).collect();
    let found = Detector::with_allowlist(allowed).detect(sample)?;
    let (_, code) = LANGUAGES.iter().find(|&&(language, _)| language == found.lang())?;
    found.is_reliable().then_some(*code)
}

/// Tells French and English by their small words: most mail is in one of them,
/// and looking at trigrams costs a hundred times as much. `None` when in doubt.
fn by_small_words(sample: &str) -> Option<&'static str> {
    let (mut french, mut english, mut words) = (Votes::default(), Votes::default(), 0);
    let lower = sample.to_ascii_lowercase();
    for word in lower.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        french.count(for_french(word));
        english.count(for_english(word));
    }
    match (french.win_over(&english, words), english.win_over(&french, words)) {
        (true, false) => Some("fr"),
        (false, true) => Some("en"),
        _ => None,
    }
}

/// What a word says for a language.
enum Vote {
    /// Hardly another of the languages has it.
    Telling,
    /// Others may have it too.
    Frequent,
    None,
}

fn for_french(word: &str) -> Vote {
    match word {
        "les" | "une" | "pour" | "dans" | "vous" | "nous" | "avec" | "est" | "et" | "aux" | "cette"
        | "ces" | "sont" | "été" | "être" | "votre" | "notre" | "leur" | "dont" | "très" | "qu" => {
            Vote::Telling
        }
        "le" | "la" | "de" | "des" | "du" | "un" | "en" | "au" | "à" | "ce" | "qui" | "que" | "sur"
        | "pas" | "par" | "plus" | "je" | "ne" | "ou" | "l" | "d" => Vote::Frequent,
        _ => Vote::None,
    }
}

fn for_english(word: &str) -> Vote {
    match word {
        "the" | "and" | "you" | "with" | "this" | "that" | "from" | "have" => Vote::Telling,
        "of" | "to" | "is" | "for" | "are" | "we" | "will" | "was" | "your" | "be" | "not" | "it" => {
            Vote::Frequent
        }
        _ => Vote::None,
    }
}

#[derive(Default)]
struct Votes {
    telling: u32,
    all: u32,
}

impl Votes {
    fn count(&mut self, vote: Vote) {
        match vote {
            Vote::Telling => (self.telling, self.all) = (self.telling + 1, self.all + 1),
            Vote::Frequent => self.all += 1,
            Vote::None => {}
        }
    }

    /// At least a word in eight, two that tell, and three times the other language's.
    fn win_over(&self, other: &Votes, words: u32) -> bool {
        self.telling >= 2 && self.all >= 4 && self.all * 8 >= words && self.all >= other.all * 3
    }
}

/// Gathers the words that somebody wrote here, up to some octets of them.
fn sample(text: &str, octets: usize) -> String {
    let mut sample = String::with_capacity(octets + 64);
    let start = &text[..text.floor_char_boundary(32 * SAMPLE_OCTETS)];
    for line in lines(start).filter(|line| !line.starts_with(['>', '|'])) {
        if line == "-- " || sample.len() >= octets {
            break;
        }
        let is_word = |word: &&str| {
            word.len() < 40 && !word.bytes().any(|byte| matches!(byte, b'@' | b'/' | b'_' | b'='))
        };
        for word in line.split_ascii_whitespace().filter(is_word) {
            sample.push_str(word);
            sample.push(' ');
            if sample.len() >= octets {
                break;
            }
        }
    }
    sample.truncate(sample.floor_char_boundary(octets));
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_french_from_english_and_stay_silent_in_doubt() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(by_small_words(text), expect, "{text}");
        check("Le rapport est joint pour les membres, avec une note.", Some("fr"));
        check("The report is attached for you, with a note from the board.", Some("en"));
        check("The report for Rémi Fauconnet and Noëlle Castaing is with you", Some("en"));
        check("Cette note est jointe au courrier du maire, que la direction a reçu hier.", Some("fr"));
        check(
            "La reunión de la comisión se ha aplazado a propuesta de los dos portavoces que la dirigen.",
            None,
        );
        check("La riunione è rinviata e la nota per la direzione non è ancora pronta, ne parleremo.", None);
        check("A reunião da comissão foi adiada para que a direção possa ler o relatório que pediu.", None);
        check("Ședința a fost amânată, iar nota pentru direcție nu este gata, le vom scrie la vară.", None);
        check("De vergadering is verplaatst en de notitie ligt klaar, je kunt ze morgen pas lezen.", None);
        check("Die Sitzung wird verlegt, du findest den Bericht des Ausschusses in der Anlage.", None);
        check("les pour the and with dans vous you", None);
    }

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
        check(
            "Sehr geehrte Damen und Herren, die Sitzung des Ausschusses wird auf den kommenden Donnerstag verlegt.",
            Some("de"),
        );
        check(
            "Estimados colegas, la reunión de la comisión se ha aplazado hasta el próximo jueves por la mañana.",
            Some("es"),
        );
        check("ok", None);
        check("", None);
    }
}
