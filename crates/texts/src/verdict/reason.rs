//! A reason in its three parts: what was found; what follows; what would settle it.

use std::borrow::Cow;

use greffe::{Coverage, Judgement, Reason, Signature, Timestamp};

use super::best;
use crate::{Texts, instant};

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonWords {
    /// Which.
    pub reason: Reason,
    /// In a few words; begins in lower case.
    pub name: String,
    /// What was found.
    pub found: String,
    /// What follows from it.
    pub follows: String,
    /// What would settle it.
    pub settles: String,
}

impl Texts {
    /// Returns a reason in a few words, for lists and counts; they begin in lower case.
    pub fn reason_name(&self, reason: Reason) -> Cow<'_, str> {
        self.get(&format!("reason-name-{reason}"))
    }

    /// Returns the reasons of a verdict, in its own order.
    pub(super) fn reasons_of(&self, judgement: &Judgement) -> Vec<ReasonWords> {
        let author = judgement.author_domain.as_deref();
        let reason = |&reason: &Reason| self.reason(reason, author, speaker(judgement, reason));
        judgement.reasons.iter().map(reason).collect()
    }

    /// Returns a reason in words, for the signature it speaks of.
    pub(super) fn reason(
        &self,
        reason: Reason,
        author: Option<&str>,
        signature: Option<&Signature>,
    ) -> ReasonWords {
        let words = self.values(author, signature);
        let counts = [
            ("signed_octets", signature.and_then(|one| one.signed_octets).unwrap_or(0)),
            ("body_octets", signature.map_or(0, |one| one.body_octets)),
        ];
        ReasonWords {
            reason,
            name: self.reason_name(reason).into_owned(),
            found: self.told(&format!("reason-found-{reason}"), &words, &counts),
            follows: self.told(&format!("reason-follows-{reason}"), &words, &counts),
            settles: self.told(&format!("reason-settles-{reason}"), &words, &counts),
        }
    }

    fn values(&self, author: Option<&str>, signature: Option<&Signature>) -> Vec<(&'static str, String)> {
        let field = |read: fn(&Signature) -> &str, key| self.shown_or(signature.map(read), key);
        let time = |time: Option<Timestamp>, key| {
            time.and_then(|time| instant(self, time)).unwrap_or_else(|| self.get(key).into_owned())
        };
        let times = signature.map(|one| one.time);
        let [signed, expires, date] = [
            times.and_then(|times| times.signed_at),
            times.and_then(|times| times.expires_at),
            times.and_then(|times| times.date),
        ];
        let bits = signature.and_then(|one| one.key.as_ref()).map(|facts| facts.bits.to_string());
        vec![
            ("domain", field(|one| &one.domain, "verdict-some-domain")),
            ("selector", field(|one| &one.selector, "verdict-some-selector")),
            ("algorithm", field(|one| &one.algorithm, "verdict-unknown")),
            ("author", self.shown_or(author, "verdict-some-author")),
            ("bits", self.shown_or(bits.as_deref(), "verdict-unknown")),
            ("signed", time(signed, "verdict-unknown")),
            ("expires", time(expires, "verdict-unknown")),
            ("date", time(date, "verdict-unknown")),
            ("when", time(signed.or(date), "verdict-day-of-message")),
            ("unsigned", self.listed(&headers(signature, Coverage::Unsigned))),
            ("duplicated", self.listed(&headers(signature, Coverage::Duplicated))),
        ]
    }
}

/// Returns the signature that a reason of the verdict speaks of: the best one if it shares the reason.
fn speaker(judgement: &Judgement, reason: Reason) -> Option<&Signature> {
    let has = |signature: &&Signature| signature.reasons.contains(&reason);
    let best = best(judgement);
    best.filter(has)
        .or_else(|| judgement.signatures.iter().find(has))
        .or(best)
        .or(judgement.signatures.first())
}

/// Returns the headers of a signature that are in a state of coverage.
fn headers(signature: Option<&Signature>, state: Coverage) -> Vec<&'static str> {
    let covered = signature.map_or(&[][..], |one| &one.coverage);
    covered.iter().filter(|covered| covered.state == state).map(|covered| covered.header).collect()
}
