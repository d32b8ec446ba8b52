//! ARC (RFC 8617): what the hands that a mail went through signed, one after the other.
//!
//! A list or a forwarder changes a mail and so breaks its signatures. Before, it
//! writes down what it saw of them, signs the mail as it sends it on, and seals
//! all earlier hands' fields. A chain that holds shows which *servers* handled a
//! mail and what they claimed of it; it does not show who wrote it, and so never
//! makes a message `verified`: it stands beside the verdict.
//!
//! The result is that of RFC 8617 §5.2, but for keys, as everywhere here: where
//! none is at hand, or none that could be believed saying no, neither can be
//! said of the chain.

mod end;
mod sets;
mod tags;

use greffe_terms::{Reason, Verdict};

pub use self::end::{ArcField, ChainEnd};
use self::sets::{Set, collect};
use crate::headers::{Headers, with_lines};
use crate::judge::{Circumstances, Judging, SignatureInputs};
use crate::keys::{Confidence, KeyBook};
use crate::report::{
    BodyResult, Canonical, Canonicalization, Chain, ChainResult, Dialect, HeaderResult, Signature,
};
use crate::signature::{Selection, Written, select};

/// Octets that may be hashed for the seals of one message: each is over all
/// fields of the sets before it, so that large fields would cost their square.
const MAX_SEALED_OCTETS: usize = 32 << 20;

/// Sets whose message signatures are judged, the newest: a chain rests on the
/// newest alone, those before it tell how far back the mail is as it was.
const MAX_MESSAGE_SIGNATURES: usize = 20;

/// The form of every seal (RFC 8617 §4.1.3).
const RELAXED: Canonicalization = Canonicalization { header: Canonical::Relaxed, body: Canonical::Relaxed };

/// Under this, RFC 8617 §4.1.2 and RFC 8301 §3.2 forbid a key.
const MIN_BITS: u32 = 1024;

/// Judges the ARC chain of a message; `None` if it has no ARC field.
pub(crate) fn chain(headers: &Headers<'_>, judging: &mut Judging<'_>) -> Option<Chain> {
    let sets = match sound_sets(headers) {
        Ok(sets) if sets.is_empty() => return None,
        Ok(sets) => sets,
        Err(end) => return Some(broken_chain(headers, end)),
    };
    let mut signatures = Vec::with_capacity(sets.len() * 2);
    let mut standing = Standing::Holds;
    for set in sets.iter().rev() {
        let age = sets.len() - set.instance;
        if age < MAX_MESSAGE_SIGNATURES {
            let signature = message_signature(headers, judging, set);
            if age == 0 {
                standing = of_message_signature(set.instance, &signature);
            }
            signatures.push(signature);
        }
        let signature = seal(headers, judging, &sets, set);
        standing = standing.and(of_header(set.instance, ArcField::Seal, &signature));
        signatures.push(signature);
    }
    let (result, broken) = standing.told();
    Some(Chain { result, sets: sets.len(), signatures, broken })
}

/// Returns what the signatures of a chain were computed from, in its order; `None`
/// for one that cannot be read.
pub(crate) fn chain_inputs(raw: &[u8], chain: &Chain, keys: &KeyBook) -> Vec<Option<SignatureInputs>> {
    let octets = with_lines(raw);
    let headers = Headers::split(&octets);
    let circumstances = Circumstances::default();
    let mut judging = Judging::new(&headers, keys, &circumstances);
    let Ok(sets) = sound_sets(&headers) else { return Vec::new() };
    let of_set = |set: Set| {
        let has_message = sets.len() - set.instance < MAX_MESSAGE_SIGNATURES;
        let message = has_message.then_some((set, set.message_signature));
        message.into_iter().chain([(set, set.seal)])
    };
    let fields = sets.iter().copied().rev().flat_map(of_set);
    let inputs = |((set, number), signature): ((Set, usize), &Signature)| {
        let mut written = Written::read(&headers, number, signature.dialect);
        written.canonicalization = signature.canonicalization;
        let selection = match signature.dialect {
            Dialect::ArcSeal => sealed(&headers, &sets, &set),
            _ => select(&headers, &written),
        };
        judging.inputs(&written, &selection)
    };
    fields.zip(&chain.signatures).map(inputs).collect()
}

fn message_signature(headers: &Headers<'_>, judging: &mut Judging<'_>, set: &Set) -> Signature {
    let mut written = Written::read(headers, set.message_signature, Dialect::ArcMessageSignature);
    let signature = judging.signature(&written);
    let says_form = tags::says_form(headers.value(written.field(headers)));
    if says_form || signature.header == HeaderResult::Valid {
        return signature;
    }
    // By RFC 6376 no `c=` means simple; yet sealers meant relaxed, and the
    // validation suite of ARC has it so.
    written.canonicalization = RELAXED;
    let relaxed = judging.signature(&written);
    if relaxed.header == HeaderResult::Valid { relaxed } else { signature }
}

fn seal(headers: &Headers<'_>, judging: &mut Judging<'_>, sets: &[Set], set: &Set) -> Signature {
    let mut written = Written::read(headers, set.seal, Dialect::ArcSeal);
    written.canonicalization = RELAXED;
    let signature = judging.signature_over(&written, &sealed(headers, sets, set));
    without_message(signature)
}

/// Takes away what would be said of a signature over a message: a seal is over
/// the fields of ARC only, and alone proves nothing of what a reader sees.
fn without_message(mut signature: Signature) -> Signature {
    let of_message = [Reason::BodyNotAvailable, Reason::HeaderUnsigned, Reason::HeaderDuplicated];
    signature.coverage.clear();
    signature.reasons.retain(|reason| !of_message.contains(reason));
    signature.verdict = Verdict::Unproven;
    signature
}

/// Collects the sets, the oldest first, and looks at all that can be told without a key.
fn sound_sets(headers: &Headers<'_>) -> Result<Vec<Set>, ChainEnd> {
    let sets = collect(headers)?;
    let octets = |number: usize| headers.fields()[number].whole().len();
    let sealed: usize =
        sets.iter().map(|set| octets(set.results) + octets(set.message_signature) + octets(set.seal)).sum();
    if sealed.saturating_mul(sets.len()) > MAX_SEALED_OCTETS {
        return Err(ChainEnd::TooLong);
    }
    for set in sets.iter().rev() {
        let value = |number: usize| headers.value(&headers.fields()[number]);
        tags::check_seal(set.instance, value(set.seal))?;
        tags::check_message_signature(set.instance, value(set.message_signature))?;
    }
    Ok(sets)
}

/// Returns what a seal is over (RFC 8617 §5.1.1): all sets up to its own, the
/// oldest first, of each its results, its message signature and its seal.
fn sealed(headers: &Headers<'_>, sets: &[Set], of: &Set) -> Selection {
    let up_to = sets.iter().take(of.instance);
    let all = up_to.flat_map(|set| [set.results, set.message_signature, set.seal]);
    Selection::of(headers, all.filter(|&number| number != of.seal).collect())
}

/// What is known of a chain so far.
#[derive(Debug, PartialEq, Eq)]
enum Standing {
    Holds,
    /// It cannot be said whether it does.
    Unsaid(ChainEnd),
    Broken(ChainEnd),
}

impl Standing {
    /// A break counts more than what cannot be said; of two alike, the first found.
    fn and(self, other: Standing) -> Standing {
        match (self, other) {
            (Standing::Broken(end), _) | (_, Standing::Broken(end)) => Standing::Broken(end),
            (Standing::Unsaid(end), _) | (_, Standing::Unsaid(end)) => Standing::Unsaid(end),
            (Standing::Holds, Standing::Holds) => Standing::Holds,
        }
    }

    fn told(self) -> (ChainResult, Option<ChainEnd>) {
        match self {
            Standing::Holds => (ChainResult::Pass, None),
            Standing::Unsaid(end) => (ChainResult::KeyMissing, Some(end)),
            Standing::Broken(end) => (ChainResult::Fail, Some(end)),
        }
    }
}

fn of_message_signature(instance: usize, signature: &Signature) -> Standing {
    let of_body = match signature.body {
        BodyResult::Differs => Standing::Broken(ChainEnd::Body(instance)),
        BodyResult::NotAvailable => Standing::Unsaid(ChainEnd::NoBody(instance)),
        BodyResult::Matches | BodyResult::MatchesPrefix | BodyResult::MatchesAfterRepair => Standing::Holds,
    };
    of_body.and(of_header(instance, ArcField::MessageSignature, signature))
}

fn of_header(instance: usize, part: ArcField, signature: &Signature) -> Standing {
    // The 256 bits of Ed25519 are of another kind.
    let is_forgeable = signature.key.as_ref().is_some_and(|key| key.bits < MIN_BITS && key.bits != 256);
    match signature.header {
        HeaderResult::Valid if is_forgeable => Standing::Broken(ChainEnd::KeyUnusable(instance, part)),
        HeaderResult::Valid => Standing::Holds,
        HeaderResult::Invalid if may_contradict(signature) => {
            Standing::Broken(ChainEnd::Invalid(instance, part))
        }
        HeaderResult::Invalid | HeaderResult::KeyMissing => Standing::Unsaid(ChainEnd::NoKey(instance, part)),
        HeaderResult::KeyUnusable => Standing::Broken(ChainEnd::KeyUnusable(instance, part)),
        HeaderResult::Malformed => Standing::Broken(ChainEnd::Malformed(instance, part)),
    }
}

/// Tells whether the key that says no is believed: else it may be another key.
fn may_contradict(signature: &Signature) -> bool {
    let is_known = signature.key.as_ref().is_some_and(|key| key.confidence >= Confidence::K2);
    is_known && !signature.reasons.contains(&Reason::KeyOtherTime)
}

fn broken_chain(headers: &Headers<'_>, end: ChainEnd) -> Chain {
    Chain {
        result: ChainResult::Fail,
        sets: headers.group(ArcField::Seal.name().as_bytes()).len(),
        signatures: Vec::new(),
        broken: Some(end),
    }
}
