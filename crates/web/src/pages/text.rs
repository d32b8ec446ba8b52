//! The text of a message as its page shows it: quotes, links, and the words of the search that led here.

use greffe::Room;

use crate::reading::{self, Piece, Run, pieces};

/// More marks than this help nobody to find anything.
const MOST_MARKS: usize = 2_000;

/// A text, cut to what a page shows.
pub(super) struct Text {
    /// Its runs by quote level.
    pub(super) quotes: Vec<Quote>,
    /// `</blockquote>`s that close the last one.
    pub(super) open_quotes: usize,
    /// Something was left out.
    pub(super) cut: bool,
    /// It holds nothing to read.
    pub(super) empty: bool,
}

/// A stretch of the text at its quote level.
pub(super) struct Quote {
    /// `<blockquote>`s to open before it.
    pub(super) opens: usize,
    /// `</blockquote>`s to write before it.
    pub(super) closes: usize,
    /// Its words and links.
    pub(super) runs: Vec<Shown>,
}

/// Words, or a link.
pub(super) enum Shown {
    /// Words, those of the query marked.
    Words(Vec<Piece>),
    /// A web address.
    Link {
        /// As it stands in the mail.
        shown: String,
        /// Where it leads.
        target: String,
        /// The real host, where the shown text may make believe another one.
        host: Option<String>,
    },
}

impl Text {
    /// Reads a text; `query` may be empty, or one that cannot be read: then nothing is marked.
    pub(super) fn new(room: &Room, text: &str, query: &str) -> Self {
        let (text, cut) = reading::cut(text);
        let (passages, open_quotes) = reading::passages(text);
        let runs: Vec<Vec<Run>> = passages.iter().map(|passage| reading::runs(&passage.text)).collect();
        let mut marks = marks(room, query, &runs).into_iter();
        let mut left = MOST_MARKS;
        let quotes = passages.iter().zip(runs).map(|(passage, runs)| Quote {
            opens: passage.opens,
            closes: passage.closes,
            runs: runs.into_iter().map(|run| shown(run, &mut marks, &mut left)).collect(),
        });
        Self { quotes: quotes.collect(), open_quotes, cut, empty: text.trim().is_empty() }
    }
}

/// Returns the marks of each run of words, in order; none where there is no search.
fn marks(room: &Room, query: &str, runs: &[Vec<Run>]) -> Vec<Vec<(usize, usize)>> {
    let texts: Vec<&str> = runs.iter().flatten().filter_map(words).collect();
    if query.is_empty() { Vec::new() } else { room.marks(query, &texts).unwrap_or_default() }
}

fn words(run: &Run) -> Option<&str> {
    match run {
        Run::Text(text) => Some(text),
        Run::Link { .. } => None,
    }
}

fn shown(run: Run, marks: &mut impl Iterator<Item = Vec<(usize, usize)>>, left: &mut usize) -> Shown {
    match run {
        Run::Link { shown, target, host } => Shown::Link { shown, target, host },
        Run::Text(text) => {
            let mut marks = marks.next().unwrap_or_default();
            marks.truncate(*left);
            *left -= marks.len();
            Shown::Words(pieces(&text, &marks))
        }
    }
}
