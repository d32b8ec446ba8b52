//! What can go wrong with the directory of a report.

use std::path::PathBuf;

use greffe::Coded;

/// An error of this room.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The directory holds files that no report of ours made.
    #[error("`{}` is not empty, and no earlier report", path.display())]
    NotEmpty {
        /// The directory.
        path: PathBuf,
    },
    /// No report stands in the directory, or its manifest cannot be read.
    #[error("no report in `{}`", path.display())]
    NoReport {
        /// The directory.
        path: PathBuf,
    },
    /// The report was made by a greffe that knows more.
    #[error("the report in `{}` is of a newer format", path.display())]
    Newer {
        /// The directory.
        path: PathBuf,
    },
    /// The key of the pseudonyms is not where it was put.
    #[error("no key of pseudonyms at `{}`", path.display())]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// A file could not be written or read.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// A page could not be filled: ours.
    #[error("a page could not be filled")]
    Page,
}

impl ReportError {
    /// Returns what names its texts, and what they mention.
    pub fn coded(&self) -> Coded {
        match self {
            ReportError::NotEmpty { path } => Coded::at("report-not-empty", path),
            ReportError::NoReport { path } => Coded::at("no-report", path),
            ReportError::Newer { path } => Coded::at("report-newer", path),
            ReportError::NoKey { path } => Coded::at("report-no-key", path),
            ReportError::Write { path, cause } => Coded::at("write", path).because_of(cause),
            ReportError::Page => Coded::internal("report"),
        }
    }
}
