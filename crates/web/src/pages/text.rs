//! The text of a message as its page shows it: quotes, links, and the words of the search that led here.

use greffe::Site;

use crate::reading::{self, Marker, Piece, Run};

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
    /// Reads a text, and marks the words of the search in it.
    pub(super) fn new(text: &str, marker: &mut Marker) -> Self {
        let (text, cut) = reading::cut(text);
        let (passages, open_quotes) = reading::passages(text);
        let quotes = passages.iter().map(|passage| Quote {
            opens: passage.opens,
            closes: passage.closes,
            runs: reading::runs(&passage.text).into_iter().map(|run| shown(run, marker)).collect(),
        });
        Self { quotes: quotes.collect(), open_quotes, cut, empty: text.trim().is_empty() }
    }
}

fn shown(run: Run, marker: &mut Marker) -> Shown {
    match run {
        Run::Link { shown, target, host } => Shown::Link { shown, target, host },
        Run::Text(text) => Shown::Words(marker.pieces(Site::Body, &text)),
    }
}
