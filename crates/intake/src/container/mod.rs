//! Archives of files: what they hold, one entry after the other.
//!
//! A name in an archive is only ever a word; nothing is laid down under it.

mod tar;
mod zip;

pub(crate) use tar::{Tar, is_tar_header};
pub(crate) use zip::Zip;

use crate::boxed::Stream;
use crate::event::LostReason;

/// What stands next in an archive.
pub(crate) enum Step {
    /// A file in it.
    Entry { name: String, stream: Stream },
    /// Something in it that is not read: an entry, or a stretch of the archive itself.
    Lost { name: Option<String>, offset: u64, length: u64, reason: LostReason },
}
