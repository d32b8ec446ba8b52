//! What files say, with one text in every place where a stranger can put one.

use greffe::view::{FileState, FileText, UnreadFile, UnreadInside};
use greffe::{Inner, Mark, Metadata, Piece, Position, Reading, ReadingOutcome, WhyUnread};

/// A file that was read in part.
pub(crate) fn file_text(text: &str) -> FileText {
    FileText {
        name: text.to_owned(),
        content_type: text.to_owned(),
        bytes: 99,
        reading: Some(Reading {
            format: text.to_owned(),
            outcome: ReadingOutcome::Truncated(WhyUnread::Damaged),
            pieces: Mark::ALL
                .map(|mark| piece("", mark, text))
                .into_iter()
                .chain([piece(text, Mark::Body, text)])
                .collect(),
            metadata: metadata(text),
            inner: vec![Inner {
                path: text.to_owned(),
                format: text.to_owned(),
                outcome: ReadingOutcome::None(WhyUnread::Encrypted),
                metadata: metadata(text),
            }],
            by: Some(text.to_owned()),
            signal: Some(31),
        }),
    }
}

fn piece(within: &str, mark: Mark, text: &str) -> Piece {
    Piece { within: format!("{within}/a.docx"), mark, text: text.to_owned() }
}

fn metadata(text: &str) -> Metadata {
    let said = || Some(text.to_owned());
    Metadata {
        title: said(),
        author: said(),
        last_saved_by: said(),
        company: said(),
        created: said(),
        modified: said(),
        software: said(),
        template: said(),
        position: Some(Position { latitude: 48.1, longitude: -1.67 }),
    }
}

/// A file that nobody could read.
pub(crate) fn unread_file(text: &str) -> UnreadFile {
    UnreadFile {
        id: "ab".repeat(32),
        part: 2,
        name: text.to_owned(),
        file_type: text.to_owned(),
        bytes: 99,
        date: Some("2016-03-12T09:04:00Z".to_owned()),
        subject: text.to_owned(),
        state: FileState { outcome: "none", why: Some("encrypted") },
        inside: vec![UnreadInside {
            path: text.to_owned(),
            state: FileState { outcome: "none", why: Some("damaged") },
        }],
    }
}
