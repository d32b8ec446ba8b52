//! What the truth says of signatures, held against the octets and the files of keys.

// Panics are how a test fails, in its helpers too.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use greffe_sample::{Mail, Plan, generate, keyring};
use greffe_terms::{Kind, Reason, Verdict};

const MESSAGES: u32 = 3_000;

/// Made once for all tests.
static SAMPLE: LazyLock<Vec<Mail>> =
    LazyLock::new(|| generate(&Plan { seed: 3, messages: MESSAGES }).collect());

/// Returns the header, unfolded, one field a line.
fn header(mail: &Mail) -> String {
    let text = String::from_utf8_lossy(&mail.raw).replace("\r\n", "\n");
    let header = text.split("\n\n").next().unwrap_or_default();
    header.replace("\n\t ", "").replace("\n\t", " ").replace("\n ", " ")
}

/// Returns the tags `d=` and `s=` of each signature, the topmost first.
fn signed_by(header: &str) -> Vec<(String, String)> {
    let is_signature = |line: &&str| line.starts_with("DKIM-Signature:") || line.starts_with("DomainKey-Sig");
    let tag = |line: &str, name: &str| {
        let value = line.split([';', ':']).find_map(|tag| tag.trim().strip_prefix(name).map(str::to_owned));
        value.unwrap_or_default()
    };
    header.lines().filter(is_signature).map(|line| (tag(line, "d="), tag(line, "s="))).collect()
}

#[test]
fn signatures_are_those_in_the_header() {
    for mail in SAMPLE.iter() {
        let told = mail.truth.proof.signatures.iter();
        let told: Vec<(String, String)> =
            told.map(|signature| (signature.domain.clone(), signature.selector.to_owned())).collect();
        assert_eq!(signed_by(&header(mail)), told, "{}", mail.truth.index);
        let is_sealed = header(mail).lines().any(|line| line.starts_with("ARC-Seal:"));
        assert_eq!(is_sealed, mail.truth.proof.sealed_by.is_some());
    }
}

#[test]
fn keys_are_in_the_file_unless_they_are_missing() {
    let file = keyring::keys_tsv();
    let listed: BTreeSet<(&str, &str)> = file.lines().filter_map(|line| pair_of(line)).collect();
    for signature in SAMPLE.iter().flat_map(|mail| &mail.truth.proof.signatures) {
        let is_listed = listed.contains(&(signature.domain.as_str(), signature.selector));
        let is_missing =
            signature.reasons.iter().any(|r| matches!(r, Reason::KeyMissing | Reason::KeyAbsent));
        assert_ne!(is_listed, is_missing, "{signature:?}");
    }
}

fn pair_of(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?))
}

#[test]
fn every_verdict_has_its_share() {
    let share = |holds: &dyn Fn(&Mail) -> bool| {
        100.0 * SAMPLE.iter().filter(|mail| holds(mail)).count() as f64 / SAMPLE.len() as f64
    };
    let check = |name: &str, bounds: std::ops::Range<f64>, holds: &dyn Fn(&Mail) -> bool| {
        let share = share(holds);
        assert!(bounds.contains(&share), "{name}: {share} %");
    };
    let is = |verdict| move |mail: &Mail| mail.truth.proof.verdict == verdict;
    check("signed", 45.0..60.0, &|mail| !mail.truth.proof.signatures.is_empty());
    check("verified", 22.0..36.0, &is(Verdict::Verified));
    check("partly verified", 3.0..10.0, &is(Verdict::PartlyVerified));
    check("unproven", 50.0..70.0, &is(Verdict::Unproven));
    check("mismatch", 2.0..8.0, &is(Verdict::Mismatch));
    check("signed newsletters", 8.0..20.0, &|mail| {
        mail.truth.kind == Kind::Bulk && !mail.truth.proof.signatures.is_empty()
    });
    check("sealed", 1.0..5.0, &|mail| mail.truth.proof.sealed_by.is_some());
}

#[test]
fn every_reason_and_every_tale_occurs() {
    let reasons: BTreeSet<&str> =
        SAMPLE.iter().flat_map(|mail| &mail.truth.proof.reasons).map(|reason| reason.as_str()).collect();
    let tales: BTreeSet<&str> = SAMPLE.iter().filter_map(|mail| mail.truth.proof.tale).collect();
    for wanted in [
        Reason::NoSignature,
        Reason::KeyMissing,
        Reason::KeyAbsent,
        Reason::KeyRevoked,
        Reason::KeyForgeable,
        Reason::KeyPublished,
        Reason::KeyOneCopy,
        Reason::NotAligned,
        Reason::ProviderAlignment,
        Reason::OctetsUncovered,
        Reason::HeaderUnsigned,
        Reason::HeaderDuplicated,
        Reason::Sha1,
        Reason::TimeImplausible,
        Reason::HeaderDiffers,
        Reason::BodyDiffers,
        Reason::ExplainedByList,
    ] {
        assert!(reasons.contains(wanted.as_str()), "{wanted}");
    }
    let all = [
        "clock-wrong",
        "from-on-top",
        "signature-replayed",
        "signed-by-stranger",
        "subject-changed",
        "text-appended",
        "through-list",
        "word-changed",
    ];
    assert_eq!(tales.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn the_order_is_unsigned_and_quoted_by_a_signed_answer() {
    let by_id: HashMap<&str, &Mail> =
        SAMPLE.iter().filter_map(|mail| Some((mail.truth.message_id.as_deref()?, mail))).collect();
    let told = |subject: &str, chapter: &str| -> &Mail {
        let is_it = |mail: &&Mail| {
            mail.truth.story == Some(chapter) && mail.truth.subject.as_deref() == Some(subject)
        };
        SAMPLE.iter().find(is_it).unwrap()
    };
    let order = told("Vérification des accès messagerie", "access");
    let answer = told("RE: Vérification des accès messagerie", "access");
    assert_eq!(order.truth.proof.reasons, [Reason::NoSignature]);
    assert_eq!(answer.truth.proof.verdict, Verdict::Verified);
    assert_eq!(answer.truth.proof.quotes, order.truth.message_id);

    let carrier = told("RE: Pièces demandées", "audit");
    assert_eq!(carrier.truth.proof.verdict, Verdict::Verified);
    assert_eq!(carrier.truth.proof.carries.len(), 2);
    assert_eq!(carrier.truth.proof.carries.first(), order.truth.message_id.as_ref());
    assert!(carrier.truth.proof.carries.iter().all(|id| by_id.contains_key(id.as_str())));

    let leak = told("Boîtes aux lettres", "leak");
    assert_eq!(leak.truth.proof.verdict, Verdict::Mismatch);
    assert_eq!(leak.truth.proof.tale, Some("signature-replayed"));
    assert_eq!(leak.mailbox, "elus-opposition");
}

#[test]
fn the_number_of_threads_does_not_show() {
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| -> Vec<Vec<u8>> {
            generate(&Plan { seed: 8, messages: 900 }).map(|mail| mail.raw).collect()
        })
    };
    assert!(made(1) == made(3));
}
