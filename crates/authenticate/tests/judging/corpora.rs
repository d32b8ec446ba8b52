//! Where the corpora are, and how their keys are read.

use std::path::{Path, PathBuf};

use greffe_authenticate::{KeyBook, read_keys};

/// Returns a folder of the corpora; says so if it is not here.
#[allow(clippy::print_stdout)] // the test's own report: it says what was skipped
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("GREFFE_CORPORA").map_or(default, PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not here", folder.display());
    None
}

/// Returns the keys of a file as if named on the command line.
pub(crate) fn keys(file: &Path) -> KeyBook {
    let text = std::fs::read(file).expect("a file of keys");
    let (observations, _) = read_keys(&text, "corpus", None);
    assert!(!observations.is_empty(), "no keys in {}", file.display());
    KeyBook::supplied(observations)
}

/// Returns the rows of a table, columns parted by tabs, without its heading.
pub(crate) fn rows(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("a table");
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
