//! The errors of the rooms below, as the texts know them.

use std::io;
use std::path::Path;

use greffe_audit::{AuditError, TakenWrong};
use greffe_authenticate::NotRecovered;
use greffe_extract::ExtractError;
use greffe_index::IndexError;
use greffe_intake::IntakeError;
use greffe_store::StoreError;

use super::Coded;
use crate::refusal::{innermost, is_out_of_files};

/// Primary result codes of SQLite (<https://sqlite.org/rescode.html>).
mod sqlite {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const NO_MEMORY: i32 = 7;
    pub(super) const INPUT_OUTPUT: i32 = 10;
    pub(super) const CANNOT_OPEN: i32 = 14;
}

/// Returns the code of what the system refused; `other` where its own words must do.
pub(super) fn io_code(cause: &io::Error, other: &'static str) -> &'static str {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, StorageFull};
    let cause = innermost(cause);
    match cause.kind() {
        PermissionDenied => "denied",
        StorageFull | QuotaExceeded => "disk-full",
        _ if is_out_of_files(cause) => "too-many-files",
        _ => other,
    }
}

pub(super) fn worker(error: &ExtractError) -> Coded {
    match error {
        ExtractError::NotStarted { program, .. } => Coded::at("worker-not-started", program),
        ExtractError::NotAWorker { program } => Coded::at("worker-other-version", program),
        ExtractError::Unconfined { missing } => {
            Coded::new("worker-unconfined", [("missing", missing.join(", "))])
        }
        other => Coded::internal(other),
    }
}

pub(super) fn not_recovered_code(cause: NotRecovered) -> &'static str {
    match cause {
        NotRecovered::TooFew => "recover-too-few",
        NotRecovered::Size => "recover-size",
        NotRecovered::Stopped => "recover-stopped",
        _ => "recover-nothing",
    }
}

pub(super) fn audit(error: &AuditError) -> Coded {
    match error {
        AuditError::Io { path, source } if source.kind() == io::ErrorKind::NotFound => {
            Coded::at("no-source", path)
        }
        AuditError::Io { path, source } => Coded::at(io_code(source, "source-unreadable"), path),
        AuditError::Rule { path, reason } => Coded::at("audit-rule", path).with("cause", reason),
        AuditError::Mapping { path, reason } => Coded::at("audit-mapping", path).with("cause", reason),
        AuditError::Taken { file, at, what } => {
            let code = match what {
                TakenWrong::NoFile => "audit-taken-file",
                TakenWrong::NoDay => "audit-taken-day",
            };
            Coded::new(code, [("file", file.clone()), ("value", at.clone())])
        }
        other => Coded::internal(other),
    }
}

pub(super) fn intake(error: &IntakeError) -> Coded {
    match error {
        IntakeError::NotFound { path } => Coded::at("no-source", path),
        IntakeError::Unreadable { path, cause } => Coded::at(io_code(cause, "source-unreadable"), path),
        IntakeError::NotAFile { path } => Coded::at("source-not-a-file", path),
        IntakeError::Spool { dir, cause } => Coded::at(io_code(cause, "write"), dir),
        IntakeError::Imap { server, trouble } => {
            let mut coded = Coded::new(trouble.code(), [("server", server.clone())]);
            coded.values.extend(trouble.values());
            coded
        }
        #[cfg(feature = "dns")]
        IntakeError::Resolver { .. } => Coded::new("no-resolver", [("detail", error.to_string())]),
        other => Coded::internal(other),
    }
}

pub(super) fn store(error: &StoreError) -> Coded {
    match error {
        StoreError::NotAnArchive { path } => Coded::at("not-an-archive", path),
        StoreError::AlreadyAnArchive { path } => Coded::at("already-an-archive", path),
        StoreError::NotEmpty { path } => Coded::at("not-empty", path),
        StoreError::NetworkFileSystem { path } => Coded::at("network-file-system", path),
        StoreError::ReadOnly { path } => Coded::at("read-only", path),
        StoreError::CatalogueUnusable { path } => Coded::at("catalogue-read-only", path),
        StoreError::CatalogueForeign { path } => Coded::at("catalogue-foreign", path),
        StoreError::CatalogueDamaged { path } => Coded::at("catalogue-damaged", path),
        StoreError::DeskDamaged { path } => Coded::at("desk-damaged", path),
        StoreError::VerdictsDamaged { path } => Coded::at("verdicts-damaged", path),
        StoreError::ReadingsDamaged { path } => Coded::at("readings-damaged", path),
        StoreError::NewerDesk { path, .. } => Coded::at("newer-desk", path),
        StoreError::LogUnread { path } => Coded::at("log-unread", path),
        StoreError::PackMissing { path } => Coded::at("pack-missing", path),
        StoreError::DiskFull { path, .. } => Coded::at("disk-full", path),
        StoreError::Io { path, source } => Coded::at(io_code(source, "io"), path),
        StoreError::Settings { path, reason } => Coded::at("settings", path).with("cause", reason),
        StoreError::PackDamaged { path, offset, .. } => {
            Coded::at("pack-damaged", path).with("offset", offset)
        }
        StoreError::NewerFormat { found, known } => {
            Coded::new("newer-format", [("found", found.to_string()), ("known", known.to_string())])
        }
        StoreError::NotAnIdPrefix { least } => Coded::new("id-prefix", [("least", least.to_string())]),
        StoreError::Sqlite { path, source } => {
            let result = source.sqlite_error().map(|error| error.extended_code & 0xff);
            result.and_then(|result| database(result, path)).unwrap_or_else(|| Coded::internal(error))
        }
        other => Coded::internal(other),
    }
}

/// What SQLite answers when the machine is the matter; it does not say what the system said.
fn database(result: i32, path: &Path) -> Option<Coded> {
    Some(match result {
        sqlite::BUSY | sqlite::LOCKED => Coded::at("database-busy", path),
        sqlite::CANNOT_OPEN => Coded::at("database-unopened", path),
        sqlite::INPUT_OUTPUT => Coded::at("io", path).with("refused", "device"),
        sqlite::NO_MEMORY => Coded::at("io", path).with("refused", "memory"),
        _ => return None,
    })
}

pub(super) fn index(error: &IndexError) -> Coded {
    match error {
        IndexError::Io { path, source } => Coded::new(io_code(source, "io"), [("path", index_path(path))]),
        IndexError::Busy => Coded::bare("index-busy"),
        IndexError::UnknownTimezone { name } => Coded::new("settings-timezone", [("name", name.clone())]),
        IndexError::Damaged { .. } | IndexError::UnknownFormat { .. } => Coded::bare("index-damaged"),
        other => Coded::new("index", [("detail", other.to_string())]),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_machine_refuses_a_database_is_no_fault_of_ours() {
        let check = |result: i32, expect: Option<&str>| {
            let coded = database(result, Path::new("a/desk.db"));
            assert_eq!(coded.map(|coded| coded.code), expect, "{result}");
        };
        check(14, Some("database-unopened"));
        check(5, Some("database-busy"));
        check(6, Some("database-busy"));
        check(10, Some("io"));
        check(7, Some("io"));
        check(1, None);
    }

    #[test]
    fn an_index_says_what_happened_to_it_without_its_engine_s_words() {
        let damaged = IndexError::Damaged { detail: "`meta.json` is missing".to_owned() };
        assert_eq!(index(&damaged), Coded::bare("index-damaged"));
        let full =
            IndexError::Io { path: "meta.json".into(), source: io::Error::from_raw_os_error(24).into() };
        assert_eq!(index(&full), Coded::at("too-many-files", Path::new("index/meta.json")));
    }
}
