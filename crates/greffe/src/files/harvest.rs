//! The files of some messages, each of those that are new read once.
//!
//! A thread holds one message at a time, and what was read in its files is packed at
//! once: a load takes no more memory than its messages are long, whatever they unfold to.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use greffe_extract::{Item, Outcome, Reading, Why};
use greffe_message::{Attachment, Body, Message};
use greffe_store::{FilePrint, FileRead, PackedReading, Readings};
use greffe_terms::Number;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::pool::Pool;
use super::{FileOutline, Unread};
use crate::archive::Archive;
use crate::error::Error;
use crate::reading::stored_message;

/// Returns the files of these messages, those read that `known` does not know.
pub(super) fn harvest(
    archive: &Archive,
    known: &Mutex<Readings>,
    pool: &Pool,
    messages: &[Unread],
) -> Result<Vec<FileRead>, Error> {
    let harvest = Harvest { archive, known, pool, begun: Mutex::default() };
    let files: Vec<Vec<FileRead>> =
        messages.par_iter().map(|message| harvest.files_of(message)).collect::<Result<_, _>>()?;
    let mut files: Vec<FileRead> = files.into_iter().flatten().collect();
    // A file may be met first in the message that comes later: whoever only names it comes
    // after whoever has read it.
    files.sort_by_key(|file| file.read.is_none());
    Ok(files)
}

/// Files being read on all cores.
struct Harvest<'a> {
    archive: &'a Archive,
    known: &'a Mutex<Readings>,
    pool: &'a Pool,
    /// Files that somebody has begun to read.
    begun: Mutex<HashSet<FilePrint>>,
}

impl Harvest<'_> {
    fn files_of(&self, unread: &Unread) -> Result<Vec<FileRead>, Error> {
        let message = stored_message(&self.archive.store, unread.n, unread.size_bytes)?;
        let files: Vec<Attachment> =
            message.attachments().into_iter().filter(|file| !is_message(&message, file.part)).collect();
        // One after another: a thread that waited for others here would begin with further messages.
        files.iter().map(|file| self.file(unread.n, &message, file)).collect()
    }

    fn file(&self, number: Number, message: &Message, file: &Attachment) -> Result<FileRead, Error> {
        let part = u32::try_from(file.part).unwrap_or(u32::MAX);
        let held = message.part(file.part).filter(|part| part.left_out == 0);
        let bytes = held.and_then(|part| part.bytes());
        let print = bytes.map_or_else(|| print_of_unheld(number, part), |bytes| Sha256::digest(bytes).into());
        let read = self.is_new(print)?.then(|| self.read(file, bytes)).transpose()?;
        Ok(FileRead { number, part, print, read })
    }

    /// Says whether nobody has read a file or begun to.
    fn is_new(&self, print: FilePrint) -> Result<bool, Error> {
        if !self.begun.lock().unwrap_or_else(PoisonError::into_inner).insert(print) {
            return Ok(false);
        }
        Ok(!self.known.lock().unwrap_or_else(PoisonError::into_inner).knows(&print)?)
    }

    /// Reads a file, if it is there whole, and packs what is kept of it.
    fn read(&self, file: &Attachment, bytes: Option<&[u8]>) -> Result<PackedReading, Error> {
        let Attachment { name, content_type, size_bytes, .. } = file;
        let reading = match bytes {
            Some(bytes) => self.pool.read(&Item { name, content_type, bytes })?,
            None => Reading { outcome: Outcome::None(Why::TooLarge), ..Reading::default() },
        };
        let outline = kept(serde_json::to_string(&FileOutline::of(&reading, *size_bytes)))?;
        Ok(PackedReading::new(outline, &kept(serde_json::to_string(&reading))?)?)
    }
}

fn kept(json: serde_json::Result<String>) -> Result<String, Error> {
    json.map_err(|_| Error::Stopped { part: "readings" })
}

/// Stands for the digest of a file that is not held whole: it is the same as no other.
fn print_of_unheld(number: Number, part: u32) -> FilePrint {
    Sha256::digest(format!("not held: {}, {part}", number.0)).into()
}

/// A nested message is read with the one that holds it.
fn is_message(message: &Message, part: usize) -> bool {
    message.part(part).is_some_and(|part| matches!(part.body, Body::Message { .. }))
}
