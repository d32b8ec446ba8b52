//! A source's events as lines that a table can hold, and fixtures to make them from.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use greffe_intake::{Content, Event, Found, Known, NothingKnown, Options, Source, open, open_stdin};
use greffe_terms::{FileState, Fingerprint};
use sha2::{Digest, Sha256};

pub(crate) const POSTMARK: &str = "From a@b.example Thu Jan  1 00:00:00 1970\n";

/// Options that spool into the system's temporary folder.
pub(crate) fn options() -> Options {
    Options::new(std::env::temp_dir())
}

/// A short message with this subject.
pub(crate) fn mail(subject: &str) -> String {
    format!("From: Jo Doe <jo@region.example>\nSubject: {subject}\n\nHello {subject}.\n")
}

/// An mbox of short messages with these subjects.
pub(crate) fn mbox(subjects: &[&str]) -> String {
    subjects.iter().map(|subject| format!("{POSTMARK}{}\n", mail(subject))).collect()
}

/// Makes files in a folder: `(path, content)`.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    root
}

/// Reads a source to its end.
pub(crate) fn read(mut source: Box<dyn Source>, known: &dyn Known) -> Vec<Event> {
    std::iter::from_fn(|| source.next(known).unwrap()).collect()
}

/// Reads a file or folder for the first time.
pub(crate) fn read_path(path: &Path) -> Vec<Event> {
    read(open(path, &options()).unwrap(), &NothingKnown)
}

/// Reads bytes as a stream.
pub(crate) fn read_stream(bytes: &[u8]) -> Vec<Event> {
    read(open_stdin(std::io::Cursor::new(bytes.to_vec()), &options()), &NothingKnown)
}

/// Tells events as lines; what every file has (`FileDone`) is left out.
pub(crate) fn story(events: &[Event]) -> Vec<String> {
    events.iter().filter_map(line).collect()
}

fn line(event: &Event) -> Option<String> {
    Some(match event {
        Event::Message(found) => {
            let Found { path, folder, offset, length, .. } = found;
            format!("{path} [{folder}] {offset}+{length} {}", subject(found))
        }
        Event::Lost(lost) => format!("{} lost {} {}+{}", lost.path, lost.reason, lost.offset, lost.length),
        Event::Skipped { path, items } => format!("{path} skipped {items}"),
        Event::Document(found) => {
            assert_eq!(bytes(&found.content).len() as u64, found.length, "a document is whole");
            format!("{} document {}", found.path, found.length)
        }
        Event::Bookkeeping { path, .. } => format!("{path} bookkeeping"),
        Event::Renumbered { path } => format!("{path} renumbered"),
        Event::FileDone { .. } => return None,
    })
}

fn subject(found: &Found) -> String {
    let text = String::from_utf8_lossy(found.content.prefix()).into_owned();
    let subject = text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or("-");
    subject.to_owned()
}

/// The messages among events.
pub(crate) fn messages(events: &[Event]) -> Vec<&Found> {
    let mut found = Vec::new();
    for event in events {
        if let Event::Message(message) = event {
            found.push(message);
        }
    }
    found
}

/// All bytes of a content, whose hash must be right.
pub(crate) fn bytes(content: &Content) -> Vec<u8> {
    match content {
        Content::Memory(bytes) => bytes.clone(),
        Content::Spooled { file, length, sha256, prefix } => {
            let mut bytes = Vec::new();
            file.try_clone().unwrap().read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes.len() as u64, *length);
            assert_eq!(digest(&bytes), *sha256);
            assert!(bytes.starts_with(prefix));
            bytes
        }
    }
}

/// SHA-256.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What a pipeline would remember: committed after every event, if `until` allows.
#[derive(Default)]
pub(crate) struct Memory(pub(crate) HashMap<String, FileState>);

impl Known for Memory {
    fn file(&self, path: &str) -> Option<FileState> {
        self.0.get(path).cloned()
    }
}

impl Memory {
    /// Reads `limit` events of a source, committing each; returns them.
    pub(crate) fn import(&mut self, path: &Path, limit: usize) -> Vec<Event> {
        let mut source = open(path, &options()).unwrap();
        let mut events = Vec::new();
        while events.len() < limit {
            let Some(event) = source.next(&*self).unwrap() else { break };
            self.commit(&event, &*source);
            events.push(event);
        }
        events
    }

    fn commit(&mut self, event: &Event, source: &dyn Source) {
        if let Some(at) = source.cursor() {
            let state = FileState {
                committed_bytes: at.committed_bytes,
                prefix_sha256: at.prefix_sha256,
                items: at.items,
                finished: None,
            };
            self.0.insert(at.path, state);
        }
        if let Event::FileDone { path, bytes, sha256, items } = event {
            let none =
                FileState { committed_bytes: 0, prefix_sha256: [0; 32], items: *items, finished: None };
            let state = self.0.entry(path.clone()).or_insert(none);
            // A document is an item of its file, and none of the messages told here.
            state.items = state.items.max(*items);
            state.finished = Some(Fingerprint { bytes: *bytes, sha256: *sha256 });
        }
    }
}
