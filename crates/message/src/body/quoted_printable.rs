//! Quoted-printable bodies (RFC 2045 §6.7).

use memchr::memchr;

use crate::header::encoded_word::hex_octet;
use crate::header::split::line_at;

/// Decodes `encoded`; `false` if it held an `=` that begins no escape. Such a
/// mark is kept as it is. Line ends are kept as written.
pub(crate) fn decode(encoded: &[u8]) -> (Vec<u8>, bool) {
    let mut octets = Vec::with_capacity(encoded.len());
    let mut is_sound = true;
    let mut at = 0;
    while at < encoded.len() {
        let (line, next) = line_at(encoded, at);
        let line_end = &encoded[at + line.len()..next];
        // Blanks at the end were added on the way (rule 3).
        let line = if line_end.is_empty() { line } else { line.trim_ascii_end() };
        match line.strip_suffix(b"=") {
            Some(soft) => is_sound &= decode_line(soft, &mut octets),
            None => {
                is_sound &= decode_line(line, &mut octets);
                octets.extend_from_slice(line_end);
            }
        }
        at = next;
    }
    (octets, is_sound)
}

fn decode_line(line: &[u8], octets: &mut Vec<u8>) -> bool {
    let mut is_sound = true;
    let mut rest = line;
    while let Some(mark) = memchr(b'=', rest) {
        octets.extend_from_slice(&rest[..mark]);
        match rest.get(mark + 1..mark + 3).and_then(hex_octet) {
            Some(octet) => {
                octets.push(octet);
                rest = &rest[mark + 3..];
            }
            None => {
                is_sound = false;
                octets.push(b'=');
                rest = &rest[mark + 1..];
            }
        }
    }
    octets.extend_from_slice(rest);
    is_sound
}

#[cfg(test)]
mod tests {
    use super::*;

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
