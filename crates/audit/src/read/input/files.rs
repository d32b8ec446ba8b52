//! Which files were handed in: folders with all that is in them, in the order of names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::AuditError;

/// Folders of people are not deeper.
const DEEPEST: usize = 64;

/// One thing that was handed in.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// How many octets it has.
    pub(crate) bytes: u64,
    /// Whether it can be read: links lead elsewhere, sockets and devices have no end.
    pub(crate) is_file: bool,
}

/// Lists every file of `inputs`; links in folders are listed and not followed.
///
/// # Errors
/// `Io` for the first file or folder that cannot be opened: nothing is read then.
/// Evidence that lacks a file must not look whole.
pub(crate) fn list(inputs: &[PathBuf]) -> Result<Vec<Found>, AuditError> {
    let mut found = Vec::new();
    for path in inputs {
        let told = fs::metadata(path).map_err(|source| error(path, source))?;
        match told.is_dir() {
            true => folder(path, DEEPEST, &mut found)?,
            false => found.push(file(path, &told)?),
        }
    }
    Ok(found)
}

fn folder(path: &Path, deeper: usize, found: &mut Vec<Found>) -> Result<(), AuditError> {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = entries.map_err(|source| error(path, source))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let told = entry.metadata().map_err(|source| error(&path, source))?;
        match told.is_dir() && deeper > 0 {
            true => folder(&path, deeper - 1, found)?,
            false => found.push(file(&path, &told)?),
        }
    }
    Ok(())
}

fn file(path: &Path, told: &fs::Metadata) -> Result<Found, AuditError> {
    if told.is_file() {
        fs::File::open(path).map_err(|source| error(path, source))?;
    }
    Ok(Found { path: path.to_owned(), bytes: told.len(), is_file: told.is_file() })
}

fn error(path: &Path, source: io::Error) -> AuditError {
    AuditError::Io { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<(String, bool)> {
        let found = list(&[root.to_owned()]).expect("readable");
        let shown = |path: &Path| path.strip_prefix(root).expect("inside").display().to_string();
        found.iter().map(|file| (shown(&file.path), file.is_file)).collect()
    }

    #[test]
    fn folders_are_listed_in_order_and_links_are_not_followed() {
        let root = tempfile::tempdir().expect("a folder");
        for name in ["b/2.csv", "b/10.csv", "a.csv"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.path(), root.path().join("loop")).expect("a link");
        let mut expected = vec![("a.csv", true), ("b/10.csv", true), ("b/2.csv", true)];
        if cfg!(unix) {
            expected.push(("loop", false));
        }
        let expected: Vec<(String, bool)> = expected.into_iter().map(|(n, is)| (n.to_owned(), is)).collect();
        assert_eq!(names(root.path()), expected);
    }

    #[test]
    fn a_file_that_is_not_there_stops_everything() {
        let missing = PathBuf::from("no/such/file.csv");
        let error = list(std::slice::from_ref(&missing)).expect_err("nothing there");
        assert!(matches!(error, AuditError::Io { path, .. } if path == missing));
    }
}
