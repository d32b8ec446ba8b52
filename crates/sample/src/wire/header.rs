//! Header fields: folding (RFC 5322 §2.2.3), encoded-words (RFC 2047), raw octets as badly made mail has them.

use greffe_terms::Address;

use super::base64;
use super::charset::Charset;
use super::quoted_printable::push_escape;

/// Octets after which a field goes on in the next line.
const FOLD_AT: usize = 76;
/// Characters an encoded-word may hold (RFC 2047 §2).
const WORD: usize = 75;

/// How letters beyond ASCII get into a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Encoded-words in base64.
    B(Charset),
    /// Encoded-words in the quoted-printable dialect.
    Q(Charset),
    /// Base64 words in UTF-8, the first cut in the middle of a letter (RFC 2047 §5 forbids it).
    Cut,
    /// The octets themselves, undeclared.
    Raw(Charset),
}

/// The header of a message or of a part, field by field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header {
    bytes: Vec<u8>,
}

impl Header {
    /// Appends a field whose value is ASCII and may be folded at its spaces.
    pub(crate) fn field(&mut self, name: &str, value: &str) {
        self.start(name);
        self.folded(value.as_bytes(), name.len() + 2);
    }

    /// Appends a field of free text, such as Subject.
    pub(crate) fn text(&mut self, name: &str, value: &str, style: Style) {
        self.start(name);
        self.folded(&words(value, style), name.len() + 2);
    }

    /// Appends a field of addresses; none at all if there is no address.
    pub(crate) fn addresses(&mut self, name: &str, addresses: &[Address], style: Style) {
        if addresses.is_empty() {
            return;
        }
        let mut value = Vec::new();
        for (at, address) in addresses.iter().enumerate() {
            if at > 0 {
                value.extend_from_slice(b", ");
            }
            push_address(address, style, &mut value);
        }
        self.start(name);
        self.folded(&value, name.len() + 2);
    }

    /// Appends octets as they are: whole lines, each with its CRLF.
    pub(crate) fn lines(&mut self, lines: &[u8]) {
        self.bytes.extend_from_slice(lines);
    }

    /// Returns the fields, each ended by CRLF.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn start(&mut self, name: &str) {
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b": ");
    }

    fn folded(&mut self, value: &[u8], mut column: usize) {
        for (at, word) in value.split(|byte| *byte == b' ').enumerate() {
            if at > 0 {
                // Two spaces in a row stay in one line: a line of white space alone is obsolete syntax.
                let breaks = column + 1 + word.len() > FOLD_AT && !word.is_empty();
                self.bytes.extend_from_slice(if breaks { b"\r\n " } else { b" " });
                column = if breaks { 1 } else { column + 1 };
            }
            self.bytes.extend_from_slice(word);
            column += word.len();
        }
        self.bytes.extend_from_slice(b"\r\n");
    }
}

fn push_address(address: &Address, style: Style, out: &mut Vec<u8>) {
    let Some(name) = &address.name else {
        out.extend_from_slice(address.address.as_bytes());
        return;
    };
    if !name.is_ascii() {
        out.extend_from_slice(&words(name, style));
    } else if name.chars().all(|c| c.is_ascii_alphanumeric() || " '-".contains(c)) {
        out.extend_from_slice(name.as_bytes());
    } else {
        out.push(b'"');
        out.extend_from_slice(name.replace('\\', "\\\\").replace('"', "\\\"").as_bytes());
        out.push(b'"');
    }
    out.extend_from_slice(b" <");
    out.extend_from_slice(address.address.as_bytes());
    out.push(b'>');
}

/// Returns `value` as a header may carry it; ASCII stays as it is.
pub(crate) fn words(value: &str, style: Style) -> Vec<u8> {
    if value.is_ascii() {
        return value.as_bytes().to_vec();
    }
    match style {
        Style::B(charset) => encoded_words(value, charset, true),
        Style::Q(charset) => encoded_words(value, charset, false),
        Style::Cut => cut_words(value),
        Style::Raw(charset) => {
            charset.encode(value).unwrap_or_else(|| encoded_words(value, Charset::Utf8, true))
        }
    }
}

/// Writes encoded-words, none longer than allowed, each of whole letters.
fn encoded_words(value: &str, charset: Charset, base64: bool) -> Vec<u8> {
    let charset = if charset.encode(value).is_some() { charset } else { Charset::Utf8 };
    let room = WORD - charset.name().len() - "=??B??=".len();
    let mut out = Vec::new();
    let mut octets: Vec<u8> = Vec::new();
    for letter in value.chars() {
        let mut buffer = [0; 4];
        let letter = charset.encode(letter.encode_utf8(&mut buffer)).unwrap_or_default();
        if !octets.is_empty() && width(&octets, base64) + width(&letter, base64) + 2 > room {
            push_word(&octets, charset, base64, &mut out);
            octets.clear();
        }
        octets.extend_from_slice(&letter);
    }
    push_word(&octets, charset, base64, &mut out);
    out
}

fn width(octets: &[u8], base64: bool) -> usize {
    if base64 {
        return octets.len().div_ceil(3) * 4;
    }
    octets.iter().map(|octet| if is_plain_in_q(*octet) { 1 } else { 3 }).sum()
}

/// Writes two or more words, the first cut inside the first letter of several octets.
fn cut_words(value: &str) -> Vec<u8> {
    let first_letter = value.find(|letter: char| !letter.is_ascii()).unwrap_or(0);
    let (head, tail) = value.as_bytes().split_at((first_letter + 1).min(value.len()));
    let mut out = Vec::new();
    for octets in head.chunks(45).chain(tail.chunks(45)) {
        push_word(octets, Charset::Utf8, true, &mut out);
    }
    out
}

fn push_word(octets: &[u8], charset: Charset, base64: bool, out: &mut Vec<u8>) {
    if !out.is_empty() {
        out.push(b' ');
    }
    out.extend_from_slice(b"=?");
    out.extend_from_slice(charset.name().as_bytes());
    out.extend_from_slice(if base64 { b"?B?" } else { b"?Q?" });
    if base64 {
        base64::push(octets, out);
    } else {
        octets.iter().for_each(|octet| push_q(*octet, out));
    }
    out.extend_from_slice(b"?=");
}

fn push_q(octet: u8, out: &mut Vec<u8>) {
    match octet {
        b' ' => out.push(b'_'),
        _ if is_plain_in_q(octet) => out.push(octet),
        _ => push_escape(octet, out),
    }
}

/// What may stand for itself in a phrase (RFC 2047 §5, rule 3).
fn is_plain_in_q(octet: u8) -> bool {
    octet == b' ' || octet.is_ascii_alphanumeric() || b"!*+-/".contains(&octet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, style: Style, expect: &str) {
        let mut header = Header::default();
        header.text("Subject", value, style);
        let text: String = header.as_bytes().iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(text, expect);
    }

    #[test]
    fn words_follow_their_style() {
        check("Hello world", Style::B(Charset::Utf8), "Subject: Hello world\r\n");
        check("Été à 9 h", Style::Q(Charset::Latin1), "Subject: =?iso-8859-1?Q?=C9t=E9_=E0_9_h?=\r\n");
        check("Été", Style::B(Charset::Utf8), "Subject: =?utf-8?B?w4l0w6k=?=\r\n");
        check("Été", Style::Raw(Charset::Latin1), "Subject: \u{c9}t\u{e9}\r\n");
        check("aé", Style::Cut, "Subject: =?utf-8?B?YcM=?= =?utf-8?B?qQ==?=\r\n");
    }

    #[test]
    fn long_values_fold_and_no_word_is_too_long() {
        for style in [Style::B(Charset::Utf8), Style::Q(Charset::Utf8), Style::Cut] {
            let mut header = Header::default();
            header.text("Subject", &"été œuvré ".repeat(40), style);
            for line in String::from_utf8(header.as_bytes().to_vec()).unwrap().lines() {
                assert!(line.len() <= 78 + "Subject:".len(), "{line}");
            }
        }
    }

    #[test]
    fn names_are_quoted_where_they_must() {
        let mut header = Header::default();
        let addresses = [
            Address { name: Some("Roy, Anne".into()), address: "a@x.example".into() },
            Address { name: None, address: "b@x.example".into() },
        ];
        header.addresses("To", &addresses, Style::B(Charset::Utf8));
        assert_eq!(header.as_bytes(), b"To: \"Roy, Anne\" <a@x.example>, b@x.example\r\n");
    }
}
