//! Octets to text where no header names the charset.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How much of a text is looked at to tell its charset.
const DETECTION_BYTES: usize = 64 << 10;

/// Decodes a text: byte-order mark, then UTF-8, then `declared`, then what it looks like.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(text).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| looks_like(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Decodes HTML: as [`decode`], with the charset that its head names.
pub(crate) fn decode_html(bytes: &[u8]) -> String {
    decode(bytes, named_in_html(bytes))
}

fn named_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let (_, named) = head.split_once("charset=")?;
    let name = named.trim_start_matches(['"', '\'', ' ']);
    let end =
        name.find(|char: char| !char.is_ascii_alphanumeric() && !"-_:".contains(char)).unwrap_or(name.len());
    Encoding::for_label_no_replacement(name.get(..end)?.as_bytes())
}

fn looks_like(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(DETECTION_BYTES)).unwrap_or_default(), true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Says whether octets look like text at all, in some charset.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return true;
    }
    let head = bytes.get(..bytes.len().min(DETECTION_BYTES)).unwrap_or_default();
    let controls = head.iter().filter(|byte| is_foreign_to_text(**byte)).count();
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    zeros == 0 && controls * 50 <= head.len()
}

fn is_foreign_to_text(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x1A) || byte == 0x7F
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_told() {
        let check = |bytes: &[u8], expect: &str| assert_eq!(decode_html(bytes), expect);
        check("déjà".as_bytes(), "déjà");
        check(b"\xEF\xBB\xBFok", "ok");
        check(b"\xFF\xFEo\0k\0", "ok");
        check(b"Une r\xE9ponse \xE0 la r\xE9gion", "Une réponse à la région");
        check(b"<meta charset=\"koi8-r\">\xF0\xD2\xC9", "<meta charset=\"koi8-r\">При");
    }

    #[test]
    fn text_is_told_from_octets() {
        for text in [&b"a,b\r\n1,2"[..], b"r\xE9gion", b"\xFF\xFEo\0k\0", b"", b"form\x0Cfeed"] {
            assert!(is_text(text), "{text:?}");
        }
        for octets in [&b"\x00\x01\x02"[..], b"a\0b", b"\x01\x02\x03\x04 text"] {
            assert!(!is_text(octets), "{octets:?}");
        }
    }
}
