//! Judgements for tests: those of the desk, with values that sentences can be held against.

use greffe::{
    ArcField, Canonical, Canonicalization, Chain, ChainEnd, ChainResult, Claim, HeaderResult, Judgement,
    KeyFacts, KeyNote, Reason, Repair, RepairMade, Signature, SignatureTime, Timestamp, Verdict, samples,
};

/// A signature of `domain` that is valid and says all it can, once.
pub(super) fn signature(domain: &str) -> Signature {
    let sample = samples::signature("observer.example");
    let key = sample.key.map(|key| KeyFacts { bits: 2_048, notes: vec![KeyNote::SuppliedByYou], ..key });
    Signature {
        domain: domain.to_owned(),
        selector: "s1".to_owned(),
        identity: None,
        algorithm: "rsa-sha256".to_owned(),
        canonicalization: Canonicalization { body: Canonical::Relaxed, ..sample.canonicalization },
        signed_octets: Some(2_048),
        body_octets: 9_001,
        key,
        time: SignatureTime {
            expires_at: Some(Timestamp(1_458_551_040)),
            date: Some(Timestamp(1_457_000_000)),
            ..sample.time
        },
        repairs: vec![RepairMade { repair: Repair::LineEnds, places: 12, offset: Some(40) }],
        reasons: vec![Reason::OctetsUncovered, Reason::HeaderUnsigned, Reason::HeaderDuplicated],
        ..sample
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
    let chain = Chain {
        result: ChainResult::Fail,
        sets: 2,
        signatures: vec![stranger.clone()],
        broken: Some(ChainEnd::Invalid(2, ArcField::Seal)),
    };
    Judgement {
        reasons: best.reasons.clone(),
        best: Some(1),
        arc: Some(chain),
        signatures: vec![stranger, best],
        claims: vec![claim(Some("region.example")), claim(None)],
        ..samples::judgement("region.example")
    }
}
