//! Reading a message again from its raw bytes, or from their beginning.

use greffe_message::{Message, Summary};
use greffe_store::Store;
use greffe_terms::Number;

use crate::error::Error;

/// Messages longer than this are read by their beginning only.
pub(crate) const WHOLE_MESSAGE_BYTES: u64 = 64 << 20;

/// How much of such a message is read.
const PREFIX_BYTES: usize = 16 << 20;

/// What the catalogue keeps of a message; `raw` is its beginning when it is very long.
pub(crate) fn summarise(raw: &[u8], length: u64) -> Summary {
    read_message(raw, length).summary(length)
}

/// Reads a message of `length` bytes of which `raw` is all or the beginning.
fn read_message(raw: &[u8], length: u64) -> Message {
    if length > raw.len() as u64 { greffe_message::parse_prefix(raw) } else { greffe_message::parse(raw) }
}

/// Reads message `n` of a store, of which `length` is the whole length.
pub(crate) fn stored_message(store: &Store, n: Number, length: u64) -> Result<Message, Error> {
    let raw =
        if length > WHOLE_MESSAGE_BYTES { store.raw_prefix(n, PREFIX_BYTES)?.0 } else { store.raw(n)? };
    Ok(read_message(&raw, length))
}
