//! Keys arrive, and verdicts follow: in lists, beside messages, and in what is remembered of them.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::signed::{SELECTOR, Signer, mbox};
use crate::stranger::Stranger;

const BODY: &str = "Bonjour,\nvoici la note.\n";

/// Adds keys and returns the report.
fn add(stranger: &Stranger, table: &str, name: &str) -> Value {
    let file = stranger.write(name, table);
    stranger.json(&[OsStr::new("keys"), OsStr::new("add"), file.as_os_str()])
}

/// Shows what is proven of the message with this subject.
fn authentication(stranger: &Stranger, subject: &str) -> Value {
    let hits = stranger.json(&["search", &format!("subject:\"{subject}\"")]);
    let id = hits["hits"][0]["id"].as_str().expect("a hit").to_owned();
    stranger.json(&["show", &id])["authentication"].clone()
}

#[test]
fn a_verdict_changes_when_keys_arrive_and_says_why() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    let altered = signer.mail(3, BODY).replace("la note", "la fausse note");
    let source = stranger.write("in.mbox", mbox([signer.mail(1, BODY), signer.mail(2, BODY), altered]));
    let report = stranger.import(&source, "anne");
    let unproven = json!({"verified": 0, "partly-verified": 0, "unproven": 3, "mismatch": 0});
    assert_eq!(report["verdicts"]["person"], unproven, "{report}");
    assert_eq!(report["signed"]["person"], 3, "{report}");
    let missing = stranger.json(&["keys", "missing"]);
    let expect = json!({"person": 3, "list": 0, "bulk": 0, "automatic": 0});
    assert_eq!((&missing["messages"], &missing["kinds"]), (&json!(3), &expect), "{missing}");
    assert_eq!(missing["first"], "2016-03-12T09:04:05Z", "{missing}");

    // One unsigned copy is not enough to say that a mail was altered.
    let report = add(&stranger, &signer.row("a lawyer's copy"), "one.tsv");
    let turned = json!([{"was": "unproven", "now": "partly-verified", "messages": 2}]);
    assert_eq!((&report["added"], &report["turned"]), (&json!(1), &turned), "{report}");
    assert_eq!(stranger.total("verdict:partly-verified"), 2);
    assert_eq!(stranger.total("verdict:mismatch"), 0);

    // Two are.
    let report = add(&stranger, &signer.row("a university's copy"), "two.tsv");
    assert_eq!(report["judged"], 3, "{report}");
    let totals = ["verified", "partly-verified", "unproven", "mismatch"]
        .map(|verdict| stranger.total(&format!("verdict:{verdict}")));
    assert_eq!(totals, [2, 0, 0, 1]);
    assert_eq!(stranger.total("signed-by:region.example"), 2);
    assert_eq!(stranger.total("reason:body-differs"), 1);

    let proven = authentication(&stranger, "Note 1");
    let turns: Vec<(&str, &str)> = proven["history"]
        .as_array()
        .expect("a history")
        .iter()
        .filter_map(|change| change["was"].as_str().zip(change["now"].as_str()))
        .collect();
    assert_eq!(turns, [("unproven", "partly-verified"), ("partly-verified", "verified")], "{proven}");
    let because = json!({
        "kind": "key", "domain": "region.example", "selector": SELECTOR,
        "method": "document", "source": "a university's copy",
    });
    assert_eq!(proven["history"][1]["because"], because, "{proven}");
    assert!(proven["history"][1]["since"].as_str().is_some_and(|since| since.ends_with('Z')), "{proven}");
    assert_eq!(proven["settle"], json!([]));

    let report = add(&stranger, &signer.row("a university's copy"), "two.tsv");
    assert_eq!((&report["added"], &report["known"], &report["judged"]), (&json!(0), &json!(1), &json!(0)));
    assert_eq!(stranger.run(&["check"]).status, 0);
}

#[test]
fn one_table_under_two_names_is_one_witness() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    stranger.import(&stranger.write("in.mbox", mbox([signer.mail(1, BODY)])), "anne");
    for name in ["keys.tsv", "copy of keys.tsv"] {
        add(&stranger, &signer.row(""), name);
    }
    let listed = stranger.json(&["keys", "list"]);
    let names = json!(["copy of keys.tsv", "keys.tsv"]);
    assert_eq!((&listed["confidence"], &listed["sources"]), (&json!("K1"), &names), "{listed}");
    assert_eq!(stranger.total("verdict:partly-verified"), 1);
}

#[test]
fn without_its_views_an_archive_answers_the_same() {
    let stranger = Stranger::new();
    let signers = ["un.example", "deux.example", "trois.example"].map(Signer::new);
    let rewritten = signers.iter().flat_map(|signer| {
        (0..4).map(|n| signer.mail(n, BODY).replace("Bonjour,", "Bonjour, [lien retiré]"))
    });
    let source = stranger.write("rewritten.mbox", mbox(rewritten));
    stranger.import(&source, "dump");
    stranger.import(&stranger.write("good.mbox", mbox([signers[0].mail(9, BODY)])), "anne");
    for (name, observer) in [("a.tsv", "a lawyer's copy"), ("b.tsv", "a university's copy")] {
        let table: String = signers.iter().map(|signer| signer.row(observer)).collect();
        add(&stranger, &table, name);
    }
    let before = answers(&stranger);
    let archive = stranger.path("archive");
    for view in ["verdicts.db", "index/facts", "index", "catalogue.db"] {
        delete(&archive.join(view));
        assert_eq!(answers(&stranger), before, "without {view}");
    }
    assert_eq!(stranger.run(&["check"]).status, 0);
}

/// What is asked of an archive, and the answers.
fn answers(stranger: &Stranger) -> Vec<Value> {
    let mut answers = vec![stranger.json(&["search", "--facets", "--sort", "date", "--limit", "50", ""])];
    for query in ["verdict:verified", "verdict:unproven reason:export-rewrote-bodies", "verdict:mismatch"] {
        answers.push(json!(stranger.total(query)));
    }
    answers.push(authentication(stranger, "Note 9"));
    answers.push(authentication(stranger, "Note 1"));
    answers
}

fn delete(path: &Path) {
    if path.is_dir() {
        return fs::remove_dir_all(path).expect("deleted");
    }
    fs::remove_file(path).expect("deleted");
    for companion in ["-wal", "-shm"] {
        // SQLite's companions are not always there.
        let _ = fs::remove_file(format!("{}{companion}", path.display()));
    }
}

#[test]
fn an_export_that_rewrote_bodies_is_recognised_at_import() {
    let stranger = Stranger::new();
    let signers = ["un.example", "deux.example", "trois.example"].map(Signer::new);
    stranger.import(&stranger.write("first.mbox", mbox([signers[0].mail(90, BODY)])), "anne");
    for (name, observer) in [("a.tsv", "a lawyer's copy"), ("b.tsv", "a university's copy")] {
        let table: String = signers.iter().map(|signer| signer.row(observer)).collect();
        add(&stranger, &table, name);
    }
    let rewritten = signers.iter().flat_map(|signer| {
        (0..4).map(|n| signer.mail(n, BODY).replace("Bonjour,", "Bonjour, [lien retiré]"))
    });
    let report = stranger.import(&stranger.write("rewritten.mbox", mbox(rewritten)), "dump");
    assert_eq!(report["verdicts"]["person"]["unproven"], 12, "{report}");
    assert_eq!(stranger.total("reason:export-rewrote-bodies"), 12);
    assert_eq!(stranger.total("verdict:verified"), 1);
    // It was never shown as anything else.
    assert_eq!(authentication(&stranger, "Note 1")["history"], json!([]));
}

#[test]
fn an_observation_that_nobody_judged_with_is_judged_with_next() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    stranger.import(&stranger.write("in.mbox", mbox([signer.mail(1, BODY)])), "anne");
    add(&stranger, &signer.row("a lawyer's copy"), "one.tsv");
    // As a kill between the observation and the judging leaves it.
    let place = stranger.path("archive/keys/observations.jsonl");
    let known = fs::read_to_string(&place).expect("observations");
    let next = known.replace("a lawyer's copy", "a university's copy");
    fs::write(&place, known + &next).expect("written");
    assert_eq!(stranger.total("verdict:verified"), 1);
    assert_eq!(authentication(&stranger, "Note 1")["history"][1]["now"], "verified");
}

#[test]
fn keys_leave_as_others_read_them() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    stranger.import(&stranger.write("in.mbox", mbox([signer.mail(1, BODY)])), "anne");
    add(&stranger, &signer.row("a lawyer's copy"), "one.tsv");
    let listed = stranger.json(&["keys", "list"]);
    assert_eq!(
        (&listed["domain"], &listed["confidence"]),
        (&json!("region.example"), &json!("K1")),
        "{listed}"
    );
    for format in ["jsonl", "tsv", "zone", "names"] {
        let other = Stranger::new();
        other.import(&other.write("in.mbox", mbox([signer.mail(1, BODY)])), "anne");
        let file = other.write("keys", stranger.run(&["keys", "export", "--as", format]).out());
        let arguments =
            ["keys".as_ref(), "add".as_ref(), file.as_os_str(), "--source".as_ref(), "x".as_ref()];
        let report = other.json(&arguments);
        assert_eq!(report["turned"][0]["now"], "partly-verified", "{format}: {report}");
    }
}

/// Two primes of 512 bits for a key that is worth nothing: it is published here.
const P: &[u8] = b"11687580791658462755431841885367579471402812650426052849536667118728987914306818440563395157054812095651974161970348882140361548066486532297986865782208361";
const Q: &[u8] = b"11387852203430056523413880729340427508277352764029779982972367321875731320703805973403189813391598752199038902917442389332253483202879886239475777011078289";

#[test]
fn a_lost_key_is_computed_and_proves_no_more_than_that() {
    let stranger = Stranger::new();
    let signer = Signer::rsa("perdu.example", P, Q);
    let mails = [signer.mail(1, BODY), signer.mail(2, BODY), signer.mail(3, BODY)];
    stranger.import(&stranger.write("in.mbox", mbox(mails)), "anne");
    let again = stranger.run(&["import", "--mailbox", "anne", "in.mbox"]);
    let words = "1 missing key signed several messages: perdu.example s1 (3 messages)";
    assert!(again.stderr.contains(words), "{}", again.stderr);
    let report = stranger.json(&["keys", "recover"]);
    assert_eq!((&report["domain"], &report["bits"]), (&json!("perdu.example"), &json!(1024)), "{report}");
    assert_eq!((&report["verified"], &report["of"]), (&json!(3), &json!(3)), "{report}");
    assert_eq!(report["judged"], 3, "{report}");
    let listed = stranger.json(&["keys", "list"]);
    assert_eq!(listed["confidence"], "K0", "{listed}");
    assert_eq!(stranger.total("verdict:unproven reason:key-recovered"), 3);
    // Found by whose key it is said to be, and proved by nobody.
    assert_eq!(stranger.total("signed-by:perdu.example"), 3);
    let again = stranger.run(&["import", "--mailbox", "anne", "in.mbox"]);
    assert!(!again.stderr.contains("missing key"), "{}", again.stderr);
    let nothing = stranger.run(&["keys", "recover"]);
    assert_eq!(nothing.status, 2, "no key is missing any more: {}", nothing.stderr);
}
