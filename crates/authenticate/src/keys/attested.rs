//! How well a key is attested for one moment: observations folded into a confidence.
//!
//! | | |
//! |---|---|
//! | K5 | checked DNSSEC answers, or the sender's word, for the very time |
//! | K4 | seen by ourselves; or two trusted observers signed for it |
//! | K3 | one trusted observer signed for it, or the sender for another time |
//! | K2 | two unsigned copies of different sources; a copy that equals a recovered key; handed in with the question |
//! | K1 | one unsigned copy |
//! | K0 | recovered from signatures, and from nothing else |
//!
//! A source is what somebody names as one. The name of the file in which a copy
//! was handed in is none: one list under two names is still one list.
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
use super::observer::TrustedObserver;
use super::statement::signed_by;
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
    /// By the source that it names; all that name none are one and the same copy.
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
        let copy = || Weight::Copy(observation.source.trim().to_lowercase());
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

    pub(super) fn stated_by(&self) -> Option<&str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 60 * 60;
    const YEAR: i64 = 365 * DAY;
    const NOW: Option<Timestamp> = Some(Timestamp(10 * YEAR));

    fn on(day: i64) -> When {
        When::At(Timestamp(10 * YEAR + day * DAY))
    }

    fn during(from: i64, to: i64) -> When {
        When::Window(Some(Timestamp(10 * YEAR + from * DAY)), Some(Timestamp(10 * YEAR + to * DAY)))
    }

    fn copy(source: &str) -> Weight {
        Weight::Copy(source.to_owned())
    }

    fn stated(observer: &str) -> Weight {
        Weight::Statement(observer.to_owned())
    }

    fn witness((weight, when, sees): (Weight, When, Sees)) -> Witness {
        Witness { weight, when, sees, supplied: false }
    }

    /// Asks for key 0, now.
    fn of(witnesses: &[(Weight, When, Sees)]) -> Attested {
        attested(&witnesses.iter().cloned().map(witness).collect::<Vec<_>>(), 0, NOW)
    }

    #[test]
    fn confidence_is_what_the_observations_make_it() {
        let check = |seen: &[(Weight, When)], expect: Confidence| {
            let key = |(weight, when): &(Weight, When)| (weight.clone(), *when, Sees::Key(0));
            let found = of(&seen.iter().map(key).collect::<Vec<_>>());
            assert_eq!(found.confidence, expect, "{seen:?}");
        };
        use When::Unknown;
        check(&[(Weight::Recovered, Unknown)], Confidence::K0);
        check(&[(Weight::Recovered, Unknown), (Weight::Recovered, on(0))], Confidence::K0);
        check(&[(copy("a"), Unknown)], Confidence::K1);
        check(&[(copy("a"), on(0)), (copy("a"), on(1))], Confidence::K1);
        check(&[(copy("a"), Unknown), (copy("b"), Unknown)], Confidence::K2);
        check(&[(copy("a"), Unknown), (Weight::Recovered, Unknown)], Confidence::K2);
        check(&[(stated("x"), on(0))], Confidence::K3);
        check(&[(stated("x"), on(0)), (stated("x"), on(9))], Confidence::K3);
        check(&[(stated("x"), on(0)), (copy("a"), on(0))], Confidence::K3);
        check(&[(Weight::Sender, on(9))], Confidence::K3);
        check(&[(Weight::Sender, Unknown)], Confidence::K3);
        check(&[(stated("x"), on(0)), (stated("y"), Unknown)], Confidence::K4);
        check(&[(Weight::Ourselves, on(0))], Confidence::K4);
        check(&[(Weight::Ourselves, on(900))], Confidence::K4);
        check(&[(Weight::Dnssec, on(2))], Confidence::K4);
        check(&[(Weight::Dnssec, Unknown)], Confidence::K4);
        check(&[(Weight::Dnssec, on(1))], Confidence::K5);
        check(&[(Weight::Dnssec, during(-1, 1))], Confidence::K5);
        check(&[(Weight::Sender, during(0, 1))], Confidence::K5);
        // Two windows with a gap are not one without, nor is one method's window another's.
        check(&[(Weight::Dnssec, during(-9, -2)), (Weight::Dnssec, during(2, 9))], Confidence::K4);
        check(&[(Weight::Sender, during(2, 9)), (copy("a"), during(-9, 3))], Confidence::K3);
    }

    #[test]
    fn nothing_is_of_that_time_when_the_time_is_not_known() {
        let proved = witness((Weight::Dnssec, during(-1, 1), Sees::Key(0)));
        let absent = witness((Weight::Dnssec, during(-1, 1), Sees::Nothing));
        let found = attested(&[proved, absent], 0, None);
        assert_eq!((found.confidence, found.fit), (Confidence::K4, Fit::Unknown));
        assert_eq!(found.reasons, []);
    }

    #[test]
    fn keys_are_in_use_for_years() {
        let check = |seen: &[When], expect: Fit| {
            let key = |when: &When| (copy("a"), *when, Sees::Key(0));
            let found = of(&seen.iter().map(key).collect::<Vec<_>>());
            assert_eq!(found.fit, expect, "{seen:?}");
            let is_reserved = found.reasons.contains(&Reason::KeyOtherTime);
            assert_eq!(is_reserved, expect == Fit::OtherTime, "{seen:?}");
            assert_eq!(found.confidence, Confidence::K1, "{seen:?}");
        };
        check(&[on(0)], Fit::Seen);
        check(&[on(1)], Fit::Seen);
        check(&[during(-3, 0)], Fit::Seen);
        check(&[on(2)], Fit::Near);
        check(&[on(-5 * 365)], Fit::Near);
        check(&[on(5 * 365 + 1)], Fit::OtherTime);
        check(&[during(-9 * 365, -6 * 365)], Fit::OtherTime);
        check(&[during(-9 * 365, -6 * 365), on(7 * 365)], Fit::OtherTime);
        check(&[on(9 * 365), When::Unknown], Fit::Unknown);
        check(&[on(9 * 365), on(4 * 365)], Fit::Near);
        check(&[When::Window(Some(Timestamp(0)), None)], Fit::Seen);
    }

    #[test]
    fn as_good_a_witness_may_speak_against_a_key() {
        let check = |key: (Weight, When), against: (Weight, When, Sees), expect: Option<Reason>| {
            let found = of(&[(key.0.clone(), key.1, Sees::Key(0)), against.clone()]);
            assert_eq!(found.fit == Fit::Contradicted, expect.is_some(), "{key:?} {against:?}");
            if let Some(reason) = expect {
                assert!(found.reasons.contains(&reason), "{key:?} {against:?}");
                assert!(
                    found.confidence <= Confidence::K1 && !found.fit.may_contradict(),
                    "{key:?} {against:?}"
                );
                assert!(!found.reasons.contains(&Reason::KeyOneCopy), "{key:?} {against:?}");
            }
        };
        let own = |when: When| (Weight::Ourselves, when);
        let absent = Some(Reason::KeyAbsent);
        check(own(on(9)), (Weight::Ourselves, on(0), Sees::Nothing), absent);
        check(own(on(9)), (Weight::Dnssec, during(-3, 3), Sees::Nothing), absent);
        check(own(on(9)), (Weight::Ourselves, on(3), Sees::Nothing), None);
        check(own(on(9)), (copy("a"), on(0), Sees::Nothing), None);
        check((copy("a"), on(9)), (copy("b"), on(0), Sees::Nothing), absent);
        check((copy("a"), on(9)), (copy("b"), When::Unknown, Sees::Nothing), None);

        let revoked = Some(Reason::KeyRevoked);
        check(own(on(-9)), (Weight::Ourselves, on(-3), Sees::Withdrawn(None)), revoked);
        check(own(on(-9)), (Weight::Ourselves, on(-3), Sees::Withdrawn(Some(0))), revoked);
        check(own(on(-9)), (Weight::Ourselves, on(-3), Sees::Withdrawn(Some(1))), None);
        check(own(on(-9)), (Weight::Ourselves, on(3), Sees::Withdrawn(None)), None);
        check(own(on(-1)), (Weight::Ourselves, on(-3), Sees::Withdrawn(None)), None);
        check((copy("a"), When::Unknown), (copy("a"), on(-3), Sees::Withdrawn(None)), revoked);
        check((copy("a"), When::Unknown), (copy("a"), When::Unknown, Sees::Withdrawn(None)), None);

        let other = Some(Reason::KeyOtherTime);
        check(own(on(9)), (Weight::Ourselves, on(0), Sees::Key(1)), other);
        check(own(on(0)), (Weight::Ourselves, on(0), Sees::Key(1)), None);
        check(own(on(9)), (copy("a"), on(0), Sees::Key(1)), None);
        check(own(When::Unknown), (Weight::Ourselves, on(0), Sees::Key(1)), None);
    }

    #[test]
    fn what_was_handed_in_says_so_only_if_all_rests_on_it() {
        let check = |weight: Weight, beside: Option<Weight>, expect: Confidence, is_said: bool| {
            let supplied = Witness { supplied: true, ..witness((weight, When::Unknown, Sees::Key(0))) };
            let beside = beside.map(|weight| witness((weight, When::Unknown, Sees::Key(0))));
            let witnesses: Vec<Witness> = [Some(supplied), beside].into_iter().flatten().collect();
            let found = attested(&witnesses, 0, NOW);
            assert_eq!(found.confidence, expect, "{witnesses:?}");
            assert_eq!(found.reasons.contains(&Reason::KeySupplied), is_said, "{witnesses:?}");
            assert_eq!(found.notes.contains(&KeyNote::SuppliedByYou), is_said, "{witnesses:?}");
        };
        check(copy("a"), None, Confidence::K2, true);
        check(Weight::Recovered, None, Confidence::K2, true);
        check(copy("a"), Some(copy("a")), Confidence::K2, true);
        check(copy("a"), Some(Weight::Ourselves), Confidence::K4, false);
        check(copy("a"), Some(stated("x")), Confidence::K3, false);
    }
}
