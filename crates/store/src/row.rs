//! What is read back: messages with their occurrences, imports, losses, counts.

use std::collections::BTreeMap;

use greffe_message::Summary;
use greffe_terms::{Defect, Fingerprint, Flags, Kind, MessageId, Number, Timestamp};

use crate::batch::ImportId;

/// A message or a document of the catalogue.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number in this archive.
    pub number: Number,
    /// SHA-256 of its bytes.
    pub id: MessageId,
    /// What lists and facets need of it; a document's subject and name are those of the
    /// file where it was found first.
    pub summary: Summary,
    /// Where it was found, in the order in which it was; never empty.
    pub occurrences: Vec<Occurrence>,
}

/// One place in which a message was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The mailbox.
    pub mailbox: String,
    /// The folder in it.
    pub folder: String,
    /// What was handed in, as it was named.
    pub source: String,
    /// The file within the source.
    pub path: String,
    /// First byte in the file.
    pub offset: u64,
    /// Bytes from there.
    pub length: u64,
    /// What the mail program had marked.
    pub flags: Flags,
    /// What its place says of its delivery, verbatim: the mbox `From ` line before it, or
    /// the date of a mail server.
    pub postmark: Option<String>,
    /// How the mbox escapes `From ` lines in bodies.
    pub quoting: Option<String>,
    /// What is out of order in the container around it.
    pub defects: Vec<Defect>,
    /// The import that found it first.
    pub import: ImportId,
    /// It is the one that brought the bytes in.
    pub first: bool,
    /// The source still held it when it was last read.
    pub stands: bool,
}

/// What an id prefix names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No message.
    None,
    /// One message.
    One(Number),
    /// Several, by id; the first hundred.
    Several(Vec<(Number, MessageId)>),
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its random name.
    pub id: ImportId,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None` if it was interrupted, or is under way.
    pub finished_at: Option<Timestamp>,
    /// On whose behalf.
    pub by: Option<String>,
    /// What the importer wanted remembered.
    pub note: Option<String>,
    /// The mailbox.
    pub mailbox: String,
    /// The version of the program.
    pub greffe_version: String,
    /// What was handed in.
    pub sources: Vec<ImportSource>,
    /// Messages whose bytes were new.
    pub stored: u64,
    /// Messages known before, found at a new place.
    pub duplicates: u64,
    /// Messages known before at this very place.
    pub already: u64,
    /// Spans first reported by this import.
    pub lost: u64,
    /// Loose documents found at a place that was not known.
    pub files: u64,
}

/// One source of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSource {
    /// What was handed in, as it was named.
    pub path: String,
    /// Its length and digest; `None` until the import has ended.
    pub fingerprint: Option<Fingerprint>,
}

/// A span in which no message was recognised, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Its number among the losses of this archive.
    pub number: u32,
    /// The import that reported it first.
    pub import: ImportId,
    /// The mailbox.
    pub mailbox: String,
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
    /// How many of its bytes are kept; `None` if none were handed in.
    pub kept_bytes: Option<u64>,
    /// The source still held it when it was last read.
    pub stands: bool,
}

/// What a source holds, as it stood when it was last read.
///
/// `messages = stored + duplicates`. What an earlier reading of a since
/// rewritten or vanished file found is provenance, and not counted here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages found.
    pub messages: u64,
    /// Those that brought their bytes into the archive.
    pub stored: u64,
    /// Those whose bytes were there already.
    pub duplicates: u64,
    /// Messages of which content is lost.
    pub damaged: u64,
    /// Messages by kind.
    pub kinds: BTreeMap<Kind, u64>,
    /// Loose documents found; no messages.
    pub files: u64,
    /// Spans in which no message was recognised.
    pub unreadable: u64,
}
