//! Whether a body bears out what unsigned headers say of how to show it.
//!
//! Most signers leave Content-Type and Content-Transfer-Encoding out of `h=`, and
//! so whoever holds the mail can exchange them without touching the signature:
//! call a text a file, name a boundary below which only the second half is shown,
//! let `x=30` be decoded. Taking all such mail for partly signed would say
//! nothing of most mail there is. So the signed octets are asked instead: an
//! unsigned header is harmless where the body itself shows that it is so written.
//! In doubt it is not. What leaves the octets as they are (a text, a header that
//! is not there) is harmless always. One case cannot be told: a mail of one text
//! and one HTML part, called alternatives of each other.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;

use super::coverage::is_unsigned;
use crate::headers::Headers;
use crate::report::Covered;
use crate::tags;

/// Parts of one level whose kinds are compared.
const MAX_PARTS: usize = 64;
/// How much of an encoded text is decoded, to see that it is one.
const TRIED_DIGITS: usize = 4096;
/// Longest note to readers without MIME before the first part.
const NOTE_OCTETS: usize = 300;

/// What HTML begins with.
const HTML: [&[u8]; 10] =
    [b"<!doctype", b"<html", b"<head", b"<body", b"<meta", b"<style", b"<div", b"<p>", b"<table", b"<span"];

/// What may stand beside each other as forms of one text.
const ALTERNATIVES: [&str; 7] = [
    "text/plain",
    "text/html",
    "text/enriched",
    "text/calendar",
    "text/x-amp-html",
    "text/watch-html",
    "multipart/related",
];

/// What the body of a message bears out: looked at when first asked, once.
pub(super) struct Presentation<'a> {
    headers: &'a Headers<'a>,
    kind: OnceCell<bool>,
    encoding: OnceCell<bool>,
}

impl<'a> Presentation<'a> {
    /// Holds the body against what its header says of it.
    pub(super) fn of(headers: &'a Headers<'a>) -> Self {
        Presentation { headers, kind: OnceCell::new(), encoding: OnceCell::new() }
    }

    /// Tells whether a header that is not signed may show the body as something else than was signed.
    pub(super) fn could_mislead(&self, coverage: &[Covered]) -> bool {
        let is_unsigned = |header| is_unsigned(coverage, header);
        (is_unsigned("Content-Type") && !self.bears_out_kind())
            || (is_unsigned("Content-Transfer-Encoding") && !self.bears_out_encoding())
            || (is_unsigned("Content-Disposition") && !self.bears_out_disposition())
    }

    fn bears_out_kind(&self) -> bool {
        let is_so = |kind: &Media| is_so_written(kind, self.headers);
        *self.kind.get_or_init(|| Media::of(self.headers).as_ref().is_some_and(is_so))
    }

    fn bears_out_encoding(&self) -> bool {
        *self.encoding.get_or_init(|| is_so_encoded(self.headers))
    }

    fn bears_out_disposition(&self) -> bool {
        matches!(only(self.headers, "Content-Disposition"), Ok(None | Some(b"inline")))
    }
}

/// A header stands there more than once: which one is shown?
struct Several;

/// Returns the value of the only header of that name.
fn only<'a>(headers: &Headers<'a>, name: &str) -> Result<Option<&'a [u8]>, Several> {
    let mut all = headers.all(name).map(|field| headers.value(field).trim_ascii());
    let first = all.next();
    if all.next().is_some() { Err(Several) } else { Ok(first) }
}

/// A Content-Type in its plain form: no comments, no escapes, nothing twice.
/// Any other is not read here, because readers differ on it.
struct Media {
    name: String,
    parameters: Vec<(String, Vec<u8>)>,
}

impl Media {
    /// Reads that of a message; without one it is a plain text.
    fn of(headers: &Headers<'_>) -> Option<Media> {
        match only(headers, "Content-Type") {
            Ok(Some(value)) => Media::parse(value),
            Ok(None) => Some(Media { name: "text/plain".to_owned(), parameters: Vec::new() }),
            Err(Several) => None,
        }
    }

    fn parse(value: &[u8]) -> Option<Media> {
        let mut items = value.split(|&octet| octet == b';').map(<[u8]>::trim_ascii);
        let name = word(items.next()?)?;
        let mut parameters: Vec<(String, Vec<u8>)> = Vec::new();
        for item in items.filter(|item| !item.is_empty()) {
            let equals = item.iter().position(|&octet| octet == b'=')?;
            let (name, value) =
                (word(item[..equals].trim_ascii())?, unquoted(item[equals + 1..].trim_ascii())?);
            if parameters.len() == 8 || parameters.iter().any(|(known, _)| *known == name) {
                return None;
            }
            parameters.push((name, value.to_vec()));
        }
        name.contains('/').then_some(Media { name, parameters })
    }

    fn parameter(&self, name: &str) -> Option<&[u8]> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_slice())
    }

    fn has_only(&self, names: &[&str]) -> bool {
        self.parameters.iter().all(|(name, _)| names.contains(&name.as_str()))
    }

    /// Returns the boundary of a multipart.
    fn boundary(&self) -> Option<&[u8]> {
        self.parameter("boundary")
            .filter(|boundary| self.name.starts_with("multipart/") && !boundary.is_empty())
    }
}

/// Returns a word of letters, digits and what names are made of, in lower case.
fn word(octets: &[u8]) -> Option<String> {
    let is_named = |octet: &u8| octet.is_ascii_alphanumeric() || b"/-+._".contains(octet);
    (!octets.is_empty() && octets.iter().all(is_named))
        .then(|| String::from_utf8_lossy(octets).to_ascii_lowercase())
}

fn unquoted(value: &[u8]) -> Option<&[u8]> {
    let inner = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    let is_plain = |octet: &u8| (b' '..=b'~').contains(octet) && !b"\"\\".contains(octet);
    let is_token = |octet: &u8| is_plain(octet) && !b" ()<>@,;".contains(octet);
    match inner {
        Some(inner) => inner.iter().all(is_plain).then_some(inner),
        None => (!value.is_empty() && value.iter().all(is_token)).then_some(value),
    }
}

fn is_so_written(kind: &Media, headers: &Headers<'_>) -> bool {
    match kind.name.as_str() {
        "text/plain" => kind.has_only(&["charset", "format"]) && has_such_letters(kind, headers),
        "text/html" => {
            kind.has_only(&["charset"]) && has_such_letters(kind, headers) && begins_as_html(headers)
        }
        _ => match (kind.boundary(), kind.name.strip_prefix("multipart/")) {
            (Some(boundary), Some(form)) => {
                Parts::of(headers.body(), boundary).is_some_and(|parts| parts.are(form, headers.body()))
            }
            _ => false,
        },
    }
}

/// Under another charset, octets are other letters. That of UTF-8 shows; ASCII
/// that nothing encodes is the same in most; and what is no UTF-8 is read as
/// Western text, whether or not it is called so.
fn has_such_letters(kind: &Media, headers: &Headers<'_>) -> bool {
    let Some(charset) = kind.parameter("charset").map(<[u8]>::to_ascii_lowercase) else { return true };
    let charset = charset.as_slice();
    if [b"utf-8".as_slice(), b"utf8", b"us-ascii", b"ascii"].contains(&charset) {
        return true;
    }
    let octets = headers.octets();
    let reads_ascii = [b"iso-8859-".as_slice(), b"windows-125", b"koi8-"];
    let is_same = if octets.is_ascii() {
        reads_ascii.iter().any(|start| charset.starts_with(start))
    } else {
        let is_western = [b"iso-8859-1".as_slice(), b"iso-8859-15", b"windows-1252"].contains(&charset);
        is_western && octets.iter().all(is_same_in_the_west) && std::str::from_utf8(octets).is_err()
    };
    is_same && matches!(encoding(headers), Some(Encoding::None))
}

/// Tells whether ISO-8859-1, ISO-8859-15 and Windows-1252 agree on an octet.
fn is_same_in_the_west(octet: &u8) -> bool {
    const OTHERS: [u8; 8] = [0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE];
    !(0x80..0xA0).contains(octet) && !OTHERS.contains(octet)
}

fn begins_as_html(headers: &Headers<'_>) -> bool {
    let beginning = match encoding(headers) {
        Some(Encoding::Base64) => beginning_decoded(headers.body()).unwrap_or_default(),
        _ => headers.body().iter().copied().take(TRIED_DIGITS).collect(),
    };
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&beginning).trim_ascii_start();
    HTML.iter().any(|tag| beginning.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// What Content-Transfer-Encoding says.
enum Encoding {
    None,
    QuotedPrintable,
    Base64,
}

/// Reads it; `None` for one that is not known, or for several.
fn encoding(headers: &Headers<'_>) -> Option<Encoding> {
    let Some(value) = only(headers, "Content-Transfer-Encoding").ok()? else { return Some(Encoding::None) };
    match value.to_ascii_lowercase().as_slice() {
        b"7bit" | b"8bit" | b"binary" => Some(Encoding::None),
        b"quoted-printable" => Some(Encoding::QuotedPrintable),
        b"base64" => Some(Encoding::Base64),
        _ => None,
    }
}

fn is_so_encoded(headers: &Headers<'_>) -> bool {
    // That of a multipart is not looked at: each part has its own.
    let has_parts = || Media::of(headers).is_some_and(|kind| kind.boundary().is_some());
    match encoding(headers) {
        Some(Encoding::None) => true,
        Some(Encoding::QuotedPrintable) => has_parts() || is_quoted_printable(headers.body()),
        Some(Encoding::Base64) => has_parts() || is_base64_text(headers.body()),
        None => false,
    }
}

/// Tells whether all of it is base64, and its beginning that of a text.
fn is_base64_text(body: &[u8]) -> bool {
    let digits = body.trim_ascii_end();
    let unpadded = digits.strip_suffix(b"==").or_else(|| digits.strip_suffix(b"=")).unwrap_or(digits);
    let is_digit =
        |octet: &u8| octet.is_ascii_alphanumeric() || b"+/".contains(octet) || octet.is_ascii_whitespace();
    let is_whole = digits.iter().filter(|octet| !octet.is_ascii_whitespace()).count() % 4 == 0;
    is_whole && unpadded.iter().all(is_digit) && beginning_decoded(body).is_some_and(|text| is_text(&text))
}

fn beginning_decoded(body: &[u8]) -> Option<Vec<u8>> {
    let digits = body.iter().copied().filter(|octet| !octet.is_ascii_whitespace());
    tags::base64(&digits.take(TRIED_DIGITS).collect::<Vec<u8>>())
}

/// Tells whether octets are UTF-8, but for a letter that is cut off at the end, without controls.
fn is_text(octets: &[u8]) -> bool {
    let valid = match std::str::from_utf8(octets) {
        Ok(text) => text.as_bytes(),
        Err(error) if error.error_len().is_none() => &octets[..error.valid_up_to()],
        Err(_) => return false,
    };
    !valid.iter().any(|octet| octet.is_ascii_control() && !octet.is_ascii_whitespace())
}

/// Tells whether each `=` stands where an encoder puts one: before a line end, or
/// before an octet that cannot stand for itself. In a text that was not encoded,
/// `x=30` shows that.
fn is_quoted_printable(body: &[u8]) -> bool {
    body.is_ascii() && memchr::memchr_iter(b'=', body).all(|at| is_escape(body, at))
}

fn is_escape(body: &[u8], at: usize) -> bool {
    let hex = |at: usize| char::from(*body.get(at)?).to_digit(16);
    let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2)) else {
        let rest = &body[at + 1..body.len().min(at + 8)];
        let line = rest.iter().position(|&octet| octet == b'\n').map_or(rest, |end| &rest[..end]);
        return line.trim_ascii().is_empty();
    };
    let begins_line = at == 0 || body[at - 1] == b'\n';
    let following = &body[at + 3..];
    match (high * 16 + low) as u8 {
        b'=' | 0x7F.. | ..b' ' => true,
        b' ' => matches!(following.first(), None | Some(b'\r' | b'\n' | b'=')),
        b'F' => begins_line && following.starts_with(b"rom "),
        b'.' => begins_line,
        _ => false,
    }
}

/// The parts of a body between its first and its last boundary, and nothing beside them.
struct Parts(Vec<Range<usize>>);

impl Parts {
    /// Finds them; `None` where text stands before the first or after the last,
    /// where no reader is shown it.
    fn of(body: &[u8], boundary: &[u8]) -> Option<Parts> {
        let mark = [b"--", boundary].concat();
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut open = None;
        for at in memmem::find_iter(body, &mark).filter(|&at| at == 0 || body[at - 1] == b'\n') {
            let rest = &body[at + mark.len()..];
            let line_end = rest.iter().position(|&octet| octet == b'\n').map_or(rest.len(), |end| end + 1);
            let after = at + mark.len() + line_end;
            let is_last = match rest[..line_end].trim_ascii_end() {
                b"" => false,
                b"--" => true,
                _ => continue,
            };
            match open {
                None if !is_blank_or_note(&body[..at]) => return None,
                None => {}
                Some(start) => parts.push(start..at),
            }
            if is_last {
                return (open.is_some() && body[after..].trim_ascii().is_empty()).then_some(Parts(parts));
            }
            open = Some(after);
        }
        None
    }

    /// Tells whether they are what a multipart of that form is made of.
    fn are(&self, form: &str, body: &[u8]) -> bool {
        if form == "mixed" {
            return true;
        }
        if self.0.len() > MAX_PARTS {
            return false;
        }
        let kinds: Option<Vec<String>> = self
            .0
            .iter()
            .map(|part| Media::of(&Headers::split(&body[part.clone()])).map(|kind| kind.name))
            .collect();
        let Some(kinds) = kinds else { return false };
        let is_shown =
            |kind: &String| ["text/", "multipart/", "message/"].iter().any(|start| kind.starts_with(start));
        match (form, kinds.split_first()) {
            ("alternative", Some(_)) => {
                let is_once = |kind: &String| kinds.iter().filter(|other| *other == kind).count() == 1;
                kinds.iter().all(|kind| ALTERNATIVES.contains(&kind.as_str()) && is_once(kind))
            }
            ("related", Some((first, others))) => {
                matches!(first.as_str(), "text/html" | "multipart/alternative")
                    && !others.iter().any(is_shown)
            }
            ("signed", Some((_, [second]))) => second.ends_with("-signature"),
            _ => false,
        }
    }
}

/// Tells whether nothing stands before the first part but what programs put
/// there: "This is a multi-part message in MIME format."
fn is_blank_or_note(octets: &[u8]) -> bool {
    let text = octets.trim_ascii();
    let is_note = text.len() <= NOTE_OCTETS
        && text.starts_with(b"This is a")
        && memmem::find(text, b"MIME").is_some()
        && memmem::find(text, b"\n--").is_none();
    text.is_empty() || is_note
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Coverage;

    fn check(header: &str, body: impl AsRef<[u8]>, expect: bool) {
        let raw = [header.as_bytes(), b"\r\n\r\n", body.as_ref()].concat();
        let headers = Headers::split(&raw);
        let all = ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"];
        let coverage = all.map(|header| Covered { header, state: Coverage::Unsigned });
        assert_eq!(
            !Presentation::of(&headers).could_mislead(&coverage),
            expect,
            "{}",
            String::from_utf8_lossy(&raw)
        );
    }

    #[test]
    fn texts_are_borne_out() {
        check("Subject: no kind", "text", true);
        check("Content-Type: text/plain; charset=\"UTF-8\"", "caf\u{e9} x=30", true);
        check("Content-Type: TEXT/PLAIN;\r\n\tcharset=us-ascii; format=flowed", "text", true);
        check("Content-Type: text/plain; charset=iso-8859-15", "text", true);
        check("Content-Type: text/plain; charset=iso-8859-15", "caf\u{e9}", false);
        check("Content-Type: text/plain; charset=iso-8859-15", b"caf\xE9", true);
        check("Content-Type: text/plain; charset=iso-8859-15", b"12 \xA4", false);
        check("Content-Type: text/plain; charset=iso-8859-2", b"caf\xE9", false);
        check("Content-Type: text/plain; charset=utf-7", "+ADw-", false);
        check("Content-Type: text/plain; format=flowed; delsp=yes", "text", false);
        check("Content-Type: text/plain; charset=utf-8; charset=utf-7", "text", false);
        check("Content-Type: text/plain; charset*0=utf; charset*1=-7", "text", false);
        check("Content-Type: text/plain (a comment)", "text", false);
        check("Content-Type: text/plain\r\nContent-Type: text/html", "text", false);
        check("Content-Type: application/octet-stream", "text", false);
        check("Content-Type: message/rfc822", "Subject: x\r\n\r\ntext", false);
        check("Content-Type: text", "text", false);
        check("Content-Disposition: inline", "text", true);
        check("Content-Disposition: attachment", "text", false);
    }

    #[test]
    fn html_begins_so() {
        let html = "Content-Type: text/html; charset=utf-8";
        check(html, "\r\n<!DOCTYPE html><p>text", true);
        check(html, "<div dir=\"ltr\">text</div>", true);
        check(html, "<john> wrote", false);
        check(html, "text", false);
        check(&format!("{html}\r\nContent-Transfer-Encoding: base64"), "PGh0bWw+Cg==", true);
        check(&format!("{html}\r\nContent-Transfer-Encoding: quoted-printable"), "<html a=3D1>", true);
    }

    #[test]
    fn encodings_are_borne_out() {
        let quoted = "Content-Transfer-Encoding: Quoted-Printable";
        check(quoted, "caf=C3=A9 =\r\n1 =3D 1=20\r\n=46rom =\r\n=2E", true);
        check(quoted, "= \r\nx=", true);
        check(quoted, "x=30", false);
        check(quoted, "x=20y", false);
        check(quoted, "x = y", false);
        check(quoted, "caf\u{e9}", false);
        let base64 = "Content-Transfer-Encoding: base64";
        check(base64, "Y2Fm\r\nw6k=\r\n", true);
        check(base64, "okay", false);
        check(base64, "A text.", false);
        check(base64, "Y2Fmw6k=\r\nmore", false);
        check("Content-Transfer-Encoding: x-uuencode", "begin 644 a", false);
        check("Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: 7bit", "text", false);
    }

    #[test]
    fn parts_are_borne_out() {
        let of = |form: &str| format!("MIME-Version: 1.0\r\nContent-Type: multipart/{form}; boundary=\"b\"");
        let part = |kind: &str| format!("--b\r\nContent-Type: {kind}\r\n\r\ntext\r\n");
        let parts = |kinds: &[&str]| kinds.iter().map(|kind| part(kind)).collect::<String>() + "--b--\r\n";
        let both = parts(&["text/plain; charset=utf-8", "text/html"]);
        for form in ["mixed", "alternative"] {
            check(&of(form), &both, true);
            check(&of(form), format!("\r\nThis is a multi-part message in MIME format.\r\n{both}\r\n"), true);
            check(&of(form), format!("Pay at once.\r\n{both}"), false);
            check(&of(form), format!("{both}Pay at once."), false);
            check(&of(form), both.trim_end_matches("--b--\r\n"), false);
            check(&of(form), "text", false);
        }
        check(&of("mixed"), parts(&["text/plain", "text/plain"]), true);
        check(&of("alternative"), parts(&["text/plain", "text/plain"]), false);
        check(&of("alternative"), parts(&["text/plain", "application/pdf"]), false);
        check(&of("related"), parts(&["text/html", "image/png"]), true);
        check(&of("related"), parts(&["text/plain", "text/html"]), false);
        check(&of("signed"), parts(&["text/plain", "application/pgp-signature; name=a.asc"]), true);
        check(&of("signed"), &both, false);
        check(&of("digest"), &both, false);
        check(&(of("mixed") + "\r\nContent-Transfer-Encoding: base64"), &both, true);
        check("Content-Type: multipart/mixed", &both, false);
    }
}
