//! A damaged pack opens or is refused; what is read from it is what was stored.
//!
//! A pack that was only cut keeps every batch before the cut.
#![no_main]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use greffe_fuzz::damage;
use greffe_message::{Held, Summary, parse_held};
use greffe_store::{Batch, Content, ImportId, ImportStart, Item, NewOccurrence, Settings, Store, StoreError};
use greffe_terms::{Flags, MessageId, Nature, Number, Timestamp};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const BATCHES: u32 = 3;
const MESSAGES_PER_BATCH: u32 = 4;

/// An archive as it was before anything befell it.
struct Whole {
    folder: TempDir,
    pack: PathBuf,
    bytes: Vec<u8>,
    /// Length of the pack after each batch, and the messages in it then.
    commits: Vec<(usize, u32)>,
}

static WHOLE: LazyLock<Whole> = LazyLock::new(|| make().expect("an archive can be made"));

fuzz_target!(|data: &[u8]| {
    let Some((mode, edits)) = data.split_first() else { return };
    let (damaged, first) = damage(WHOLE.bytes.clone(), edits);
    if mode % 2 == 0 {
        // The catalogue is a view: without it everything is replayed.
        for name in ["catalogue.db", "catalogue.db-wal", "catalogue.db-shm"] {
            let _ = fs::remove_file(WHOLE.folder.path().join(name));
        }
    }
    let is_only_cut = WHOLE.bytes.starts_with(&damaged);
    fs::write(&WHOLE.pack, &damaged).expect("the pack is written");
    let kept =
        WHOLE.commits.iter().filter(|(end, _)| *end <= first.min(damaged.len())).map(|(_, n)| *n).max();
    match recovered() {
        Ok(count) if is_only_cut && mode % 2 == 0 => assert_eq!(count, kept.unwrap_or(0)),
        Ok(count) => assert!(count <= BATCHES * MESSAGES_PER_BATCH),
        Err(error) => assert!(!is_only_cut || mode % 2 == 1, "a torn tail is no error: {error}"),
    }
    make_whole();
});

/// Opens as a writer does; whatever is read must be what was stored.
fn recovered() -> Result<u32, StoreError> {
    let store = Store::open(WHOLE.folder.path(), summarise)?;
    let writer = store.writer(&mut |_| {})?;
    let count = writer.store().count()?;
    for number in 0..count {
        if let Ok(bytes) = store.raw(Number(number)) {
            assert_eq!(bytes, message(number), "message {number} is another one");
        }
    }
    drop(writer);
    store.check(&mut |_, _| {}, &mut |_| {})?;
    Ok(count)
}

/// Puts everything back, so that one input does not depend on the last.
fn make_whole() {
    for name in ["catalogue.db", "catalogue.db-wal", "catalogue.db-shm"] {
        let _ = fs::remove_file(WHOLE.folder.path().join(name));
    }
    let packs = WHOLE.pack.parent().expect("a pack lies in a folder");
    for entry in fs::read_dir(packs).expect("the folder is there").flatten() {
        let _ = fs::remove_file(entry.path());
    }
    fs::write(&WHOLE.pack, &WHOLE.bytes).expect("the pack is written");
    Store::open(WHOLE.folder.path(), summarise).expect("a whole archive opens");
}

fn make() -> Result<Whole, StoreError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::create(folder.path(), &Settings::new("Europe/Paris"), summarise)?;
    let mut writer = store.writer(&mut |_| {})?;
    let import: ImportId = "00112233445566778899aabbccddeeff".parse().expect("hexadecimal digits");
    writer.begin_import(ImportStart {
        id: import.clone(),
        at: Timestamp(0),
        by: None,
        note: None,
        mailbox: "anne".to_owned(),
        sources: vec!["mail".to_owned()],
        greffe_version: "0".to_owned(),
    })?;
    let pack = only_pack(&folder.path().join("packs"));
    let length = || fs::metadata(&pack).expect("the pack is there").len() as usize;
    let mut commits = Vec::new();
    for batch in 0..BATCHES {
        let numbers = batch * MESSAGES_PER_BATCH..(batch + 1) * MESSAGES_PER_BATCH;
        let items = numbers.clone().map(item).collect();
        writer.append(Batch { items, ..Batch::new(import.clone()) })?;
        commits.push((length(), numbers.end));
    }
    drop(writer);
    let bytes = fs::read(&pack).expect("the pack is read");
    Ok(Whole { folder, pack, bytes, commits })
}

fn only_pack(packs: &Path) -> PathBuf {
    let entry = fs::read_dir(packs).expect("the folder is there").flatten().next();
    entry.expect("an import begins a pack").path()
}

fn item(number: u32) -> Item {
    let raw = message(number);
    Item {
        id: MessageId::new(Sha256::digest(&raw).into()),
        nature: Nature::Mail,
        summary: Some(summarise(Nature::Mail, &Held::mail(&raw))),
        occurrence: NewOccurrence {
            source: "mail".to_owned(),
            path: "mail".to_owned(),
            folder: String::new(),
            offset: u64::from(number) * 1000,
            length: raw.len() as u64,
            flags: Flags::default(),
            postmark: None,
            quoting: None,
            defects: Vec::new(),
        },
        content: Content::Memory(raw),
    }
}

fn message(number: u32) -> Vec<u8> {
    format!("From: anne@region.example\r\nSubject: message {number}\r\n\r\nIts text, number {number}.\r\n")
        .into_bytes()
}

fn summarise(nature: Nature, held: &Held<'_>) -> Summary {
    match nature {
        Nature::Mail => parse_held(held).summary(held.length()),
        Nature::Document => Summary::of_document(held),
    }
}
