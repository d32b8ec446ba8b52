//! Reading one span of the tar stream: one or two frames for most messages.
//!
//! A checksum stands at the end of its frame. Whoever only looks at a message may
//! do without: its frame is then read and decoded up to the block in which the message
//! ends, which is half of the work on average.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::frame::{self, FRAME_BYTES, FRAME_LIMIT, Frame, PACKED_LIMIT};
use crate::error::{Damage, StoreError};
use crate::medium;

/// Frames kept decoded: 16 MiB as they are written. Lists read neighbours.
const CACHED_FRAMES: usize = 56;

/// Frames that were decoded lately, by pack and place in the file.
#[derive(Debug, Default)]
pub(crate) struct FrameCache {
    kept: Mutex<Kept>,
}

/// Frames remembered as glimpsed: those of a few pages. Whoever comes back later finds them
/// out of the cache, too, and would have the whole decoded for nothing.
const GLIMPSED_FRAMES: usize = 2 * CACHED_FRAMES;

#[derive(Debug, Default)]
struct Kept {
    frames: HashMap<(u32, u64), Decoded>,
    clock: u64,
    /// Frames of which somebody saw a beginning.
    glimpsed: HashSet<(u32, u64)>,
}

#[derive(Debug)]
struct Decoded {
    raw: Arc<Vec<u8>>,
    used_at: u64,
}

/// How much of a frame is decoded to read a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// All of it, with its checksum: rotten bytes are an error.
    Checked,
    /// Up to the end of the span: rotten bytes may pass.
    Unchecked,
}

impl FrameCache {
    fn find(&self, pack: u32, file_start: u64) -> Option<Arc<Vec<u8>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clock += 1;
        let now = kept.clock;
        let found = kept.frames.get_mut(&(pack, file_start))?;
        found.used_at = now;
        Some(Arc::clone(&found.raw))
    }

    /// Says whether nobody has asked for a beginning of this frame before.
    fn is_first_glimpse(&self, pack: u32, file_start: u64) -> bool {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.glimpsed.len() >= GLIMPSED_FRAMES {
            kept.glimpsed.clear();
        }
        kept.glimpsed.insert((pack, file_start))
    }

    fn keep(&self, pack: u32, file_start: u64, raw: &Arc<Vec<u8>>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.frames.len() >= CACHED_FRAMES {
            let oldest = kept.frames.iter().min_by_key(|(_, found)| found.used_at);
            let oldest = oldest.map(|(place, _)| *place);
            oldest.and_then(|place| kept.frames.remove(&place));
        }
        kept.clock += 1;
        let found = Decoded { raw: Arc::clone(raw), used_at: kept.clock };
        kept.frames.insert((pack, file_start), found);
    }
}

/// A pack open for reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenFile<'a> {
    pub(crate) number: u32,
    pub(crate) file: &'a File,
    /// The directory of packs.
    pub(crate) packs: &'a Path,
}

impl OpenFile<'_> {
    /// Returns the name it has now, for messages.
    fn path(&self) -> PathBuf {
        let finished = super::path_of(self.packs, self.number, true);
        if finished.exists() { finished } else { super::path_of(self.packs, self.number, false) }
    }
}

/// Writes `length` bytes of the tar stream from `start` to `out`.
///
/// `frames` are those that cover the span, in order. Spans of many frames
/// leave the cache alone.
pub(crate) fn read_span(
    pack: OpenFile<'_>,
    frames: &[Frame],
    (start, length): (u64, u64),
    depth: Depth,
    cache: &FrameCache,
    out: &mut dyn Write,
) -> Result<u64, StoreError> {
    let (end, few) = (start.saturating_add(length), frames.len() <= 8);
    let mut at = start;
    for frame in frames {
        let from = at.checked_sub(frame.raw_start).unwrap_or(u64::MAX);
        let to = end.saturating_sub(frame.raw_start).min(frame.raw_bytes.into());
        let mut take = |raw: &[u8]| match raw.get(from.min(to) as usize..to as usize) {
            Some(wanted) => out.write_all(wanted).map(|()| wanted.len() as u64),
            None => Ok(0),
        };
        let taken = with_decoded(pack, frame, to as usize, depth, few.then_some(cache), &mut take)?;
        match taken.map_err(|source| StoreError::Io { path: pack.path(), source })? {
            0 => break,
            taken => at += taken,
        }
    }
    if at == end { Ok(length) } else { Err(damaged(pack, frames.first().map_or(0, |f| f.file_start))) }
}

/// Lends a frame to `take`, or at least its first `needed` bytes when it need not be checked.
/// `take` must not read of a pack itself.
fn with_decoded<T>(
    pack: OpenFile<'_>,
    frame: &Frame,
    needed: usize,
    depth: Depth,
    cache: Option<&FrameCache>,
    take: &mut dyn FnMut(&[u8]) -> T,
) -> Result<T, StoreError> {
    let (number, place) = (pack.number, frame.file_start);
    if let Some(raw) = cache.and_then(|cache| cache.find(number, place)) {
        return Ok(take(&raw));
    }
    // What is asked of twice is decoded whole: a page may ask of one frame often.
    if depth == Depth::Unchecked && cache.is_none_or(|cache| cache.is_first_glimpse(number, place)) {
        let mut packed = Packed { file: pack.file, at: place };
        let started = frame::with_start(&mut packed, frame, needed, take);
        return started.map_err(|error| refused(pack, frame, error));
    }
    let raw = Arc::new(decode(pack, frame)?);
    if let Some(cache) = cache {
        cache.keep(number, place, &raw);
    }
    Ok(take(&raw))
}

/// A frame as it lies in the pack, and whatever follows it.
struct Packed<'a> {
    file: &'a File,
    at: u64,
}

impl Read for Packed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        medium::read_exact_at(self.file, into, self.at)?;
        self.at += into.len() as u64;
        Ok(into.len())
    }
}

/// Decodes a whole frame, and checks it.
fn decode(pack: OpenFile<'_>, frame: &Frame) -> Result<Vec<u8>, StoreError> {
    thread_local! {
        // Room from the start for what a frame takes: it would be moved each time it grew. The
        // system makes no memory before somebody writes there.
        static PACKED: RefCell<Vec<u8>> = RefCell::new(vec![0; FRAME_BYTES]);
    }
    let fits = frame.file_bytes as usize <= PACKED_LIMIT && frame.raw_bytes as usize <= FRAME_LIMIT;
    let length = if fits { frame.file_bytes as usize } else { 0 };
    PACKED.with_borrow_mut(|room| {
        if room.len() < length {
            room.resize(length, 0);
        }
        let packed = &mut room[..length];
        let read = medium::read_exact_at(pack.file, packed, frame.file_start);
        let decoded = read.and_then(|()| frame::decompress(packed, frame.raw_bytes as usize));
        decoded.map_err(|error| refused(pack, frame, error))
    })
}

/// Says why a frame cannot be had: it is damaged, or the disk does not give it.
fn refused(pack: OpenFile<'_>, frame: &Frame, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => damaged(pack, frame.file_start),
        _ => StoreError::Io { path: pack.path(), source: error },
    }
}

fn damaged(pack: OpenFile<'_>, offset: u64) -> StoreError {
    StoreError::PackDamaged { path: pack.path(), offset, damage: Damage::Frame }
}
