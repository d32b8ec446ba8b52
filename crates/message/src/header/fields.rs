//! Octets to header fields (RFC 5322 §2.2), and a field's octets to text.

use std::borrow::Cow;

use greffe_terms::Defect;
use memchr::memchr2;

use crate::body::charset;
use crate::defects::Defects;
use crate::header::split::{FieldSpan, split_header};

/// The most fields of one header that are read.
pub(crate) const MAX_FIELDS: usize = 10_000;

/// One field as it stands in the octets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// The name as written; empty for a line without a name, kept so that nothing is lost.
    pub(crate) name: &'a [u8],
    /// What follows the colon, folds included, final line end excluded.
    pub(crate) value: &'a [u8],
}

/// A header, split.
#[derive(Debug, Default)]
pub(crate) struct Block<'a> {
    /// Its fields, topmost first.
    pub(crate) fields: Vec<Field<'a>>,
    /// Where the body begins.
    pub(crate) body_start: usize,
    /// Where the lines begin that end the header and are no fields, if there are any: the
    /// body, if there is no other.
    junk_start: Option<usize>,
    /// These lines are read as the body; they are fields without a name all the same.
    has_ceded: bool,
}

impl<'a> Block<'a> {
    /// Returns the first field called `name`.
    pub(crate) fn first(&self, name: &str) -> Option<Field<'a>> {
        self.all(name).next()
    }

    /// Returns all fields called `name`.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = Field<'a>> {
        self.fields.iter().copied().filter(move |field| field.name.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Gives the lines at its end that are no fields to the body, which they begin.
    pub(crate) fn cede_junk(&mut self) -> Option<usize> {
        self.has_ceded = self.junk_start.is_some();
        self.junk_start
    }

    /// Returns the lines that are no fields, but for those that it gave to the body.
    pub(crate) fn junk(&self) -> impl Iterator<Item = &'a [u8]> {
        let last = self.fields.iter().rposition(|field| !field.name.is_empty());
        let end = if self.has_ceded { last.map_or(0, |last| last + 1) } else { self.fields.len() };
        self.fields.iter().take(end).filter(|field| field.name.is_empty()).map(|field| field.value)
    }
}

/// Splits the header that begins at `start`, up to an empty line or to a line
/// for which `is_delimiter` holds (only asked about lines that begin with `--`).
/// As [`split_header`] does, which see.
pub(crate) fn split<'a>(
    raw: &'a [u8],
    start: usize,
    is_delimiter: impl Fn(&[u8]) -> bool,
    defects: &mut Defects,
) -> Block<'a> {
    let spans = split_header(raw, start, MAX_FIELDS, is_delimiter);
    defects.insert_if(spans.has_junk, Defect::HeaderWithoutColon);
    defects.insert_if(spans.is_cut, Defect::TooManyHeaders);
    let field = |span: &FieldSpan| Field { name: &raw[span.name()], value: &raw[span.value()] };
    let fields: Vec<_> = spans.fields.iter().map(field).collect();
    Block {
        fields,
        body_start: spans.body_start,
        junk_start: junk_start(raw, &spans.fields),
        has_ceded: false,
    }
}

fn junk_start(raw: &[u8], fields: &[FieldSpan]) -> Option<usize> {
    let junk = fields.iter().rev().take_while(|field| field.name().is_empty()).last()?;
    let before = raw.get(..junk.whole().start)?.trim_ascii_end();
    // A parameter of the field before, whose blanks were lost.
    (!before.ends_with(b";")).then_some(junk.whole().start)
}

/// Turns the octets of a value to text: folds become one space, 8-bit octets
/// are read as UTF-8, else as `charset`, else as what they look like.
/// Encoded-words stay encoded.
pub(crate) fn value_text<'a>(value: &'a [u8], charset: Option<&str>, defects: &mut Defects) -> Cow<'a, str> {
    let value = value.trim_ascii();
    let text = match std::str::from_utf8(value) {
        Ok(text) => {
            defects.insert_if(!value.is_ascii(), Defect::EightBitHeader);
            Cow::Borrowed(text)
        }
        Err(_) => {
            defects.insert(Defect::EightBitHeader);
            let decoded = charset::decode(value, charset);
            decoded.note(defects);
            Cow::Owned(decoded.text.into_owned())
        }
    };
    match memchr2(b'\r', b'\n', text.as_bytes()) {
        Some(_) => Cow::Owned(unfold(&text)),
        None => text,
    }
}

fn unfold(text: &str) -> String {
    let mut unfolded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr2(b'\r', b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest[..end].trim_ascii();
        if !line.is_empty() && !unfolded.is_empty() {
            unfolded.push(' ');
        }
        unfolded.push_str(line);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    unfolded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_end_where_the_body_begins() {
        let check = |raw: &str, expect: &[(&str, &str)], body: &str, defects: &[Defect]| {
            let mut met = Defects::default();
            let block = split(raw.as_bytes(), 0, |line| line == b"--stop", &mut met);
            let fields: Vec<_> = block
                .fields
                .iter()
                .map(|field| {
                    let value = value_text(field.value, None, &mut met).into_owned();
                    (std::str::from_utf8(field.name).expect("ascii"), value)
                })
                .collect();
            let expect: Vec<_> = expect.iter().map(|&(name, value)| (name, value.to_owned())).collect();
            assert_eq!(fields, expect, "{raw:?}");
            assert_eq!(&raw[block.body_start..], body, "{raw:?}");
            assert_eq!(met.into_vec(), defects, "{raw:?}");
        };
        check("A: b\r\nC :d\r\n\r\nbody", &[("A", "b"), ("C", "d")], "body", &[]);
        check("A: b\n\tc\n  d\n\nbody", &[("A", "b c d")], "body", &[]);
        check("A: b", &[("A", "b")], "", &[]);
        check(" A: b\nC: d\n\n", &[("A", "b"), ("C", "d")], "", &[]);
        check("", &[], "", &[]);
        check("\nbody", &[], "body", &[]);
        check("From x Thu Jan 1\nA: b\n\nbody", &[("A", "b")], "body", &[]);
        check("A: b\n--stop\nC: d", &[("A", "b")], "--stop\nC: d", &[]);
        check("A: b\n--go: on\n\n", &[("A", "b"), ("--go", "on")], "", &[]);
        let colon = [Defect::HeaderWithoutColon];
        check("A: b\n--go\nC: d\n", &[("A", "b")], "--go\nC: d\n", &colon);
        check("A: b\njunk\nC: d\n\nbody", &[("A", "b"), ("", "junk"), ("C", "d")], "body", &colon);
        check("A: b\njunk\n\nbody", &[("A", "b"), ("", "junk")], "body", &colon);
        check("A: b\nno field\nat all\n", &[("A", "b")], "no field\nat all\n", &colon);
        check("A: b\n \nthe body: begins", &[("A", "b")], " \nthe body: begins", &colon);
        check("A: b\n \nC: d\n\n", &[("A", "b"), ("C", "d")], "", &[]);
        check("no header\nat all", &[], "no header\nat all", &[]);
        check("no header\n\nat all", &[], "no header\n\nat all", &colon);
        check("A: é\n\n", &[("A", "é")], "", &[Defect::EightBitHeader]);
    }

    #[test]
    fn a_million_fields_are_cut_but_the_body_is_found() {
        let raw = [b"A: b\n".repeat(MAX_FIELDS + 1), b"\nbody".to_vec()].concat();
        let mut met = Defects::default();
        let block = split(&raw, 0, |_| false, &mut met);
        assert_eq!(block.fields.len(), MAX_FIELDS);
        assert_eq!(&raw[block.body_start..], b"body");
        assert!(met.contains(Defect::TooManyHeaders));
    }
}
