//! Text into the seven bits of mail: encoded-words (RFC 2047), parameters (RFC 2231),
//! quoted-printable (RFC 2045 §6.7).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Octets of text in an encoded-word: with its frame, 75 characters at most.
const WORD_OCTETS: usize = 42;
/// Columns after which a header line is folded.
const COLUMNS: usize = 76;

/// Takes out of a text what would end a header line.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|char| if char.is_control() { ' ' } else { char });
    spaced.collect::<String>().trim().to_owned()
}

/// Writes unstructured text: as it is if it is ASCII and nobody could take it for
/// something else, else in encoded-words.
pub(super) fn unstructured(text: &str) -> String {
    let text = one_line(text);
    let has_long_word = text.split(' ').any(|word| word.len() > 900);
    if text.is_ascii() && !text.contains("=?") && !has_long_word { text } else { encoded_words(&text) }
}

/// Writes a phrase: the name before an address.
pub(super) fn phrase(text: &str) -> String {
    let text = one_line(text);
    let is_atoms =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_'!".contains(&byte));
    if !text.is_ascii() || text.contains("=?") || text.len() > 900 {
        encoded_words(&text)
    } else if is_atoms(&text) {
        text
    } else {
        quoted(&text)
    }
}

/// Writes a quoted-string.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn encoded_words(text: &str) -> String {
    let mut words = Vec::new();
    let mut piece = String::new();
    for char in text.chars() {
        if piece.len() + char.len_utf8() > WORD_OCTETS {
            words.push(encoded_word(&piece));
            piece.clear();
        }
        piece.push(char);
    }
    words.push(encoded_word(&piece));
    words.join(" ")
}

fn encoded_word(text: &str) -> String {
    format!("=?utf-8?B?{}?=", STANDARD.encode(text))
}

/// Writes a field, folded at its blanks.
pub(super) fn field(name: &str, value: &str) -> String {
    let mut line = format!("{name}:");
    let mut columns = line.len();
    for (n, word) in value.split(' ').enumerate() {
        let folds = n > 0 && columns + 1 + word.len() > COLUMNS && !word.is_empty();
        line.push_str(if folds { "\r\n " } else { " " });
        columns = if folds { 1 } else { columns + 1 } + word.len();
        line.push_str(word);
    }
    line.push_str("\r\n");
    line
}

/// Writes `; name=value` on a line of its own, in pieces where it is long or not ASCII.
pub(super) fn parameter(name: &str, value: &str) -> String {
    let value = one_line(value);
    if value.is_ascii() && value.len() <= 60 {
        return format!(";\r\n {name}={}", quoted(&value));
    }
    let escaped: Vec<String> = value.bytes().map(escape).collect();
    let pieces: Vec<String> = escaped.chunks(20).map(|piece| piece.concat()).collect();
    if let [piece] = pieces.as_slice() {
        return format!(";\r\n {name}*=utf-8''{piece}");
    }
    let numbered = pieces.iter().enumerate().map(|(n, piece)| {
        let charset = if n == 0 { "utf-8''" } else { "" };
        format!(";\r\n {name}*{n}*={charset}{piece}")
    });
    numbered.collect()
}

fn escape(octet: u8) -> String {
    match octet {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(octet).to_string(),
        _ => format!("%{octet:02X}"),
    }
}

/// Says whether lines end in CRLF only, so that quoted-printable keeps every octet.
pub(super) fn has_clean_lines(octets: &[u8]) -> bool {
    let ends = memchr::memchr2_iter(b'\r', b'\n', octets);
    let mut ends = ends.peekable();
    while let Some(at) = ends.next() {
        if octets.get(at..at + 2) != Some(b"\r\n") {
            return false;
        }
        ends.next_if_eq(&(at + 1));
    }
    true
}

/// Makes all line ends CRLF.
pub(super) fn with_clean_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

/// Encodes text whose lines end in CRLF.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 16);
    let mut line_start = 0;
    let mut at = 0;
    while let Some(octet) = text.get(at).copied() {
        let rest = text.get(at + 1..).unwrap_or_default();
        if octet == b'\r' && rest.first() == Some(&b'\n') {
            out.extend_from_slice(b"\r\n");
            (line_start, at) = (out.len(), at + 2);
            continue;
        }
        let is_last = rest.is_empty() || rest.starts_with(b"\r\n");
        // `From ` at the start of a line would be quoted by whoever writes an mbox.
        let is_from = out.len() == line_start && octet == b'F' && rest.starts_with(b"rom ");
        let is_plain =
            matches!(octet, b'!'..=b'<' | b'>'..=b'~') || matches!(octet, b' ' | b'\t') && !is_last;
        let escaped = if is_plain && !is_from { 1 } else { 3 };
        if out.len() - line_start + escaped > COLUMNS - usize::from(!is_last) {
            out.extend_from_slice(b"=\r\n");
            line_start = out.len();
        }
        if escaped == 1 {
            out.push(octet);
        } else {
            out.extend_from_slice(format!("={octet:02X}").as_bytes());
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_text_stays_on_its_line() {
        let check = |text: &str, expect: &str| assert_eq!(unstructured(text), expect, "{text:?}");
        check("plain text", "plain text");
        check("a\r\nBcc: x@y.example", "a  Bcc: x@y.example");
        check("r\u{E9}union", "=?utf-8?B?csOpdW5pb24=?=");
        check("=?x", "=?utf-8?B?PT94?=");
        assert_eq!(unstructured(&"\u{E9}".repeat(30)).split(' ').map(str::len).max(), Some(68));
    }

    #[test]
    fn parameters_say_any_name() {
        let check = |value: &str, expect: &str| assert_eq!(parameter("filename", value), expect, "{value:?}");
        check("a \"b\".pdf", ";\r\n filename=\"a \\\"b\\\".pdf\"");
        check("\u{E9}t\u{E9}", ";\r\n filename*=utf-8''%C3%A9t%C3%A9");
        check(
            &"x".repeat(61),
            &format!(
                ";\r\n filename*0*=utf-8''{0};\r\n filename*1*={0};\r\n filename*2*={0};\r\n filename*3*=x",
                "x".repeat(20)
            ),
        );
    }

    #[test]
    fn quoted_printable_keeps_lines_short() {
        let check = |text: &str, expect: &str| {
            assert_eq!(
                String::from_utf8(quoted_printable(text.as_bytes())).expect("ASCII"),
                expect,
                "{text:?}"
            );
        };
        check("a = b \r\nFrom x\r\n", "a =3D b=20\r\n=46rom x\r\n");
        check(&"x".repeat(80), &format!("{}=\r\nxxxxx", "x".repeat(75)));
        check(&"x".repeat(76), &"x".repeat(76));
        check("\u{E9}", "=C3=A9");
        assert!(has_clean_lines(b"a\r\nb\r\n"));
        assert!(!has_clean_lines(b"a\nb"));
        assert!(!has_clean_lines(b"a\r"));
    }
}
