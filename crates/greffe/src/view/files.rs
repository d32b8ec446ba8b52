//! Files inside messages: what they say, and what is missing of it.

use greffe_extract::Reading;
use serde::Serialize;

/// How the reading of a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FileState {
    /// `complete`, `truncated`, `none`, `waiting` (nobody has read it yet) or `message`
    /// (it is a message, read with the one that holds it).
    #[serde(rename = "text")]
    pub outcome: &'static str,
    /// Why text is missing: `encrypted`, `damaged`..., or `inside` for that of a document in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

impl FileState {
    pub(crate) const COMPLETE: &'static str = "complete";
    pub(crate) const TRUNCATED: &'static str = "truncated";
    pub(crate) const NONE: &'static str = "none";
    pub(crate) const NO_FILE: &'static str = "message";
    pub(crate) const INSIDE: &'static str = "inside";
    const WAITING: &'static str = "waiting";

    /// Says whether a search finds all of its text: a nested message is searched with its own.
    pub fn is_whole(&self) -> bool {
        [Self::COMPLETE, Self::NO_FILE].contains(&self.outcome)
    }

    /// Names the state, for addresses and registers: `none.encrypted`.
    pub fn code(&self) -> String {
        self.why.map_or_else(|| self.outcome.to_owned(), |why| format!("{}.{why}", self.outcome))
    }

    /// The state of a file of which no reading is kept.
    pub(crate) fn without_reading(is_waiting: bool) -> Self {
        Self { outcome: if is_waiting { Self::WAITING } else { Self::NO_FILE }, why: None }
    }
}

/// A file inside a message, as the worker read it.
#[derive(Debug, Clone, Serialize)]
pub struct FileText {
    /// Its name cleaned of paths, controls and bidi marks; empty when it has none.
    pub name: String,
    /// `type/subtype` as declared.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Decoded length.
    pub bytes: u64,
    /// What was read; `None` while nobody has.
    pub reading: Option<Reading>,
}

/// A file whose text no search finds, or not all of it.
#[derive(Debug, Clone, Serialize)]
pub struct UnreadFile {
    /// The message's id.
    pub id: String,
    /// The file's part.
    pub part: usize,
    /// Its name, cleaned; empty when it has none.
    pub name: String,
    /// Its short type: `pdf`.
    pub file_type: String,
    /// Decoded length.
    pub bytes: u64,
    /// When the message was written; RFC 3339, UTC.
    pub date: Option<String>,
    /// The message's subject.
    pub subject: String,
    /// What is missing, and why.
    #[serde(flatten)]
    pub state: FileState,
    /// The documents inside it of which text is missing, however deep.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<UnreadInside>,
}

/// Some of the files whose text no search finds, and how many there are.
#[derive(Debug, Clone, Default)]
pub struct UnreadPage {
    /// All of them, by why, the most frequent first.
    pub totals: Vec<UnreadTotal>,
    /// Those that were asked for, in the order of messages.
    pub files: Vec<UnreadFile>,
}

/// How many files are in the same state.
#[derive(Debug, Clone, Copy)]
pub struct UnreadTotal {
    /// What is missing, and why.
    pub state: FileState,
    /// How many.
    pub files: u64,
    /// Their length.
    pub bytes: u64,
}

/// A document inside a file whose text no search finds, or not all of it.
#[derive(Debug, Clone, Serialize)]
pub struct UnreadInside {
    /// Its name, after those of what holds it.
    pub path: String,
    /// What is missing, and why.
    #[serde(flatten)]
    pub state: FileState,
}
