//! Compressions around a file, each by its magic number.

use std::io::{self, BufReader};
use std::sync::Arc;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use crate::boxed::{Budget, Counted, Metered, Stream, Tap};

/// Largest window of zstd that is honoured: 2^27 = 128 MB, what `zstd -d` allows too.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;
/// Memory an xz block may ask for: `xz -9` needs 65 MB.
const XZ_MEMORY_KB: u32 = 128 << 10;

/// A compression that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}

impl Compression {
    /// Returns the compression that begins so.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 0x08, ..] => Some(Compression::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Compression::Zstd),
            // A skippable frame (RFC 8878 §3.1.2), as pzstd and seekable files begin.
            [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Compression::Zstd),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Compression::Xz),
            [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', b'&', b'S', b'Y', ..] => {
                Some(Compression::Bzip2)
            }
            _ => None,
        }
    }

    /// Returns what `source` holds, held to `budget`.
    pub(crate) fn decode(self, source: &Tap, budget: &Arc<Budget>) -> io::Result<Stream> {
        let metered = Metered::new(source.clone(), budget, |source| self.decoder(source))?;
        Ok(Box::new(metered))
    }

    fn decoder(self, source: Counted<Tap>) -> io::Result<Stream> {
        let buffered = BufReader::with_capacity(64 << 10, source);
        Ok(match self {
            Compression::Gzip => Box::new(MultiGzDecoder::new(buffered)),
            Compression::Zstd => {
                let mut decoder = zstd::Decoder::with_buffer(buffered)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
                Box::new(decoder)
            }
            Compression::Xz => Box::new(XzReader::new_mem_limit(buffered, true, XZ_MEMORY_KB)),
            // Several streams one after another, as pbzip2 writes them. A block takes 4 MB at most.
            Compression::Bzip2 => Box::new(MultiBzDecoder::new(buffered)),
        })
    }
}
