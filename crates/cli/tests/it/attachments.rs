//! What files inside messages say: read by the worker, found, shown, and said to be missing.
//!
//! The worker is a program of its own, with a long build: where it is not built,
//! these tests say so and judge nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use greffe::view::Warning;
use greffe::{Archive, Edges, ReadFilesRequest};
use greffe_sample::{Mail, Place, Plan, generate};
use serde_json::json;

use crate::sampled::{TIMEZONE, ask, everything, ids, take_in, write_maildirs};
use crate::stranger::Stranger;

/// The worker beside the command, if it was built.
#[allow(clippy::print_stdout)]
fn worker() -> Option<PathBuf> {
    let program = Path::new(env!("CARGO_BIN_EXE_greffe")).with_file_name("greffe-extract");
    if !program.is_file() {
        println!("skipped: `greffe-extract` is not built");
        return None;
    }
    Some(program)
}

fn sample(folder: &Path) -> (Vec<Mail>, Archive) {
    let mails: Vec<Mail> = generate(&Plan { seed: 4, messages: 400 }).collect();
    let archive = Archive::create(&folder.join("archive"), TIMEZONE, Edges::system()).expect("an archive");
    for (mailbox, path) in write_maildirs(&folder.join("mail"), &mails) {
        take_in(&archive, path, mailbox);
    }
    (mails, archive)
}

/// The words that stand in files only, with the ids of their mails.
fn needles(mails: &[Mail]) -> BTreeMap<&str, BTreeSet<String>> {
    let mut needles: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for mail in mails {
        for needle in mail.truth.needles.iter().filter(|needle| needle.place == Place::AttachmentText) {
            needles.entry(&needle.word).or_default().insert(mail.truth.sha256.clone());
        }
    }
    needles
}

#[test]
fn what_files_say_is_found_exactly() {
    let Some(program) = worker() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (mails, archive) = sample(folder.path());
    let room = archive.room();
    let needles = needles(&mails);
    assert!(!needles.is_empty(), "the sample hides words in files");
    let waiting = ask(&room, &everything("has:unread-attachment")).total;
    assert_eq!(waiting, ask(&room, &everything("has:attachment")).total, "nobody has read any");

    let request = ReadFilesRequest { program: Some(program), ..ReadFilesRequest::default() };
    let report = archive.read_files(&request, &mut |_| {}).expect("read");
    assert!(report.files > 50 && report.complete > report.files / 2, "{report:?}");
    let told: u64 =
        report.complete + report.truncated.values().sum::<u64>() + report.none.values().sum::<u64>();
    assert_eq!(told, report.files, "each file has one outcome");
    assert_eq!(report.none.get("crashed"), None, "{report:?}");

    let mut missed = Vec::new();
    for (word, homes) in &needles {
        let found = ids(&room, &format!("attachment:{word}"));
        assert!(found.is_subset(homes), "{word} is nowhere else");
        assert_eq!(ids(&room, word), found, "{word}, asked for anywhere");
        missed.extend(homes.difference(&found).cloned());
    }
    let unread: BTreeSet<String> =
        room.unread_files().expect("listed").into_iter().map(|file| file.id).collect();
    assert!(missed.iter().all(|id| unread.contains(id)), "what is not found is said to be unread");
    let found: usize = needles.values().map(BTreeSet::len).sum::<usize>() - missed.len();
    assert!(found * 10 >= 9 * needles.values().map(BTreeSet::len).sum::<usize>(), "{found} found");
    assert_eq!(ids(&room, "has:unread-attachment"), unread);
    let messages = unread.len() as u64;
    for query in ["attachment:nowhere", "nowhere"] {
        let told = ask(&room, &everything(query)).warnings;
        assert_eq!(told, [Warning::AttachmentsNotRead { messages }], "{query}");
    }
    assert_eq!(ask(&room, &everything("")).warnings, [], "what was found needs no such warning");
}

#[test]
fn readings_go_on_where_they_stopped_and_come_back() {
    let Some(program) = worker() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (mails, archive) = sample(folder.path());
    let request = ReadFilesRequest { program: Some(program), ..ReadFilesRequest::default() };
    let first = archive.read_files(&request, &mut |_| {}).expect("read");
    let answers = |archive: &Archive| -> Vec<BTreeSet<String>> {
        needles(&mails).keys().map(|word| ids(&archive.room(), &format!("attachment:{word}"))).collect()
    };
    let before = answers(&archive);
    drop(archive);
    // Without its half of the index, what was read is indexed again, and by no worker.
    fs::remove_dir_all(folder.path().join("archive/index")).expect("taken away");
    let archive = Archive::open(&folder.path().join("archive"), Edges::system()).expect("opened");
    archive.catch_up(&mut |_, _| {}).expect("whole again");
    assert_eq!(answers(&archive), before);
    drop(archive);
    for file in ["readings.db", "readings.db-wal", "readings.db-shm"] {
        let _ = fs::remove_file(folder.path().join("archive").join(file));
    }
    let archive = Archive::open(&folder.path().join("archive"), Edges::system()).expect("opened");
    archive.catch_up(&mut |_, _| {}).expect("whole again");
    assert!(answers(&archive).iter().all(BTreeSet::is_empty), "nobody has read any");
    let again = archive.read_files(&request, &mut |_| {}).expect("read again");
    assert_eq!((again.files, again.complete), (first.files, first.complete));
    assert_eq!(answers(&archive), before);
}

#[test]
fn a_stranger_reads_files_at_the_command_line() {
    if worker().is_none() {
        return;
    }
    let stranger = Stranger::new();
    let mail = "From: a@region.example\nSubject: pi\u{e8}ce\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nvoir ci-joint\n\
        --b\nContent-Type: text/csv; name=comptes.csv\nContent-Disposition: attachment\n\nnom;iban\nAnne;zibeline\n\
        --b\nContent-Type: application/octet-stream; name=cl\u{e9}.bin\n\n\u{1}\u{2}\u{3}binaire\n--b--\n";
    let source = stranger.write("mail/one.eml", mail);
    let source = source.to_str().expect("a name");
    let left = stranger.run(&["import", "--mailbox", "anne", "--leave-attachments", source]);
    assert!(left.out().contains("2 files inside messages are not read"), "{}", left.out());
    for query in ["marsouin", "attachment:zibeline"] {
        let nothing = stranger.run(&["search", query]);
        assert_eq!(nothing.status, 1);
        assert_eq!(nothing.stderr.matches("it was not looked at there").count(), 1, "{}", nothing.stderr);
    }
    let listed = stranger.run(&["extract", "--list"]);
    assert_eq!((listed.status, listed.out().lines().count()), (1, 2), "{}", listed.out());

    let read = stranger.run(&["extract"]);
    assert_eq!(read.status, 1, "one of them says nothing: {}{}", read.out(), read.stderr);
    assert!(read.out().contains("read whole: 1"), "{}", read.out());
    let hit = &stranger.json(&["search", "attachment:zibeline"])["hits"][0];
    assert_eq!(hit["snippet_of"], json!("comptes.csv"), "{hit}");
    let id = hit["id"].as_str().expect("an id").to_owned();
    let text = stranger.run(&["show", "--part", "2", "--text", &id]);
    assert!(text.out().contains("Anne") && text.status == 0, "{}", text.out());
    let shown = stranger.json(&["show", &id]);
    assert_eq!(shown["parts"][2]["text"], json!("complete"), "{shown}");
    assert_eq!(shown["parts"][3]["text"], json!("none"), "{shown}");
    let listed = stranger.run(&["--json", "extract", "--list"]);
    let line: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("one line of JSON");
    assert_eq!((&line["part"], &line["text"]), (&json!(3), &json!("none")), "{line}");
    assert_eq!(stranger.run(&["check"]).status, 0);
}

#[test]
fn loose_documents_are_read_like_files_inside_mails() {
    let Some(program) = worker() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let documents = greffe_sample::loose_documents();
    for document in &documents {
        let path = folder.path().join("dump").join(document.path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, &document.octets).expect("written");
    }
    let archive =
        Archive::create(&folder.path().join("archive"), TIMEZONE, Edges::system()).expect("an archive");
    take_in(&archive, folder.path().join("dump"), "anne");
    let room = archive.room();
    assert_eq!(ids(&room, "kind:document").len(), documents.len());
    let request = ReadFilesRequest { program: Some(program), ..ReadFilesRequest::default() };
    archive.read_files(&request, &mut |_| {}).expect("read");
    for document in &documents {
        let name = document.path.rsplit('/').next().expect("a name");
        let named = ids(&room, &format!("filename:\"{name}\""));
        let id = named.first().unwrap_or_else(|| panic!("{name} is found"));
        let says = room.file_text(id, 0).expect("a file").reading.expect("it was read").metadata;
        if let Some(word) = document.word {
            assert_eq!(ids(&room, &format!("attachment:{word}")), named, "{name}");
            assert_eq!(ids(&room, word), named, "{name}, asked for anywhere");
        }
        if let Some(author) = document.author {
            assert_eq!(ids(&room, &format!("author:\"{author}\"")), named, "{name}");
        }
        let position = says.position.map(|at| (at.latitude, at.longitude));
        assert_eq!(position, document.position, "{name}");
    }
}

#[test]
fn a_document_is_found_by_each_of_its_names_and_counted_apart() {
    let stranger = Stranger::with_greffe_alone();
    let table = "libelle;montant\nAvances;48200\n";
    stranger.write("dump/Comptes 2015.csv", table);
    stranger.write("dump/copie/Sauvegarde.csv", table);
    stranger.write("dump/un.eml", "From: anne@region.example\nSubject: Avances\n\nVoir le tableau.\n");
    stranger.import(&stranger.path("dump"), "cabinet");
    // A later import finds the same octets once more.
    stranger.write("later/Annexe B.csv", table);
    let names = ["filename:comptes", "filename:sauvegarde", "sauvegarde", "attachment:48200"];
    assert_eq!(names.map(|query| stranger.total(query)), [1; 4]);
    assert_eq!(stranger.total("filename:annexe"), 0);
    stranger.import(&stranger.path("later"), "cabinet");
    let names =
        ["filename:comptes", "filename:sauvegarde", "\"annexe b\"", "filename:ann*", "attachment:48200"];
    assert_eq!(names.map(|query| stranger.total(query)), [1; 5]);
    let (dump, again) = (stranger.path("dump"), ["import", "--mailbox", "cabinet"]);
    let read = |more: &[&str]| stranger.json(&[&again[..], more, &[dump.to_str().expect("a path")]].concat());
    let (passed_over, read_again) = (read(&[]), read(&["--again"]));
    for report in [&passed_over, &read_again] {
        assert_eq!((&report["stored"], &report["already"]), (&1.into(), &1.into()), "{report}");
    }
    let said = |query: &str| stranger.run(&["search", query]).stderr;
    assert!(said("avances").starts_with("1 message and 1 document\n"), "{}", said("avances"));
    assert!(said("kind:document").starts_with("1 document\n"), "{}", said("kind:document"));
    assert_eq!(stranger.json(&["search", "avances"])["documents"], 1);
}

/// Walls that forbid what a start needs now and then kill one worker in a hundred.
#[test]
fn every_worker_lives_to_greet() {
    let memory = (2_u64 << 30).to_string();
    for _ in 0..200 {
        let mut worker = Command::new(env!("CARGO_BIN_EXE_greffe"));
        worker.args(["--worker", "--memory-bytes", &memory, "--cpu-seconds", "60"]).env_clear();
        let ended = worker.stdin(Stdio::null()).output().expect("a worker");
        assert!(ended.status.success() && !ended.stdout.is_empty(), "{}", ended.status);
    }
}
