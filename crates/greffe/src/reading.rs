//! Reading an item again from its raw bytes, or from their beginning.

use greffe_message::{Message, Searchable, Summary};
use greffe_store::Store;
use greffe_terms::{Nature, Number};

use crate::error::Error;

/// Messages longer than this are read by their beginning only.
pub(crate) const WHOLE_MESSAGE_BYTES: u64 = 64 << 20;

/// How much of such a message is read.
const PREFIX_BYTES: usize = 16 << 20;

/// What the catalogue keeps of an item; `raw` is its beginning when it is very long.
pub(crate) fn summarise(nature: Nature, raw: &[u8], length: u64) -> Summary {
    match nature {
        Nature::Mail => read_message(raw, length).summary(length),
        Nature::Document => Summary::of_document(raw, length),
    }
}

/// Reads a message of `length` bytes of which `raw` is all or the beginning.
fn read_message(raw: &[u8], length: u64) -> Message {
    if length > raw.len() as u64 { greffe_message::parse_prefix(raw) } else { greffe_message::parse(raw) }
}

/// Reads item `n` of a store, of which `length` is the whole length: a document is a
/// message of one part, called as where it was found first.
pub(crate) fn stored_message(store: &Store, n: Number, length: u64) -> Result<Message, Error> {
    let raw =
        if length > WHOLE_MESSAGE_BYTES { store.raw_prefix(n, PREFIX_BYTES)?.0 } else { store.raw(n)? };
    match store.kind(n)?.nature() {
        Nature::Mail => Ok(read_message(&raw, length)),
        Nature::Document => {
            let row = store.row(n)?;
            let path = row.occurrences.first().map_or("", |first| first.path.as_str());
            Ok(greffe_message::document(&raw, length, path))
        }
    }
}

/// Reads the beginning of mail `n` of a store. No checksum is waited for: what is rotten
/// there is seen where the message is shown.
pub(crate) fn beginning_of_message(store: &Store, n: Number, bytes: usize) -> Result<Message, Error> {
    Ok(greffe_message::parse_prefix(&store.raw_prefix_unchecked(n, bytes)?))
}

/// Returns the words by which a document is found before anybody has read it: its name,
/// and the folders that lead to it.
pub(crate) fn document_words(path: &str) -> Searchable {
    let name = greffe_message::clean_name(path.rsplit('/').next().unwrap_or_default());
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    Searchable {
        subject: name.clone(),
        body: folders.replace("!/", "/"),
        filenames: vec![name],
        ..Searchable::default()
    }
}
