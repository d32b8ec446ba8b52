//! From packs to catalogue: what a restart, a rebuild and a check have in common.
//!
//! A tail that a kill has torn is told apart from bytes that have rotted: only
//! the first is ever cut, and only behind the last whole batch.

use std::io::{self, Read};
use std::path::Path;

use greffe_message::{Abridger, Held, Summary};
use greffe_terms::{MessageId, Nature};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::catalogue::{Applied, Catalogue, Placed, Watermark};
use crate::error::{At, Damage, StoreError};
use crate::hex::Digest;
use crate::pack::{self, Entry, Frame, Name, PackFile, Stop, Walk, WalkedBatch, holds_later_batch};
use crate::record::{ItemLine, Line, OutcomeWord, Records, sha256};

/// Reads what the catalogue keeps of an item, from what it is and its bytes, as far as
/// they are held (see [`OVERSIZE_BYTES`]).
///
/// Must say the same of the same bytes for ever: a rebuilt catalogue is compared with it.
pub type Summarise = fn(Nature, &Held<'_>) -> Summary;

/// Of a mail longer than this, [`Summarise`] is given an abridgement; of a document, the
/// first [`OVERSIZE_PREFIX_BYTES`].
pub const OVERSIZE_BYTES: u64 = 64 << 20;

/// What is read of an oversize document.
pub const OVERSIZE_PREFIX_BYTES: u64 = 16 << 20;

/// Messages held at once while their digests are computed.
const WAVE_BYTES: usize = 32 << 20;

/// Where a writer goes on.
#[derive(Debug)]
pub(crate) struct Tail {
    /// The last batch.
    pub(crate) mark: Option<Watermark>,
    /// The pack that grows, with its ends in the file and in the tar stream.
    pub(crate) open: Option<(u32, u64, u64)>,
    /// The number of the next pack, if none grows.
    pub(crate) next_pack: u32,
}

/// Enters in `catalogue` all batches behind its watermark.
pub(crate) fn replay(
    packs: &Path,
    catalogue: &mut Catalogue,
    summarise: Summarise,
) -> Result<Tail, StoreError> {
    let list = pack::list(packs)?;
    let mut mark = catalogue.watermark()?;
    if let Some(mark) = &mark {
        recognise(&list, mark, catalogue.path())?;
    }
    let mut tail = Tail { mark: None, open: None, next_pack: list.len() as u32 };
    let first = mark.as_ref().map_or(0, |mark| mark.pack as usize);
    for (place, pack) in list.iter().enumerate().skip(first) {
        let last = place + 1 == list.len();
        let (file_end, raw_end) = replay_pack(pack, last, &mut mark, catalogue, summarise)?;
        if !pack.finished {
            tail.open = Some((pack.number, file_end, raw_end));
        }
    }
    tail.mark = mark;
    Ok(tail)
}

/// Makes sure that the last batch of the catalogue is the one in the packs:
/// everything behind it may be cut.
fn recognise(list: &[PackFile], mark: &Watermark, catalogue: &Path) -> Result<(), StoreError> {
    let foreign = || StoreError::CatalogueForeign { path: catalogue.to_owned() };
    let pack = list.get(mark.pack as usize).ok_or_else(foreign)?;
    let mut file = std::fs::File::open(&pack.path).at(&pack.path)?;
    let digest = digest_span(&mut file, mark.file_start, mark.file_end).at(&pack.path)?;
    if digest == mark.packed_sha256 { Ok(()) } else { Err(foreign()) }
}

/// Returns the digest of a span of a file; a shorter file gives another digest.
fn digest_span(file: &mut std::fs::File, from: u64, to: u64) -> io::Result<Digest> {
    io::Seek::seek(file, io::SeekFrom::Start(from))?;
    let mut digest = Sha256::new();
    io::copy(&mut file.take(to.saturating_sub(from)), &mut digest)?;
    Ok(digest.finalize().into())
}

/// Replays one pack; returns where its batches end, in the file and in the tar stream.
fn replay_pack(
    pack: &PackFile,
    last: bool,
    mark: &mut Option<Watermark>,
    catalogue: &mut Catalogue,
    summarise: Summarise,
) -> Result<(u64, u64), StoreError> {
    let here = mark.as_ref().filter(|mark| mark.pack == pack.number);
    let (mut file_end, mut raw_end) = here.map_or((0, 0), |mark| (mark.file_end, mark.raw_end));
    let file = std::fs::File::open(&pack.path).at(&pack.path)?;
    let mut walk = Walk::new(&file, &pack.path, file_end, raw_end)?;
    loop {
        match read_batch(&mut walk, pack.number, mark.as_ref(), summarise) {
            Ok(Some(batch)) => {
                enter(catalogue, pack, &batch)?;
                (file_end, raw_end) = (batch.mark.file_end, batch.mark.raw_end);
                *mark = Some(batch.mark);
            }
            Ok(None) if !pack.finished || walk.at_end_mark()? => return Ok((file_end, raw_end)),
            Ok(None) => return Err(damaged(pack, walk.file_pos(), Damage::CutShort)),
            Err(Stop::Failed(error)) => return Err(error),
            Err(Stop::Damaged { offset, damage }) => {
                let expected = mark.as_ref().map_or(0, |mark| mark.batch + 1);
                let torn = last && !pack.finished && is_tearing(damage);
                if torn && !holds_later_batch(&file, &pack.path, file_end, expected)? {
                    return Ok((file_end, raw_end));
                }
                return Err(damaged(pack, offset, damage));
            }
        }
    }
}

/// Enters a batch; records that do not fit what came before are the pack's fault.
fn enter(catalogue: &mut Catalogue, pack: &PackFile, batch: &ReadBatch) -> Result<(), StoreError> {
    catalogue.apply(&batch.applied()).map_err(|error| match error {
        StoreError::Sqlite { source, .. } if is_contradiction(&source) => {
            damaged(pack, batch.mark.file_start, Damage::Contradiction)
        }
        other => other,
    })
}

fn is_contradiction(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::QueryReturnedNoRows)
        || error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// Says whether a kill can do this: a whole batch that contradicts itself, or says what only a
/// later greffe can read, is no torn one.
fn is_tearing(damage: Damage) -> bool {
    matches!(damage, Damage::Frame | Damage::CutShort | Damage::TarHeader)
}

fn damaged(pack: &PackFile, offset: u64, damage: Damage) -> StoreError {
    StoreError::PackDamaged { path: pack.path.clone(), offset, damage }
}

/// A batch read back from a pack, every digest in it recomputed.
pub(crate) struct ReadBatch {
    pub(crate) records: Records,
    pub(crate) placed: Vec<Placed>,
    pub(crate) kept: Vec<u64>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) mark: Watermark,
}

impl ReadBatch {
    /// Returns it as the catalogue takes it.
    pub(crate) fn applied(&self) -> Applied<'_> {
        Applied {
            records: &self.records,
            placed: &self.placed,
            kept: &self.kept,
            frames: &self.frames,
            mark: self.mark.clone(),
            is_planned: false,
        }
    }
}

/// Reads the batch here, which must follow `previous`.
pub(crate) fn read_batch(
    walk: &mut Walk<'_>,
    pack: u32,
    previous: Option<&Watermark>,
    summarise: Summarise,
) -> Result<Option<ReadBatch>, Stop> {
    let mut gathered = Gathered::new(summarise);
    let walked = walk.next(&mut |entry, start, body| gathered.take(entry, start, body))?;
    let Some(walked) = walked else { return Ok(None) };
    gathered.finish_wave();
    let wrong = |damage| Stop::Damaged { offset: walked.file_start, damage };
    if gathered.contradicted {
        return Err(wrong(Damage::Content));
    }
    let records = Records::parse(&walked.records).ok_or_else(|| wrong(Damage::Records))?;
    check_chain(&records, &walked, previous).map_err(wrong)?;
    let next = previous.map_or(0, |mark| mark.messages);
    if !gathered.fits(&records) || !are_numbered(&records, next) {
        return Err(wrong(Damage::Contradiction));
    }
    let mark = Watermark {
        batch: walked.number,
        pack,
        file_start: walked.file_start,
        file_end: walked.file_end,
        raw_end: walked.raw_end,
        messages: next + gathered.placed.len() as u64,
        records_sha256: sha256(&walked.records),
        packed_sha256: walked.packed_sha256,
    };
    let kept = gathered.kept.iter().map(|kept| kept.start).collect();
    Ok(Some(ReadBatch { records, placed: gathered.placed, kept, frames: walked.frames, mark }))
}

fn check_chain(records: &Records, walked: &WalkedBatch, previous: Option<&Watermark>) -> Result<(), Damage> {
    let (number, digest, packed) = match previous {
        Some(mark) => (mark.batch + 1, mark.records_sha256, mark.packed_sha256),
        None => (0, [0; 32], [0; 32]),
    };
    let header = &records.header;
    if header.number != number || walked.number != number || header.previous != digest {
        Err(Damage::Chain)
    } else if header.previous_packed != packed {
        Err(Damage::Packed)
    } else {
        Ok(())
    }
}

/// What the entries of a batch hold.
struct Gathered {
    summarise: Summarise,
    placed: Vec<Placed>,
    kept: Vec<Kept>,
    wave: Vec<Raw>,
    wave_bytes: usize,
    /// A body has another digest than its name says.
    contradicted: bool,
}

struct Kept {
    start: u64,
    bytes: u64,
    sha256: Digest,
}

/// An item whose digest is still to be computed.
struct Raw {
    nature: Nature,
    id: MessageId,
    start: u64,
    bytes: Vec<u8>,
}

impl Gathered {
    fn new(summarise: Summarise) -> Self {
        let (placed, kept, wave) = (Vec::new(), Vec::new(), Vec::new());
        Self { summarise, placed, kept, wave, wave_bytes: 0, contradicted: false }
    }

    fn take(&mut self, entry: Entry, start: u64, body: &mut dyn Read) -> io::Result<()> {
        match entry.name {
            Name::Message(id) => self.take_item((Nature::Mail, id), entry.size, start, body),
            Name::Document(id) => self.take_item((Nature::Document, id), entry.size, start, body),
            Name::Lost(sha256) => {
                let (bytes, found) = digest_rest(Sha256::new(), body)?;
                self.contradicted |= found != sha256;
                self.kept.push(Kept { start, bytes, sha256 });
                Ok(())
            }
            Name::Batch(_) => Ok(()),
        }
    }

    fn take_item(
        &mut self,
        (nature, id): (Nature, MessageId),
        size: u64,
        start: u64,
        body: &mut dyn Read,
    ) -> io::Result<()> {
        if size > OVERSIZE_BYTES {
            return self.take_oversize((nature, id), size, start, body);
        }
        let mut bytes = Vec::new();
        body.read_to_end(&mut bytes)?;
        self.wave_bytes += bytes.len();
        self.wave.push(Raw { nature, id, start, bytes });
        if self.wave_bytes >= WAVE_BYTES {
            self.finish_wave();
        }
        Ok(())
    }

    fn take_oversize(
        &mut self,
        (nature, id): (Nature, MessageId),
        size: u64,
        start: u64,
        body: &mut dyn Read,
    ) -> io::Result<()> {
        self.finish_wave();
        let mut body = Hashing { inner: body, digest: Sha256::new(), bytes: 0 };
        let held = hold(nature, size, &mut body)?;
        let (length, digest) = body.finish()?;
        self.contradicted |= digest != *id.as_bytes();
        self.placed.push(Placed { id, start, length, summary: (self.summarise)(nature, &held) });
        Ok(())
    }

    fn finish_wave(&mut self) {
        let summarise = self.summarise;
        let read = |raw: &Raw| {
            let length = raw.bytes.len() as u64;
            let summary = summarise(raw.nature, &Held::beginning(&raw.bytes, length));
            let placed = Placed { id: raw.id, start: raw.start, length, summary };
            (placed, sha256(&raw.bytes) == *raw.id.as_bytes())
        };
        let done: Vec<(Placed, bool)> = self.wave.par_iter().map(read).collect();
        self.contradicted |= done.iter().any(|(_, same)| !same);
        self.placed.extend(done.into_iter().map(|(placed, _)| placed));
        self.wave.clear();
        self.wave_bytes = 0;
    }

    /// Says whether the records speak of exactly these entries, in this order.
    fn fits(&self, records: &Records) -> bool {
        let stored = records.lines.iter().filter_map(|line| match line {
            Line::Item(item) if item.outcome == OutcomeWord::Stored => Some(item),
            _ => None,
        });
        let stored: Vec<&ItemLine> = stored.collect();
        let is_of = |(item, placed): (&&ItemLine, &Placed)| {
            item.nature == placed.summary.kind.nature() && item.is_of(placed.id)
        };
        let kept = records.lines.iter().filter_map(|line| match line {
            Line::Lost(lost) => lost.kept.as_ref().map(|kept| (kept.sha256, kept.bytes)),
            _ => None,
        });
        stored.len() == self.placed.len()
            && stored.iter().zip(&self.placed).all(is_of)
            && kept.eq(self.kept.iter().map(|kept| (kept.sha256, kept.bytes)))
    }
}

/// Holds of an item what there is room for.
fn hold(nature: Nature, size: u64, body: &mut dyn Read) -> io::Result<Held<'static>> {
    if nature == Nature::Mail {
        let mut abridger = Abridger::default();
        io::copy(body, &mut abridger)?;
        return Ok(abridger.finish());
    }
    let mut beginning = Vec::new();
    body.take(OVERSIZE_PREFIX_BYTES).read_to_end(&mut beginning)?;
    Ok(Held::beginning(beginning, size))
}

/// Computes the digest of what passes.
struct Hashing<'a> {
    inner: &'a mut dyn Read,
    digest: Sha256,
    bytes: u64,
}

impl Hashing<'_> {
    /// Reads what is left; returns length and digest of all.
    fn finish(self) -> io::Result<(u64, Digest)> {
        let (rest, digest) = digest_rest(self.digest, self.inner)?;
        Ok((self.bytes + rest, digest))
    }
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.digest.update(buffer.get(..n).unwrap_or_default());
        self.bytes += n as u64;
        Ok(n)
    }
}

fn digest_rest(mut digest: Sha256, body: &mut dyn Read) -> io::Result<(u64, Digest)> {
    let bytes = io::copy(body, &mut digest)?;
    Ok((bytes, digest.finalize().into()))
}

/// Says whether stored messages are numbered from `next` on, and the others known by then.
fn are_numbered(records: &Records, mut next: u64) -> bool {
    records.lines.iter().all(|line| match line {
        Line::Item(item) if item.outcome == OutcomeWord::Stored => {
            next += 1;
            u64::from(item.n.0) + 1 == next
        }
        Line::Item(item) => u64::from(item.n.0) < next,
        _ => true,
    })
}
