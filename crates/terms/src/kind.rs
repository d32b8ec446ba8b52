//! Who speaks in a mail: a person, a list, a mass mailing or a machine; or that an item is no mail.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kind of an item. Every total is split by it: most "verified" mails of a
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
    /// No mail: a loose document that lay beside it.
    Document,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Kind; 5] = [Kind::Person, Kind::List, Kind::Bulk, Kind::Automatic, Kind::Document];

    /// The kinds of mail, in that order: totals of messages and verdicts are split by these.
    pub const MAIL: [Kind; 4] = [Kind::Person, Kind::List, Kind::Bulk, Kind::Automatic];

    /// Returns what an item of this kind is.
    pub const fn nature(self) -> Nature {
        match self {
            Kind::Document => Nature::Document,
            Kind::Person | Kind::List | Kind::Bulk | Kind::Automatic => Nature::Mail,
        }
    }

    /// Returns the word for it in queries and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::List => "list",
            Kind::Bulk => "bulk",
            Kind::Automatic => "automatic",
            Kind::Document => "document",
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

/// What an item of an archive is, before anybody reads it: how it was found says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// A message.
    #[default]
    Mail,
    /// A file that is no mail and lay beside it.
    Document,
}

impl Nature {
    /// Says whether it is mail.
    pub fn is_mail(&self) -> bool {
        *self == Nature::Mail
    }
}

/// A word that names no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a kind: expected person, list, bulk, automatic or document")]
pub struct UnknownKind;
