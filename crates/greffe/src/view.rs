//! What the desk answers: plain values for doors to print, and the JSON contract.
//!
//! Field names are a contract with scripts: add fields, never change the
//! meaning of one. A field whose room does not exist yet is absent, not empty.

use serde::Serialize;

/// The answer to a search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchAnswer {
    /// How many messages match, exactly.
    pub total: u64,
    /// The messages of this page.
    pub hits: Vec<Hit>,
    /// Counts over all matches; `None` when they were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// What the search could not look at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// The query in canonical form.
    pub query: String,
    /// Messages below this number were looked at: ask for the next page with it.
    pub through: u32,
}

/// A message in a list of results.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// SHA-256 of the raw bytes, hexadecimal.
    pub id: String,
    /// RFC 3339, UTC; `None` when no line of the message says when.
    pub date: Option<String>,
    /// `Name <address>`; empty when there is no From.
    pub from: String,
    /// The To addresses in the same form.
    pub to: Vec<String>,
    /// Decoded subject.
    pub subject: String,
    /// Where it lies; several places when it was found several times.
    pub mailboxes: Vec<Place>,
    /// `person`, `list`, `bulk` or `automatic`.
    pub kind: &'static str,
    /// Number of files inside.
    pub attachments: usize,
    /// Some words around the first match.
    pub snippet: String,
    /// Byte ranges of `snippet` that match, `[start, end)`.
    pub marks: Vec<(usize, usize)>,
    /// What people wrote on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Content of it could not be read.
    pub damaged: bool,
}

/// A folder of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The mailbox's name.
    pub mailbox: String,
    /// The folder in it; empty for its root.
    pub folder: String,
}

/// Counts over all matches of a query; every list is sorted by count, then by value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facets {
    /// By mailbox.
    pub mailbox: Facet,
    /// By address of the first From.
    pub from: Facet,
    /// By domain of the first From.
    pub domain: Facet,
    /// By year in the archive's time zone.
    pub year: Facet,
    /// By kind of mail.
    pub kind: Facet,
    /// By type of the files inside.
    pub filetype: Facet,
    /// By language of the text.
    pub lang: Facet,
    /// By mailing list.
    pub list: Facet,
    /// By tag.
    pub tag: Facet,
    /// With or without files inside: values `attachment`, `none`.
    pub has: Facet,
    /// Messages per month (`2016-03`) in time order, months without any left out.
    pub months: Vec<Count>,
    /// Messages without a date.
    pub undated: u64,
}

/// The values of one facet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facet {
    /// The most frequent values.
    pub values: Vec<Count>,
    /// Messages under values not listed.
    pub other: u64,
}

/// A value and how many messages have it.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// The value, as the query language writes it after the field's colon (unquoted).
    pub value: String,
    /// Number of messages.
    pub count: u64,
}

/// What a search could not look at, or cut short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Warning {
    /// A word or prefix stands for more terms than are searched.
    ExpansionCut {
        /// As written in the query.
        word: String,
    },
    /// Nothing in the archive has this name: a mailbox, folder, list or tag misspelt, perhaps.
    NoSuchName {
        /// The operator.
        operator: String,
        /// As written in the query.
        name: String,
    },
    /// The text inside attachments has not been read.
    AttachmentsNotRead {
        /// Messages with attachments, which `attachment:` cannot look into.
        messages: u64,
    },
}

/// One message, whole.
#[derive(Debug, Clone, Serialize)]
pub struct MessageView {
    /// SHA-256 of the raw bytes, hexadecimal.
    pub id: String,
    /// RFC 3339, UTC.
    pub date: Option<String>,
    /// Which line says so: `date`, `received`, `postmark` or `unknown`.
    pub date_source: &'static str,
    /// The From addresses.
    pub from: Vec<String>,
    /// The To addresses.
    pub to: Vec<String>,
    /// The Cc addresses.
    pub cc: Vec<String>,
    /// The Bcc addresses.
    pub bcc: Vec<String>,
    /// The Reply-To addresses.
    pub reply_to: Vec<String>,
    /// Decoded subject.
    pub subject: String,
    /// All header fields, decoded, in order.
    pub headers: Vec<(String, String)>,
    /// The text a reader sees; made from the HTML where there is no plain text.
    pub text: String,
    /// There is an HTML body to show as formatted view.
    pub html: bool,
    /// `text` was made from HTML.
    pub text_from_html: bool,
    /// All parts.
    pub parts: Vec<PartView>,
    /// Ids of the thread's messages in time order, this one among them.
    pub thread: Vec<String>,
    /// Where it lies.
    pub mailboxes: Vec<Place>,
    /// Where it was found: one line an occurrence.
    pub occurrences: Vec<OccurrenceView>,
    /// Codes of what is broken in it.
    pub defects: Vec<String>,
    /// Content of it could not be read.
    pub damaged: bool,
    /// Ids of messages with the same Message-ID and other bytes.
    pub variants: Vec<String>,
    /// Who speaks.
    pub kind: &'static str,
    /// ISO 639-1 language of the text, if it can be told.
    pub lang: Option<String>,
    /// Length of the raw bytes.
    pub bytes: u64,
    /// What people wrote on it.
    pub tags: Vec<String>,
    /// Notes, oldest first.
    pub notes: Vec<NoteView>,
}

/// One part of a message.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// Its number, for `--part`.
    pub n: usize,
    /// The part that holds it.
    pub parent: Option<usize>,
    /// `type/subtype`.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Its name cleaned of paths, controls and bidi marks; empty when it has none.
    pub name: String,
    /// Decoded length.
    pub bytes: u64,
    /// SHA-256 of the decoded bytes, hexadecimal; `None` for a multipart.
    pub sha256: Option<String>,
    /// A reader would call it an attachment.
    pub attachment: bool,
}

/// One place where a message was found.
#[derive(Debug, Clone, Serialize)]
pub struct OccurrenceView {
    /// Mailbox it was imported into.
    pub mailbox: String,
    /// Folder in it.
    pub folder: String,
    /// Source as it was handed in.
    pub source: String,
    /// File within the source.
    pub path: String,
    /// First byte of the message in that file.
    pub offset: u64,
    /// Random id of the import.
    pub import: String,
    /// Marks of the source: `seen`, `answered`...
    pub flags: Vec<&'static str>,
    /// The mbox `From ` line.
    pub postmark: Option<String>,
}

/// A note that somebody wrote on a message.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// Its number, for deletion.
    pub n: i64,
    /// RFC 3339, UTC.
    pub written_at: String,
    /// The text.
    pub text: String,
}

/// A part's decoded bytes.
#[derive(Debug, Clone)]
pub struct PartBytes {
    /// Cleaned name; never empty (`part-3.bin` when it has none).
    pub name: String,
    /// `type/subtype` as declared: a stranger's claim.
    pub content_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The HTML body of a message, hostile, with the images it carries.
#[derive(Debug, Clone)]
pub struct HtmlBody {
    /// The source as decoded.
    pub html: String,
    /// Content-ID (without brackets) and bytes of the parts it may name by `cid:`.
    pub images: Vec<(String, Vec<u8>)>,
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

/// A search that somebody kept.
#[derive(Debug, Clone, Serialize)]
pub struct SavedSearch {
    /// Its number.
    pub n: i64,
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// RFC 3339, UTC.
    pub created_at: String,
}

/// One line of a batch search.
#[derive(Debug, Clone, Serialize)]
pub struct BatchRow {
    /// The term as it stands in the list.
    pub term: String,
    /// The query it became.
    pub query: String,
    /// Messages that match.
    pub total: u64,
}

/// Something to complete a query with.
#[derive(Debug, Clone, Serialize)]
pub struct Suggestion {
    /// What to put in place of the typed word, e.g. `from:claire@region.example`.
    pub insert: String,
    /// Number of messages, when known.
    pub count: Option<u64>,
}

/// What an archive holds, for the first page.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// Messages in the archive.
    pub messages: u64,
    /// Messages that a search sees now (an import may be running).
    pub searchable: u64,
    /// Its mailboxes.
    pub mailboxes: Vec<String>,
    /// The archive's IANA time zone, in which days and years are meant.
    pub timezone: String,
    /// Spans that could not be read, over all imports.
    pub unreadable: u64,
    /// Messages of which content is lost.
    pub damaged: u64,
}
