//! Readings of a header.

use std::borrow::Cow;

use greffe_message::FieldSpan;

use super::{MAX_ATTEMPTS, list};
use crate::canonicalize;
use crate::headers::Headers;
use crate::report::{Canonical, Dialect, Repair, RepairMade};
use crate::signature::{Selection, Written};

/// One way to read a header.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct HeaderReading {
    /// The signature's own field.
    pub(crate) own: Spacing,
    /// The fields it is over.
    pub(crate) fields: Spacing,
    /// Content-Transfer-Encoding said `8bit`.
    pub(crate) was_8bit: bool,
    /// The subject had no tag of a list.
    pub(crate) untagged: bool,
}

/// How blanks and folds of a field are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Spacing {
    /// As they stand.
    #[default]
    AsIs,
    /// One space after the colon, all else as it stands.
    AfterColon,
    /// The line ends of folds are not there.
    Unfolded,
    /// One space for each fold and after the colon.
    Single,
    /// None within values, one after each `;` (a signature's own field).
    Compact,
}

impl HeaderReading {
    /// Tells whether what a list added is left out: that explains, and proves nothing.
    pub(crate) fn only_explains(&self) -> bool {
        self.untagged
    }

    /// Returns what it changes, in the order of the repairs.
    pub(crate) fn repairs(&self) -> Vec<RepairMade> {
        let all = [
            (self.own != Spacing::AsIs, Repair::SignatureSpacing),
            (self.fields != Spacing::AsIs, Repair::HeaderSpacing),
            (self.was_8bit, Repair::TransferEncoding),
            (self.untagged, Repair::ListAdditions),
        ];
        let made = all.into_iter().filter(|(is_made, _)| *is_made);
        made.map(|(_, repair)| RepairMade { repair, places: 1, offset: None }).collect()
    }
}

/// Returns the readings that could make a difference, the likeliest first; the first is as it is.
pub(crate) fn readings(
    headers: &Headers<'_>,
    written: &Written<'_>,
    selection: &Selection,
    body_was_8bit: bool,
) -> Vec<HeaderReading> {
    let as_is = HeaderReading::default();
    let mut readings = vec![as_is];
    let spaced = |own, fields| HeaderReading { own, fields, ..as_is };
    let is_simple = written.canonicalization.header == Canonical::Simple;
    let has_own = written.dialect != Dialect::Domainkeys;
    if is_simple && has_own {
        readings.extend([Spacing::Unfolded, Spacing::Single].map(|own| spaced(own, Spacing::AsIs)));
    }
    if written.canonicalization.header == Canonical::Relaxed {
        readings.push(spaced(Spacing::Compact, Spacing::AsIs));
    }
    if is_simple {
        let fields = [Spacing::AfterColon, Spacing::Unfolded, Spacing::Single];
        readings.extend(fields.map(|fields| spaced(Spacing::AsIs, fields)));
    }
    if body_was_8bit {
        readings.push(HeaderReading { was_8bit: true, ..as_is });
    }
    let is_tagged = |field: &FieldSpan| list::without_tag(headers.value(field)).is_some();
    if signed(headers, selection, "Subject").any(is_tagged) {
        readings.push(HeaderReading { untagged: true, ..as_is });
    }
    if is_simple && has_own {
        readings.push(spaced(Spacing::Single, Spacing::Single));
    }
    readings.truncate(MAX_ATTEMPTS);
    readings
}

fn signed<'h>(
    headers: &'h Headers<'_>,
    selection: &Selection,
    name: &str,
) -> impl Iterator<Item = &'h FieldSpan> {
    let numbers = headers.group(name.as_bytes()).map(|place| headers.in_order_of_name(place));
    numbers.filter(|&number| selection.holds(number)).map(|number| &headers.fields()[number])
}

/// Returns the canonical octets of the signed fields, then those of the signature itself.
pub(crate) fn octets(
    headers: &Headers<'_>,
    written: &Written<'_>,
    selection: &Selection,
    reading: HeaderReading,
) -> (Vec<u8>, Vec<u8>) {
    let form = written.canonicalization.header;
    let mut octets = Vec::with_capacity(2048);
    for &number in &selection.numbers {
        let field = &headers.fields()[number];
        let value = value_read(headers, field, reading);
        canonicalize::field(form, headers.start(field), &spaced(value, reading.fields), &mut octets);
    }
    let mut own = Vec::new();
    if written.dialect != Dialect::Domainkeys {
        let field = written.field(headers);
        let value = spaced(without_signature(headers, written), reading.own);
        canonicalize::signature_field(form, headers.start(field), &value, &mut own);
    }
    (octets, own)
}

/// Returns a signature's value without what its `b=` says (RFC 6376 §3.5, `b=`).
fn without_signature<'h>(headers: &Headers<'h>, written: &Written<'_>) -> Cow<'h, [u8]> {
    let value = headers.value(written.field(headers));
    let before = value.get(..written.emptied.start).unwrap_or(value);
    let after = value.get(written.emptied.end..).unwrap_or_default();
    Cow::Owned([before, after].concat())
}

fn value_read<'h>(headers: &Headers<'h>, field: &FieldSpan, reading: HeaderReading) -> Cow<'h, [u8]> {
    let (name, value) = (headers.name(field), headers.value(field));
    if reading.was_8bit && name.eq_ignore_ascii_case(b"content-transfer-encoding") {
        return Cow::Borrowed(b" 8bit");
    }
    let untagged = reading.untagged && name.eq_ignore_ascii_case(b"subject");
    let without_tag = if untagged { list::without_tag(value) } else { None };
    without_tag.map_or(Cow::Borrowed(value), Cow::Owned)
}

fn spaced(value: Cow<'_, [u8]>, spacing: Spacing) -> Cow<'_, [u8]> {
    match spacing {
        Spacing::AsIs => value,
        Spacing::AfterColon => Cow::Owned([b" ", value.trim_ascii_start()].concat()),
        Spacing::Unfolded => Cow::Owned(unfolded(&value)),
        Spacing::Single => Cow::Owned(single_spaced(&value)),
        Spacing::Compact => Cow::Owned(compact(&value)),
    }
}

/// A CR that ends no line stays: it is no fold, and may part two words.
fn unfolded(value: &[u8]) -> Vec<u8> {
    let lines = value.split(|&octet| octet == b'\n');
    let last = lines.clone().count() - 1;
    let text = |(nth, line): (usize, &'_ [u8])| match nth {
        _ if nth == last => line.to_vec(),
        _ => line.strip_suffix(b"\r").unwrap_or(line).to_vec(),
    };
    lines.enumerate().flat_map(text).collect()
}

fn single_spaced(value: &[u8]) -> Vec<u8> {
    let words = value.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.fold(Vec::with_capacity(value.len()), |mut spaced, word| {
        spaced.push(b' ');
        spaced.extend_from_slice(word);
        spaced
    })
}

fn compact(value: &[u8]) -> Vec<u8> {
    let mut compact = Vec::with_capacity(value.len());
    for (nth, tag) in value.split(|&octet| octet == b';').enumerate() {
        let tag: Vec<u8> = tag.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
        if nth > 0 {
            compact.push(b';');
        }
        if !tag.is_empty() {
            compact.push(b' ');
        }
        compact.extend(tag);
    }
    compact
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spaced_anew() {
        let check = |spacing: Spacing, value: &str, expect: &str| {
            let spaced = spaced(Cow::Borrowed(value.as_bytes()), spacing);
            assert_eq!(String::from_utf8_lossy(&spaced), expect, "{spacing:?} {value:?}");
        };
        check(Spacing::AsIs, "\t a\r\n b", "\t a\r\n b");
        check(Spacing::AfterColon, "\t a\r\n  b", " a\r\n  b");
        check(Spacing::Unfolded, "\r\n a\r\n  b", " a  b");
        check(Spacing::Unfolded, " a\rb\n\tc\r", " a\rb\tc\r");
        check(Spacing::Single, "a\r\n\t b  c ", " a b c");
        check(Spacing::Compact, " a=b;\r\n\tc=d :\r\n e; ", " a=b; c=d:e;");
    }
}
