//! What was handed in: files found and unpacked, each with its head, its text, its octets.

mod encoding;
mod files;
mod taps;
mod unpack;

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

pub(super) use encoding::Decoded;
pub(super) use files::{Found, list};
pub(super) use unpack::{Receive, is_packed, unpack};

use super::sniff::Head;

/// How much of a file is looked at to tell what it is.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// One file (or member of an archive), unpacked.
pub(crate) struct Content<'c> {
    head: Head,
    stream: Chain<Cursor<Vec<u8>>, Box<dyn Read + 'c>>,
}

impl<'c> Content<'c> {
    /// The content that `stream` yields.
    ///
    /// # Errors
    /// What the stream says when its first octets cannot be read.
    pub(crate) fn new(mut stream: impl Read + 'c) -> io::Result<Self> {
        let mut octets = Vec::new();
        stream.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut octets)?;
        let head = Head::read(octets.clone());
        let stream: Box<dyn Read + 'c> = Box::new(stream);
        Ok(Content { head, stream: Cursor::new(octets).chain(stream) })
    }

    /// Its beginning.
    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Its text from the beginning, in UTF-8 without byte order mark and NULs, whatever it was
    /// written in. Only the first call yields it.
    pub(crate) fn text(&mut self) -> impl BufRead {
        BufReader::with_capacity(256 << 10, Decoded::new(&mut self.stream, self.head.octets()))
    }

    /// Its octets from the beginning, instead of [`Content::text`].
    pub(crate) fn octets(&mut self) -> &mut (dyn Read + 'c) {
        &mut self.stream
    }
}
