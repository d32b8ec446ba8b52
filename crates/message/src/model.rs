//! What a message is once it has been read.

use greffe_terms::{Address, DateSource, Defect, Kind, Timestamp};
use serde::{Deserialize, Serialize};

use crate::header::media::Flow;
use crate::wording::Sketch;

/// A message, read. Owned: it outlives the raw bytes.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// All header fields in order, the topmost first.
    pub headers: Vec<Header>,
    /// Decoded subject; empty when there is none.
    pub subject: String,
    /// When it was written, and which line says so.
    pub date: Option<(Timestamp, DateSource)>,
    /// The From addresses, in order.
    pub from: Vec<Address>,
    /// The Sender address, if any.
    pub sender: Option<Address>,
    /// The Reply-To addresses.
    pub reply_to: Vec<Address>,
    /// The To addresses; groups are flattened (RFC 5322 §3.4).
    pub to: Vec<Address>,
    /// The Cc addresses.
    pub cc: Vec<Address>,
    /// The Bcc addresses.
    pub bcc: Vec<Address>,
    /// Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Ids of References then In-Reply-To, oldest first, without brackets, no id twice.
    pub references: Vec<String>,
    /// All parts, depth first; part 0 is the root. Nested messages are parts too. Files
    /// that stood in a text without MIME come last.
    pub parts: Vec<Part>,
    /// Sorted, each once.
    pub defects: Vec<Defect>,
    /// Preambles and epilogues: shown by no reader, but words may hide there.
    pub(crate) margins: String,
}

/// One header field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The name as written; empty for a line of the header that has no name.
    pub name: String,
    /// The value, unfolded, encoded-words decoded, trimmed.
    pub value: String,
}

/// One MIME part (RFC 2045).
#[derive(Debug, Clone)]
pub struct Part {
    /// Its place in [`Message::parts`].
    pub n: usize,
    /// The part that holds it; `None` for the root.
    pub parent: Option<usize>,
    /// `type/subtype` in lower case; `text/plain` when none is declared.
    pub content_type: String,
    /// File name of Content-Disposition or Content-Type, decoded, as written
    /// (it may hold paths, controls, bidi marks: clean it before showing).
    pub name: Option<String>,
    /// Content-ID without angle brackets.
    pub content_id: Option<String>,
    /// Content-Disposition says `attachment`.
    pub is_attachment: bool,
    /// What is inside.
    pub body: Body,
    /// How many more octets, decoded, it has than those that are inside: of a message too
    /// long to be held whole.
    pub left_out: u64,
    /// The octets of a text before charset decoding, where they differ from
    /// the text's own.
    pub(crate) octets: Option<Vec<u8>>,
    /// How its lines are to be joined.
    pub(crate) flow: Flow,
}

/// The inside of a part.
#[derive(Debug, Clone)]
pub enum Body {
    /// Parts follow, whose `parent` is this one.
    Multipart,
    /// Decoded text other than HTML.
    Text(String),
    /// Decoded HTML source; hostile.
    Html(String),
    /// A message of its own (`message/rfc822`), decoded from its transfer encoding; or one
    /// that Outlook packed (TNEF, `winmail.dat`), or an opaque S/MIME signature.
    Message {
        /// Its octets; of a packed one, those of the package.
        raw: Vec<u8>,
        /// The same, read.
        message: Box<Message>,
    },
    /// Any other octets, transfer-decoded.
    Binary(Vec<u8>),
}

/// What lists, facets and threads need of a message: the catalogue's row.
///
/// Printed without what is empty: an archive has one for each message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Summary {
    /// When it was written, and which line says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<(Timestamp, DateSource)>,
    /// First From address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Address>,
    /// To addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Address>,
    /// Cc addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Address>,
    /// Decoded subject.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Message-ID without angle brackets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// As in [`Message::references`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What Outlook calls the conversation (Thread-Index): 32 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Who speaks.
    pub kind: Kind,
    /// The list's id (RFC 2919) or posting address, if it came through one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// ISO 639-1 code of the text's language, when it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Attachments and other files inside, nested messages included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Length of the raw bytes.
    pub size_bytes: u64,
    /// Sorted, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
}

/// One file inside a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The part's number, as [`Message::part`] counts them: those of nested
    /// messages follow the message's own.
    pub part: usize,
    /// Its name, cleaned for display; empty when it has none.
    pub name: String,
    /// `type/subtype`.
    pub content_type: String,
    /// Short type for facets and `filetype:`: extension by name, else by type, e.g. `pdf`.
    pub file_type: String,
    /// Decoded length.
    pub size_bytes: u64,
}

/// The words of a message, for the index. All text is decoded but not folded:
/// [`fold`](crate::fold) is applied where words are compared.
#[derive(Debug, Clone, Default)]
pub struct Searchable {
    /// Decoded subject.
    pub subject: String,
    /// Plain text, then the words that only the HTML has, then nested messages' subjects, people and text.
    pub body: String,
    /// From and Sender.
    pub from: Vec<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Bcc.
    pub bcc: Vec<Address>,
    /// Names of files inside.
    pub filenames: Vec<String>,
    /// Message-ID without brackets.
    pub message_id: Option<String>,
    /// The list it came through.
    pub list: Option<String>,
    /// By which messages of nearly the same wording are found; `None` if there are too few words.
    pub sketch: Option<Sketch>,
}
