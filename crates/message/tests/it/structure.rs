//! Our parts against those that mime4j and mail-parser expect.
//!
//! Where we disagree, `testdata/disagreements.tsv` says why. A disagreement that
//! is not listed fails, and so does a listed one that is none any more.

use std::collections::BTreeMap;
use std::path::Path;

use greffe_message::parse;

use crate::outline::{self, Digest};
use crate::{corpora, mail_parser, mime4j};

/// What they say and what we say, at the first line that differs.
type Difference = (String, String);

#[test]
fn parts_are_those_that_others_expect() {
    let Some(root) = corpora::root() else { return corpora::skip("parts_are_those_that_others_expect") };
    let mut found = BTreeMap::new();
    let mut judged = 0;
    for path in corpora::files(&root) {
        let name = path.strip_prefix(&root).expect("below the root").display().to_string();
        let Some((expect, ours)) = judge(&path, &name) else { continue };
        judged += 1;
        if let Some(difference) = first_difference(&expect, &ours) {
            found.insert(name, difference);
        }
    }
    assert!(judged > 400, "only {judged} structures were compared");
    compare_with_list(found);
}

/// Returns their outline and ours, if `path` is an expected result.
fn judge(path: &Path, name: &str) -> Option<(Vec<String>, Vec<String>)> {
    if let Some(stem) = name.strip_suffix("_decoded.xml") {
        let raw = path.with_file_name(format!("{}.msg", Path::new(stem).file_name()?.to_str()?));
        return Some((mime4j::outline(path), ours(&std::fs::read(raw).ok()?, outline::length)));
    }
    let stem =
        path.file_name()?.to_str()?.strip_suffix(".json").filter(|_| name.starts_with("mail-parser/"))?;
    let raw = std::fs::read(path.with_file_name(format!("{}.eml", stem.trim_end_matches(".crlf")))).ok()?;
    let raw = with_line_ends(&raw, if stem.ends_with(".crlf") { b"\r\n" } else { b"\n" });
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    Some((mail_parser::outline(&json), ours(&raw, outline::content)))
}

fn ours(raw: &[u8], digest: Digest) -> Vec<String> {
    outline::outline(&parse(raw), digest)
}

/// The fixtures are meant twice: with lines ended by LF, and by CRLF.
fn with_line_ends(raw: &[u8], line_end: &[u8]) -> Vec<u8> {
    let lines = raw.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.collect::<Vec<_>>().join(line_end)
}

fn first_difference(expect: &[String], ours: &[String]) -> Option<Difference> {
    let nothing = String::from("(no more)");
    (0..expect.len().max(ours.len()))
        .map(|line| (expect.get(line).unwrap_or(&nothing), ours.get(line).unwrap_or(&nothing)))
        .find(|(expect, ours)| expect != ours)
        .map(|(expect, ours)| (expect.clone(), ours.clone()))
}

fn compare_with_list(mut found: BTreeMap<String, Difference>) {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/disagreements.tsv");
    let list = std::fs::read_to_string(list).expect("the list is there");
    let mut problems = Vec::new();
    for row in list.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [file, they, we, why] = cells[..] else { panic!("four cells expected: {row}") };
        assert!(!why.is_empty(), "no reason given: {row}");
        let listed = (they.to_owned(), we.to_owned());
        match found.remove(file) {
            Some(difference) if difference == listed => {}
            Some((they, we)) => problems.push(format!("changed\t{file}\t{they}\t{we}")),
            None => problems.push(format!("agrees now\t{file}")),
        }
    }
    problems.extend(found.into_iter().map(|(file, (they, we))| format!("{file}\t{they}\t{we}\t")));
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
