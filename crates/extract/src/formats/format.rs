//! What a file is, by its content; its name and declared type only break ties.

use crate::formats::archive::Compression;
use crate::formats::zip::Zip;
use crate::formats::{Budget, Document, Readers, charset, ole};

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
    Pdf,
    /// Word, Excel and PowerPoint before 2007.
    Doc,
    Xls,
    Ppt,
    /// A binary workbook since.
    Xlsb,
    /// An office document that a password shuts.
    Locked,
    Mail,
    Msg,
    Tnef,
    Zip,
    Tar,
    SevenZip,
    /// Told, and read by nobody here: its one free reader is no library of ours.
    Rar,
    Compressed(Compression),
    Image,
    /// Read by nobody here.
    Unknown,
}

impl Format {
    /// Tells the format of a document.
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let bytes = &*document.bytes;
        if bytes.is_empty() {
            return Self::Empty;
        }
        Self::by_magic(bytes).unwrap_or_else(|| Self::by_text(document))
    }

    fn by_magic(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'{', b'\\', b'r', b't', ..] => Some(Self::Rtf),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Some(ole::format_of(bytes)),
            [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => Some(Self::SevenZip),
            [b'R', b'a', b'r', b'!', 0x1A, 7, ..] => Some(Self::Rar),
            [0x1F, 0x8B, ..] => Some(Self::Compressed(Compression::Gzip)),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => {
                Some(Self::Compressed(Compression::Bzip2))
            }
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Compressed(Compression::Xz)),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Compressed(Compression::Zstd)),
            _ if is_image(bytes) => Some(Self::Image),
            _ if greffe_mapi::is_tnef(bytes) => Some(Self::Tnef),
            _ if head(bytes).windows(5).take(1024).any(|five| five == b"%PDF-") => Some(Self::Pdf),
            _ if slice(bytes, 257, 5) == Some(b"ustar") => Some(Self::Tar),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::in_zip(bytes)),
            _ => None,
        }
    }

    /// Tells what a zip file is by its members; an archive, if nothing else.
    fn in_zip(bytes: &[u8]) -> Self {
        let Ok(mut zip) = Zip::open(bytes) else { return Self::Zip };
        let begins =
            |folder: &str| zip.names.iter().any(|name| name.to_ascii_lowercase().starts_with(folder));
        if zip.find("xl/workbook.bin").is_some() {
            return Self::Xlsb;
        }
        for (folder, format) in [("word/", Self::Docx), ("xl/", Self::Xlsx), ("ppt/", Self::Pptx)] {
            if begins(folder) && zip.find("[Content_Types].xml").is_some() {
                return format;
            }
        }
        match zip.named("mimetype", &mut Budget::new(Readers::Light)) {
            Ok(Some(declared)) => Self::open_document(&declared).unwrap_or(Self::Zip),
            _ => Self::Zip,
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
        let extension = document.extension();
        if document.content_type == "message/rfc822"
            || ["eml", "mht", "mhtml"].contains(&extension.as_str())
            || looks_like_mail(&document.bytes)
        {
            return Self::Mail;
        }
        if !charset::is_text(&document.bytes) {
            return Self::Unknown;
        }
        if looks_like_html(&document.bytes)
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
            Self::Pdf => "pdf",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::Ppt => "ppt",
            Self::Xlsb => "xlsb",
            Self::Locked => "office",
            Self::Mail => "eml",
            Self::Msg => "msg",
            Self::Tnef => "tnef",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::SevenZip => "7z",
            Self::Rar => "rar",
            Self::Compressed(Compression::Gzip) => "gz",
            Self::Compressed(Compression::Bzip2) => "bz2",
            Self::Compressed(Compression::Xz) => "xz",
            Self::Compressed(Compression::Zstd) => "zst",
            Self::Image => "image",
            Self::Unknown => "",
        }
    }
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default()
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at + length)
}

fn is_image(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => true,
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => true,
        // Two letters are too few to tell: two reserved fields and a small header follow.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, _, _, _, _, 12..=124, 0, 0, 0, ..] => true,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => true,
        [_, _, _, _, b'f', b't', b'y', b'p', kind @ ..] => {
            [b"heic", b"heix", b"mif1", b"avif"].iter().any(|known| kind.starts_with(*known))
        }
        _ => false,
    }
}

/// Header fields of a message at the beginning, one of them a mail's own.
fn looks_like_mail(bytes: &[u8]) -> bool {
    const OWN: [&str; 7] =
        ["received:", "return-path:", "delivered-to:", "message-id:", "mime-version:", "from:", "date:"];
    let head = String::from_utf8_lossy(head(bytes)).to_ascii_lowercase();
    let lines = head.lines().take_while(|line| !line.is_empty());
    let fields: Vec<&str> = lines.filter(|line| !line.starts_with([' ', '\t'])).collect();
    let is_field = |line: &&str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    // The last line may be cut by the end of what is looked at.
    let whole = fields.len().saturating_sub(usize::from(bytes.len() > HEAD_BYTES));
    let own = fields.iter().filter(|line| OWN.iter().any(|name| line.starts_with(name))).count();
    own >= 2 && fields.iter().take(whole).all(is_field)
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
        assert_eq!(Format::of(&Document { name, content_type: "", bytes: bytes.into() }), expect, "{name}");
    }

    #[test]
    fn content_goes_before_names() {
        check("a.doc", b"{\\rtf1 text}", Format::Rtf);
        check("a.txt", b"<!DOCTYPE html><p>text", Format::Html);
        check("a.csv", b"name;sum\nA;3", Format::Csv);
        check("a.pdf", b"plain text", Format::Text);
        check("a.doc", b"From: jeanne@region.example\nDate: x\n\ntext", Format::Mail);
        check("a.txt", b"From: a minutes of the meeting\nand more", Format::Text);
        check("a.txt", b"\n%PDF-1.4", Format::Pdf);
        check("a.txt", b"PK\x05\x06 cut", Format::Zip);
        check("a.txt", b"\x1F\x8Bx", Format::Compressed(Compression::Gzip));
        check("a.zip", b"Rar!\x1A\x07\x01\0", Format::Rar);
        check("a", b"\x00\x01\x02\x03", Format::Unknown);
        check("a.txt", b"", Format::Empty);
    }
}
