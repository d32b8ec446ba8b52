//! For tests: what others recorded on real servers, where it is at hand.

use std::path::PathBuf;

use crate::model::Evidence;
use crate::read::evidence_of;

/// The evidence of one file of the corpora; none, and a word about it, where they are absent.
pub(super) fn evidence(path: &str) -> Option<Evidence> {
    octets(path).map(|octets| evidence_of(&octets))
}

/// The octets of one file of the corpora.
pub(super) fn octets(path: &str) -> Option<Vec<u8>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let corpora = std::env::var_os("GREFFE_CORPORA").map_or(beside, PathBuf::from);
    let octets = std::fs::read(corpora.join("audit").join(path)).ok();
    if octets.is_none() {
        skipped(path);
    }
    octets
}

#[expect(clippy::print_stderr, reason = "a test that looks at nothing says so")]
fn skipped(path: &str) {
    eprintln!("skipped: {path} of the corpora is not here");
}
