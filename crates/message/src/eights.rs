//! Eight octets in one register: what a text is made of is looked at eight octets at a time.
//!
//! Each mask has the highest bit of an octet set where the octet is what was looked for;
//! the first octet is the lowest, as it is read from little endian.

/// The highest bit of each octet: set in what is beyond ASCII.
pub(crate) const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// What makes small letters of capitals, and leaves figures as they are.
pub(crate) const SMALL: u64 = 0x2020_2020_2020_2020;

/// Returns the octets of ASCII from `first` on, and perhaps others beyond ASCII.
#[inline]
fn from(eight: u64, first: u8) -> u64 {
    (eight & !HIGH_BITS) + u64::from_le_bytes([0x80 - first; 8])
}

/// Marks the octets below one of ASCII.
#[inline]
pub(crate) fn below(eight: u64, end: u8) -> u64 {
    !(from(eight, end) | eight) & HIGH_BITS
}

/// Marks the letters of ASCII.
#[inline]
pub(crate) fn letters(eight: u64) -> u64 {
    let small = eight | SMALL;
    from(small, b'a') & !from(small, b'z' + 1) & !eight & HIGH_BITS
}

/// Marks the digits of ASCII.
#[inline]
pub(crate) fn digits(eight: u64) -> u64 {
    from(eight, b'0') & !from(eight, b'9' + 1) & !eight & HIGH_BITS
}

/// Marks the first octet that is `octet`, and perhaps others behind it.
#[inline]
pub(crate) fn first_equal(eight: u64, octet: u8) -> u64 {
    let others = eight ^ u64::from_le_bytes([octet; 8]);
    others.wrapping_sub(HIGH_BITS >> 7) & !others & HIGH_BITS
}

/// Returns how many octets stand before the first that is marked.
#[inline]
pub(crate) fn before(mask: u64) -> usize {
    mask.trailing_zeros() as usize / 8
}

/// Leaves of eight octets the first `count`, which are fewer than eight.
#[inline]
pub(crate) fn first(eight: u64, count: usize) -> u64 {
    eight & ((1 << (8 * count)) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_octet_is_told() {
        let check = |mask: fn(u64) -> u64, is_it: fn(u8) -> bool| {
            for octet in 0..=u8::MAX {
                for place in 0..8 {
                    let mut octets = [b'-'; 8];
                    octets[place] = octet;
                    let is_marked = mask(u64::from_le_bytes(octets)) >> (8 * place) == 0x80;
                    assert_eq!(is_marked, is_it(octet), "{octet} {place}");
                }
            }
        };
        check(letters, |octet| octet.is_ascii_alphabetic());
        check(digits, |octet| octet.is_ascii_digit());
        check(|eight| below(eight, b'!'), |octet| octet <= b' ');
        check(|eight| first_equal(eight, b'='), |octet| octet == b'=');
    }

    #[test]
    fn the_first_are_counted_and_left() {
        let eight = u64::from_le_bytes(*b"==a=====");
        assert_eq!(before(first_equal(eight, b'a')), 2);
        assert_eq!(before(first_equal(eight, b'b')), 8);
        assert_eq!(first(eight, 3), u64::from_le_bytes(*b"==a\0\0\0\0\0"));
        assert_eq!(first(eight, 0), 0);
    }
}
