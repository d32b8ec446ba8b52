//! Texts with values in them: counts that choose a form, lists, and what strangers wrote.

use crate::{Texts, Value, number};

/// So much of a stranger's word stands in a sentence, in characters: the longest name DNS allows.
const LONGEST_WORD_CHARS: usize = 253;

impl Texts {
    /// Returns the text of `key`; each count `n` chooses forms and is read as `n_written`.
    pub fn told(&self, key: &str, words: &[(&str, String)], counts: &[(&str, u64)]) -> String {
        let written: Vec<(String, String)> = counts
            .iter()
            .map(|(name, count)| (format!("{name}_written"), number(self.language(), *count)))
            .collect();
        let mut values: Vec<(&str, Value<'_>)> = Vec::with_capacity(words.len() + counts.len() * 2);
        values.extend(words.iter().map(|(name, word)| (*name, Value::Text(word))));
        values.extend(counts.iter().map(|(name, count)| (*name, Value::Count(*count))));
        values.extend(written.iter().map(|(name, word)| (name.as_str(), Value::Text(word))));
        self.with(key, &values).into_owned()
    }

    /// Writes `a, b and c`.
    pub(super) fn listed(&self, words: &[&str]) -> String {
        let Some((last, first)) = words.split_last() else { return self.get("verdict-unknown").into_owned() };
        if first.is_empty() {
            return (*last).to_owned();
        }
        self.told("verdict-list-and", &[("first", first.join(", ")), ("last", (*last).to_owned())], &[])
    }

    /// Returns a stranger's word as it may be shown, or our words for its absence.
    pub(super) fn shown_or(&self, word: Option<&str>, key: &str) -> String {
        match word.map(shown).filter(|word| !word.trim().is_empty()) {
            Some(word) => word,
            None => self.get(key).into_owned(),
        }
    }
}

/// Makes a stranger's word fit to stand in a sentence: not too long, and
/// nothing in it that moves a cursor or turns the direction of reading.
pub fn shown(word: &str) -> String {
    let mut shown: String = word.chars().take(LONGEST_WORD_CHARS).map(visible).collect();
    if word.chars().nth(LONGEST_WORD_CHARS).is_some() {
        shown.push('…');
    }
    shown
}

fn visible(c: char) -> char {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns { char::REPLACEMENT_CHARACTER } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn lists_end_in_a_word() {
        let check = |words: &[&str], expect: &str| {
            assert_eq!(Texts::new(Language::French).listed(words), expect);
        };
        check(&["From"], "From");
        check(&["From", "To", "Subject"], "From, To et Subject");
        check(&[], "inconnu");
    }

    #[test]
    fn a_stranger_s_word_does_nothing_but_stand_there() {
        assert_eq!(shown("a\u{202e}b\x1b[2Jc\r\n"), "a\u{fffd}b\u{fffd}[2Jc\u{fffd}\u{fffd}");
        assert_eq!(shown(&"é".repeat(1_000)).chars().count(), LONGEST_WORD_CHARS + 1);
        let texts = Texts::new(Language::English);
        assert_eq!(texts.shown_or(Some(" "), "verdict-unknown"), "unknown");
        assert_eq!(texts.shown_or(None, "verdict-unknown"), "unknown");
    }
}
