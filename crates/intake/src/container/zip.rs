//! zip: entries in the order of its directory, those of the same name too.
//!
//! The crate `zip` reads the directory; the data is read here, because its
//! readers borrow the archive and cannot outlive one call of `Source::next`.

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::CompressionMethod;
use zip::read::{Config, ZipFileEntry};
use zip::result::{ZipError, ZipResult};
use zip::unstable::read::ZipIterable;

use super::Step;
use crate::boxed::{Budget, Counted, FileSpan, Metered, Stream, refusal};
use crate::event::LostReason;
use crate::options::Limits;
use crate::place::shown_entry;

/// Method 93 of the zip specification.
const ZSTD: u16 = 93;

/// Names of all entries together: a directory may be larger than memory.
const MAX_NAMES_BYTES: usize = 128 << 20;

/// The reading of one zip archive.
pub(crate) struct Zip {
    file: Arc<Mutex<File>>,
    count: Arc<AtomicU64>,
    entries: std::vec::IntoIter<Described>,
    budget: Arc<Budget>,
    /// Why the directory ends early, to be told last.
    trouble: Option<LostReason>,
}

/// What the directory says of an entry.
struct Described {
    name: Box<[u8]>,
    header_at: u64,
    packed_bytes: u64,
    size_bytes: u64,
    crc: u32,
    method: CompressionMethod,
    refused: Option<LostReason>,
}

impl Zip {
    /// Reads the directory of `file`; `count` counts what is read of its entries.
    ///
    /// # Errors
    /// What to tell when there is no directory to read.
    pub(crate) fn open(
        file: Arc<Mutex<File>>,
        count: Arc<AtomicU64>,
        budget: Arc<Budget>,
        limits: &Limits,
    ) -> Result<Self, LostReason> {
        let directory_file = file.lock().unwrap_or_else(PoisonError::into_inner).try_clone();
        let directory_file = directory_file.map_err(|error| LostReason::Unreadable(error.kind()))?;
        let buffered = io::BufReader::new(directory_file);
        let mut archive =
            ZipIterable::try_new(buffered, Config::default()).map_err(|error| reason_of(&error))?;
        if archive.len() as u64 > limits.entries {
            return Err(LostReason::TooManyEntries);
        }
        let directory = archive.files().map_err(|error| reason_of(&error))?;
        let (entries, trouble) = describe(directory);
        Ok(Self { file, count, entries: entries.into_iter(), budget, trouble })
    }

    /// Says whether this is a document that only happens to be a zip (OOXML,
    /// OpenDocument, EPUB, Java, Android).
    pub(crate) fn is_document(&self) -> bool {
        const MARKS: [&[u8]; 4] = [
            b"[Content_Types].xml",
            b"META-INF/MANIFEST.MF",
            b"META-INF/manifest.xml",
            b"AndroidManifest.xml",
        ];
        let entries = self.entries.as_slice();
        entries.first().is_some_and(|entry| *entry.name == *b"mimetype")
            || entries.iter().any(|entry| MARKS.contains(&&*entry.name))
    }

    /// Returns what stands next.
    pub(crate) fn next(&mut self) -> Option<Step> {
        let Some(entry) = self.entries.by_ref().find(|entry| !entry.name.ends_with(b"/")) else {
            let reason = self.trouble.take()?;
            return Some(Step::Lost { name: None, offset: 0, length: 0, reason });
        };
        let name = shown_entry(&entry.name);
        let opened = match entry.refused {
            Some(reason) => Err(reason),
            None => self.open_entry(&entry).map_err(|error| crate::boxed::reason_of(&error)),
        };
        Some(match opened {
            Ok(stream) => Step::Entry { name, stream },
            Err(reason) => Step::Lost { name: Some(name), offset: 0, length: entry.size_bytes, reason },
        })
    }

    fn open_entry(&self, entry: &Described) -> io::Result<Stream> {
        let packed =
            FileSpan { file: Arc::clone(&self.file), at: self.data_start(entry)?, left: entry.packed_bytes };
        let packed = Counted { inner: packed, count: Arc::clone(&self.count) };
        let decoder = |packed: Counted<Counted<FileSpan>>| -> io::Result<Stream> {
            #[allow(deprecated)] // The only way the crate names a method it does not decode itself.
            match entry.method {
                CompressionMethod::Stored => Ok(Box::new(packed)),
                CompressionMethod::Deflated => Ok(Box::new(DeflateDecoder::new(packed))),
                CompressionMethod::Unsupported(ZSTD) => Ok(Box::new(zstd::Decoder::new(packed)?)),
                _ => Err(refusal(LostReason::UnsupportedCompression)),
            }
        };
        let stream = Box::new(Metered::new(packed, &self.budget, decoder)?);
        Ok(Box::new(Checked { stream, crc: Crc::new(), expected_crc: entry.crc, left: entry.size_bytes }))
    }

    /// Returns where the data begins: after the local header, whose names may be
    /// longer or shorter than the directory's.
    fn data_start(&self, entry: &Described) -> io::Result<u64> {
        let mut header = [0; 30];
        let mut span = FileSpan { file: Arc::clone(&self.file), at: entry.header_at, left: 30 };
        span.read_exact(&mut header)?;
        let [b'P', b'K', 3, 4, .., name_low, name_high, extra_low, extra_high] = header else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let name_bytes = u16::from_le_bytes([name_low, name_high]);
        let extra_bytes = u16::from_le_bytes([extra_low, extra_high]);
        Ok(entry.header_at.saturating_add(30 + u64::from(name_bytes) + u64::from(extra_bytes)))
    }
}

/// Lists a directory as far as it can be read; the reason is why not farther.
fn describe<'a>(
    directory: impl Iterator<Item = ZipResult<ZipFileEntry<'a>>>,
) -> (Vec<Described>, Option<LostReason>) {
    let (mut entries, mut names_bytes) = (Vec::new(), 0);
    for entry in directory {
        let entry = match entry {
            Ok(entry) => Described::new(&entry),
            Err(error) => return (entries, Some(reason_of(&error))),
        };
        names_bytes += entry.name.len();
        if names_bytes > MAX_NAMES_BYTES {
            return (entries, Some(LostReason::TooManyEntries));
        }
        entries.push(entry);
    }
    (entries, None)
}

/// A name that is not UTF-8 is one of DOS (APPNOTE appendix D). Some programs of Windows
/// write the folders of a name as their system does, which is forbidden (APPNOTE 4.4.17.1).
fn told_name(entry: &ZipFileEntry<'_>) -> Box<[u8]> {
    let raw = entry.name_raw();
    let name = match std::str::from_utf8(raw) {
        Ok(_) => raw.to_vec(),
        Err(_) => entry.name().map_or_else(|_| raw.to_vec(), |name| name.into_owned().into_bytes()),
    };
    if name.contains(&b'/') {
        return name.into();
    }
    name.into_iter().map(|byte| if byte == b'\\' { b'/' } else { byte }).collect()
}

impl Described {
    fn new(entry: &ZipFileEntry<'_>) -> Self {
        Self {
            name: told_name(entry),
            header_at: entry.header_start(),
            packed_bytes: entry.compressed_size(),
            size_bytes: entry.size(),
            crc: entry.crc32(),
            method: entry.compression(),
            refused: refused(entry),
        }
    }
}

fn refused(entry: &ZipFileEntry<'_>) -> Option<LostReason> {
    if entry.encrypted() {
        Some(LostReason::Encrypted)
    } else if entry.is_symlink() {
        Some(LostReason::Link)
    } else {
        None
    }
}

fn reason_of(error: &ZipError) -> LostReason {
    match error {
        ZipError::Io(error) => crate::boxed::reason_of(error),
        ZipError::UnsupportedArchive(_) => LostReason::UnsupportedFormat,
        _ => LostReason::Damaged,
    }
}

/// An entry that must have the length and the checksum that the directory tells.
struct Checked {
    stream: Stream,
    crc: Crc,
    expected_crc: u32,
    left: u64,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let n = self.stream.read(buffer)?;
        self.crc.update(buffer.get(..n).unwrap_or_default());
        let Some(left) = self.left.checked_sub(n as u64) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        self.left = left;
        if n == 0 && (left > 0 || self.crc.sum() != self.expected_crc) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(n)
    }
}
