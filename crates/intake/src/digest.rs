//! Length and SHA-256 of what flows by.

use greffe_terms::Fingerprint;
use sha2::{Digest as _, Sha256};

/// A running SHA-256 that also counts.
#[derive(Clone, Default)]
pub(crate) struct Digest {
    sha: Sha256,
    bytes: u64,
}

impl Digest {
    /// Adds what was read.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.sha.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// Returns how many bytes were added.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Returns length and hash so far; more may be added after.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint { bytes: self.bytes, sha256: self.sha.clone().finalize().into() }
    }
}
