//! Loose documents of a dump are items of their own: found, shown, handed out, never judged.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::stranger::{Stranger, mbox};

const TABLE: &str = "poste;montant\nbudget voirie;1200\n";

/// A dump: two mails, three documents of which two are the same, and what a system left there.
fn dump(stranger: &Stranger) -> PathBuf {
    stranger.write("dump/inbox.mbox", mbox(0..2));
    stranger.write("dump/Comptes/2014/Budget Primitif.csv", TABLE);
    stranger.write("dump/copie.csv", TABLE);
    stranger.write("dump/Photos/maire.jpg", b"\xFF\xD8\xFF\xE0 no picture");
    stranger.write("dump/Photos/.DS_Store", b"\0\0\0\x01Bud1");
    stranger.path("dump")
}

fn hits(stranger: &Stranger, query: &str) -> Vec<Value> {
    stranger.json(&["search", query])["hits"].as_array().expect("a list").clone()
}

#[test]
fn documents_are_counted_beside_the_messages() {
    let stranger = Stranger::new();
    let source = dump(&stranger);
    for already in [0, 2] {
        let report = stranger.import(&source, "anne");
        assert_eq!((&report["messages"], &report["stored"]), (&2.into(), &2.into()), "{report}");
        assert_eq!((&report["files"], &report["bookkeeping"]), (&3.into(), &1.into()), "{report}");
        assert_eq!(report["already"], already, "{report}");
        let judged: u64 = ["person", "list", "bulk", "automatic"]
            .iter()
            .filter_map(|kind| report["verdicts"][kind]["unproven"].as_u64())
            .sum();
        assert_eq!(judged, 2, "documents have no verdict: {report}");
    }
    let said = stranger.run(&["import", source.to_str().expect("plain"), "--mailbox", "anne"]).out();
    assert!(said.contains("3 loose documents were taken in"), "{said}");
    assert!(stranger.run(&["check"]).out().contains("2 loose documents"), "said of a check");
    assert_eq!(stranger.total("kind:document"), 2, "the same bytes are one item");
    assert_eq!(stranger.total("-kind:document"), 2);
    let unproven = stranger.json(&["search", "verdict:unproven"]);
    assert_eq!(unproven["total"], 2, "no verdict is passed on documents");
    assert!(unproven["warnings"].is_null(), "{unproven}");
    assert_eq!(stranger.run(&["check"]).status, 0);
    // What is gone from the source is counted no more, and kept.
    fs::remove_file(stranger.path("dump/Photos/maire.jpg")).expect("removed");
    assert_eq!(stranger.import(&source, "anne")["files"], 2);
    assert_eq!(stranger.total("kind:document"), 2);
}

#[test]
fn a_document_is_found_by_its_name_its_folders_and_its_type() {
    let stranger = Stranger::new();
    stranger.import(&dump(&stranger), "anne");
    let check = |query: &str, expect: &[&str]| {
        let names: Vec<String> = hits(&stranger, query)
            .iter()
            .map(|hit| hit["subject"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(names, expect, "{query}");
    };
    check("primitif", &["Budget Primitif.csv"]);
    check("comptes", &["Budget Primitif.csv"]);
    check("filetype:jpg", &["maire.jpg"]);
    check("kind:document folder:Comptes/2014", &["Budget Primitif.csv"]);
    check("subject:maire", &["maire.jpg"]);
}

#[test]
fn a_document_is_shown_and_handed_out_as_it_is() {
    let stranger = Stranger::new();
    stranger.import(&dump(&stranger), "anne");
    let id = hits(&stranger, "primitif")[0]["id"].as_str().expect("an id").to_owned();
    let shown = stranger.json(&["show", &id]);
    assert_eq!((&shown["kind"], &shown["subject"]), (&"document".into(), &"Budget Primitif.csv".into()));
    assert_eq!(shown["parts"][0]["name"], "Budget Primitif.csv");
    assert_eq!(shown["parts"][0]["sha256"], id.as_str(), "part 0 is the file");
    assert_eq!(shown["occurrences"].as_array().map(Vec::len), Some(2), "{shown}");
    assert_eq!(shown["headers"].as_array().map(Vec::len), Some(0));
    assert_eq!(stranger.run(&["show", &id, "--part", "0"]).stdout, TABLE.as_bytes());
    assert_eq!(stranger.run(&["show", &id, "--raw"]).stdout, TABLE.as_bytes());
    let words = stranger.run(&["show", &id]).out();
    assert!(words.contains("Budget Primitif.csv") && !words.contains("signature"), "{words}");
}

#[test]
fn exports_hold_documents_where_they_can() {
    let stranger = Stranger::new();
    stranger.import(&dump(&stranger), "anne");
    let export = |format: &str| {
        let to = stranger.path(format);
        let report = stranger.json(&["export", "", "--to", to.to_str().expect("plain"), "--as", format]);
        let counts = ["messages", "documents", "left_out"].map(|key| report[key].as_u64().unwrap_or(0));
        (counts, to)
    };
    let (counts, eml) = export("eml");
    assert_eq!(counts, [2, 2, 0]);
    let names: Vec<String> = fs::read_dir(&eml)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let name = names.iter().find(|name| name.ends_with("Budget Primitif.csv")).expect("the document");
    assert_eq!(fs::read(eml.join(name)).expect("readable"), TABLE.as_bytes());
    assert_eq!(export("mbox").0, [2, 0, 2]);
    let (counts, csv) = export("csv");
    assert_eq!(counts, [2, 2, 0]);
    let table = fs::read_to_string(csv.join("messages.csv")).expect("readable");
    assert_eq!(table.matches(",document,").count(), 2, "{table}");
    assert_eq!(export("jsonl").0, [2, 2, 0]);
}

#[test]
fn what_looks_like_a_signed_mail_inside_a_document_is_not_judged() {
    let stranger = Stranger::new();
    let forged = "Notes\n\nDKIM-Signature: v=1; a=rsa-sha256; d=region.example; s=s1; h=from; bh=AAAA; b=AAAA\n\
                  From: anne@region.example\n\nx\n";
    let source = stranger.write("dump/notes.odt", forged).parent().expect("a folder").to_owned();
    let report = stranger.import(&source, "anne");
    assert_eq!((&report["messages"], &report["files"]), (&0.into(), &1.into()), "{report}");
    let id = hits(&stranger, "kind:document")[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        stranger.json(&["show", &id])["authentication"]["signatures"].as_array().map(Vec::len),
        Some(0)
    );
    assert_eq!(stranger.total("verdict:unproven"), 0);
    assert_eq!(stranger.total("-verdict:unproven"), 1);
}
