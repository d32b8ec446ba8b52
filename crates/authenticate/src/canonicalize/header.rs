//! Header fields in their signed form (RFC 6376 §3.4.1, §3.4.2; RFC 4870 §3.4.2).

use memchr::memchr_iter;

use super::runs::{gap_at, next_gap};
use crate::report::Canonical;

/// Puts one field, its final CRLF included.
pub(crate) fn field(form: Canonical, start: &[u8], value: &[u8], to: &mut Vec<u8>) {
    signature_field(form, start, value, to);
    to.extend_from_slice(b"\r\n");
}

/// Puts the field of a signature itself, which ends in no CRLF (RFC 6376 §3.7).
///
/// `start` is all up to the colon, which is its last octet.
pub(crate) fn signature_field(form: Canonical, start: &[u8], value: &[u8], to: &mut Vec<u8>) {
    match form {
        Canonical::Simple => {
            simple(start, to);
            simple(value, to);
        }
        Canonical::Relaxed => relaxed(start, value, to),
        Canonical::Nofws => {
            let is_text = |octet: &&u8| !matches!(**octet, b' ' | b'\t' | b'\r' | b'\n');
            to.extend(start.iter().chain(value).filter(is_text));
        }
    }
}

/// As it is, with CRLF.
fn simple(line: &[u8], to: &mut Vec<u8>) {
    let mut start = 0;
    for at in memchr_iter(b'\n', line) {
        if at == 0 || line[at - 1] != b'\r' {
            to.extend_from_slice(&line[start..at]);
            to.extend_from_slice(b"\r\n");
            start = at + 1;
        }
    }
    to.extend_from_slice(&line[start..]);
}

/// Name in lower case, folds and blanks to one space, none at either end of the value.
fn relaxed(start: &[u8], value: &[u8], to: &mut Vec<u8>) {
    let name = start.strip_suffix(b":").unwrap_or(start).trim_ascii_end();
    to.extend(name.iter().map(u8::to_ascii_lowercase));
    to.push(b':');
    let mut at = gap_at(value, 0).end;
    while let Some(gap) = next_gap(value, at, false) {
        to.extend_from_slice(&value[at..gap.start]);
        if gap.end < value.len() {
            to.push(b' ');
        }
        at = gap.end;
    }
    let rest = &value[at..];
    to.extend_from_slice(rest.strip_suffix(b" ").unwrap_or(rest));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::Headers;

    #[test]
    fn fields_take_their_signed_form() {
        let check = |form: Canonical, raw: &str, expect: &str| {
            let headers = Headers::split(raw.as_bytes());
            let mut octets = Vec::new();
            for each in headers.fields() {
                field(form, headers.start(each), headers.value(each), &mut octets);
            }
            assert_eq!(String::from_utf8_lossy(&octets), expect, "{form:?} {raw:?}");
        };
        // RFC 6376 §3.4.5.
        let raw = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n";
        check(Canonical::Relaxed, raw, "a:X\r\nb:Y Z\r\n");
        check(Canonical::Simple, raw, "A: X\r\nB : Y\t\r\n\tZ  \r\n");
        check(Canonical::Nofws, raw, "A:X\r\nB:YZ\r\n");
        check(Canonical::Simple, "A: X\nB : Y\t\n\tZ  \n\n", "A: X\r\nB : Y\t\r\n\tZ  \r\n");
        check(Canonical::Relaxed, "A:\nB: \nC: a\n b\nD: é  é ", "a:\r\nb:\r\nc:a b\r\nd:é é\r\n");
        check(Canonical::Relaxed, "A: b \r c\r\n\r\n", "a:b \r c\r\n");
    }
}
