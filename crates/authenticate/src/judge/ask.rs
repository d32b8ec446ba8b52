//! Asks the keys of a signature, under one reading of its octets after the other.

use aws_lc_rs::digest::Digest;
use greffe_terms::{Reason, Timestamp};

use super::one::Judging;
use crate::bodies::BodyForm;
use crate::hashing::HashKind;
use crate::keys::{Algorithm, Attested, Candidate, Candidates, Confidence, KeyUse};
use crate::repair::MAX_ATTEMPTS;
use crate::repair::body::BodyReading;
use crate::repair::header::{self, HeaderReading};
use crate::report::{Dialect, HeaderResult, KeyFacts};
use crate::signature::{Selection, Written};

/// Keys that are asked about repaired octets too; about those at hand, all are.
const MAX_KEYS_REPAIRED: usize = 8;
/// Longer keys take so long that they are only asked about the octets at hand.
const MAX_BITS_REPAIRED: u32 = 4096;
/// Longer headers are only read as they are.
const MAX_OCTETS_REPAIRED: usize = 256 << 10;

/// What asking keys about one message may cost: the time that 8,192 questions to
/// keys of 1,024 bits take. Twice the length is four times the price, so that
/// thirty keys of 16,384 bits under one name keep nobody busy for seconds.
pub(super) const MAX_EFFORT: u64 = 8192;

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
    /// Not all readings could be tried.
    pub(super) is_limited: bool,
}

impl Answer {
    /// Nobody was asked.
    pub(super) fn none(header: HeaderResult, reason: Option<Reason>) -> Answer {
        let (header_reading, body_reading) = (HeaderReading::default(), BodyReading::AS_IS);
        Answer { header, reason, key: None, header_reading, body_reading, is_limited: false }
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

/// A reading of the header and of the body, where both share a hash.
type Reading = (HeaderReading, BodyReading);

impl Judging<'_> {
    /// Asks all keys of a signature's name.
    pub(super) fn ask(&mut self, question: &Question<'_, '_>) -> Answer {
        let candidates = self.keys.candidates(&question.written.domain, &question.written.selector);
        let key_use = key_use(question);
        let is_permitted = |candidate: &&Candidate| candidate.permits(&key_use).is_ok();
        let permitted: Vec<&Candidate> = candidates.keys().iter().filter(is_permitted).collect();
        if permitted.is_empty() {
            return why_nobody_is_asked(candidates);
        }
        let as_is = (HeaderReading::default(), BodyReading::AS_IS);
        if let Some(yes) = self.yes(question, &permitted, as_is) {
            return yes;
        }
        let is_quick = |candidate: &&Candidate| candidate.public_key().bits() <= MAX_BITS_REPAIRED;
        let quick: Vec<&Candidate> =
            permitted.iter().copied().filter(is_quick).take(MAX_KEYS_REPAIRED).collect();
        let is_long = self.signed_field_octets(question) > MAX_OCTETS_REPAIRED;
        let repaired = if is_long { Vec::new() } else { self.repaired(question) };
        let yes = repaired.into_iter().find_map(|reading| self.yes(question, &quick, reading));
        let lacks_body = !question.written.hashes_body_apart() && self.bodies.has_refused();
        let lacks_keys = quick.len() < permitted.len() || self.effort_left == 0;
        let is_limited = is_long || lacks_body || lacks_keys;
        yes.unwrap_or_else(|| Answer {
            key: weightiest(&permitted, question.signed_at),
            is_limited,
            ..Answer::none(HeaderResult::Invalid, None)
        })
    }

    fn signed_field_octets(&self, question: &Question<'_, '_>) -> usize {
        let fields = self.headers.fields();
        let own = question.written.field(self.headers).whole().len();
        own + question.selection.numbers.iter().map(|&number| fields[number].whole().len()).sum::<usize>()
    }

    /// Asks keys under one reading.
    fn yes(&mut self, question: &Question<'_, '_>, keys: &[&Candidate], reading: Reading) -> Option<Answer> {
        let digest = self.digest(question, reading)?;
        let signature = &question.written.signature;
        let says_yes = |key: &&&Candidate| {
            let key = key.public_key();
            self.affords(key.bits()) && key.verify(question.algorithm, digest.as_ref(), signature)
        };
        let key = keys.iter().find(says_yes)?;
        Some(Answer {
            header: HeaderResult::Valid,
            reason: None,
            key: Some(known(key, question.signed_at)),
            header_reading: reading.0,
            body_reading: reading.1,
            is_limited: false,
        })
    }

    /// Pays for one question to a key of so many bits, if that can still be paid.
    fn affords(&mut self, bits: u32) -> bool {
        let price = u64::from(bits).pow(2) >> 20;
        self.effort_left = self.effort_left.saturating_sub(price.max(1));
        self.effort_left > 0
    }

    /// Returns the readings that undo something, the likeliest first.
    fn repaired(&mut self, question: &Question<'_, '_>) -> Vec<Reading> {
        let written = question.written;
        let mut readings = Vec::with_capacity(2 * MAX_ATTEMPTS);
        if !written.hashes_body_apart() {
            let bodies = self.bodies.places().readings(written.canonicalization.body);
            readings.extend(bodies.into_iter().map(|body| (HeaderReading::default(), body)));
        }
        let headers = header::readings(self.headers, written, question.selection, question.body_was_8bit);
        readings.extend(headers.into_iter().map(|header| (header, BodyReading::AS_IS)));
        readings.retain(|reading| *reading != (HeaderReading::default(), BodyReading::AS_IS));
        readings.truncate(MAX_ATTEMPTS - 1);
        readings
    }

    /// Hashes what is signed.
    pub(super) fn digest(&mut self, question: &Question<'_, '_>, (header, body): Reading) -> Option<Digest> {
        let hash = HashKind::of(question.algorithm);
        let (before, after) = self.around_body(question, header);
        if question.written.hashes_body_apart() {
            return Some(hash.digest(&[before, after].concat()));
        }
        let hash = self.bodies.hash_with_header(question.form(), body, (&before, &after)).ok()?;
        Some(hash.digest)
    }

    /// Returns the octets that are signed.
    pub(super) fn signed_octets(&mut self, question: &Question<'_, '_>, (header, body): Reading) -> Vec<u8> {
        let (before, after) = self.around_body(question, header);
        let between = match question.written.hashes_body_apart() {
            true => Vec::new(),
            false => self.bodies.octets_after_header(question.form(), body),
        };
        [before, between, after].concat()
    }

    /// Returns the signed octets before the body and after it, where it is hashed with them.
    fn around_body(&self, question: &Question<'_, '_>, reading: HeaderReading) -> (Vec<u8>, Vec<u8>) {
        let written = question.written;
        let (fields, own) = header::octets(self.headers, written, question.selection, reading);
        if written.hashes_body_apart() || own.is_empty() {
            return (fields, own);
        }
        // The first draft put an empty line before the signature too.
        (fields, [b"\r\n".as_slice(), &own].concat())
    }
}

impl Question<'_, '_> {
    /// Returns the form in which the body is signed.
    pub(super) fn form(&self) -> BodyForm {
        BodyForm {
            canonical: self.written.canonicalization.body,
            hash: HashKind::of(self.algorithm),
            length: self.written.length,
        }
    }
}

fn why_nobody_is_asked(candidates: &Candidates) -> Answer {
    if !candidates.keys().is_empty() {
        return Answer::none(HeaderResult::KeyUnusable, Some(Reason::KeyNotForThis));
    }
    let reason = candidates.why_none();
    let is_missing = matches!(reason, Reason::KeyMissing | Reason::KeyAbsent);
    Answer::none(if is_missing { HeaderResult::KeyMissing } else { HeaderResult::KeyUnusable }, Some(reason))
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
