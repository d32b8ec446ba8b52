//! What is asked of an audit: enough to ask it again.

use std::path::{Path, PathBuf};

use greffe_audit::Form;
use serde::{Deserialize, Serialize};

/// What to audit. It is written into the manifest of a report: its field names are a contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditRequest {
    /// Logs, snapshots and papers: files and folders of them, known by their content.
    pub inputs: Vec<PathBuf>,
    /// Who is who.
    pub directory: Vec<PathBuf>,
    /// What was allowed.
    pub approvals: Vec<PathBuf>,
    /// Sensitive periods.
    pub calendar: Vec<PathBuf>,
    /// How to read logs of other systems.
    pub mappings: Vec<PathBuf>,
    /// A folder of Sigma rules, beside those of the house.
    pub rules: Option<PathBuf>,
    /// The zone of times that tell none, by its IANA name; UTC if none is named.
    pub zone: Option<String>,
    /// When snapshots were taken that do not say so themselves.
    pub taken: Vec<SnapshotDay>,
    /// First moment asked about, in milliseconds UTC.
    pub from_ms: Option<i64>,
    /// Last moment asked about.
    pub to_ms: Option<i64>,
    /// Who asks.
    pub asked_by: Option<String>,
    /// Who collected the logs.
    pub collected_by: Option<String>,
    /// The one mailbox that is asked about.
    pub for_owner: Option<String>,
    /// Domain keys for orders that are handed in as mail.
    pub keys: Vec<PathBuf>,
    /// When it is asked, in seconds since 1970 UTC; the clock's time if it does not say.
    pub now: Option<i64>,
}

/// When a snapshot was taken, as somebody who handed it in says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotDay {
    /// The file, a folder of such files, or the last part of a file's path.
    pub file: String,
    /// The day, better with its hour; in the zone of the question unless it says another.
    pub at: String,
}

impl SnapshotDay {
    /// Returns what `FILE=DATE` says; none without a `=` between two words.
    pub fn parse(text: &str) -> Option<Self> {
        // Names of files hold what they like; a day holds no `=`.
        let (file, at) = text.rsplit_once('=')?;
        let (file, at) = (file.trim(), at.trim());
        (!file.is_empty() && !at.is_empty()).then(|| Self { file: file.to_owned(), at: at.to_owned() })
    }
}

impl AuditRequest {
    /// Returns the request without what could name somebody audited: files, the mailbox.
    #[must_use]
    pub fn without_names(&self) -> Self {
        let Self { zone, from_ms, to_ms, asked_by, now, .. } = self.clone();
        Self { zone, from_ms, to_ms, asked_by, now, ..Self::default() }
    }

    /// Returns every file to read.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        let papers = self.papers().map(|(_, path)| path.to_owned());
        self.inputs.iter().cloned().chain(papers).collect()
    }

    /// Returns the files that were handed in as something.
    pub(super) fn papers(&self) -> impl Iterator<Item = (Form, &Path)> {
        let directory = self.directory.iter().map(|path| (Form::Directory, path.as_path()));
        let approvals = self.approvals.iter().map(|path| (Form::Approvals, path.as_path()));
        let calendar = self.calendar.iter().map(|path| (Form::Calendar, path.as_path()));
        directory.chain(approvals).chain(calendar)
    }
}
