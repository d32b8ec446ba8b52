//! The command line: text, JSON and exit codes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::PROGRAM;

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, .. } =
        Command::new(PROGRAM).args(arguments).current_dir(folder).output().expect("the program runs");
    (status.code(), String::from_utf8(stdout).expect("UTF-8"))
}

#[test]
fn text_and_outcome_are_printed_for_each_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("note.txt", b"r\xE9gion \x1B[2J");
    write("page.rtf", br"{\rtf1{\info{\author Jeanne Colin}}Bonjour {\*\annotation non !}}");
    write("junk.bin", b"\x00\x01\x02");

    let (code, text) = run(folder.path(), &["note.txt", "page.rtf"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        text,
        "== note.txt [txt] complete\nrégion [2J\n\
         == page.rtf [rtf] complete\nauthor: Jeanne Colin\nBonjour\n[comment] non !\n"
    );
    assert_eq!(run(folder.path(), &["junk.bin"]), (Some(1), "== junk.bin [] none (unsupported)\n".into()));
    assert_eq!(run(folder.path(), &["no-such-file"]).0, Some(2));
    assert_eq!(run(folder.path(), &["no-such-file", "note.txt"]).0, Some(1));
    assert_eq!(run(folder.path(), &[]).0, Some(2));

    let (code, json) = run(folder.path(), &["--json", "page.rtf"]);
    let line: serde_json::Value = serde_json::from_str(&json).expect("one JSON object");
    assert_eq!(code, Some(0));
    assert_eq!(line["reading"]["outcome"], "complete");
    assert_eq!(line["reading"]["metadata"]["author"], "Jeanne Colin");
    assert_eq!(line["reading"]["pieces"][1]["mark"], "comment");
}
