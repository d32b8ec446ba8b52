//! One load of events becomes one batch: hashed, read, summarised and judged on all cores.

use greffe_authenticate::Outline;
use greffe_index::Entry;
use greffe_intake::{Content, Event, FileProgress, Found, Quoting};
use greffe_message::{Held, Message, Summary};
use greffe_store::{Batch, FileDone, ImportId, Item, LostSpan, NewOccurrence, Writer};
use greffe_terms::{MessageId, Nature};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::octets::Octets;
use crate::reading::document_words;
use crate::verdicts::Judge;

/// A batch ready to be stored, and what goes elsewhere.
pub(super) struct Prepared {
    pub(super) batch: Batch,
    /// What each item is.
    pub(super) natures: Vec<Nature>,
    /// What was read in each item; `None` of one that was read before.
    pub(super) readings: Vec<Option<Reading>>,
    /// Messages that an earlier run has.
    pub(super) skipped: u64,
    /// Files that programs keep for themselves, and that are not taken in.
    pub(super) bookkeeping: u64,
    /// Folders whose server has numbered their messages anew.
    pub(super) renumbered: Vec<String>,
}

/// What was read in an item.
pub(super) struct Reading {
    /// Its words.
    pub(super) entry: Entry,
    /// What its signatures prove, in outline.
    pub(super) outline: Outline,
}

/// Reads and judges what was found, if the archive does not hold it.
pub(super) fn prepare(
    events: Vec<Event>,
    cursor: Option<FileProgress>,
    import: ImportId,
    source: &str,
    judge: &Judge,
    writer: &mut Writer,
) -> Result<Prepared, Error> {
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
    let ids: Vec<MessageId> = found.par_iter().map(|(_, found)| id(&found.content)).collect();
    let mut known = writer.holds(&ids)?;
    // Of what is found twice in one load, the first is read.
    let is_new: Vec<bool> = ids.iter().map(|id| known.insert(*id)).collect();
    let natures = found.iter().map(|(nature, _)| *nature).collect();
    let found = found.into_par_iter().zip(&ids).zip(is_new);
    let (items, readings) = found
        .map(|(((nature, found), id), is_new)| {
            let (summary, reading) = is_new.then(|| read(nature, &found, id, judge)).unzip();
            (item(*id, nature, found, summary, source), reading)
        })
        .unzip();
    batch.items = items;
    Ok(Prepared { batch, natures, readings, skipped, bookkeeping, renumbered })
}

fn id(content: &Content) -> MessageId {
    match content {
        Content::Memory(raw) => MessageId::new(Sha256::digest(raw).into()),
        Content::Spooled { sha256, .. } => MessageId::new(*sha256),
    }
}

fn read(nature: Nature, found: &Found, id: &MessageId, judge: &Judge) -> (Summary, Reading) {
    let length = found.content.length();
    match nature {
        Nature::Mail => {
            let outline = judge.found(found);
            let message = read_found(found);
            (message.summary(length), Reading { entry: Entry::message(id, &message.searchable()), outline })
        }
        Nature::Document => {
            let summary = Summary::of_document(&Held::beginning(found.content.prefix(), length));
            let outline = judge.document();
            (summary, Reading { entry: Entry::message(id, &document_words(&found.path)), outline })
        }
    }
}

fn read_found(found: &Found) -> Message {
    let (octets, _) = Octets::found(found);
    if octets.len() as u64 == found.content.length() {
        return greffe_message::parse(&octets);
    }
    // It could not be mapped: its beginning says something.
    greffe_message::parse_prefix(&octets)
}

fn item(id: MessageId, nature: Nature, found: Found, summary: Option<Summary>, source: &str) -> Item {
    let content = match found.content {
        Content::Memory(raw) => greffe_store::Content::Memory(raw),
        Content::Spooled { file, length, .. } => greffe_store::Content::Spooled { file, length },
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
    Item { id, nature, content, summary, occurrence }
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
