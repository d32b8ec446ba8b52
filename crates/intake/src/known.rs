//! What an earlier run has committed, and what this one can commit: how an
//! interrupted or repeated import goes on where it stopped.

use greffe_terms::FileState;

/// The caller's memory of earlier runs over this source.
pub trait Known {
    /// Returns what is committed of the file `path` (as in [`Found::path`](crate::Found::path)).
    fn file(&self, path: &str) -> Option<FileState>;

    /// Returns the paths of this source that stood when it was last read.
    fn paths(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A first run: nothing is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn file(&self, _path: &str) -> Option<FileState> {
        None
    }
}

/// Where the reading of one file stands: what [`FileState`] is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProgress {
    /// As in [`Found::path`](crate::Found::path).
    pub path: String,
    /// Offset after the last event's item, after decompression.
    pub committed_bytes: u64,
    /// SHA-256 over the bytes before that offset.
    pub prefix_sha256: [u8; 32],
    /// Messages in those bytes, earlier runs included.
    pub items: u64,
}

/// What was handed in, as a court expert asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFingerprint {
    /// The source as it was named.
    pub path: String,
    /// Length of the file, or of all files of the folder.
    pub bytes: u64,
    /// A file's own SHA-256; for a folder the SHA-256 of what
    /// `sha256sum` would print for its files, in the order of their paths.
    pub sha256: [u8; 32],
}
