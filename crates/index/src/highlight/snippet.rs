//! The stretch of a text that is shown under a hit.

use std::collections::HashSet;
use std::ops::Range;

use super::Found;

/// A stretch of a text on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The stretch, runs of white space made one space, `…` where it was cut.
    pub text: String,
    /// The bytes of it to mark: in order, without overlaps.
    pub marks: Vec<Range<usize>>,
}

/// How much of what is left over goes before the first mark: one part of this many.
const CONTEXT_BEFORE: usize = 3;

/// A snippet, and how good it is.
pub(super) struct Cut {
    pub(super) snippet: Snippet,
    /// How many parts of the query it answers to.
    pub(super) parts: usize,
    /// More of the text comes after it.
    pub(super) ends_before_the_text: bool,
}

/// Cuts the stretch that holds most of what was found.
pub(super) fn cut(text: &str, found: &[Found], max_chars: usize) -> Cut {
    let best = best_window(found, max_chars);
    let start = best.as_ref().map_or(0, |best| start_before(text, &best.bytes, max_chars));
    let marks: Vec<&Range<usize>> =
        found.iter().map(|found| &found.bytes).filter(|bytes| bytes.start >= start).collect();
    let (snippet, ends_before_the_text) = Writer::new(text, start, max_chars).write(&marks);
    Cut { snippet, parts: best.map_or(0, |best| best.parts), ends_before_the_text }
}

/// Found parts of a query that stand close together.
struct Window {
    /// How many parts of the query it answers to.
    parts: usize,
    /// How many words it holds of them.
    words: usize,
    /// From the first to the last of them.
    bytes: Range<usize>,
}

/// Returns the window that answers to most parts of the query, then to most words; the
/// earliest such.
///
/// Widths are counted in bytes here, which are never fewer than characters.
fn best_window(found: &[Found], width: usize) -> Option<Window> {
    let mut best: Option<Window> = None;
    let mut end = 0;
    for (start, first) in found.iter().enumerate() {
        let fits = |found: &Found| found.bytes.end <= first.bytes.start + width;
        end = end.max(start + 1);
        while found.get(end).is_some_and(fits) {
            end += 1;
        }
        let window = found.get(start..end).unwrap_or_default();
        // Enough to tell windows apart, and no more work than that.
        let parts: HashSet<usize> = window.iter().take(64).map(|found| found.part).collect();
        let (parts, words) = (parts.len(), window.len());
        let last = window.last().map_or(first.bytes.end, |last| last.bytes.end);
        if best.as_ref().is_none_or(|best| (parts, words) > (best.parts, best.words)) {
            best = Some(Window { parts, words, bytes: first.bytes.start..last });
        }
    }
    best
}

/// Returns where to begin so that some words stand before the window.
fn start_before(text: &str, window: &Range<usize>, max_chars: usize) -> usize {
    let spare = max_chars.saturating_sub(window.len());
    let earliest = text.floor_char_boundary(window.start.saturating_sub(spare / CONTEXT_BEFORE));
    if earliest == 0 {
        return 0;
    }
    let before = text.get(earliest..window.start).unwrap_or_default();
    before.find(char::is_whitespace).map_or(window.start, |space| earliest + space)
}

struct Writer<'a> {
    text: &'a str,
    start: usize,
    max_chars: usize,
    snippet: Snippet,
}

impl<'a> Writer<'a> {
    fn new(text: &'a str, start: usize, max_chars: usize) -> Self {
        Self { text, start, max_chars, snippet: Snippet::default() }
    }

    /// Returns the snippet, and whether more of the text comes after it.
    fn write(mut self, marks: &[&Range<usize>]) -> (Snippet, bool) {
        let mut marks = marks.iter().peekable();
        let mut open: Option<(usize, usize)> = None;
        let mut chars = 0;
        let mut cut = false;
        if self.start > 0 {
            self.snippet.text.push('…');
        }
        for (at, char) in self.text.get(self.start..).unwrap_or_default().char_indices() {
            let at = self.start + at;
            open = self.close(open, at);
            while let Some(mark) = marks.next_if(|mark| mark.start <= at) {
                let from = open.map_or(self.snippet.text.len(), |(from, _)| from);
                open = Some((from, open.map_or(mark.end, |(_, end)| end.max(mark.end))));
            }
            if chars == self.max_chars {
                cut = true;
                break;
            }
            chars += usize::from(self.push(char));
        }
        if let Some((from, _)) = open.filter(|(from, _)| *from < self.snippet.text.len()) {
            self.snippet.marks.push(from..self.snippet.text.len());
        }
        self.snippet.text.truncate(self.snippet.text.trim_end().len());
        if cut {
            self.snippet.text.push('…');
        }
        (self.snippet, cut)
    }

    /// Ends the open mark if it ends here.
    fn close(&mut self, open: Option<(usize, usize)>, at: usize) -> Option<(usize, usize)> {
        let (from, end) = open?;
        if at < end {
            return open;
        }
        self.snippet.marks.push(from..self.snippet.text.len());
        None
    }

    /// Says whether anything was written.
    fn push(&mut self, char: char) -> bool {
        let is_space = char.is_whitespace() || char.is_control();
        let follows_space = self.snippet.text.is_empty() || self.snippet.text.ends_with([' ', '…']);
        if is_space && follows_space {
            return false;
        }
        self.snippet.text.push(if is_space { ' ' } else { char });
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, words: &[&str]) -> Vec<Found> {
        let places = |(part, word): (usize, &&str)| {
            text.match_indices(word)
                .map(move |(at, word)| Found { bytes: at..at + word.len(), part })
                .collect::<Vec<_>>()
        };
        let mut found: Vec<Found> = words.iter().enumerate().flat_map(places).collect();
        found.sort_by_key(|found| found.bytes.start);
        found
    }

    #[track_caller]
    fn check(text: &str, words: &[&str], max_chars: usize, expect: &str) {
        let snippet = cut(text, &found(text, words), max_chars).snippet;
        let mut shown = snippet.text.clone();
        for mark in snippet.marks.iter().rev() {
            shown.insert(mark.end, ']');
            shown.insert(mark.start, '[');
        }
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_snippet_shows_where_most_of_the_query_is() {
        let text = "alpha one two three four five six seven eight beta nine alpha ten eleven twelve";
        check(text, &["alpha", "beta"], 40, "…eight [beta] nine [alpha] ten eleven twelve");
        check(text, &["alpha"], 20, "[alpha] one two three…");
        check(text, &[], 9, "alpha one…");
        check("  short\r\n\r\n text ", &["text"], 50, "short [text]");
        check("été été", &["été"], 50, "[été] [été]");
        check("", &[], 10, "");
    }

    proptest! {
        #[test]
        fn a_snippet_is_short_and_its_marks_lie_within(text in "[abé \n]{0,200}", max_chars in 0usize..60) {
            let snippet = cut(&text, &found(&text, &["a", "bé"]), max_chars).snippet;
            prop_assert!(snippet.text.chars().filter(|char| *char != '…').count() <= max_chars);
            let mut last = 0;
            for mark in snippet.marks {
                prop_assert!(mark.start >= last && snippet.text.get(mark.clone()).is_some_and(|marked| !marked.is_empty()));
                last = mark.end;
            }
        }
    }
}
