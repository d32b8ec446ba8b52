//! A mail too long to be held in memory: its files are listed, found by name, and read
//! when they are short; what is not read is said to be.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::Value;

use crate::stranger::Stranger;

/// Writes a mail of 70 MB: a text, a film, a table behind it, and a word of goodbye.
fn write_long_mail(path: &Path) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    let mut write = |text: &str| file.write_all(text.as_bytes()).expect("written");
    write("From: anne@region.example\r\nDate: Thu, 13 Feb 2025 23:22:14 +0100\r\nSubject: le film\r\n");
    write("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nvoici tout\r\n--b\r\n");
    write("Content-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    let megabyte = ["QUFB".repeat(19).as_str(), "\r\n"].concat().repeat(13_444);
    (0..70).for_each(|_| write(&megabyte));
    write("--b\r\nContent-Type: text/csv; name=comptes.csv\r\n\r\nnom;iban\r\nAnne;zibeline\r\n");
    write("--b\r\n\r\nbien cordialement\r\n--b--\r\n");
}

fn part<'a>(shown: &'a Value, name: &str) -> &'a Value {
    let mut parts = shown["parts"].as_array().into_iter().flatten();
    parts.find(|part| part["name"] == name).unwrap_or_else(|| panic!("no {name}: {shown}"))
}

#[test]
fn files_behind_a_large_one_are_listed_and_read() {
    let stranger = Stranger::new();
    let source = stranger.path("long.eml");
    write_long_mail(&source);
    let report = stranger.import(&source, "anne");
    assert_eq!((&report["messages"], &report["unreadable"]), (&1.into(), &0.into()), "{report}");
    let queries = ["cordialement", "filename:comptes", "filename:film", "attachment:zibeline"];
    assert_eq!(queries.map(|query| stranger.total(query)), [1; 4]);
    assert_eq!(stranger.total("has:unread-attachment"), 1);

    let id = &stranger.json(&["search", "cordialement"])["hits"][0]["id"];
    let id = id.as_str().expect("an id");
    let shown = stranger.json(&["show", id]);
    let (film, table) = (part(&shown, "film.mp4"), part(&shown, "comptes.csv"));
    assert_eq!(film["bytes"], 70 * 13_444 * 57, "{film}");
    assert_eq!((&film["why"], &table["text"]), (&"too-large".into(), &"complete".into()), "{shown}");

    let hand_out = |part: &Value| stranger.run(&["show", id, "--part", &part["n"].to_string()]);
    assert_eq!(hand_out(table).out(), "nom;iban\r\nAnne;zibeline");
    let refused = hand_out(film);
    assert_eq!(refused.status, 2, "half a file is never handed out");
    assert!(refused.stderr.contains("greffe show --raw"), "{}", refused.stderr);
    let check = stranger.run(&["check"]);
    assert_eq!(check.status, 0, "what the catalogue says is derived again: {}", check.out());
}
