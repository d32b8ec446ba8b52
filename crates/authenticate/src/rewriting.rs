//! Whether the export that a set of messages came in rewrote their bodies.
//!
//! One mail whose headers are as they were signed and whose body is not was
//! changed by somebody. When the mails of domains that have nothing to do with
//! each other are all so, the hand they have in common is the export's: then the
//! difference says nothing of any one of them, and a verdict of `mismatch`
//! would accuse for nothing.
//!
//! The rule: of the messages with a signature whose headers are valid, at least
//! a fifth differ in the body only, ten at least, from three organisations at
//! least; and all this must hold too without the organisation that differs
//! most, so that one gateway of one company decides nothing. A message that has
//! a wholly valid signature beside was not rewritten, and what a mailing list
//! added is explained already: neither speaks for a rewriting export.

use std::collections::HashMap;

use greffe_terms::Reason;

use crate::alignment::organisational_domain;
use crate::outline::{Outline, Standing};

/// Messages that must differ, from so many organisations.
const LEAST_MESSAGES: u64 = 10;
const LEAST_ORGANISATIONS: usize = 3;

/// Of all that could be compared, one in so many must differ.
const ONE_IN: u64 = 5;

/// What the messages of one source show together.
#[derive(Debug, Clone, Default)]
pub struct Rewriting {
    organisations: HashMap<String, Bodies>,
}

/// Messages whose headers are as an organisation signed them.
#[derive(Debug, Clone, Copy, Default)]
struct Bodies {
    as_signed: u64,
    differ: u64,
}

impl Rewriting {
    /// Counts a message of the source, judged with or without what this finds.
    pub fn count(&mut self, outline: &Outline) {
        self.count_all(outline, 1);
    }

    /// Counts so many messages with the same outline.
    pub fn count_all(&mut self, outline: &Outline, messages: u64) {
        let whole = domain_with(outline, Standing::Valid);
        let differing = domain_with(outline, Standing::BodyDiffers)
            .filter(|_| whole.is_none() && !outline.reasons.contains(&Reason::ExplainedByList));
        if let Some(domain) = whole {
            self.bodies(domain).as_signed += messages;
        } else if let Some(domain) = differing {
            self.bodies(domain).differ += messages;
        }
    }

    /// Says whether the export rewrote bodies.
    pub fn is_seen(&self) -> bool {
        let all: Vec<Bodies> = self.organisations.values().copied().collect();
        let Some(most) = all.iter().map(|bodies| bodies.differ).max() else { return false };
        let without = all.iter().position(|bodies| bodies.differ == most);
        let others: Vec<Bodies> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != without)
            .map(|(_, bodies)| *bodies)
            .collect();
        let differing = all.iter().filter(|bodies| bodies.differ > 0).count();
        let messages: u64 = all.iter().map(|bodies| bodies.differ).sum();
        differing >= LEAST_ORGANISATIONS
            && messages >= LEAST_MESSAGES
            && is_large_share(&all)
            && is_large_share(&others)
    }

    fn bodies(&mut self, domain: &str) -> &mut Bodies {
        let organisation = organisational_domain(domain).unwrap_or_else(|| domain.to_owned());
        self.organisations.entry(organisation).or_default()
    }
}

/// The first domain with a signature of such a standing.
fn domain_with(outline: &Outline, standing: Standing) -> Option<&str> {
    let found = outline.signatures.iter().find(|signature| signature.standing == standing);
    found.map(|signature| signature.domain.as_str())
}

fn is_large_share(bodies: &[Bodies]) -> bool {
    let differ: u64 = bodies.iter().map(|bodies| bodies.differ).sum();
    let all: u64 = bodies.iter().map(|bodies| bodies.as_signed + bodies.differ).sum();
    differ > 0 && differ * ONE_IN >= all
}

#[cfg(test)]
mod tests {
    use greffe_terms::Verdict;

    use super::*;
    use crate::outline::SignatureOutline;

    /// So many messages of a domain, by the standing of their only signature.
    fn check(messages: &[(&str, Standing, u64)], expect: bool) {
        let mut rewriting = Rewriting::default();
        for (domain, standing, count) in messages {
            rewriting.count_all(&outline(&[(domain, *standing)], &[]), *count);
        }
        assert_eq!(rewriting.is_seen(), expect, "{messages:?}");
    }

    fn outline(signatures: &[(&str, Standing)], reasons: &[Reason]) -> Outline {
        let signature = |(domain, standing): &(&str, Standing)| SignatureOutline {
            domain: (*domain).to_owned(),
            selector: "s".to_owned(),
            standing: *standing,
            confidence: None,
            aligned: true,
        };
        Outline {
            verdict: Verdict::Unproven,
            reasons: reasons.to_vec(),
            signatures: signatures.iter().map(signature).collect(),
        }
    }

    #[test]
    fn independent_domains_show_an_export_that_rewrote() {
        use Standing::{BodyDiffers, HeaderInvalid, KeyMissingBodyDiffers, Valid};
        check(&[], false);
        check(
            &[("a.example", BodyDiffers, 4), ("b.example", BodyDiffers, 4), ("c.example", BodyDiffers, 4)],
            true,
        );
        // Too few, whatever their share.
        check(
            &[("a.example", BodyDiffers, 3), ("b.example", BodyDiffers, 3), ("c.example", BodyDiffers, 3)],
            false,
        );
        // One organisation under several names.
        check(
            &[
                ("a.x.example", BodyDiffers, 9),
                ("b.x.example", BodyDiffers, 9),
                ("x.example", BodyDiffers, 9),
            ],
            false,
        );
        // A few altered mails in a large source.
        check(
            &[
                ("a.example", BodyDiffers, 9),
                ("b.example", BodyDiffers, 9),
                ("c.example", BodyDiffers, 9),
                ("d.example", Valid, 200),
            ],
            false,
        );
        // One company's gateway, and two strays.
        check(
            &[
                ("a.example", BodyDiffers, 90),
                ("b.example", BodyDiffers, 1),
                ("c.example", BodyDiffers, 1),
                ("d.example", Valid, 100),
            ],
            false,
        );
        // Other differences are no sign of it.
        check(
            &[
                ("a.example", HeaderInvalid, 90),
                ("b.example", KeyMissingBodyDiffers, 90),
                ("c.example", HeaderInvalid, 90),
            ],
            false,
        );
    }

    #[test]
    fn what_is_explained_otherwise_does_not_count() {
        let mut rewriting = Rewriting::default();
        for domain in ["a.example", "b.example", "c.example"] {
            let listed = outline(&[(domain, Standing::BodyDiffers)], &[Reason::ExplainedByList]);
            rewriting.count_all(&listed, 50);
            let sealed = outline(&[("list.example", Standing::Valid), (domain, Standing::BodyDiffers)], &[]);
            rewriting.count_all(&sealed, 50);
        }
        assert!(!rewriting.is_seen());
    }
}
