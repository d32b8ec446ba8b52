//! Attached files: real ones, made by hand, each with text of its own.
//!
//! Every document opens in the program it is meant for; the writers know just
//! enough of each format for that.

mod heavy;
mod image;
mod jpeg;
mod office;
mod pdf;
mod plain;
mod zip;

pub(crate) use heavy::heavy;
pub(crate) use image::{gif, png};
pub(crate) use jpeg::{Photo, jpeg_at, photo_of_noise};
pub(crate) use office::{docx, push_escaped, xlsx, xlsx_by};
pub(crate) use pdf::pdf;
pub(crate) use plain::{calendar, csv, text, vcard};

use crate::chance::Chance;
use crate::words::Voice;

/// A file inside a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// The name as the sender wrote it; it may look like a path.
    pub(crate) name: String,
    pub(crate) content_type: &'static str,
    pub(crate) octets: Vec<u8>,
}

/// Types of documents that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Pdf,
    Docx,
    Xlsx,
    Csv,
    Text,
}

impl Document {
    /// The usual ones, the frequent ones first.
    pub(crate) const USUAL: [Document; 5] =
        [Document::Pdf, Document::Docx, Document::Xlsx, Document::Csv, Document::Text];

    /// Returns the extension, without a dot.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Document::Pdf => "pdf",
            Document::Docx => "docx",
            Document::Xlsx => "xlsx",
            Document::Csv => "csv",
            Document::Text => "txt",
        }
    }

    /// Makes the file; `name` has no extension yet, each line is a paragraph or a row.
    pub(crate) fn make(self, name: &str, lines: &[String]) -> File {
        let name = format!("{name}.{}", self.extension());
        let (content_type, octets) = match self {
            Document::Pdf => ("application/pdf", pdf(lines)),
            Document::Docx => {
                ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx(lines))
            }
            Document::Xlsx => {
                ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx(lines))
            }
            Document::Csv => ("text/csv; charset=utf-8", csv(lines)),
            Document::Text => ("text/plain; charset=utf-8", text(lines)),
        };
        File { name, content_type, octets }
    }
}

/// Writes the paragraphs of a document of about `bytes` octets.
pub(crate) fn paragraphs(voice: Voice, bytes: usize, chance: &mut Chance) -> Vec<String> {
    let mut lines = vec![voice.subject(chance)];
    let mut written = 0;
    while written < bytes {
        let mut line = String::new();
        voice.paragraph(chance.between(1, 6) as usize, chance, &mut line);
        written += line.len();
        lines.push(line);
    }
    lines
}

/// Makes a picture of about `bytes` octets, as cameras name them.
pub(crate) fn photo(bytes: usize, chance: &mut Chance) -> File {
    let number = chance.below(10_000);
    if bytes < 3_000 {
        return File {
            name: format!("image{number:03}.gif"),
            content_type: "image/gif",
            octets: gif(chance),
        };
    }
    File { name: format!("IMG_{number:04}.png"), content_type: "image/png", octets: png(bytes, chance) }
}
