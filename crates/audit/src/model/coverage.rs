//! What the logs could have told: from when to when, and how well.

use super::{AccountId, Limit, Moment, Name, SourceId};

/// What one source tells about one mailbox, or about all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The file.
    pub source: SourceId,
    /// The mailbox; none when the source speaks of the whole system.
    pub mailbox: Option<AccountId>,
    /// First and last moment it speaks of, in milliseconds UTC.
    pub from_ms: i64,
    /// The last.
    pub to_ms: i64,
    /// How well.
    pub quality: Quality,
    /// Why no better: what this source cannot tell.
    pub limits: Vec<Limit>,
}

/// How well a source covers openings by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Each opening by another leaves a record.
    Complete,
    /// Some kinds of opening leave none (on-premises delegates, throttling).
    Partial,
    /// An opening by another reads like the owner's (stock Dovecot logins).
    NotAttributable,
    /// The export stops at a limit (1,000 / 5,000 / 50,000 rows, 10 MB).
    Truncated,
    /// Administration is recorded, openings are not.
    AdministrationOnly,
}

/// The answer for one holder of a right and one mailbox: four, never two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Records show it.
    UseRecorded,
    /// It was possible, and openings need not have left a record.
    PossibleNotRecorded,
    /// It was possible, each opening would have left a record, and none is there.
    LogCompleteNoUseRecorded,
    /// No log speaks of it.
    UnknownNoLog,
}

/// What a snapshot says of the recording of one mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditState {
    /// The file.
    pub source: SourceId,
    /// The row in it, from 1.
    pub record: u64,
    /// The mailbox; none for the whole system.
    pub mailbox: Option<Name>,
    /// When the snapshot was taken, if anything tells.
    pub as_of: Option<Moment>,
    /// Whether acts on it are recorded at all.
    pub enabled: Option<bool>,
    /// Which acts of delegates are recorded, as the system writes them.
    pub delegate: Option<Name>,
    /// Which acts of administrators are recorded.
    pub admin: Option<Name>,
    /// Days that records are kept.
    pub days_kept: Option<u32>,
    /// An account whose acts are never recorded, if the row is about one.
    pub bypass: Option<Name>,
}
