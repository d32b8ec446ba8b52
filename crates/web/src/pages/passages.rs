//! The text of a file, by the place where it stands: much of it is seen by no casual reader.

use greffe::{Mark, Reading, Site};

use crate::reading::{Marker, PAGE_TEXT_BYTES, Piece, one_line};

/// A page shows so many stretches: a file that changes place with every word may have millions.
const MOST_PASSAGES: usize = 1_000;
/// The longest path inside a file that is shown whole, in characters.
const WITHIN_CHARS: usize = 250;

/// A text, cut to what a page shows.
pub(super) struct Passages {
    /// Its stretches, in the order of the file.
    pub(super) passages: Vec<Passage>,
    /// Something was left out.
    pub(super) cut: bool,
}

/// A stretch of text in one place.
pub(super) struct Passage {
    /// The document inside the file that says it; empty for the file itself.
    pub(super) within: String,
    /// Where it stands.
    pub(super) mark: Mark,
    /// It needs no heading: the file's own running text, before anything else.
    pub(super) plain: bool,
    /// Its words, those of the query marked.
    pub(super) pieces: Vec<Piece>,
}

impl Passages {
    /// Takes the text of a reading, and marks the words of the search in it.
    pub(super) fn new(reading: &Reading, marker: &mut Marker) -> Self {
        let (runs, cut) = runs(&reading.pieces);
        let passage = |(at, run): (usize, Run<'_>)| Passage {
            within: one_line(run.within, WITHIN_CHARS),
            mark: run.mark,
            plain: at == 0 && run.within.is_empty() && run.mark == Mark::Body,
            pieces: marker.pieces(Site::File, &run.text),
        };
        Self { passages: runs.into_iter().enumerate().map(passage).collect(), cut }
    }
}

/// Returns the whole text, a line where its place changes.
pub(super) fn whole(reading: &Reading, heading: impl Fn(Mark) -> String) -> String {
    let mut text = String::new();
    let mut place = ("", Mark::Body);
    for piece in &reading.pieces {
        let here = (piece.within.as_str(), piece.mark);
        if place != here {
            place = here;
            text.push_str(&format!("\n-- {} {}\n", one_line(place.0, WITHIN_CHARS), heading(place.1)));
        }
        push_line(&mut text, &piece.text);
    }
    text
}

struct Run<'a> {
    within: &'a str,
    mark: Mark,
    text: String,
}

/// Joins what stands in one place; the flag says whether something was left out.
fn runs(pieces: &[greffe::Piece]) -> (Vec<Run<'_>>, bool) {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut left = PAGE_TEXT_BYTES;
    for piece in pieces {
        let (within, mark) = (piece.within.as_str(), piece.mark);
        let goes_on = runs.last().is_some_and(|run| (run.within, run.mark) == (within, mark));
        if left == 0 || !goes_on && runs.len() == MOST_PASSAGES {
            return (runs, true);
        }
        if !goes_on {
            runs.push(Run { within, mark, text: String::new() });
        }
        let (shown, rest) = piece.text.split_at(piece.text.floor_char_boundary(left));
        if let Some(run) = runs.last_mut() {
            push_line(&mut run.text, shown);
        }
        if !rest.is_empty() {
            return (runs, true);
        }
        left = left.saturating_sub(shown.len() + 1);
    }
    (runs, false)
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    if !line.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(within: &str, mark: Mark, text: &str) -> greffe::Piece {
        greffe::Piece { within: within.to_owned(), mark, text: text.to_owned() }
    }

    #[test]
    fn what_stands_in_one_place_stands_together() {
        let pieces = [
            piece("", Mark::Body, "page one"),
            piece("", Mark::Body, "page two\n"),
            piece("", Mark::Deleted, "never said"),
            piece("a.docx", Mark::Deleted, "nor this"),
        ];
        let (runs, cut) = runs(&pieces);
        let texts: Vec<_> = runs.iter().map(|run| (run.within, run.text.as_str())).collect();
        assert_eq!(texts, [("", "page one\npage two\n"), ("", "never said\n"), ("a.docx", "nor this\n")]);
        assert!(!cut);
    }

    #[test]
    fn a_page_has_an_end() {
        let long = [piece("", Mark::Body, &"é".repeat(PAGE_TEXT_BYTES)), piece("", Mark::Body, "after")];
        let (runs_of_long, cut) = runs(&long);
        assert!(cut && runs_of_long.iter().map(|run| run.text.len()).sum::<usize>() <= PAGE_TEXT_BYTES + 1);
        let restless: Vec<_> = [Mark::Body, Mark::Comment]
            .into_iter()
            .cycle()
            .take(10 * MOST_PASSAGES)
            .map(|mark| piece("", mark, ""))
            .collect();
        let (runs_of_restless, cut) = runs(&restless);
        assert!(cut && runs_of_restless.len() == MOST_PASSAGES);
    }

    #[test]
    fn the_whole_text_says_where_it_stands() {
        let pieces = vec![piece("", Mark::Body, "said"), piece("b\u{202e}\n.zip", Mark::Comment, "beside")];
        let text = whole(&Reading { pieces, ..Reading::default() }, |mark| mark.word().to_owned());
        assert_eq!(text, "said\n\n-- b\u{fffd}\u{fffd}.zip comment\nbeside\n");
    }
}
