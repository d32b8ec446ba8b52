//! What earlier runs have of a source: an import goes on where it stopped.

use greffe_intake::{FileState, Fingerprint, Known};
use greffe_store::Store;

/// What earlier runs committed, as the catalogue knows it.
pub(super) struct KnownFiles {
    pub(super) store: Store,
    pub(super) mailbox: String,
    pub(super) source: String,
}

impl Known for KnownFiles {
    fn file(&self, path: &str) -> Option<FileState> {
        // A catalogue that cannot be read here fails at the next append, with its own error.
        let state = self.store.file_state(&self.mailbox, &self.source, path).ok()??;
        Some(FileState {
            committed_bytes: state.committed_bytes,
            prefix_sha256: state.prefix_sha256,
            items: state.items,
            finished: state.finished.map(|end| Fingerprint { bytes: end.bytes, sha256: end.sha256 }),
        })
    }
}
