//! Outlook's files of third parties, where they are at hand.

#![allow(clippy::unwrap_used)] // A test may panic.

mod damage;
mod msg;
mod pst;
mod readpst;
mod tnef;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use greffe_mapi::{Item, Storage, rebuild};

/// A file in memory.
pub(crate) struct Memory(pub(crate) Vec<u8>);

impl Storage for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let piece = self.0.get(start..).and_then(|rest| rest.get(..buffer.len()));
        buffer.copy_from_slice(piece.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Returns the files below a folder of the corpora with one of these endings, or says
/// that they are skipped.
#[allow(clippy::print_stdout)] // A skipped test must say so.
pub(crate) fn corpus(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = std::env::var_os("GREFFE_CORPORA").map(PathBuf::from);
    let root =
        root.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"));
    let root = root.join(folder);
    if !root.exists() {
        println!("skipped: {} is not here", root.display());
        return Vec::new();
    }
    let mut files = files_below(&root);
    files.retain(|file| endings.iter().any(|ending| file.to_string_lossy().ends_with(ending)));
    files.sort();
    files
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Returns the message that an item was.
pub(crate) fn rebuilt(item: &Item) -> Vec<u8> {
    let mut octets = Vec::new();
    rebuild(item, &mut octets).unwrap();
    octets
}

/// Returns the value of a header field, unfolded.
pub(crate) fn field(message: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(message);
    let header =
        text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ").replace("\r\n\t", " ");
    header.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim().to_owned()))
}

pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
