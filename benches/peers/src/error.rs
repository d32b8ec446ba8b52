//! What can keep a measurement from being made.

use std::io;
use std::path::{Path, PathBuf};

/// Why there is no table.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PeersError {
    /// The command line cannot be read.
    #[error("the command line cannot be read")]
    Usage,
    /// Reading or writing failed.
    #[error("{}: {cause}", path.display())]
    File { path: PathBuf, cause: io::Error },
    /// A program could not be started.
    #[error("`{program}` could not be started: {cause}")]
    Start { program: String, cause: io::Error },
    /// A program ended with an error.
    #[error("`{program}` ended with {status}\n{stderr}")]
    Failed { program: String, status: String, stderr: String },
    /// A program answered something else than expected.
    #[error("`{program}` answered {answer:?}, {expected} was expected")]
    Answer { program: String, answer: String, expected: &'static str },
    /// A Debian package is missing and was not installed.
    #[error("{packages} missing; install with `apt-get install {packages}` or answer yes (`--yes`)")]
    Missing { packages: String },
    /// The mail given has no message in it.
    #[error("{}: no line begins with `From `: this is no mbox", path.display())]
    NoMbox { path: PathBuf },
}

impl PeersError {
    /// Returns what makes a [`PeersError::File`] of this path.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> PeersError {
        let path = path.to_owned();
        move |cause| PeersError::File { path, cause }
    }
}
