//! The source of a mail with what a signature covers, stretch by stretch.

use std::ops::Range;

/// More stretches than this are a flood of header lines; what follows stands unmarked.
const MOST_STRETCHES: usize = 1_000;

/// What a signature has to do with a stretch of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing.
    Open,
    /// It covers it.
    Signed,
    /// It is the signature's own header field.
    Own,
}

/// A stretch of the source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// As text; octets that are no UTF-8 are replaced.
    pub(crate) text: String,
    /// What the signature has to do with it.
    pub(crate) part: Part,
}

/// Splits the beginning of a source into stretches. Ranges are bytes of the
/// whole source: what lies beyond `head` is left out, and so is what overlaps.
pub(crate) fn stretches(
    head: &[u8],
    own: &Range<usize>,
    fields: &[Range<usize>],
    body: &Range<usize>,
) -> Vec<Stretch> {
    let signed = fields.iter().chain([body]).map(|range| (range.clone(), Part::Signed));
    let mut ranges: Vec<(Range<usize>, Part)> = signed.chain([(own.clone(), Part::Own)]).collect();
    ranges.sort_by_key(|(range, _)| (range.start, range.end));
    let mut stretches = Vec::new();
    let mut at = 0;
    for (range, part) in joined(ranges) {
        let (start, end) = (range.start.max(at), range.end.min(head.len()));
        if start >= end || stretches.len() + 2 > MOST_STRETCHES {
            continue;
        }
        push(&mut stretches, head.get(at..start), Part::Open);
        push(&mut stretches, head.get(start..end), part);
        at = end;
    }
    push(&mut stretches, head.get(at..), Part::Open);
    stretches
}

/// Joins neighbours of one kind: a run of signed lines is one stretch for eye and ear.
fn joined(ranges: Vec<(Range<usize>, Part)>) -> Vec<(Range<usize>, Part)> {
    let mut joined: Vec<(Range<usize>, Part)> = Vec::new();
    for (range, part) in ranges.into_iter().filter(|(range, _)| !range.is_empty()) {
        match joined.last_mut() {
            Some((last, of)) if *of == part && range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push((range, part)),
        }
    }
    joined
}

fn push(stretches: &mut Vec<Stretch>, bytes: Option<&[u8]>, part: Part) {
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return };
    stretches.push(Stretch { text: String::from_utf8_lossy(bytes).into_owned(), part });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_source_is_split_where_coverage_changes() {
        let check = |head: &str, own: Range<usize>, fields: &[Range<usize>], body, expect: &str| {
            let stretches = stretches(head.as_bytes(), &own, fields, &body);
            let written = stretches.iter().map(|stretch| match stretch.part {
                Part::Open => stretch.text.clone(),
                Part::Signed => format!("[{}]", stretch.text),
                Part::Own => format!("<{}>", stretch.text),
            });
            assert_eq!(written.collect::<String>(), expect);
        };
        check("dkimfromto\nbody", 0..4, &[4..8, 8..10], 11..13, "<dkim>[fromto]\n[bo]dy");
        // In any order, twice, overlapping, beyond the end, or none at all.
        check("abcdef", 0..0, &[4..6, 1..2, 1..2, 1..3], 0..0, "a[bc]d[ef]");
        check("abc", 9..12, &[2..99, 2..99], 50..60, "ab[c]");
        check("abc", 0..0, &[], 0..0, "abc");
        check("", 0..3, &[0..1, 5..6], 1..2, "");
    }

    #[test]
    fn a_flood_of_fields_has_an_end() {
        let fields: Vec<Range<usize>> = (0..100_000).map(|i| i * 2..i * 2 + 1).collect();
        let stretches = stretches(&vec![b'a'; 200_000], &(0..0), &fields, &(0..0));
        assert!(stretches.len() <= MOST_STRETCHES + 1);
        assert_eq!(stretches.iter().map(|stretch| stretch.text.len()).sum::<usize>(), 200_000);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_told_twice(
            head in "[a-z]{0,40}",
            own in (0_usize..50, 0_usize..50),
            fields in prop::collection::vec((0_usize..50, 0_usize..50), 0..6),
        ) {
            let fields: Vec<Range<usize>> = fields.into_iter().map(|(start, end)| start..end).collect();
            let stretches = stretches(head.as_bytes(), &(own.0..own.1), &fields, &(3..5));
            prop_assert_eq!(stretches.into_iter().map(|stretch| stretch.text).collect::<String>(), head);
        }
    }
}
