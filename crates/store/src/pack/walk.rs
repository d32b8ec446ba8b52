//! Walking a pack from a batch border to its end: what a rebuild, a restart
//! and a check have in common.
//!
//! Memory is bounded by one frame, one read-ahead and the records of one
//! batch; bodies are handed on as readers.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::ending::END_FRAME;
use super::entry::{BLOCK, Entry, Name};
use super::frame::{self, Frame, Measure, PACKED_LIMIT};
use crate::error::{At, Damage, StoreError};
use crate::hex::Digest;
use crate::medium;

/// The most records of one batch that are read.
pub(crate) const RECORDS_LIMIT: u64 = 256 << 20;

/// Bytes read ahead: several frames at a time.
const READ_AHEAD: usize = 1 << 20;

/// Why a walk stops before a batch is whole.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Bytes that are no batch of ours begin at this offset of the file.
    Damaged { offset: u64, damage: Damage },
    /// The system refused, or the one who took the entries did.
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Stop::Failed(error)
    }
}

/// A whole batch, read.
#[derive(Debug)]
pub(crate) struct WalkedBatch {
    pub(crate) number: u64,
    pub(crate) records: Vec<u8>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) file_start: u64,
    pub(crate) file_end: u64,
    pub(crate) raw_end: u64,
    pub(crate) packed_sha256: Digest,
}

/// Takes an entry: where its body begins in the tar stream, and the body,
/// which must be read to its end.
pub(crate) type TakeEntry<'t> = &'t mut dyn FnMut(Entry, u64, &mut dyn Read) -> io::Result<()>;

/// A walk along one pack.
pub(crate) struct Walk<'a> {
    file: &'a File,
    path: PathBuf,
    /// Bytes of the file.
    length: u64,
    /// Read ahead; `ahead[used..]` begins at `file_pos` of the file.
    ahead: Vec<u8>,
    used: usize,
    file_pos: u64,
    /// The frame in hand, and how much of it is consumed.
    raw: Vec<u8>,
    raw_used: usize,
    raw_pos: u64,
    frames: Vec<Frame>,
    packed: Sha256,
    /// Set where decoding failed, for readers that can only say `InvalidData`.
    fault: Option<(u64, Damage)>,
}

impl<'a> Walk<'a> {
    /// Begins at a batch border: `file_pos` in the file, `raw_pos` in the tar stream.
    pub(crate) fn new(file: &'a File, path: &Path, file_pos: u64, raw_pos: u64) -> Result<Self, StoreError> {
        let length = file.metadata().at(path)?.len();
        Ok(Self {
            file,
            path: path.to_owned(),
            length,
            ahead: Vec::new(),
            used: 0,
            file_pos,
            raw: Vec::new(),
            raw_used: 0,
            raw_pos,
            frames: Vec::new(),
            packed: Sha256::new(),
            fault: None,
        })
    }

    /// Returns where the walk is in the file.
    pub(crate) fn file_pos(&self) -> u64 {
        self.file_pos
    }

    /// Goes on at another batch border.
    pub(crate) fn jump(&mut self, file_pos: u64, raw_pos: u64) {
        self.ahead.clear();
        self.raw.clear();
        (self.used, self.raw_used) = (0, 0);
        (self.file_pos, self.raw_pos) = (file_pos, raw_pos);
    }

    /// Returns the bytes of the file.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Reads the next batch; `None` at the end of the file or at the end mark.
    pub(crate) fn next(&mut self, take: TakeEntry<'_>) -> Result<Option<WalkedBatch>, Stop> {
        self.packed = Sha256::new();
        self.frames.clear();
        let file_start = self.file_pos;
        if self.at_end()? {
            return Ok(None);
        }
        self.fault = None;
        let read = self.read_batch(take);
        let (number, records) = read.map_err(|error| self.stop(error))?;
        Ok(Some(WalkedBatch {
            number,
            records,
            frames: std::mem::take(&mut self.frames),
            file_start,
            file_end: self.file_pos,
            raw_end: self.raw_pos,
            packed_sha256: std::mem::take(&mut self.packed).finalize().into(),
        }))
    }

    /// Says whether the end mark of a finished pack stands here.
    pub(crate) fn at_end_mark(&mut self) -> Result<bool, StoreError> {
        self.fill(END_FRAME.len())?;
        Ok(self.here().starts_with(&END_FRAME))
    }

    fn at_end(&mut self) -> Result<bool, StoreError> {
        Ok(self.file_pos >= self.length || self.at_end_mark()?)
    }

    fn read_batch(&mut self, take: TakeEntry<'_>) -> io::Result<(u64, Vec<u8>)> {
        loop {
            let (place, mut block) = (self.file_pos, [0; BLOCK as usize]);
            self.read_exact(&mut block)?;
            let entry = Entry::parse(&block).ok_or_else(|| self.damage(place, Damage::TarHeader))?;
            if let Name::Batch(number) = entry.name {
                let records = self.read_records(entry)?;
                return Ok((number, records));
            }
            let start = self.raw_pos;
            take(entry, start, &mut Read::take(&mut *self, entry.size))?;
            if self.raw_pos != start + entry.size {
                return Err(self.damage(place, Damage::CutShort));
            }
            self.skip_padding(entry)?;
        }
    }

    fn read_records(&mut self, entry: Entry) -> io::Result<Vec<u8>> {
        let place = self.file_pos;
        let mut records = Vec::new();
        let limit = entry.size.min(RECORDS_LIMIT);
        Read::take(&mut *self, limit).read_to_end(&mut records)?;
        self.skip_padding(entry)?;
        if records.len() as u64 != entry.size {
            return Err(self.damage(place, Damage::CutShort));
        }
        let is_last = self.raw_used == self.raw.len();
        if is_last { Ok(records) } else { Err(self.damage(place, Damage::Records)) }
    }

    fn skip_padding(&mut self, entry: Entry) -> io::Result<()> {
        let (place, mut block) = (self.file_pos, [0; BLOCK as usize]);
        let padding = block.get_mut(..entry.padding() as usize).unwrap_or_default();
        self.read_exact(padding)?;
        if padding.iter().all(|byte| *byte == 0) {
            Ok(())
        } else {
            Err(self.damage(place, Damage::TarHeader))
        }
    }

    /// Decodes the next frame; `false` at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        if self.file_pos >= self.length {
            return Ok(false);
        }
        self.fill(PACKED_LIMIT).map_err(io::Error::other)?;
        let Measure::Frame { file_bytes, raw_bytes } = frame::measure(self.here()) else {
            return Err(self.damage(self.file_pos, Damage::Frame));
        };
        let packed = self.ahead.get(self.used..self.used + file_bytes).unwrap_or_default();
        let decoded = frame::decompress(packed, raw_bytes);
        self.packed.update(packed);
        self.raw = decoded.map_err(|_| self.damage(self.file_pos, Damage::Frame))?;
        self.raw_used = 0;
        self.frames.push(Frame {
            file_start: self.file_pos,
            file_bytes: file_bytes as u32,
            raw_start: self.raw_pos,
            raw_bytes: raw_bytes as u32,
        });
        self.file_pos += file_bytes as u64;
        self.used += file_bytes;
        Ok(true)
    }

    fn here(&self) -> &[u8] {
        self.ahead.get(self.used..).unwrap_or_default()
    }

    /// Reads ahead until `wanted` bytes are here, or the file ends.
    fn fill(&mut self, wanted: usize) -> Result<(), StoreError> {
        if self.here().len() >= wanted {
            return Ok(());
        }
        self.ahead.drain(..self.used);
        self.used = 0;
        let from = self.file_pos + self.ahead.len() as u64;
        let count = (READ_AHEAD as u64).min(self.length.saturating_sub(from)) as usize;
        let kept = self.ahead.len();
        self.ahead.resize(kept + count, 0);
        let fresh = self.ahead.get_mut(kept..).unwrap_or_default();
        medium::read_exact_at(self.file, fresh, from).at(&self.path)
    }

    /// Remembers what is wrong, since a reader can only say that something is.
    fn damage(&mut self, offset: u64, damage: Damage) -> io::Error {
        self.fault = self.fault.or(Some((offset, damage)));
        io::ErrorKind::InvalidData.into()
    }

    fn stop(&mut self, error: io::Error) -> Stop {
        match self.fault.take() {
            Some((offset, damage)) => Stop::Damaged { offset, damage },
            None if error.kind() == io::ErrorKind::UnexpectedEof => {
                Stop::Damaged { offset: self.length, damage: Damage::CutShort }
            }
            None => Stop::Failed(StoreError::Io { path: self.path.clone(), source: error }),
        }
    }
}

impl Read for Walk<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.raw_used == self.raw.len() && !self.next_frame()? {
            return Ok(0);
        }
        let rest = self.raw.get(self.raw_used..).unwrap_or_default();
        let count = io::Read::read(&mut &*rest, into)?;
        self.raw_used += count;
        self.raw_pos += count as u64;
        Ok(count)
    }
}

/// Says whether the records of a batch after `expected` begin somewhere behind `from`.
///
/// A kill tears at most the batch being written. If a later one is there, the
/// bytes before it were committed and have rotted: cutting would destroy mail.
pub(crate) fn holds_later_batch(
    file: &File,
    path: &Path,
    from: u64,
    expected: u64,
) -> Result<bool, StoreError> {
    const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
    let mut walk = Walk::new(file, path, from, 0)?;
    while walk.file_pos < walk.length {
        walk.fill(PACKED_LIMIT)?;
        let here = walk.here();
        let Some(skip) = here.windows(4).position(|window| window == MAGIC) else {
            let skip = here.len().saturating_sub(3).max(1);
            (walk.used, walk.file_pos) = (walk.used + skip, walk.file_pos + skip as u64);
            continue;
        };
        (walk.used, walk.file_pos) = (walk.used + skip, walk.file_pos + skip as u64);
        walk.fill(PACKED_LIMIT)?;
        let skip = match begins_batch(walk.here()) {
            (_, Some(number)) if number > expected => return Ok(true),
            (file_bytes, _) => file_bytes.max(1),
        };
        (walk.used, walk.file_pos) = (walk.used + skip, walk.file_pos + skip as u64);
    }
    Ok(false)
}

/// Returns the length of the frame here, if it decodes, and the batch whose records it begins.
fn begins_batch(packed: &[u8]) -> (usize, Option<u64>) {
    let Measure::Frame { file_bytes, raw_bytes } = frame::measure(packed) else { return (0, None) };
    let packed = packed.get(..file_bytes).unwrap_or_default();
    let Ok(raw) = frame::decompress(packed, raw_bytes) else { return (0, None) };
    let entry = raw.first_chunk().and_then(Entry::parse);
    let number = entry.and_then(|entry| match entry.name {
        Name::Batch(number) => Some(number),
        _ => None,
    });
    (file_bytes, number)
}
