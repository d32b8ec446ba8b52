//! The demo: a fictional archive, made and imported in one go.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use greffe_sample::{Plan, bundle, generate, keyring, loose_documents};

use crate::archive::Archive;
use crate::edges::Edges;
use crate::error::Error;
use crate::import::{ImportRequest, Progress};
use crate::keys::Provenance;

/// The time zone of the fictional council.
const TIMEZONE: &str = "Europe/Paris";

/// What to invent.
#[derive(Debug, Clone, Copy)]
pub struct DemoRequest {
    /// Another seed, another archive.
    pub seed: u64,
    /// How many messages.
    pub messages: u32,
}

/// Makes a fictional archive in `dir`, or opens the one that is there.
///
/// The mails are written as one maildir a mailbox in a temporary folder, with a few
/// documents beside those of the first, and imported from there, as anybody's own would be; the keys that the fictional
/// world kept are handed in before, as files.
pub fn demo(
    dir: &Path,
    request: &DemoRequest,
    edges: Edges,
    tell: &mut dyn FnMut(Progress),
) -> Result<Archive, Error> {
    let finished = greffe_store::Store::is_archive(dir);
    if finished {
        let archive = Archive::open(dir, edges)?;
        if !archive.room().imports()?.is_empty() {
            archive.catch_up(&mut |done, total| tell(Progress::CatchingUp { done, total }))?;
            return Ok(archive);
        }
    }
    let archive = if finished { Archive::open(dir, edges)? } else { Archive::create(dir, TIMEZONE, edges)? };
    let scratch = tempfile::tempdir().map_err(|cause| Error::Write { path: std::env::temp_dir(), cause })?;
    archive.add_keys(&write_keys(scratch.path())?, &Provenance::default(), tell)?;
    let mailboxes = write_mailboxes(scratch.path(), request)?;
    if let Some((_, path)) = mailboxes.first() {
        write_documents(path)?;
    }
    for (mailbox, path) in mailboxes {
        let request = ImportRequest {
            sources: vec![path],
            mailbox,
            by: Some("greffe demo".to_owned()),
            note: Some("fictional mail made by greffe's own generator".to_owned()),
            ..ImportRequest::default()
        };
        archive.import(&request, tell)?;
    }
    Ok(archive)
}

/// Writes what the world kept of the signers' keys.
fn write_keys(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let files = [("keys.tsv", keyring::keys_tsv()), ("observations.jsonl", keyring::observations_jsonl())];
    let write = |(name, text): &(&str, String)| {
        let path = folder.join(name);
        written(fs::write(&path, text), &path).map(|()| path)
    };
    files.iter().map(write).collect()
}

/// Writes one Maildir++ a mailbox; returns each mailbox's name and place.
fn write_mailboxes(folder: &Path, request: &DemoRequest) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut mailboxes = BTreeSet::new();
    for mail in generate(&Plan { seed: request.seed, messages: request.messages }) {
        let place = folder.join(mail.mailbox).join(bundle::maildir_folder(mail.folder));
        if mailboxes.insert((mail.mailbox, mail.folder)) {
            for part in ["cur", "new", "tmp"] {
                written(fs::create_dir_all(place.join(part)), &place)?;
            }
        }
        let path = place.join("cur").join(bundle::maildir_name(&mail));
        written(fs::write(&path, &mail.raw), &path)?;
    }
    let names: BTreeSet<&str> = mailboxes.into_iter().map(|(mailbox, _)| mailbox).collect();
    Ok(names.into_iter().map(|name| (name.to_owned(), folder.join(name))).collect())
}

/// Writes loose documents beside the mail of a mailbox, as a dump of its owner's disk has them.
fn write_documents(mailbox: &Path) -> Result<(), Error> {
    for document in loose_documents() {
        let path = mailbox.join(document.path);
        let folder = path.parent().unwrap_or(mailbox);
        written(fs::create_dir_all(folder), folder)?;
        written(fs::write(&path, &document.octets), &path)?;
    }
    Ok(())
}

fn written<T>(result: std::io::Result<T>, path: &Path) -> Result<T, Error> {
    result.map_err(|cause| Error::Write { path: path.to_owned(), cause })
}
