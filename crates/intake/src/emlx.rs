//! Apple Mail's `.emlx`: a line with the message's length, the message, then a
//! property list with its flags.

use std::ops::Range;

use greffe_terms::Flags;
use memchr::{memchr, memmem};

use crate::flags::of_emlx_bits;
use crate::header;

/// Returns the span of the message in a file that begins with `head`.
///
/// Its end is what the first line says; the file may be shorter.
pub(crate) fn message_span(head: &[u8]) -> Option<Range<u64>> {
    let line_end = memchr(b'\n', head.get(..24).unwrap_or(head))?;
    let count = std::str::from_utf8(head.get(..line_end)?).ok()?.trim_end();
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let length: u64 = count.parse().ok().filter(|_| is_number)?;
    let start = line_end as u64 + 1;
    header::is_message(head.get(line_end + 1..)?).then(|| start..start.saturating_add(length))
}

/// Returns the flags of the property list that follows the message.
pub(crate) fn flags(property_list: &[u8]) -> Flags {
    integer_of(property_list, b"<key>flags</key>").map(of_emlx_bits).unwrap_or_default()
}

fn integer_of(property_list: &[u8], key: &[u8]) -> Option<u64> {
    const OPEN: &[u8] = b"<integer>";
    let after_key = property_list.get(memmem::find(property_list, key)? + key.len()..)?;
    let digits = after_key.trim_ascii_start().strip_prefix(OPEN)?;
    let digits = digits.get(..memchr(b'<', digits)?)?;
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_where_the_message_ends() {
        let check = |head: &str, expect: Option<Range<u64>>| {
            assert_eq!(message_span(head.as_bytes()), expect, "{head:?}")
        };
        check("12        \nFrom: a\n\nxy\n<?xml", Some(11..23));
        check("99\nFrom: a\n\n", Some(3..102));
        check("12\nhello\n", None);
        check("From: a\n\n", None);
        check("99999999999999999999999\nFrom: a\n", None);
        check("", None);
    }

    #[test]
    fn flags_are_in_the_property_list() {
        let check = |list: &str, expect: Flags| assert_eq!(flags(list.as_bytes()), expect, "{list}");
        let seen = Flags { seen: true, ..Flags::default() };
        check("<dict>\n\t<key>flags</key>\n\t<integer>8590195713</integer>", seen);
        check("<key>flags</key><string>1</string>", Flags::default());
        check("", Flags::default());
    }
}
