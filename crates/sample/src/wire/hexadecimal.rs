//! Octets as people compare them.

/// Returns `octets` in hexadecimal, small letters.
pub(crate) fn hexadecimal(octets: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
