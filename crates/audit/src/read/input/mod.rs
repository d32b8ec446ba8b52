//! What a reader is given of one file: its head, its text, its octets.

mod encoding;

use std::io::{BufRead, BufReader, Read};

pub(super) use encoding::Decoded;

use super::sniff::Head;

/// How much of a file is looked at to tell what it is.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// One file (or member of an archive), unpacked.
pub(crate) struct Content<'c> {
    head: Head,
    stream: Box<dyn Read + Send + 'c>,
}

impl<'c> Content<'c> {
    /// The content that `stream` yields.
    ///
    /// # Errors
    /// What the stream says when its first octets cannot be read.
    pub(crate) fn new(mut stream: impl Read + Send + 'c) -> std::io::Result<Self> {
        let mut octets = Vec::new();
        stream.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut octets)?;
        let mut text = String::new();
        Decoded::new(octets.as_slice(), &octets).read_to_string(&mut text)?;
        let head = Head::new(octets.clone(), text);
        Ok(Content { head, stream: Box::new(std::io::Cursor::new(octets).chain(stream)) })
    }

    /// Its beginning.
    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Its text from the beginning, in UTF-8 without byte order mark and NULs, whatever it was
    /// written in. Only the first call yields it.
    pub(crate) fn text(&mut self) -> impl BufRead + Send {
        BufReader::with_capacity(256 << 10, Decoded::new(&mut self.stream, self.head.octets()))
    }

    /// Its octets from the beginning, instead of [`Content::text`].
    pub(crate) fn octets(&mut self) -> &mut (dyn Read + Send + 'c) {
        &mut *self.stream
    }
}
