//! Why working copies could not be written.

use std::io;
use std::path::{Path, PathBuf};

/// An error of an export. What was written before it stays, without a manifest.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The directory holds files that are not this export's.
    #[error("`{}` is not empty", path.display())]
    NotEmpty {
        /// The directory.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What it said.
        #[source]
        cause: io::Error,
    },
}

pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T, ExportError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, ExportError> {
        self.map_err(|cause| ExportError::Write { path: path.to_owned(), cause })
    }
}
