//! Whether a body is the signed one, under one reading after the other.

use greffe_terms::Reason;

use super::BodyKept;
use super::ask::Answer;
use super::one::Judging;
use crate::bodies::{BodyForm, BodyHash, LimitReached};
use crate::hashing::HashKind;
use crate::repair::body::BodyReading;
use crate::report::{BodyResult, HeaderResult};
use crate::signature::Written;

/// What came of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyFound {
    /// Whether it is the signed one, under `reading`.
    pub(super) result: BodyResult,
    /// How it was read.
    pub(super) reading: BodyReading,
    /// Its canonical octets.
    pub(super) octets: u64,
    /// How many of them are signed; `None` if it was not looked at.
    pub(super) signed_octets: Option<u64>,
    /// Not all readings could be tried.
    pub(super) is_limited: bool,
}

impl BodyFound {
    /// Nothing is known of it.
    pub(super) const NOT_LOOKED_AT: BodyFound = BodyFound {
        result: BodyResult::NotAvailable,
        reading: BodyReading::AS_IS,
        octets: 0,
        signed_octets: None,
        is_limited: false,
    };

    /// Tells whether it is the signed one under its reading.
    pub(super) fn matches(&self) -> bool {
        matches!(
            self.result,
            BodyResult::Matches | BodyResult::MatchesPrefix | BodyResult::MatchesAfterRepair
        )
    }

    fn looked_at(form: BodyForm, octets: u64, reading: BodyReading, result: BodyResult) -> BodyFound {
        let signed_octets = form.length.map_or(octets, |length| length.min(octets));
        BodyFound { result, reading, octets, signed_octets: Some(signed_octets), is_limited: false }
    }
}

impl Judging<'_> {
    /// Compares the body with its hash, if it has one of its own.
    pub(super) fn body(&mut self, written: &Written<'_>) -> BodyFound {
        let Some(form) = self.form(written) else { return BodyFound::NOT_LOOKED_AT };
        let Some(expected) = &written.body_hash else { return BodyFound::NOT_LOOKED_AT };
        let Ok(as_is) = self.bodies.hash(form, BodyReading::AS_IS) else {
            return BodyFound { is_limited: true, ..BodyFound::NOT_LOOKED_AT };
        };
        match self.matching(form, expected, as_is) {
            Ok(Some((reading, hash))) => {
                BodyFound::looked_at(form, hash.octets, reading, matched(form, hash.octets, reading))
            }
            Ok(None) => BodyFound::looked_at(form, as_is.octets, BodyReading::AS_IS, BodyResult::Differs),
            Err(LimitReached) => BodyFound {
                is_limited: true,
                ..BodyFound::looked_at(form, as_is.octets, BodyReading::AS_IS, BodyResult::Differs)
            },
        }
    }

    /// Finds the reading under which the body has the hash that is expected.
    fn matching(
        &mut self,
        form: BodyForm,
        expected: &[u8],
        as_is: BodyHash,
    ) -> Result<Option<(BodyReading, BodyHash)>, LimitReached> {
        if as_is.digest.as_ref() == expected {
            return Ok(Some((BodyReading::AS_IS, as_is)));
        }
        for reading in self.bodies.places().readings(form.canonical) {
            let hash = self.bodies.hash(form, reading)?;
            if hash.digest.as_ref() == expected {
                return Ok(Some((reading, hash)));
            }
        }
        if self.bodies.places().is_cut { Err(LimitReached) } else { Ok(None) }
    }

    /// Where header and body share a hash, a valid signature says that the body is
    /// the signed one; any other says nothing of the body alone.
    pub(super) fn body_in_one(
        &mut self,
        written: &Written<'_>,
        answer: &Answer,
        found: BodyFound,
    ) -> BodyFound {
        let Some(form) = self.form(written) else { return found };
        let reading = answer.body_reading;
        let Ok(hash) = self.bodies.hash(BodyForm { length: None, ..form }, reading) else {
            return BodyFound { is_limited: true, ..found };
        };
        let result = match answer.header {
            HeaderResult::Valid => matched(form, hash.octets, reading),
            _ => BodyResult::NotAvailable,
        };
        BodyFound::looked_at(form, hash.octets, reading, result)
    }

    /// Returns the form in which the body is signed, if that is known and the body is there.
    fn form(&self, written: &Written<'_>) -> Option<BodyForm> {
        let is_known = written.fault.is_none_or(|fault| fault == Reason::FromNotSigned);
        if self.circumstances.body == BodyKept::Rebuilt || !is_known {
            return None;
        }
        let hash = HashKind::of(written.algorithm?);
        Some(BodyForm { canonical: written.canonicalization.body, hash, length: written.length })
    }
}

/// Says how much of a body matches, of so many canonical octets.
///
/// An `l=` beyond the body is a slip of the signer (RFC 6376 §3.5): the hash is
/// then over all there is.
fn matched(form: BodyForm, octets: u64, reading: BodyReading) -> BodyResult {
    if form.length.is_some_and(|length| length < octets) {
        BodyResult::MatchesPrefix
    } else if reading != BodyReading::AS_IS {
        BodyResult::MatchesAfterRepair
    } else {
        BodyResult::Matches
    }
}
