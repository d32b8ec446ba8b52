//! mbox: messages one after the other, each behind a `From ` line.
//!
//! A message is the bytes after its `From ` line up to, not including, the one
//! blank line before the next; they stay quoted as they are. Every byte of the
//! file is in a message, in a lost span, or between them: `From ` lines, blank
//! lines, a BOM at the very beginning.

mod boundary;
mod dialect;
mod reader;
mod window;

pub(crate) use boundary::has_separator;
pub(crate) use reader::{Mbox, Piece};
