//! The mail to measure with: the same messages as mbox and as maildir.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::PeersError;
use crate::mbox::Maildir;
use crate::process;
use crate::site::{self, Site};

/// Files of domain keys that the generator writes beside its mail.
pub(crate) const KEYS: [&str; 2] = ["keys.tsv", "observations.jsonl"];

/// Where mail comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MailSource {
    /// From the repository's own generator.
    Generated { messages: u32, seed: u64 },
    /// From a file.
    Mbox { path: PathBuf },
}

/// The mail of one measurement.
pub(crate) struct Mail {
    /// One mbox, or a folder of them.
    pub(crate) mbox: PathBuf,
    /// The same messages, one file each.
    pub(crate) maildir: PathBuf,
    /// How many files there are in the maildir.
    pub(crate) messages: u64,
    /// Their length as mbox.
    pub(crate) bytes: u64,
    /// Files of domain keys, if it came with any.
    pub(crate) keys: Vec<PathBuf>,
}

/// Makes the mail ready, in both forms, and leaves it in the page cache.
pub(crate) fn prepare(site: &Site, source: &MailSource) -> Result<Mail, PeersError> {
    let mbox = match source {
        MailSource::Generated { messages, seed } => generate(site, *messages, *seed)?,
        MailSource::Mbox { path } => path.canonicalize().map_err(PeersError::at(path))?,
    };
    let mut maildir = Maildir::new(site.empty_folder("maildir")?);
    let mut bytes = 0;
    for file in files(&mbox)? {
        bytes += fs::metadata(&file).map_err(PeersError::at(&file))?.len();
        maildir.add_mbox(&file)?;
    }
    let keys = KEYS.map(|name| site.path(name)).into_iter().filter(|path| path.exists()).collect();
    Ok(Mail { mbox, maildir: site.path("maildir"), messages: maildir.messages(), bytes, keys })
}

fn generate(site: &Site, messages: u32, seed: u64) -> Result<PathBuf, PeersError> {
    let folder = site.empty_folder("mail")?;
    let mut command = Command::new(site.built("greffe-sample"));
    command.arg("--out").arg(&folder).args(["--as", "mbox"]);
    command.args(["--messages", &messages.to_string(), "--seed", &seed.to_string()]);
    process::measure(&mut command, &[0])?;
    // What is true of the mail, and its domains' keys, are no mail.
    for name in [&["truth.jsonl"], KEYS.as_slice()].concat() {
        let path = folder.join(name);
        fs::rename(&path, site.path(name)).map_err(PeersError::at(&path))?;
    }
    Ok(folder)
}

/// The mboxes under `path`, in order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, PeersError> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(PeersError::at(path))? {
        entries.push(entry.map_err(PeersError::at(path))?.path());
    }
    entries.sort();
    let mut files_below = Vec::new();
    for entry in entries {
        files_below.extend(files(&entry)?);
    }
    Ok(files_below)
}

/// Returns `part` as a share of the mail.
pub(crate) fn share(part_bytes: u64, mail: &Mail) -> f64 {
    part_bytes as f64 / (mail.bytes as f64).max(1.0)
}

/// Returns the bytes of what a program has in a folder, if it has it.
pub(crate) fn bytes_in(folder: &Path) -> Result<u64, PeersError> {
    if folder.is_dir() { site::size_bytes(folder) } else { Ok(0) }
}
