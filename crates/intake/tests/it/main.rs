//! Sources as the rooms above read them: files, folders, archives, streams.

#![allow(clippy::unwrap_used)] // A test may panic.

mod archives;
mod corpora;
mod folders;
#[cfg(feature = "imap")]
mod imap;
mod mailboxes;
mod outlook;
mod resume;
mod story;
