//! What a mail program had marked on a message.

use serde::{Deserialize, Serialize};

/// Marks of the source on one occurrence of a message (maildir letters,
/// `Status`, `X-Mozilla-Status`). Facts of the source, never edited by greffe.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Flags {
    /// Read.
    pub seen: bool,
    /// Answered.
    pub answered: bool,
    /// Starred, important.
    pub flagged: bool,
    /// A draft.
    pub draft: bool,
    /// Marked for deletion, not yet removed.
    pub deleted: bool,
    /// Forwarded, resent or bounced.
    pub passed: bool,
}
