//! Prose: plausible office French and English from sentence patterns and word lists.
//!
//! A pattern is a line of text with slots in braces, such as `{le}` or `{amount}`.
//! Frequent words come first in their lists and are drawn far more often, and a
//! long tail of names, places, references, amounts and learned words keeps the
//! vocabulary growing with the sample, as real mail does.

mod english;
mod french;
mod particulars;

use std::sync::LazyLock;

pub(crate) use particulars::{company, company_heads, given_name, phone, surname, town};

use crate::chance::Chance;

/// The language of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    French,
    English,
    /// A few fixed sentences only, for the mails in a Cyrillic charset.
    Russian,
}

impl Language {
    /// Returns the code of ISO 639-1.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
            Language::Russian => "ru",
        }
    }
}

/// Whoever writes: in which language, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) language: Language,
    /// Days named in the text lie around this moment.
    pub(crate) now: i64,
}

/// Gender and number of the last noun, for the participle that agrees with it.
#[derive(Debug, Clone, Copy, Default)]
struct Agreement {
    feminine: bool,
    plural: bool,
}

impl Voice {
    /// Appends one sentence.
    pub(crate) fn sentence(self, chance: &mut Chance, out: &mut String) {
        let pattern = match self.language {
            Language::French => chance.pick(&french::SENTENCES),
            Language::English => chance.pick(&english::SENTENCES),
            Language::Russian => chance.pick(&RUSSIAN),
        };
        self.fill(pattern, chance, out);
    }

    /// Appends `count` sentences in one line, without a line end.
    pub(crate) fn paragraph(self, count: usize, chance: &mut Chance, out: &mut String) {
        for n in 0..count {
            if n > 0 {
                out.push(' ');
            }
            self.sentence(chance, out);
        }
    }

    /// Makes a subject.
    pub(crate) fn subject(self, chance: &mut Chance) -> String {
        let pattern = match self.language {
            Language::French => chance.pick(&french::SUBJECTS),
            Language::English => chance.pick(&english::SUBJECTS),
            Language::Russian => "Приглашение на семинар",
        };
        let mut out = String::new();
        self.fill(pattern, chance, &mut out);
        out
    }

    /// Appends `pattern` with its slots filled and its first letter a capital.
    ///
    /// A slot no one knows stays as it is, braces and all; a test finds those.
    pub(crate) fn fill(self, pattern: &str, chance: &mut Chance, out: &mut String) {
        let start = out.len();
        let mut agreement = Agreement::default();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, after)) = after.split_once('}') else { break };
            if !self.fill_slot(slot, chance, &mut agreement, out) {
                out.push('{');
                out.push_str(slot);
                out.push('}');
            }
            rest = after;
        }
        out.push_str(rest);
        capitalize(out, start);
    }

    fn fill_slot(self, slot: &str, chance: &mut Chance, agreement: &mut Agreement, out: &mut String) -> bool {
        let by_language = match self.language {
            Language::English => english::push(slot, chance, out),
            _ => french::push(slot, chance, agreement, out),
        };
        by_language || particulars::push(slot, self, chance, out)
    }
}

static RUSSIAN: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("russian_sentences.txt").lines().collect());

/// Turns the letter at `start` into a capital.
fn capitalize(text: &mut String, start: usize) {
    let Some(first) = text.get(start..).and_then(|text| text.chars().next()) else { return };
    if first.is_lowercase() {
        let capital: String = first.to_uppercase().collect();
        text.replace_range(start..start + first.len_utf8(), &capital);
    }
}

/// Returns the words of the lines of `list` that begin with `label`.
fn labelled(list: &'static str, label: &str) -> Vec<&'static str> {
    list.lines().filter_map(|line| line.strip_prefix(label)).flat_map(str::split_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(language: Language) -> Voice {
        Voice { language, now: 1_773_306_240 }
    }

    #[test]
    fn every_slot_is_known() {
        let mut chance = Chance::new(1);
        let patterns = [
            (Language::French, &*french::SENTENCES),
            (Language::French, &*french::SUBJECTS),
            (Language::English, &*english::SENTENCES),
            (Language::English, &*english::SUBJECTS),
        ];
        for (language, patterns) in patterns {
            for pattern in patterns {
                let mut out = String::new();
                voice(language).fill(pattern, &mut chance, &mut out);
                assert!(!out.contains(['{', '}']), "{pattern} -> {out}");
            }
        }
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        let mut chance = Chance::new(2);
        for language in [Language::French, Language::English, Language::Russian] {
            for _ in 0..200 {
                let mut out = String::from("before. ");
                voice(language).sentence(&mut chance, &mut out);
                assert!(!out["before. ".len()..].starts_with(char::is_lowercase), "{out}");
            }
        }
    }

    #[test]
    fn the_vocabulary_is_large_and_keeps_growing() {
        let mut chance = Chance::new(3);
        let mut words = std::collections::HashSet::new();
        let mut sizes = Vec::new();
        for _ in 0..4 {
            let mut text = String::new();
            voice(Language::French).paragraph(2_000, &mut chance, &mut text);
            words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
            sizes.push(words.len());
        }
        assert!(sizes[0] > 3_000, "{sizes:?}");
        assert!(sizes[3] > sizes[2] + 1_000, "{sizes:?}");
    }
}
