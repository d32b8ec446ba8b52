//! What can go wrong in this room.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::query::NotMade;

/// Why the index could not do what was asked. The index is a view: whatever
/// happened to it, it can be wiped and made again.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The file system refused.
    #[error("`{path}`: {source}")]
    Io {
        /// The file or folder, as far as it is known.
        path: PathBuf,
        /// What the system said.
        source: Arc<io::Error>,
    },
    /// The index was written by a greffe that this one does not understand.
    #[error("the index has a format that this version does not read: {found}")]
    UnknownFormat {
        /// What was found there.
        found: String,
    },
    /// The files of the index contradict each other or themselves.
    #[error("the index is damaged: {detail}")]
    Damaged {
        /// Which file, or what was met.
        detail: String,
    },
    /// Somebody else is writing to the index.
    #[error("the index is being written by another process")]
    Busy,
    /// The engine failed in a way that has no name here.
    #[error("the index engine failed: {detail}")]
    Engine {
        /// Its own words.
        detail: String,
    },
    /// No time zone has this name.
    #[error("no time zone is named `{name}`")]
    UnknownTimezone {
        /// The name.
        name: String,
    },
    /// The query uses an operator whose data no room has made yet.
    #[error("`{operator}:` cannot be answered: this archive has no such data")]
    NotMade {
        /// The operator.
        operator: NotMade,
    },
}

impl IndexError {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source: Arc::new(source) }
    }

    pub(crate) fn damaged(detail: impl ToString) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::IncompatibleIndex(found) => Self::UnknownFormat { found: format!("{found:?}") },
            TantivyError::OpenReadError(error) => error.into(),
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
                Self::Io { path: filepath, source: io_error }
            }
            TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, directory_path }) => {
                Self::Io { path: directory_path, source: io_error }
            }
            TantivyError::IoError(source) => Self::Io { path: PathBuf::new(), source },
            TantivyError::LockFailure(..) => Self::Busy,
            TantivyError::DataCorruption(found) => Self::Damaged { detail: format!("{found:?}") },
            error => Self::Engine { detail: error.to_string() },
        }
    }
}

impl From<OpenReadError> for IndexError {
    fn from(error: OpenReadError) -> Self {
        match error {
            OpenReadError::FileDoesNotExist(path) => {
                Self::Damaged { detail: format!("`{}` is missing", path.display()) }
            }
            OpenReadError::IncompatibleIndex(found) => Self::UnknownFormat { found: format!("{found:?}") },
            OpenReadError::IoError { io_error, filepath } => Self::Io { path: filepath, source: io_error },
        }
    }
}

/// Reads of segment files; the file's name is not known there.
impl From<io::Error> for IndexError {
    fn from(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::damaged(source),
            _ => Self::Io { path: PathBuf::new(), source: Arc::new(source) },
        }
    }
}

/// Runs what reads the engine's files. On damaged ones tantivy may panic
/// ("either panics or returns this error", its documentation says): that is
/// damage too, and no reason to take a whole server down.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(IndexError::damaged("reading a segment failed beyond an error")))
}
