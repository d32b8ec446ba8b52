//! All signatures of one message, and the one its verdict rests on.
//!
//! Each signature is judged by itself. The message takes the verdict of the
//! best, in this order: `verified`, `partly-verified`, `mismatch`, `unproven`.
//! Only a signature that is aligned with the author can give one of the first
//! three: what another domain's key says, yes or no, neither proves nor
//! contradicts that the author's domain sent this. So
//!
//! * one valid aligned signature is enough, whatever the others say;
//! * else one aligned signature whose key says no is shown, even where another
//!   aligned one merely lacks its key;
//! * a list's signature that no longer matches leaves a message `unproven`.

mod ask;
mod body;
mod coverage;
mod inputs;
mod mail;
mod one;
mod presentation;
mod time;
mod verdict;

use greffe_terms::{Reason, Timestamp, Verdict};

use crate::MAX_SIGNATURES;
use crate::arc::chain;
use crate::claims::claims;
use crate::headers::{Headers, with_lines};
use crate::keys::KeyBook;
use crate::outline::Outline;
use crate::report::{Alignment, Dialect, HeaderResult, Judgement, Signature};
use crate::signature::Written;

pub use inputs::{NamedDigest, SignatureInputs, named_digests, signature_inputs};
pub(crate) use one::Judging;

/// What is known of a message besides its octets.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances {
    /// Whether the body is the one that came in.
    pub body: BodyKept,
    /// The export that it came in rewrote bodies of many domains (see [`Rewriting`](crate::Rewriting)).
    pub export_rewrote_bodies: bool,
    /// When the question is asked: tells whether `x=` has passed. `None` leaves that untold.
    pub now: Option<Timestamp>,
}

/// Whether a source kept the body as it came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BodyKept {
    /// It did.
    #[default]
    AsReceived,
    /// It keeps parts of it and puts them together anew (PST, MSG): only the header can be judged.
    Rebuilt,
}

/// Judges the signatures of a message. Never fails: what cannot be read is said in the judgement.
///
/// Bounded: at most [`MAX_SIGNATURES`] signatures, eight readings of each, eight
/// different `l=`, and so many passes over the body; whatever is beyond is told
/// as [`Reason::LimitReached`].
pub fn judge(raw: &[u8], keys: &KeyBook, circumstances: &Circumstances) -> Judgement {
    let octets = with_lines(raw);
    let headers = Headers::split(&octets);
    let mut judging = Judging::new(&headers, keys, circumstances);
    let judgement = judge_signatures(&headers, &mut judging);
    let fields = headers.fields().iter().map(|field| (headers.name(field), headers.value(field)));
    Judgement {
        author_domain: judging.author_domain(),
        arc: chain(&headers, &mut judging),
        claims: claims(fields),
        ..judgement
    }
}

/// Judges a message in outline: as [`judge`] does, without looking for what an outline leaves out.
pub fn judge_in_outline(raw: &[u8], keys: &KeyBook, circumstances: &Circumstances) -> Outline {
    let octets = with_lines(raw);
    let headers = Headers::split(&octets);
    let mut judging = Judging::new(&headers, keys, circumstances).in_outline();
    judge_signatures(&headers, &mut judging).outline()
}

/// Judges all but what says nothing of the signatures: author, chain and claims.
fn judge_signatures(headers: &Headers<'_>, judging: &mut Judging<'_>) -> Judgement {
    let (numbers, is_limited) = signature_fields(headers);
    let signatures: Vec<Signature> = numbers
        .iter()
        .map(|&(number, dialect)| judging.signature(&Written::read(headers, number, dialect)))
        .collect();
    let mut judgement = Judgement {
        verdict: Verdict::Unproven,
        reasons: vec![Reason::NoSignature],
        author_domain: None,
        best: None,
        signatures,
        arc: None,
        claims: Vec::new(),
    };
    rest_on_best(&mut judgement);
    if is_limited {
        mind_the_rest(&mut judgement);
    }
    judgement
}

/// A signature that was not judged may be the valid one, so none contradicts.
fn mind_the_rest(judgement: &mut Judgement) {
    if judgement.verdict == Verdict::Mismatch {
        judgement.verdict = Verdict::Unproven;
    }
    if judgement.verdict != Verdict::Verified && !judgement.reasons.contains(&Reason::LimitReached) {
        judgement.reasons.push(Reason::LimitReached);
    }
}

/// Returns the fields that hold signatures, the topmost first, and whether there are more.
fn signature_fields(headers: &Headers<'_>) -> (Vec<(usize, Dialect)>, bool) {
    let named = |name: &str, dialect: Dialect| {
        let group = headers.group(name.as_bytes());
        group.map(move |place| (headers.in_order_of_name(place), dialect))
    };
    let mut numbers: Vec<(usize, Dialect)> = named("DKIM-Signature", Dialect::Dkim)
        .chain(named("DomainKey-Signature", Dialect::Domainkeys))
        .collect();
    numbers.sort_unstable_by_key(|(number, _)| *number);
    let is_limited = numbers.len() > MAX_SIGNATURES || headers.is_cut();
    numbers.truncate(MAX_SIGNATURES);
    (numbers, is_limited)
}

/// Lets the message rest on its best signature; of equals, on the topmost.
fn rest_on_best(judgement: &mut Judgement) {
    let ranked = judgement.signatures.iter().enumerate().rev();
    let Some((number, best)) = ranked.max_by_key(|(_, signature)| rank(signature)) else { return };
    judgement.verdict = best.verdict;
    judgement.reasons = best.reasons.clone();
    judgement.best = Some(number);
}

/// Ranks signatures: by verdict, then by how much they say of the author.
fn rank(signature: &Signature) -> impl Ord + use<> {
    let verdict = match signature.verdict {
        Verdict::Verified => 3,
        Verdict::PartlyVerified => 2,
        Verdict::Mismatch => 1,
        Verdict::Unproven => 0,
    };
    let is_valid = signature.header == HeaderResult::Valid;
    let confidence = signature.key.as_ref().map(|key| key.confidence);
    (verdict, signature.aligned != Alignment::No, is_valid, confidence, signature.aligned)
}
