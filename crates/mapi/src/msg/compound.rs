//! A compound file (MS-CFB), read without trust.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use cfb::CompoundFile;

use crate::error::MapiError;

/// Streams and storages of one file: names are looked for among them again and again.
const MAX_ENTRIES: usize = 100_000;

/// What every compound file begins with.
pub(super) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A compound file. All of its streams together give no more than it has: chains of
/// sectors that cross one another would otherwise make much of little.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    octets_left: usize,
}

impl<'a> Compound<'a> {
    /// Opens a compound file.
    ///
    /// The crate is kept, but not made for files that mean harm: a panic of its is
    /// caught here and in each reading.
    pub(super) fn open(octets: &'a [u8]) -> Result<Self, MapiError> {
        if !octets.starts_with(&MAGIC) {
            return Err(MapiError::AnotherFormat);
        }
        let opened = guarded(|| {
            let file = CompoundFile::open(Cursor::new(octets)).ok()?;
            (file.walk().take(MAX_ENTRIES + 1).count() <= MAX_ENTRIES).then_some(file)
        });
        // Names and streams are asked for more than once, at most: twice the file and some.
        let octets_left = octets.len().saturating_mul(2).saturating_add(1 << 20);
        opened.map(|file| Self { file, octets_left }).ok_or(MapiError::Damaged)
    }

    /// Says whether there is something at `path`.
    pub(super) fn has(&self, path: &str) -> bool {
        guarded(|| Some(self.file.exists(path))).unwrap_or_default()
    }

    /// Returns the names in a storage, in their order.
    pub(super) fn children(&self, path: &str) -> Vec<String> {
        let path = if path.is_empty() { "/" } else { path };
        let names = guarded(|| {
            let entries = self.file.read_storage(path).ok()?;
            Some(entries.map(|entry| entry.name().to_owned()).collect::<Vec<_>>())
        });
        names.unwrap_or_default()
    }

    /// Says whether the storage at `path` has streams only, or also storages.
    pub(super) fn is_storage(&self, path: &str) -> bool {
        guarded(|| Some(self.file.is_storage(path))).unwrap_or_default()
    }

    /// Returns the octets of a stream; `None` if there is none or it cannot be read.
    pub(super) fn stream(&mut self, path: &str) -> Option<Vec<u8>> {
        let octets_left = self.octets_left;
        let file = &mut self.file;
        let octets = guarded(|| {
            if !file.is_stream(path) {
                return None;
            }
            let mut stream = file.open_stream(path).ok()?;
            let length = usize::try_from(stream.len()).ok().filter(|length| *length <= octets_left)?;
            let mut octets = Vec::with_capacity(length);
            stream.read_to_end(&mut octets).ok()?;
            Some(octets)
        })?;
        self.octets_left -= octets.len();
        Some(octets)
    }
}

fn guarded<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}
