//! What Outlook keeps to the mail it was: MSG, TNEF (winmail.dat), PST and OST.
//!
//! The one idea: all of these hold *properties* (MS-OXPROPS), numbered and typed,
//! and none holds the octets that were sent. Each reader here brings back an
//! [`Item`]; [`rebuild`] writes a message (RFC 5322) from it, the same octets for
//! the same item every time, because the archive knows a message by its hash.
//!
//! A rebuilt message is not what was sent: its body was made here. It bears a
//! header line `X-Greffe-Rebuilt: rebuilt/1`, for people. A stranger's mail may
//! bear the same line, so no room takes it for proof: that a message was rebuilt
//! is told by the defect `rebuilt-from-mapi` of the place it was found in.
//!
//! What this room is not: it opens no file ([`Storage`] is whatever the caller
//! reads from) and judges nothing. All input is hostile: what cannot be read
//! is left out and said (`is_incomplete`), nothing is followed twice.

pub mod codepage;
mod error;
mod item;
mod little_endian;
mod msg;
mod property;
mod pst;
mod rebuild;
mod rtf;
mod tnef;

pub use error::MapiError;
pub use item::{Attachment, Content, Item};
pub use msg::{is_msg, read_msg};
pub use property::{Name, Properties, Value};
pub use pst::{Entry, Pst, Storage, is_pst};
pub use rebuild::{REBUILT_HEADER, rebuild};
pub use rtf::{RtfBody, RtfWord, RtfWords, decompress, read_rtf};
pub use tnef::{is_tnef, read_tnef};
