//! Readings of a header.

use std::borrow::Cow;

use super::{MAX_ATTEMPTS, list};
use crate::canonicalize;
use crate::headers::{Field, Headers};
use crate::report::{Canonical, Repair, RepairMade};
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
    match written.canonicalization.header {
        Canonical::Simple if written.dialect == crate::Dialect::Domainkeys => {
            readings.extend([Spacing::Unfolded, Spacing::Single].map(|fields| spaced(Spacing::AsIs, fields)))
        }
        Canonical::Simple => readings.extend([
            spaced(Spacing::Unfolded, Spacing::AsIs),
            spaced(Spacing::Single, Spacing::AsIs),
            spaced(Spacing::AsIs, Spacing::Unfolded),
            spaced(Spacing::AsIs, Spacing::Single),
            spaced(Spacing::Single, Spacing::Single),
        ]),
        Canonical::Relaxed => readings.push(spaced(Spacing::Compact, Spacing::AsIs)),
        Canonical::Nofws => {}
    }
    if body_was_8bit {
        readings.push(HeaderReading { was_8bit: true, ..as_is });
    }
    let is_tagged = |field: &Field| list::without_tag(headers.value(field)).is_some();
    if signed(headers, selection, "Subject").any(is_tagged) {
        readings.push(HeaderReading { untagged: true, ..as_is });
    }
    readings.truncate(MAX_ATTEMPTS);
    readings
}

fn signed<'h>(
    headers: &'h Headers<'_>,
    selection: &Selection,
    name: &str,
) -> impl Iterator<Item = &'h Field> {
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
        let (start, value) = spaced(headers.start(field), value, reading.fields);
        canonicalize::field(form, &start, &value, &mut octets);
    }
    let mut own = Vec::new();
    if written.dialect != crate::Dialect::Domainkeys {
        let field = written.field(headers);
        let (start, value) = spaced(headers.start(field), without_signature(headers, written), reading.own);
        canonicalize::signature_field(form, &start, &value, &mut own);
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

fn value_read<'h>(headers: &Headers<'h>, field: &Field, reading: HeaderReading) -> Cow<'h, [u8]> {
    let (name, value) = (headers.name(field), headers.value(field));
    if reading.was_8bit && name.eq_ignore_ascii_case(b"content-transfer-encoding") {
        return Cow::Borrowed(b" 8bit");
    }
    let untagged = reading.untagged && name.eq_ignore_ascii_case(b"subject");
    let without_tag = if untagged { list::without_tag(value) } else { None };
    without_tag.map_or(Cow::Borrowed(value), Cow::Owned)
}

/// Returns the start and the value of a field in other spacing.
fn spaced<'h>(start: &'h [u8], value: Cow<'h, [u8]>, spacing: Spacing) -> (Cow<'h, [u8]>, Cow<'h, [u8]>) {
    let value = match spacing {
        Spacing::AsIs => value,
        Spacing::Unfolded => {
            let is_text = |octet: &u8| !matches!(octet, b'\r' | b'\n');
            Cow::Owned(value.iter().copied().filter(is_text).collect())
        }
        Spacing::Single => Cow::Owned(single_spaced(&value)),
        Spacing::Compact => Cow::Owned(compact(&value)),
    };
    (Cow::Borrowed(start), value)
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
