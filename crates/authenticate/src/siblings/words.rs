//! The words of a text, told apart from its typesetting.

use std::ops::Range;

use greffe_message::{Role, fold};

/// Words of a text that are compared; the rest of a longer one is not looked at.
const MAX_WORDS: usize = 200_000;

/// The words of some lines of a text.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// Where each word lies in `text`.
    spans: Vec<Range<usize>>,
    /// Which words each line has; lines without words are left out.
    lines: Vec<Range<usize>>,
}

impl Words {
    /// Returns the number of words.
    pub(super) fn count(&self) -> usize {
        self.spans.len()
    }

    /// Returns the words.
    pub(super) fn as_strs(&self) -> Vec<&str> {
        self.spans.iter().filter_map(|span| self.text.get(span.clone())).collect()
    }

    /// Returns which words each line has.
    pub(super) fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        self.lines.iter().cloned()
    }

    fn push_line(&mut self, line: &str) {
        let start = self.spans.len();
        for word in fold(line).split_whitespace().map(bare).filter(|word| !word.is_empty()) {
            let at = self.text.len();
            self.text.push_str(word);
            self.spans.push(at..self.text.len());
        }
        self.spans.truncate(MAX_WORDS);
        if self.spans.len() > start {
            self.lines.push(start..self.spans.len());
        }
    }
}

/// Returns the words of those lines that are asked for.
pub(super) fn words_of<'a>(
    lines: impl Iterator<Item = (Role, &'a str)>,
    is_asked_for: impl Fn(Role) -> bool,
) -> Words {
    let mut words = Words::default();
    for (_, line) in lines.filter(|(role, _)| is_asked_for(*role)) {
        if words.count() >= MAX_WORDS {
            break;
        }
        words.push_line(line);
    }
    words
}

/// Takes from a word what stands around it: programs change quotation marks,
/// put `*` for bold type and `<` around links. Inside, and where a sign can
/// change a sum (`-`, `%`, `€`), all is kept.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|char: char| ".,;:!?'\"()[]{}<>*_|`~«»“”‘’„…–—•".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &[&str]) {
        let words = words_of([(Role::Own, line)].into_iter(), |_| true);
        assert_eq!(words.as_strs(), expect, "{line}");
    }

    #[test]
    fn words_are_bare_and_folded() {
        check("« L’Été », *dit-elle* : 1\u{a0}000,50 €.", &["l'ete", "dit-elle", "1", "000,50", "€"]);
        check("-5 % <https://example.org/a?b>", &["-5", "%", "https://example.org/a?b"]);
        check(" … — ** ", &[]);
    }

    #[test]
    fn words_have_an_end() {
        let many = words_of([(Role::Own, "a ".repeat(MAX_WORDS + 9).as_str())].into_iter(), |_| true);
        assert_eq!((many.count(), many.lines().next()), (MAX_WORDS, Some(0..MAX_WORDS)));
    }
}
