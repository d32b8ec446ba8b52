//! The files inside a message.

use crate::model::{Attachment, Message, Part};
use crate::name::clean_name;

impl Message {
    /// Returns the files inside: attachments, named parts, what is no text,
    /// nested messages, and the files inside those.
    pub fn attachments(&self) -> Vec<Attachment> {
        let mut files = Vec::new();
        self.collect_files(0, &mut files);
        files
    }

    /// Adds the files of a message whose first part has number `base`; its own
    /// parts come first, then each nested message's. Returns the next number.
    fn collect_files(&self, base: usize, files: &mut Vec<Attachment>) -> usize {
        files.extend(self.parts.iter().filter(|part| part.is_file()).map(|part| attachment(base, part)));
        self.nested().fold(base + self.parts.len(), |next, nested| nested.collect_files(next, files))
    }
}

fn attachment(base: usize, part: &Part) -> Attachment {
    let name = part.name.as_deref().map(clean_name).unwrap_or_default();
    Attachment {
        part: base + part.n,
        file_type: file_type(&name, &part.content_type),
        name,
        content_type: part.content_type.clone(),
        size_bytes: part.length(),
    }
}

/// Returns the short type: the extension of the name, else what the type is
/// usually called, else `bin`.
pub(crate) fn file_type(name: &str, content_type: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let is_short = |extension: &String| {
        (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let by_name = extension.filter(is_short);
    let short = by_name.as_deref().unwrap_or_else(|| type_of_content(content_type));
    match short {
        "jpeg" | "jpe" => "jpg",
        "htm" => "html",
        "tiff" => "tif",
        "mpeg" => "mpg",
        "ical" | "ifb" => "ics",
        "vcard" => "vcf",
        other => other,
    }
    .to_owned()
}

fn type_of_content(content_type: &str) -> &'static str {
    const OFFICE: &str = "application/vnd.openxmlformats-officedocument.";
    const OPEN: &str = "application/vnd.oasis.opendocument.";
    if let Some(kind) = content_type.strip_prefix(OFFICE) {
        return match kind {
            "wordprocessingml.document" => "docx",
            "spreadsheetml.sheet" => "xlsx",
            "presentationml.presentation" => "pptx",
            _ => "bin",
        };
    }
    if let Some(kind) = content_type.strip_prefix(OPEN) {
        return match kind {
            "text" => "odt",
            "spreadsheet" => "ods",
            "presentation" => "odp",
            _ => "bin",
        };
    }
    match content_type {
        "application/pdf" | "application/x-pdf" => "pdf",
        "application/msword" => "doc",
        "application/vnd.ms-excel" | "application/msexcel" => "xls",
        "application/vnd.ms-powerpoint" => "ppt",
        "application/rtf" | "text/rtf" => "rtf",
        "application/zip" | "application/x-zip-compressed" => "zip",
        "application/gzip" | "application/x-gzip" => "gz",
        "application/x-tar" => "tar",
        "application/json" => "json",
        "application/xml" | "text/xml" => "xml",
        "application/ms-tnef" | "application/vnd.ms-tnef" => "tnef",
        "application/pgp-signature" => "asc",
        "application/pgp-encrypted" | "application/pgp-keys" => "pgp",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
        "application/ics" | "text/calendar" => "ics",
        "text/vcard" | "text/x-vcard" | "text/directory" => "vcf",
        "text/csv" => "csv",
        "text/html" | "application/xhtml+xml" => "html",
        "text/x-patch" | "text/x-diff" => "patch",
        "message/rfc822" | "message/global" | "message/news" => "eml",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/png" | "image/x-png" => "png",
        "image/gif" => "gif",
        "image/bmp" => "bmp",
        "image/tiff" => "tif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "audio/mpeg" => "mp3",
        "audio/wav" | "audio/x-wav" => "wav",
        "video/mp4" => "mp4",
        "video/mpeg" => "mpg",
        "video/quicktime" => "mov",
        other if other.starts_with("text/") => "txt",
        other if other.starts_with("message/") => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn the_short_type_follows_the_name_then_the_content() {
        let check = |name: &str, content_type: &str, expect: &str| {
            assert_eq!(file_type(name, content_type), expect, "{name} {content_type}");
        };
        check("a.PDF", "application/octet-stream", "pdf");
        check("a.jpeg", "image/jpeg", "jpg");
        check("a.tar.gz", "", "gz");
        check("no extension", "application/pdf", "pdf");
        check("a.very long one", "image/png", "png");
        check("", "application/vnd.oasis.opendocument.text", "odt");
        check("", "application/octet-stream", "bin");
        check("", "text/x-unheard-of", "txt");
    }

    #[test]
    fn files_of_nested_messages_have_numbers_of_their_own() {
        let inner = "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nhello\n--i\n\
            Content-Type: application/pdf; name=\"in.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--i--\n";
        let raw = format!(
            "From: a@b.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\n\
            {inner}\n--o\nContent-Type: image/png\nContent-Disposition: inline; filename=../../x.png\n\nabc\n--o--\n"
        );
        let message = parse(raw.as_bytes());
        let files = message.attachments();
        let rows: Vec<_> =
            files.iter().map(|file| (file.part, file.name.as_str(), file.file_type.as_str())).collect();
        assert_eq!(rows, [(1, "", "eml"), (2, "x.png", "png"), (5, "in.pdf", "pdf")]);
        assert_eq!(message.part_bytes(5), Some(&b"%PDF"[..]));
        assert_eq!(message.part_bytes(2), Some(&b"abc"[..]));
        assert_eq!(message.part_bytes(4), Some(&b"hello"[..]));
        assert_eq!(message.part_bytes(3), None);
        assert_eq!(message.part_bytes(6), None);
    }
}
