//! Raw octets to header fields with their exact spans; nothing is decoded.
//!
//! A signature is over octets, so a field here is where it begins and ends.
//! `greffe-message` splits, for readers and for judges alike: what is judged
//! must be what is shown.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use greffe_message::{FieldSpan, HeaderSpans, header_start, split_header};
use memchr::{memchr, memchr_iter};

/// The most fields that are looked at; whoever writes more is not judged.
const MAX_FIELDS: usize = 100_000;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The raw octets in lines that end in LF or CRLF.
///
/// A file whose lines all end in CR alone is turned to LF, octet for octet, so
/// that every offset stays true. Longer ones than this are taken as they are.
const MAX_CR_ONLY_OCTETS: usize = 64 << 20;

/// A message, its fields told apart.
#[derive(Debug)]
pub(crate) struct Headers<'a> {
    octets: &'a [u8],
    fields: Vec<FieldSpan>,
    /// The [`head`]s and numbers of fields, by name in lower case, each name's from the topmost down.
    by_name: Vec<(u64, u32)>,
    body_start: usize,
    is_cut: bool,
}

/// Brings line ends of CR alone to LF, if there are no others.
pub(crate) fn with_lines(raw: &[u8]) -> Cow<'_, [u8]> {
    let is_cr_only = memchr(b'\n', raw).is_none() && memchr(b'\r', raw).is_some();
    if !is_cr_only || raw.len() > MAX_CR_ONLY_OCTETS {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|&octet| if octet == b'\r' { b'\n' } else { octet }).collect())
}

/// Returns how many lines end in LF without CR.
pub(crate) fn bare_line_feeds(octets: &[u8]) -> u64 {
    let all = memchr_iter(b'\n', octets).count() as u64;
    if memchr(b'\r', octets).is_none() { all } else { all - line_ends(octets) }
}

/// Returns how many lines end in CRLF.
///
/// In blocks whose count fits an octet, which the compiler turns to wide instructions.
fn line_ends(octets: &[u8]) -> u64 {
    const BLOCK: usize = u8::MAX as usize;
    let after = octets.get(1..).unwrap_or_default();
    let blocks = octets.chunks(BLOCK).zip(after.chunks(BLOCK));
    let in_block = |(block, after): (&[u8], &[u8])| {
        let pairs = block.iter().zip(after);
        u64::from(pairs.map(|(&octet, &next)| u8::from(octet == b'\r' && next == b'\n')).sum::<u8>())
    };
    blocks.map(in_block).sum()
}

impl<'a> Headers<'a> {
    /// Splits `octets`, as [`with_lines`] gives them.
    pub(crate) fn split(octets: &'a [u8]) -> Self {
        let mark = if octets.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let start = mark + header_start(&octets[mark..]);
        let HeaderSpans { fields, body_start, is_cut, .. } =
            split_header(octets, start, MAX_FIELDS, |_| false);
        let mut headers = Headers { octets, fields, by_name: Vec::new(), body_start, is_cut };
        headers.by_name = headers.sorted_by_name();
        headers
    }

    /// Returns the octets that were split.
    pub(crate) fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// Returns all fields, the topmost first.
    pub(crate) fn fields(&self) -> &[FieldSpan] {
        &self.fields
    }

    /// There are more fields than are looked at.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Returns where the body begins.
    pub(crate) fn body_start(&self) -> usize {
        self.body_start
    }

    /// Returns the body.
    pub(crate) fn body(&self) -> &'a [u8] {
        &self.octets[self.body_start..]
    }

    /// Returns the name as written, without the blanks before the colon.
    pub(crate) fn name(&self, field: &FieldSpan) -> &'a [u8] {
        &self.octets[field.name()]
    }

    /// Returns what follows the colon, folds included, the final line end excluded.
    pub(crate) fn value(&self, field: &FieldSpan) -> &'a [u8] {
        &self.octets[field.value()]
    }

    /// Returns all up to the colon, and it.
    pub(crate) fn start(&self, field: &FieldSpan) -> &'a [u8] {
        &self.octets[field.up_to_value()]
    }

    /// Returns the places in [`Headers::fields`] of all fields called `name`,
    /// the topmost first, as a range of [`Headers::in_order_of_name`].
    pub(crate) fn group(&self, name: &[u8]) -> Range<usize> {
        // A signature asks for dozens of names: the heads spare all but a few looks at the octets.
        let head = head(name);
        let compared = |&(other, number): &(u64, u32)| {
            other.cmp(&head).then_with(|| compare_rests(self.name_of(number), name))
        };
        let start = self.by_name.partition_point(|field| compared(field) == Ordering::Less);
        let named = self.by_name[start..].partition_point(|field| compared(field) == Ordering::Equal);
        start..start + named
    }

    /// Returns the number of the field that stands at a place of [`Headers::group`].
    pub(crate) fn in_order_of_name(&self, place: usize) -> usize {
        self.by_name[place].1 as usize
    }

    /// Returns all fields called `name`, the topmost first.
    pub(crate) fn all(&self, name: &str) -> impl DoubleEndedIterator<Item = &FieldSpan> {
        self.group(name.as_bytes()).map(|place| &self.fields[self.in_order_of_name(place)])
    }

    fn name_of(&self, number: u32) -> &'a [u8] {
        self.name(&self.fields[number as usize])
    }

    fn sorted_by_name(&self) -> Vec<(u64, u32)> {
        let mut numbered: Vec<(u64, u32)> =
            self.fields.iter().zip(0..).map(|(field, number)| (head(self.name(field)), number)).collect();
        numbered.sort_unstable_by(|left, right| {
            let rests = || compare_rests(self.name_of(left.1), self.name_of(right.1));
            left.0.cmp(&right.0).then_with(rests).then(left.1.cmp(&right.1))
        });
        numbered
    }
}

/// Returns the first eight octets in lower case as a number: nearly always
/// enough to tell two names apart.
fn head(name: &[u8]) -> u64 {
    let mut octets = [0; 8];
    for (to, from) in octets.iter_mut().zip(name) {
        *to = from.to_ascii_lowercase();
    }
    u64::from_be_bytes(octets)
}

/// Compares two names of the same [`head`].
fn compare_rests(left: &[u8], right: &[u8]) -> Ordering {
    match (left.get(8..), right.get(8..)) {
        (Some(left), Some(right)) => {
            left.iter().map(u8::to_ascii_lowercase).cmp(right.iter().map(u8::to_ascii_lowercase))
        }
        _ => left.len().cmp(&right.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_are_spans_of_the_octets() {
        let check = |raw: &str, expect: &[(&str, &str)], body: &str| {
            let octets = with_lines(raw.as_bytes());
            let headers = Headers::split(&octets);
            let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
            let fields: Vec<(String, String)> = headers
                .fields()
                .iter()
                .map(|field| (text(headers.name(field)), text(&octets[field.whole()])))
                .collect();
            let expect: Vec<_> =
                expect.iter().map(|&(name, all)| (name.to_owned(), all.to_owned())).collect();
            assert_eq!(fields, expect, "{raw:?}");
            assert_eq!(text(headers.body()), body, "{raw:?}");
        };
        check("A: b\r\nC :d\r\n\r\nbody", &[("A", "A: b\r\n"), ("C", "C :d\r\n")], "body");
        check("A: b\n\tc\r\n  d\n\nbody", &[("A", "A: b\n\tc\r\n  d\n")], "body");
        check("A: b\r\rbody\r", &[("A", "A: b\n")], "body\n");
        check("A: b\rc\n\nbody", &[("A", "A: b\rc\n")], "body");
        check("A: b", &[("A", "A: b")], "");
        check("", &[], "");
        check("\nbody", &[], "body");
        check("From x Thu Jan 1\nA: b\n\nbody", &[("A", "A: b\n")], "body");
        check("\u{feff}A: b\n\nbody", &[("A", "A: b\n")], "body");
        check("A: b\njunk\nC: d\n\n", &[("A", "A: b\n"), ("", "junk\n"), ("C", "C: d\n")], "");
        check("A: b\n \nthe body: begins", &[("A", "A: b\n")], " \nthe body: begins");
    }

    #[test]
    fn names_are_found_in_any_case() {
        let raw = b"Received: 1\nDKIM-Signature: 2\nreceived: 3\nDKIM-Signatur: 4\nRECEIVED : 5\n\n";
        let headers = Headers::split(raw);
        let check = |name: &str, expect: &[&str]| {
            let values: Vec<&str> = headers
                .all(name)
                .map(|field| std::str::from_utf8(headers.value(field)).expect("ascii").trim())
                .collect();
            assert_eq!(values, expect, "{name}");
        };
        check("received", &["1", "3", "5"]);
        check("Dkim-signature", &["2"]);
        check("dkim-signatur", &["4"]);
        check("dkim-signature-", &[]);
        check("", &[]);
    }

    #[test]
    fn bare_line_feeds_are_counted() {
        let check = |octets: &[u8], expect: u64| assert_eq!(bare_line_feeds(octets), expect, "{octets:?}");
        check(b"a\nb\r\nc\r\r\n\n\r", 2);
        check(b"", 0);
        check(b"\n\n", 2);
        check(&b"ab\r\n".repeat(1000), 0);
        check(&[b"a\n".repeat(1000), b"\r\n".repeat(1000)].concat(), 1000);
    }

    #[test]
    fn a_million_fields_are_cut() {
        let raw = [b"A: b\n".repeat(MAX_FIELDS + 1), b"\nbody".to_vec()].concat();
        let headers = Headers::split(&raw);
        assert!(headers.is_cut() && headers.body() == b"body");
    }

    #[test]
    fn a_header_behind_blank_lines_is_judged_as_it_is_shown() {
        let check = |raw: &[u8], fields: usize| {
            let octets = with_lines(raw);
            assert_eq!(Headers::split(&octets).fields().len(), fields, "{raw:?}");
            assert_eq!(greffe_message::parse(raw).headers.len(), fields, "{raw:?}");
        };
        check(b"\r\n\nFrom: a@b.example\r\nTo: c@d.example\r\n\r\nbody", 2);
        check(b"\xEF\xBB\xBF\nFrom: a@b.example\nTo: c@d.example\n\nbody", 2);
        check(b"\r\rFrom: a@b.example\rTo: c@d.example\r\rbody", 2);
        check(b"\nNote: this\nthat: is a body", 0);
    }

    proptest! {
        #[test]
        fn the_header_is_that_which_is_shown(raw in "([A-Ca-c:> \t\r\n-]|From |A: b\n|\r\n){0,40}") {
            let octets = with_lines(raw.as_bytes());
            let headers = Headers::split(&octets);
            let names: Vec<String> = headers
                .fields()
                .iter()
                .map(|field| String::from_utf8_lossy(headers.name(field)).into_owned())
                .collect();
            let shown: Vec<String> =
                greffe_message::parse(raw.as_bytes()).headers.into_iter().map(|header| header.name).collect();
            prop_assert_eq!(names, shown);
        }
    }
}
