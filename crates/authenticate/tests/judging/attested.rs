//! However keys are attested: nothing is verified, and nobody contradicted, by a
//! key that is not well known for that time.

use std::collections::BTreeSet;

use greffe_authenticate::{
    Circumstances, ClaimKind, Confidence, HeaderResult, Judgement, KeyBook, KeyClaim, KeyNote, Method,
    Observation, When, judge,
};
use greffe_terms::{Timestamp, Verdict};
use proptest::prelude::*;

use crate::signer::{OLD, Signer};

const MAIL: &str = "From: Camille <camille@region.example>\r\nTo: Noor <noor@region.example>\r\n\
                    Subject: Budget\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n\r\nIt is settled.\r\n";

/// 14 March 2017, 09:00 UTC.
const DATE: i64 = 1_489_482_000;
const DAY: i64 = 86_400;

/// Days from the signature: its own, near ones, other times.
fn day() -> impl Strategy<Value = Timestamp> {
    let days = prop::sample::select(vec![-4000, -400, -1, 0, 1, 400, 4000]);
    days.prop_map(|day: i64| Timestamp(DATE + day * DAY))
}

fn when() -> impl Strategy<Value = When> {
    let ends = (prop::option::of(day()), prop::option::of(day()));
    prop_oneof![
        Just(When::Unknown),
        day().prop_map(When::At),
        ends.prop_map(|(from, to)| When::Window(from, to))
    ]
}

fn claim() -> impl Strategy<Value = KeyClaim> {
    let kinds = ["revoked", "private-key-published", "factored", "shared", "lost"];
    let kind = prop::sample::select(kinds.to_vec()).prop_map(|word| ClaimKind::from(word.to_owned()));
    (kind, prop::option::of(day())).prop_map(|(kind, since)| KeyClaim { kind, since, source: None })
}

/// What is seen: the key that signed, another, one withdrawn, none.
fn record() -> impl Strategy<Value = Option<String>> {
    let (own, other) = (Signer::default().key.record(), OLD.record());
    prop::sample::select(vec![
        Some(own.clone()),
        Some(own),
        Some(other),
        Some("v=DKIM1; p=".to_owned()),
        None,
    ])
}

fn observation() -> impl Strategy<Value = Observation> {
    let method = prop::sample::select(Method::ALL.to_vec());
    let source = prop::sample::select(vec!["a", "A ", "b", ""]);
    let file = prop::sample::select(vec![None, None, Some("one.tsv"), Some("two.tsv")]);
    let claims = prop::collection::vec(claim(), 0..2);
    (record(), method, source, file, when(), claims).prop_map(
        |(record, method, source, file, when, claims)| {
            let mut seen =
                Observation::new("region.example", "s1", record.as_deref(), method, source).expect("a name");
            (seen.when, seen.claims, seen.handed_in) = (when, claims, file.map(str::to_owned));
            seen
        },
    )
}

/// Says by other means whether a key could be known well: seen by ourselves,
/// attested by the sender, or named by two sources that are not the same.
fn could_be_well_known(archived: &[Observation], record: &str) -> bool {
    let of_key = || archived.iter().filter(|seen| seen.record.as_deref() == Some(record));
    let is_own = |seen: &&Observation| {
        seen.handed_in.is_none()
            && matches!(seen.method, Method::Dns | Method::DnsDnssec | Method::SenderAttested)
    };
    let named = |seen: &Observation| {
        let file = seen.handed_in.clone().filter(|_| seen.source.is_empty());
        (seen.method == Method::Recovered, file.unwrap_or(seen.source.clone()).trim().to_lowercase())
    };
    let copies = of_key().map(named).map(|(recovered, name)| if recovered { "\0".to_owned() } else { name });
    of_key().any(|seen| is_own(&seen)) || copies.collect::<BTreeSet<String>>().len() > 1
}

fn is_exposed(archived: &[Observation], record: &str) -> bool {
    let exposes =
        |claim: &KeyClaim| matches!(claim.kind, ClaimKind::PrivateKeyPublished | ClaimKind::Factored);
    archived.iter().any(|seen| seen.record.as_deref() == Some(record) && seen.claims.iter().any(exposes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_yes_and_no_no_without_a_key_that_is_well_known(
        archived in prop::collection::vec(observation(), 0..6),
        is_timed in any::<bool>(),
    ) {
        let more = if is_timed { format!("t={DATE}; ") } else { String::new() };
        let raw = Signer { more, ..Signer::default() }.sign(MAIL);
        let keys = KeyBook::new(archived.clone());
        let of = |raw: &str| judge(raw.as_bytes(), &keys, &Circumstances::default());
        let (yes, no) = (of(&raw), of(&raw.replace("Budget", "Budgets")));
        prop_assert!(!matches!(no.verdict, Verdict::Verified | Verdict::PartlyVerified));
        if yes.signatures[0].header == HeaderResult::Valid {
            prop_assert_ne!(yes.verdict, Verdict::Mismatch);
        }
        let own = Signer::default().key.record();
        if yes.verdict == Verdict::Verified {
            prop_assert!(confidence(&yes) >= Some(Confidence::K2) && could_be_well_known(&archived, &own));
        }
        if matches!(yes.verdict, Verdict::Verified | Verdict::PartlyVerified) {
            prop_assert!(!is_exposed(&archived, &own));
        }
        for judgement in [&yes, &no].into_iter().filter(|judgement| judgement.verdict == Verdict::Mismatch) {
            prop_assert!(confidence(judgement) >= Some(Confidence::K2));
            prop_assert!([own.clone(), OLD.record()].iter().any(|record| could_be_well_known(&archived, record)));
        }
    }

    #[test]
    fn what_is_supplied_says_so(archived in prop::collection::vec(observation(), 0..3), nth in 0_usize..2) {
        let signer = Signer::default();
        let keys = KeyBook::gathered(archived.clone(), signer.observations(), &[]);
        let raw = signer.sign(MAIL).replace("settled", ["settled", "open"][nth]);
        let judgement = judge(raw.as_bytes(), &keys, &Circumstances::default());
        let key = judgement.signatures[0].key.clone().expect("one was supplied");
        let rests_on_it = !could_be_well_known(&archived, &signer.key.record());
        prop_assert!(!rests_on_it || key.notes.contains(&KeyNote::SuppliedByYou), "{key:?}");
    }
}

fn confidence(judgement: &Judgement) -> Option<Confidence> {
    judgement.signatures[judgement.best?].key.as_ref().map(|key| key.confidence)
}
