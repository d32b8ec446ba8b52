//! A mail of the sample, and what is true of it.

use greffe_terms::{Address, Defect, Flags, Kind};
use serde::Serialize;

use crate::proof::Proof;

/// One mail as it lies in one mailbox.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Slug of the mailbox, one of [`mailboxes`](crate::mailboxes), e.g. `presidence`.
    pub mailbox: &'static str,
    /// The folder in it; levels are separated by `/`.
    pub folder: &'static str,
    /// The octets; they always end with a line feed.
    pub raw: Vec<u8>,
    /// When it reached the mailbox, in seconds since 1970.
    pub delivered_at: i64,
    /// What the owner's program had marked on it.
    pub flags: Flags,
    /// What a reader should find.
    pub truth: Truth,
}

/// What is true of one mail: one line of `truth.jsonl`.
///
/// Texts are as a perfect reader would decode them. `defects` are the ones
/// planted on purpose; a reader may find others beside them.
#[derive(Debug, Clone, Serialize)]
pub struct Truth {
    /// Its place in the sample: 0 for the first.
    pub index: u32,
    /// As [`Mail::mailbox`].
    pub mailbox: &'static str,
    /// As [`Mail::folder`].
    pub folder: &'static str,
    /// SHA-256 of [`Mail::raw`] in hexadecimal.
    pub sha256: String,
    /// The same of its octets in an mbox, where a `From ` line had to be quoted.
    pub sha256_in_mbox: Option<String>,
    /// Length of [`Mail::raw`].
    pub size_bytes: usize,
    /// Message-ID without brackets; `None` where damage took it.
    pub message_id: Option<String>,
    /// The conversation: equal for mails that belong together by their References.
    pub thread: String,
    /// ISO 639-1 code of the text's language; `None` where there is no prose, as in a monitor's alert.
    pub language: Option<&'static str>,
    /// Who speaks.
    pub kind: Kind,
    /// Decoded subject; `None` where damage took it.
    pub subject: Option<String>,
    /// First From address; `None` where damage took it.
    pub from: Option<Address>,
    /// To and Cc addresses, without names, in order.
    pub recipients: Vec<String>,
    /// What the Date header says, in seconds since 1970; `None` where it says nothing.
    pub date: Option<i64>,
    /// Charset of the main text's octets.
    pub charset: &'static str,
    /// Names of the files inside, in order, as their senders wrote them; pictures that the HTML shows too.
    pub attachments: Vec<String>,
    /// Words that occur in this mail alone (and in its copies and variants).
    pub needles: Vec<Needle>,
    /// What was broken on purpose.
    pub defects: Vec<Defect>,
    /// Name of the damage done, e.g. `truncated-multipart`; see `defects` for what it amounts to.
    pub damage: Option<&'static str>,
    /// Odd but harmless ways in which it is written.
    pub oddities: Vec<Oddity>,
    /// Index of the first mail with the very same octets.
    pub duplicate_of: Option<u32>,
    /// Index of the first mail with the same Message-ID and other octets.
    pub variant_of: Option<u32>,
    /// Whether its HTML attacks its reader.
    pub hostile: bool,
    /// Name of the attack, e.g. `svg-onload`.
    pub attack: Option<&'static str>,
    /// A sentence that must still be readable after the HTML was cleaned.
    pub visible: Option<String>,
    /// A word that must not act, load or show: it is in the attack's script, style or address.
    pub marker: Option<String>,
    /// Chapter of the plot it belongs to.
    pub story: Option<&'static str>,
    /// What its signatures prove.
    pub proof: Proof,
}

/// A word to search for, and where it hides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Needle {
    /// The word as one types it: small letters, composed accents, no soft hyphen.
    pub word: String,
    /// Where it was planted.
    pub place: Place,
}

/// Where a needle was planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the subject.
    Subject,
    /// In a plain body, octets as they are.
    Body,
    /// In a quoted-printable body, with a letter that must be escaped.
    QuotedPrintable,
    /// In a base64 body.
    Base64,
    /// In HTML, and in no plain text beside it.
    HtmlOnly,
    /// In the body, its accents as combining marks (Unicode form D).
    DecomposedAccents,
    /// In the body, cut by soft hyphens.
    SoftHyphen,
    /// In the name of an attached file.
    AttachmentName,
    /// In the body of a message inside the message.
    NestedMail,
    /// In the text of an attached document.
    AttachmentText,
}

impl Place {
    /// Every place, in the order of declaration.
    pub const ALL: [Place; 10] = [
        Place::Subject,
        Place::Body,
        Place::QuotedPrintable,
        Place::Base64,
        Place::HtmlOnly,
        Place::DecomposedAccents,
        Place::SoftHyphen,
        Place::AttachmentName,
        Place::NestedMail,
        Place::AttachmentText,
    ];
}

/// An odd but harmless way of writing a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Oddity {
    /// Lines end in LF alone.
    LfOnly,
    /// Raw UTF-8 in the header.
    RawUtf8Header,
    /// Raw UTF-8 in the name of an attached file.
    RawUtf8Name,
    /// Raw Latin-1 in the header.
    RawLatin1Header,
    /// The declared charset is not the one of the octets.
    WrongCharset,
    /// No charset is declared for octets over 127.
    NoCharset,
    /// An encoded-word ends in the middle of a letter.
    CutEncodedWord,
    /// `format=flowed` (RFC 3676).
    FormatFlowed,
    /// The text has no plain part.
    HtmlOnly,
    /// An attachment's name looks like a path.
    PathInName,
    /// An attachment's name turns the reading direction.
    BidiInName,
    /// A line of the body begins with `From `.
    FromLine,
}

/// How the sample names a mailbox to people: its slug and its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mailbox {
    /// The slug, as in [`Mail::mailbox`].
    pub slug: &'static str,
    /// The owner's address.
    pub address: &'static str,
    /// The owner's name.
    pub owner: &'static str,
    /// The owner's office.
    pub office: &'static str,
}
