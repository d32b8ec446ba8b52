//! What can go wrong at the desk.
//!
//! Errors of the rooms below become a code and values here ([`Coded`]); the words
//! for them are the business of the floors above.

mod coded;
mod rooms;
mod wanted;

use std::path::PathBuf;

use greffe_audit::AuditError;
use greffe_authenticate::{BadObserverKey, NotRecovered};
use greffe_export::ExportError;
use greffe_extract::ExtractError;
use greffe_index::{IndexError, QueryError};
use greffe_intake::IntakeError;
use greffe_store::StoreError;

use crate::view::KeyName;

pub use coded::Coded;

/// Whose matter an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// What the person typed or asked for.
    User,
    /// The machine or the archive: permissions, disk, damage.
    Setup,
    /// Ours: please report it.
    Internal,
}

/// An error of the desk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A query that cannot be read.
    #[error("cannot read the query at byte {at}: expected {}", expected.code)]
    Query {
        /// As typed.
        query: String,
        /// First byte of what is wrong.
        at: usize,
        /// End of what is wrong; `at` where something is missing.
        end: usize,
        /// What was expected there.
        expected: Coded,
    },
    /// An operator whose data has not been made: no answer would be true.
    #[error("the data of `{operator}:` has not been made")]
    NotMade {
        /// Its name.
        operator: String,
    },
    /// No message has this id.
    #[error("no message has this id")]
    NoSuchMessage {
        /// As typed.
        id: String,
    },
    /// Several messages have an id that begins so.
    #[error("{several} messages have an id that begins so")]
    SeveralMessages {
        /// As typed.
        id: String,
        /// How many at least.
        several: usize,
    },
    /// A message has no such part, or the part holds no bytes of its own.
    #[error("no part {n}")]
    NoSuchPart {
        /// The number asked for.
        n: usize,
        /// How many parts there are.
        parts: usize,
    },
    /// A part of a message too long to be held is too long itself.
    #[error("part {n} is not held whole")]
    PartNotHeld {
        /// The number asked for.
        n: usize,
    },
    /// No time zone has this name.
    #[error("unknown time zone")]
    UnknownTimezone {
        /// As typed.
        name: String,
    },
    /// A directory to write to holds files.
    #[error("`{}` is not empty", path.display())]
    NotEmpty {
        /// The directory.
        path: PathBuf,
    },
    /// A file beside the archive could not be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// Another search is kept under the name.
    #[error("another search has this name")]
    NameTaken,
    /// A tag, note or name that is empty or too long, or holds what cannot be seen.
    #[error("not usable as {what}: 1 to {most} characters that can be seen")]
    Unusable {
        /// `tag`, `note` or `name`.
        what: &'static str,
        /// The most characters it may have.
        most: usize,
    },
    /// A file of keys in which no key is found.
    #[error("no domain key in `{}`", path.display())]
    NoKeys {
        /// The file.
        path: PathBuf,
    },
    /// A file, or a setting, in which the public key of an observer should be.
    #[error("no public key of an observer in `{}`: {cause}", path.display())]
    NoObserverKey {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: BadObserverKey,
    },
    /// The archive trusts nobody of this name.
    #[error("nobody of this name is trusted")]
    NoSuchObserver {
        /// As typed.
        name: String,
    },
    /// A key that could not be computed from the signatures of an archive.
    #[error("no key of {} with selector {} was recovered: {cause}", name.domain, name.selector)]
    NotRecovered {
        /// The key.
        name: KeyName,
        /// Why.
        cause: NotRecovered,
    },
    /// No message of the archive lacks a key.
    #[error("no key is missing")]
    NoMissingKeys,
    /// This greffe was built without a DNS client.
    #[error("built without the DNS client")]
    NoDns,
    /// Standard input was named where the sources are read twice.
    #[error("standard input can be read only once")]
    StdinOnce,
    /// The program that reads files is not installed.
    #[error("no worker that reads files is installed")]
    NoWorker,
    /// Tools were named that only the worker of all formats asks.
    #[error("tools need the worker that reads all formats")]
    ToolsNeedWorker,
    /// Tools were named that are not installed.
    #[error("not installed: {}", names.join(", "))]
    MissingTools {
        /// Programs, and languages as `tesseract fra`.
        names: Vec<String>,
    },
    /// The program that reads files cannot be asked.
    #[error(transparent)]
    Worker(#[from] ExtractError),
    /// A part of the program stopped without saying why.
    #[error("the {part} stopped")]
    Stopped {
        /// Its name.
        part: &'static str,
    },
    /// Something that was handed in to be audited.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The source.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index.
    #[error(transparent)]
    Index(IndexError),
}

impl From<IndexError> for Error {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::NotMade { operator } => Error::NotMade { operator: operator.to_string() },
            other => Error::Index(other),
        }
    }
}

impl From<ExportError> for Error {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotEmpty { path } => Error::NotEmpty { path },
            ExportError::Write { path, cause } => Error::Write { path, cause },
            _ => Error::Stopped { part: "export" },
        }
    }
}

impl Error {
    pub(crate) fn query(query: &str, error: &QueryError) -> Self {
        let (at, end) = (error.at.start, error.at.end);
        Error::Query { query: query.to_owned(), at, end, expected: wanted::wanted(&error.expected) }
    }

    /// Returns what names its texts, and what they mention; with what the
    /// [system](crate::refused) refused, if it did.
    pub fn coded(&self) -> Coded {
        let coded = match self {
            Error::Query { query, at, .. } => {
                let column = query.get(..*at).map_or(0, |before| before.chars().count()) + 1;
                Coded::new("query", [("at", column.to_string())])
            }
            Error::NotMade { operator } => Coded::new("not-made", [("operator", operator.clone())]),
            Error::NoSuchMessage { id } => Coded::new("no-such-message", [("id", id.clone())]),
            Error::SeveralMessages { id, several } => {
                Coded::new("several-messages", [("id", id.clone()), ("several", several.to_string())])
            }
            Error::NoSuchPart { n, parts } => Coded::new(
                "no-such-part",
                [("n", n.to_string()), ("last", parts.saturating_sub(1).to_string())],
            ),
            Error::PartNotHeld { n } => Coded::new("part-not-held", [("n", n.to_string())]),
            Error::UnknownTimezone { name } => Coded::new("unknown-timezone", [("name", name.clone())]),
            Error::NotEmpty { path } => Coded::at("not-empty", path),
            Error::Write { path, cause } => Coded::at(rooms::io_code(cause, "write"), path),
            Error::NameTaken => Coded::bare("name-taken"),
            Error::Unusable { what, most } => {
                Coded::new("unusable", [("what", (*what).to_owned()), ("most", most.to_string())])
            }
            Error::NoKeys { path } => Coded::at("no-keys", path),
            Error::NoObserverKey { path, cause: BadObserverKey::Private } => {
                Coded::at("observer-key-private", path)
            }
            Error::NoObserverKey { path, .. } => Coded::at("no-observer-key", path),
            Error::NoSuchObserver { name } => Coded::new("no-such-observer", [("name", name.clone())]),
            Error::NotRecovered { name, cause } => Coded::new(
                rooms::not_recovered_code(*cause),
                [("domain", name.domain.clone()), ("selector", name.selector.clone())],
            ),
            Error::NoMissingKeys => Coded::bare("no-missing-keys"),
            Error::NoDns => Coded::bare("no-dns"),
            Error::StdinOnce => Coded::bare("stdin-once"),
            Error::NoWorker => Coded::bare("no-worker"),
            Error::ToolsNeedWorker => Coded::bare("tools-need-worker"),
            Error::MissingTools { names } => Coded::new("missing-tools", [("names", names.join(", "))]),
            Error::Worker(error) => rooms::worker(error),
            Error::Stopped { part } => Coded::internal(part),
            Error::Audit(error) => rooms::audit(error),
            Error::Intake(error) => rooms::intake(error),
            Error::Store(error) => rooms::store(error),
            Error::Index(error) => rooms::index(error),
        };
        coded.because_of(self)
    }

    /// Returns the code that names the error's texts, e.g. `no-such-message`.
    pub fn code(&self) -> &'static str {
        self.coded().code
    }

    /// Says whose matter it is.
    pub fn fault(&self) -> Fault {
        match self.code() {
            "internal" => Fault::Internal,
            "query"
            | "not-made"
            | "no-such-message"
            | "several-messages"
            | "no-such-part"
            | "part-not-held"
            | "unusable"
            | "name-taken"
            | "unknown-timezone"
            | "not-empty"
            | "no-keys"
            | "no-observer-key"
            | "observer-key-private"
            | "no-such-observer"
            | "no-missing-keys"
            | "stdin-once"
            | "recover-too-few"
            | "recover-size"
            | "recover-nothing"
            | "recover-stopped"
            | "no-source"
            | "imap-address"
            | "imap-password-in-address"
            | "imap-no-secret"
            | "imap-login"
            | "imap-no-folder"
            | "id-prefix"
            | "audit-rule"
            | "audit-mapping"
            | "audit-taken-file"
            | "audit-taken-day" => Fault::User,
            _ => Fault::Setup,
        }
    }
}
