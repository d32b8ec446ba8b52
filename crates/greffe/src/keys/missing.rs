//! Keys that nobody has shown, by what they would unlock.

use std::collections::HashMap;

use greffe_authenticate::{Outline, Standing};
use greffe_terms::{Kind, Timestamp, Verdict};

use crate::edges::rfc3339;
use crate::view::{KeyName, KindCounts, MissingKeyView};

/// Counts messages by the keys they lack.
#[derive(Debug, Default)]
pub(crate) struct Missing {
    keys: HashMap<KeyName, Locked>,
}

/// The messages that one key would unlock.
#[derive(Debug, Default)]
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
            *locked.kinds.of_mut(kind) += 1;
            locked.first = [locked.first, date].into_iter().flatten().min();
            locked.last = [locked.last, date].into_iter().flatten().max();
        }
    }

    /// Returns the keys, those that would unlock most first.
    pub(crate) fn ranked(self) -> Vec<MissingKeyView> {
        let view = |(name, locked): (KeyName, Locked)| MissingKeyView {
            messages: Kind::ALL.into_iter().map(|kind| locked.kinds.of(kind)).sum(),
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
