//! One load of events becomes one batch: hashed, read, summarised and judged on all cores.

use greffe_authenticate::Outline;
use greffe_intake::{Content, Event, FileProgress, Found, Quoting};
use greffe_message::{Message, Searchable, Summary};
use greffe_store::{Batch, FileDone, ImportId, Item, LostSpan, NewOccurrence};
use greffe_terms::{MessageId, Nature};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::reading::document_words;
use crate::verdicts::Judge;

/// A batch ready to be stored, and what goes elsewhere.
pub(super) struct Prepared {
    pub(super) batch: Batch,
    /// What each item is.
    pub(super) natures: Vec<Nature>,
    /// The words of each item, in the order of `batch.items`.
    pub(super) searchables: Vec<Searchable>,
    /// The id of each item.
    pub(super) ids: Vec<MessageId>,
    /// What the signatures of each item prove, in outline.
    pub(super) outlines: Vec<Outline>,
    /// Messages that an earlier run has.
    pub(super) skipped: u64,
    /// Files that programs keep for themselves, and that are not taken in.
    pub(super) bookkeeping: u64,
    /// Folders whose server has numbered their messages anew.
    pub(super) renumbered: Vec<String>,
}

/// Reads and judges what was found.
pub(super) fn prepare(
    events: Vec<Event>,
    cursor: Option<FileProgress>,
    import: ImportId,
    source: &str,
    judge: &Judge,
) -> Prepared {
    let mut batch = Batch::new(import);
    let (mut found, mut renumbered, mut skipped, mut bookkeeping) = (Vec::new(), Vec::new(), 0, 0);
    for event in events {
        match event {
            Event::Message(message) => found.push((Nature::Mail, message)),
            Event::Document(document) => found.push((Nature::Document, document)),
            Event::Lost(lost) => batch.lost.push(LostSpan {
                source: source.to_owned(),
                path: lost.path,
                offset: lost.offset,
                length: lost.length,
                reason: lost.reason.as_str().to_owned(),
                kept: lost.kept.and_then(kept),
            }),
            Event::Skipped { items, .. } => skipped += items,
            Event::Bookkeeping { .. } => bookkeeping += 1,
            Event::Renumbered { path } => renumbered.push(path),
            Event::FileDone { path, bytes, sha256, .. } => {
                batch.finished.push(FileDone { source: source.to_owned(), path, bytes, sha256 });
            }
        }
    }
    batch.cursors.extend(cursor.map(|cursor| greffe_store::FileProgress {
        source: source.to_owned(),
        path: cursor.path,
        committed_bytes: cursor.committed_bytes,
        prefix_sha256: cursor.prefix_sha256,
        items: cursor.items,
    }));
    let read: Vec<(Item, Searchable, Outline)> =
        found.into_par_iter().map(|(nature, found)| read(nature, found, source, judge)).collect();
    let (mut searchables, mut ids, mut outlines) = (Vec::new(), Vec::new(), Vec::new());
    let natures = read.iter().map(|(item, ..)| item.summary.kind.nature()).collect();
    for (item, searchable, outline) in read {
        ids.push(item.id);
        batch.items.push(item);
        searchables.push(searchable);
        outlines.push(outline);
    }
    Prepared { batch, natures, searchables, ids, outlines, skipped, bookkeeping, renumbered }
}

fn read(nature: Nature, found: Found, source: &str, judge: &Judge) -> (Item, Searchable, Outline) {
    match nature {
        Nature::Mail => {
            let outline = judge.found(&found).outline();
            let (message, length) = (read_found(&found.content), found.content.length());
            (item(found, message.summary(length), source), message.searchable(), outline)
        }
        Nature::Document => {
            let summary = Summary::of_document(found.content.prefix(), found.content.length());
            let words = document_words(&found.path);
            (item(found, summary, source), words, judge.document().outline())
        }
    }
}

fn read_found(content: &Content) -> Message {
    match content {
        Content::Memory(raw) => greffe_message::parse(raw),
        Content::Spooled { prefix, .. } => greffe_message::parse_prefix(prefix),
    }
}

fn item(found: Found, summary: Summary, source: &str) -> Item {
    let (id, content) = match found.content {
        Content::Memory(raw) => {
            let id = MessageId::new(Sha256::digest(&raw).into());
            (id, greffe_store::Content::Memory(raw))
        }
        Content::Spooled { file, length, sha256, .. } => {
            (MessageId::new(sha256), greffe_store::Content::Spooled { file, length })
        }
    };
    let occurrence = NewOccurrence {
        source: source.to_owned(),
        path: found.path,
        folder: found.folder,
        offset: found.offset,
        length: found.length,
        flags: found.flags,
        postmark: found.postmark,
        quoting: quoting(found.quoting),
        defects: found.defects,
    };
    Item { id, content, summary, occurrence }
}

/// The bytes of a lost span that are kept beside the messages; a span too large
/// for memory stays in its source, which the import names with its digest.
fn kept(content: Content) -> Option<Vec<u8>> {
    match content {
        Content::Memory(bytes) => Some(bytes),
        Content::Spooled { .. } => None,
    }
}

fn quoting(quoting: Quoting) -> Option<String> {
    let word = match quoting {
        Quoting::None => return None,
        Quoting::Unknown => "unknown",
        Quoting::Mboxo => "mboxo",
        Quoting::Mboxrd => "mboxrd",
        Quoting::Mboxcl => "mboxcl",
        Quoting::Mboxcl2 => "mboxcl2",
    };
    Some(word.to_owned())
}
