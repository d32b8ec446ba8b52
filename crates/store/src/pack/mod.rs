//! Packs: the log of truth. A pack is a tar file in zstd frames; each batch of
//! it is some entries and, last, one entry of records (JSON Lines).
//!
//! `tar --zstd -xf` reads a pack without greffe. Batches begin and end on frame
//! borders, so a torn tail is cut at a border and everything before it stands.

mod append;
mod ending;
mod entry;
mod frame;
mod read;
mod walk;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub(crate) use append::{BatchWriter, OpenPack, Written};
pub(crate) use ending::{ending, finish};
pub(crate) use entry::{Entry, Name};
pub(crate) use frame::Frame;
pub(crate) use read::{Depth, FrameCache, OpenFile, read_span};
pub(crate) use walk::{RECORDS_LIMIT, Stop, Walk, WalkedBatch, holds_later_batch};

use crate::error::{At, StoreError};

/// Name of the directory.
pub(crate) const DIR: &str = "packs";

const FINISHED: &str = ".tar.zst";
const UNFINISHED: &str = ".tar.zst.part";

/// One pack on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PackFile {
    pub(crate) number: u32,
    pub(crate) finished: bool,
    pub(crate) path: PathBuf,
}

/// Returns where pack `number` is, or would be.
pub(crate) fn path_of(packs: &Path, number: u32, finished: bool) -> PathBuf {
    packs.join(format!("{number:06}{}", if finished { FINISHED } else { UNFINISHED }))
}

/// Lists the packs in order; all but the last must be finished, and none missing.
pub(crate) fn list(packs: &Path) -> Result<Vec<PackFile>, StoreError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(packs).at(packs)? {
        let name = entry.at(packs)?.file_name();
        found.extend(name.to_str().and_then(parse_name).map(|(number, finished)| {
            let path = path_of(packs, number, finished);
            PackFile { number, finished, path }
        }));
    }
    found.sort_by_key(|pack| (pack.number, pack.finished));
    let last = found.len().saturating_sub(1);
    for (place, pack) in found.iter().enumerate() {
        if pack.number as usize != place || (!pack.finished && place != last) {
            return Err(StoreError::PackMissing { path: path_of(packs, place as u32, true) });
        }
    }
    Ok(found)
}

/// Reads a pack's number off its name, and whether it is finished.
pub(crate) fn parse_name(name: &str) -> Option<(u32, bool)> {
    let (digits, finished) = match name.strip_suffix(UNFINISHED) {
        Some(digits) => (digits, false),
        None => (name.strip_suffix(FINISHED)?, true),
    };
    let number = digits.parse().ok()?;
    (digits == format!("{number:06}")).then_some((number, finished))
}

/// Opens pack `number` for reading, whichever name it has now.
///
/// The writer may rename it between two attempts; the last name is final.
pub(crate) fn open(packs: &Path, number: u32) -> Result<File, StoreError> {
    for finished in [true, false] {
        match File::open(path_of(packs, number, finished)) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            other => return other.at(&path_of(packs, number, finished)),
        }
    }
    let path = path_of(packs, number, true);
    match File::open(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(StoreError::PackMissing { path }),
        other => other.at(&path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_is_named_by_its_number() {
        let check = |name: &str, expect: Option<(u32, bool)>| assert_eq!(parse_name(name), expect, "{name}");
        check("000000.tar.zst", Some((0, true)));
        check("000012.tar.zst.part", Some((12, false)));
        check("1234567.tar.zst", Some((1_234_567, true)));
        check("12.tar.zst", None);
        check("000012.tar", None);
        check("+00012.tar.zst", None);
    }

    #[test]
    fn a_gap_in_the_sequence_is_told() {
        let check = |names: &[&str], whole: bool| {
            let dir = tempfile::tempdir().expect("a directory");
            names.iter().for_each(|name| fs::write(dir.path().join(name), b"").expect("written"));
            assert_eq!(list(dir.path()).is_ok(), whole, "{names:?}");
        };
        check(&[], true);
        check(&["000000.tar.zst", "000001.tar.zst.part", "notes.txt"], true);
        check(&["000001.tar.zst"], false);
        check(&["000000.tar.zst.part", "000001.tar.zst"], false);
        check(&["000000.tar.zst.part", "000000.tar.zst"], false);
    }
}
