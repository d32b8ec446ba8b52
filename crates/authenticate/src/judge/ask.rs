//! Asks the keys of a signature, under one reading of its octets after the other.

use greffe_terms::{Reason, Timestamp};

use super::one::Judging;
use crate::bodies::BodyForm;
use crate::hashing::HashKind;
use crate::keys::{Algorithm, Attested, Candidate, Confidence, KeyUse};
use crate::repair::MAX_ATTEMPTS;
use crate::repair::body::BodyReading;
use crate::repair::header::{self, HeaderReading};
use crate::report::{Dialect, HeaderResult, KeyFacts};
use crate::signature::{Selection, Written};

/// Keys that are asked about repaired octets too; about those at hand, all are.
const MAX_KEYS_REPAIRED: usize = 4;
/// Longer keys take so long that they are only asked about the octets at hand.
const MAX_BITS_REPAIRED: u32 = 4096;

/// What the keys say of the signed headers.
#[derive(Debug)]
pub(super) struct Answer {
    /// Yes, no, or why neither.
    pub(super) header: HeaderResult,
    /// Why neither.
    pub(super) reason: Option<Reason>,
    /// The key that said so.
    pub(super) key: Option<(Attested, KeyFacts)>,
    /// Under which reading of the header.
    pub(super) header_reading: HeaderReading,
    /// Under which reading of the body, where both share a hash.
    pub(super) body_reading: BodyReading,
}

impl Answer {
    /// Nobody was asked.
    pub(super) fn none(header: HeaderResult, reason: Option<Reason>) -> Answer {
        let (header_reading, body_reading) = (HeaderReading::default(), BodyReading::AS_IS);
        Answer { header, reason, key: None, header_reading, body_reading }
    }
}

/// What is asked about.
pub(super) struct Question<'q, 'a> {
    pub(super) written: &'q Written<'a>,
    pub(super) selection: &'q Selection,
    pub(super) algorithm: Algorithm,
    /// The moment for which keys must be known.
    pub(super) signed_at: Option<Timestamp>,
    /// The body matches once it is decoded: so its header said `8bit`.
    pub(super) body_was_8bit: bool,
}

impl Judging<'_> {
    /// Asks all keys of a signature's name.
    pub(super) fn ask(&mut self, question: &Question<'_, '_>) -> Answer {
        let candidates = self.keys.candidates(&question.written.domain, &question.written.selector);
        let key_use = key_use(question);
        let permitted: Vec<&Candidate> =
            candidates.keys().iter().filter(|candidate| candidate.permits(&key_use).is_ok()).collect();
        if candidates.keys().is_empty() {
            return match candidates.why_none() {
                reason @ (Reason::KeyMissing | Reason::KeyAbsent) => {
                    Answer::none(HeaderResult::KeyMissing, Some(reason))
                }
                reason => Answer::none(HeaderResult::KeyUnusable, Some(reason)),
            };
        }
        if permitted.is_empty() {
            return Answer::none(HeaderResult::KeyUnusable, Some(Reason::KeyNotForThis));
        }
        let yes = self.readings(question).into_iter().enumerate().find_map(|(nth, (header, body))| {
            let digest = self.digest(question, header, body)?;
            let found = permitted.iter().enumerate().find(|(place, candidate)| {
                let key = candidate.public_key();
                let is_asked = nth == 0 || (*place < MAX_KEYS_REPAIRED && key.bits() <= MAX_BITS_REPAIRED);
                is_asked && key.verify(question.algorithm, &digest, &question.written.signature)
            });
            found.map(|(_, candidate)| (header, body, *candidate))
        });
        match yes {
            Some((header_reading, body_reading, candidate)) => Answer {
                header: HeaderResult::Valid,
                reason: None,
                key: Some(known(candidate, question.signed_at)),
                header_reading,
                body_reading,
            },
            None => Answer {
                key: weightiest(&permitted, question.signed_at),
                ..Answer::none(HeaderResult::Invalid, None)
            },
        }
    }

    /// Returns readings of header and body together, the likeliest first.
    fn readings(&mut self, question: &Question<'_, '_>) -> Vec<(HeaderReading, BodyReading)> {
        let written = question.written;
        let headers = header::readings(self.headers, written, question.selection, question.body_was_8bit);
        let mut readings: Vec<_> = headers.into_iter().map(|header| (header, BodyReading::AS_IS)).collect();
        if !written.hashes_body_apart() {
            let bodies = self.bodies.places().readings(written.canonicalization.body);
            let others = bodies.into_iter().skip(1).map(|body| (HeaderReading::default(), body));
            readings.splice(1..1, others);
        }
        readings.truncate(MAX_ATTEMPTS);
        readings
    }

    /// Hashes what is signed.
    fn digest(
        &mut self,
        question: &Question<'_, '_>,
        header: HeaderReading,
        body: BodyReading,
    ) -> Option<Vec<u8>> {
        let written = question.written;
        let hash = HashKind::of(question.algorithm);
        let (mut fields, own) = header::octets(self.headers, written, question.selection, header);
        if written.hashes_body_apart() {
            fields.extend(own);
            return Some(hash.digest(&fields).as_ref().to_vec());
        }
        // The first draft put an empty line before the signature too.
        let own = if own.is_empty() { own } else { [b"\r\n".as_slice(), &own].concat() };
        let form = BodyForm { canonical: written.canonicalization.body, hash, length: written.length };
        let hash = self.bodies.hash_with_header(form, body, (&fields, &own)).ok()?;
        Some(hash.digest.as_ref().to_vec())
    }
}

fn key_use<'q>(question: &Question<'q, '_>) -> KeyUse<'q> {
    let written = question.written;
    let (local_part, domain) = written
        .identity
        .as_deref()
        .and_then(|identity| identity.rsplit_once('@'))
        .unwrap_or(("", &written.domain));
    KeyUse {
        algorithm: question.algorithm,
        local_part,
        is_subdomain: !domain.eq_ignore_ascii_case(&written.domain),
        is_domainkeys: written.dialect == Dialect::Domainkeys,
    }
}

/// Returns the key whose no weighs most.
fn weightiest(candidates: &[&Candidate], at: Option<Timestamp>) -> Option<(Attested, KeyFacts)> {
    let weight = |key: &(Attested, KeyFacts)| (may_contradict(&key.0), key.0.confidence);
    candidates.iter().map(|candidate| known(candidate, at)).max_by_key(weight)
}

/// Tells whether the no of a key can be believed.
pub(super) fn may_contradict(attested: &Attested) -> bool {
    attested.confidence >= Confidence::K2 && attested.fit.may_contradict()
}

fn known(candidate: &Candidate, at: Option<Timestamp>) -> (Attested, KeyFacts) {
    (candidate.attested_at(at), candidate.facts_at(at))
}
