//! A second run goes on where the first one stopped.

use std::fs;
use std::io::Write;

use crate::story::{Memory, folder, mail, mbox, story};

/// Imports the files `before`, stopping after `limit` events, then `after` in their place.
fn check(before: &[(&str, &[u8])], limit: usize, after: &[(&str, &[u8])], expect: &[&str]) {
    let root = folder(before);
    let mut memory = Memory::default();
    memory.import(root.path(), limit);
    for (path, content) in after {
        fs::write(root.path().join(path), content).unwrap();
    }
    assert_eq!(story(&memory.import(root.path(), usize::MAX)), expect);
}

const ALL: usize = usize::MAX;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        builder.append_data(&mut header, path, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn an_mbox_goes_on_after_its_last_message() {
    let (two, three) = (mbox(&["a", "b"]), mbox(&["a", "b", "c"]));
    let (two, three) = (two.as_bytes(), three.as_bytes());
    check(&[("m", two)], ALL, &[], &["m skipped 2"]);
    check(&[("m", two)], 1, &[], &["m skipped 1", "m [m] 139+54 b"]);
    check(&[("m", two)], 2, &[], &["m skipped 2"]);
    check(&[("m", two)], ALL, &[("m", three)], &["m skipped 2", "m [m] 236+54 c"]);
    // The blank line after the last message came later than the message.
    let unended = &two[..two.len() - 1];
    check(&[("m", unended)], ALL, &[("m", three)], &["m skipped 2", "m [m] 236+54 c"]);
}

#[test]
fn a_changed_mbox_is_read_anew() {
    let two = mbox(&["a", "b"]);
    let other = mbox(&["A", "b", "c"]);
    let anew = ["m [m] 42+54 A", "m [m] 139+54 b", "m [m] 236+54 c"];
    check(&[("m", two.as_bytes())], ALL, &[("m", other.as_bytes())], &anew);
    check(&[("m", two.as_bytes())], ALL, &[("m", mbox(&["a"]).as_bytes())], &["m [m] 42+54 a"]);
    // The last message was still being written.
    let partial = &two.as_bytes()[..two.len() - 7];
    check(&[("m", partial)], ALL, &[("m", two.as_bytes())], &["m [m] 42+54 a", "m [m] 139+54 b"]);
    // A second blank line belongs to the last message.
    let longer = format!("{two}\n{}", mbox(&["c"]));
    let anew = ["m [m] 42+54 a", "m [m] 139+55 b", "m [m] 237+54 c"];
    check(&[("m", two.as_bytes())], ALL, &[("m", longer.as_bytes())], &anew);
}

#[test]
fn single_messages_are_known_by_their_bytes() {
    let (a, b) = (mail("a"), mail("b"));
    let files: &[(&str, &[u8])] = &[("1.eml", a.as_bytes()), ("2.eml", b.as_bytes()), ("3.txt", b"x")];
    check(files, ALL, &[], &["1.eml skipped 1", "2.eml skipped 1", "3.txt skipped 0"]);
    check(files, 1, &[], &["1.eml skipped 1", "2.eml [] 0+54 b", "3.txt document 1"]);
    check(files, ALL, &[("3.txt", b"y")], &["1.eml skipped 1", "2.eml skipped 1", "3.txt document 1"]);
    // Compressed, too.
    check(&[("4.csv.gz", &gzip(b"a;b"))], ALL, &[], &["4.csv.gz skipped 0"]);
    let changed: &[(&str, &[u8])] = &[("1.eml", b.as_bytes())];
    check(files, ALL, changed, &["1.eml [] 0+54 b", "2.eml skipped 1", "3.txt skipped 0"]);
}

#[test]
fn compressed_mailboxes_and_archives_too() {
    let (two, three) = (mbox(&["a", "b"]), mbox(&["a", "b", "c"]));
    let (packed, grown) = (gzip(two.as_bytes()), gzip(three.as_bytes()));
    check(&[("m.gz", &packed)], ALL, &[], &["m.gz skipped 2"]);
    check(&[("m.gz", &packed)], 1, &[], &["m.gz skipped 1", "m.gz [m] 139+54 b"]);
    check(&[("m.gz", &packed)], ALL, &[("m.gz", &grown)], &["m.gz skipped 2", "m.gz [m] 236+54 c"]);

    let a = mail("a");
    let archive = gzip(&tar(&[("m", two.as_bytes()), ("1.eml", a.as_bytes()), ("n.gz", &packed)]));
    check(&[("d.tgz", &archive)], ALL, &[], &["d.tgz skipped 5"]);
    let rest = [
        "d.tgz!/m skipped 1",
        "d.tgz!/m [d/m] 139+54 b",
        "d.tgz!/1.eml [d] 0+54 a",
        "d.tgz!/n.gz [d/n] 42+54 a",
        "d.tgz!/n.gz [d/n] 139+54 b",
    ];
    check(&[("d.tgz", &archive)], 1, &[], &rest);
    let rest = [
        "d.tgz!/m skipped 2",
        "d.tgz!/1.eml skipped 1",
        "d.tgz!/n.gz skipped 1",
        "d.tgz!/n.gz [d/n] 139+54 b",
    ];
    check(&[("d.tgz", &archive)], 6, &[], &rest);
}

#[test]
fn wherever_it_stops_nothing_is_missing_and_nothing_twice() {
    let a = mail("x");
    let archive = tar(&[("m", mbox(&["c", "d"]).as_bytes()), ("2.eml", mail("e").as_bytes())]);
    let two = mbox(&["a", "b"]);
    let packed = zstd::encode_all(mbox(&["f", "g"]).as_bytes(), 1).unwrap();
    let files: &[(&str, &[u8])] =
        &[("1.eml", a.as_bytes()), ("d.tar", &archive), ("m", two.as_bytes()), ("n.zst", &packed)];
    let root = folder(files);
    let whole = story(&Memory::default().import(root.path(), ALL));
    for limit in 0..whole.len() * 2 {
        let mut memory = Memory::default();
        let mut told = story(&memory.import(root.path(), limit));
        told.extend(
            story(&memory.import(root.path(), ALL)).into_iter().filter(|line| !line.contains(" skipped ")),
        );
        assert_eq!(told, whole, "stopped after {limit}");
    }
}

#[test]
fn a_document_that_was_only_counted_is_told_anew() {
    let root = folder(&[("3.txt", b"x")]);
    let mut memory = Memory::default();
    memory.import(root.path(), ALL);
    assert_eq!(story(&memory.import(root.path(), ALL)), ["3.txt skipped 0"]);
    // Earlier versions read documents to their end and took nothing in.
    memory.0.values_mut().for_each(|state| state.items = 0);
    assert_eq!(story(&memory.import(root.path(), ALL)), ["3.txt document 1"]);
}
