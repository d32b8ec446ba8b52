//! What can go wrong with the directory of a report.

use std::path::PathBuf;

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
    /// Returns the code that names the error's texts.
    pub fn code(&self) -> &'static str {
        match self {
            ReportError::NotEmpty { .. } => "report-not-empty",
            ReportError::NoReport { .. } => "no-report",
            ReportError::Newer { .. } => "report-newer",
            ReportError::NoKey { .. } => "report-no-key",
            ReportError::Write { .. } => "write",
            ReportError::Page => "internal",
        }
    }

    /// Returns the values that its texts mention.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            ReportError::NotEmpty { path }
            | ReportError::NoReport { path }
            | ReportError::Newer { path }
            | ReportError::NoKey { path } => vec![("path", path.display().to_string())],
            ReportError::Write { path, cause } => {
                let path = ("path", path.display().to_string());
                [path].into_iter().chain(greffe::refused(cause)).collect()
            }
            ReportError::Page => vec![("detail", "report".to_owned())],
        }
    }
}
