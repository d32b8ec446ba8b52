//! A point in time as a log tells it, with how sure its zone is.

use super::Name;

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc_ms: i64,
    /// How the zone is known.
    pub zone: Zone,
    /// What the log wrote, kept when the zone was not explicit.
    pub raw: Option<Name>,
}

/// How the zone of a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// The record says it (`Z`, `+02:00`), or its form is documented to be UTC.
    Explicit,
    /// The record does not; the zone is the one that was asked for, or UTC.
    Assumed,
    /// Neither zone nor order can be told (the hour that a clock change repeats,
    /// a date of which day and month could be either).
    Unknown,
}
