//! What is said to be proved is what the writer of the mails knows to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use greffe::view::HowQuoted;
use greffe::{Kind, Reason, Verdict};
use greffe_sample::Mail;

use crate::sampled::{Sampled, ask, everything, ids, sampled};

#[test]
fn every_mail_proves_what_its_writer_made_it_prove() {
    let sampled = sampled();
    let mut broken = Vec::new();
    for mail in sampled.distinct() {
        let truth = &mail.truth.proof;
        let found = &sampled.shown(&mail.truth.sha256).authentication.judgement;
        let signed: Vec<_> = found.signatures.iter().map(|one| (one.domain.as_str(), one.verdict)).collect();
        let made: Vec<_> = truth.signatures.iter().map(|one| (one.domain.as_str(), one.verdict)).collect();
        let is_told = truth.reasons.iter().all(|reason| found.reasons.contains(reason));
        if found.verdict != truth.verdict || !is_told || signed != made {
            broken.push(format!(
                "{:?} ({:?}):\n  made  {} {:?} {made:?}\n  found {} {:?} {signed:?}",
                mail.truth.index, truth.tale, truth.verdict, truth.reasons, found.verdict, found.reasons
            ));
        }
    }
    assert!(broken.is_empty(), "{} mails:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_total_is_that_of_the_mails() {
    let sampled = sampled();
    let room = sampled.room();
    let (verdicts, signed) = room.verdicts().expect("counts");
    let mut counted: BTreeMap<(Kind, Verdict), u64> = BTreeMap::new();
    for mail in sampled.distinct() {
        *counted.entry((mail.truth.kind, mail.truth.proof.verdict)).or_default() += 1;
    }
    for (kind, verdict) in Kind::MAIL.into_iter().flat_map(|kind| Verdict::ALL.map(|verdict| (kind, verdict)))
    {
        let expect = counted.get(&(kind, verdict)).copied().unwrap_or(0);
        assert_eq!(verdicts.of(kind).of(verdict), expect, "{kind} {verdict}");
        let found = ask(&room, &everything(&format!("kind:{kind} verdict:{verdict}")));
        assert_eq!(found.total, expect, "{kind} {verdict}");
        assert!(found.hits.iter().all(|hit| hit.verdict == Some(verdict.as_str())));
    }
    let reported = |kind| sampled.reports.iter().map(|report| report.signed.of(kind)).sum::<u64>();
    assert!(Kind::MAIL.into_iter().all(|kind| reported(kind) >= signed.of(kind)), "{signed:?}");
    let unsigned: BTreeSet<String> = sampled
        .distinct()
        .filter(|mail| mail.truth.proof.reasons.contains(&Reason::NoSignature))
        .map(|mail| mail.truth.sha256.clone())
        .collect();
    assert_eq!(ids(&room, "reason:no-signature"), unsigned);
}

#[test]
fn a_mail_that_a_proved_one_holds_is_shown_beside_it() {
    let sampled = sampled();
    let by_message_id: HashMap<&str, &Mail> =
        sampled.distinct().filter_map(|mail| Some((mail.truth.message_id.as_deref()?, mail))).collect();
    let proved = sampled.distinct().filter(|mail| mail.truth.proof.verdict == Verdict::Verified);
    let mut looked_for = 0;
    for holder in proved {
        let proof = &holder.truth.proof;
        let quoted = proof.quotes.iter().map(|id| (id, HowQuoted::Quoted));
        let carried = proof.carries.iter().map(|id| (id, HowQuoted::Attached));
        for (id, how) in quoted.chain(carried) {
            let Some(held) = by_message_id.get(id.as_str()) else { continue };
            looked_for += usize::from(is_beside(&sampled, held, holder, how));
        }
    }
    assert!(looked_for >= 3, "only {looked_for} of them: too few to judge by");
}

/// Says whether the evidence was looked for; fails if it was not found.
fn is_beside(sampled: &Sampled, held: &Mail, holder: &Mail, how: HowQuoted) -> bool {
    if !matches!(held.truth.proof.verdict, Verdict::Unproven | Verdict::Mismatch) {
        return false;
    }
    let siblings = &sampled.shown(&held.truth.sha256).authentication.siblings;
    let found = siblings.iter().any(|sibling| sibling.id == holder.truth.sha256 && sibling.how == how);
    assert!(found, "{how:?} in {}: {:?} of {:?}", holder.truth.index, siblings, held.truth);
    true
}

#[test]
fn no_mail_is_evidence_of_another_because_one_person_closes_both_alike() {
    let sampled = sampled();
    let holders: HashMap<&str, &Mail> =
        sampled.distinct().map(|mail| (mail.truth.sha256.as_str(), mail)).collect();
    let unproven = sampled.distinct().filter(|mail| mail.truth.proof.verdict == Verdict::Unproven);
    // One in ten: each is shown whole, which takes a while.
    for held in unproven.step_by(10) {
        let shown = sampled.shown(&held.truth.sha256);
        let from_elsewhere =
            shown.authentication.siblings.iter().filter(|one| !shown.thread.contains(&one.id));
        for sibling in from_elsewhere {
            let holder = holders[sibling.id.as_str()];
            let (proof, id) = (&holder.truth.proof, held.truth.message_id.as_ref());
            let is_true =
                proof.quotes.as_ref() == id || proof.carries.iter().any(|carried| Some(carried) == id);
            assert!(is_true, "{sibling:?} of {:?}", held.truth);
        }
    }
}
