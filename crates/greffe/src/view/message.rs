//! One message, whole: what a reader is shown of it.

use serde::Serialize;

use super::{AuthenticationView, FileState, Place, SimilarView};

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
    /// Decoded subject; of a document, the name of the file.
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
    /// What else says the same, or holds what it says.
    pub similar: SimilarView,
    /// Who speaks; `document` for a loose file, which has no header and one part.
    pub kind: &'static str,
    /// ISO 639-1 language of the text, if it can be told.
    pub lang: Option<String>,
    /// Length of the raw bytes.
    pub bytes: u64,
    /// What people wrote on it.
    pub tags: Vec<String>,
    /// Notes, oldest first.
    pub notes: Vec<NoteView>,
    /// What its signatures prove.
    pub authentication: AuthenticationView,
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
    /// How the reading of it ended; `None` where it is no file.
    #[serde(flatten)]
    pub file: Option<FileState>,
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
    /// What its place says of its delivery: the mbox `From ` line, or a mail server's date.
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
