//! Streams of bytes, and the taps put on them: counted, hashed, limited.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greffe_terms::Fingerprint;

use crate::digest::Digest;
use crate::event::LostReason;
use crate::options::Limits;

/// Bytes of any origin, read once.
pub(crate) type Stream = Box<dyn Read + Send>;

/// A span of a file that others read too: it keeps its own place.
pub(crate) struct FileSpan {
    pub(crate) file: Arc<Mutex<File>>,
    pub(crate) at: u64,
    pub(crate) left: u64,
}

impl Read for FileSpan {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..wanted).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let n = file.read(buffer)?;
        self.at += n as u64;
        self.left -= n as u64;
        Ok(n)
    }
}

/// Fails once, then is empty: stands where a stream broke off.
pub(crate) struct Failing(pub(crate) Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Counts what is read, for progress.
pub(crate) struct Counted<R> {
    pub(crate) inner: R,
    pub(crate) count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A stream that is hashed as it is read, by whoever holds a clone.
///
/// A decoder reads one clone and may stop before the end; the other clone then
/// drains the rest, so that the hash is that of the whole file.
#[derive(Clone)]
pub(crate) struct Tap(Arc<Mutex<Tapped>>);

struct Tapped {
    stream: Stream,
    digest: Digest,
}

impl Tap {
    /// Puts a tap on `stream`.
    pub(crate) fn new(stream: Stream) -> Self {
        Self(Arc::new(Mutex::new(Tapped { stream, digest: Digest::default() })))
    }

    /// Reads what is left and returns length and hash of everything.
    pub(crate) fn drain(&self) -> io::Result<Fingerprint> {
        let mut buffer = vec![0; 64 << 10];
        let mut tap = self.clone();
        loop {
            match tap.read(&mut buffer) {
                Ok(0) => return Ok(self.lock().digest.fingerprint()),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tapped> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut tapped = self.lock();
        let n = tapped.stream.read(buffer)?;
        tapped.digest.update(buffer.get(..n).unwrap_or_default());
        Ok(n)
    }
}

/// What one file of the source may still produce, all levels counted together.
pub(crate) struct Budget {
    input_bytes: Option<u64>,
    produced_bytes: AtomicU64,
    limits: Limits,
}

impl Budget {
    /// Starts a budget for a file of this length; `None` for a stream.
    pub(crate) fn new(input_bytes: Option<u64>, limits: &Limits) -> Arc<Self> {
        Arc::new(Self { input_bytes, produced_bytes: AtomicU64::new(0), limits: limits.clone() })
    }

    /// Counts bytes that were produced.
    pub(crate) fn spend(&self, n: u64) -> io::Result<()> {
        let produced = self.produced_bytes.fetch_add(n, Ordering::Relaxed).saturating_add(n);
        if produced > self.limits.total_bytes {
            return Err(refusal(LostReason::TotalExceeded));
        }
        match self.input_bytes {
            Some(input_bytes) => within_ratio(produced, input_bytes, &self.limits),
            None => Ok(()),
        }
    }

    /// Counts bytes that were produced, `produced_bytes` in all from an archive of so many.
    pub(crate) fn spend_of(&self, n: u64, produced_bytes: u64, archive_bytes: u64) -> io::Result<()> {
        self.spend(n)?;
        within_ratio(produced_bytes, archive_bytes, &self.limits)
    }
}

/// What a decoder produces, held against what it has read.
pub(crate) struct Metered {
    stream: Stream,
    read_bytes: Arc<AtomicU64>,
    produced_bytes: u64,
    budget: Arc<Budget>,
}

impl Metered {
    /// Meters what `decoder` makes of `source`.
    pub(crate) fn new<R: Read + Send>(
        source: R,
        budget: &Arc<Budget>,
        decoder: impl FnOnce(Counted<R>) -> io::Result<Stream>,
    ) -> io::Result<Self> {
        let read_bytes = Arc::new(AtomicU64::new(0));
        let stream = decoder(Counted { inner: source, count: Arc::clone(&read_bytes) })?;
        Ok(Self { stream, read_bytes, produced_bytes: 0, budget: Arc::clone(budget) })
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.stream.read(buffer)?;
        self.produced_bytes += n as u64;
        self.budget.spend(n as u64)?;
        within_ratio(self.produced_bytes, self.read_bytes.load(Ordering::Relaxed), &self.budget.limits)?;
        Ok(n)
    }
}

fn within_ratio(produced_bytes: u64, read_bytes: u64, limits: &Limits) -> io::Result<()> {
    let allowed = limits.ratio_free_bytes.saturating_add(read_bytes.saturating_mul(limits.ratio));
    if produced_bytes <= allowed { Ok(()) } else { Err(refusal(LostReason::RatioExceeded)) }
}

/// A limit reached, carried through `Read` by an `io::Error`.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refused(LostReason);

/// Returns an error that [`reason_of`] turns back into `reason`.
pub(crate) fn refusal(reason: LostReason) -> io::Error {
    io::Error::other(Refused(reason))
}

/// Returns why a stream could not be read on.
pub(crate) fn reason_of(error: &io::Error) -> LostReason {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>());
    if let Some(Refused(reason)) = inner {
        return *reason;
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => LostReason::Truncated,
        // What decoders say of streams that do not add up.
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            LostReason::Damaged
        }
        kind => LostReason::Unreadable(kind),
    }
}

/// Reads up to `limit` bytes, less only at the end or before an error.
pub(crate) fn read_head(stream: &mut Stream, limit: usize, expected: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::with_capacity(expected.min(limit) + 1);
    let trouble = stream.take(limit as u64).read_to_end(&mut head).err();
    (head, trouble)
}
