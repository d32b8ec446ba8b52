//! Reading an item again from its raw bytes, or from as many of them as there is room for.

use greffe_message::{Abridger, Held, Message, Searchable, Summary};
use greffe_store::Store;
use greffe_terms::{Kind, Nature, Number};

use crate::error::Error;

/// Items longer than this are not held whole.
pub(crate) const WHOLE_MESSAGE_BYTES: u64 = 64 << 20;

/// How much of a longer document is read.
const PREFIX_BYTES: usize = 16 << 20;

/// What the catalogue keeps of an item.
pub(crate) fn summarise(nature: Nature, held: &Held<'_>) -> Summary {
    match nature {
        Nature::Mail => greffe_message::parse_held(held).summary(held.length()),
        Nature::Document => Summary::of_document(held),
    }
}

/// Reads item `n` of a store, of which `length` is the whole length: a document is a
/// message of one part, called as where it was found first.
pub(crate) fn stored_message(store: &Store, n: Number, length: u64) -> Result<Message, Error> {
    if store.kind(n)? == Kind::Document {
        let row = store.row(n)?;
        let path = row.occurrences.first().map_or("", |first| first.path.as_str());
        let raw =
            if length > WHOLE_MESSAGE_BYTES { store.raw_prefix(n, PREFIX_BYTES)?.0 } else { store.raw(n)? };
        return Ok(greffe_message::document(&Held::beginning(raw, length), path));
    }
    if length <= WHOLE_MESSAGE_BYTES {
        return Ok(greffe_message::parse(&store.raw(n)?));
    }
    let mut abridger = Abridger::default();
    store.copy_raw(n, &mut abridger)?;
    Ok(greffe_message::parse_held(&abridger.finish()))
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
