//! What an import reports: exact counts of the sources as they stand.

use greffe_intake::SourceFingerprint;
use greffe_store::Store;
use serde::Serialize;

use super::Timings;
use crate::error::Error;
use crate::files::FilesReport;
use crate::verdicts::Tally;
use crate::view::{KindCounts, SourceView, VerdictTotals};

/// At most so many lost spans are listed; `unreadable` counts all.
const LISTED_LOST: usize = 100;

/// The report of an import; field names are a contract (`--json`).
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportReport {
    /// Messages in the sources: `stored + duplicates`.
    pub messages: u64,
    /// Messages whose bytes came into the archive from these sources.
    pub stored: u64,
    /// Messages whose bytes were there before.
    pub duplicates: u64,
    /// Messages known from an earlier run over the same sources.
    pub already: u64,
    /// Messages of which content is lost.
    pub damaged: u64,
    /// Spans in which no message could be recognised.
    pub unreadable: u64,
    /// Loose documents in the sources, taken in beside the messages.
    pub files: u64,
    /// Files that mail programs and systems keep for themselves: not taken in.
    pub bookkeeping: u64,
    /// Length of the sources.
    pub bytes: u64,
    /// Messages by kind.
    pub kinds: KindCounts,
    /// Messages that bear a signature, by kind.
    pub signed: KindCounts,
    /// Messages by kind and verdict.
    pub verdicts: VerdictTotals,
    /// Files inside the messages of the archive: what was read of them.
    pub attachments: AttachmentsReport,
    /// What was handed in.
    pub sources: Vec<SourceView>,
    /// Folders that were read again as a whole: their server has numbered them anew.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renumbered: Vec<String>,
    /// The first unreadable spans.
    pub lost: Vec<LostSpan>,
    /// Time taken.
    pub elapsed_ms: u64,
    /// Where it went.
    #[serde(skip)]
    pub timings: Timings,
}

/// What became of the files inside messages.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AttachmentsReport {
    /// Files that nobody has read yet.
    pub waiting: u64,
    /// Code of the error that kept them from being read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_from: Option<&'static str>,
    /// What was read in all files of the archive.
    #[serde(flatten)]
    pub read: Option<FilesReport>,
}

/// A span that could not be read as mail.
#[derive(Debug, Clone, Serialize)]
pub struct LostSpan {
    /// The source as known.
    pub source: String,
    /// The file within it.
    pub path: String,
    /// First byte.
    pub offset: u64,
    /// Length.
    pub bytes: u64,
    /// Code of the reason.
    pub reason: String,
}

impl ImportReport {
    /// Counts the sources as they stand after the import.
    pub(super) fn count(&mut self, store: &Store, mailbox: &str, names: &[String]) -> Result<(), Error> {
        (self.messages, self.stored, self.duplicates) = (0, 0, 0);
        for name in names {
            let counts = store.counts(mailbox, name)?;
            self.messages += counts.messages;
            self.stored += counts.stored;
            self.duplicates += counts.duplicates;
            self.damaged += counts.damaged;
            self.unreadable += counts.unreadable;
            self.files += counts.files;
            for (kind, count) in counts.kinds {
                self.kinds.add(kind, count);
            }
        }
        Ok(())
    }

    /// Takes over what was judged of the sources.
    pub(super) fn judged(&mut self, tally: &Tally) {
        (self.signed, self.verdicts) = (tally.signed, tally.verdicts);
    }

    /// Lists the spans of these sources that could not be read.
    pub(super) fn list_lost(&mut self, store: &Store, names: &[String]) -> Result<(), Error> {
        let lost = store.lost(None)?;
        let ours = lost.into_iter().filter(|lost| lost.stands && names.contains(&lost.source));
        self.lost = ours
            .take(LISTED_LOST)
            .map(|lost| LostSpan {
                source: lost.source,
                path: lost.path,
                offset: lost.offset,
                bytes: lost.length,
                reason: lost.reason,
            })
            .collect();
        Ok(())
    }
}

pub(super) fn source_view(fingerprint: SourceFingerprint) -> SourceView {
    SourceView {
        path: fingerprint.path,
        bytes: fingerprint.bytes,
        sha256: fingerprint.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
