//! Third-party mail, where it is at hand.

use std::path::PathBuf;

use greffe_intake::Event;

use crate::story::{messages, read_path};

/// Returns a folder or file of the corpora, or says that it is skipped.
fn corpus(path: &str) -> Option<PathBuf> {
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
    for event in &events {
        if let Event::Lost(l) = event {
            println!("{} {} {}", l.path, l.reason, l.offset)
        }
    }
    assert_eq!(told, (expect_messages, expect_lost, expect_documents), "{}", path.display());
}

#[test]
fn counts() {
    check("lore-i2c", 2168, 0, 0);
    check("spamassassin", 1900, 0, 0);
    check("french-synthetic", 600, 0, 1);
}
