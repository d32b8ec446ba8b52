//! Rich text as Outlook keeps it: compressed, and often a wrapping of HTML or of
//! plain text.

mod compressed;
mod unwrap;
mod words;

pub use compressed::decompress;
pub use unwrap::{RtfBody, read_rtf};
pub use words::{RtfWord, RtfWords};
