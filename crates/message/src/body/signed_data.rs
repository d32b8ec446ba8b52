//! What an opaque S/MIME signature is wrapped around (RFC 8551 §3.5.2): the message
//! inside a CMS `SignedData` (RFC 5652 §5).
//!
//! It unwraps and judges nothing: who signed, and whether that holds, is not read.
//! Octets are BER, as mailers write them: lengths may be left open, and a string may
//! come in pieces. What is encrypted stays as it is.

use std::borrow::Cow;

const SEQUENCE: u8 = 0x30;
const OBJECT_IDENTIFIER: u8 = 0x06;
const OCTET_STRING: u8 = 0x04;
const OCTET_STRING_IN_PIECES: u8 = 0x24;
/// `[0]`, with something inside.
const CONTENT: u8 = 0xA0;
const END_OF_CONTENT: u8 = 0x00;

/// 1.2.840.113549.1.7.2
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

/// Values that stand in one another, strings in pieces included.
const MOST_LEVELS: usize = 16;

/// Returns the octets that are signed; `None` if these are no `SignedData`, or hold none.
pub(crate) fn content(octets: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut content_info = Reader(octets).enter(SEQUENCE)?;
    if content_info.take()?.of(OBJECT_IDENTIFIER)? != SIGNED_DATA {
        return None;
    }
    let mut signed_data = content_info.enter(CONTENT)?.enter(SEQUENCE)?;
    signed_data.take()?; // version
    signed_data.take()?; // digest algorithms
    let mut signed = signed_data.enter(SEQUENCE)?;
    signed.take()?.of(OBJECT_IDENTIFIER)?;
    signed.enter(CONTENT)?.take()?.octets()
}

/// Values one after another.
struct Reader<'a>(&'a [u8]);

/// One value.
struct Value<'a> {
    tag: u8,
    inside: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Goes into the next value without looking for its end: it may be left open,
    /// and what was cut off behind does not matter.
    fn enter(&mut self, tag: u8) -> Option<Reader<'a>> {
        let (found, length, rest) = header(self.0)?;
        let inside = length.and_then(|length| rest.get(..length)).unwrap_or(rest);
        (found == tag).then_some(Reader(inside))
    }

    /// Takes the next value, whole.
    fn take(&mut self) -> Option<Value<'a>> {
        let (tag, length, rest) = header(self.0)?;
        let length = match length {
            Some(length) => length,
            None => open_length(rest)?,
        };
        let (inside, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(Value { tag, inside })
    }
}

impl<'a> Value<'a> {
    fn of(&self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.inside)
    }

    /// Returns the octets of a string, its pieces joined.
    fn octets(&self) -> Option<Cow<'a, [u8]>> {
        match self.tag {
            OCTET_STRING => Some(Cow::Borrowed(self.inside)),
            OCTET_STRING_IN_PIECES => joined(self.inside).map(Cow::Owned),
            _ => None,
        }
    }
}

/// Joins the pieces of a string; a piece may be in pieces. Goes on without recursion.
fn joined(pieces: &[u8]) -> Option<Vec<u8>> {
    let (mut open, mut octets) = (vec![Reader(pieces)], Vec::with_capacity(pieces.len()));
    while let Some(level) = open.last_mut() {
        if level.0.is_empty() {
            open.pop();
            continue;
        }
        match level.take()? {
            Value { tag: END_OF_CONTENT, .. } => {}
            Value { tag: OCTET_STRING, inside } => octets.extend_from_slice(inside),
            Value { tag: OCTET_STRING_IN_PIECES, inside } if open.len() < MOST_LEVELS => {
                open.push(Reader(inside));
            }
            _ => return None,
        }
    }
    Some(octets)
}

/// Returns tag, length (`None`: left open) and what follows (X.690 §8.1).
fn header(octets: &[u8]) -> Option<(u8, Option<usize>, &[u8])> {
    let (&tag, rest) = octets.split_first()?;
    let (&first, rest) = rest.split_first()?;
    match first {
        0x80 => Some((tag, None, rest)),
        ..0x80 => Some((tag, Some(usize::from(first)), rest)),
        _ => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
            let mut significant = digits.iter().skip_while(|digit| **digit == 0);
            let length = significant.try_fold(0_usize, |length, digit| {
                length.checked_mul(256).map(|length| length + usize::from(*digit))
            })?;
            Some((tag, Some(length), rest))
        }
    }
}

/// Returns the length of a value that was left open, its end mark included.
fn open_length(octets: &[u8]) -> Option<usize> {
    let (mut at, mut open) = (0, 1_usize);
    while open > 0 {
        let (tag, length, rest) = header(octets.get(at..)?)?;
        at = octets.len() - rest.len();
        match length {
            Some(0) if tag == END_OF_CONTENT => open -= 1,
            Some(length) => at = at.checked_add(length)?,
            None => open += 1,
        }
    }
    (at <= octets.len()).then_some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A value of known length.
    fn value(tag: u8, inside: &[u8]) -> Vec<u8> {
        let length = u16::try_from(inside.len()).expect("short").to_be_bytes();
        [&[tag, 0x82], length.as_slice(), inside].concat()
    }

    /// A value whose length is left open.
    fn open(tag: u8, inside: &[u8]) -> Vec<u8> {
        [&[tag, 0x80], inside, &[0, 0]].concat()
    }

    /// Wraps a string as signers do.
    fn signed(string: &[u8], wrap: fn(u8, &[u8]) -> Vec<u8>) -> Vec<u8> {
        let data = value(OBJECT_IDENTIFIER, b"\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01");
        let inner = wrap(SEQUENCE, &[data, wrap(CONTENT, string)].concat());
        let version = value(0x02, &[1]);
        let algorithms = wrap(0x31, &wrap(SEQUENCE, &value(OBJECT_IDENTIFIER, b"\x60")));
        let signer = value(0x31, b"");
        let data = wrap(SEQUENCE, &[version, algorithms, inner, signer].concat());
        wrap(SEQUENCE, &[value(OBJECT_IDENTIFIER, SIGNED_DATA), wrap(CONTENT, &data)].concat())
    }

    #[test]
    fn what_was_signed_comes_out() {
        let check = |octets: &[u8], expect: Option<&str>| {
            assert_eq!(content(octets).as_deref(), expect.map(str::as_bytes), "{octets:x?}");
        };
        let whole = value(OCTET_STRING, b"Content-Type: text/plain\n\nhello");
        let pieces = [value(OCTET_STRING, b"Content-Type: "), value(OCTET_STRING, b"text/plain\n\nhello")];
        let expect = Some("Content-Type: text/plain\n\nhello");
        check(&signed(&whole, value), expect);
        check(&signed(&whole, open), expect);
        check(&signed(&open(OCTET_STRING_IN_PIECES, &pieces.concat()), open), expect);
        check(&signed(&value(OCTET_STRING_IN_PIECES, &pieces.concat()), value), expect);
        let nested = open(OCTET_STRING_IN_PIECES, &open(OCTET_STRING_IN_PIECES, &pieces.concat()));
        check(&signed(&nested, open), expect);
        // The signers' certificates may be missing: what was signed is there.
        let cut = signed(&whole, value);
        check(&cut[..cut.len() - 3], expect);
        check(&signed(b"", value), None);
        check(&signed(&value(0x02, b"\x01"), value), None);
        check(b"", None);
        check(b"%PDF-1.4", None);
        check(&[SEQUENCE, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1], None);
    }

    #[test]
    fn strings_in_strings_end() {
        let mut string = value(OCTET_STRING, b"x");
        for _ in 0..200 {
            string = value(OCTET_STRING_IN_PIECES, &string);
        }
        assert_eq!(content(&signed(&string, value)), None);
    }

    proptest! {
        #[test]
        fn no_octets_are_too_strange(
            octets in prop::collection::vec(prop::sample::select(vec![
                0x30, 0x80, 0xA0, 0x24, 0x04, 0x06, 0x00, 0x09, 0x2A, 0x86, 0xFF, 0x84, 0x01,
            ]), 0..60),
            at in 0..80_usize,
        ) {
            content(&octets);
            let mut broken = signed(&open(OCTET_STRING_IN_PIECES, &value(OCTET_STRING, b"hello")), open);
            let at = at % broken.len();
            broken.splice(at..at, octets);
            content(&broken);
        }
    }
}
