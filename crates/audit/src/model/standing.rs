//! A right as a snapshot found it standing.

use super::{Flags, Moment, Name, Path, Power, SourceId, Target};

/// One row of a permission snapshot: it stood when the snapshot was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The file.
    pub source: SourceId,
    /// The row in it, from 1.
    pub record: u64,
    /// When the snapshot was taken, if anything tells.
    pub as_of: Option<Moment>,
    /// Who holds the right.
    pub beneficiary: Name,
    /// On whose mail.
    pub target: Target,
    /// The system's word for the right.
    pub right: Name,
    /// What it lets one do.
    pub power: Power,
    /// How it reaches the holder.
    pub path: Path,
    /// Where mail goes, for a diversion.
    pub destination: Option<Name>,
    /// Finer points (`DENY`).
    pub flags: Flags,
}
