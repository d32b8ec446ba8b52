//! What can go wrong at the desk.
//!
//! Errors of the rooms below become a [code](Error::code) and values here; the
//! words for them are the business of the floors above.

use std::path::{Path, PathBuf};

use greffe_audit::{AuditError, TakenWrong};
use greffe_authenticate::{BadObserverKey, NotRecovered};
use greffe_export::ExportError;
use greffe_extract::ExtractError;
use greffe_index::{Expected, IndexError, QueryError};
use greffe_intake::IntakeError;
use greffe_store::StoreError;

use crate::refusal::{innermost, refused};
use crate::view::KeyName;

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
        expected: Wanted,
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
    /// A tag, note or name that is empty or too long.
    #[error("not usable as {what}: 1 to {most} characters")]
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

/// What a query could have held where it went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Code for the texts, e.g. `closing-quote`.
    pub code: &'static str,
    /// Values that the text mentions.
    pub values: Vec<(&'static str, String)>,
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
        Error::Query { query: query.to_owned(), at, end, expected: wanted(&error.expected) }
    }

    /// Returns the code that names the error's texts, e.g. `no-such-message`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Query { .. } => "query",
            Error::NotMade { .. } => "not-made",
            Error::NoSuchMessage { .. } => "no-such-message",
            Error::SeveralMessages { .. } => "several-messages",
            Error::NoSuchPart { .. } => "no-such-part",
            Error::PartNotHeld { .. } => "part-not-held",
            Error::UnknownTimezone { .. } => "unknown-timezone",
            Error::NotEmpty { .. } => "not-empty",
            Error::Write { cause, .. } => io_code(cause, "write"),
            Error::Unusable { .. } => "unusable",
            Error::NoKeys { .. } => "no-keys",
            Error::NoObserverKey { cause: BadObserverKey::Private, .. } => "observer-key-private",
            Error::NoObserverKey { .. } => "no-observer-key",
            Error::NoSuchObserver { .. } => "no-such-observer",
            Error::NotRecovered { cause, .. } => not_recovered_code(*cause),
            Error::NoMissingKeys => "no-missing-keys",
            Error::NoDns => "no-dns",
            Error::StdinOnce => "stdin-once",
            Error::NoWorker => "no-worker",
            Error::ToolsNeedWorker => "tools-need-worker",
            Error::MissingTools { .. } => "missing-tools",
            Error::Worker(error) => worker_code(error),
            Error::Stopped { .. } => "internal",
            Error::Audit(error) => audit_code(error),
            Error::Intake(error) => intake_code(error),
            Error::Store(error) => store_code(error),
            Error::Index(IndexError::Io { source, .. }) => io_code(source, "io"),
            Error::Index(IndexError::Busy) => "index-busy",
            Error::Index(_) => "index",
        }
    }

    /// Returns the values that its texts mention; with what the [system](refused) refused, if it did.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        self.values().into_iter().chain(refused(self)).collect()
    }

    fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Query { query, at, .. } => {
                let column = query.get(..*at).map_or(0, |before| before.chars().count()) + 1;
                vec![("at", column.to_string())]
            }
            Error::NotMade { operator } => vec![("operator", operator.clone())],
            Error::NoSuchMessage { id } => vec![("id", id.clone())],
            Error::SeveralMessages { id, several } => {
                vec![("id", id.clone()), ("several", several.to_string())]
            }
            Error::NoSuchPart { n, parts } => {
                vec![("n", n.to_string()), ("last", parts.saturating_sub(1).to_string())]
            }
            Error::PartNotHeld { n } => vec![("n", n.to_string())],
            Error::UnknownTimezone { name } | Error::NoSuchObserver { name } => vec![("name", name.clone())],
            Error::NotEmpty { path }
            | Error::NoKeys { path }
            | Error::NoObserverKey { path, .. }
            | Error::Write { path, .. } => vec![("path", path.display().to_string())],
            Error::NotRecovered { name, .. } => {
                vec![("domain", name.domain.clone()), ("selector", name.selector.clone())]
            }
            Error::NoMissingKeys
            | Error::NoDns
            | Error::StdinOnce
            | Error::NoWorker
            | Error::ToolsNeedWorker => Vec::new(),
            Error::MissingTools { names } => vec![("names", names.join(", "))],
            Error::Worker(error) => worker_values(error),
            Error::Unusable { what, most } => vec![("what", (*what).to_owned()), ("most", most.to_string())],
            Error::Stopped { part } => vec![("detail", (*part).to_owned())],
            Error::Audit(error) => audit_values(error),
            Error::Intake(error) => intake_values(error),
            Error::Store(error) => store_values(error),
            Error::Index(IndexError::Io { path, .. }) => vec![("path", index_path(path))],
            Error::Index(error) => vec![("detail", error.to_string())],
        }
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

/// Returns the code of what the system refused; `other` where its own words must do.
fn io_code(cause: &std::io::Error, other: &'static str) -> &'static str {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, StorageFull};
    match innermost(cause).kind() {
        PermissionDenied => "denied",
        StorageFull | QuotaExceeded => "disk-full",
        _ => other,
    }
}

/// The path of a file of the index, of which the engine does not always tell the folder, or anything.
fn index_path(path: &Path) -> String {
    match path.components().count() {
        0 => "index".to_owned(),
        1 => format!("index/{}", path.display()),
        _ => path.display().to_string(),
    }
}

fn worker_code(error: &ExtractError) -> &'static str {
    match error {
        ExtractError::NotStarted { .. } => "worker-not-started",
        ExtractError::NotAWorker { .. } => "worker-other-version",
        ExtractError::Unconfined { .. } => "worker-unconfined",
        _ => "internal",
    }
}

fn worker_values(error: &ExtractError) -> Vec<(&'static str, String)> {
    match error {
        ExtractError::NotStarted { program, .. } | ExtractError::NotAWorker { program } => {
            vec![("path", program.display().to_string())]
        }
        ExtractError::Unconfined { missing } => vec![("missing", missing.join(", "))],
        other => vec![("detail", other.to_string())],
    }
}

fn not_recovered_code(cause: NotRecovered) -> &'static str {
    match cause {
        NotRecovered::TooFew => "recover-too-few",
        NotRecovered::Size => "recover-size",
        NotRecovered::Stopped => "recover-stopped",
        _ => "recover-nothing",
    }
}

fn audit_code(error: &AuditError) -> &'static str {
    match error {
        AuditError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => "no-source",
        AuditError::Io { source, .. } => io_code(source, "source-unreadable"),
        AuditError::Rule { .. } => "audit-rule",
        AuditError::Mapping { .. } => "audit-mapping",
        AuditError::Taken { what: TakenWrong::NoFile, .. } => "audit-taken-file",
        AuditError::Taken { what: TakenWrong::NoDay, .. } => "audit-taken-day",
        _ => "internal",
    }
}

fn audit_values(error: &AuditError) -> Vec<(&'static str, String)> {
    match error {
        AuditError::Io { path, .. } => vec![("path", path.display().to_string())],
        AuditError::Taken { file, at, .. } => vec![("file", file.clone()), ("value", at.clone())],
        AuditError::Rule { path, reason } | AuditError::Mapping { path, reason } => {
            vec![("path", path.display().to_string()), ("cause", reason.clone())]
        }
        other => vec![("detail", other.to_string())],
    }
}

fn intake_code(error: &IntakeError) -> &'static str {
    match error {
        IntakeError::NotFound { .. } => "no-source",
        IntakeError::Unreadable { cause, .. } => io_code(cause, "source-unreadable"),
        IntakeError::NotAFile { .. } => "source-not-a-file",
        IntakeError::Spool { cause, .. } => io_code(cause, "write"),
        IntakeError::Imap { trouble, .. } => trouble.code(),
        #[cfg(feature = "dns")]
        IntakeError::Resolver { .. } => "no-resolver",
        _ => "internal",
    }
}

fn intake_values(error: &IntakeError) -> Vec<(&'static str, String)> {
    match error {
        IntakeError::NotFound { path }
        | IntakeError::NotAFile { path }
        | IntakeError::Unreadable { path, .. }
        | IntakeError::Spool { dir: path, .. } => vec![("path", path.display().to_string())],
        IntakeError::Imap { server, trouble } => {
            let server = ("server", server.clone());
            [server].into_iter().chain(trouble.values()).collect()
        }
        other => vec![("detail", other.to_string())],
    }
}

fn store_code(error: &StoreError) -> &'static str {
    match error {
        StoreError::NotAnArchive { .. } => "not-an-archive",
        StoreError::AlreadyAnArchive { .. } => "already-an-archive",
        StoreError::NotEmpty { .. } => "not-empty",
        StoreError::Settings { .. } => "settings",
        StoreError::NewerFormat { .. } => "newer-format",
        StoreError::NetworkFileSystem { .. } => "network-file-system",
        StoreError::ReadOnly { .. } => "read-only",
        StoreError::CatalogueUnusable { .. } => "catalogue-read-only",
        StoreError::CatalogueForeign { .. } => "catalogue-foreign",
        StoreError::CatalogueDamaged { .. } => "catalogue-damaged",
        StoreError::DeskDamaged { .. } => "desk-damaged",
        StoreError::VerdictsDamaged { .. } => "verdicts-damaged",
        StoreError::ReadingsDamaged { .. } => "readings-damaged",
        StoreError::NewerDesk { .. } => "newer-desk",
        StoreError::LogUnread { .. } => "log-unread",
        StoreError::PackDamaged { .. } => "pack-damaged",
        StoreError::PackMissing { .. } => "pack-missing",
        StoreError::DiskFull { .. } => "disk-full",
        StoreError::NotAnIdPrefix { .. } => "id-prefix",
        StoreError::Io { source, .. } => io_code(source, "io"),
        _ => "internal",
    }
}

fn store_values(error: &StoreError) -> Vec<(&'static str, String)> {
    match error {
        StoreError::NotAnArchive { path }
        | StoreError::AlreadyAnArchive { path }
        | StoreError::NotEmpty { path }
        | StoreError::NetworkFileSystem { path }
        | StoreError::ReadOnly { path }
        | StoreError::CatalogueUnusable { path }
        | StoreError::CatalogueForeign { path }
        | StoreError::CatalogueDamaged { path }
        | StoreError::DeskDamaged { path }
        | StoreError::VerdictsDamaged { path }
        | StoreError::ReadingsDamaged { path }
        | StoreError::LogUnread { path }
        | StoreError::NewerDesk { path, .. }
        | StoreError::PackMissing { path }
        | StoreError::DiskFull { path, .. }
        | StoreError::Io { path, .. } => vec![("path", path.display().to_string())],
        StoreError::Settings { path, reason } => {
            vec![("path", path.display().to_string()), ("cause", reason.clone())]
        }
        StoreError::NewerFormat { found, known } => {
            vec![("found", found.to_string()), ("known", known.to_string())]
        }
        StoreError::PackDamaged { path, offset, .. } => {
            vec![("path", path.display().to_string()), ("offset", offset.to_string())]
        }
        StoreError::NotAnIdPrefix { least } => vec![("least", least.to_string())],
        other => vec![("detail", other.to_string())],
    }
}

fn wanted(expected: &Expected) -> Wanted {
    let (code, values) = match expected {
        Expected::Term => ("term", vec![]),
        Expected::TermNotNegatedTwice => ("one-minus", vec![]),
        Expected::LetterOrDigit => ("letter", vec![]),
        Expected::ClosingQuote(quote) => ("closing-quote", vec![("quote", quote.to_string())]),
        Expected::ClosingParenthesis => ("closing-parenthesis", vec![]),
        Expected::OpeningParenthesis => ("opening-parenthesis", vec![]),
        Expected::Field { found, valid } => {
            let near = nearest(found, valid).unwrap_or("none");
            ("field", vec![("found", found.clone()), ("valid", valid.join(", ")), ("near", near.to_owned())])
        }
        Expected::Value { field } => ("value", vec![("field", (*field).to_owned())]),
        Expected::NoFieldInside { field } => ("no-field-inside", vec![("field", (*field).to_owned())]),
        Expected::StarAtEnd => ("star-at-end", vec![]),
        Expected::Distance => ("distance", vec![]),
        Expected::NearDistance { largest } => ("near-distance", vec![("largest", largest.to_string())]),
        Expected::Date => ("date", vec![]),
        Expected::Year => ("year", vec![]),
        Expected::Size => ("size", vec![]),
        Expected::OneOf { field, valid } => {
            ("one-of", vec![("field", (*field).to_owned()), ("valid", valid.join(", "))])
        }
        Expected::HexDigits { least, most } => {
            ("hex-digits", vec![("least", least.to_string()), ("most", most.to_string())])
        }
        Expected::PrintOrMessageId => ("print-or-message-id", vec![]),
        Expected::Shorter { bytes } => ("shorter", vec![("bytes", bytes.to_string())]),
        Expected::Shallower { levels } => ("shallower", vec![("levels", levels.to_string())]),
        Expected::FewerTerms { terms } => ("fewer-terms", vec![("terms", terms.to_string())]),
        Expected::FewerFuzzyWords { words } => ("fewer-fuzzy", vec![("words", words.to_string())]),
        _ => ("term", vec![]),
    };
    Wanted { code, values }
}

/// Returns what a mistyped word was most likely meant to be: two slips away at most.
fn nearest<'a>(found: &str, valid: &[&'a str]) -> Option<&'a str> {
    let slips = |word: &str| strsim::osa_distance(found, word);
    let near = valid.iter().copied().min_by_key(|word| slips(word))?;
    let shorter = found.len().min(near.len());
    (slips(near) <= 2.min(shorter / 2)).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_field_is_guessed_only_if_it_is_near() {
        let valid = ["from", "to", "subject", "year"];
        let check = |found: &str, expect| assert_eq!(nearest(found, &valid), expect, "{found}");
        check("form", Some("from"));
        check("sujet", Some("subject"));
        check("re", None);
        check("https", None);
        check("", None);
        assert_eq!(nearest("x", &[]), None);
    }
}
