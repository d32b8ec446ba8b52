//! Third-party mail, where it is at hand.

use std::path::PathBuf;

use greffe_intake::Event;

use crate::story::{bytes, digest, messages, read_path};

#[allow(clippy::print_stdout)] // A skipped test must say so.
/// Returns a folder or file of the corpora, or says that it is skipped.
pub(crate) fn corpus(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("GREFFE_CORPORA").map(PathBuf::from);
    let root =
        root.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"));
    let path = root.join(path);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

fn check(path: &str, expect_messages: usize, expect_lost: usize, expect_documents: usize) {
    let Some(path) = corpus(path) else { return };
    let events = read_path(&path);
    let lost = events.iter().filter(|event| matches!(event, Event::Lost(_))).count();
    let documents = events.iter().filter(|event| matches!(event, Event::Document { .. })).count();
    let told = (messages(&events).len(), lost, documents);
    assert_eq!(told, (expect_messages, expect_lost, expect_documents), "{}", path.display());
}

#[test]
fn counts() {
    check("lore-i2c", 2168, 0, 0);
    check("spamassassin", 1900, 0, 0);
    check("french-synthetic", 600, 0, 1);
    check("dkim-edge", 30, 0, 2);
    check("mail-parser/resources/maildir", 6, 0, 0);
    check("mail-parser/resources/mbox", 4, 0, 0);
    check("mime4j/mbox/src/test/resources/test-1/mbox.rlug", 5, 0, 0);
}

/// Checked with `mailbox.mbox` of Python 3.11: the same spans, concatenated.
#[test]
fn python_agrees_on_raw_bytes() {
    let Some(path) = corpus("lore-i2c/lore-i2c-sample.mbox") else { return };
    let raw: Vec<u8> = messages(&read_path(&path)).iter().flat_map(|found| bytes(&found.content)).collect();
    assert_eq!(raw.len(), 19_498_543);
    let hex: String = digest(&raw).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "bce41bf772e1f29c199efd84fd5f47c5a7dfd6ac59addf5b6d01804d9d4e6b5d");
}
