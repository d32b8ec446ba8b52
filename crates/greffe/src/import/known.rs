//! What earlier runs have of a source: an import goes on where it stopped.

use greffe_intake::Known;
use greffe_store::Store;
use greffe_terms::FileState;

/// What earlier runs committed, as the catalogue knows it.
pub(super) struct KnownFiles {
    pub(super) store: Store,
    pub(super) mailbox: String,
    pub(super) source: String,
}

impl Known for KnownFiles {
    fn file(&self, path: &str) -> Option<FileState> {
        // A catalogue that cannot be read here fails at the next append, with its own error.
        self.store.file_state(&self.mailbox, &self.source, path).ok()?
    }

    fn paths(&self) -> Vec<String> {
        self.store.known_paths(&self.mailbox, &self.source).unwrap_or_default()
    }
}
