//! The fictional affair, audited once for all tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use greffe::Edges;
use greffe::audit::{Audited, audit, audit_demo};
use greffe_report::{Secret, write};
use greffe_texts::Language;
use tempfile::TempDir;

/// The affair's logs, and what the desk says of them.
pub(crate) struct Affair {
    pub(crate) audited: Audited,
    _folder: TempDir,
}

/// Returns the affair.
pub(crate) fn affair() -> &'static Affair {
    static AFFAIR: OnceLock<Affair> = OnceLock::new();
    AFFAIR.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let request = audit_demo(&folder.path().join("logs")).expect("logs are written");
        let audited = audit(&request, Edges::system(), &mut |_| {}).expect("logs are read");
        Affair { audited, _folder: folder }
    })
}

/// A report on disk.
pub(crate) struct Made {
    folder: TempDir,
}

impl Made {
    /// Writes the report of `audited`, in English.
    pub(crate) fn of(audited: &Audited, secret: Option<&Secret>) -> Self {
        let made = Self { folder: tempfile::tempdir().expect("a folder") };
        write(audited, secret, Language::English, &made.dir()).expect("a report is written");
        made
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.folder.path().join("report")
    }

    pub(crate) fn text(&self, name: &str) -> String {
        read(&self.dir().join(name))
    }

    /// Returns the names of all files of the report.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.dir()).expect("a directory");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.expect("an entry").file_name().into_string().expect("a plain name")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
