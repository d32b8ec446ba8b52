//! From when to when somebody could open a mailbox.

use super::{AccountId, Name, Power, SourceId, System};

/// A right of one account on one mailbox, or on all, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessInterval {
    /// Who could.
    pub beneficiary: AccountId,
    /// On whose mail; none stands for every mailbox.
    pub mailbox: Option<AccountId>,
    /// The system's word for the right.
    pub right: Name,
    /// What it lets one do.
    pub power: Power,
    /// Since when.
    pub start: Bound,
    /// Until when.
    pub end: Bound,
    /// Who executed the grant, if a record tells.
    pub granted_by: Option<AccountId>,
    /// How the right reached the holder.
    pub path: Path,
    /// Where mail goes, for a diversion.
    pub destination: Option<Name>,
    /// The system it holds in: the command that ends it depends on it.
    pub system: System,
    /// The records that tell: (file, record).
    pub evidence: Vec<(SourceId, u64)>,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Milliseconds since 1970 UTC; none when only the basis can be told.
    pub utc_ms: Option<i64>,
    /// What it rests on.
    pub basis: BoundBasis,
    /// For what happened between two looks ([`BoundBasis::GoneBetween`]): the earlier look.
    pub not_before_ms: Option<i64>,
}

/// What one end of an interval rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoundBasis {
    /// A record of the act.
    Event,
    /// It stood in a snapshot without a grant in the logs: at or before their first day.
    AtOrBefore,
    /// It stood in the last snapshot, or nothing ended it: open.
    StillOpen,
    /// It was gone from a later snapshot: between the two.
    GoneBetween,
    /// Another took its place, of which there can be but one: at or before that moment.
    Replaced,
    /// Somebody else gave the same right again: it goes on, and another answers for it.
    GivenAgain,
    /// The mailbox or account ceased.
    Ceased,
    /// Nothing tells.
    Unknown,
}

/// How a right reaches its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// By name.
    Direct,
    /// As a member of a group.
    Group(Name),
    /// By an administrative role.
    Role(Name),
    /// From a container above the mailbox.
    Inherited,
    /// Given by configuration (master users, transport rules).
    Configuration,
}
