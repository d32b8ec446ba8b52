//! Octets of mail: charsets, transfer encodings, header fields, parts.
//!
//! Writers only. Nothing here reads a mail; what it writes on purpose against
//! the standards (cut letters, raw octets, wrong declarations) is named so.

pub(crate) mod base64;
pub(crate) mod charset;
pub(crate) mod header;
pub(crate) mod hexadecimal;
pub(crate) mod part;
pub(crate) mod quoted_printable;

pub(crate) use charset::Charset;
pub(crate) use header::{Header, Style};
pub(crate) use hexadecimal::hexadecimal;
pub(crate) use part::{NameStyle, Part, TextDress, Transfer};
