//! Streams of octets and what is put on them: hashed, limited, never failing.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use sha2::{Digest, Sha256};

use crate::model::Why;

/// How much more than its packed size an archive may hold.
const RATIO: u64 = 500;

/// What any archive may hold.
const FREE_BYTES: u64 = 1 << 30;

/// A stream that is hashed as it is read, by whoever holds a clone.
///
/// A reader may stop before the end; [`Tap::drain`] then reads the rest, so that the
/// hash is that of the whole file.
pub(crate) struct Tap<R>(Rc<RefCell<Tapped<R>>>);

struct Tapped<R> {
    stream: R,
    hash: Sha256,
    bytes: u64,
}

impl<R> Clone for Tap<R> {
    fn clone(&self) -> Self {
        Tap(Rc::clone(&self.0))
    }
}

impl<R: Read> Tap<R> {
    /// Puts a tap on `stream`.
    pub(crate) fn new(stream: R) -> Self {
        Tap(Rc::new(RefCell::new(Tapped { stream, hash: Sha256::new(), bytes: 0 })))
    }

    /// Reads what is left, and gives length and hash of everything that could be read.
    pub(crate) fn drain(mut self) -> (u64, [u8; 32]) {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match self.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
        }
        let tapped = self.0.borrow();
        (tapped.bytes, tapped.hash.clone().finalize().into())
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut tapped = self.0.borrow_mut();
        let count = tapped.stream.read(buffer)?;
        tapped.hash.update(buffer.get(..count).unwrap_or_default());
        tapped.bytes += count as u64;
        Ok(count)
    }
}

/// What one file that was handed in may still unpack to, all its levels together.
#[derive(Clone)]
pub(crate) struct Budget {
    left: Rc<Cell<u64>>,
}

impl Budget {
    /// The budget of a file of this length.
    pub(crate) fn new(bytes: u64) -> Self {
        Budget { left: Rc::new(Cell::new(bytes.saturating_mul(RATIO).saturating_add(FREE_BYTES))) }
    }
}

/// A decoder's stream, held against a budget.
pub(crate) struct Metered<R> {
    /// The stream.
    pub(crate) stream: R,
    /// What it may yield.
    pub(crate) budget: Budget,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        let left = self.budget.left.get().checked_sub(count as u64);
        self.budget.left.set(left.unwrap_or(0));
        left.map(|_| count).ok_or_else(|| io::ErrorKind::FileTooLarge.into())
    }
}

/// A stream that ends where it breaks off, and remembers why.
///
/// Readers know ends of files; what came before a break is read like any file.
pub(crate) struct Steady<R> {
    stream: R,
    trouble: Rc<Cell<Option<Why>>>,
}

impl<R: Read> Steady<R> {
    /// Steadies `stream`; `trouble` will say why it ended early, if it did.
    pub(crate) fn new(stream: R, trouble: &Rc<Cell<Option<Why>>>) -> Self {
        Steady { stream, trouble: Rc::clone(trouble) }
    }
}

impl<R: Read> Read for Steady<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.trouble.get().is_some() {
            return Ok(0);
        }
        loop {
            match self.stream.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let is_large = error.kind() == io::ErrorKind::FileTooLarge;
                    self.trouble.set(Some(if is_large { Why::TooLarge } else { Why::Damaged }));
                    return Ok(0);
                }
                count => return count,
            }
        }
    }
}
