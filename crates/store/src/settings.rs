//! `greffe.toml`: what is said about an archive as a whole. Public things only.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{At, StoreError};
use crate::medium;
use crate::store::Store;
use crate::writer::Writer;

/// The format of archives this program makes, and the newest it reads.
///
/// Views have formats of their own, and `keys/` is a folder that an archive of
/// this format may lack: neither raises it.
pub const FORMAT: u32 = 1;

/// Name of the file; a directory that holds it is an archive.
pub const SETTINGS_FILE: &str = "greffe.toml";

/// What `greffe.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Format of the archive.
    pub format: u32,
    /// IANA name of the time zone in which days and years are meant.
    pub timezone: String,
    /// A pack is closed once it has this many bytes.
    #[serde(default = "half_a_gibibyte")]
    pub pack_bytes: u64,
    /// Whom the archive trusts to state domain keys.
    #[serde(default, rename = "observer", skip_serializing_if = "Vec::is_empty")]
    pub observers: Vec<Observer>,
}

/// Somebody whose signed statements are believed; their public key is a word here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observer {
    /// What they are called.
    pub name: String,
    /// Their public key.
    pub key: String,
}

const fn half_a_gibibyte() -> u64 {
    512 << 20
}

impl Settings {
    /// Returns the settings of a new archive.
    pub fn new(timezone: &str) -> Self {
        Self {
            format: FORMAT,
            timezone: timezone.to_owned(),
            pack_bytes: half_a_gibibyte(),
            observers: Vec::new(),
        }
    }

    /// Reads `greffe.toml` in `dir`.
    pub(crate) fn read(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(SETTINGS_FILE);
        let text = match fs::read(&path) {
            // A file stands where the directory should: a mailbox, more often than not.
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(StoreError::NotAnArchive { path: dir.to_owned() });
            }
            other => other.at(&path)?,
        };
        let fault = |reason: String| StoreError::Settings { path: path.clone(), reason };
        let text = String::from_utf8(text).map_err(|e| fault(e.to_string()))?;
        refuse_newer(&text)?;
        toml::from_str(&text).map_err(|e| fault(e.message().to_owned()))
    }

    /// Writes `greffe.toml` in `dir`, whole or not at all.
    pub(crate) fn write(&self, dir: &Path) -> Result<(), StoreError> {
        let (path, draft) = (dir.join(SETTINGS_FILE), dir.join("greffe.toml.new"));
        let fault = |e: toml::ser::Error| StoreError::Settings { path: path.clone(), reason: e.to_string() };
        let text = toml::to_string(self).map_err(fault)?;
        let mut file = File::create(&draft).at(&draft)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).at(&draft)?;
        fs::rename(&draft, &path).at(&path)?;
        medium::sync_dir(dir)
    }
}

impl Store {
    /// Returns whom the archive trusts to state domain keys, as `greffe.toml` says
    /// now: that may have changed since it was opened.
    pub fn observers(&self) -> Result<Vec<Observer>, StoreError> {
        Ok(Settings::read(self.dir())?.observers)
    }
}

impl Writer {
    /// Says whom the archive trusts to state domain keys. Comments in `greffe.toml` are lost.
    ///
    /// # Errors
    /// Those of the disk: the settings are as they were.
    pub fn put_observers(&mut self, observers: &[Observer]) -> Result<(), StoreError> {
        let dir = self.store().dir();
        Settings { observers: observers.to_vec(), ..Settings::read(dir)? }.write(dir)
    }
}

/// Reads the format alone first: a newer file may hold keys that are unknown here.
fn refuse_newer(text: &str) -> Result<(), StoreError> {
    #[derive(Deserialize)]
    struct FormatOnly {
        format: u32,
    }
    match toml::from_str::<FormatOnly>(text) {
        Ok(FormatOnly { format }) if format > FORMAT => {
            Err(StoreError::NewerFormat { found: format, known: FORMAT })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_as_written() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut settings = Settings::new("Europe/Paris");
        settings.write(dir.path()).expect("written");
        assert_eq!(Settings::read(dir.path()).expect("read"), settings);
        settings.observers.push(Observer { name: "une \"veille\"".to_owned(), key: "AAAA".to_owned() });
        settings.write(dir.path()).expect("written");
        assert_eq!(Settings::read(dir.path()).expect("read"), settings);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let check = |text: &str, expect: &str| {
            let dir = tempfile::tempdir().expect("a directory");
            fs::write(dir.path().join(SETTINGS_FILE), text).expect("written");
            let error = Settings::read(dir.path()).expect_err(text).to_string();
            assert!(error.contains(expect), "{text}: {error}");
        };
        check("format = 2\nnew = 1", "has format 2; this greffe knows formats up to 1");
        check("format = 1", "missing field `timezone`");
        check("format = 1\ntimezone = \"UTC\"\ntimezome = 1", "unknown field `timezome`");
        check("format = 1\ntimezone = \"UTC\"\n[[observer]]\nname = \"a\"", "missing field `key`");
        check("format = \"x\"", "cannot be understood");
    }

    #[test]
    fn a_directory_without_settings_is_no_archive() {
        let dir = tempfile::tempdir().expect("a directory");
        assert!(matches!(Settings::read(dir.path()), Err(StoreError::NotAnArchive { .. })));
        let file = dir.path().join("mail.mbox");
        std::fs::write(&file, "").expect("written");
        assert!(matches!(Settings::read(&file), Err(StoreError::NotAnArchive { .. })));
    }
}
