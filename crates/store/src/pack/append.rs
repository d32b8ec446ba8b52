//! Writing a batch at the end of the open pack.
//!
//! Frames are compressed side by side and written in order. Nothing here
//! commits: the caller syncs, or cuts back to where the batch began.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::entry::{Entry, Name};
use super::frame::{self, FRAME_BYTES, Frame};
use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::hex::Digest;
use crate::medium;

/// Frames compressed at once: 3.66 MiB, the most a batch writer holds of what it was given.
const GROUP: usize = 13;

/// An entry that does not fit in the frame begins a new one, if the frame is at
/// least half full: then a message of up to 143 KiB is always read from one frame.
const HALF: usize = FRAME_BYTES / 2;

/// The pack that grows. Its ends are those of the last committed batch.
#[derive(Debug)]
pub(crate) struct OpenPack {
    pub(crate) number: u32,
    pub(crate) path: PathBuf,
    pub(crate) file: File,
    pub(crate) file_end: u64,
    pub(crate) raw_end: u64,
    /// Its name is not known to last yet.
    pub(crate) is_new: bool,
}

impl OpenPack {
    /// Opens pack `number`, made if missing, whose committed bytes end at `file_end`.
    ///
    /// What lies behind is cut: the caller has made sure that it is no batch.
    pub(crate) fn open(packs: &Path, number: u32, file_end: u64, raw_end: u64) -> Result<Self, StoreError> {
        let path = super::path_of(packs, number, false);
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).at(&path)?;
        let pack = Self { number, path, file, file_end, raw_end, is_new: file_end == 0 };
        pack.cut()?;
        Ok(pack)
    }

    /// Cuts the file back to its last committed batch.
    pub(crate) fn cut(&self) -> Result<(), StoreError> {
        let length = self.file.metadata().at(&self.path)?.len();
        if length > self.file_end {
            step(Step::Cut).and_then(|()| self.file.set_len(self.file_end)).at(&self.path)?;
            self.file.sync_data().at(&self.path)?;
        }
        Ok(())
    }

    /// Makes what was written last: this is the commit.
    pub(crate) fn commit(&mut self, written: &Written) -> Result<(), StoreError> {
        step(Step::BeforeSync).and_then(|()| self.file.sync_data()).at(&self.path)?;
        if self.is_new {
            medium::sync_dir(self.path.parent().unwrap_or(Path::new(".")))?;
            self.is_new = false;
        }
        (self.file_end, self.raw_end) = (written.file_end, written.raw_end);
        step(Step::AfterSync).at(&self.path)
    }

    /// Begins a batch after the last committed one.
    pub(crate) fn batch(&self) -> io::Result<BatchWriter<'_>> {
        (&self.file).seek(SeekFrom::Start(self.file_end))?;
        Ok(BatchWriter {
            file: &self.file,
            full: Vec::new(),
            open: Vec::with_capacity(FRAME_BYTES),
            frames: Vec::new(),
            file_end: self.file_end,
            frames_end: self.raw_end,
            raw_end: self.raw_end,
            packed: Sha256::new(),
        })
    }
}

/// What a batch became in the pack.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) frames: Vec<Frame>,
    pub(crate) file_end: u64,
    pub(crate) raw_end: u64,
    /// Of the compressed bytes.
    pub(crate) packed_sha256: Digest,
}

/// A batch being written.
pub(crate) struct BatchWriter<'a> {
    file: &'a File,
    /// Frames that wait for their group.
    full: Vec<Vec<u8>>,
    /// The frame being filled.
    open: Vec<u8>,
    frames: Vec<Frame>,
    file_end: u64,
    /// Raw end of `frames`.
    frames_end: u64,
    raw_end: u64,
    packed: Sha256,
}

impl BatchWriter<'_> {
    /// Appends an entry whose body is at hand. Returns where the body begins in the tar stream.
    pub(crate) fn put(&mut self, name: Name, body: &[u8]) -> io::Result<u64> {
        let entry = Entry { name, size: body.len() as u64 };
        let start = self.begin(&entry)?;
        self.write_all(body)?;
        self.end(&entry)?;
        Ok(start)
    }

    /// Appends an entry of `size` bytes copied from `body`, in pieces.
    ///
    /// Returns where the body begins, how many bytes there were and their digest;
    /// if these are not as announced, the batch must be dropped.
    pub(crate) fn put_from(
        &mut self,
        name: Name,
        size: u64,
        body: &mut dyn Read,
    ) -> io::Result<(u64, u64, Digest)> {
        let entry = Entry { name, size };
        let start = self.begin(&entry)?;
        let (mut piece, mut copied, mut digest) = (vec![0; FRAME_BYTES], 0, Sha256::new());
        let mut body = body.take(size);
        loop {
            let count = body.read(&mut piece)?;
            let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else { break };
            digest.update(read);
            self.write_all(read)?;
            copied += count as u64;
        }
        self.end(&entry)?;
        Ok((start, copied, digest.finalize().into()))
    }

    /// Writes the closing records in frames of their own, and all that still waits.
    pub(crate) fn close(mut self, number: u64, records: &[u8]) -> io::Result<Written> {
        self.end_frame()?;
        self.put(Name::Batch(number), records)?;
        self.end_frame()?;
        self.write_group()?;
        let packed_sha256 = self.packed.finalize().into();
        Ok(Written { frames: self.frames, file_end: self.file_end, raw_end: self.raw_end, packed_sha256 })
    }

    fn begin(&mut self, entry: &Entry) -> io::Result<u64> {
        let header = entry.header();
        let whole = header.len() as u64 + entry.size;
        if self.open.len() >= HALF && self.open.len() as u64 + whole > FRAME_BYTES as u64 {
            self.end_frame()?;
        }
        self.write_all(&header)?;
        Ok(self.raw_end)
    }

    fn end(&mut self, entry: &Entry) -> io::Result<()> {
        let zeros = [0; 512];
        self.write_all(zeros.get(..entry.padding() as usize).unwrap_or_default())
    }

    fn end_frame(&mut self) -> io::Result<()> {
        if !self.open.is_empty() {
            self.full.push(std::mem::replace(&mut self.open, Vec::with_capacity(FRAME_BYTES)));
        }
        if self.full.len() >= GROUP { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> io::Result<()> {
        let packed: Vec<Vec<u8>> =
            self.full.par_iter().map(|raw| frame::compress(raw)).collect::<io::Result<_>>()?;
        for (raw, packed) in self.full.drain(..).zip(&packed) {
            step(Step::Write)?;
            self.file.write_all(packed)?;
            self.packed.update(packed);
            self.frames.push(Frame {
                file_start: self.file_end,
                file_bytes: packed.len() as u32,
                raw_start: self.frames_end,
                raw_bytes: raw.len() as u32,
            });
            self.file_end += packed.len() as u64;
            self.frames_end += raw.len() as u64;
        }
        Ok(())
    }
}

impl Write for BatchWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.open.len() == FRAME_BYTES {
            self.end_frame()?;
        }
        let count = bytes.len().min(FRAME_BYTES - self.open.len());
        self.open.extend_from_slice(bytes.get(..count).unwrap_or_default());
        self.raw_end += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
