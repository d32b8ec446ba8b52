//! MIME parts (RFC 2045, 2046) and how a tree of them becomes octets.

use super::base64;
use super::charset::Charset;
use super::header::{self, Header, Style};
use super::quoted_printable;
use crate::attachment::File;

/// A Content-Transfer-Encoding (RFC 2045 §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transfer {
    /// Octets as they are; `7bit` if all are ASCII, else `8bit`.
    AsIs,
    /// `quoted-printable`.
    QuotedPrintable,
    /// `base64`.
    Base64,
}

/// How a text is put into octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextDress {
    /// The charset of the octets.
    pub(crate) charset: Charset,
    /// The charset the header names; `None` names none.
    pub(crate) declared: Option<Charset>,
    /// How the octets travel.
    pub(crate) transfer: Transfer,
    /// Whether lines may be joined again (RFC 3676).
    pub(crate) flowed: bool,
}

/// How the name of a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameStyle {
    /// `filename*=utf-8''...` (RFC 2231 §4).
    Rfc2231,
    /// The same in numbered pieces (RFC 2231 §3).
    Rfc2231Pieces,
    /// An encoded-word inside quotes, which RFC 2047 §5 forbids and many programs write.
    EncodedWord,
    /// Raw UTF-8 inside quotes.
    RawUtf8,
}

/// One part with its header.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    header: Header,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    /// Octets, already transfer-encoded.
    Octets(Vec<u8>),
    /// Parts between boundaries.
    Parts { boundary: String, parts: Vec<Part> },
}

impl Part {
    /// Makes a text part; `text` has LF line ends and letters `dress.charset` knows.
    pub(crate) fn text(subtype: &str, text: &str, dress: TextDress) -> Self {
        let octets = dress.charset.encode(&crlf(text)).unwrap_or_default();
        let mut kind = format!("text/{subtype}");
        if let Some(declared) = dress.declared {
            kind = format!("{kind}; charset={}", declared.name());
        }
        if dress.flowed {
            kind.push_str("; format=flowed");
        }
        let mut header = Header::default();
        header.field("Content-Type", &kind);
        Self::leaf(header, &octets, dress.transfer)
    }

    /// Makes a part of a file, shown as an attachment.
    pub(crate) fn file(file: &File, style: NameStyle) -> Self {
        let mut header = Header::default();
        let mut kind = format!("Content-Type: {}", file.content_type).into_bytes();
        push_name(&mut kind, "name", &file.name, style);
        header.lines(&kind);
        header.lines(b"\r\n");
        let mut disposition = b"Content-Disposition: attachment".to_vec();
        push_name(&mut disposition, "filename", &file.name, style);
        header.lines(&disposition);
        header.lines(b"\r\n");
        // A message travels unencoded (RFC 2046 §5.2.1).
        let is_message = file.content_type == "message/rfc822";
        Self::leaf(header, &file.octets, if is_message { Transfer::AsIs } else { Transfer::Base64 })
    }

    /// Makes an image that the HTML beside it shows as `cid:`.
    pub(crate) fn inline(file: &File, content_id: &str) -> Self {
        let mut header = Header::default();
        header.field("Content-Type", &format!("{}; name=\"{}\"", file.content_type, file.name));
        header.field("Content-ID", &format!("<{content_id}>"));
        header.field("Content-Disposition", &format!("inline; filename=\"{}\"", file.name));
        Self::leaf(header, &file.octets, Transfer::Base64)
    }

    /// Makes a leaf of any type, such as `message/delivery-status`.
    pub(crate) fn plain(content_type: &str, octets: &[u8]) -> Self {
        let mut header = Header::default();
        header.field("Content-Type", content_type);
        Self::leaf(header, octets, Transfer::AsIs)
    }

    /// Makes a multipart; `kind` may carry parameters, e.g. `related; type="text/html"`.
    pub(crate) fn multi(kind: &str, boundary: String, parts: Vec<Part>) -> Self {
        let mut header = Header::default();
        header.field("Content-Type", &format!("multipart/{kind}; boundary=\"{boundary}\""));
        Self { header, content: Content::Parts { boundary, parts } }
    }

    /// Appends the part's header, a blank line and its body.
    pub(crate) fn push(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.header.as_bytes());
        out.extend_from_slice(b"\r\n");
        match &self.content {
            Content::Octets(octets) => out.extend_from_slice(octets),
            Content::Parts { boundary, parts } => push_parts(boundary, parts, out),
        }
    }

    fn leaf(mut header: Header, octets: &[u8], transfer: Transfer) -> Self {
        let mut body = Vec::new();
        let name = match transfer {
            Transfer::AsIs => {
                body.extend_from_slice(octets);
                if octets.is_ascii() { "7bit" } else { "8bit" }
            }
            Transfer::QuotedPrintable => {
                quoted_printable::push(octets, &mut body);
                "quoted-printable"
            }
            Transfer::Base64 => {
                base64::push_lines(octets, &mut body);
                "base64"
            }
        };
        header.field("Content-Transfer-Encoding", name);
        Self { header, content: Content::Octets(body) }
    }
}

fn push_parts(boundary: &str, parts: &[Part], out: &mut Vec<u8>) {
    for part in parts {
        out.extend_from_slice(b"--");
        out.extend_from_slice(boundary.as_bytes());
        out.extend_from_slice(b"\r\n");
        part.push(out);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"--");
    out.extend_from_slice(boundary.as_bytes());
    out.extend_from_slice(b"--\r\n");
}

/// Appends `;` and a parameter that holds a file name.
fn push_name(out: &mut Vec<u8>, parameter: &str, name: &str, style: NameStyle) {
    if name.is_ascii() {
        let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
        out.extend_from_slice(format!(";\r\n {parameter}=\"{quoted}\"").as_bytes());
        return;
    }
    match style {
        NameStyle::Rfc2231 => {
            out.extend_from_slice(format!(";\r\n {parameter}*=utf-8''{}", escaped(name)).as_bytes());
        }
        NameStyle::Rfc2231Pieces => push_pieces(out, parameter, name),
        NameStyle::EncodedWord => {
            let words = header::words(name, Style::B(Charset::Utf8));
            out.extend_from_slice(format!(";\r\n {parameter}=\"").as_bytes());
            out.extend_from_slice(&words);
            out.push(b'"');
        }
        NameStyle::RawUtf8 => out.extend_from_slice(format!(";\r\n {parameter}=\"{name}\"").as_bytes()),
    }
}

fn push_pieces(out: &mut Vec<u8>, parameter: &str, name: &str) {
    let letters: Vec<char> = name.chars().collect();
    for (n, letters) in letters.chunks(8).enumerate() {
        let piece = escaped(&letters.iter().collect::<String>());
        let charset = if n == 0 { "utf-8''" } else { "" };
        out.extend_from_slice(format!(";\r\n {parameter}*{n}*={charset}{piece}").as_bytes());
    }
}

/// Returns `name` with everything but letters, digits and a few signs as `%XX`.
fn escaped(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Returns `text` with CRLF for LF.
pub(crate) fn crlf(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 40);
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                out.push_str(line);
                out.push_str("\r\n");
            }
            None => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header_of(part: &Part) -> String {
        String::from_utf8(part.header.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn file_names_follow_their_style() {
        let check = |name: &str, style, expect: &str| {
            let file = File { name: name.into(), content_type: "application/pdf", octets: vec![1] };
            let header = header_of(&Part::file(&file, style));
            assert!(header.contains(expect), "{header}");
        };
        check("a \"b\".pdf", NameStyle::Rfc2231, "attachment;\r\n filename=\"a \\\"b\\\".pdf\"\r\n");
        check("été.pdf", NameStyle::Rfc2231, ";\r\n filename*=utf-8''%C3%A9t%C3%A9.pdf\r\n");
        check("réunion.pdf", NameStyle::Rfc2231Pieces, "*0*=utf-8''r%C3%A9union.;\r\n filename*1*=pdf\r\n");
        check("é.pdf", NameStyle::EncodedWord, "filename=\"=?utf-8?B?w6kucGRm?=\"\r\n");
        check("é.pdf", NameStyle::RawUtf8, "filename=\"é.pdf\"\r\n");
    }

    #[test]
    fn a_multipart_opens_and_closes_its_boundary() {
        let dress = TextDress {
            charset: Charset::Utf8,
            declared: Some(Charset::Utf8),
            transfer: Transfer::AsIs,
            flowed: false,
        };
        let parts = vec![Part::text("plain", "a\n", dress), Part::text("html", "<p>a</p>", dress)];
        let mut out = Vec::new();
        Part::multi("alternative", "=_b".into(), parts).push(&mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("--=_b\r\n").count(), 2);
        assert!(text.ends_with("<p>a</p>\r\n--=_b--\r\n"));
    }
}
