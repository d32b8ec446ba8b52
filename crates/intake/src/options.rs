//! How far intake goes: where it spools, and what it refuses.

use std::path::PathBuf;
use std::sync::Arc;

use crate::unpack::Unpacker;

/// Settings of one reading.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder for unnamed temporary files (messages over
    /// [`Limits::spool_above_bytes`], zip files inside streams).
    pub spool_dir: PathBuf,
    /// What is refused.
    pub limits: Limits,
    /// Who unpacks archives that are not read here (7z, RAR), if somebody does.
    pub unpacker: Option<Arc<dyn Unpacker>>,
}

impl Options {
    /// Returns the default limits with this folder for temporary files.
    pub fn new(spool_dir: impl Into<PathBuf>) -> Self {
        Self { spool_dir: spool_dir.into(), limits: Limits::default(), unpacker: None }
    }
}

/// Limits against archives made to exhaust the reader.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Archives and compressions inside one another.
    pub depth: usize,
    /// Entries of one archive.
    pub entries: u64,
    /// Bytes produced for each byte read, once [`Self::ratio_free_bytes`] were produced.
    pub ratio: u64,
    /// Bytes that may be produced whatever the ratio.
    pub ratio_free_bytes: u64,
    /// Bytes that one file of the source may produce, all levels counted.
    pub total_bytes: u64,
    /// A message longer than this is written to a temporary file.
    pub spool_above_bytes: u64,
    /// How much of such a message is also given in memory.
    pub prefix_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 5,
            entries: 1_000_000,
            ratio: 200,
            ratio_free_bytes: 10 << 20,
            total_bytes: 1 << 40,
            spool_above_bytes: 64 << 20,
            prefix_bytes: 16 << 20,
        }
    }
}
