//! ARC fields sorted into their sets (RFC 8617 §4.2), and what breaks a chain
//! before any key is asked.

use super::end::{ArcField, ChainEnd};
use crate::headers::Headers;
use crate::tags::Tags;

/// The most sets of a chain (RFC 8617 §4.2.1).
const MAX_SETS: usize = 50;

/// The three fields that one hand adds, as numbers of header fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Set {
    /// `i=`, from 1.
    pub(super) instance: usize,
    /// ARC-Authentication-Results.
    pub(super) results: usize,
    /// ARC-Message-Signature.
    pub(super) message_signature: usize,
    /// ARC-Seal.
    pub(super) seal: usize,
}

/// Returns the sets of a message, the oldest first; none if it has no ARC field.
///
/// # Errors
/// The first thing that makes them no chain. Nothing is guessed: of a chain with
/// a hole it cannot be said where each hand stood.
pub(super) fn collect(headers: &Headers<'_>) -> Result<Vec<Set>, ChainEnd> {
    let mut drafts: Vec<[Option<usize>; 3]> = Vec::new();
    for part in ArcField::ALL {
        for place in headers.group(part.name().as_bytes()) {
            let number = headers.in_order_of_name(place);
            let instance = instance(part, headers.value(&headers.fields()[number]))?;
            if instance > drafts.len() {
                drafts.resize(instance, [None; 3]);
            }
            if drafts[instance - 1][part as usize].replace(number).is_some() {
                return Err(ChainEnd::Twice(instance, part));
            }
        }
    }
    (1..).zip(drafts).map(|(instance, draft)| complete(instance, draft)).collect()
}

fn complete(instance: usize, draft: [Option<usize>; 3]) -> Result<Set, ChainEnd> {
    if draft.iter().all(Option::is_none) {
        return Err(ChainEnd::NoSet(instance));
    }
    let of = |part: ArcField| draft[part as usize].ok_or(ChainEnd::Missing(instance, part));
    Ok(Set {
        instance,
        results: of(ArcField::Results)?,
        message_signature: of(ArcField::MessageSignature)?,
        seal: of(ArcField::Seal)?,
    })
}

/// Reads `i=`: the first thing in ARC-Authentication-Results, a tag in the others.
fn instance(part: ArcField, value: &[u8]) -> Result<usize, ChainEnd> {
    let digits = match part {
        ArcField::Results => leading_instance(value),
        ArcField::MessageSignature | ArcField::Seal => {
            Tags::parse(value).ok().and_then(|tags| tags.value("i"))
        }
    };
    let is_number = |digits: &&[u8]| digits.iter().all(u8::is_ascii_digit);
    let digits = digits.filter(is_number).and_then(|digits| std::str::from_utf8(digits).ok());
    let number = digits.and_then(|digits| digits.parse::<u32>().ok());
    match number {
        Some(number @ 1..) if number as usize <= MAX_SETS => Ok(number as usize),
        Some(1..) => Err(ChainEnd::TooMany),
        _ => Err(ChainEnd::NoInstance(part)),
    }
}

/// Takes `i=1;` from the front (RFC 8617 §4.1.1).
fn leading_instance(value: &[u8]) -> Option<&[u8]> {
    let first = value.split(|&octet| octet == b';').next().filter(|first| first.len() < value.len())?;
    let equals = first.iter().position(|&octet| octet == b'=')?;
    let (name, digits) = (&first[..equals], &first[equals + 1..]);
    name.trim_ascii().eq_ignore_ascii_case(b"i").then(|| digits.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(instance: impl std::fmt::Display) -> String {
        format!(
            "ARC-Seal: i={instance}; cv=none\nARC-Message-Signature: i={instance};\n\
             ARC-Authentication-Results: i={instance}; mx.example; arc=none\n"
        )
    }

    fn check(header: &str, expect: Result<Vec<usize>, ChainEnd>) {
        let raw = format!("{header}From: a@example.org\n\nbody\n");
        let sets = collect(&Headers::split(raw.as_bytes()));
        let instances = sets.map(|sets| sets.iter().map(|set| set.instance).collect());
        assert_eq!(instances, expect, "{header}");
    }

    #[test]
    fn sets_are_collected_in_any_order() {
        check("", Ok(vec![]));
        check(&(set(2) + &set(1)), Ok(vec![1, 2]));
        check(&(set(1) + &set(2)), Ok(vec![1, 2]));
        check(&(1..=50).map(set).collect::<String>(), Ok((1..=50).collect()));
        check(&set(" 1 "), Ok(vec![1]));
    }

    #[test]
    fn what_is_no_chain_is_named() {
        check(&(set(1) + &set(3)), Err(ChainEnd::NoSet(2)));
        check(&set(2), Err(ChainEnd::NoSet(1)));
        check(&(1..=51).map(set).collect::<String>(), Err(ChainEnd::TooMany));
        check(&set("4000000000"), Err(ChainEnd::TooMany));
        check(&(set(1) + "ARC-Seal: i=1\n"), Err(ChainEnd::Twice(1, ArcField::Seal)));
        check(&(set(1) + "ARC-Seal: i=2\n"), Err(ChainEnd::Missing(2, ArcField::Results)));
        check("ARC-Seal: junk\n", Err(ChainEnd::NoInstance(ArcField::Seal)));
        check("ARC-Authentication-Results: i=1 mx.example\n", Err(ChainEnd::NoInstance(ArcField::Results)));
        for instance in ["", "0", "+1", "-1", "a", "1.0", "99999999999999999999"] {
            check(&set(instance), Err(ChainEnd::NoInstance(ArcField::Results)));
        }
    }
}
