//! Containers of mail to raw messages: mbox, maildir, MH, folders of `.eml` and
//! `.emlx`, Outlook's PST, OST and MSG, zip and tar of all those, behind gzip, zstd,
//! xz or bzip2; 7z and RAR where somebody unpacks them; and, when built and asked to, an
//! account on an IMAP server.
//!
//! The one idea: a [`Source`] tells a flat story of [`Event`]s, and every byte
//! of what was handed in is in one of them, as a message, as a loose document, as a
//! span in which no message is recognised, as bookkeeping of a mail program, or as a
//! separator of the container. Raw bytes come
//! out exactly as they lie in the file, still quoted: un-quoting is a reading
//! that others make later. Outlook keeps no octets of mail: what comes out of its
//! files is rebuilt, and says so (`rebuilt-from-mapi`).
//!
//! The format is found by content; names only break ties. Nothing is ever
//! written but unnamed temporary files, and a name inside a container is only
//! ever a word in an event, never a path that is opened.
//!
//! What this room is not: it parses no message (beyond seeing whether there is
//! one), keeps no state between runs ([`Known`] is what the caller remembers)
//! and never decides what is a duplicate.

mod bookkeeping;
mod boxed;
mod container;
mod decode;
mod digest;
#[cfg(feature = "dns")]
mod dns;
mod emlx;
mod error;
mod event;
mod flags;
mod header;
mod imap;
mod input;
mod intake;
mod known;
mod listing;
mod mbox;
mod mh;
mod options;
mod outlook;
mod place;
mod postmark;
mod sniff;
mod source;
mod spool;
mod unpack;
mod utf7;
mod walk;

#[cfg(feature = "dns")]
pub use dns::{DnsAnswer, Looked, Resolver, look_up};
pub use error::IntakeError;
pub use event::{Content, Event, Found, Lost, LostReason, Quoting};
pub use imap::{Account, FolderSeen, ImapTrouble, OpenedAccount, Secret, open_account};
pub use known::{FileProgress, Known, NothingKnown, SourceFingerprint};
pub use options::{Limits, Options};
pub use source::{Source, open, open_stdin};
pub use unpack::Unpacker;
