//! Header fields in their signed form (RFC 6376 §3.4.1, §3.4.2; RFC 4870 §3.4.2).

use std::ops::Range;

use memchr::memchr_iter;

use super::runs::{gap_at, next_gap};
use crate::headers::{Field, Headers};
use crate::report::Canonical;

/// Puts one field, its final CRLF included.
pub(crate) fn field(form: Canonical, headers: &Headers<'_>, field: &Field, to: &mut Vec<u8>) {
    let (line, name) = (headers.line(field), headers.name(field));
    put(form, name, headers.value(field), line, to);
    to.extend_from_slice(b"\r\n");
}

/// Puts the field of a signature, without what its `b=` says (`emptied`, a span
/// of its value) and without a final CRLF (RFC 6376 §3.7).
pub(crate) fn signature_field(
    form: Canonical,
    headers: &Headers<'_>,
    field: &Field,
    emptied: &Range<usize>,
    to: &mut Vec<u8>,
) {
    let value = headers.value(field);
    let before = value.get(..emptied.start).unwrap_or(value);
    let after = value.get(emptied.end..).unwrap_or_default();
    let value = [before, after].concat();
    let line_start = &headers.octets()[field.span().start..field.value_span().start];
    let line = [line_start, &value].concat();
    put(form, headers.name(field), &value, &line, to);
}

fn put(form: Canonical, name: &[u8], value: &[u8], line: &[u8], to: &mut Vec<u8>) {
    match form {
        Canonical::Simple => simple(line, to),
        Canonical::Relaxed => relaxed(name, value, to),
        Canonical::Nofws => {
            to.extend(line.iter().filter(|octet| !matches!(octet, b' ' | b'\t' | b'\r' | b'\n')))
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
pub(super) fn relaxed(name: &[u8], value: &[u8], to: &mut Vec<u8>) {
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

    #[test]
    fn fields_take_their_signed_form() {
        let check = |form: Canonical, raw: &str, expect: &str| {
            let headers = Headers::split(raw.as_bytes());
            let mut octets = Vec::new();
            headers.fields().iter().for_each(|each| field(form, &headers, each, &mut octets));
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

    #[test]
    fn the_signature_is_left_out_of_itself() {
        let check = |form: Canonical, expect: &str| {
            let headers = Headers::split(b"DKIM-Signature: a=x;\r\n\tb = YW\r\n Jj ; c=y\r\n\r\n");
            let value = headers.value(&headers.fields()[0]);
            let span = crate::tags::Tags::parse(value).expect("a list").span("b").expect("there");
            let mut octets = Vec::new();
            signature_field(form, &headers, &headers.fields()[0], &span, &mut octets);
            assert_eq!(String::from_utf8_lossy(&octets), expect, "{form:?}");
        };
        check(Canonical::Relaxed, "dkim-signature:a=x; b =; c=y");
        check(Canonical::Simple, "DKIM-Signature: a=x;\r\n\tb =; c=y");
    }
}
