//! For tests: logs of real servers, read and judged, where they are at hand.

use std::path::PathBuf;

use crate::judge::judge;
use crate::model::{Answer, Audit, Class, Limit, Outcome, Question};
use crate::read::{ReadOptions, read};

/// The audit of some files of the corpora; none, and a word about it, where they are absent.
fn judged(files: &[&str]) -> Option<Audit> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let corpora = std::env::var_os("GREFFE_CORPORA").map_or(beside, PathBuf::from).join("audit");
    let files: Vec<PathBuf> = files.iter().map(|file| corpora.join(file)).collect();
    if !files.iter().all(|file| file.exists()) {
        skipped();
        return None;
    }
    let evidence = read(&files, &ReadOptions::default(), &mut |_| {}).expect("the files are there");
    Some(judge(evidence, &Question::new(1_900_000_000_000)))
}

#[expect(clippy::print_stderr, reason = "a test that looks at nothing says so")]
fn skipped() {
    eprintln!("skipped: the corpora are not here");
}

/// The recorded openings: who, whose.
fn openings(audit: &Audit) -> Vec<(String, String)> {
    let label = |id| audit.accounts.account(id).label.map(|name| audit.evidence.names.text(name).to_owned());
    let used = audit.answers.iter().filter(|answered| answered.answer == Answer::UseRecorded);
    let pair = |a: &crate::Answered| Some((label(a.beneficiary)?, label(a.mailbox?)?));
    used.filter_map(pair).collect()
}

#[test]
fn stock_dovecot_has_two_openings_that_are_nobodys() {
    let Some(audit) = judged(&["dovecot-2.3.19-generated/default.log"]) else { return };
    assert_eq!((audit.summary.unattributable_openings, audit.summary.unattributable_mailboxes), (2, 2));
    assert_eq!((audit.summary.uses, openings(&audit)), (0, Vec::new()));
    assert!(audit.gaps.iter().any(|gap| gap.limit == Limit::LoginsLookAlike && !gap.settled_by.is_empty()));
}

#[test]
fn dovecot_with_auth_user_attributes_both_to_the_master() {
    let Some(audit) = judged(&["dovecot-2.3.19-generated/verbose.log"]) else { return };
    let expected = ["elue.martin@region.example", "syndicat.cgt@region.example"];
    let expected = expected.map(|mailbox| ("dsi@region.example".to_owned(), mailbox.to_owned()));
    assert_eq!(openings(&audit), expected);
    assert_eq!(audit.summary.unattributable_openings, 0);
    assert!(audit.gaps.iter().any(|gap| gap.limit == Limit::ServerCommandsSilent));
}

#[test]
fn groups_of_exchange_gain_members_through_the_directory() {
    let Some(audit) = judged(&["evtx-to-mitre/ID4756-Exchange-admin-group-change.evtx"]) else { return };
    assert!(!audit.intervals.is_empty());
    assert!(audit.intervals.iter().all(|interval| interval.mailbox.is_none()));
    assert!(audit.answers.iter().all(|answered| answered.answer == Answer::UnknownNoLog));
}

#[test]
fn a_transport_agent_that_failed_is_an_attempt_and_no_diversion() {
    let file = "evtx-to-mitre/ID6-Failed-to-install-an-Exchange-transport-agent.evtx";
    let Some(audit) = judged(&[file]) else { return };
    let failed =
        audit.evidence.events.iter().filter(|e| e.class == Class::Divert && e.outcome == Outcome::Failed);
    assert_eq!((failed.count(), audit.intervals.len()), (4, 0));
    assert!(audit.findings.iter().all(|finding| matches!(finding.rule, crate::Rule::Sigma(_))));
}
