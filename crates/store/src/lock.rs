//! One writer at a time: a lock on the file `lock`, and who holds it.
//!
//! The lock belongs to the operating system and ends with the process; what is
//! written in the file is for the one who waits, and may be stale.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Seek, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use greffe_terms::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::{At, StoreError};

/// Name of the file.
pub(crate) const FILE: &str = "lock";

/// Who holds the lock, as far as can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// Its process.
    pub pid: Option<u32>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// What it does, e.g. `import 5d0c2f1a`; never a mailbox's name.
    pub what: Option<String>,
}

/// The lock, held. Dropping it lets the next one in.
#[derive(Debug)]
pub(crate) struct WriterLock {
    file: File,
    since: Timestamp,
}

impl WriterLock {
    /// Takes the lock; if another has it, tells `waiting` who, once, and waits.
    pub(crate) fn take(dir: &Path, waiting: &mut dyn FnMut(&Holder)) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let file = open(dir)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting(&read_holder(&path));
                file.lock().at(&path)?;
            }
            Err(TryLockError::Error(e)) => return Err(e).at(&path),
        }
        Ok(Self::held(file))
    }

    /// Takes the lock if nobody has it.
    pub(crate) fn try_take(dir: &Path) -> Result<Option<Self>, StoreError> {
        let file = open(dir)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self::held(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(e).at(&dir.join(FILE)),
        }
    }

    fn held(file: File) -> Self {
        let mut lock = Self { file, since: now() };
        lock.announce("writer");
        lock
    }

    /// Writes what the holder does. On a full disk nobody is told; the lock holds all the same.
    pub(crate) fn announce(&mut self, what: &str) {
        let pid = Some(std::process::id());
        let holder = Holder { pid, since: Some(self.since), what: Some(what.to_owned()) };
        let text = serde_json::to_vec(&holder).unwrap_or_default();
        let _ =
            self.file.set_len(0).and_then(|()| self.file.rewind()).and_then(|()| self.file.write_all(&text));
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // The name of a past holder would mislead; the lock itself ends with the handle.
        let _ = self.file.set_len(0);
    }
}

fn open(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join(FILE);
    match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path) {
        Err(e) if matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            Err(StoreError::ReadOnly { path: dir.to_owned() })
        }
        other => other.at(&path),
    }
}

fn read_holder(path: &Path) -> Holder {
    let text = fs::read(path).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn now() -> Timestamp {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(elapsed.as_secs() as i64)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn who_does_not_want_to_wait_is_told_so() {
        let dir = tempfile::tempdir().expect("a directory");
        let first = WriterLock::try_take(dir.path()).expect("readable").expect("free");
        assert!(WriterLock::try_take(dir.path()).expect("readable").is_none());
        drop(first);
        assert!(WriterLock::try_take(dir.path()).expect("readable").is_some());
    }

    #[test]
    fn the_second_waits_and_is_told_for_whom() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut first = WriterLock::take(dir.path(), &mut |_| panic!("nobody holds it")).expect("free");
        first.announce("import 0badcafe");
        let (told, hears) = mpsc::channel();
        let path = dir.path().to_owned();
        let second = std::thread::spawn(move || {
            let mut waiting = |holder: &Holder| told.send(holder.clone()).expect("someone listens");
            WriterLock::take(&path, &mut waiting).map(|_| ())
        });
        let holder = hears.recv().expect("the second waits");
        assert_eq!(holder.pid, Some(std::process::id()));
        assert_eq!(holder.what.as_deref(), Some("import 0badcafe"));
        drop(first);
        second.join().expect("no panic").expect("its turn came");
    }
}
