//! Which header fields a signature is over, and in which order.

use super::Written;
use crate::headers::Headers;
use crate::report::Dialect;

/// The fields that a signature is over.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    /// Numbers of fields, in the order in which they are hashed.
    pub(crate) numbers: Vec<usize>,
    is_signed: Vec<bool>,
}

impl Selection {
    /// Selects fields by their numbers.
    pub(crate) fn of(headers: &Headers<'_>, numbers: Vec<usize>) -> Selection {
        let mut is_signed = vec![false; headers.fields().len()];
        numbers.iter().for_each(|&number| is_signed[number] = true);
        Selection { numbers, is_signed }
    }

    /// Tells whether the field of that number is signed.
    pub(crate) fn holds(&self, number: usize) -> bool {
        self.is_signed.get(number).copied().unwrap_or(false)
    }
}

/// Selects the fields that a signature is over.
pub(crate) fn select(headers: &Headers<'_>, written: &Written<'_>) -> Selection {
    let numbers = match (&written.names, written.dialect) {
        (Some(names), Dialect::Domainkeys) => all_below(headers, written, names),
        (None, Dialect::Domainkeys) => (written.number + 1..headers.fields().len()).collect(),
        (Some(names), _) => from_the_bottom(headers, written, names),
        (None, _) => Vec::new(),
    };
    Selection::of(headers, numbers)
}

/// RFC 6376 §5.4.2: each time a name is listed, the lowest field of that name
/// that was not taken yet; none left is nothing, and rules one out. Never the
/// signature itself.
fn from_the_bottom(headers: &Headers<'_>, written: &Written<'_>, names: &[&[u8]]) -> Vec<usize> {
    let mut taken = vec![0; headers.fields().len()];
    let mut numbers = Vec::with_capacity(names.len().min(headers.fields().len()));
    for name in names {
        let group = headers.group(name);
        while !group.is_empty() && taken[group.start] < group.len() {
            taken[group.start] += 1;
            let number = headers.in_order_of_name(group.end - taken[group.start]);
            if number != written.number {
                numbers.push(number);
                break;
            }
        }
    }
    numbers
}

/// RFC 4870 §3.3, `h=`: all fields of each name that stand below the signature.
fn all_below(headers: &Headers<'_>, written: &Written<'_>, names: &[&[u8]]) -> Vec<usize> {
    let mut is_taken = vec![false; headers.fields().len()];
    let mut numbers = Vec::new();
    for name in names {
        let group = headers.group(name);
        if group.is_empty() || std::mem::replace(&mut is_taken[group.start], true) {
            continue;
        }
        let all = group.map(|place| headers.in_order_of_name(place));
        numbers.extend(all.filter(|&number| number > written.number));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_selected() {
        let check = |dialect: Dialect, names: Option<&str>, expect: &[usize]| {
            let raw = b"A: 0\nB: 1\nA: 2\nSignature: 3\nA: 4\nC: 5\nB: 6\n\n";
            let headers = Headers::split(raw);
            let mut written = Written::read(&headers, 3, dialect);
            written.names = names.map(|names| names.split(':').map(str::as_bytes).collect());
            let selection = select(&headers, &written);
            assert_eq!(selection.numbers, expect, "{dialect:?} {names:?}");
            assert!((0..7).all(|number| selection.holds(number) == expect.contains(&number)));
        };
        check(Dialect::Dkim, Some("a:b"), &[4, 6]);
        check(Dialect::Dkim, Some("A:b:a:a:a:b"), &[4, 6, 2, 0, 1]);
        check(Dialect::Dkim, Some("c:none:signature"), &[5]);
        check(Dialect::Dkim, Some("d:c"), &[5]);
        check(Dialect::Domainkeys, Some("b:a:a"), &[6, 4]);
        check(Dialect::Domainkeys, Some("aa:c"), &[5]);
        check(Dialect::Domainkeys, None, &[4, 5, 6]);
    }
}
