//! The files of some messages, each of those that are new read once.

use std::collections::{HashMap, HashSet};

use greffe_extract::{Item, Outcome, Reading, Why};
use greffe_message::{Body, Message};
use greffe_store::{FilePrint, FileRead, Readings};
use greffe_terms::Number;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::pool::Pool;
use super::{FileOutline, Unread};
use crate::archive::Archive;
use crate::error::Error;
use crate::reading::{WHOLE_MESSAGE_BYTES, stored_message};

/// One file of a message, before it is read.
struct Found {
    number: Number,
    part: u32,
    name: String,
    content_type: String,
    print: FilePrint,
    /// Its length, or that of its beginning.
    length: u64,
    /// `None` when the message is too long to be held, or broken off before it.
    bytes: Option<Vec<u8>>,
}

/// Returns the files of these messages, those read that `known` does not know.
pub(super) fn harvest(
    archive: &Archive,
    known: &Readings,
    pool: &Pool,
    messages: &[Unread],
) -> Result<Vec<FileRead>, Error> {
    let found: Vec<Vec<Found>> =
        messages.par_iter().map(|message| files_of(archive, message)).collect::<Result<_, _>>()?;
    let found: Vec<Found> = found.into_iter().flatten().collect();
    let (mut fresh, mut met) = (Vec::new(), HashSet::new());
    for file in &found {
        if met.insert(file.print) && !known.knows(&file.print)? {
            fresh.push(file);
        }
    }
    let read: Vec<(FilePrint, (String, String))> = fresh
        .into_par_iter()
        .map(|file| Ok((file.print, read(pool, file)?)))
        .collect::<Result<_, Error>>()?;
    let mut read: HashMap<_, _> = read.into_iter().collect();
    let entry = |file: Found| {
        let Found { number, part, print, .. } = file;
        FileRead { number, part, print, read: read.remove(&print) }
    };
    Ok(found.into_iter().map(entry).collect())
}

fn files_of(archive: &Archive, unread: &Unread) -> Result<Vec<Found>, Error> {
    let message = stored_message(&archive.store, unread.n, unread.size_bytes)?;
    // The beginning of a mail may hold whole files; the part in which it ends is cut, as is
    // a document of which only the beginning is there.
    let cut = (unread.size_bytes > WHOLE_MESSAGE_BYTES).then(|| message.part_count().saturating_sub(1));
    let attachments = message.attachments().into_iter().filter(|file| !is_message(&message, file.part));
    Ok(attachments
        .map(|file| {
            let part = u32::try_from(file.part).unwrap_or(u32::MAX);
            let there = message.part_bytes(file.part);
            let bytes = there.filter(|_| cut != Some(file.part)).map(<[u8]>::to_vec);
            Found {
                number: unread.n,
                part,
                name: file.name,
                content_type: file.content_type,
                print: match &bytes {
                    Some(bytes) => Sha256::digest(bytes).into(),
                    None => print_of_unheld(unread.n, part),
                },
                length: there.map_or(0, |bytes| bytes.len() as u64),
                bytes,
            }
        })
        .collect())
}

/// Stands for the digest of a file that is not held whole: it is the same as no other.
fn print_of_unheld(number: Number, part: u32) -> FilePrint {
    Sha256::digest(format!("not held: {}, {part}", number.0)).into()
}

/// A nested message is read with the one that holds it.
fn is_message(message: &Message, part: usize) -> bool {
    message.part(part).is_some_and(|part| matches!(part.body, Body::Message { .. }))
}

/// Returns the outline and the reading of a file, as they are kept.
fn read(pool: &Pool, file: &Found) -> Result<(String, String), Error> {
    let reading = match &file.bytes {
        Some(bytes) => pool.read(&Item { name: &file.name, content_type: &file.content_type, bytes })?,
        None => Reading { outcome: Outcome::None(Why::TooLarge), ..Reading::default() },
    };
    let kept =
        |value: Result<String, serde_json::Error>| value.map_err(|_| Error::Stopped { part: "readings" });
    let outline = kept(serde_json::to_string(&FileOutline::of(&reading, file.length)))?;
    Ok((outline, kept(serde_json::to_string(&reading))?))
}
