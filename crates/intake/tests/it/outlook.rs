//! PST, OST and MSG as sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use greffe_intake::{Content, Event, Known, LostReason, NothingKnown, open};
use greffe_terms::{Defect, FileState};

use crate::corpora::corpus;
use crate::story::{messages, options, read_path};

/// Remembers one state for every file.
struct Remembered(FileState);

impl Known for Remembered {
    fn file(&self, _path: &str) -> Option<FileState> {
        Some(self.0.clone())
    }
}

fn folders(path: &Path) -> BTreeMap<String, usize> {
    let mut folders = BTreeMap::new();
    for found in messages(&read_path(path)) {
        assert_eq!(found.defects, [Defect::RebuiltFromMapi]);
        *folders.entry(found.folder.clone()).or_default() += 1;
    }
    folders
}

#[test]
fn a_pst_is_its_folders() {
    let check = |path: &str, expect: &[(&str, usize)]| {
        let Some(path) = corpus(path) else { return };
        let expect = expect.iter().map(|(folder, count)| ((*folder).to_owned(), *count)).collect();
        assert_eq!(folders(&path), expect, "{}", path.display());
    };
    check("pst/aspose/test.ost", &[("Top of Personal Folders/myInbox", 18)]);
    check("pst/outlook-pst/Empty.pst", &[]);
    check("msg/poi/quick.msg", &[("", 1)]);
}

#[test]
fn a_pst_in_a_folder_is_a_folder() {
    let Some(path) = corpus("pst/aspose/test.ost") else { return };
    let root = tempfile::tempdir().unwrap();
    fs::copy(path, root.path().join("jo.ost")).unwrap();
    let told: Vec<String> = folders(root.path()).into_keys().collect();
    assert_eq!(told, ["jo/Top of Personal Folders/myInbox"]);
}

#[test]
fn a_reading_goes_on_where_it_stopped() {
    let Some(path) = corpus("pst/aspose/source.pst") else { return };
    let octets = |event: &Event| match event {
        Event::Message(found) => match &found.content {
            Content::Memory(octets) => Some((found.offset, octets.clone())),
            Content::Spooled { .. } => None,
        },
        _ => None,
    };
    let whole: Vec<_> = read_path(&path).iter().filter_map(octets).collect();
    let mut source = open(&path, &options()).unwrap();
    for _ in 0..5 {
        source.next(&NothingKnown).unwrap();
    }
    let cursor = source.cursor().unwrap();
    let state = FileState {
        committed_bytes: cursor.committed_bytes,
        prefix_sha256: cursor.prefix_sha256,
        items: cursor.items,
        finished: None,
    };
    let known = Remembered(state.clone());
    let mut source = open(&path, &options()).unwrap();
    let events: Vec<Event> = std::iter::from_fn(|| source.next(&known).unwrap()).collect();
    assert!(matches!(events.first(), Some(Event::Skipped { items: 5, .. })));
    assert!(events.iter().filter_map(octets).eq(whole[5..].iter().cloned()));
    assert!(matches!(events.last(), Some(Event::FileDone { items, .. }) if *items == whole.len() as u64));

    let other = Remembered(FileState { prefix_sha256: [0; 32], ..state });
    let mut source = open(&path, &options()).unwrap();
    let again = std::iter::from_fn(|| source.next(&other).unwrap()).filter(|event| octets(event).is_some());
    assert_eq!(again.count(), whole.len());
}

#[test]
fn what_is_broken_is_told() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.pst"), [b"!BDN".as_slice(), &[0; 2000]].concat()).unwrap();
    fs::write(root.path().join("b.msg"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 broken").unwrap();
    let lost: Vec<(String, String)> = read_path(root.path())
        .into_iter()
        .filter_map(|event| match event {
            Event::Lost(lost) => Some((lost.path, lost.reason.to_string())),
            _ => None,
        })
        .collect();
    let expect =
        [("a.pst", "damaged"), ("b.msg", "damaged")].map(|(path, why)| (path.to_owned(), why.to_owned()));
    assert_eq!(lost, expect);
}

#[test]
fn what_lies_behind_a_cut_is_said_to_be_cut_off() {
    let Some(path) = corpus("pst/aspose/Outlook.pst") else { return };
    let whole = fs::read(path).unwrap();
    let cut = whole.get(..1_200_000).unwrap();
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("cut.pst"), cut).unwrap();
    let events = read_path(root.path());
    let lost = events.iter().filter_map(|event| match event {
        Event::Lost(lost) => Some((lost.offset >= cut.len() as u64, lost.length, lost.reason)),
        _ => None,
    });
    let lost: Vec<_> = lost.collect();
    assert_eq!(lost, [(true, 0, LostReason::Truncated); 2], "two pages of the trees");
    assert_eq!(messages(&events).len(), 17, "found by what the other pages hold");
}
