//! The views follow from the packs: deleted, they come back the same; damaged, it is told.

use std::fs;
use std::path::{Path, PathBuf};

use greffe::{Archive, Edges};
use greffe_sample::{Mail, Plan, generate};

use crate::sampled::{ids, write_maildirs};
use crate::stranger::Stranger;

/// A view, and the files of it.
const VIEWS: [(&str, &[&str]); 5] = [
    ("catalogue", &["catalogue.db", "catalogue.db-wal", "catalogue.db-shm"]),
    ("index", &["index"]),
    ("facts", &["index/facts"]),
    ("the words of files", &["index/attached"]),
    ("all of them", &["catalogue.db", "catalogue.db-wal", "catalogue.db-shm", "index"]),
];

const QUERIES: [&str; 6] = [
    "",
    "réunion",
    "budget OR commission",
    "kind:list -lang:en",
    "from:hautes-terres.example",
    "attachment:budget",
];

#[test]
fn deleting_a_view_changes_no_answer() {
    let stranger = Stranger::new();
    for (mailbox, path) in write_maildirs(&stranger.path("mail"), &mails(300)) {
        stranger.import(&path, mailbox);
    }
    let before = answers(&stranger, "before");
    for (view, files) in VIEWS {
        for file in files {
            delete(&stranger.path("archive").join(file));
        }
        let after = answers(&stranger, view);
        for ((question, before), (_, after)) in before.iter().zip(&after) {
            assert!(before == after, "without {view}, {question} answers otherwise");
        }
        let check = stranger.run(&["check"]);
        assert_eq!(check.status, 0, "without {view}: {}", check.out());
    }
}

#[test]
fn a_check_finds_a_flipped_byte_in_every_kind_of_file() {
    let stranger = Stranger::new();
    write_maildirs(&stranger.path("mail"), &mails(60));
    stranger.import(&stranger.path("mail"), "everybody");
    let (archive, whole) = (stranger.path("archive"), stranger.path("whole"));
    write_on_some(&archive);
    assert_eq!(stranger.run(&["check"]).status, 0);
    fs::rename(&archive, &whole).expect("set aside");
    let finds = |file: &Path, at: usize| {
        // A damaged index is made again from the packs: each damage is done to a fresh copy.
        copy(&whole, &archive);
        let is_flipped = flip(&archive.join(file), at);
        let is_found = !is_flipped || stranger.run(&["check"]).status != 0;
        fs::remove_dir_all(&archive).expect("taken away");
        is_found
    };
    for file in files_below(&whole) {
        let length = fs::read(whole.join(&file)).expect("readable").len();
        let end = length.saturating_sub(1);
        if file.extension().is_some_and(|extension| extension == "db") {
            // A page of SQLite keeps octets of rows that have moved: they say nothing any more,
            // so a flip there is nothing to find. Most octets of a database do say something.
            let places: Vec<usize> = (0..12).map(|n| end * n / 11).collect();
            let found = places.iter().filter(|at| finds(&file, **at)).count();
            assert!(finds(&file, 0) && found >= 8, "{}: {found} of 12 found", file.display());
        } else {
            for at in [0, length / 2, end] {
                assert!(finds(&file, at), "not found: {} @ {at} of {length}", file.display());
            }
        }
    }
}

fn mails(messages: u32) -> Vec<Mail> {
    generate(&Plan { seed: 3, messages }).collect()
}

/// Tags, notes and a saved search, so that what people made fills its pages.
fn write_on_some(archive: &Path) {
    let archive = Archive::open(archive, Edges::system()).expect("an archive");
    let room = archive.room();
    for id in ids(&room, "").iter().take(20) {
        room.tag(id, "à relire").expect("a tag");
        room.write_note(id, &"Une note de quelques mots. ".repeat(20)).expect("a note");
    }
    room.save_search("réunions", "réunion").expect("a saved search");
}

/// What is asked, and the octets of each answer.
fn answers(stranger: &Stranger, export: &str) -> Vec<(String, Vec<u8>)> {
    let mut answers = Vec::new();
    let mut ask = |arguments: &[&str]| answers.push((arguments.join(" "), stranger.run(arguments).stdout));
    for query in QUERIES {
        for sort in ["relevance", "date", "-date"] {
            let sort = format!("--sort={sort}");
            ask(&["--json", "search", "--facets", "--limit", "50", &sort, query]);
        }
    }
    let hits = stranger.json(&["search", "has:attachment", "--limit", "5"]);
    for hit in hits["hits"].as_array().expect("hits") {
        ask(&["--json", "show", hit["id"].as_str().expect("an id")]);
    }
    ask(&["export", "réunion OR budget", "--as", "jsonl", "--to", export]);
    answers.pop();
    let jsonl = fs::read(stranger.path(export).join("messages.jsonl")).expect("an export");
    answers.push(("the export".to_owned(), jsonl));
    answers
}

fn delete(path: &Path) {
    let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    // SQLite's companions are not always there.
    assert!(
        gone.is_ok() || path.extension().is_some_and(|extension| extension != "db"),
        "{}",
        path.display()
    );
}

/// Flips one bit at `at`, or before it where zeros fill a page of a database:
/// they say nothing. Returns whether there was a byte to flip.
fn flip(file: &Path, at: usize) -> bool {
    let mut bytes = fs::read(file).expect("readable");
    let upto = bytes.iter_mut().take(at + 1);
    let Some(byte) = upto.rev().find(|byte| **byte != 0) else { return false };
    *byte ^= 1;
    fs::write(file, bytes).expect("writable");
    true
}

fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let place = to.join(&file);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::copy(from.join(&file), place).expect("copied");
    }
}

/// The files that hold something, by their place in `folder`: locks and what
/// SQLite keeps beside its databases while they are open aside.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let entry = entry.expect("an entry");
        let name = PathBuf::from(entry.file_name());
        if entry.path().is_dir() {
            files.extend(files_below(&entry.path()).into_iter().map(|file| name.join(file)));
        } else if !["lock", "-wal", "-shm"].iter().any(|end| name.to_string_lossy().ends_with(end)) {
            files.push(name);
        }
    }
    files.sort();
    files
}
