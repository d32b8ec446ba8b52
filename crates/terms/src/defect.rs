//! What is broken in a message, and whether content was lost by it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a defect costs the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Out of the ordinary, nothing lost: a bare LF, a guessed charset.
    Note,
    /// Some content could not be read, or may be missing.
    Damage,
}

/// One thing that is out of order in a message.
///
/// Broken mail is data: a reader never fails, it says what it met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defect {
    /// Lines end in LF alone.
    BareLf,
    /// A CR stands without LF.
    BareCr,
    /// The message holds NUL bytes.
    NulBytes,
    /// A header holds octets over 127 (without RFC 6532 being certain).
    EightBitHeader,
    /// The declared charset was absent or wrong; another one was taken.
    GuessedCharset,
    /// Octets that no charset explains were replaced by U+FFFD.
    UndecodableText,
    /// An encoded-word (RFC 2047) is malformed.
    MalformedEncodedWord,
    /// A line of the header has no colon.
    HeaderWithoutColon,
    /// There is no header at all.
    NoHeader,
    /// There is no From header.
    NoFrom,
    /// There are several From headers.
    SeveralFrom,
    /// There is no Date header.
    NoDate,
    /// The Date header cannot be read, or names a day beyond reason.
    MalformedDate,
    /// There are several Date headers.
    SeveralDates,
    /// A header that may occur once occurs again (Subject, To, Content-Type...).
    RepeatedHeader,
    /// A multipart names no boundary, or its boundary never occurs.
    NoBoundary,
    /// The closing boundary is missing: the end may be cut off.
    Truncated,
    /// Base64 with octets outside its alphabet, or cut short.
    MalformedBase64,
    /// Quoted-printable with malformed escapes.
    MalformedQuotedPrintable,
    /// The Content-Transfer-Encoding is unknown; the octets were taken as they are.
    UnknownTransferEncoding,
    /// More levels or parts than are read; the rest is kept in the raw bytes only.
    TooManyParts,
    /// More headers than are read; the rest is kept in the raw bytes only.
    TooManyHeaders,
    /// Over 64 MB: of its large parts only the beginning was read.
    Oversize,
    /// The parser gave up: only the raw bytes and the words found in them are here.
    Unparsable,
    /// In an mbox: no blank line before the next `From ` line.
    NoBlankLineBeforeNext,
    /// Outlook keeps no octets of mail: the message was put together again from what it
    /// keeps (PST, OST, MSG). Its header may be the one that came in, its body is not.
    RebuiltFromMapi,
    /// Some of it could not be read in the file of Outlook's that held it.
    IncompleteInContainer,
}

impl Defect {
    /// Every defect, in the order of declaration.
    pub const ALL: [Defect; 27] = [
        Defect::BareLf,
        Defect::BareCr,
        Defect::NulBytes,
        Defect::EightBitHeader,
        Defect::GuessedCharset,
        Defect::UndecodableText,
        Defect::MalformedEncodedWord,
        Defect::HeaderWithoutColon,
        Defect::NoHeader,
        Defect::NoFrom,
        Defect::SeveralFrom,
        Defect::NoDate,
        Defect::MalformedDate,
        Defect::SeveralDates,
        Defect::RepeatedHeader,
        Defect::NoBoundary,
        Defect::Truncated,
        Defect::MalformedBase64,
        Defect::MalformedQuotedPrintable,
        Defect::UnknownTransferEncoding,
        Defect::TooManyParts,
        Defect::TooManyHeaders,
        Defect::Oversize,
        Defect::Unparsable,
        Defect::NoBlankLineBeforeNext,
        Defect::RebuiltFromMapi,
        Defect::IncompleteInContainer,
    ];

    /// Says whether content was lost.
    pub const fn severity(self) -> Severity {
        match self {
            Defect::UndecodableText
            | Defect::Truncated
            | Defect::MalformedBase64
            | Defect::NoBoundary
            | Defect::NoHeader
            | Defect::TooManyParts
            | Defect::TooManyHeaders
            | Defect::Oversize
            | Defect::IncompleteInContainer
            | Defect::Unparsable => Severity::Damage,
            _ => Severity::Note,
        }
    }

    /// Returns the word for it in JSON and in text keys, e.g. `bare-lf`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Defect::BareLf => "bare-lf",
            Defect::BareCr => "bare-cr",
            Defect::NulBytes => "nul-bytes",
            Defect::EightBitHeader => "eight-bit-header",
            Defect::GuessedCharset => "guessed-charset",
            Defect::UndecodableText => "undecodable-text",
            Defect::MalformedEncodedWord => "malformed-encoded-word",
            Defect::HeaderWithoutColon => "header-without-colon",
            Defect::NoHeader => "no-header",
            Defect::NoFrom => "no-from",
            Defect::SeveralFrom => "several-from",
            Defect::NoDate => "no-date",
            Defect::MalformedDate => "malformed-date",
            Defect::SeveralDates => "several-dates",
            Defect::RepeatedHeader => "repeated-header",
            Defect::NoBoundary => "no-boundary",
            Defect::Truncated => "truncated",
            Defect::MalformedBase64 => "malformed-base64",
            Defect::MalformedQuotedPrintable => "malformed-quoted-printable",
            Defect::UnknownTransferEncoding => "unknown-transfer-encoding",
            Defect::TooManyParts => "too-many-parts",
            Defect::TooManyHeaders => "too-many-headers",
            Defect::Oversize => "oversize",
            Defect::Unparsable => "unparsable",
            Defect::NoBlankLineBeforeNext => "no-blank-line-before-next",
            Defect::RebuiltFromMapi => "rebuilt-from-mapi",
            Defect::IncompleteInContainer => "incomplete-in-container",
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
