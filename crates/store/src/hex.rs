//! Digests in JSON: 64 hexadecimal digits.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// A SHA-256 digest of something that is not a message.
pub(crate) type Digest = [u8; 32];

pub(crate) fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&print(digest))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom("not 64 hexadecimal digits"))
}

/// Writes a digest in lower case.
pub(crate) fn print(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * digest.len());
    for nibble in digest.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        text.push(char::from(DIGITS[usize::from(nibble)]));
    }
    text
}

/// Reads exactly 64 digits of either case.
pub(crate) fn parse(text: &str) -> Option<Digest> {
    if text.len() != 64 {
        return None;
    }
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(digest)
}

/// Returns the value of one digit.
pub(crate) fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back_as_it_prints() {
        let digest = std::array::from_fn(|i| (i * 9) as u8);
        assert_eq!(parse(&print(&digest)), Some(digest));
        assert_eq!(parse(&print(&digest).to_uppercase()), Some(digest));
        assert_eq!(parse(&"g".repeat(64)), None);
        assert_eq!(parse("00"), None);
    }
}
