//! What a source tells, one event at a time.

use std::fmt;
use std::fs::File;
use std::io;

use greffe_terms::{Defect, Flags};
use serde::{Deserialize, Serialize};

/// One thing met in a source.
#[derive(Debug)]
pub enum Event {
    /// One message.
    Message(Found),
    /// A span in which no message is recognised.
    Lost(Lost),
    /// An earlier run has it, recognised by its hash: nothing was parsed again.
    ///
    /// More of the same file may follow (it has grown).
    Skipped {
        /// As in [`Found::path`].
        path: String,
        /// Messages that the earlier run found there.
        items: u64,
    },
    /// A file that is not mail: a loose document, whole.
    Document(Found),
    /// A file that a mail program or a system keeps for itself; it is not taken in.
    Bookkeeping {
        /// As in [`Found::path`].
        path: String,
        /// Its length, decompressed.
        bytes: u64,
    },
    /// The server has numbered the messages of this folder anew (UIDVALIDITY): what
    /// earlier runs have of it cannot be told from what is new, and all of it is read.
    Renumbered {
        /// The folder's name.
        path: String,
    },
    /// A file was read to its end; skipped files too.
    FileDone {
        /// As in [`Found::path`].
        path: String,
        /// Its length as it lies on disk or in its container (compressed, if it is).
        bytes: u64,
        /// SHA-256 of those bytes.
        sha256: [u8; 32],
        /// Messages in it, those of containers inside and skipped ones included.
        items: u64,
    },
}

/// A message or a document, and where it was.
#[derive(Debug)]
pub struct Found {
    /// File inside the source, `/` between names, `!/` between a container and what
    /// is in it: `dump.tar.gz!/inbox/3.eml`. A word, not a path: never open it.
    /// Octets that are not UTF-8 are written `\xE9`.
    pub path: String,
    /// The mail folder that the layout tells: `Sub/Folder`; may be empty.
    pub folder: String,
    /// Of the first raw byte, in the file after decompression. A rebuilt message
    /// (`rebuilt-from-mapi`) has no raw bytes there: of what it was made from, and of an
    /// item of a PST, of its first block.
    pub offset: u64,
    /// Of the raw bytes.
    pub length: u64,
    /// The raw bytes.
    pub content: Content,
    /// Marks of the mail program.
    pub flags: Flags,
    /// What its place says of its delivery, verbatim: the mbox `From ` line without its
    /// line end, or a mail server's INTERNALDATE (RFC 3501 §2.3.3).
    pub postmark: Option<String>,
    /// How lines beginning with `From ` are quoted in this file.
    pub quoting: Quoting,
    /// What the container, not the message, has out of order.
    pub defects: Vec<Defect>,
}

/// Raw bytes, in memory or, when there are too many, in an unnamed temporary file.
pub enum Content {
    /// All of them.
    Memory(Vec<u8>),
    /// Over [`Limits::spool_above_bytes`](crate::Limits::spool_above_bytes).
    Spooled {
        /// Open for reading, at its beginning; gone when closed.
        file: File,
        /// Its length.
        length: u64,
        /// SHA-256 of all of it.
        sha256: [u8; 32],
        /// Its first bytes ([`Limits::prefix_bytes`](crate::Limits::prefix_bytes)).
        prefix: Vec<u8>,
    },
}

impl Content {
    /// Returns how many bytes there are.
    pub fn length(&self) -> u64 {
        match self {
            Content::Memory(bytes) => bytes.len() as u64,
            Content::Spooled { length, .. } => *length,
        }
    }

    /// Returns what is in memory: everything, or the prefix.
    pub fn prefix(&self) -> &[u8] {
        match self {
            Content::Memory(bytes) => bytes,
            Content::Spooled { prefix, .. } => prefix,
        }
    }
}

/// Shows lengths only: messages do not belong in diagnostics.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Memory(bytes) => write!(f, "Memory({} bytes)", bytes.len()),
            Content::Spooled { length, .. } => write!(f, "Spooled({length} bytes)"),
        }
    }
}

/// How an mbox marks body lines that begin with `From `, as far as the file has
/// shown it up to and including this message.
///
/// It says which reading *may* have been quoted; the raw bytes are untouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quoting {
    /// Not from an mbox: nothing can have been quoted.
    None,
    /// An mbox without one quoted line so far.
    Unknown,
    /// `>From ` was seen, `>>From ` was not: taking one `>` away is then the
    /// same in both dialects.
    Mboxo,
    /// `>>From ` was seen, or a writer that is known to quote so.
    Mboxrd,
    /// Lengths are told by `Content-Length`, and they fit; `>From ` may be quoted.
    Mboxcl,
    /// The same, and a bare `From ` line stood inside such a length: nothing is quoted.
    Mboxcl2,
}

/// A span in which no message is recognised.
#[derive(Debug)]
pub struct Lost {
    /// As in [`Found::path`].
    pub path: String,
    /// Of its first byte, in the file after decompression.
    pub offset: u64,
    /// How many bytes; 0 when what follows could not be read at all.
    pub length: u64,
    /// Why.
    pub reason: LostReason,
    /// The bytes, when there are any that no event and no source file keeps better.
    pub kept: Option<Content>,
}

/// Why a span holds no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LostReason {
    /// Where a message should be there is none: no header, no text.
    NoMessage,
    /// Bytes before the first `From ` line that are not a message.
    BeforeFirstMessage,
    /// UTF-16: mail is octets, and no mail program reads this.
    Utf16,
    /// A delivery that was never finished (maildir `tmp`).
    Unfinished,
    /// The system refused to read it.
    Unreadable(io::ErrorKind),
    /// A socket, a pipe or a device; it was not opened.
    NotAFile,
    /// A symbolic or hard link; it was not followed.
    Link,
    /// Encrypted in its container.
    Encrypted,
    /// A container or a compression that does not add up.
    Damaged,
    /// A container or a compression that ends too early.
    Truncated,
    /// Too many containers inside one another.
    TooDeep,
    /// More entries than are read.
    TooManyEntries,
    /// It grows beyond reason when it is decompressed.
    RatioExceeded,
    /// More bytes than one file may produce.
    TotalExceeded,
    /// Compressed in a way that is not read.
    UnsupportedCompression,
    /// An archive (7z, RAR) that nobody was asked to unpack.
    NotUnpacked,
    /// In a form of its format that is not read.
    UnsupportedFormat,
    /// A server lists it, and does not give it.
    NotGiven,
    /// Longer than any message that is asked for.
    TooLarge,
}

impl LostReason {
    /// Returns the word for it in JSON and in text keys, e.g. `no-message`.
    pub const fn as_str(self) -> &'static str {
        match self {
            LostReason::NoMessage => "no-message",
            LostReason::BeforeFirstMessage => "before-first-message",
            LostReason::Utf16 => "utf-16",
            LostReason::Unfinished => "unfinished",
            LostReason::Unreadable(_) => "unreadable",
            LostReason::NotAFile => "not-a-file",
            LostReason::Link => "link",
            LostReason::Encrypted => "encrypted",
            LostReason::Damaged => "damaged",
            LostReason::Truncated => "truncated",
            LostReason::TooDeep => "too-deep",
            LostReason::TooManyEntries => "too-many-entries",
            LostReason::RatioExceeded => "ratio-exceeded",
            LostReason::TotalExceeded => "total-exceeded",
            LostReason::UnsupportedCompression => "unsupported-compression",
            LostReason::NotUnpacked => "not-unpacked",
            LostReason::UnsupportedFormat => "unsupported-format",
            LostReason::NotGiven => "not-given",
            LostReason::TooLarge => "too-large",
        }
    }
}

impl fmt::Display for LostReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
