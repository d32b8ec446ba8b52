//! Outlook's files: items rebuilt to messages, one after another.
//!
//! The items of a PST are told in the order in which they lie in the file: then an
//! offset says how far the reading has come, as in an mbox. What is before an offset
//! says nothing about the items there, so a reading is resumed only in the very same file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use greffe_mapi::{Item, MapiError, Pst, Storage, read_msg, rebuild};
use greffe_terms::{Defect, FileState, Fingerprint, Flags};

use crate::boxed::Budget;
use crate::error::IntakeError;
use crate::event::{Content, Event, Found, Lost, LostReason, Quoting};
use crate::options::Options;
use crate::spool::{Gather, failed};

/// A longer MSG is not read: all of it would have to be in memory.
const MAX_MSG_BYTES: u64 = 256 << 20;

/// How often all of a PST may be read, beside what may be read of any: its items may
/// share blocks, but none of Outlook's do so many times.
const READ_AGAIN: u64 = 20;
const READ_FREELY: u64 = 1 << 30;

/// A message made from an item.
pub(crate) struct Rebuilt {
    pub(crate) content: Content,
    pub(crate) flags: Flags,
    pub(crate) defects: Vec<Defect>,
}

/// Rebuilds the message that a MSG holds, or says why not.
pub(crate) fn msg(content: &Content, options: &Options) -> Result<Result<Rebuilt, LostReason>, IntakeError> {
    let octets = match content {
        Content::Memory(octets) => octets,
        Content::Spooled { length, .. } if *length > MAX_MSG_BYTES => {
            return Ok(Err(LostReason::TotalExceeded));
        }
        Content::Spooled { file, .. } => &spooled(file).map_err(|cause| failed(options, cause))?,
    };
    match read_msg(octets) {
        Ok(item) => rebuilt(&item, options).map(Ok),
        Err(error) => Ok(Err(reason_of(error))),
    }
}

fn spooled(mut file: &File) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut octets)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(octets)
}

fn rebuilt(item: &Item, options: &Options) -> Result<Rebuilt, IntakeError> {
    let mut gathering = Gathering { gather: Gather::default(), options, trouble: None };
    let written = rebuild(item, &mut gathering);
    if let Some(trouble) = gathering.trouble {
        return Err(trouble);
    }
    written.map_err(|cause| failed(options, cause))?;
    let mut defects = vec![Defect::RebuiltFromMapi];
    defects.extend(item.lacks_something().then_some(Defect::IncompleteInContainer));
    Ok(Rebuilt { content: gathering.gather.finish(options)?, flags: item.flags(), defects })
}

/// Hands on what is written, and keeps the error that ends it.
struct Gathering<'o> {
    gather: Gather,
    options: &'o Options,
    trouble: Option<IntakeError>,
}

impl Write for Gathering<'_> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        match self.gather.push(octets, self.options) {
            Ok(()) => Ok(octets.len()),
            Err(trouble) => {
                self.trouble = Some(trouble);
                Err(io::ErrorKind::Other.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn reason_of(error: MapiError) -> LostReason {
    match error {
        MapiError::AnotherFormat => LostReason::UnsupportedFormat,
        MapiError::Truncated => LostReason::Truncated,
        MapiError::Encrypted => LostReason::Encrypted,
        _ => LostReason::Damaged,
    }
}

/// A PST or OST that is being read.
pub(crate) struct OpenPst {
    pst: Pst<Span>,
    /// Length of the file.
    bytes: u64,
    /// Items by where they are told: no two at the same place.
    items: Vec<(u64, usize)>,
    next: usize,
    /// Broken pages, told first.
    damage: std::vec::IntoIter<u64>,
    messages: u64,
    /// Everything before this offset was told.
    told_to: u64,
    budget: Arc<Budget>,
}

impl OpenPst {
    /// Opens the file; `count` counts what is read of it.
    ///
    /// # Errors
    /// What to tell when nothing in it can be read.
    pub(crate) fn open(
        file: Arc<Mutex<File>>,
        bytes: u64,
        count: Arc<AtomicU64>,
        budget: Arc<Budget>,
    ) -> Result<Self, LostReason> {
        let left = READ_FREELY.saturating_add(bytes.saturating_mul(READ_AGAIN));
        let span = Span { file, bytes, count, left };
        let opened = catch_unwind(AssertUnwindSafe(|| Pst::open(span)));
        let pst = opened.unwrap_or(Err(MapiError::Damaged)).map_err(reason_of)?;
        let mut items: Vec<(u64, usize)> =
            pst.entries().iter().enumerate().map(|(n, entry)| (entry.offset, n)).collect();
        items.sort_unstable();
        let mut free = 0;
        for (offset, _) in &mut items {
            *offset = free.max(*offset);
            free = *offset + 1;
        }
        let damage: Vec<u64> = pst.damage().to_vec();
        Ok(Self { pst, bytes, items, next: 0, damage: damage.into_iter(), messages: 0, told_to: 0, budget })
    }

    /// Goes on where an earlier run stopped; returns how many messages that one had, or
    /// `None` if it read another file.
    pub(crate) fn resume(&mut self, state: &FileState, file: Fingerprint) -> Option<u64> {
        if state.prefix_sha256 != file.sha256 || state.items == 0 {
            return None;
        }
        self.next = self.items.partition_point(|(offset, _)| *offset < state.committed_bytes);
        self.damage = Vec::new().into_iter();
        (self.messages, self.told_to) = (state.items, state.committed_bytes);
        Some(state.items)
    }

    /// Returns what stands next.
    pub(crate) fn next(
        &mut self,
        path: &str,
        base: &str,
        options: &Options,
    ) -> Result<Option<Event>, IntakeError> {
        let path = path.to_owned();
        if let Some(offset) = self.damage.next() {
            let is_beyond = offset >= self.bytes;
            let reason = if is_beyond { LostReason::Truncated } else { LostReason::Damaged };
            let length = if is_beyond { 0 } else { 512 };
            return Ok(Some(Event::Lost(Lost { path, offset, length, reason, kept: None })));
        }
        let Some((offset, n)) = self.items.get(self.next).copied() else { return Ok(None) };
        self.next += 1;
        self.told_to = offset + 1;
        let read = catch_unwind(AssertUnwindSafe(|| self.pst.read(n))).unwrap_or(Err(MapiError::Damaged));
        let (item, entry) = match (read, self.pst.entries().get(n)) {
            (Ok(item), Some(entry)) => (item, entry),
            (read, _) => {
                let reason = reason_of(read.err().unwrap_or(MapiError::Damaged));
                // Its octets lie in many places: they stay in the file, which is known by its hash.
                return Ok(Some(Event::Lost(Lost { path, offset, length: 1, reason, kept: None })));
            }
        };
        let Rebuilt { content, flags, defects } = rebuilt(&item, options)?;
        // Items may share blocks: a small file could say that it has much.
        if let Err(refused) = self.budget.spend(content.length()) {
            self.next = self.items.len();
            let (reason, length) = (crate::boxed::reason_of(&refused), 0);
            return Ok(Some(Event::Lost(Lost { path, offset, length, reason, kept: None })));
        }
        self.messages += 1;
        Ok(Some(Event::Message(Found {
            path,
            folder: below(base, &entry.folder),
            offset,
            length: content.length(),
            content,
            flags: Flags { deleted: flags.deleted || entry.is_recoverable, ..flags },
            postmark: None,
            quoting: Quoting::None,
            defects,
        })))
    }

    /// Returns how many messages were told, earlier runs included.
    pub(crate) fn messages(&self) -> u64 {
        self.messages
    }

    /// Returns how far the reading has come; the hash is that of the whole file.
    pub(crate) fn progress(&self, file: Fingerprint) -> (u64, Fingerprint) {
        (self.messages, Fingerprint { bytes: self.told_to, sha256: file.sha256 })
    }
}

fn below(base: &str, folder: &str) -> String {
    if base.is_empty() || folder.is_empty() { format!("{base}{folder}") } else { format!("{base}/{folder}") }
}

/// A file that others read too.
struct Span {
    file: Arc<Mutex<File>>,
    bytes: u64,
    count: Arc<AtomicU64>,
    /// What may still be read.
    left: u64,
}

impl Storage for Span {
    fn length(&self) -> u64 {
        self.bytes
    }

    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let end = at.checked_add(buffer.len() as u64).filter(|end| *end <= self.bytes);
        end.ok_or(io::ErrorKind::UnexpectedEof)?;
        self.left = self.left.checked_sub(buffer.len() as u64).ok_or(io::ErrorKind::QuotaExceeded)?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(buffer)?;
        self.count.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        Ok(())
    }
}
