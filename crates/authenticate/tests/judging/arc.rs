//! Chains of ARC: made here, and those of the validation suite, case by case.

use std::collections::BTreeMap;
use std::time::Instant;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use greffe_authenticate::{
    BodyKept, ChainResult, Circumstances, Dialect, HeaderResult, KeyBook, Method, Observation, judge,
};
use greffe_terms::Verdict;
use serde::Deserialize;

use crate::corpora::folder;

#[derive(Deserialize)]
struct Scenario {
    tests: BTreeMap<String, Case>,
    #[serde(rename = "txt-records")]
    records: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Case {
    message: String,
    cv: Option<String>,
}

/// What differs from the suite, and why.
const OTHERWISE: [(&str, Option<ChainResult>); 1] = [
    // To a receiver a key that is not there is a failure; here nothing was shown.
    ("public_key_na", Some(ChainResult::KeyMissing)),
];

fn expected(name: &str, case: &Case) -> Option<ChainResult> {
    if let Some((_, result)) = OTHERWISE.iter().find(|(other, _)| *other == name) {
        return *result;
    }
    match case.cv.as_deref() {
        Some("None") => None,
        Some("Pass") => Some(ChainResult::Pass),
        // An empty one is a chain that says itself that it failed: nothing more is sealed then.
        Some("Fail" | "") | None => Some(ChainResult::Fail),
        Some(other) => panic!("{name}: unknown result {other}"),
    }
}

#[test]
fn the_suite_is_judged_as_it_says() {
    let Some(folder) = folder("arc") else { return };
    let text = std::fs::read_to_string(folder.join("arc-draft-validation-tests.yml")).expect("the suite");
    let mut judged = 0;
    let mut wrong = Vec::new();
    for document in serde_norway::Deserializer::from_str(&text) {
        let scenario = Scenario::deserialize(document).expect("a scenario");
        let keys = book(&scenario.records);
        for (name, case) in &scenario.tests {
            for message in [case.message.clone(), case.message.replace('\n', "\r\n")] {
                let arc = judge(message.as_bytes(), &keys, &Circumstances::default()).arc;
                let result = arc.as_ref().map(|chain| chain.result);
                if result != expected(name, case) {
                    let why = arc.and_then(|chain| chain.broken);
                    wrong.push(format!("{name}: {result:?} ({why:?}), expected {:?}", expected(name, case)));
                }
            }
            judged += 1;
        }
    }
    assert!(wrong.is_empty(), "{judged} cases, wrong:\n{}", wrong.join("\n"));
    assert!(judged > 150, "only {judged} cases");
}

fn book(records: &BTreeMap<String, String>) -> KeyBook {
    let observation = |(name, record): (&String, &String)| {
        let (selector, domain) = name.split_once("._domainkey.")?;
        Observation::new(domain, selector, Some(record), Method::Document, "suite")
    };
    KeyBook::supplied(records.iter().filter_map(observation))
}

const MAIL: &str = "From: Noor <noor@hand.example>\nSubject: budget\n\nLes mots.\n";

/// Signs with Ed25519 fields that are written as their relaxed form wants them.
pub(crate) struct Hand {
    key: Ed25519KeyPair,
}

impl Hand {
    pub(crate) fn new(seed: u8) -> Hand {
        Hand { key: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a key") }
    }

    fn observation(&self) -> Observation {
        let record = format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(self.key.public_key()));
        Observation::new("hand.example", "s", Some(&record), Method::Document, "made here").expect("names")
    }

    pub(crate) fn keys(&self) -> KeyBook {
        KeyBook::supplied([self.observation()])
    }

    fn signed(&self, octets: &str) -> String {
        let hash = digest(&SHA256, octets.as_bytes());
        STANDARD.encode(self.key.sign(hash.as_ref()).as_ref())
    }

    /// Adds the set of that number to a mail.
    fn sealed(&self, mail: &str, instance: usize) -> String {
        let (header, body) = mail.split_once("\n\n").expect("an empty line");
        let tags = format!("i={instance}; a=ed25519-sha256; d=hand.example; s=s;");
        let results = format!("ARC-Authentication-Results: i={instance}; hand.example; dkim=pass");
        let body_hash = STANDARD.encode(digest(&SHA256, body.replace('\n', "\r\n").as_bytes()));
        let unsigned =
            format!("ARC-Message-Signature: {tags} c=relaxed/relaxed; h=from:subject; bh={body_hash}; b=");
        let signed_fields: String = MAIL.lines().take(2).map(canonical).collect();
        let signature = unsigned.clone() + &self.signed(&(signed_fields + canonical(&unsigned).trim_end()));
        let chain_value = if instance == 1 { "none" } else { "pass" };
        let unsealed = format!("ARC-Seal: {tags} cv={chain_value}; b=");
        let mut arc: Vec<&str> = header.lines().filter(|line| line.starts_with("ARC-")).collect();
        // Each set is written in the order seal, signature, results, the newest on top.
        arc.reverse();
        arc.extend([results.as_str(), signature.as_str()]);
        let before: String = arc.into_iter().map(canonical).collect();
        let seal = unsealed.clone() + &self.signed(&(before + canonical(&unsealed).trim_end()));
        format!("{seal}\n{signature}\n{results}\n{mail}")
    }

    pub(crate) fn chain(&self, sets: usize) -> String {
        (1..=sets).fold(MAIL.to_owned(), |mail, instance| self.sealed(&mail, instance))
    }
}

fn canonical(field: &str) -> String {
    let (name, value) = field.split_once(':').expect("a field");
    format!("{}:{}\r\n", name.to_lowercase(), value.trim())
}

#[test]
fn chains_are_judged() {
    let hand = Hand::new(1);
    let check = |mail: &str, keys: &KeyBook, body: BodyKept, expect: ChainResult, why: Option<&str>| {
        let judgement = judge(mail.as_bytes(), keys, &Circumstances { body, ..Circumstances::default() });
        assert_eq!(judgement.verdict, Verdict::Unproven, "a chain proves nothing of the author");
        let chain = judgement.arc.expect("a chain");
        let end = chain.broken.map(|end| end.to_string());
        assert_eq!((chain.result, end.as_deref()), (expect, why), "{mail}");
        chain
    };
    let as_received = BodyKept::AsReceived;
    let two = hand.chain(2);
    let chain = check(&two, &hand.keys(), as_received, ChainResult::Pass, None);
    let dialects: Vec<Dialect> = chain.signatures.iter().map(|signature| signature.dialect).collect();
    let of_set = [Dialect::ArcMessageSignature, Dialect::ArcSeal];
    assert_eq!((chain.sets, dialects), (2, [of_set, of_set].concat()));
    assert!(chain.signatures.iter().all(|signature| signature.header == HeaderResult::Valid));
    let seal = &chain.signatures[1];
    assert_eq!((seal.verdict, seal.coverage.len(), seal.signed_fields.len()), (Verdict::Unproven, 0, 5));

    let broken = |mail: &str, why: &str| {
        check(mail, &hand.keys(), as_received, ChainResult::Fail, Some(why));
    };
    broken(&two.replace("Les mots", "D'autres mots"), "i=2: the body is not the signed one");
    broken(&two.replace("budget", "autre"), "i=2: ARC-Message-Signature does not verify");
    broken(
        &two.replacen("hand.example; dkim=pass", "hand.example; dkim=fail", 1),
        "i=2: ARC-Seal does not verify",
    );
    broken(&two.replace("cv=none", "cv=pass"), "i=1: cv=pass");
    broken(&two.replace("cv=pass", "cv=fail"), "i=2: cv=fail");

    let unsaid = |keys: &KeyBook, body: BodyKept, why: &str| {
        check(&two, keys, body, ChainResult::KeyMissing, Some(why));
    };
    unsaid(&KeyBook::default(), as_received, "i=2: no key at hand for ARC-Message-Signature");
    // One copy of some key says no: it may be another key.
    let other = KeyBook::new([Hand::new(2).observation()]);
    unsaid(&other, as_received, "i=2: no key at hand for ARC-Message-Signature");
    unsaid(&hand.keys(), BodyKept::Rebuilt, "i=2: the body as it was is not at hand");
}

#[test]
fn long_and_hostile_chains_end() {
    let hand = Hand::new(1);
    let check = |mail: &str, expect: Option<(ChainResult, usize)>| {
        let started = Instant::now();
        let chain = judge(mail.as_bytes(), &hand.keys(), &Circumstances::default()).arc;
        assert_eq!(chain.map(|chain| (chain.result, chain.sets)), expect);
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    };
    check(&hand.chain(50), Some((ChainResult::Pass, 50)));
    check(&hand.chain(51), Some((ChainResult::Fail, 51)));
    let long = format!("; x={}", "y".repeat(1 << 20));
    check(&hand.chain(20).replace("; dkim=pass", &long), Some((ChainResult::Fail, 20)));
    check(&"ARC-Seal: i=1\n".repeat(50_000), Some((ChainResult::Fail, 50_000)));
    check(&"ARC-Message-Signature: i=1; h=\n".repeat(50_000), Some((ChainResult::Fail, 0)));
    check("From: a@example.org\n\nARC-Seal: i=1", None);
}
