//! Real archives, when they are at hand: every message is stored, shown and counted.
//!
//! The files are third-party data and never part of the repository; without
//! them these tests say `skipped`.

use std::path::PathBuf;

use crate::stranger::Stranger;

/// Returns the path of a corpus: `$GREFFE_CORPORA`, else `shared/corpora` beside the checkout.
#[allow(clippy::print_stdout)] // the test's own report: it says what was skipped
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("GREFFE_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora")),
        PathBuf::from,
    );
    let path = root.join(name);
    if !path.exists() {
        println!("skipped: no corpus `{name}`");
        return None;
    }
    Some(path.canonicalize().expect("it exists"))
}

fn check(name: &str, messages: u64, queries: &[(&str, u64)]) {
    let Some(path) = corpus(name) else { return };
    let stranger = Stranger::new();
    let report = stranger.import(&path, "corpus");
    assert_eq!(report["messages"], messages, "{report}");
    let (stored, duplicates) = (report["stored"].as_u64(), report["duplicates"].as_u64());
    assert_eq!(stored.zip(duplicates).map(|(a, b)| a + b), Some(messages), "{report}");
    assert_eq!(Some(stranger.total("-kind:document")), stored);
    assert_eq!(Some(stranger.total("kind:document")), report["files"].as_u64(), "{report}");
    for (query, total) in queries {
        assert_eq!(stranger.total(query), *total, "{query}");
    }
    assert_eq!(stranger.run(&["check"]).status, 0);
}

#[test]
fn a_mailing_list() {
    check("lore-i2c", 2168, &[("kind:list", 2167), ("kind:automatic", 1), ("list:linux-i2c", 2168)]);
}

#[test]
fn broken_mail_of_2002() {
    check("spamassassin", 1900, &[]);
}

#[test]
fn french_mail() {
    check("french-synthetic", 600, &[]);
}
