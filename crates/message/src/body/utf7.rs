//! UTF-7 (RFC 2152): UTF-16 in base64 between `+` and `-`.

use crate::body::base64;

/// Decodes `octets`; what is malformed becomes U+FFFD.
pub(crate) fn decode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    let mut rest = octets;
    while let Some(shift) = memchr::memchr(b'+', rest) {
        text.push_str(&String::from_utf8_lossy(&rest[..shift]));
        rest = &rest[shift + 1..];
        let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let (encoded, after) = rest.split_at(rest.iter().take_while(is_letter).count());
        // A `-` that ends a shift is not part of the text; `+-` is a plus sign.
        let closed = after.strip_prefix(b"-");
        match (encoded, closed) {
            ([], Some(_)) => text.push('+'),
            ([], None) => text.push(char::REPLACEMENT_CHARACTER),
            _ => push_utf16(encoded, &mut text),
        }
        rest = closed.unwrap_or(after);
    }
    text + &String::from_utf8_lossy(rest)
}

/// Bits left over that fill no unit are padding.
fn push_utf16(encoded: &[u8], text: &mut String) {
    let octets = base64::decode(encoded).octets;
    let units = octets.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    text.extend(char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_begin_and_end() {
        let check = |octets: &str, expect: &str| assert_eq!(decode(octets.as_bytes()), expect, "{octets:?}");
        check("plain", "plain");
        check("+AOk-t+AOk-", "été");
        check("+AKM.", "£.");
        check("x +AKM y", "x £ y");
        check("1 +- 1", "1 + 1");
        check("+AKM--x", "£-x");
        check("+2D3cqQ-", "\u{1F4A9}");
        check("+2D0-!", "\u{FFFD}!");
        check("a + b", "a \u{FFFD} b");
        check("+", "\u{FFFD}");
    }
}
