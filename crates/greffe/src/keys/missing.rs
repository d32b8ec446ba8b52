//! Keys that nobody has shown, by what they would unlock.

use std::collections::HashMap;

use greffe_authenticate::{Outline, Standing};
use greffe_terms::{Kind, Timestamp, Verdict};

use crate::edges::rfc3339;
use crate::view::{KeyName, KindCounts, MissingKeyView};

/// Counts messages by the keys they lack.
#[derive(Debug, Clone, Default)]
pub(crate) struct Missing {
    keys: HashMap<KeyName, Locked>,
}

/// The messages that one key would unlock.
#[derive(Debug, Clone, Default)]
struct Locked {
    kinds: KindCounts,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Missing {
    /// Counts a message; one that is proved already needs no key.
    pub(crate) fn count(&mut self, outline: &Outline, kind: Kind, date: Option<Timestamp>) {
        for name in names(outline) {
            let locked = self.keys.entry(name).or_default();
            locked.kinds.add(kind, 1);
            locked.first = [locked.first, date].into_iter().flatten().min();
            locked.last = [locked.last, date].into_iter().flatten().max();
        }
    }

    /// Returns the keys, those that would unlock most first.
    pub(crate) fn ranked(self) -> Vec<MissingKeyView> {
        let view = |(name, locked): (KeyName, Locked)| MissingKeyView {
            messages: Kind::MAIL.into_iter().map(|kind| locked.kinds.of(kind)).sum(),
            domain: name.domain,
            selector: name.selector,
            kinds: locked.kinds,
            first: locked.first.map(rfc3339),
            last: locked.last.map(rfc3339),
        };
        let mut views: Vec<MissingKeyView> = self.keys.into_iter().map(view).collect();
        let name = |view: &MissingKeyView| (view.domain.clone(), view.selector.clone());
        views.sort_by(|a, b| b.messages.cmp(&a.messages).then_with(|| name(a).cmp(&name(b))));
        views
    }
}

/// Returns the keys that a message lacks, each once; none when it is proved already.
pub(crate) fn names(outline: &Outline) -> Vec<KeyName> {
    if outline.verdict != Verdict::Unproven {
        return Vec::new();
    }
    let is_missing =
        |standing: Standing| matches!(standing, Standing::KeyMissing | Standing::KeyMissingBodyDiffers);
    let missing = outline.signatures.iter().filter(|signature| is_missing(signature.standing));
    let mut names: Vec<KeyName> = missing
        .map(|signature| KeyName { domain: signature.domain.clone(), selector: signature.selector.clone() })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use greffe_authenticate::SignatureOutline;

    use super::*;

    fn outline(verdict: Verdict, signatures: &[(&str, Standing)]) -> Outline {
        let signature = |(domain, standing): &(&str, Standing)| SignatureOutline {
            domain: (*domain).to_owned(),
            selector: "s".to_owned(),
            standing: *standing,
            confidence: None,
            aligned: true,
        };
        Outline { verdict, reasons: Vec::new(), signatures: signatures.iter().map(signature).collect() }
    }

    #[test]
    fn keys_are_ranked_by_the_unproven_messages_that_lack_them() {
        use Standing::{KeyMissing, KeyMissingBodyDiffers, Unusable, Valid};
        let mut missing = Missing::default();
        let mut count = |verdict, signatures: &[(&str, Standing)], kind, date: Option<i64>| {
            missing.count(&outline(verdict, signatures), kind, date.map(Timestamp));
        };
        count(
            Verdict::Unproven,
            &[("b.example", KeyMissing), ("b.example", KeyMissing)],
            Kind::Person,
            Some(86_400),
        );
        count(
            Verdict::Unproven,
            &[("b.example", KeyMissingBodyDiffers), ("a.example", KeyMissing)],
            Kind::List,
            Some(0),
        );
        count(Verdict::Unproven, &[("c.example", KeyMissing)], Kind::Bulk, None);
        // Proved already, or no key would help.
        count(Verdict::Verified, &[("c.example", KeyMissing), ("d.example", Valid)], Kind::Person, None);
        count(Verdict::Unproven, &[("e.example", Unusable)], Kind::Person, None);
        let ranked = missing.ranked();
        let counts: Vec<_> = ranked.iter().map(|key| (key.domain.as_str(), key.messages)).collect();
        assert_eq!(counts, [("b.example", 2), ("a.example", 1), ("c.example", 1)]);
        assert_eq!((ranked[0].kinds.person, ranked[0].kinds.list), (1, 1));
        let span = (ranked[0].first.as_deref(), ranked[0].last.as_deref());
        assert_eq!(span, (Some("1970-01-01T00:00:00Z"), Some("1970-01-02T00:00:00Z")));
        assert_eq!(ranked[2].first, None);
    }
}
