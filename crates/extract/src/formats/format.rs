//! What a file is, by its content; its name and declared type only break ties.

use crate::formats::{Document, charset};

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
            _ => None,
        }
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
        Self::Text
    }

    /// Returns the word for it that facets and `filetype:` know.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Rtf => "rtf",
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
