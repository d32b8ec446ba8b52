//! What a file is, by its content; its name and declared type only break ties.

use crate::formats::zip::Zip;
use crate::formats::{Budget, Document, charset};

/// What is looked at for a beginning.
const HEAD_BYTES: usize = 4096;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    Text,
    Csv,
    Html,
    Rtf,
    Xml,
    Docx,
    Xlsx,
    Pptx,
    /// OpenDocument text, sheet, presentation.
    Odt,
    Ods,
    Odp,
    /// Read by nobody here.
    Unknown,
}

impl Format {
    /// Tells the format of a document.
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let bytes = document.bytes;
        if bytes.is_empty() {
            return Self::Empty;
        }
        Self::by_magic(bytes).unwrap_or_else(|| Self::by_text(document))
    }

    fn by_magic(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'{', b'\\', b'r', b't', ..] => Some(Self::Rtf),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::in_zip(bytes)),
            _ => None,
        }
    }

    /// Tells what a zip file is by its members; an archive, if nothing else.
    fn in_zip(bytes: &[u8]) -> Self {
        let Ok(mut zip) = Zip::open(bytes) else { return Self::Unknown };
        let begins =
            |folder: &str| zip.names.iter().any(|name| name.to_ascii_lowercase().starts_with(folder));
        for (folder, format) in [("word/", Self::Docx), ("xl/", Self::Xlsx), ("ppt/", Self::Pptx)] {
            if begins(folder) && zip.find("[Content_Types].xml").is_some() {
                return format;
            }
        }
        match zip.named("mimetype", &mut Budget::default()) {
            Ok(Some(declared)) => Self::open_document(&declared).unwrap_or(Self::Unknown),
            _ => Self::Unknown,
        }
    }

    fn open_document(declared: &[u8]) -> Option<Self> {
        let kind = declared.strip_prefix(b"application/vnd.oasis.opendocument.")?;
        Some(match kind {
            [b's', b'p', ..] => Self::Ods,
            [b'p', ..] => Self::Odp,
            _ => Self::Odt,
        })
    }

    fn by_text(document: &Document<'_>) -> Self {
        if !charset::is_text(document.bytes) {
            return Self::Unknown;
        }
        let extension = document.extension();
        if looks_like_html(document.bytes)
            || document.content_type == "text/html"
            || ["html", "htm", "xhtml"].contains(&extension.as_str())
        {
            return Self::Html;
        }
        if document.content_type == "text/csv" || ["csv", "tsv"].contains(&extension.as_str()) {
            return Self::Csv;
        }
        if document.bytes.starts_with(b"<?xml") { Self::Xml } else { Self::Text }
    }

    /// Returns the word for it that facets and `filetype:` know.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Rtf => "rtf",
            Self::Xml => "xml",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
            Self::Unknown => "",
        }
    }
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default()
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = charset::decode(head(bytes), None).to_ascii_lowercase();
    let head = head.trim_start();
    head.starts_with("<!doctype html") || ["<html", "<body"].iter().any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expect: Format) {
        assert_eq!(Format::of(&Document { name, content_type: "", bytes }), expect, "{name}");
    }

    #[test]
    fn content_goes_before_names() {
        check("a.doc", b"{\\rtf1 text}", Format::Rtf);
        check("a.txt", b"<!DOCTYPE html><p>text", Format::Html);
        check("a.csv", b"name;sum\nA;3", Format::Csv);
        check("a.pdf", b"plain text", Format::Text);
        check("a", b"\x00\x01\x02\x03", Format::Unknown);
        check("a.txt", b"", Format::Empty);
    }
}
