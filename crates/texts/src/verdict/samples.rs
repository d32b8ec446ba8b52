//! Judgements for tests.

use greffe::{
    Alignment, ArcField, BodyResult, Canonical, Canonicalization, Chain, ChainEnd, ChainResult, Claim,
    Confidence, Coverage, Covered, Dialect, HeaderResult, Judgement, KeyFacts, KeyNote, Reason, Repair,
    RepairMade, Signature, SignatureTime, Timestamp, Verdict,
};

/// A signature of `domain` that is valid and says all it can, once.
pub(super) fn signature(domain: &str) -> Signature {
    let covered = |header, state| Covered { header, state };
    Signature {
        dialect: Dialect::Dkim,
        domain: domain.to_owned(),
        selector: "s1".to_owned(),
        identity: None,
        algorithm: "rsa-sha256".to_owned(),
        canonicalization: Canonicalization { header: Canonical::Relaxed, body: Canonical::Relaxed },
        header: HeaderResult::Valid,
        body: BodyResult::MatchesPrefix,
        signed_octets: Some(2_048),
        body_octets: 9_001,
        coverage: vec![
            covered("From", Coverage::Oversigned),
            covered("Subject", Coverage::Signed),
            covered("Date", Coverage::Unsigned),
            covered("To", Coverage::Duplicated),
            covered("Cc", Coverage::Absent),
        ],
        key: Some(KeyFacts {
            bits: 2_048,
            confidence: Confidence::K2,
            spki_sha256: "ab".repeat(32),
            sources: vec!["observer.example".to_owned()],
            notes: vec![KeyNote::SuppliedByYou],
        }),
        time: SignatureTime {
            signed_at: Some(Timestamp(1_457_946_240)),
            expires_at: Some(Timestamp(1_458_551_040)),
            date: Some(Timestamp(1_457_000_000)),
            plausible: false,
        },
        aligned: Alignment::Strict,
        repairs: vec![RepairMade { repair: Repair::LineEnds, places: 12, offset: Some(40) }],
        verdict: Verdict::PartlyVerified,
        reasons: vec![Reason::OctetsUncovered, Reason::HeaderUnsigned, Reason::HeaderDuplicated],
        field: 0..0,
        signed_fields: Vec::new(),
        signed_body: 0..0,
    }
}

/// A judgement that rests on the second of two signatures, with a chain and claims.
pub(super) fn judgement() -> Judgement {
    let stranger = Signature {
        header: HeaderResult::KeyMissing,
        verdict: Verdict::Unproven,
        reasons: vec![Reason::KeyMissing],
        key: None,
        ..signature("list.example")
    };
    let best = signature("region.example");
    let claim = |domain: Option<&str>| Claim {
        by: "mx.presse.example".to_owned(),
        method: "dkim".to_owned(),
        result: "pass".to_owned(),
        domain: domain.map(str::to_owned),
        selector: None,
    };
    Judgement {
        verdict: Verdict::PartlyVerified,
        reasons: best.reasons.clone(),
        author_domain: Some("region.example".to_owned()),
        best: Some(1),
        arc: Some(Chain {
            result: ChainResult::Fail,
            sets: 2,
            signatures: vec![stranger.clone()],
            broken: Some(ChainEnd::Invalid(2, ArcField::Seal)),
        }),
        signatures: vec![stranger, best],
        claims: vec![claim(Some("region.example")), claim(None)],
    }
}
