//! Real and torture mail: none may panic, and none may come out as nothing.

use std::path::{Path, PathBuf};

use greffe_message::parse;

/// Returns the folder of third-party mail, if it is here.
pub(crate) fn root() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("GREFFE_CORPORA").map_or(default, PathBuf::from);
    root.is_dir().then_some(root)
}

/// Says that a test had nothing to judge by.
#[allow(clippy::print_stderr)]
pub(crate) fn skip(what: &str) {
    eprintln!("skipped: {what} (set GREFFE_CORPORA to the folder of corpora)");
}

/// Returns all files under `folder`, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

/// Splits an mbox where a blank line and a `From ` line stand.
fn messages_of_mbox(mbox: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(mbox, b"\n\nFrom ").map(|at| at + 2).collect();
    starts.insert(0, 0);
    starts.push(mbox.len());
    starts.windows(2).map(|pair| &mbox[pair[0]..pair[1]]).collect()
}

fn check_any(name: &str, raw: &[u8]) {
    let message = parse(raw);
    assert!(!message.headers.is_empty() || !message.defects.is_empty(), "{name}: nothing was read");
    assert!(!message.parts.is_empty(), "{name}: no part");
    let summary = message.summary(raw.len() as u64);
    let words = message.searchable();
    assert!(words.body.len() <= 8 * raw.len() + 64, "{name}: {} octets of words", words.body.len());
    for file in &summary.attachments {
        let octets = message.part_bytes(file.part).map(|octets| octets.len() as u64);
        assert_eq!(octets, Some(file.size_bytes), "{name}: {file:?}");
    }
    message.text();
}

#[test]
fn all_corpora_are_read() {
    let Some(root) = root() else { return skip("all_corpora_are_read") };
    let mut count = 0;
    let folders = [
        "mime4j",
        "mail-parser",
        "python-email",
        "enmime",
        "rspamd",
        "spamassassin",
        "french-synthetic",
        "dkim-edge",
        "mail-auth",
        "dkimpy",
        "mail-dkim",
        "lore-i2c",
        "tika",
    ];
    for path in folders.iter().flat_map(|folder| files(&root.join(folder))) {
        let octets = std::fs::read(&path).expect("the corpus is readable");
        let name = path.display().to_string();
        let messages =
            if name.ends_with(".mbox") { messages_of_mbox(&octets) } else { vec![octets.as_slice()] };
        count += messages.len();
        messages.into_iter().for_each(|raw| check_any(&name, raw));
    }
    assert!(count > 5_000, "only {count} messages");
}
