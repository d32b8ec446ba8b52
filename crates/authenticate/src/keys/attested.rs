//! How well a key is attested for one moment: observations folded into a confidence.
//!
//! | | |
//! |---|---|
//! | K5 | checked DNSSEC answers, or the sender's word, for the very time |
//! | K4 | seen by ourselves; or two trusted observers signed for it |
//! | K3 | one trusted observer signed for it, or the sender for another time |
//! | K2 | two unsigned copies that name different sources; a copy that equals a recovered key; handed in with the question |
//! | K1 | one unsigned copy |
//! | K0 | recovered from signatures, and from nothing else |
//!
//! Each observation speaks for its own time; windows are never merged. Keys are
//! in use for years, so that a key was seen only later or only earlier says
//! nothing against it. What does is an observation of that very time that shows
//! no key, a withdrawn key or only another one, made by somebody who is at least
//! as good a witness: then the key is worth K1 at most, and decides nothing. A
//! key that was only ever seen more than five years away keeps its confidence
//! with a reserve ([`Fit::OtherTime`]): it may say yes, and must not say no.

use std::collections::BTreeSet;

use greffe_terms::{Reason, Timestamp};

use super::Confidence;
use super::claim::Exposure;
use super::observation::{Method, Observation};
use super::statement::{TrustedObserver, signed_by};
use super::when::When;
use crate::report::KeyNote;

/// An answer of DNS speaks for the day around it: caches keep it, relays queue mail.
const AROUND_SECONDS: u64 = 24 * 60 * 60;
/// How far from all that is known of a key a signature is of another time.
const USE_SECONDS: u64 = 5 * 365 * 24 * 60 * 60;

/// What is known of a key for the moment of one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attested {
    /// How well it is attested.
    pub confidence: Confidence,
    /// Whether it was the key then.
    pub fit: Fit,
    /// Whether somebody else could have signed with it.
    pub exposure: Exposure,
    /// What a reader must know of it; each is about the key.
    pub reasons: Vec<Reason>,
    /// Likewise, as a report names it.
    pub notes: Vec<KeyNote>,
}

/// Whether a key was the key of its name at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It was seen at that time.
    Seen,
    /// It was seen within years of it.
    Near,
    /// One of the two times is not known.
    Unknown,
    /// It was only ever seen more than five years away.
    OtherTime,
    /// It was seen that it was not there: no key, a withdrawn one, or only another.
    Contradicted,
}

impl Fit {
    /// Tells whether the key may say no: only then is a signature that does not
    /// verify one that was altered, and not one by another key.
    pub fn may_contradict(self) -> bool {
        matches!(self, Fit::Seen | Fit::Near | Fit::Unknown)
    }
}

/// What one observation weighs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Recovered,
    /// By the source that it names.
    Copy(String),
    /// By the trusted observer who signed.
    Statement(String),
    Sender,
    Ourselves,
    Dnssec,
}

impl Weight {
    /// Weighs an observation. What was handed in is a copy whatever method it
    /// names, unless a trusted observer signed for it.
    pub(super) fn of(observation: &Observation, trusted: &[TrustedObserver]) -> Weight {
        let copy = || {
            let source = if observation.source.is_empty() { &observation.handed_in } else { &None };
            Weight::Copy(source.as_ref().unwrap_or(&observation.source).trim().to_lowercase())
        };
        if let Some(observer) = signed_by(observation, trusted) {
            return Weight::Statement(observer.name.clone());
        }
        match observation.method {
            Method::Recovered => Weight::Recovered,
            _ if observation.handed_in.is_some() => copy(),
            Method::DnsDnssec => Weight::Dnssec,
            Method::Dns => Weight::Ourselves,
            Method::SenderAttested => Weight::Sender,
            Method::Statement | Method::Document | Method::SourceCode => copy(),
        }
    }

    /// Returns what it is worth by itself, at no particular time.
    pub(super) fn alone(&self, supplied: bool) -> Confidence {
        let witness = Witness { weight: self.clone(), when: When::Unknown, sees: Sees::Nothing, supplied };
        witness.alone(None)
    }
}

/// An observation as a witness: of a key, or against one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Witness {
    pub(super) weight: Weight,
    pub(super) when: When,
    pub(super) sees: Sees,
    pub(super) supplied: bool,
}

/// What a witness saw at a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sees {
    /// The key of this place among the candidates.
    Key(usize),
    /// No such name.
    Nothing,
    /// A key withdrawn: an empty `p=` for whatever was there, or a claim about one key.
    Withdrawn(Option<usize>),
}

impl Witness {
    /// Tells whether it speaks for that very time.
    fn is_of(&self, at: Timestamp) -> bool {
        let around = if matches!(self.when, When::At(_)) { AROUND_SECONDS } else { 0 };
        self.when.distance(at).is_some_and(|distance| distance <= around)
    }

    /// Returns what it is worth alone.
    fn alone(&self, at: Option<Timestamp>) -> Confidence {
        confidence(&[self], at)
    }
}

/// Folds witnesses of one name into what is known of its key number `key` at a time.
pub(super) fn attested(witnesses: &[Witness], key: usize, at: Option<Timestamp>) -> Attested {
    let of_key: Vec<&Witness> = witnesses.iter().filter(|witness| witness.sees == Sees::Key(key)).collect();
    let full = confidence(&of_key, at);
    let mut attested = Attested {
        confidence: full,
        fit: fit(&of_key, at),
        exposure: Exposure::None,
        reasons: Vec::new(),
        notes: Vec::new(),
    };
    if let Some(reason) = at.and_then(|at| contradiction(witnesses, key, &attested, at)) {
        attested.confidence = full.min(Confidence::K1);
        attested.fit = Fit::Contradicted;
        attested.reasons.push(reason);
    } else {
        attested.reasons.extend(weakness(full));
    }
    if attested.fit == Fit::OtherTime {
        attested.reasons.push(Reason::KeyOtherTime);
    }
    note_origin(&of_key, at, &mut attested);
    attested
}

fn confidence(witnesses: &[&Witness], at: Option<Timestamp>) -> Confidence {
    let any = |weight: &Weight| witnesses.iter().any(|witness| witness.weight == *weight);
    let proves = |witness: &&Witness| {
        matches!(witness.weight, Weight::Dnssec | Weight::Sender) && at.is_some_and(|at| witness.is_of(at))
    };
    let copies: BTreeSet<&str> = witnesses.iter().filter_map(|witness| witness.copied_from()).collect();
    let statements: BTreeSet<&str> = witnesses.iter().filter_map(|witness| witness.stated_by()).collect();
    if witnesses.iter().any(proves) {
        Confidence::K5
    } else if any(&Weight::Ourselves) || any(&Weight::Dnssec) || statements.len() > 1 {
        Confidence::K4
    } else if statements.len() == 1 || any(&Weight::Sender) {
        Confidence::K3
    } else if witnesses.iter().any(|witness| witness.supplied)
        || copies.len() > 1
        || (copies.len() == 1 && any(&Weight::Recovered))
    {
        Confidence::K2
    } else if copies.len() == 1 {
        Confidence::K1
    } else {
        Confidence::K0
    }
}

impl Witness {
    fn copied_from(&self) -> Option<&str> {
        match &self.weight {
            Weight::Copy(source) => Some(source),
            _ => None,
        }
    }

    fn stated_by(&self) -> Option<&str> {
        match &self.weight {
            Weight::Statement(observer) => Some(observer),
            _ => None,
        }
    }
}

fn fit(of_key: &[&Witness], at: Option<Timestamp>) -> Fit {
    let Some(at) = at else { return Fit::Unknown };
    if of_key.iter().any(|witness| witness.is_of(at)) {
        return Fit::Seen;
    }
    let mut nearest = u64::MAX;
    for witness in of_key {
        let Some(distance) = witness.when.distance(at) else { return Fit::Unknown };
        nearest = nearest.min(distance);
    }
    if nearest <= USE_SECONDS { Fit::Near } else { Fit::OtherTime }
}

/// Returns why the key was not the one at that time, if a witness as good as its own says so.
fn contradiction(witnesses: &[Witness], key: usize, attested: &Attested, at: Timestamp) -> Option<Reason> {
    let last_seen =
        witnesses.iter().filter(|own| own.sees == Sees::Key(key)).filter_map(|own| own.when.last()).max();
    let speaks_against = |witness: &Witness| match witness.sees {
        Sees::Nothing => witness.is_of(at).then_some(Reason::KeyAbsent),
        // Withdrawn is for good, until the key is seen again.
        Sees::Withdrawn(of) if of.is_none_or(|of| of == key) => {
            let since = witness.when.first().filter(|since| *since <= at)?;
            last_seen.is_none_or(|last| last <= since).then_some(Reason::KeyRevoked)
        }
        Sees::Withdrawn(_) => None,
        // A key may have been there beside the other, unless it is known when it was.
        Sees::Key(other) => {
            let is_elsewhere = matches!(attested.fit, Fit::Near | Fit::OtherTime);
            (other != key && is_elsewhere && witness.is_of(at)).then_some(Reason::KeyOtherTime)
        }
    };
    let heard = witnesses.iter().filter(|witness| witness.alone(Some(at)) >= attested.confidence);
    heard.filter_map(speaks_against).min()
}

fn weakness(confidence: Confidence) -> Option<Reason> {
    match confidence {
        Confidence::K0 => Some(Reason::KeyRecovered),
        Confidence::K1 => Some(Reason::KeyOneCopy),
        _ => None,
    }
}

/// Says where a key comes from when that is what its confidence rests on.
fn note_origin(of_key: &[&Witness], at: Option<Timestamp>, attested: &mut Attested) {
    let unsupplied: Vec<&Witness> = of_key.iter().copied().filter(|witness| !witness.supplied).collect();
    let rests_on_supply = of_key.len() > unsupplied.len() && confidence(&unsupplied, at) < Confidence::K2;
    if rests_on_supply {
        attested.notes.push(KeyNote::SuppliedByYou);
        attested.reasons.push(Reason::KeySupplied);
    }
    if of_key.iter().any(|witness| witness.weight == Weight::Recovered) {
        attested.notes.push(KeyNote::Recovered);
    }
}
