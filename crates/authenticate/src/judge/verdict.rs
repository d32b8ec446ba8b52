//! What one signature gives alone: a verdict, and the reasons for it.
//!
//! | | |
//! |---|---|
//! | `verified` | valid and aligned, over what is shown and the whole body, by a key of K2 or better |
//! | `partly-verified` | valid and aligned, with a limit that a reader must know |
//! | `mismatch` | aligned, and a key of K2 or better, of that time, says no under every reading |
//! | `unproven` | all else |

use greffe_terms::{Reason, Verdict};

use super::Circumstances;
use super::ask::{Answer, may_contradict};
use super::body::BodyFound;
use super::coverage::{has_duplicates, lacks_decisive, lacks_notable};
use super::mail::Authorship;
use crate::keys::{Algorithm, Attested, Confidence, Exposure};
use crate::report::{Alignment, BodyResult, Covered, HeaderResult, Repair, RepairMade, SignatureTime};
use crate::signature::Written;

/// All that a verdict is made of.
pub(super) struct Weighed<'w, 'a> {
    pub(super) written: &'w Written<'a>,
    pub(super) body: &'w BodyFound,
    pub(super) answer: &'w Answer,
    pub(super) authorship: Authorship,
    pub(super) coverage: &'w [Covered],
    /// An unsigned header may show the body as something else than was signed.
    pub(super) could_mislead: bool,
    pub(super) time: &'w SignatureTime,
    pub(super) repairs: &'w [RepairMade],
    pub(super) circumstances: &'w Circumstances,
}

/// Weighs a signature.
pub(super) fn weigh(weighed: &Weighed<'_, '_>) -> (Verdict, Vec<Reason>) {
    let mut reasons: Vec<Reason> = weighed.answer.reason.into_iter().collect();
    reasons.extend(weighed.of_author());
    let verdict = weighed.verdict(&mut reasons);
    reasons.extend(weighed.attested().into_iter().flat_map(|attested| attested.reasons.iter().copied()));
    reasons.extend(weighed.beside());
    let mut each_once = Vec::with_capacity(reasons.len());
    for reason in reasons {
        if !each_once.contains(&reason) {
            each_once.push(reason);
        }
    }
    (verdict, each_once)
}

impl Weighed<'_, '_> {
    fn verdict(&self, reasons: &mut Vec<Reason>) -> Verdict {
        let differences = self.differences();
        let is_no = !differences.is_empty();
        reasons.extend(differences);
        let header = self.answer.proved();
        let Some(attested) = self.attested() else { return Verdict::Unproven };
        if !matches!(header, HeaderResult::Valid | HeaderResult::Invalid)
            || self.authorship.aligned == Alignment::No
        {
            Verdict::Unproven
        } else if is_no {
            self.verdict_of_no(attested, reasons)
        } else if is_worthless(attested) {
            Verdict::Unproven
        } else {
            let limits = self.limits(attested);
            let is_limited = !limits.is_empty() || attested.confidence < Confidence::K2;
            reasons.extend(limits);
            if is_limited { Verdict::PartlyVerified } else { Verdict::Verified }
        }
    }

    /// Weighs a signature that does not match.
    fn verdict_of_no(&self, attested: &Attested, reasons: &mut Vec<Reason>) -> Verdict {
        let is_valid_header = self.answer.header == HeaderResult::Valid;
        let may_be_body = is_valid_header || !self.written.hashes_body_apart();
        if self.body.is_limited || self.answer.is_limited {
            reasons.push(Reason::LimitReached);
            return Verdict::Unproven;
        }
        if self.circumstances.export_rewrote_bodies && may_be_body {
            reasons.insert(0, Reason::ExportRewroteBodies);
            return Verdict::Unproven;
        }
        // Whoever could sign the header could sign it for another body too.
        let is_forgeable_header = is_valid_header && is_worthless(attested);
        if may_contradict(attested) && !is_forgeable_header { Verdict::Mismatch } else { Verdict::Unproven }
    }

    /// Returns what is not as it was signed.
    fn differences(&self) -> Vec<Reason> {
        let (header, body) = (self.answer.proved(), self.body.proved());
        let mut differences = Vec::new();
        if header == HeaderResult::Invalid {
            differences.push(Reason::HeaderDiffers);
        }
        if body == BodyResult::Differs {
            differences.push(Reason::BodyDiffers);
        }
        let is_explained = (header == HeaderResult::Invalid) == self.answer.header_reading.only_explains()
            && (body == BodyResult::Differs) == self.body.reading.only_explains();
        if !differences.is_empty() && is_explained {
            differences.push(Reason::ExplainedByList);
        }
        differences
    }

    /// Returns what a reader must know of a signature that is valid and aligned.
    fn limits(&self, attested: &Attested) -> Vec<Reason> {
        let repaired = |made: &RepairMade| !matches!(made.repair, Repair::LineEnds | Repair::FromUnquoted);
        let all = [
            (attested.confidence < Confidence::K2, Reason::KeyOneCopy),
            (self.authorship.aligned == Alignment::Provider, Reason::ProviderAlignment),
            (self.body.result == BodyResult::MatchesPrefix, Reason::OctetsUncovered),
            (self.body.result == BodyResult::NotAvailable, Reason::BodyNotAvailable),
            (lacks_decisive(self.coverage) || self.could_mislead, Reason::HeaderUnsigned),
            (has_duplicates(self.coverage), Reason::HeaderDuplicated),
            (self.written.algorithm == Some(Algorithm::RsaSha1), Reason::Sha1),
            (self.repairs.iter().any(repaired), Reason::Repaired),
        ];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
    }

    /// Returns what is to be said of the author.
    fn of_author(&self) -> Option<Reason> {
        match self.authorship {
            Authorship { is_unknown: true, .. } => Some(Reason::NoAuthor),
            Authorship { aligned: Alignment::No, is_several: true, .. } => Some(Reason::SeveralAuthors),
            Authorship { aligned: Alignment::No, .. } => Some(Reason::NotAligned),
            _ => None,
        }
    }

    /// Returns what a reader should know besides, whatever the verdict.
    fn beside(&self) -> Vec<Reason> {
        let is_made = |repair: Repair| self.repairs.iter().any(|made| made.repair == repair);
        let is_past = |(now, expires_at)| now > expires_at;
        let is_valid = self.answer.proved() == HeaderResult::Valid;
        let all = [
            (is_made(Repair::LineEnds), Reason::LineEndsRepaired),
            (is_made(Repair::FromUnquoted), Reason::Unescaped),
            (is_valid && lacks_notable(self.coverage), Reason::HeaderUnsigned),
            (self.circumstances.now.zip(self.time.expires_at).is_some_and(is_past), Reason::Expired),
            (!self.time.plausible, Reason::TimeImplausible),
        ];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
    }

    fn attested(&self) -> Option<&Attested> {
        self.answer.key.as_ref().map(|(attested, _)| attested)
    }
}

/// Tells whether somebody else than the domain could have made a valid signature with the key.
///
/// A private key that was published *later* than the signature says it was made
/// counts too: that time is the signature's own word.
fn is_worthless(attested: &Attested) -> bool {
    attested.confidence == Confidence::K0
        || attested.exposure != Exposure::None
        || attested.reasons.contains(&Reason::KeyForgeable)
}
