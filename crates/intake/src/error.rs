//! Why a whole source cannot be read. A broken file in it is an event, not an error.

use std::io;
use std::path::PathBuf;

use crate::imap::ImapTrouble;

/// A source that is unusable as a whole, or a machine that cannot go on.
///
/// The paths are those that the person typed or set.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// There is nothing at this path.
    #[error("no such file or folder: `{}`", path.display())]
    NotFound {
        /// The source as it was named.
        path: PathBuf,
    },
    /// The file or folder is there but cannot be opened.
    #[error("cannot open `{}`", path.display())]
    Unreadable {
        /// The source as it was named.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A socket or a device: neither a file nor a folder.
    #[error("neither a file nor a folder: `{}`", path.display())]
    NotAFile {
        /// The source as it was named.
        path: PathBuf,
    },
    /// A message too large for memory could not be laid down on disk.
    ///
    /// Everything told before stands; the same source may be read again.
    #[error("cannot write a temporary file in `{}`", dir.display())]
    Spool {
        /// The folder for temporary files.
        dir: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// An account on a mail server.
    ///
    /// Everything told before stands; the same account may be read again.
    #[error("mail server {server}: {trouble}")]
    Imap {
        /// Host and port.
        server: String,
        /// What went wrong.
        #[source]
        trouble: ImapTrouble,
    },
    /// There is no resolver to ask for domain keys.
    #[cfg(feature = "dns")]
    #[error("no resolver to ask")]
    Resolver {
        /// What the resolver's library said.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}
