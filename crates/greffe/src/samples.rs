//! Judgements for the tests of the floors above, with one text in every place
//! where a stranger can put one. Feature `samples`: no product asks for it.

use greffe_authenticate::{
    Alignment, ArcField, BodyResult, Canonical, Canonicalization, Chain, ChainEnd, ChainResult, Claim,
    Confidence, Coverage, Covered, Dialect, HeaderResult, Judgement, KeyFacts, KeyNote, Repair, RepairMade,
    Signature, SignatureTime,
};
use greffe_terms::{Reason, Timestamp, Verdict};

/// Returns a judgement that rests on its only signature, with a chain and a claim.
pub fn judgement(text: &str) -> Judgement {
    let signature = signature(text);
    Judgement {
        verdict: signature.verdict,
        reasons: signature.reasons.clone(),
        author_domain: Some(text.to_owned()),
        best: Some(0),
        arc: Some(Chain {
            result: ChainResult::KeyMissing,
            sets: 1,
            signatures: vec![signature.clone()],
            broken: Some(ChainEnd::NoKey(1, ArcField::Seal)),
        }),
        signatures: vec![signature],
        claims: vec![Claim {
            by: text.to_owned(),
            method: text.to_owned(),
            result: text.to_owned(),
            domain: Some(text.to_owned()),
            selector: Some(text.to_owned()),
        }],
    }
}

/// Returns a signature that is valid, with limits, and says all it can.
pub fn signature(text: &str) -> Signature {
    let covered = |header, state| Covered { header, state };
    Signature {
        dialect: Dialect::Dkim,
        domain: text.to_owned(),
        selector: text.to_owned(),
        identity: Some(text.to_owned()),
        algorithm: text.to_owned(),
        canonicalization: Canonicalization { header: Canonical::Relaxed, body: Canonical::Simple },
        header: HeaderResult::Valid,
        body: BodyResult::MatchesPrefix,
        signed_octets: Some(20),
        body_octets: 99,
        coverage: vec![
            covered("From", Coverage::Oversigned),
            covered("Subject", Coverage::Signed),
            covered("Date", Coverage::Unsigned),
            covered("To", Coverage::Duplicated),
            covered("Cc", Coverage::Absent),
        ],
        key: Some(KeyFacts {
            bits: 1_024,
            confidence: Confidence::K2,
            spki_sha256: "ab".repeat(32),
            sources: vec![text.to_owned()],
            notes: vec![KeyNote::TestMode],
        }),
        time: SignatureTime {
            signed_at: Some(Timestamp(1_457_946_240)),
            expires_at: Some(Timestamp(i64::MAX)),
            date: None,
            plausible: false,
        },
        aligned: Alignment::Strict,
        repairs: vec![RepairMade { repair: Repair::LineEnds, places: 3, offset: Some(4) }],
        verdict: Verdict::PartlyVerified,
        reasons: vec![Reason::OctetsUncovered, Reason::HeaderUnsigned],
        field: 0..40,
        signed_fields: vec![40..80, 80..85],
        signed_body: 90..110,
    }
}
