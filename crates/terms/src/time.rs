//! When: seconds, and where a message's date was read.

use serde::{Deserialize, Serialize};

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted; may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// Which line of a message its date was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// The `Date` header (RFC 5322 §3.6.1).
    Date,
    /// The topmost `Received` header that has a date.
    Received,
    /// No line of the message gives a date; the catalogue may still know the
    /// mbox `From ` line's.
    Unknown,
}
