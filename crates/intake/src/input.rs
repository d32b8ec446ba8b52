//! One file on its way in: opened, unwrapped of compressions, told by its format.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use greffe_terms::Fingerprint;

use crate::boxed::{Budget, Counted, Failing, FileSpan, Stream, Tap, read_head, reason_of, refusal};
use crate::error::IntakeError;
use crate::event::LostReason;
use crate::options::Options;
use crate::place::Place;
use crate::sniff::{Format, SNIFFED_BYTES, sniff};
use crate::spool;

/// A file of the source, or of a container in it, that was not read yet.
pub(crate) struct Input {
    pub(crate) place: Place,
    pub(crate) budget: Arc<Budget>,
    /// Containers around it.
    depth: usize,
    origin: Origin,
}

enum Origin {
    /// Can be read again. What is appended after it was opened is not read.
    File { file: Arc<Mutex<File>>, bytes: u64, count: Arc<AtomicU64>, breaks_off: Option<LostReason> },
    /// Can be read once.
    Stream(Option<Stream>),
}

/// A file whose beginning was read.
pub(crate) struct Opened {
    /// Its first bytes, decompressed.
    pub(crate) head: Vec<u8>,
    /// What follows them.
    pub(crate) stream: Stream,
    /// The error that ended the head, if one did.
    pub(crate) trouble: Option<io::Error>,
    /// Where the compressed bytes flow by, if it is compressed.
    pub(crate) raw: Option<Tap>,
    pub(crate) format: Format,
    /// Containers and compressions around it.
    pub(crate) depth: usize,
}

/// A file that can be read at any place.
pub(crate) struct Filed {
    pub(crate) file: Arc<Mutex<File>>,
    pub(crate) bytes: u64,
    /// Of the file as it lies in its place (compressed, if it is).
    pub(crate) fingerprint: Option<Fingerprint>,
    /// Why it ends too early, if it does.
    pub(crate) breaks_off: Option<LostReason>,
}

impl Input {
    /// A file on disk; `count` counts what is read of it.
    pub(crate) fn file(
        place: Place,
        file: File,
        count: &Arc<AtomicU64>,
        options: &Options,
    ) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        let budget = Budget::new(Some(bytes), &options.limits);
        let file = Arc::new(Mutex::new(file));
        let origin = Origin::File { file, bytes, count: Arc::clone(count), breaks_off: None };
        Ok(Self { place, budget, depth: 0, origin })
    }

    /// A stream from outside; `count` counts what is read of it.
    pub(crate) fn stream(place: Place, stream: Stream, count: &Arc<AtomicU64>, options: &Options) -> Self {
        let stream = Counted { inner: stream, count: Arc::clone(count) };
        let origin = Origin::Stream(Some(Box::new(stream)));
        Self { place, budget: Budget::new(None, &options.limits), depth: 0, origin }
    }

    /// An entry of a container, with `depth` containers and compressions around it.
    pub(crate) fn entry(place: Place, stream: Stream, budget: Arc<Budget>, depth: usize) -> Self {
        Self { place, budget, depth, origin: Origin::Stream(Some(stream)) }
    }

    /// Makes it possible to read it more than once.
    ///
    /// # Errors
    /// `Spool` if it cannot be laid down; where the stream itself breaks off, the
    /// file will break off too.
    pub(crate) fn make_rereadable(&mut self, options: &Options) -> Result<(), IntakeError> {
        let Origin::Stream(stream) = &mut self.origin else { return Ok(()) };
        let Some(stream) = stream.take() else { return Ok(()) };
        let LaidDown { file, bytes, breaks_off } = lay_down(stream, options)?;
        self.origin = Origin::File { file, bytes, count: Arc::default(), breaks_off };
        Ok(())
    }

    /// Returns its length and hash if it is `bytes` long and can be read again.
    pub(crate) fn fingerprint_if_long(&mut self, bytes: u64) -> Option<Fingerprint> {
        match &self.origin {
            Origin::File { bytes: length, .. } if *length == bytes => Tap::new(self.begin()).drain().ok(),
            _ => None,
        }
    }

    /// Reads its beginning, through compressions.
    pub(crate) fn open(&mut self, options: &Options) -> io::Result<Opened> {
        let expected = match &self.origin {
            Origin::File { bytes, .. } => usize::try_from(*bytes).unwrap_or(usize::MAX),
            Origin::Stream(_) => 8 << 10,
        };
        let mut stream = self.begin();
        let (mut head, mut trouble) = read_head(&mut stream, SNIFFED_BYTES, expected);
        let (mut raw, mut depth) = (None, self.depth);
        loop {
            let mut format = sniff(&head, &self.place);
            if let Format::Compressed(compression) = format {
                if depth < options.limits.depth {
                    depth += 1;
                    let tap = Tap::new(joined(head, stream, trouble));
                    stream = compression.decode(&tap, &self.budget)?;
                    raw.get_or_insert(tap);
                    (head, trouble) = read_head(&mut stream, SNIFFED_BYTES, 64 << 10);
                    continue;
                }
                format = Format::Unreadable(LostReason::TooDeep);
            }
            return Ok(Opened { head, stream, trouble, raw, format, depth });
        }
    }

    /// Returns the counter of what is read of it.
    pub(crate) fn count(&self) -> Arc<AtomicU64> {
        match &self.origin {
            Origin::File { count, .. } => Arc::clone(count),
            Origin::Stream(_) => Arc::default(),
        }
    }

    /// Returns a file with what was opened: the file itself unless it was compressed.
    pub(crate) fn into_file(self, opened: Opened, options: &Options) -> Result<Filed, IntakeError> {
        let raw = opened.raw.clone();
        let LaidDown { file, bytes, breaks_off } = match self.origin {
            Origin::File { file, bytes, breaks_off, .. } if raw.is_none() => {
                LaidDown { file, bytes, breaks_off }
            }
            _ => lay_down(joined(opened.head, opened.stream, opened.trouble), options)?,
        };
        let whole = match raw {
            Some(raw) => raw,
            None => Tap::new(Box::new(FileSpan { file: Arc::clone(&file), at: 0, left: bytes })),
        };
        let fingerprint = whole.drain().ok().filter(|_| breaks_off.is_none());
        Ok(Filed { file, bytes, fingerprint, breaks_off })
    }

    fn begin(&mut self) -> Stream {
        match &mut self.origin {
            Origin::File { file, bytes, count, breaks_off } => {
                let span = FileSpan { file: Arc::clone(file), at: 0, left: *bytes };
                let counted = Counted { inner: span, count: Arc::clone(count) };
                match breaks_off {
                    Some(reason) => Box::new(counted.chain(Failing(Some(refusal(*reason))))),
                    None => Box::new(counted),
                }
            }
            Origin::Stream(stream) => stream.take().unwrap_or_else(|| Box::new(io::empty())),
        }
    }
}

/// A stream that was laid down in an unnamed temporary file.
struct LaidDown {
    file: Arc<Mutex<File>>,
    bytes: u64,
    breaks_off: Option<LostReason>,
}

fn lay_down(stream: Stream, options: &Options) -> Result<LaidDown, IntakeError> {
    let (file, trouble) = spool::to_file(stream, options)?;
    let bytes = file.metadata().map_err(|cause| spool::failed(options, cause))?.len();
    Ok(LaidDown { file: Arc::new(Mutex::new(file)), bytes, breaks_off: trouble.as_ref().map(reason_of) })
}

/// Puts the head of a stream before it again; an error comes where it was met.
pub(crate) fn joined(head: Vec<u8>, stream: Stream, trouble: Option<io::Error>) -> Stream {
    let rest: Stream = match trouble {
        Some(error) => Box::new(Failing(Some(error))),
        None => stream,
    };
    Box::new(Cursor::new(head).chain(rest))
}
