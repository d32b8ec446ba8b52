//! DomainKey-Signature (RFC 4870), the forerunner: one hash over header and body.

use super::canonical::{self, push_without_blanks};
use super::{Mark, Unsigned, field};

/// Makes the signature of `mark` over `mail`, canonical form `nofws`.
///
/// `h=` names every field below, in their order, which RFC 4870 §3.3 asks for.
pub(super) fn sign(mark: &Mark, mail: Unsigned) -> Vec<u8> {
    let fields = canonical::fields(mail.fields);
    let names: Vec<String> =
        fields.iter().map(|field| String::from_utf8_lossy(canonical::name_of(field)).into_owned()).collect();
    let octets = canonical_octets(&fields, mail.body);
    let mut out = format!(
        "DomainKey-Signature: a={}; q=dns; c=nofws;\r\n\ts={}; d={};\r\n\th={};\r\n\tb=",
        mark.form.algorithm.name(),
        mark.selector,
        mark.domain,
        field::list_of(&names)
    )
    .into_bytes();
    field::push_folded(&mark.pair.sign(mark.form.algorithm, &octets), &mut out);
    out.extend_from_slice(b";\r\n");
    out
}

fn canonical_octets(fields: &[&[u8]], body: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(body.len());
    for field in fields {
        octets.extend(field.iter().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')));
        octets.extend_from_slice(b"\r\n");
    }
    // The empty line counts only before a body.
    let header = octets.len();
    octets.extend_from_slice(b"\r\n");
    push_without_blanks(body, &mut octets);
    if octets.len() == header + 2 {
        octets.truncate(header);
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_and_body_are_hashed_in_one() {
        let check = |header: &str, body: &str, expect: &str| {
            let fields = canonical::fields(header.as_bytes());
            let octets = canonical_octets(&fields, body.as_bytes());
            assert_eq!(String::from_utf8_lossy(&octets), expect);
        };
        check("From: a b\r\nSubject: c\r\n d\r\n", " e f \r\n\r\n", "From:ab\r\nSubject:cd\r\n\r\nef\r\n");
        check("From: a\r\n", "\r\n\r\n", "From:a\r\n");
    }
}
