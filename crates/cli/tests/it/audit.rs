//! `greffe audit`, as an auditor first meets it: no archive, no network, a directory in the end.

use std::fs;

use crate::corpora::corpus;
use crate::stranger::{Answer, Stranger};

/// What a report consists of.
const FILES: [&str; 9] = [
    "answers.csv",
    "audit.json",
    "coverage.csv",
    "events.csv",
    "evidence.json",
    "findings.csv",
    "intervals.csv",
    "report.html",
    "timeline.jsonl",
];

fn files(stranger: &Stranger, dir: &str) -> Vec<String> {
    let entries = fs::read_dir(stranger.path(dir)).expect("a directory");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn check(answer: &Answer, status: i32, words: &str) {
    assert_eq!(answer.status, status, "{}{}", answer.out(), answer.stderr);
    let told = format!("{}{}", answer.out(), answer.stderr);
    assert!(told.contains(words), "`{words}` is not in: {told}");
}

#[test]
fn the_demo_is_audited_and_verified() {
    let stranger = Stranger::new();
    let answer = stranger.run(&["audit", "--demo", "--out", "report"]);
    check(&answer, 0, "report: report/report.html");
    assert!(answer.out().contains("could open at least one mailbox of another"), "{}", answer.out());
    assert_eq!(files(&stranger, "report"), FILES);
    assert!(stranger.path("report-logs").is_dir(), "its logs lie beside it");
    check(&stranger.run(&["audit", "--verify", "report"]), 0, "all the same");
    assert_eq!(files(&stranger, "."), ["report", "report-logs"], "verifying leaves nothing behind");

    let page = stranger.path("report/report.html");
    fs::write(&page, fs::read_to_string(&page).expect("a page").replace("not", "surely")).expect("written");
    check(
        &stranger.run(&["audit", "--verify", "report"]),
        1,
        "report.html: this file of the report was changed",
    );
    stranger.write("report-logs/late.txt", "late");
    check(&stranger.run(&["audit", "--verify", "report"]), 1, "late.txt: this input has come since");
}

#[test]
fn a_snapshot_without_a_day_is_given_one() {
    let stranger = Stranger::new();
    let rows = "Identity,User,AccessRights\nann@region.example,dsi@region.example,FullAccess\n";
    stranger.write("rights.csv", rows);
    let run = |more: &[&str]| stranger.run(&[&["audit", "rights.csv", "--out", "report"], more].concat());
    let table = || fs::read_to_string(stranger.path("report/intervals.csv")).expect("a table");
    check(&run(&[]), 0, "report");
    assert!(!table().contains("2016-03-14"), "{}", table());
    check(&run(&["--taken", "rights.csv=2016-03-14T09:00"]), 0, "report");
    assert!(table().contains("2016-03-14T09:00:00Z,at-or-before"), "{}", table());
    check(&stranger.run(&["audit", "--verify", "report"]), 0, "all the same");
    check(&run(&["--taken", "other.csv=2016-03-14"]), 2, "no file that was handed in is called");
    check(&run(&["--taken", "rights.csv=03/04/2016"]), 2, "day and month could be either");
}

#[test]
fn an_edition_with_pseudonyms_keeps_its_key_apart() {
    let stranger = Stranger::new();
    let run = |out: &str| stranger.run(&["audit", "--demo", "--pseudonymise", "--out", out]);
    check(&run("a"), 0, "keep it apart from the report");
    assert_eq!(files(&stranger, "a"), FILES);
    assert!(stranger.path("a.key.json").is_file());
    let first = fs::read(stranger.path("a/intervals.csv")).expect("a table");
    check(&run("a"), 0, "a.key.json");
    assert_eq!(first, fs::read(stranger.path("a/intervals.csv")).expect("a table"), "codes stay");
    check(&stranger.run(&["audit", "--verify", "a"]), 0, "all the same");
    fs::remove_file(stranger.path("a.key.json")).expect("removed");
    check(&stranger.run(&["audit", "--verify", "a"]), 2, "no key of pseudonyms");
}

#[test]
fn one_mailbox_may_ask_for_itself() {
    let stranger = Stranger::new();
    check(&stranger.run(&["audit", "--demo", "--out", "all"]), 0, "");
    let arguments = [
        "audit",
        "all-logs",
        "--for-owner",
        "nobody@nowhere.example",
        "--out",
        "mine",
        "--zone",
        "Europe/Paris",
    ];
    check(&stranger.run(&arguments), 1, "names the mailbox that was asked about");
}

#[test]
fn what_cannot_be_done_is_said() {
    let stranger = Stranger::new();
    let note = stranger.write("note.txt", "nothing that a mail system writes\n");
    stranger.write("full/mine.txt", "mine");
    let note = note.to_str().expect("a plain path");
    check(&stranger.run(&["audit", note, "--out", "full"]), 2, "holds no earlier report");
    check(&stranger.run(&["audit", "nowhere.csv", "--out", "new"]), 2, "there is no file");
    check(&stranger.run(&["audit", "--verify", "full"]), 2, "holds no report of an audit");
    check(&stranger.run(&["audit", note, "--out", "new", "--zone", "Mars/Olympus"]), 2, "no time zone");
    check(&stranger.run(&["audit", note]), 2, "--out");
    check(&stranger.run(&["audit", note, "--out", "new"]), 1, "not recognised");
    assert_eq!(files(&stranger, "new"), FILES, "a report says so, too");
    let page = fs::read_to_string(stranger.path("new/report.html")).expect("a page");
    assert!(!page.contains("no access") || page.contains("is not “no access”"));
}

#[test]
fn stock_dovecot_tells_nobody_apart() {
    let Some(folder) = corpus("audit/dovecot-2.3.19-generated") else { return };
    let stranger = Stranger::new();
    let run = |name: &str| {
        let log = folder.join(name);
        let log = log.to_str().expect("a plain path");
        stranger.run(&["audit", log, "--out", name])
    };
    check(&run("default.log"), 0, "2 openings, in 2 mailboxes, are not attributable");
    let verbose = run("verbose.log");
    check(&verbose, 0, "2 openings by accounts other than the owner's are recorded");
    let events = fs::read_to_string(stranger.path("verbose.log/events.csv")).expect("a table");
    assert!(events.contains("dsi"), "{events}");
}
