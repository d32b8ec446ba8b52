//! What is handed to the writer: imports, and batches of what a source holds.
//!
//! These values go into the packs as they stand (one line of JSON each), so a
//! changed field is a changed format.

use std::fmt;
use std::fs::File;
use std::str::FromStr;

use greffe_message::Summary;
use greffe_terms::{Defect, Flags, MessageId, Nature, Number, Timestamp};
use serde::{Deserialize, Serialize};

use crate::hex;

/// The random name of one import: 8 to 64 hexadecimal digits, lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImportId(String);

impl ImportId {
    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ImportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ImportId {
    type Err = ParseImportIdError;

    fn from_str(text: &str) -> Result<Self, ParseImportIdError> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for ImportId {
    type Error = ParseImportIdError;

    fn try_from(text: String) -> Result<Self, ParseImportIdError> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits && (8..=64).contains(&text.len()) { Ok(Self(text)) } else { Err(ParseImportIdError) }
    }
}

impl From<ImportId> for String {
    fn from(id: ImportId) -> Self {
        id.0
    }
}

/// A text that is no import id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an import id: expected 8 to 64 hexadecimal digits in lower case")]
pub struct ParseImportIdError;

/// The beginning of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportStart {
    /// Its random name, made by the caller.
    pub id: ImportId,
    /// When it began.
    pub at: Timestamp,
    /// On whose behalf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What the importer wanted remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The mailbox that everything of this import belongs to.
    pub mailbox: String,
    /// What was handed in, as it was named.
    pub sources: Vec<String>,
    /// The version of the program.
    pub greffe_version: String,
}

/// The end of an import that went through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ImportEnd {
    pub(crate) at: Timestamp,
    pub(crate) sources: Vec<SourceFingerprint>,
}

/// The digest of a whole source, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFingerprint {
    /// What was handed in, as it was named.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of a file, or of a folder's sorted listing.
    #[serde(with = "hex")]
    pub sha256: [u8; 32],
}

/// What becomes true together: one batch is one commit.
///
/// At most 1,000 items or 16 MiB by custom; everything in it is held in memory
/// but [`Content::Spooled`].
#[derive(Debug)]
pub struct Batch {
    /// The import it belongs to, begun and not finished.
    pub import: ImportId,
    /// Messages and documents found, in the order of the source.
    pub items: Vec<Item>,
    /// Spans in which no message could be recognised.
    pub lost: Vec<LostSpan>,
    /// How far each file has been read once this batch is stored.
    pub cursors: Vec<FileProgress>,
    /// Files read to their end.
    pub finished: Vec<FileDone>,
    /// Files of an earlier reading that the source no longer holds.
    pub gone: Vec<FileGone>,
}

impl Batch {
    /// Returns a batch with nothing in it.
    pub fn new(import: ImportId) -> Self {
        let (items, lost, cursors) = (Vec::new(), Vec::new(), Vec::new());
        Self { import, items, lost, cursors, finished: Vec::new(), gone: Vec::new() }
    }

    /// Says whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
            && self.lost.is_empty()
            && self.cursors.is_empty()
            && self.finished.is_empty()
            && self.gone.is_empty()
    }
}

/// One item found.
#[derive(Debug)]
pub struct Item {
    /// SHA-256 of the content.
    pub id: MessageId,
    /// A message, or a loose document.
    pub nature: Nature,
    /// The raw bytes.
    pub content: Content,
    /// What the archive's [`Summarise`](crate::Summarise) says of the content: nothing
    /// else may go in, since a rebuilt catalogue derives it again from nature and bytes.
    /// Whatever [`Writer::holds`](crate::Writer::holds) need not be read again: `None`.
    pub summary: Option<Summary>,
    /// Where it was found.
    pub occurrence: NewOccurrence,
}

/// Raw bytes of a message.
#[derive(Debug)]
pub enum Content {
    /// All of them.
    Memory(Vec<u8>),
    /// In a file, read from its beginning; copied in pieces, never held whole.
    Spooled {
        /// The file.
        file: File,
        /// Its length in bytes.
        length: u64,
    },
}

impl Content {
    /// Returns the number of bytes.
    pub fn length(&self) -> u64 {
        match self {
            Content::Memory(raw) => raw.len() as u64,
            Content::Spooled { length, .. } => *length,
        }
    }
}

/// One place in which a message was found. The mailbox is the import's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOccurrence {
    /// What was handed in, as it was named.
    pub source: String,
    /// The file within the source; may lead into containers (`a.zip!/b.eml`).
    pub path: String,
    /// Folder of the mailbox.
    pub folder: String,
    /// First byte in the (decompressed) file.
    pub offset: u64,
    /// Bytes from there.
    pub length: u64,
    /// What the mail program had marked.
    #[serde(default, skip_serializing_if = "is_unmarked")]
    pub flags: Flags,
    /// What its place says of its delivery, verbatim: the mbox `From ` line before it, or
    /// the date of a mail server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postmark: Option<String>,
    /// How the mbox escapes `From ` lines in bodies, as the reader calls it (`mboxrd`...).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoting: Option<String>,
    /// What is out of order in the container around it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
}

fn is_unmarked(flags: &Flags) -> bool {
    *flags == Flags::default()
}

/// A span in which no message could be recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostSpan {
    /// What was handed in, as it was named.
    pub source: String,
    /// The file within the source.
    pub path: String,
    /// First byte of the span.
    pub offset: u64,
    /// Bytes from there.
    pub length: u64,
    /// The reader's code for why.
    pub reason: String,
    /// The bytes themselves, when they are to be kept.
    pub kept: Option<Vec<u8>>,
}

/// How far a file has been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProgress {
    /// What was handed in, as it was named.
    pub source: String,
    /// The file within the source.
    pub path: String,
    /// Everything before this offset is stored.
    pub committed_bytes: u64,
    /// SHA-256 of the bytes before it.
    #[serde(with = "hex")]
    pub prefix_sha256: [u8; 32],
    /// Messages before it.
    pub items: u64,
}

/// A file that was read to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDone {
    /// What was handed in, as it was named.
    pub source: String,
    /// The file within the source.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of all of it.
    #[serde(with = "hex")]
    pub sha256: [u8; 32],
}

/// A file that an earlier reading met and the source no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileGone {
    /// What was handed in, as it was named.
    pub source: String,
    /// The file within the source.
    pub path: String,
}

/// What became of a batch: one outcome per item, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// One per item.
    pub outcomes: Vec<Outcome>,
}

/// What became of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The bytes were new.
    Stored(Number),
    /// The bytes were known; this place was not.
    Duplicate(Number),
    /// The bytes were known at this very place: nothing was added.
    Already(Number),
}

impl Outcome {
    /// Returns the message's number.
    pub const fn number(self) -> Number {
        match self {
            Outcome::Stored(number) | Outcome::Duplicate(number) | Outcome::Already(number) => number,
        }
    }
}
