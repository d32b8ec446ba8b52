//! What an archive holds, where it came from, and what could not be read.

use serde::Serialize;

use super::{KindCounts, VerdictTotals};

/// What an archive holds, for the first page.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// Messages in the archive.
    pub messages: u64,
    /// Messages and documents that a search sees now (an import may be running).
    pub searchable: u64,
    /// Loose documents in the archive.
    pub files: u64,
    /// Its mailboxes.
    pub mailboxes: Vec<String>,
    /// The archive's IANA time zone, in which days and years are meant.
    pub timezone: String,
    /// Spans that could not be read, over all imports.
    pub unreadable: u64,
    /// Messages of which content is lost.
    pub damaged: u64,
}

/// One import, as recorded.
#[derive(Debug, Clone, Serialize)]
pub struct ImportView {
    /// Random id.
    pub id: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// `None`: interrupted, or still running.
    pub finished_at: Option<String>,
    /// Who handed it in, as typed.
    pub by: Option<String>,
    /// A note, as typed.
    pub note: Option<String>,
    /// Mailbox it went into.
    pub mailbox: String,
    /// What was handed in.
    pub sources: Vec<SourceView>,
    /// Messages found.
    pub messages: u64,
    /// Of these, stored for the first time.
    pub stored: u64,
    /// Of these, bytes known before.
    pub duplicates: u64,
    /// Spans in which no message could be recognised.
    pub unreadable: u64,
    /// Loose files that are not mail.
    pub files: u64,
    /// Messages that bear a signature, by kind; `None` until all is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<KindCounts>,
    /// Messages by kind and verdict, as they stand now; likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdicts: Option<VerdictTotals>,
}

/// A file or folder that was handed in.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// As it was typed.
    pub path: String,
    /// Length; for a folder, of all its files.
    pub bytes: u64,
    /// SHA-256; for a folder, of the sorted `sha256sum` listing of its files.
    pub sha256: String,
}

/// A span in which no message could be recognised.
#[derive(Debug, Clone, Serialize)]
pub struct LostView {
    /// The import that met it.
    pub import: String,
    /// Source as handed in.
    pub source: String,
    /// File within the source.
    pub path: String,
    /// First byte.
    pub offset: u64,
    /// Length.
    pub bytes: u64,
    /// Code of the reason.
    pub reason: String,
}
