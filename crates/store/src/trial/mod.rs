//! The store as a whole, tried: imports, kills, torn tails, rot.

mod checking;
mod counting;
mod documents;
mod files;
mod judging;
mod kills;
mod reading;
mod seen_keys;
mod tears;

use std::ops::ControlFlow;
use std::path::Path;

use greffe_message::{Held, Summary};
use greffe_terms::{Address, DateSource, Defect, Kind, MessageId, Nature, Number, Timestamp};
use tempfile::TempDir;

use crate::record::sha256;
use crate::{
    Batch, Committed, Content, FileDone, FileProgress, ImportId, ImportStart, Item, LostSpan, NewOccurrence,
    Outcome, Row, Settings, SourceFingerprint, Store, StoreError, Writer,
};

/// An archive in a directory that goes away with it.
pub(super) struct House {
    pub(super) dir: TempDir,
    pub(super) store: Store,
}

impl House {
    pub(super) fn new() -> Self {
        Self::with_packs_of(512 << 20)
    }

    pub(super) fn with_packs_of(pack_bytes: u64) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let settings = Settings { pack_bytes, ..Settings::new("Europe/Paris") };
        let store = Store::create(&dir.path().join("archive"), &settings, summarise).expect("created");
        Self { dir, store }
    }

    pub(super) fn path(&self) -> std::path::PathBuf {
        self.dir.path().join("archive")
    }

    pub(super) fn writer(&self) -> Writer {
        self.store.writer(&mut |_| panic!("nobody else writes")).expect("a writer")
    }

    pub(super) fn open(&self) -> Store {
        Store::open(&self.path(), summarise).expect("opened")
    }

    /// Asserts that the archive is sound, and that a rebuilt catalogue says the same.
    pub(super) fn assert_sound(&self) {
        let before = everything(&self.open());
        assert_eq!(problems(&self.open()), Vec::<String>::new());
        crate::database::remove(&self.path().join("catalogue.db")).expect("removed");
        assert_eq!(everything(&self.open()), before, "a rebuilt catalogue answers the same");
        assert_eq!(problems(&self.open()), Vec::<String>::new());
    }
}

/// Reads a message badly, but always alike.
pub(super) fn summarise(nature: Nature, held: &Held<'_>) -> Summary {
    if nature == Nature::Document {
        return Summary::of_document(held);
    }
    let (raw, size_bytes) = (held.octets(), held.length());
    let text = String::from_utf8_lossy(&raw[..raw.len().min(4_096)]);
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    let kind = if field("List-Id: ").is_some() { Kind::List } else { Kind::Person };
    let broken = text.contains("broken").then_some(Defect::Truncated);
    Summary {
        date: Some((Timestamp(size_bytes as i64), DateSource::Date)),
        from: field("From: ").map(|address| Address { name: None, address }),
        to: Vec::new(),
        cc: Vec::new(),
        subject: field("Subject: ").unwrap_or_default(),
        message_id: field("Message-ID: "),
        references: Vec::new(),
        conversation: None,
        kind,
        list: field("List-Id: "),
        language: None,
        attachments: Vec::new(),
        size_bytes,
        defects: broken.into_iter().collect(),
    }
}

pub(super) fn import_id(number: u32) -> ImportId {
    format!("{number:08x}").parse().expect("an id")
}

pub(super) fn start(number: u32) -> ImportStart {
    ImportStart {
        id: import_id(number),
        at: Timestamp(1_000 + i64::from(number)),
        by: Some("camille".into()),
        note: None,
        mailbox: "accueil".into(),
        sources: vec!["mail.mbox".into()],
        greffe_version: "0.1.0".into(),
    }
}

/// A message of a size like `size`, that nothing compresses to nothing.
pub(super) fn mail(number: u32, size: usize) -> Vec<u8> {
    let mut raw = format!(
        "From: noor@mairie.example\nSubject: essai {number}\nMessage-ID: {}@mairie.example\n\n",
        number / 2
    );
    let mut state = u64::from(number) | 1;
    while raw.len() < size {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        raw.push_str(&format!("{:x} {}\n", state >> 33, state % 97));
    }
    raw.into_bytes()
}

pub(super) fn place(path: &str, offset: u64, length: u64) -> NewOccurrence {
    NewOccurrence {
        source: "mail.mbox".into(),
        path: path.into(),
        folder: "INBOX".into(),
        offset,
        length,
        flags: Default::default(),
        postmark: Some("From noor@mairie.example Thu Jan  1 00:00:00 1970".into()),
        quoting: None,
        defects: Vec::new(),
    }
}

pub(super) fn item(raw: Vec<u8>, path: &str, offset: u64) -> Item {
    let length = raw.len() as u64;
    Item {
        id: MessageId::new(sha256(&raw)),
        nature: Nature::Mail,
        summary: Some(summarise(Nature::Mail, &Held::beginning(&raw, length))),
        content: Content::Memory(raw),
        occurrence: place(path, offset, length),
    }
}

pub(super) fn progress(path: &str, committed_bytes: u64, items: u64) -> FileProgress {
    let (source, path) = ("mail.mbox".into(), path.into());
    FileProgress {
        source,
        path,
        committed_bytes,
        prefix_sha256: sha256(&committed_bytes.to_be_bytes()),
        items,
    }
}

pub(super) fn done(path: &str, bytes: u64) -> FileDone {
    let (source, path) = ("mail.mbox".into(), path.into());
    FileDone { source, path, bytes, sha256: sha256(&bytes.to_be_bytes()) }
}

pub(super) fn lost(path: &str, offset: u64, kept: Option<&[u8]>) -> LostSpan {
    let (source, path, reason) = ("mail.mbox".into(), path.into(), "no-message".into());
    LostSpan { source, path, offset, length: 10, reason, kept: kept.map(<[u8]>::to_vec) }
}

/// A batch of messages `numbers`, `size` bytes apart in one mbox.
pub(super) fn batch(import: u32, numbers: std::ops::Range<u32>, size: usize) -> Batch {
    let offset = |number: u32| u64::from(number) * 10_000_000;
    let items = numbers.clone().map(|n| item(mail(n, size), "mail.mbox", offset(n))).collect();
    let cursors = vec![progress("mail.mbox", offset(numbers.end), u64::from(numbers.end))];
    Batch { items, cursors, ..Batch::new(import_id(import)) }
}

/// Runs a whole import of messages `0..count` in batches of `each`, from where an earlier run stopped.
pub(super) fn import(store: &Store, number: u32, count: u32, each: u32) -> Result<Vec<Outcome>, StoreError> {
    let mut writer = store.writer(&mut |_| {})?;
    writer.begin_import(start(number))?;
    let state = writer.store().file_state("accueil", "mail.mbox", "mail.mbox")?;
    let mut next = state.map_or(0, |state| state.items as u32);
    let mut outcomes = Vec::new();
    while next < count {
        let end = count.min(next + each);
        let Committed { outcomes: committed } = writer.append(batch(number, next..end, 700))?;
        outcomes.extend(committed);
        next = end;
    }
    let mut last = Batch::new(import_id(number));
    last.finished.push(done("mail.mbox", u64::from(count) * 10_000_000));
    writer.append(last)?;
    let fingerprint = SourceFingerprint { path: "mail.mbox".into(), bytes: 7, sha256: [7; 32] };
    writer.finish_import(&import_id(number), Timestamp(5_000), vec![fingerprint])?;
    Ok(outcomes)
}

pub(super) fn all_rows(store: &Store) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        ControlFlow::Continue(())
    };
    store.each_row(Number(0), &mut take).expect("read");
    rows
}

/// Everything an archive says, as text.
pub(super) fn everything(store: &Store) -> String {
    let rows = all_rows(store);
    let raws: Vec<_> = rows.iter().map(|row| sha256(&store.raw(row.number).expect("read"))).collect();
    for (row, raw) in rows.iter().zip(&raws) {
        assert_eq!(row.id.as_bytes(), raw, "message {}", row.number);
    }
    let (imports, lost) = (store.imports().expect("read"), store.lost(None).expect("read"));
    let counts = store.counts("accueil", "mail.mbox").expect("read");
    format!("{rows:#?}\n{imports:#?}\n{lost:#?}\n{counts:#?}")
}

pub(super) fn problems(store: &Store) -> Vec<String> {
    let mut problems = Vec::new();
    let report = store.check(&mut |_, _| {}, &mut |problem| problems.push(format!("{problem:?}")));
    assert_eq!(report.expect("checked").problems, problems.len() as u64);
    problems
}

/// Copies an archive's files.
pub(super) fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("listed") {
        let entry = entry.expect("listed");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("known").is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}
