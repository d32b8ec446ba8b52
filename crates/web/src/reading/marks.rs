//! Texts with the words that matched.

use greffe::{Highlights, Site};

/// More marks than this on one page help nobody to find anything.
const MOST_MARKS: usize = 2_000;

/// Marks the words of a search in the texts of one page.
pub(crate) struct Marker {
    highlights: Highlights,
    left: usize,
}

impl Marker {
    /// Takes what finds the words.
    pub(crate) fn new(highlights: Highlights) -> Self {
        Self { highlights, left: MOST_MARKS }
    }

    /// Splits a text at the words that answer to the search where it stands.
    pub(crate) fn pieces(&mut self, site: Site, text: &str) -> Vec<Piece> {
        let found = self.highlights.marks(site, text).into_iter().take(self.left);
        let marks: Vec<_> = found.map(|range| (range.start, range.end)).collect();
        self.left -= marks.len();
        pieces(text, &marks)
    }
}

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The words.
    pub(crate) text: String,
    /// They match the query.
    pub(crate) marked: bool,
}

/// Splits a text at its marks (byte ranges, `[start, end)`); ranges that do not fit it mark nothing.
pub(crate) fn pieces(text: &str, marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for &(start, end) in marks {
        let (Some(before), Some(marked)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        push(&mut pieces, before, false);
        push(&mut pieces, marked, true);
        at = end;
    }
    push(&mut pieces, text.get(at..).unwrap_or_default(), false);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_split_a_snippet() {
        let check = |snippet: &str, marks: &[(usize, usize)], expect: &str| {
            let written: String = pieces(snippet, marks)
                .iter()
                .map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() })
                .collect();
            assert_eq!(written, expect);
        };
        check("le marché public", &[(3, 10)], "le [marché] public");
        check("ab", &[(0, 1), (1, 2)], "[a][b]");
        check("", &[], "");
        // Ranges out of order, out of bounds or inside a character mark nothing.
        check("été", &[(1, 2), (9, 12), (2, 1)], "été");
        check("abc", &[(1, 2), (0, 1)], "a[b]c");
    }
}
