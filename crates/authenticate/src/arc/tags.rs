//! What RFC 8617 asks of the tags of a set, beyond what any signature must have.

use super::end::{ArcField, ChainEnd};
use crate::tags::Tags;

/// The chain as its sealer found it (`cv=`, RFC 8617 §4.4).
const CHAIN_VALUES: [(&[u8], &str); 3] = [(b"none", "none"), (b"pass", "pass"), (b"fail", "fail")];

/// Checks a seal.
///
/// # Errors
/// [`ChainEnd::ChainValue`] also for a seal that says itself that the chain before it was broken.
pub(super) fn check_seal(instance: usize, value: &[u8]) -> Result<(), ChainEnd> {
    let malformed = ChainEnd::Malformed(instance, ArcField::Seal);
    let Some(tags) = sound_tags(value).filter(|tags| tags.value("h").is_none()) else {
        return Err(malformed);
    };
    let said = tags.value("cv").unwrap_or_default();
    let known = CHAIN_VALUES.into_iter().find(|(word, _)| said.eq_ignore_ascii_case(word));
    let expected = if instance == 1 { "none" } else { "pass" };
    match known {
        Some((_, said)) if said == expected => Ok(()),
        Some((_, said)) => Err(ChainEnd::ChainValue(instance, said)),
        None => Err(malformed),
    }
}

/// Checks a message signature.
pub(super) fn check_message_signature(instance: usize, value: &[u8]) -> Result<(), ChainEnd> {
    let malformed = ChainEnd::Malformed(instance, ArcField::MessageSignature);
    let Some(tags) = sound_tags(value) else { return Err(malformed) };
    let names = tags.items("h").ok_or(malformed)?;
    if names.iter().any(|name| name.eq_ignore_ascii_case(b"arc-seal")) {
        return Err(ChainEnd::SignsSeal(instance));
    }
    Ok(())
}

/// Tells whether a message signature says in which form it is (`c=`).
pub(super) fn says_form(value: &[u8]) -> bool {
    Tags::parse(value).is_ok_and(|tags| tags.value("c").is_some())
}

/// Reads tags that are right wherever they stand. Stricter than for a message's
/// own signature, of which much must be forgiven: ARC is young.
fn sound_tags(value: &[u8]) -> Option<Tags<'_>> {
    let tags = Tags::parse(value).ok()?;
    let each = value.split(|&octet| octet == b';').map(<[u8]>::trim_ascii);
    let mut last_first = each.rev();
    let after_last = last_first.next().unwrap_or_default();
    let begins_name = |tag: &[u8]| tag.first().is_some_and(u8::is_ascii_alphabetic);
    let is_number = |digits: &[u8]| (1..=12).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    let is_sound = last_first.all(begins_name)
        && (after_last.is_empty() || begins_name(after_last))
        && tags.value("t").is_none_or(is_number)
        && tags.value("d").is_some_and(is_domain)
        // RFC 8301 §3.1, which no seal is older than.
        && !tags.value("a").is_some_and(|algorithm| algorithm.eq_ignore_ascii_case(b"rsa-sha1"));
    is_sound.then_some(tags)
}

fn is_domain(name: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        let is_part =
            |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_') || !octet.is_ascii();
        !label.is_empty() && label.iter().all(is_part)
    };
    name.strip_suffix(b".").unwrap_or(name).split(|&octet| octet == b'.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MALFORMED_SEAL: Result<(), ChainEnd> = Err(ChainEnd::Malformed(1, ArcField::Seal));

    fn check(instance: usize, value: &str, expect: Result<(), ChainEnd>) {
        assert_eq!(check_seal(instance, value.as_bytes()), expect, "{value}");
    }

    #[test]
    fn seals_say_how_they_found_the_chain() {
        check(1, "d=example.org; cv=none", Ok(()));
        check(2, "d=example.org.; cv=Pass;", Ok(()));
        check(1, "d=example.org; cv=pass", Err(ChainEnd::ChainValue(1, "pass")));
        check(2, "d=example.org; cv=none", Err(ChainEnd::ChainValue(2, "none")));
        check(2, "d=example.org; cv=fail", Err(ChainEnd::ChainValue(2, "fail")));
        check(1, "d=example.org; cv=", MALFORMED_SEAL);
        check(1, "d=example.org", MALFORMED_SEAL);
    }

    #[test]
    fn wrong_tags_are_malformed() {
        check(1, "d=example.org; cv=none; t=12345", Ok(()));
        for tags in
            ["t=", "t=-1", "t=1 2", "t=1234567890123", "h=from", "a=rsa-sha1", "; t=1", "cv=none", "==", "_="]
        {
            check(1, &format!("d=example.org; cv=none; {tags}"), MALFORMED_SEAL);
        }
        for domain in ["", "***", "example...", ".org", "exam ple.org"] {
            check(1, &format!("d={domain}; cv=none"), MALFORMED_SEAL);
        }
    }

    #[test]
    fn message_signatures_leave_seals_alone() {
        let check =
            |value: &str, expect| assert_eq!(check_message_signature(1, value.as_bytes()), expect, "{value}");
        check("d=example.org; h=from:to", Ok(()));
        check("d=example.org; h=", Ok(()));
        check("d=example.org; h=from:ARC-Seal", Err(ChainEnd::SignsSeal(1)));
        check("d=example.org", Err(ChainEnd::Malformed(1, ArcField::MessageSignature)));
    }
}
