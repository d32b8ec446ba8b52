//! Evidence bundles on disk: one folder a message.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use greffe_authenticate::{KeyBook, Statement, bundle};

use super::VerifiedMessage;
use crate::error::Error;

/// Puts what a bundle shows into words: file names and texts.
pub type Statements<'a> = dyn Fn(&VerifiedMessage, &Statement) -> Vec<(String, String)> + Sync + 'a;

/// Where bundles go, and how their statements are worded.
#[derive(Clone, Copy)]
pub struct BundleOrder<'a> {
    /// A new or empty directory.
    pub to: &'a Path,
    /// Makes the pages for people.
    pub statements: &'a Statements<'a>,
}

impl BundleOrder<'_> {
    /// Makes the directory.
    ///
    /// # Errors
    /// `NotEmpty`: nothing is ever written among files of others.
    pub(super) fn prepare(&self) -> Result<(), Error> {
        fs::create_dir_all(self.to).map_err(unwritten(self.to))?;
        let mut entries = fs::read_dir(self.to).map_err(unwritten(self.to))?;
        match entries.next() {
            Some(_) => Err(Error::NotEmpty { path: self.to.to_owned() }),
            None => Ok(()),
        }
    }

    /// Returns the folder of a message, by its id: a mail chooses no name.
    fn folder(&self, id: &str) -> PathBuf {
        self.to.join(id)
    }

    /// Writes the bundle of a message.
    pub(super) fn write(&self, message: &VerifiedMessage, raw: &[u8], keys: &KeyBook) -> Result<(), Error> {
        let folder = self.folder(&message.id);
        let bundle = bundle(raw, &message.judgement, keys);
        for file in &bundle.files {
            write(&folder.join(&file.name), &file.octets)?;
        }
        for (name, text) in (self.statements)(message, &bundle.statement) {
            write(&folder.join(name), text.as_bytes())?;
        }
        Ok(())
    }

    /// Writes the bundle of a message again, which is judged otherwise now.
    pub(super) fn write_again(&self, message: &VerifiedMessage, keys: &KeyBook) -> Result<(), Error> {
        let path = self.folder(&message.id).join("message.eml");
        let raw = fs::read(&path).map_err(unwritten(&path))?;
        self.write(message, &raw, keys)
    }
}

fn write(path: &Path, octets: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(unwritten(folder))?;
    fs::write(path, octets).map_err(unwritten(path))
}

fn unwritten(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_owned();
    move |cause| Error::Write { path: path.clone(), cause }
}
