//! Sources as they come: moved, rewritten, cut short, packed in one another.
//!
//! Whatever is handed in, `messages = stored + duplicates`, what could not be
//! read is named, and nothing is stored twice.

mod documents;
mod published;
mod unpacked;

use std::ffi::OsStr;
use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::stranger::{Stranger, mbox};

/// What an import of `source` must say: exit code, counts, and `path @ offset: reason` of what was lost.
fn check(stranger: &Stranger, source: &Path, status: i32, counts: &[(&str, u64)], lost: &[&str]) {
    let answer = stranger.run(&[
        OsStr::new("--json"),
        OsStr::new("import"),
        source.as_os_str(),
        OsStr::new("--mailbox"),
        OsStr::new("anne"),
    ]);
    assert_eq!(answer.status, status, "{}{}", answer.out(), answer.stderr);
    check_report(&serde_json::from_slice(&answer.stdout).expect("JSON"), counts, lost);
    let check = stranger.run(&["check"]);
    assert_eq!(check.status, 0, "{}", check.out());
}

fn check_report(report: &Value, counts: &[(&str, u64)], lost: &[&str]) {
    let count = |field: &str| report[field].as_u64().unwrap_or_else(|| panic!("no `{field}`: {report}"));
    for (field, expect) in counts {
        assert_eq!(count(field), *expect, "{field}: {report}");
    }
    assert_eq!(count("messages"), count("stored") + count("duplicates"), "{report}");
    let line = |span: &Value| {
        let text = |field: &str| span[field].as_str().unwrap_or_default().to_owned();
        format!("{} @ {}: {}", text("path"), span["offset"], text("reason"))
    };
    let told: Vec<String> = report["lost"].as_array().into_iter().flatten().map(line).collect();
    assert_eq!(told, lost, "{report}");
    assert_eq!(count("unreadable"), lost.len() as u64, "{report}");
}

#[test]
fn a_moved_source_is_stored_once() {
    let stranger = Stranger::new();
    let source = stranger.write("here/inbox.mbox", mbox(0..20));
    check(&stranger, &source, 0, &[("messages", 20), ("stored", 20)], &[]);
    let packed = bytes_below(&stranger.path("archive/packs"));
    fs::rename(stranger.path("here"), stranger.path("there")).expect("moved");
    let moved = stranger.path("there/inbox.mbox");
    // Another place is another source: its mails are all duplicates of the first's.
    check(&stranger, &moved, 0, &[("messages", 20), ("stored", 0), ("duplicates", 20), ("already", 0)], &[]);
    check(&stranger, &moved, 0, &[("messages", 20), ("duplicates", 20), ("already", 20)], &[]);
    assert_eq!(stranger.total(""), 20);
    // What says where each was found again, its digest above all; no mail a second time.
    let grown = bytes_below(&stranger.path("archive/packs")) - packed;
    assert!(grown < 20 * 200, "{packed} bytes of packs have grown by {grown}");
}

#[test]
fn a_rewritten_mbox_counts_as_it_stands_and_loses_nothing() {
    let stranger = Stranger::new();
    let source = stranger.write("inbox.mbox", mbox(0..30));
    check(&stranger, &source, 0, &[("messages", 30), ("stored", 30)], &[]);
    let rewritten = [mbox(0..10), mbox(15..30), mbox(40..42)].concat();
    stranger.write("inbox.mbox", rewritten);
    // Ten stand where they stood; fifteen are known bytes at a new place.
    let counts = [("messages", 27), ("stored", 12), ("duplicates", 15), ("already", 10)];
    check(&stranger, &source, 0, &counts, &[]);
    // What its owner deleted since is still in the archive.
    assert_eq!(stranger.total(""), 32);
    assert_eq!(stranger.total("word0012"), 1);
}

#[test]
fn a_mail_that_was_read_since_is_the_same_mail() {
    let stranger = Stranger::new();
    let raw = b"From: jo@region.example\nSubject: neuf\n\nBonjour.\n";
    stranger.write("box/new/1457773445.M1.host", raw);
    stranger.write("box/cur/1457773446.M2.host:2,F", b"From: jo@region.example\nSubject: lu\n\nRebonjour.\n");
    fs::create_dir_all(stranger.path("box/tmp")).expect("a maildir");
    let source = stranger.path("box");
    check(&stranger, &source, 0, &[("messages", 2), ("stored", 2)], &[]);
    assert_eq!(stranger.total("has:seen"), 0);
    let read = stranger.path("box/cur/1457773445.M1.host:2,S");
    fs::rename(stranger.path("box/new/1457773445.M1.host"), read).expect("read");
    // Its bytes are known, its place is new.
    let counts = [("messages", 2), ("stored", 1), ("duplicates", 1), ("already", 1)];
    check(&stranger, &source, 0, &counts, &[]);
    assert_eq!(stranger.total(""), 2);
    assert_eq!(stranger.total("has:seen"), 1);
}

#[test]
fn what_is_cut_short_gives_what_is_left_of_it() {
    let stranger = Stranger::new();
    let whole = gzip(&mbox(0..200));
    let source = stranger.write("inbox.mbox.gz", &whole[..whole.len() / 2]);
    let report = stranger.import(&source, "anne");
    let (messages, unreadable) = (report["messages"].as_u64(), report["unreadable"].as_u64());
    assert!(messages.is_some_and(|messages| messages > 20), "{report}");
    assert_eq!((unreadable, &report["lost"][0]["path"]), (Some(1), &"inbox.mbox.gz".into()), "{report}");
    assert_eq!(report["lost"][0]["reason"], "truncated", "{report}");
    // The whole file, later: the rest comes in, and nothing is cut short any more.
    stranger.write("inbox.mbox.gz", &whole);
    check(&stranger, &source, 0, &[("messages", 200), ("unreadable", 0)], &[]);
    assert_eq!(stranger.total("word0199"), 1);
}

#[test]
fn what_is_no_file_is_named_and_left_closed() {
    let stranger = Stranger::new();
    let source = stranger.write("mail/inbox.mbox", mbox(0..3)).parent().expect("a folder").to_owned();
    let _listener = UnixListener::bind(stranger.path("mail/socket")).expect("a socket");
    std::os::unix::fs::symlink("../mail", stranger.path("mail/loop")).expect("a link");
    stranger.write("mail/nothing.mbox", b"");
    let lost = ["loop @ 0: link", "socket @ 0: not-a-file"];
    check(&stranger, &source, 1, &[("messages", 3), ("files", 0)], &lost);
    // Told again, since it still stands; counted once.
    check(&stranger, &source, 1, &[("messages", 3), ("already", 3)], &lost);
    // Gone, it is told of no more.
    fs::remove_file(stranger.path("mail/socket")).expect("removed");
    check(&stranger, &source, 1, &[("messages", 3)], &["loop @ 0: link"]);
    // What could not be opened once and is read now is lost no more.
    fs::remove_file(stranger.path("mail/loop")).expect("removed");
    stranger.write("mail/loop", mbox(3..5));
    check(&stranger, &source, 0, &[("messages", 5)], &[]);
}

#[test]
#[allow(clippy::print_stdout)] // the test's own report: it says what was skipped
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let stranger = Stranger::new();
    let closed = stranger.write("mail/closed.mbox", mbox(0..3));
    stranger.write("mail/inbox.mbox", mbox(3..5));
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    if fs::read(&closed).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let source = stranger.path("mail");
    check(&stranger, &source, 1, &[("messages", 2)], &["closed.mbox @ 0: unreadable"]);
}

#[test]
fn an_empty_source_is_no_error() {
    let stranger = Stranger::new();
    let source = stranger.write("empty.mbox", b"");
    check(&stranger, &source, 0, &[("messages", 0), ("files", 0)], &[]);
    assert_eq!(stranger.total(""), 0);
}

#[test]
fn names_in_archives_lead_nowhere() {
    let stranger = Stranger::new();
    let source = stranger
        .write("in/evil.zip", zip(&[("../../escaped.mbox", &mbox(0..2)), ("/tmp/3.mbox", &mbox(2..3))]));
    check(&stranger, &source, 0, &[("messages", 3)], &[]);
    assert!(!stranger.path("escaped.mbox").exists() && !stranger.path("../escaped.mbox").exists());
    let hit = &stranger.json(&["search", "word0001"])["hits"][0];
    let shown = stranger.json(&["show", hit["id"].as_str().expect("an id")]);
    assert_eq!(shown["occurrences"][0]["path"], "evil.zip!/../../escaped.mbox");
}

#[test]
fn an_mbox_in_a_tar_in_a_zip_is_found() {
    let stranger = Stranger::new();
    let inner = gzip(&tar("mail/inbox.mbox", &mbox(0..5)));
    let source = stranger.write("dump.zip", zip(&[("backup.tar.gz", &inner), ("readme.txt", b"a dump")]));
    check(&stranger, &source, 0, &[("messages", 5), ("files", 1)], &[]);
    let again = [("messages", 5), ("stored", 5), ("already", 5), ("files", 1)];
    check(&stranger, &source, 0, &again, &[]);
    assert_eq!(stranger.total("word0004"), 1);
    assert_eq!(stranger.total("kind:document readme"), 1);
}

#[test]
fn standard_input_is_a_source() {
    let stranger = Stranger::new();
    let mut command = stranger.command();
    command.args(["--json", "import", "-", "--mailbox", "anne"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("greffe runs");
    child.stdin.take().expect("a pipe").write_all(&mbox(0..7)).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    check_report(
        &serde_json::from_slice(&output.stdout).expect("JSON"),
        &[("messages", 7), ("stored", 7)],
        &[],
    );
    assert_eq!(stranger.total("budget"), 7);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("compressed");
    encoder.finish().expect("compressed")
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    builder.append_data(&mut header, name, bytes).expect("packed");
    builder.into_inner().expect("packed")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("packed");
        writer.write_all(bytes).expect("packed");
    }
    writer.finish().expect("packed").into_inner()
}

fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a readable folder");
    entries.map(|entry| entry.and_then(|entry| entry.metadata()).expect("an entry").len()).sum()
}
