//! A signature in words: who, when, over what, with which key, after which repairs.

use greffe::{BodyResult, Coverage, Covered, KeyFacts, Reason, RepairMade, Signature, Timestamp, Verdict};

use super::phrase::shown;
use super::{ReasonWords, keys, sign};
use crate::{Texts, instant, number};

/// A signature in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureWords {
    /// Domain and selector.
    pub title: String,
    /// The sign of `verdict`.
    pub sign: char,
    /// What it would give alone; begins in lower case.
    pub verdict: String,
    /// In which dialect it is written.
    pub dialect: String,
    /// What the key says of the signed headers.
    pub header: String,
    /// Whether the body is the signed one.
    pub body: String,
    /// How its domain relates to the author's.
    pub aligned: String,
    /// When it says it was made, and what is odd about that.
    pub time: Vec<String>,
    /// The headers that a reader sees; those that the message lacks are left out.
    pub coverage: Vec<CoverageWords>,
    /// The key that decided.
    pub key: Option<KeyWords>,
    /// What was undone before it matched.
    pub repairs: Vec<String>,
    /// Why it would give that verdict.
    pub reasons: Vec<ReasonWords>,
}

/// A header that a reader sees, and whether it is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageWords {
    /// Its name.
    pub header: &'static str,
    /// Whether it is covered.
    pub state: Coverage,
    /// The same in words.
    pub words: String,
}

/// What is known of a key, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWords {
    /// Its size, and how well it is attested.
    pub summary: String,
    /// SHA-256 of its SubjectPublicKeyInfo, hexadecimal.
    pub spki_sha256: String,
    /// Who or what attests it.
    pub sources: Vec<String>,
    /// What else must be known of it.
    pub notes: Vec<String>,
}

impl Texts {
    /// Returns a signature in words.
    pub(super) fn signature(&self, author: Option<&str>, signature: &Signature) -> SignatureWords {
        let author_shown = self.shown_or(author, "verdict-some-author");
        let reason = |&reason: &Reason| self.reason(reason, author, Some(signature));
        SignatureWords {
            title: self.told("signature-title", &self.name(signature), &[]),
            sign: sign(signature.verdict),
            verdict: self.verdict(signature.verdict).into_owned(),
            dialect: self.get(keys::dialect(signature.dialect)).into_owned(),
            header: self.get(keys::header(signature.header)).into_owned(),
            body: self.told(keys::body(signature.body), &[], &octets(signature)),
            aligned: self.told(keys::alignment(signature.aligned), &[("author", author_shown)], &[]),
            time: self.times(signature),
            coverage: signature.coverage.iter().filter_map(|covered| self.covered(covered)).collect(),
            key: signature.key.as_ref().map(|facts| self.key(facts)),
            repairs: signature.repairs.iter().map(|repair| self.repair(repair)).collect(),
            reasons: signature.reasons.iter().map(reason).collect(),
        }
    }

    /// Returns who signed, when, and what is covered; `None` for a signature that
    /// proves nothing: a valid one by a key that anyone could have is nobody's.
    pub(super) fn summary(&self, signature: &Signature) -> Option<String> {
        if !matches!(signature.verdict, Verdict::Verified | Verdict::PartlyVerified) {
            return None;
        }
        let mut values = self.name(signature);
        let by = match signature.time.signed_at.and_then(|time| instant(self, time)) {
            Some(signed) => {
                values.push(("signed", signed));
                self.told("signature-by-on", &values, &[])
            }
            None => self.told("signature-by", &values, &[]),
        };
        let covers = match signature.body {
            BodyResult::Matches | BodyResult::MatchesAfterRepair => "signature-covers-whole",
            BodyResult::MatchesPrefix if signature.signed_octets != Some(0) => "signature-covers-first",
            _ => "signature-covers-headers",
        };
        let signed = |covered: &&Covered| matches!(covered.state, Coverage::Signed | Coverage::Oversigned);
        let headers: Vec<&str> = signature.coverage.iter().filter(signed).map(|one| one.header).collect();
        let covers = self.told(covers, &[("headers", self.listed(&headers))], &octets(signature));
        Some(format!("{by} {covers}"))
    }

    fn name(&self, signature: &Signature) -> Vec<(&'static str, String)> {
        vec![
            ("domain", self.shown_or(Some(&signature.domain), "verdict-some-domain")),
            ("selector", self.shown_or(Some(&signature.selector), "verdict-some-selector")),
        ]
    }

    fn times(&self, signature: &Signature) -> Vec<String> {
        let written =
            |time: Timestamp| instant(self, time).unwrap_or_else(|| self.get("verdict-unknown").into());
        let time = signature.time;
        let mut told = vec![match time.signed_at {
            Some(signed) => self.told("signature-time-signed", &[("signed", written(signed))], &[]),
            None => self.get("signature-time-unsigned").into_owned(),
        }];
        if let Some(expires) = time.expires_at {
            told.push(self.told("signature-time-expires", &[("expires", written(expires))], &[]));
        }
        if let (false, Some(date)) = (time.plausible, time.date) {
            told.push(self.told("signature-time-implausible", &[("date", written(date))], &[]));
        }
        told
    }

    fn covered(&self, covered: &Covered) -> Option<CoverageWords> {
        let words = self.get(keys::coverage(covered.state)).into_owned();
        let there = covered.state != Coverage::Absent;
        there.then_some(CoverageWords { header: covered.header, state: covered.state, words })
    }

    fn key(&self, facts: &KeyFacts) -> KeyWords {
        let values = [
            ("bits", number(self.language(), facts.bits.into())),
            ("confidence", self.get(keys::confidence(facts.confidence)).into_owned()),
        ];
        KeyWords {
            summary: self.told("key-summary", &values, &[]),
            spki_sha256: facts.spki_sha256.clone(),
            sources: facts.sources.iter().map(|source| shown(source)).collect(),
            notes: facts.notes.iter().map(|note| self.get(keys::note(*note)).into_owned()).collect(),
        }
    }

    fn repair(&self, made: &RepairMade) -> String {
        let mut values = vec![("repair", self.get(keys::repair(made.repair)).into_owned())];
        let places = [("places", made.places)];
        let Some(offset) = made.offset else { return self.told("repair-places", &values, &places) };
        values.push(("offset", number(self.language(), offset)));
        self.told("repair-places-from", &values, &places)
    }
}

fn octets(signature: &Signature) -> [(&'static str, u64); 2] {
    [("signed_octets", signature.signed_octets.unwrap_or(0)), ("body_octets", signature.body_octets)]
}
