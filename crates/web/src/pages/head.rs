//! What stands above the text of a message: subject and people, the words of the search marked.

use greffe::view::MessageView;
use greffe::{Kind, Site};

use super::message::{LINE_CHARS, LIST_ROWS};
use crate::reading::{Marker, Piece, shorten};

/// So many people of a field stand open.
const PEOPLE_OPEN: usize = 10;

/// The head of a message.
pub(super) struct Head {
    /// Empty where there is none.
    pub(super) subject: Vec<Piece>,
    /// Its header fields with people in them.
    pub(super) lines: Vec<Line>,
}

/// A header field for reading.
pub(super) struct Line {
    /// The key of what it is called.
    pub(super) key: &'static str,
    /// Its name in the message.
    pub(super) header: &'static str,
    /// The people in it, the first of them where there are many.
    pub(super) values: Vec<Vec<Piece>>,
    /// The others, folded away so that the text is not far below.
    pub(super) folded: Vec<Vec<Piece>>,
    /// The search found some of these.
    pub(super) is_found_there: bool,
    /// How many are not shown.
    pub(super) more: usize,
}

impl Head {
    /// Takes the head of a message, and marks the words of the search in it.
    pub(super) fn new(message: &MessageView, marker: &mut Marker) -> Self {
        let is_document = message.kind == Kind::Document.as_str();
        let subject_site = if is_document { Site::DocumentName } else { Site::Subject };
        let subject = marker.pieces(subject_site, &shorten(&message.subject, LINE_CHARS));
        let fields = [
            ("web-from", "From", Site::From, &message.from),
            ("web-to", "To", Site::To, &message.to),
            ("web-cc", "Cc", Site::Cc, &message.cc),
            ("web-bcc", "Bcc", Site::Bcc, &message.bcc),
            ("web-reply-to", "Reply-To", Site::ReplyTo, &message.reply_to),
        ];
        let filled = fields.into_iter().filter(|(.., values)| !values.is_empty());
        let mut piece = |site, value: &String| marker.pieces(site, &shorten(value, LINE_CHARS));
        let lines = filled.map(|(key, header, site, people)| {
            let mut values: Vec<_> = people.iter().take(LIST_ROWS).map(|value| piece(site, value)).collect();
            let folded = values.split_off(values.len().min(PEOPLE_OPEN));
            let is_found_there = folded.iter().flatten().any(|piece| piece.marked);
            Line { key, header, values, folded, is_found_there, more: people.len().saturating_sub(LIST_ROWS) }
        });
        Self { subject, lines: lines.collect() }
    }
}

#[cfg(test)]
mod tests {
    use greffe::Highlights;

    use super::*;
    use crate::samples;

    #[test]
    fn many_people_are_folded_away_and_counted() {
        let check = |people: usize, open: usize, folded: usize, more: usize| {
            let to = (0..people).map(|n| format!("p{n}@list.example")).collect();
            let message = MessageView { to, ..samples::message("x") };
            let head = Head::new(&message, &mut Marker::new(Highlights::default()));
            let line = head.lines.iter().find(|line| line.key == "web-to").expect("a To line");
            assert_eq!((line.values.len(), line.folded.len(), line.more), (open, folded, more));
            assert!(!line.is_found_there);
        };
        check(1, 1, 0, 0);
        check(PEOPLE_OPEN, PEOPLE_OPEN, 0, 0);
        check(11, 10, 1, 0);
        check(10_000, 10, 90, 9_900);
    }
}
