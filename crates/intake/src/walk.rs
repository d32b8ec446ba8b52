//! A folder's files in the order of their paths, links and devices left closed.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::event::LostReason;
use crate::place::shown;

/// The walk through one folder, deterministic: what it tells is sorted by the
/// bytes of the whole path.
pub(crate) struct Walk {
    levels: Vec<Level>,
}

/// One folder on the way down.
struct Level {
    folder: PathBuf,
    /// Its path below the root, with a `/` at the end unless it is the root.
    shown: String,
    entries: std::vec::IntoIter<Named>,
}

struct Named {
    name: std::ffi::OsString,
    /// With a `/` at the end if it is a folder, so that sorting names sorts paths.
    shown: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    Link,
    Other,
}

/// What the walk meets.
pub(crate) enum Step {
    File { file: PathBuf, relative: String },
    Lost { relative: String, reason: LostReason },
}

impl Walk {
    /// Begins in `root`.
    ///
    /// # Errors
    /// If `root` itself cannot be listed.
    pub(crate) fn begin(root: &Path) -> io::Result<Self> {
        Ok(Self { levels: vec![Level::list(root.to_owned(), String::new())?] })
    }

    /// Returns the next file, or what was met instead of one.
    pub(crate) fn next(&mut self) -> Option<Step> {
        loop {
            let level = self.levels.last_mut()?;
            let Some(named) = level.entries.next() else {
                self.levels.pop();
                continue;
            };
            let relative = format!("{}{}", level.shown, named.shown);
            let path = level.folder.join(&named.name);
            match named.kind {
                Kind::File => return Some(Step::File { file: path, relative }),
                Kind::Link => return Some(Step::Lost { relative, reason: LostReason::Link }),
                Kind::Other => return Some(Step::Lost { relative, reason: LostReason::NotAFile }),
                Kind::Folder => match Level::list(path, relative.clone()) {
                    Ok(level) => self.levels.push(level),
                    Err(error) => {
                        let relative = relative.trim_end_matches('/').to_owned();
                        return Some(Step::Lost { relative, reason: LostReason::Unreadable(error.kind()) });
                    }
                },
            }
        }
    }
}

/// Returns the length of all files in `root`, as far as they can be seen.
pub(crate) fn total_bytes(root: &Path) -> io::Result<u64> {
    let mut walk = Walk::begin(root)?;
    let mut total = 0;
    while let Some(step) = walk.next() {
        if let Step::File { file, .. } = step {
            total += fs::symlink_metadata(file).map_or(0, |metadata| metadata.len());
        }
    }
    Ok(total)
}

impl Level {
    fn list(folder: PathBuf, shown: String) -> io::Result<Self> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            entries.push(Named::new(entry.file_name(), entry.file_type()?));
        }
        entries.sort_by(|a, b| a.shown.cmp(&b.shown));
        Ok(Self { folder, shown, entries: entries.into_iter() })
    }
}

impl Named {
    fn new(name: std::ffi::OsString, file_type: FileType) -> Self {
        let kind = match file_type {
            _ if file_type.is_dir() => Kind::Folder,
            _ if file_type.is_file() => Kind::File,
            _ if file_type.is_symlink() => Kind::Link,
            _ => Kind::Other,
        };
        let slash = if kind == Kind::Folder { "/" } else { "" };
        let shown = shown(name.as_encoded_bytes()) + slash;
        Self { name, shown, kind }
    }
}
