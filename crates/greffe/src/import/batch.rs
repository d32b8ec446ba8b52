//! One load of events becomes one batch: hashed, read, summarised and judged on all cores.

use greffe_authenticate::Outline;
use greffe_intake::{Content, Event, FileProgress, Found, Quoting};
use greffe_message::Searchable;
use greffe_store::{Batch, FileDone, ImportId, Item, LostSpan, NewOccurrence};
use greffe_terms::MessageId;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::verdicts::Judge;

/// A batch ready to be stored, and what goes elsewhere.
pub(super) struct Prepared {
    pub(super) batch: Batch,
    /// The words of each item, in the order of `batch.items`.
    pub(super) searchables: Vec<Searchable>,
    /// The id of each item.
    pub(super) ids: Vec<MessageId>,
    /// What the signatures of each item prove, in outline.
    pub(super) outlines: Vec<Outline>,
    /// Messages that an earlier run has.
    pub(super) skipped: u64,
    /// Loose files that are no mail.
    pub(super) files: u64,
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
    let (mut found, mut skipped, mut files) = (Vec::new(), 0, 0);
    for event in events {
        match event {
            Event::Message(message) => found.push(message),
            Event::Lost(lost) => batch.lost.push(LostSpan {
                source: source.to_owned(),
                path: lost.path,
                offset: lost.offset,
                length: lost.length,
                reason: lost.reason.as_str().to_owned(),
                kept: lost.kept.and_then(kept),
            }),
            Event::Skipped { items, .. } => skipped += items,
            Event::Document { .. } => files += 1,
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
        found.into_par_iter().map(|found| read(found, source, judge)).collect();
    let (mut searchables, mut ids, mut outlines) = (Vec::new(), Vec::new(), Vec::new());
    for (item, searchable, outline) in read {
        ids.push(item.id);
        batch.items.push(item);
        searchables.push(searchable);
        outlines.push(outline);
    }
    Prepared { batch, searchables, ids, outlines, skipped, files }
}

fn read(found: Found, source: &str, judge: &Judge) -> (Item, Searchable, Outline) {
    let outline = judge.found(&found).outline();
    let (id, message, content) = match found.content {
        Content::Memory(raw) => {
            let id = MessageId::new(Sha256::digest(&raw).into());
            let message = greffe_message::parse(&raw);
            (id, message, greffe_store::Content::Memory(raw))
        }
        Content::Spooled { file, length, sha256, prefix } => {
            let message = greffe_message::parse_prefix(&prefix);
            (MessageId::new(sha256), message, greffe_store::Content::Spooled { file, length })
        }
    };
    let searchable = message.searchable();
    let summary = message.summary(content.length());
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
    (Item { id, content, summary, occurrence }, searchable, outline)
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
