//! A message's way, as a stranger walks it: import, search, show, export, check.

use std::fs;

use sha2::{Digest, Sha256};

use crate::stranger::{Stranger, mbox};

#[test]
fn an_mbox_comes_in_and_every_mail_is_found_again() {
    let stranger = Stranger::new();
    let source = stranger.write("inbox.mbox", mbox(0..50));
    let report = stranger.import(&source, "anne");
    for (field, expect) in
        [("messages", 50), ("stored", 50), ("duplicates", 0), ("already", 0), ("unreadable", 0)]
    {
        assert_eq!(report[field], expect, "{field}: {report}");
    }
    let sha256: String = Sha256::digest(mbox(0..50)).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(report["sources"][0]["sha256"], sha256.as_str());
    for n in 0..50 {
        assert_eq!(stranger.total(&format!("word{n:04}")), 1);
    }
    assert_eq!(stranger.total("budget reunion"), 50);
    assert_eq!(stranger.total("from:anais.morel"), 50);
    assert_eq!(stranger.total("from:region.example to:jean year:2016"), 50);
    assert_eq!(stranger.total("\"note 7\""), 1);
    assert_eq!(stranger.total("-budget"), 0);
}

#[test]
fn the_exact_bytes_come_back() {
    let stranger = Stranger::new();
    let raw = b"From: a@b.example\r\nSubject: =?x?=\r\n\r\n\x00\xff >From \r\rline\n".to_vec();
    let source = stranger.write("odd.eml", &raw);
    stranger.import(&source, "odd");
    let id = stranger.json(&["search", ""])["hits"][0]["id"].as_str().expect("an id").to_owned();
    let digest: String = Sha256::digest(&raw).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(id, digest);
    assert_eq!(stranger.run(&["show", "--raw", &id]).stdout, raw);
    assert_eq!(stranger.json(&["show", &id[..6]])["from"][0], "a@b.example");
}

#[test]
fn the_same_import_twice_changes_nothing_and_a_grown_source_adds_what_is_new() {
    let stranger = Stranger::new();
    let source = stranger.write("inbox.mbox", mbox(0..20));
    stranger.import(&source, "anne");
    let again = stranger.import(&source, "anne");
    assert_eq!((again["messages"].as_u64(), again["already"].as_u64()), (Some(20), Some(20)));
    assert_eq!(again["stored"], 20);
    stranger.write("inbox.mbox", mbox(0..30));
    let grown = stranger.import(&source, "anne");
    assert_eq!((grown["messages"].as_u64(), grown["already"].as_u64()), (Some(30), Some(20)));
    assert_eq!(stranger.total(""), 30);
}

#[test]
fn a_duplicate_keeps_both_places() {
    let stranger = Stranger::new();
    let first = stranger.write("one.mbox", mbox(0..3));
    let second = stranger.write("two.mbox", mbox(2..5));
    stranger.import(&first, "anne");
    let report = stranger.import(&second, "jean");
    assert_eq!((report["stored"].as_u64(), report["duplicates"].as_u64()), (Some(2), Some(1)));
    assert_eq!(stranger.total(""), 5);
    assert_eq!(stranger.total("mailbox:anne mailbox:jean"), 1);
    let hit = &stranger.json(&["search", "word0002"])["hits"][0];
    assert_eq!(hit["mailboxes"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_no_mail_is_named_and_the_rest_comes_in() {
    let stranger = Stranger::new();
    let mut bytes = vec![0; 4096];
    bytes.extend(b"\n\n");
    bytes.extend(mbox(0..4));
    let source = stranger.write("damaged.mbox", bytes);
    let answer = stranger.run(&["import".as_ref(), source.as_os_str(), "--mailbox".as_ref(), "x".as_ref()]);
    assert_eq!(answer.status, 1, "{}", answer.out());
    assert!(answer.out().contains("damaged.mbox @ 0"), "{}", answer.out());
    assert_eq!(stranger.total("word0003"), 1);
}

#[test]
fn an_operator_without_data_never_answers_zero() {
    let stranger = Stranger::new();
    stranger.import(&stranger.write("inbox.mbox", mbox(0..2)), "anne");
    for query in ["class:press", "class:press budget"] {
        let answer = stranger.run(&["search", query]);
        assert_eq!(answer.status, 2, "{query}: {}", answer.out());
        assert!(answer.stderr.contains("has not been made"), "{}", answer.stderr);
    }
}

#[test]
fn a_query_that_cannot_be_read_says_where() {
    let stranger = Stranger::new();
    stranger.import(&stranger.write("inbox.mbox", mbox(0..2)), "anne");
    let answer = stranger.run(&["search", "budget after:yesterday"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("character 14"), "{}", answer.stderr);
    let answer = stranger.run(&["--lang", "fr", "search", "(budget"]);
    assert!(answer.stderr.starts_with("erreur :"), "{}", answer.stderr);
}

#[test]
fn exports_hold_what_was_asked_for() {
    let stranger = Stranger::new();
    stranger.import(&stranger.write("inbox.mbox", mbox(0..10)), "anne");
    for format in ["mbox", "eml", "csv", "jsonl"] {
        let answer = stranger.run(&["export", "word0003 OR word0004", "--to", format, "--as", format]);
        assert_eq!(answer.status, 0, "{format}: {}", answer.stderr);
        let manifest =
            fs::read_to_string(stranger.path(format).join("manifest-sha256.txt")).expect("a manifest");
        for line in manifest.lines() {
            let (digest, name) = line.split_once("  ").expect("sha256sum lines");
            let bytes = fs::read(stranger.path(format).join(name)).expect("the file is there");
            let found: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, digest, "{format}: {name}");
        }
        let again = stranger.run(&["export", "word0003", "--to", format, "--as", format]);
        assert_eq!(again.status, 2, "a directory that holds files is refused");
    }
    let back = stranger.json(&["--archive", "back", "import", "mbox/messages.mbox", "--mailbox", "back"]);
    assert_eq!(back["messages"], 2);
}

#[cfg(unix)]
#[test]
fn folders_made_to_hold_mail_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let stranger = Stranger::new();
    fs::create_dir(stranger.path("shared")).expect("made");
    fs::set_permissions(stranger.path("shared"), fs::Permissions::from_mode(0o750)).expect("set");
    let source = stranger.write("inbox.mbox", mbox(0..2));
    for archive in ["new/er", "shared"] {
        let source = source.to_str().expect("a path that is text");
        stranger.json(&["--archive", archive, "import", source, "--mailbox", "anne"]);
        let out = format!("{archive}-copies");
        stranger.run(&["--archive", archive, "export", "", "--to", &out, "--as", "eml"]);
    }
    let mode =
        |name: &str| fs::metadata(stranger.path(name)).expect("it is there").permissions().mode() & 0o777;
    let folders = ["new", "new/er", "new/er-copies", "shared-copies"];
    assert_eq!(folders.map(mode), [0o700; 4]);
    // Whoever made the folder before has decided.
    assert_eq!(mode("shared"), 0o750);
}

#[test]
fn errors_say_what_to_do() {
    let stranger = Stranger::new();
    for (arguments, word) in [
        (vec!["search", "x"], "not an archive"),
        (vec!["import", "missing.mbox", "--mailbox", "x"], "no file or folder"),
        (vec!["init", "--timezone", "Mars/Olympus"], "time zone"),
    ] {
        let answer = stranger.run(&arguments);
        assert_eq!(answer.status, 2, "{arguments:?}");
        assert!(answer.stderr.contains(word), "{arguments:?}: {}", answer.stderr);
        assert!(answer.stderr.contains("hint:"), "{arguments:?}: {}", answer.stderr);
    }
}

#[test]
fn the_demo_is_made_where_it_is_asked_for() {
    let stranger = Stranger::new();
    let demo = |more: &[&str]| {
        let asked = [&["demo", "--no-serve", "--messages", "20"], more].concat();
        let answer = stranger.command().args(asked).output().expect("greffe runs");
        assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8(answer.stdout).expect("UTF-8")
    };
    let said = demo(&["--archive", "elsewhere"]);
    assert!(said.contains("greffe --archive elsewhere search"), "{said}");
    assert!(stranger.path("elsewhere/greffe.toml").exists() && !stranger.path("demo-archive").exists());
    demo(&[]);
    assert!(stranger.path("demo-archive/greffe.toml").exists());
}

#[test]
fn a_list_has_room_for_every_line_and_words_for_what_is_absent() {
    let stranger = Stranger::new();
    let long = "mot ".repeat(5_000);
    let mail = format!("From: Anne <anne@region.example>\nSubject: {long}\n\nrivage\n");
    stranger.write("mail/long.eml", mail);
    stranger.write("mail/bare.eml", "Message-ID: <a@b.example>\n\nrivage\n");
    stranger.import(&stranger.path("mail"), "anne");
    let answer = stranger.run(&["search", "rivage"]);
    assert!(answer.out().lines().all(|line| line.chars().count() < 300), "{}", answer.out());
    assert!(answer.out().contains("mot…") || answer.out().contains("mo…"), "{}", answer.out());
    assert!(
        answer.out().contains("(no sender)") && answer.out().contains("(no subject)"),
        "{}",
        answer.out()
    );
}
