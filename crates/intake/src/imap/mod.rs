//! Mail that is still on a server: read over IMAP (RFC 3501, 9051), changing nothing there.
//!
//! The one idea: what is said to the server is a handful of commands that only read
//! (`EXAMINE`, `BODY.PEEK[]`), and what it answers is as hostile as any file. Answers
//! are cut out of the stream here, within bounds, and a message flows to where all
//! messages go without being held twice; `imap-proto` reads what is around it.
//!
//! Each message is a file of the source: `Sent/;UIDVALIDITY=7;UID=12`, in the words of
//! RFC 5092. A server promises never to give that name to other bytes, so what an
//! earlier run has is not fetched again.
//!
//! What it is not: a synchroniser. Nothing is written, moved, marked or deleted, and
//! what vanishes from the server stays in the archive.

#[cfg_attr(not(feature = "imap"), expect(dead_code, reason = "nothing reads it without the client"))]
mod account;
#[cfg(feature = "imap")]
mod connect;
#[cfg(feature = "imap")]
mod folders;
#[cfg(feature = "imap")]
mod reply;
#[cfg(feature = "imap")]
mod session;
#[cfg(feature = "imap")]
mod source;
mod trouble;
#[cfg(feature = "imap")]
mod wire;

pub use account::{Account, Secret};
pub use trouble::ImapTrouble;

use crate::error::IntakeError;
use crate::options::Options;
use crate::source::Source;

/// A folder of an account, as it was before its mail was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderSeen {
    /// Its name, decoded, `/` between levels.
    pub name: String,
    /// What it is for, if the server says (RFC 6154): `sent`, `trash`, `archive`...
    pub purpose: Option<&'static str>,
    /// Messages in it; `None` if the server does not say.
    pub messages: Option<u64>,
}

/// An account that is logged in to.
pub struct OpenedAccount {
    /// What will be read, in this order.
    pub folders: Vec<FolderSeen>,
    /// The reading.
    pub source: Box<dyn Source>,
}

/// Connects to an account's server, logs in and lists its folders.
///
/// # Errors
/// `Imap`: nothing was read.
pub fn open_account(account: &Account, options: &Options) -> Result<OpenedAccount, IntakeError> {
    #[cfg(feature = "imap")]
    return source::open(account, options);
    #[cfg(not(feature = "imap"))]
    {
        let _ = options;
        let server = account.name().to_owned();
        Err(IntakeError::Imap { server, trouble: ImapTrouble::NotBuilt })
    }
}
