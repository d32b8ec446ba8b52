//! The vocabulary of greffe: the words its rooms say to one another.
//!
//! A room passes these values to the room above it; none of them reads a file,
//! a clock or a locale. There is no behaviour here beyond parsing and printing
//! a word: what a word *means* is decided in the room that judges it.

mod address;
mod defect;
mod file;
mod flags;
mod id;
mod kind;
mod time;
mod verdict;

pub use address::Address;
pub use defect::{Defect, Severity};
pub use file::{FileState, Fingerprint};
pub use flags::Flags;
pub use id::{MessageId, Number, ParseIdError};
pub use kind::{Kind, Nature, UnknownKind};
pub use time::{DateSource, Timestamp};
pub use verdict::{Reason, UnknownReason, UnknownVerdict, Verdict};
