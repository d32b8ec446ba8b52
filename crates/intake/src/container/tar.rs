//! tar, read in one pass, whatever the stream: v7, ustar, pax and GNU names.
//!
//! The crate `tar` explains the headers; the pass is our own, because its
//! entries borrow the archive and cannot outlive one call of `Source::next`.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tar::{EntryType, Header, PaxExtensions};

use super::Step;
use crate::boxed::{Stream, reason_of};
use crate::event::LostReason;
use crate::place::shown_entry;

const BLOCK_BYTES: usize = 512;
/// Longest name or pax record that is read.
const MAX_EXTENSION_BYTES: u64 = 1 << 20;

/// Says whether a block of 512 bytes is a tar header: its checksum fits.
pub(crate) fn is_tar_header(block: &[u8]) -> bool {
    let Some(block) = block.first_chunk::<BLOCK_BYTES>() else { return false };
    let Ok(told) = Header::from_byte_slice(block).cksum() else { return false };
    // The field itself counts as eight spaces.
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    told == sum(&block[..148]) + 8 * u32::from(b' ') + sum(&block[156..])
}

/// The reading of one tar archive.
pub(crate) struct Tar {
    body: Arc<Mutex<Body>>,
    entries: u64,
    max_entries: u64,
    has_ended: bool,
}

/// The stream, shared with the entry that is being read.
struct Body {
    stream: Stream,
    offset: u64,
    /// Of the current entry, padding not counted.
    left: u64,
    padding: u64,
    /// A header that was met while passing over damage.
    next_header: Option<[u8; BLOCK_BYTES]>,
}

/// What header blocks before the entry's own say of it.
#[derive(Default)]
struct Extensions {
    name: Option<Vec<u8>>,
    size: Option<u64>,
    is_sparse: bool,
}

impl Tar {
    /// Reads `stream` from its first block on.
    pub(crate) fn new(stream: Stream, max_entries: u64) -> Self {
        let body = Body { stream, offset: 0, left: 0, padding: 0, next_header: None };
        Self { body: Arc::new(Mutex::new(body)), entries: 0, max_entries, has_ended: false }
    }

    /// Returns what stands next; the entry told before is passed over.
    pub(crate) fn next(&mut self) -> Option<Step> {
        if self.has_ended {
            return None;
        }
        self.step().unwrap_or_else(|error| {
            self.has_ended = true;
            Some(Step::Lost { name: None, offset: self.body().offset, length: 0, reason: reason_of(&error) })
        })
    }

    fn step(&mut self) -> io::Result<Option<Step>> {
        let mut extensions = Extensions::default();
        loop {
            let offset = self.body().pass_entry()?;
            let Some(block) = self.body().next_block()? else {
                self.has_ended = true;
                return Ok(None);
            };
            if block.iter().all(|byte| *byte == 0) {
                continue;
            }
            if !is_tar_header(&block) {
                return Ok(Some(self.pass_damage(offset)?));
            }
            self.entries += 1;
            if self.entries > self.max_entries {
                self.has_ended = true;
                let reason = LostReason::TooManyEntries;
                return Ok(Some(Step::Lost { name: None, offset, length: 0, reason }));
            }
            if let Some(step) = self.enter(Header::from_byte_slice(&block), &mut extensions, offset)? {
                return Ok(Some(step));
            }
        }
    }

    /// Enters the entry of `header`; `None` when it only describes the next one.
    fn enter(&self, header: &Header, extensions: &mut Extensions, offset: u64) -> io::Result<Option<Step>> {
        let kind = header.entry_type();
        let Ok(told_size) = header.entry_size() else {
            let name = Some(shown_entry(&header.path_bytes()));
            return Ok(Some(Step::Lost {
                name,
                offset,
                length: BLOCK_BYTES as u64,
                reason: LostReason::Damaged,
            }));
        };
        let is_extension = kind.is_pax_local_extensions() || kind.is_gnu_longname();
        let size = if is_extension { told_size } else { extensions.size.unwrap_or(told_size) };
        // Links and folders may tell the size of what they stand for.
        let has_data = !(kind.is_hard_link() || kind.is_symlink() || kind.is_dir());
        self.body().begin_entry(if has_data { size } else { 0 });
        if is_extension {
            extensions.read(kind, self.body().read_extension()?);
            return Ok(None);
        }
        let Extensions { name, is_sparse, .. } = std::mem::take(extensions);
        let name = shown_entry(&name.unwrap_or_else(|| header.path_bytes().into_owned()));
        let lost = |reason| Some(Step::Lost { name: Some(name.clone()), offset, length: size, reason });
        Ok(match kind {
            _ if is_sparse || kind.is_gnu_sparse() => lost(LostReason::UnsupportedFormat),
            EntryType::Directory | EntryType::XGlobalHeader | EntryType::GNULongLink => None,
            EntryType::Link | EntryType::Symlink => lost(LostReason::Link),
            EntryType::Char | EntryType::Block | EntryType::Fifo => lost(LostReason::NotAFile),
            // POSIX: an unknown type is read as a file.
            _ => Some(Step::Entry { name, stream: Box::new(EntryReader(Arc::clone(&self.body))) }),
        })
    }

    /// Passes over blocks that are no header; tells them as one stretch.
    fn pass_damage(&mut self, offset: u64) -> io::Result<Step> {
        let mut body = self.body();
        while let Some(block) = body.next_block()? {
            if is_tar_header(&block) {
                body.give_back(block);
                break;
            }
        }
        let length = body.offset - offset;
        Ok(Step::Lost { name: None, offset, length, reason: LostReason::Damaged })
    }

    fn body(&self) -> MutexGuard<'_, Body> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Extensions {
    fn read(&mut self, kind: EntryType, bytes: Vec<u8>) {
        if kind.is_gnu_longname() {
            let end = memchr::memchr(0, &bytes).unwrap_or(bytes.len());
            self.name = Some(bytes.into_iter().take(end).collect());
            return;
        }
        for extension in PaxExtensions::new(&bytes).flatten() {
            match extension.key_bytes() {
                b"path" => self.name = Some(extension.value_bytes().to_vec()),
                b"size" => self.size = extension.value().ok().and_then(|size| size.parse().ok()),
                key => self.is_sparse |= key.starts_with(b"GNU.sparse."),
            }
        }
    }
}

impl Body {
    fn begin_entry(&mut self, size: u64) {
        self.left = size;
        self.padding = (BLOCK_BYTES as u64 - size % BLOCK_BYTES as u64) % BLOCK_BYTES as u64;
    }

    /// Passes over the rest of the entry; returns the offset of the next block.
    fn pass_entry(&mut self) -> io::Result<u64> {
        let rest = self.left.saturating_add(self.padding);
        (self.left, self.padding) = (0, 0);
        let passed = io::copy(&mut self.stream.as_mut().take(rest), &mut io::sink())?;
        self.offset += passed;
        if passed < rest { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(self.offset) }
    }

    fn next_block(&mut self) -> io::Result<Option<[u8; BLOCK_BYTES]>> {
        if let Some(header) = self.next_header.take() {
            self.offset += BLOCK_BYTES as u64;
            return Ok(Some(header));
        }
        let mut block = Vec::with_capacity(BLOCK_BYTES);
        self.stream.as_mut().take(BLOCK_BYTES as u64).read_to_end(&mut block)?;
        self.offset += block.len() as u64;
        match <[u8; BLOCK_BYTES]>::try_from(block) {
            Ok(block) => Ok(Some(block)),
            Err(short) if short.is_empty() => Ok(None),
            Err(_) => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn give_back(&mut self, header: [u8; BLOCK_BYTES]) {
        self.offset -= BLOCK_BYTES as u64;
        self.next_header = Some(header);
    }

    fn read_extension(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let wanted = self.left.min(MAX_EXTENSION_BYTES);
        let n = self.stream.as_mut().take(wanted).read_to_end(&mut bytes)? as u64;
        self.offset += n;
        self.left -= n;
        Ok(bytes)
    }
}

/// The data of the current entry.
struct EntryReader(Arc<Mutex<Body>>);

impl Read for EntryReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = buffer.len().min(usize::try_from(body.left).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..wanted).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
        let n = body.stream.read(buffer)?;
        body.offset += n as u64;
        body.left -= n as u64;
        if n == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(n) }
    }
}
