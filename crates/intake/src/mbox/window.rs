//! A view that slides over a stream: what is in it can be searched, what it has
//! passed is hashed.

use std::borrow::Cow;
use std::io::{self, Read};

use greffe_terms::Fingerprint;
use memchr::memchr;

use crate::boxed::Stream;
use crate::digest::Digest;

/// One read asks for at least this much.
const READ_BYTES: usize = 1 << 20;

/// The bytes of a file from the first that is not yet consumed.
pub(super) struct Window {
    stream: Stream,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    digest: Digest,
    ended: bool,
    trouble: Option<io::Error>,
    /// Lines end in CR alone, as before Mac OS X: the view shows LF for CR, and CR for LF.
    is_turned: bool,
}

impl Window {
    /// Begins with `head`, which `stream` has already given; `trouble` is the
    /// error that ended it, if one did.
    pub(super) fn new(head: Vec<u8>, stream: Stream, trouble: Option<io::Error>) -> Self {
        let end = head.len();
        let is_turned =
            head.starts_with(b"From ") && memchr(b'\n', &head).is_none() && memchr(b'\r', &head).is_some();
        let mut buffer = head;
        if is_turned {
            turn(&mut buffer);
        }
        Self {
            stream,
            buffer,
            start: 0,
            end,
            digest: Digest::default(),
            ended: trouble.is_some(),
            trouble,
            is_turned,
        }
    }

    /// Returns what is in view.
    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns the first `n` bytes in view, as they are in the file.
    pub(super) fn raw(&self, n: usize) -> Cow<'_, [u8]> {
        let view = self.bytes().get(..n).unwrap_or_default();
        if !self.is_turned {
            return Cow::Borrowed(view);
        }
        let mut raw = view.to_vec();
        turn(&mut raw);
        Cow::Owned(raw)
    }

    /// Returns the offset of the first byte in view.
    pub(super) fn offset(&self) -> u64 {
        self.digest.bytes()
    }

    /// Returns length and hash of everything before the view.
    pub(super) fn passed(&self) -> Fingerprint {
        self.digest.fingerprint()
    }

    /// Takes what ended the stream before its end.
    pub(super) fn take_trouble(&mut self) -> Option<io::Error> {
        self.trouble.take()
    }

    /// Says whether an error, not the end, stopped the stream.
    pub(super) fn is_troubled(&self) -> bool {
        self.trouble.is_some()
    }

    /// Says whether the view reaches the end of the stream.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Moves the first `n` bytes out of view.
    pub(super) fn consume(&mut self, n: usize) {
        let n = n.min(self.end - self.start);
        let passed = self.buffer.get_mut(self.start..self.start + n).unwrap_or_default();
        if self.is_turned {
            turn(passed);
        }
        self.digest.update(passed);
        self.start += n;
    }

    /// Says whether the view shows other line ends than the file has.
    pub(super) fn is_turned(&self) -> bool {
        self.is_turned
    }

    /// Brings at least `n` bytes into view; says whether there are so many.
    pub(super) fn ensure(&mut self, n: usize) -> bool {
        while self.end - self.start < n {
            if !self.fill() {
                return false;
            }
        }
        true
    }

    /// Brings more into view; `false` at the end.
    pub(super) fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        self.make_room();
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.stream.read(room) {
            Ok(0) => self.ended = true,
            Ok(n) => {
                if self.is_turned {
                    turn(room.get_mut(..n).unwrap_or_default());
                }
                self.end += n;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                self.trouble = Some(error);
                self.ended = true;
            }
        }
        !self.ended
    }

    /// Passes over the first `bytes` of the stream; returns the last few of them,
    /// or `None` if the stream is shorter.
    pub(super) fn pass(&mut self, bytes: u64) -> Option<Vec<u8>> {
        let mut tail = Vec::new();
        while self.offset() < bytes {
            if self.bytes().is_empty() && !self.ensure(1) {
                return None;
            }
            let left = usize::try_from(bytes - self.offset()).unwrap_or(usize::MAX);
            let view = self.bytes();
            let step = view.get(..left).unwrap_or(view);
            tail.extend_from_slice(step.get(step.len().saturating_sub(4)..).unwrap_or_default());
            tail.drain(..tail.len().saturating_sub(4));
            let n = step.len();
            self.consume(n);
        }
        Some(tail)
    }

    /// Moves the view to the front when at least half of the buffer is behind it,
    /// else makes the buffer longer: each byte is moved a bounded number of times.
    fn make_room(&mut self) {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
        if self.start >= self.buffer.len() / 2 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.buffer.len() - self.end < READ_BYTES / 4 {
            self.buffer.resize((self.buffer.len() + READ_BYTES / 2).max(READ_BYTES), 0);
        }
    }
}

/// Makes each CR an LF and each LF a CR; twice, it does nothing.
fn turn(bytes: &mut [u8]) {
    for byte in bytes {
        *byte = match *byte {
            b'\r' => b'\n',
            b'\n' => b'\r',
            other => other,
        };
    }
}
