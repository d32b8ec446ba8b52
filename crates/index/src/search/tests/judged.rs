//! What was judged: conditions and facets, held against counting by hand.

use std::collections::BTreeSet;

use greffe_terms::{Reason, Verdict};

use super::*;
use crate::NotMade;

/// What was judged of one message.
#[derive(Debug, Clone, Default)]
struct Judged {
    verdict: Option<Verdict>,
    reasons: Vec<Reason>,
    signed_by: Vec<&'static str>,
}

/// One is not below another although its letters are.
const DOMAINS: [&str; 4] = ["region.example", "mail.region.example", "union.example", "egion.example"];

/// Makes an index of messages of which nothing is known but this.
fn index(dir: &std::path::Path, judged: &[Judged]) -> Index {
    let index = Index::open(dir).unwrap();
    let mut writer = index.writer(0).unwrap();
    let mut facts = FactsBuilder::new("UTC").unwrap();
    for (number, message) in (0..).zip(judged) {
        writer.add(Number(number), Entry::message(&id_of(number), &Searchable::default())).unwrap();
        facts.push(FactRow {
            verdict: message.verdict,
            reasons: &message.reasons,
            signed_by: &message.signed_by,
            ..BARE
        });
    }
    writer.commit(judged.len() as u32).unwrap();
    index.swap_facts(facts).unwrap();
    index.reload().unwrap();
    index
}

fn search(index: &Index, query: &str) -> Result<Answer, IndexError> {
    let ask = Ask { limit: 1000, ..Ask::default() };
    index.search(&parse(query).unwrap(), &ask, &Tags::default())
}

fn numbers(answer: &Answer) -> Vec<u32> {
    let numbers: BTreeSet<u32> = answer.hits.iter().map(|hit| hit.number.0).collect();
    assert_eq!((numbers.len() as u64, answer.hits.len() as u64), (answer.total, answer.total));
    numbers.into_iter().collect()
}

fn three() -> Vec<Judged> {
    let judged = |verdict, reason, domain| Judged {
        verdict: Some(verdict),
        reasons: vec![reason],
        signed_by: vec![domain],
    };
    vec![
        judged(Verdict::Verified, Reason::KeySupplied, "mail.region.example"),
        judged(Verdict::Unproven, Reason::NotAligned, "union.example"),
        judged(Verdict::Mismatch, Reason::BodyDiffers, "region.example"),
    ]
}

#[test]
fn verdicts_reasons_and_signers_narrow_the_search() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path(), &three());
    let check = |query: &str, expect: &[u32]| {
        let answer = search(&index, query).unwrap();
        assert_eq!((numbers(&answer).as_slice(), answer.warnings.len()), (expect, 0), "{query}");
    };
    check("verdict:verified", &[0]);
    check("verdict:(verified OR Mismatch)", &[0, 2]);
    check("-verdict:verified", &[1, 2]);
    check("verdict:partly-verified", &[]);
    check("signed-by:region.example", &[0, 2]);
    check("signed-by:mail.region.example", &[0]);
    check("signed-by:@example -signed-by:union*", &[0, 2]);
    check("reason:not-aligned OR reason:body-differs", &[1, 2]);
    check("reason:sha1", &[]);
    let verdicts: Vec<_> = search(&index, "").unwrap().hits.iter().map(|hit| hit.verdict).collect();
    assert_eq!(verdicts, [Some(Verdict::Verified), Some(Verdict::Unproven), Some(Verdict::Mismatch)]);
    let unknown = Warning::NoSuchName { operator: Named::SignedBy, name: "nobody.example".into() };
    assert_eq!(search(&index, "signed-by:nobody.example").unwrap().warnings, [unknown]);
}

#[test]
fn what_is_not_judged_is_counted_and_never_a_silent_zero() {
    let dir = tempfile::tempdir().unwrap();
    let check = |judged: &[Judged], through: Option<u32>, expect: Option<u64>| {
        Index::wipe(dir.path()).unwrap();
        let index = index(dir.path(), judged);
        let queries = [
            ("verdict:unproven", NotMade::Verdict),
            ("-signed-by:x.example", NotMade::SignedBy),
            ("reason:sha1 OR reason:expired", NotMade::Reason),
        ];
        for (query, operator) in queries {
            let ask = Ask { through, ..Ask::default() };
            let found = index.search(&parse(query).unwrap(), &ask, &Tags::default());
            match (found, expect) {
                (Ok(answer), Some(0)) => {
                    assert!(
                        !answer.warnings.iter().any(|w| matches!(w, Warning::NotJudged { .. })),
                        "{query}"
                    );
                }
                (Ok(answer), Some(messages)) => {
                    assert!(answer.warnings.contains(&Warning::NotJudged { messages }), "{query}");
                }
                (Err(IndexError::NotMade { operator: found }), None) => assert_eq!(found, operator),
                (found, _) => panic!("{query}: {found:?}"),
            }
        }
    };
    let none = Judged::default;
    check(&three(), None, Some(0));
    check(&[three(), vec![none(), none()]].concat(), None, Some(2));
    check(&[three(), vec![none(), none()]].concat(), Some(4), Some(1));
    check(&[three(), vec![none(), none()]].concat(), Some(3), Some(0));
    check(&[vec![none()], three()].concat(), Some(1), None);
    check(&vec![none(); 3], None, None);
    check(&[], None, Some(0));
}

#[test]
fn many_reasons_are_all_listed_and_many_signers_are_not() {
    const MANY: [&str; 25] = [
        "a.example",
        "b.example",
        "c.example",
        "d.example",
        "e.example",
        "f.example",
        "g.example",
        "h.example",
        "i.example",
        "j.example",
        "k.example",
        "l.example",
        "m.example",
        "n.example",
        "o.example",
        "p.example",
        "q.example",
        "r.example",
        "s.example",
        "t.example",
        "u.example",
        "v.example",
        "w.example",
        "x.example",
        "y.example",
    ];
    let dir = tempfile::tempdir().unwrap();
    let all =
        Judged { verdict: Some(Verdict::Unproven), reasons: Reason::ALL.to_vec(), signed_by: MANY.to_vec() };
    let facets = search(&index(dir.path(), &[all]), "").unwrap().matches.facets(&Tags::default()).unwrap();
    assert_eq!((facets.reason.values.len(), facets.reason.other), (Reason::ALL.len(), 0));
    assert_eq!((facets.signed_by.values.len(), facets.signed_by.other), (20, 5));
}

fn any_judged() -> impl Strategy<Value = Judged> {
    let verdict = prop::option::weighted(0.9, prop::sample::select(&Verdict::ALL));
    let reasons = prop::collection::vec(prop::sample::select(&Reason::ALL[..4]), 0..4);
    let signed_by = prop::collection::vec(prop::sample::select(&DOMAINS), 0..3);
    (verdict, reasons, signed_by).prop_map(|(verdict, reasons, signed_by)| Judged {
        verdict,
        reasons,
        signed_by,
    })
}

/// Counts by hand, the most frequent first; equal ones by name.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<(String, u64)> {
    let mut counts = BTreeMap::<&str, u64>::new();
    words.for_each(|word| *counts.entry(word).or_default() += 1);
    let mut counted: Vec<(String, u64)> =
        counts.into_iter().map(|(word, count)| (word.to_owned(), count)).collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counted
}

fn once<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items.dedup();
    items
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn facets_and_conditions_equal_counting_by_hand(judged in prop::collection::vec(any_judged(), 1..80)) {
        prop_assume!(judged.iter().any(|message| message.verdict.is_some()));
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path(), &judged);
        let known = || judged.iter().filter(|message| message.verdict.is_some());
        let facets = search(&index, "").unwrap().matches.facets(&Tags::default()).unwrap();
        prop_assert_eq!(facets.verdict.values, counted(known().filter_map(|m| m.verdict).map(Verdict::as_str)));
        let reasons = known().flat_map(|m| once(m.reasons.clone())).map(Reason::as_str);
        prop_assert_eq!(facets.reason.values, counted(reasons));
        let occurring = once(known().flat_map(|m| m.signed_by.clone()).collect());
        let signs = |m: &Judged, domain: &str| {
            m.signed_by.iter().any(|signer| *signer == domain || signer.ends_with(&format!(".{domain}")))
        };
        let signers = known().flat_map(|m| occurring.iter().copied().filter(|domain| signs(m, domain)));
        prop_assert_eq!(facets.signed_by.values, counted(signers));
        prop_assert_eq!(facets.not_judged, (judged.len() - known().count()) as u64);
        let holding = |holds: &dyn Fn(&Judged) -> bool| -> Vec<u32> {
            let held = (0..).zip(&judged).filter(|(_, m)| m.verdict.is_some() && holds(m));
            held.map(|(number, _)| number).collect()
        };
        for verdict in Verdict::ALL {
            let answer = search(&index, &format!("verdict:{verdict}")).unwrap();
            prop_assert_eq!(numbers(&answer), holding(&|m| m.verdict == Some(verdict)));
        }
        for domain in DOMAINS {
            let answer = search(&index, &format!("signed-by:{domain}")).unwrap();
            prop_assert_eq!(numbers(&answer), holding(&|m| signs(m, domain)));
        }
        for reason in &Reason::ALL[..4] {
            let answer = search(&index, &format!("reason:{reason}")).unwrap();
            prop_assert_eq!(numbers(&answer), holding(&|m| m.reasons.contains(reason)));
        }
    }
}
