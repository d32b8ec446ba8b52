//! A judgement in outline: what search, facets and totals need of it.
//!
//! The mails of one newsletter share theirs, so an archive keeps each outline
//! once and one small number a message.

use greffe_terms::{Reason, Verdict};
use serde::{Deserialize, Serialize};

use crate::keys::Confidence;
use crate::report::{Alignment, BodyResult, Dialect, HeaderResult, Judgement, Signature};

/// A judgement without what is particular to one message.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Outline {
    /// As in [`Judgement::verdict`].
    pub verdict: Verdict,
    /// As in [`Judgement::reasons`].
    pub reasons: Vec<Reason>,
    /// Its signatures; ARC's are not among them.
    pub signatures: Vec<SignatureOutline>,
}

/// A signature in outline.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SignatureOutline {
    /// Signing domain.
    pub domain: String,
    /// Selector.
    pub selector: String,
    /// Whether it was made by that domain's key over these headers and this body.
    pub standing: Standing,
    /// Confidence in the key that decided, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// It speaks for the author's domain.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aligned: bool,
}

/// Where a signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Headers valid, body matches (all of it, its signed octets, or after repair).
    Valid,
    /// Headers valid, body not looked at.
    HeaderValid,
    /// Headers valid, body differs.
    BodyDiffers,
    /// The key says no to the headers.
    HeaderInvalid,
    /// No key to ask; the body hash matches.
    KeyMissing,
    /// No key to ask, and the body differs already.
    KeyMissingBodyDiffers,
    /// It cannot be read, or the key cannot be used.
    Unusable,
}

impl Judgement {
    /// Returns the outline.
    pub fn outline(&self) -> Outline {
        Outline {
            verdict: self.verdict,
            reasons: self.reasons.clone(),
            signatures: self.signatures.iter().map(outline_of).collect(),
        }
    }
}

impl Outline {
    /// Returns the domains whose key made a signature over these headers and this
    /// body, each once, whoever the author is: what `signed-by:` finds.
    pub fn signed_by(&self) -> Vec<&str> {
        let valid = self.signatures.iter().filter(|signature| signature.standing == Standing::Valid);
        let mut domains: Vec<&str> = valid.map(|signature| signature.domain.as_str()).collect();
        domains.sort_unstable();
        domains.dedup();
        domains
    }
}

fn outline_of(signature: &Signature) -> SignatureOutline {
    SignatureOutline {
        domain: signature.domain.clone(),
        selector: signature.selector.clone(),
        standing: standing(signature),
        confidence: signature.key.as_ref().map(|facts| facts.confidence),
        aligned: signature.aligned != Alignment::No && signature.dialect != Dialect::ArcSeal,
    }
}

fn standing(signature: &Signature) -> Standing {
    let body_differs = signature.body == BodyResult::Differs;
    match signature.header {
        HeaderResult::Valid if body_differs => Standing::BodyDiffers,
        HeaderResult::Valid if signature.body == BodyResult::NotAvailable => Standing::HeaderValid,
        HeaderResult::Valid => Standing::Valid,
        HeaderResult::Invalid => Standing::HeaderInvalid,
        HeaderResult::KeyMissing if body_differs => Standing::KeyMissingBodyDiffers,
        HeaderResult::KeyMissing => Standing::KeyMissing,
        HeaderResult::KeyUnusable | HeaderResult::Malformed => Standing::Unusable,
    }
}
