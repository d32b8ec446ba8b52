//! What is known of one name: its keys, the records without one, and who saw what.

use std::collections::BTreeSet;
use std::sync::Arc;

use greffe_terms::{Reason, Timestamp};

use super::Confidence;
use super::algorithm::KeyType;
use super::attested::{Attested, Sees, Witness, attested};
use super::claim::{ClaimKind, Exposure, KeyClaim};
use super::observation::Observation;
use super::public::PublicKey;
use super::record::{KeyRecord, KeyUse, Restriction, Unusable};
use crate::report::{KeyFacts, KeyNote};

/// Sources that a report names.
const MAX_SOURCES: usize = 16;
/// Under this an RSA key can be factored by whoever wants to.
const FORGEABLE_BELOW_BITS: u32 = 1024;

/// What is known of one name, `selector._domainkey.domain`.
#[derive(Debug, Default)]
pub struct Candidates {
    pub(super) keys: Vec<Candidate>,
    pub(super) unusable: Vec<UnusableRecord>,
    pub(super) absences: Vec<Arc<Observation>>,
    pub(super) left_out: usize,
}

/// One key of a name.
#[derive(Debug)]
pub struct Candidate {
    pub(super) key: Arc<PublicKey>,
    /// Its place among the name's keys: how witnesses call it.
    pub(super) place: usize,
    /// The best attested of the records that hold it.
    pub(super) record: KeyRecord,
    pub(super) observations: Vec<Arc<Observation>>,
    pub(super) claims: Vec<KeyClaim>,
    /// Organisations that are not one another's use it.
    pub(super) is_shared: bool,
    /// Of the whole name.
    pub(super) witnesses: Arc<Vec<Witness>>,
}

/// A record whose key cannot be asked.
#[derive(Debug)]
pub struct UnusableRecord {
    pub(super) record: KeyRecord,
    pub(super) why: Unusable,
    pub(super) observations: Vec<Arc<Observation>>,
}

impl Candidates {
    /// Returns the keys that can be asked.
    pub fn keys(&self) -> &[Candidate] {
        &self.keys
    }

    /// Returns the records that hold none.
    pub fn unusable(&self) -> &[UnusableRecord] {
        &self.unusable
    }

    /// Returns the observations that there was no such name.
    pub fn absences(&self) -> impl Iterator<Item = &Observation> {
        self.absences.iter().map(Arc::as_ref)
    }

    /// Returns how many observations of still more keys were left out.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Returns why there is no key to ask. Meant for when [`keys`](Self::keys) is empty.
    pub fn why_none(&self) -> Reason {
        let is_revoked = |record: &UnusableRecord| record.why == Unusable::Revoked;
        if self.unusable.iter().any(is_revoked) {
            Reason::KeyRevoked
        } else if !self.unusable.is_empty() {
            Reason::KeyUnusable
        } else if !self.absences.is_empty() {
            Reason::KeyAbsent
        } else {
            Reason::KeyMissing
        }
    }
}

impl UnusableRecord {
    /// Returns what was published.
    pub fn record(&self) -> &KeyRecord {
        &self.record
    }

    /// Returns why its key cannot be asked.
    pub fn why(&self) -> Unusable {
        self.why
    }

    /// Returns the observations of it.
    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().map(Arc::as_ref)
    }
}

impl Candidate {
    /// Returns the key.
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Returns the record that holds it; of several, the best attested.
    pub fn record(&self) -> &KeyRecord {
        &self.record
    }

    /// Tells whether its record allows such a signature.
    ///
    /// # Errors
    /// [`Restriction`]: what forbids it.
    pub fn permits(&self, key_use: &KeyUse<'_>) -> Result<(), Restriction> {
        self.record.permits(key_use)
    }

    /// Returns the observations of this key under this name.
    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().map(Arc::as_ref)
    }

    /// Returns what is claimed of it, under this name or by its hash under any.
    pub fn claims(&self) -> &[KeyClaim] {
        &self.claims
    }

    /// Returns how well it is attested for the moment of a signature; `None` when
    /// that moment is not known.
    pub fn confidence_at(&self, signed_at: Option<Timestamp>) -> Confidence {
        attested(&self.witnesses, self.place, signed_at).confidence
    }

    /// Returns all that is known of it for that moment.
    ///
    /// The reasons are all those that are about the key, `KeyForgeable` and
    /// `KeyTestMode` included, each once.
    pub fn attested_at(&self, signed_at: Option<Timestamp>) -> Attested {
        let mut attested = attested(&self.witnesses, self.place, signed_at);
        attested.exposure = Exposure::of(&self.claims, signed_at);
        for (holds, reason, note) in self.facts(attested.exposure) {
            if holds {
                attested.reasons.extend(reason);
                attested.notes.extend(note);
            }
        }
        if attested.reasons.contains(&Reason::KeyRevoked) {
            attested.notes.push(KeyNote::Revoked);
        }
        attested.reasons.sort_unstable();
        attested.reasons.dedup();
        attested.notes.sort_unstable();
        attested.notes.dedup();
        attested
    }

    fn facts(&self, exposure: Exposure) -> [(bool, Option<Reason>, Option<KeyNote>); 7] {
        let is_small = self.key.key_type() == KeyType::Rsa && self.key.bits() < FORGEABLE_BELOW_BITS;
        let is_shared = self.is_shared || self.is_claimed(&ClaimKind::Shared);
        [
            (is_small, Some(Reason::KeyForgeable), None),
            (exposure != Exposure::None, Some(Reason::KeyPublished), None),
            (self.is_claimed(&ClaimKind::PrivateKeyPublished), None, Some(KeyNote::PublishedPrivateKey)),
            (self.is_claimed(&ClaimKind::Factored), None, Some(KeyNote::Factored)),
            (self.is_claimed(&ClaimKind::Revoked), None, Some(KeyNote::Revoked)),
            (self.record.is_test_mode(), Some(Reason::KeyTestMode), Some(KeyNote::TestMode)),
            (is_shared, Some(Reason::KeyShared), Some(KeyNote::Shared)),
        ]
    }

    fn is_claimed(&self, kind: &ClaimKind) -> bool {
        self.claims.iter().any(|claim| claim.kind == *kind)
    }

    /// Returns what a report tells of it for that moment.
    pub fn facts_at(&self, signed_at: Option<Timestamp>) -> KeyFacts {
        let attested = self.attested_at(signed_at);
        KeyFacts {
            bits: self.key.bits(),
            confidence: attested.confidence,
            spki_sha256: self.key.spki_sha256().to_owned(),
            sources: self.sources(),
            notes: attested.notes,
        }
    }

    /// Returns the trusted observers who signed for it, each once.
    pub fn stated_by(&self) -> BTreeSet<&str> {
        let of_key = self.witnesses.iter().filter(|witness| witness.sees == Sees::Key(self.place));
        of_key.filter_map(Witness::stated_by).collect()
    }

    fn sources(&self) -> Vec<String> {
        let named = self.observations().map(Observation::origin);
        let mut distinct = self.stated_by();
        distinct.extend(named.filter(|origin| !origin.is_empty()));
        distinct.into_iter().take(MAX_SOURCES).map(str::to_owned).collect()
    }
}
