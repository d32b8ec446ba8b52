//! Who speaks in a mail: a person, a list, a mass mailing or a machine.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kind of a mail. Every total is split by it: most "verified" mails of a
/// leak are newsletters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Written by a person to persons, as far as the headers tell.
    Person,
    /// Came through a discussion list.
    List,
    /// A newsletter or another mass mailing.
    Bulk,
    /// Made by a program: bounces, absence notices, calendars, monitors.
    Automatic,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Kind; 4] = [Kind::Person, Kind::List, Kind::Bulk, Kind::Automatic];

    /// Returns the word for it in queries and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::List => "list",
            Kind::Bulk => "bulk",
            Kind::Automatic => "automatic",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownKind)
    }
}

/// A word that names no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a kind: expected person, list, bulk or automatic")]
pub struct UnknownKind;
