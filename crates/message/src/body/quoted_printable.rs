//! Quoted-printable bodies (RFC 2045 §6.7).

use memchr::{memchr, memrchr};

use crate::eights;
use crate::header::encoded_word::hex_octet;

/// Decodes `encoded`; `false` if it held an `=` that begins no escape. Such a
/// mark is kept as it is. Line ends are kept as written.
pub(crate) fn decode(encoded: &[u8]) -> (Vec<u8>, bool) {
    let mut decoder = Decoder { octets: Vec::with_capacity(encoded.len()), is_sound: true };
    let (lines, last) = encoded.split_at(memrchr(b'\n', encoded).map_or(0, |end| end + 1));
    decoder.take_lines(lines);
    decoder.take_last(last);
    (decoder.octets, decoder.is_sound)
}

struct Decoder {
    octets: Vec<u8>,
    is_sound: bool,
}

impl Decoder {
    /// Takes lines that all end. Looks for escapes and line ends at once: in French, there
    /// is an escape every dozen octets.
    fn take_lines(&mut self, lines: &[u8]) {
        let (mut rest, mut text_at) = (lines, 0);
        while let Some((first, after)) = rest.split_first() {
            rest = match first {
                b'=' => after_soft_break(after).unwrap_or_else(|| self.take_escape(after)),
                b'\n' => {
                    self.end_line(text_at);
                    after
                }
                _ => {
                    rest = self.take_text(rest);
                    continue;
                }
            };
            text_at = self.octets.len();
        }
    }

    /// Takes what stands before the next `=` or LF; returns the rest. Eight octets at a
    /// time, whether they are all text or not: a run of text is hardly longer.
    fn take_text<'a>(&mut self, encoded: &'a [u8]) -> &'a [u8] {
        let mut rest = encoded;
        while let Some((eight, after)) = rest.split_first_chunk() {
            self.octets.extend_from_slice(eight);
            let octets = u64::from_le_bytes(*eight);
            let text = eights::before(eights::first_equal(octets, b'=') | eights::first_equal(octets, b'\n'));
            if text < eight.len() {
                self.octets.truncate(self.octets.len() - (eight.len() - text));
                return &rest[text..];
            }
            rest = after;
        }
        let text = rest.iter().take_while(|octet| !matches!(octet, b'=' | b'\n')).count();
        self.octets.extend_from_slice(&rest[..text]);
        &rest[text..]
    }

    /// Ends a line whose text since the last escape stands at `text_at`. Blanks at its end
    /// were added on the way (rule 3).
    fn end_line(&mut self, text_at: usize) {
        let text = &self.octets[text_at..];
        let line = text.strip_suffix(b"\r").unwrap_or(text);
        let line_end: &[u8] = if line.len() < text.len() { b"\r\n" } else { b"\n" };
        let kept = line.trim_ascii_end().len();
        self.octets.truncate(text_at + kept);
        self.octets.extend_from_slice(line_end);
    }

    /// Takes what follows an `=`; returns the rest.
    fn take_escape<'a>(&mut self, after: &'a [u8]) -> &'a [u8] {
        let octet = after.get(..2).and_then(hex_octet);
        self.is_sound &= octet.is_some();
        self.octets.push(octet.unwrap_or(b'='));
        &after[if octet.is_some() { 2 } else { 0 }..]
    }

    /// Takes the last line, which no LF ends: of a CR alone, the same is true as of CRLF.
    fn take_last(&mut self, last: &[u8]) {
        let line = last.strip_suffix(b"\r").unwrap_or(last);
        let line_end = &last[line.len()..];
        let text = if line_end.is_empty() { line } else { line.trim_ascii_end() };
        let (text, line_end) = text.strip_suffix(b"=").map_or((text, line_end), |soft| (soft, b""));
        let mut rest = text;
        while let Some(mark) = memchr(b'=', rest) {
            self.octets.extend_from_slice(&rest[..mark]);
            rest = self.take_escape(&rest[mark + 1..]);
        }
        self.octets.extend_from_slice(rest);
        self.octets.extend_from_slice(line_end);
    }
}

/// Returns what follows the line end, if only blanks stand before it.
fn after_soft_break(after: &[u8]) -> Option<&[u8]> {
    let blanks = after.iter().take_while(|octet| octet.is_ascii_whitespace() && **octet != b'\n').count();
    after[blanks..].strip_prefix(b"\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::header::split::line_at;

    /// The same, line by line.
    fn decode_slowly(encoded: &[u8]) -> (Vec<u8>, bool) {
        let mut decoder = Decoder { octets: Vec::new(), is_sound: true };
        let mut at = 0;
        while at < encoded.len() {
            let (line, next) = line_at(encoded, at);
            let line_end = &encoded[at + line.len()..next];
            let line = if line_end.is_empty() { line } else { line.trim_ascii_end() };
            decoder.take_last(line);
            decoder.octets.extend_from_slice(if line.ends_with(b"=") { b"" } else { line_end });
            at = next;
        }
        (decoder.octets, decoder.is_sound)
    }

    proptest! {
        #[test]
        fn lines_may_be_taken_all_at_once(encoded in "[aE4= \\t\\r\\n\\x0c]{0,24}") {
            prop_assert_eq!(decode(encoded.as_bytes()), decode_slowly(encoded.as_bytes()));
        }
    }

    #[test]
    fn quoted_printable_decodes_with_its_faults() {
        let check = |encoded: &str, expect: &str, is_sound: bool| {
            let (octets, sound) = decode(encoded.as_bytes());
            assert_eq!(String::from_utf8_lossy(&octets), expect, "{encoded:?}");
            assert_eq!(sound, is_sound, "{encoded:?}");
        };
        check("r=C3=A9union", "réunion", true);
        check("r=c3=a9union", "réunion", true);
        check("a=\r\nb=\nc= \r\nd", "abcd", true);
        check("a  \r\nb\t\n c ", "a\r\nb\n c ", true);
        check("a=20\r\nb", "a \r\nb", true);
        check("1=1", "1=1", false);
        check("a=G0b", "a=G0b", false);
        check("a==\nb", "a=b", false);
        check("end=", "end", true);
        check("", "", true);
    }
}
