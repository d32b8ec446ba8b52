//! Finds the places where relaxed canonicalization changes anything.
//!
//! Nearly all octets of a mail stay as they are: words and the single spaces
//! between them. Eight octets at a time are looked at in one register, and only
//! what may be a gap (two blanks or line ends in a row, a tab, a line feed) is
//! looked at singly.

const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// Added to seven bits, sets the eighth from 0x21 on.
const ABOVE_BLANK: u64 = 0x5F5F_5F5F_5F5F_5F5F;
/// Added to seven bits, sets the eighth from 0x0B on.
const ABOVE_LINE_FEED: u64 = 0x7575_7575_7575_7575;

/// Blanks and line ends between two runs of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// Where it begins.
    pub(super) start: usize,
    /// Where text goes on.
    pub(super) end: usize,
    /// Line ends in it.
    pub(super) line_ends: u64,
    /// Blanks follow the last of them.
    pub(super) ends_blank: bool,
}

/// Returns the first gap at or after `from` that is not one single space.
///
/// A CRLF between two octets of text is no gap if `keeps_crlf`: it is canonical already.
pub(super) fn next_gap(octets: &[u8], from: usize, keeps_crlf: bool) -> Option<Gap> {
    let mut at = from;
    loop {
        let mark = next_mark(octets, from, at)?;
        let start = gap_start(octets, from, mark);
        let is_canonical = keeps_crlf
            && octets[start..].starts_with(b"\r\n")
            && octets.get(start + 2).is_some_and(|&octet| octet > b' ');
        if !is_canonical {
            let gap = gap_at(octets, start);
            let is_one_space = gap.end - gap.start == 1 && octets[start] == b' ';
            if gap.end > gap.start && !is_one_space {
                return Some(gap);
            }
        }
        at = mark + 1;
    }
}

/// Reads the blanks and line ends that begin at `start`.
pub(super) fn gap_at(octets: &[u8], start: usize) -> Gap {
    let mut gap = Gap { start, end: start, line_ends: 0, ends_blank: false };
    loop {
        match octets[gap.end..] {
            [b' ' | b'\t', ..] => {
                gap.ends_blank = true;
                gap.end += 1;
            }
            [b'\n', ..] | [b'\r', b'\n', ..] => {
                gap.end += if octets[gap.end] == b'\r' { 2 } else { 1 };
                gap.line_ends += 1;
                gap.ends_blank = false;
            }
            // A CR alone is text (RFC 6376 §3.4.4 knows only CRLF).
            _ => return gap,
        }
    }
}

/// Returns where the gap that a mark lies in begins.
fn gap_start(octets: &[u8], from: usize, mark: usize) -> usize {
    if mark == from {
        return mark;
    }
    match (octets[mark - 1], octets[mark]) {
        (b' ' | b'\t', _) | (b'\r', b'\n') => mark - 1,
        _ => mark,
    }
}

/// Returns the first place at or after `at` that holds a control up to LF, or a
/// blank or control after another; what stands before `from` does not count.
fn next_mark(octets: &[u8], from: usize, mut at: usize) -> Option<usize> {
    let is_low = |octet: u8| octet <= b' ';
    let mut carry = u64::from(at > from && is_low(octets[at - 1])) << 7;
    let mut words = octets[at..].chunks_exact(8);
    for word in words.by_ref() {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        let low = !((word & LOW_BITS).wrapping_add(ABOVE_BLANK) | word) & HIGH_BITS;
        let control = !((word & LOW_BITS).wrapping_add(ABOVE_LINE_FEED) | word) & HIGH_BITS;
        let marks = control | (low & (low << 8 | carry));
        if marks != 0 {
            return Some(at + (marks.trailing_zeros() / 8) as usize);
        }
        carry = low >> 56;
        at += 8;
    }
    let mut follows_low = carry != 0;
    for (place, &octet) in words.remainder().iter().enumerate() {
        if octet <= b'\n' || (follows_low && is_low(octet)) {
            return Some(at + place);
        }
        follows_low = is_low(octet);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn gaps_are_found() {
        let check = |octets: &str, keeps_crlf: bool, expect: Option<(usize, usize, u64, bool)>| {
            let gap = next_gap(octets.as_bytes(), 0, keeps_crlf);
            let gap = gap.map(|gap| (gap.start, gap.end, gap.line_ends, gap.ends_blank));
            assert_eq!(gap, expect, "{octets:?}");
        };
        check("one word and another, and so on", false, None);
        check("seven   octets", false, Some((5, 8, 0, true)));
        check("a\tb", false, Some((1, 2, 0, true)));
        check("a line\r\nanother", false, Some((6, 8, 1, false)));
        check("a line\r\nanother", true, None);
        check("a line \r\nanother", true, Some((6, 9, 1, false)));
        check("a line\r\n", true, Some((6, 8, 1, false)));
        check("a line\nanother", true, Some((6, 7, 1, false)));
        check("a line\r\n\r\n another", true, Some((6, 11, 2, true)));
        check("bare\rcr \r cr", false, None);
        check("\0\0 nul \0", false, None);
    }

    proptest! {
        #[test]
        fn no_gap_is_missed(octets in "[a\u{e9}\0\r\n\t ]{0,40}", from in 0_usize..8) {
            let octets = octets.as_bytes();
            let from = from.min(octets.len());
            let starts_gap = |&at: &usize| {
                let gap = gap_at(octets, at);
                gap.end > at && (gap.end > at + 1 || octets[at] != b' ')
            };
            let expect = (from..octets.len()).find(starts_gap).map(|at| gap_at(octets, at));
            prop_assert_eq!(next_gap(octets, from, false), expect);
        }
    }
}
