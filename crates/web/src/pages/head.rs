//! What stands above the text of a message: subject and people, the words of the search marked.

use greffe::view::MessageView;
use greffe::{Kind, Site};

use super::message::{LINE_CHARS, LIST_ROWS};
use crate::reading::{Marker, Piece, shorten};

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
    /// The people in it.
    pub(super) values: Vec<Vec<Piece>>,
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
        let lines = filled.map(|(key, header, site, values)| Line {
            key,
            header,
            values: values.iter().take(LIST_ROWS).map(|value| piece(site, value)).collect(),
            more: values.len().saturating_sub(LIST_ROWS),
        });
        Self { subject, lines: lines.collect() }
    }
}
