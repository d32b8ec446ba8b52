//! All octets of a message at once, however many: a signature covers every one.

use std::fs::File;
use std::io;
use std::ops::Deref;

use greffe_authenticate::BodyKept;
use greffe_intake::{Content, Found};
use greffe_mapi::REBUILT_HEADER;
use greffe_store::Store;
use greffe_terms::{Kind, Number};
use memchr::memmem;
use memmap2::Mmap;

use crate::defects;
use crate::error::Error;
use crate::reading::WHOLE_MESSAGE_BYTES;

/// The octets of a message: in memory, or mapped from an unnamed file when they
/// are too many for it.
pub(crate) enum Octets<'a> {
    Borrowed(&'a [u8]),
    Memory(Vec<u8>),
    Mapped(Mmap),
}

impl<'a> Octets<'a> {
    /// Reads a stored message. A document has no octets of mail: what is in it may look
    /// like a header, and was never one.
    pub(crate) fn stored(store: &Store, n: Number) -> Result<Self, Error> {
        if store.kind(n)? == Kind::Document {
            return Ok(Octets::Borrowed(&[]));
        }
        let (raw, length) = store.raw_prefix(n, WHOLE_MESSAGE_BYTES as usize)?;
        if raw.len() as u64 == length {
            return Ok(Octets::Memory(raw));
        }
        let spooled = |cause| Error::Write { path: std::env::temp_dir(), cause };
        let mut file = tempfile::tempfile().map_err(spooled)?;
        store.copy_raw(n, &mut file)?;
        Octets::spooled(&file).map_err(spooled)
    }

    /// Takes what a source gave, and says whether that is the body as received.
    pub(crate) fn found(found: &'a Found) -> (Self, BodyKept) {
        let body = defects::body_kept(found.defects.iter().copied());
        match &found.content {
            Content::Memory(raw) => (Octets::Borrowed(raw), body),
            Content::Spooled { file, prefix, .. } => match Octets::spooled(file) {
                Ok(octets) => (octets, body),
                // Its headers can still be judged.
                Err(_) => (Octets::Borrowed(prefix), BodyKept::Rebuilt),
            },
        }
    }

    /// Says whether the body of this stored message is the one that came in.
    ///
    /// Whoever rebuilds a message writes a line into its header; anybody else can write
    /// it too. So the line only says where to ask: what counts is the defect of the
    /// place that the message was found in.
    pub(crate) fn body_kept(&self, store: &Store, n: Number) -> Result<BodyKept, Error> {
        let header_end = memmem::find(self, b"\r\n\r\n").unwrap_or(self.len());
        let header = self.get(..header_end).unwrap_or_default();
        if memmem::find(header, REBUILT_HEADER.as_bytes()).is_none() {
            return Ok(BodyKept::AsReceived);
        }
        let rows = store.rows(&[n])?;
        Ok(rows.first().map_or(BodyKept::AsReceived, |row| defects::body_kept(defects::of(row))))
    }

    #[allow(unsafe_code)]
    fn spooled(file: &File) -> io::Result<Self> {
        // SAFETY: the file has no name and was made by this process, which does
        // not write to it any more: its bytes do not change while they are mapped.
        let map = unsafe { Mmap::map(file) }?;
        Ok(Octets::Mapped(map))
    }
}

impl Deref for Octets<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Octets::Borrowed(octets) => octets,
            Octets::Memory(octets) => octets,
            Octets::Mapped(map) => map,
        }
    }
}
