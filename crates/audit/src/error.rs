//! What stops an audit; broken input does not, it is counted.

use std::io;
use std::path::PathBuf;

use crate::read::TakenWrong;

/// Why an audit could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// A file or folder that was named could not be opened or read.
    #[error("`{path}` could not be read")]
    Io {
        /// As it was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A rule is no Sigma rule that this evaluator understands.
    #[error("`{path}` is no rule: {reason}")]
    Rule {
        /// The file of the rule.
        path: PathBuf,
        /// What its reader said.
        reason: String,
    },
    /// A mapping says nothing that can be followed.
    #[error("`{path}` is no mapping: {reason}")]
    Mapping {
        /// The file of the mapping.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The day of a snapshot cannot be used.
    #[error("`{file}` taken on `{at}`: {what:?}")]
    Taken {
        /// The file as it was named.
        file: String,
        /// The day as it was written.
        at: String,
        /// What is wrong with it.
        what: TakenWrong,
    },
}
