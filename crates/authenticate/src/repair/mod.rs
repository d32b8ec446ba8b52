//! What may have happened to a mail on its way into an archive, undone.
//!
//! A reading is one way to take the octets at hand for those that were signed.
//! Readings are tried in the order of the damage they assume, the usual first,
//! and only until one matches; a hash decides, so a wrong reading proves
//! nothing. Line ends and mbox quoting leave what was said untouched; other
//! readings cost the verdict something, and what a list added only explains.

pub(crate) mod body;
pub(crate) mod header;
mod list;
mod transfer;

/// Readings that are tried of one signature.
pub(crate) const MAX_ATTEMPTS: usize = 8;
