//! Formats on disk: an archive of every released format opens and says the same.
//!
//! `testdata/format-1` is the truth of a small archive (settings and packs, no
//! view) as greffe 0.1 wrote it. If this test fails, a format has changed: that
//! takes an ADR, a new number and a way to read the old one.

use std::fs;
use std::path::Path;

use crate::stranger::Stranger;

/// Puts a copy of an old archive where the stranger's archive is.
fn restore(stranger: &Stranger, name: &str) {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name);
    fs::create_dir_all(stranger.path("archive/packs")).expect("a folder");
    fs::copy(old.join("greffe.toml"), stranger.path("archive/greffe.toml")).expect("copied");
    for pack in fs::read_dir(old.join("packs")).expect("packs") {
        let pack = pack.expect("an entry");
        fs::copy(pack.path(), stranger.path("archive/packs").join(pack.file_name())).expect("copied");
    }
}

#[test]
fn an_archive_of_format_1_opens() {
    let stranger = Stranger::new();
    restore(&stranger, "format-1");
    for (query, total) in [
        ("", 2),
        ("budget", 2),
        ("from:anais.morel reunion", 1),
        ("filename:devis filetype:pdf", 1),
        ("mailbox:anne recu", 1),
    ] {
        assert_eq!(stranger.total(query), total, "{query}");
    }
    let hits = stranger.json(&["search", "", "--sort", "date"])["hits"].clone();
    let id = hits[0]["id"].as_str().expect("an id");
    assert_eq!(id, "5bf56595c505aff5edb221d56252eb1b9c50ada9ac2754cc41e1178a479942b1");
    let shown = stranger.json(&["show", id]);
    assert_eq!(shown["occurrences"].as_array().map(Vec::len), Some(2), "{shown}");
    assert_eq!(shown["thread"].as_array().map(Vec::len), Some(2), "{shown}");
    let check = stranger.run(&["check"]);
    assert_eq!(check.status, 0, "{}", check.out());
}

#[test]
fn a_newer_format_is_refused_in_words() {
    let stranger = Stranger::new();
    restore(&stranger, "format-1");
    let settings = stranger.path("archive/greffe.toml");
    let text = fs::read_to_string(&settings).expect("readable").replace("format = 1", "format = 2");
    fs::write(&settings, text).expect("writable");
    let answer = stranger.run(&["search", "budget"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("format 2"), "{}", answer.stderr);
}
