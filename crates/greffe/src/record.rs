//! The recorder: told of each act of reading *before* the answer is given.
//!
//! An archive that is not sealed asks for no record: a reporter's seized laptop
//! must not list what the newsroom looked for. Sealed archives will answer
//! nothing that could not be recorded first; this is the place for it.

use crate::Error;

/// An act of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Act {
    /// A search, with or without facets.
    Search,
    /// Correspondents listed: who wrote to whom.
    Correspondents,
    /// A message shown.
    View,
    /// Octets handed out: a raw message, a part, an export.
    HandOut,
}

/// Keeps an account of acts.
pub trait Recorder: Send + Sync {
    /// Records an act. The answer is given only after this has returned `Ok`.
    ///
    /// # Errors
    /// When the act could not be recorded; then nothing is shown.
    fn record(&self, act: Act) -> Result<Recorded, Error>;
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recorded {
    /// The archive's settings ask for no record.
    NotAsked,
}

/// The recorder of archives that ask for no record.
pub(crate) struct NotAsked;

impl Recorder for NotAsked {
    fn record(&self, _act: Act) -> Result<Recorded, Error> {
        Ok(Recorded::NotAsked)
    }
}
