//! The validation suite of ARC (valimail's `arc_test_suite`), case by case.

use std::collections::BTreeMap;

use greffe_authenticate::{ChainResult, Circumstances, KeyBook, Method, Observation, judge};
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
