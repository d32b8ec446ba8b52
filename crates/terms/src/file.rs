//! How far a file was read.

/// What earlier runs committed of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// Everything before this offset (after decompression) is committed.
    pub committed_bytes: u64,
    /// SHA-256 over the bytes before that offset.
    pub prefix_sha256: [u8; 32],
    /// Messages in those bytes.
    pub items: u64,
    /// The whole file, if it was read to its end.
    pub finished: Option<Fingerprint>,
}

/// Length and hash of a whole file as it lies on disk or in its container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
}
