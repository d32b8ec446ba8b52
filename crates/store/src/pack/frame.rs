//! zstd frames of at most 288 KiB, in blocks of 32: small enough to read one message
//! quickly, large enough to compress (256 KiB take 0.5 % more). Larger ones are read, should
//! a later greffe write them.
//!
//! Every frame says its length and carries a checksum (RFC 8878 §3.1.1).

use std::cell::RefCell;
use std::io::{self, Read};

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{self, CParameter, DCtx, DParameter, InBuffer, OutBuffer, ResetDirective, Strategy};

/// The most a frame holds that is written here, uncompressed.
pub(crate) const FRAME_BYTES: usize = 288 << 10;

/// The most a frame holds that is read.
pub(crate) const FRAME_LIMIT: usize = 1 << 20;

/// The most such a frame takes, compressed: zstd's bound for 1 MiB, rounded up.
pub(crate) const PACKED_LIMIT: usize = (1 << 20) + (64 << 10);

/// What is decoded at once (RFC 8878 §3.1.1.2.4); older frames have blocks of 128 KiB.
const BLOCK_BYTES: u32 = 32 << 10;

const LEVEL: i32 = 1;

/// Where a frame lies, in the file and in the tar stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) file_start: u64,
    pub(crate) file_bytes: u32,
    pub(crate) raw_start: u64,
    pub(crate) raw_bytes: u32,
}

/// What the first bytes of a buffer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// A whole frame.
    Frame { file_bytes: usize, raw_bytes: usize },
    /// Nothing that greffe wrote, or the beginning of a frame only.
    Unknown,
}

/// Measures the frame at the beginning of `packed`, without decoding it.
pub(crate) fn measure(packed: &[u8]) -> Measure {
    let head = packed.get(..packed.len().min(PACKED_LIMIT)).unwrap_or_default();
    let file_bytes = zstd_safe::find_frame_compressed_size(head);
    let raw_bytes = zstd_safe::get_frame_content_size(head);
    match (file_bytes, raw_bytes) {
        (Ok(file_bytes), Ok(Some(raw))) if (1..=FRAME_LIMIT as u64).contains(&raw) => {
            Measure::Frame { file_bytes, raw_bytes: raw as usize }
        }
        _ => Measure::Unknown,
    }
}

/// Compresses one frame.
pub(crate) fn compress(raw: &[u8]) -> io::Result<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    COMPRESSOR.with_borrow_mut(|slot| {
        let compressor = match slot {
            Some(compressor) => compressor,
            None => slot.insert(new_compressor()?),
        };
        compressor.compress(raw)
    })
}

fn new_compressor() -> io::Result<Compressor<'static>> {
    let mut compressor = Compressor::new(LEVEL)?;
    compressor.set_parameter(CParameter::ChecksumFlag(true))?;
    // The quickest strategy, looking for longer matches than it would: beside level 3, which
    // looks twice at each place, it takes three quarters of the time and 3 % more room.
    compressor.set_parameter(CParameter::Strategy(Strategy::ZSTD_fast))?;
    compressor.set_parameter(CParameter::MinMatch(6))?;
    compressor.set_parameter(CParameter::HashLog(16))?;
    // Up to this window zstd looks without branches, which takes a fifth less time.
    compressor.set_parameter(CParameter::WindowLog(18))?;
    // Whoever reads a message in the middle of a frame decodes no further than its block; and
    // what each block says of its letters fits them better, which pays for saying it.
    compressor.set_parameter(CParameter::MaxBlockSize(BLOCK_BYTES))?;
    Ok(compressor)
}

/// Decodes one whole frame of `raw_bytes` bytes and checks its checksum.
pub(crate) fn decompress(packed: &[u8], raw_bytes: usize) -> io::Result<Vec<u8>> {
    thread_local! {
        static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
    }
    let decoded = DECOMPRESSOR.with_borrow_mut(|slot| {
        let decompressor = match slot {
            Some(decompressor) => decompressor,
            None => slot.insert(Decompressor::new()?),
        };
        decompressor.decompress(packed, raw_bytes.min(FRAME_LIMIT))
    });
    let raw = decoded.map_err(|refused| io::Error::new(io::ErrorKind::InvalidData, refused))?;
    if raw.len() == raw_bytes { Ok(raw) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Reads as much of a frame as its first `length` bytes take, decodes it and lends them to
/// `take`. Nothing says that they are sound: the checksum is that of the whole.
pub(crate) fn with_start<T>(
    packed: &mut dyn Read,
    frame: &Frame,
    length: usize,
    take: impl FnOnce(&[u8]) -> T,
) -> io::Result<T> {
    thread_local! {
        static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
    }
    let (file_bytes, whole) = (frame.file_bytes as usize, frame.raw_bytes as usize);
    if length > whole || whole > FRAME_LIMIT || file_bytes > PACKED_LIMIT {
        return Err(io::ErrorKind::InvalidData.into());
    }
    DESK.with_borrow_mut(|slot| {
        let desk = match slot {
            Some(desk) => desk,
            None => slot.insert(Desk::new()?),
        };
        desk.decode(packed, (file_bytes, whole), length)?;
        Ok(take(&desk.raw[..length]))
    })
}

/// What it takes to decode beginnings of frames, made once a thread: fresh memory for each
/// would cost as much as to decode it.
struct Desk {
    decoder: DCtx<'static>,
    packed: Vec<u8>,
    raw: Vec<u8>,
}

impl Desk {
    fn new() -> io::Result<Self> {
        let mut decoder = DCtx::try_create().ok_or(io::ErrorKind::OutOfMemory)?;
        // It writes straight to where the text belongs, and keeps no copy to look back at.
        decoder.set_parameter(DParameter::StableOutBuffer(true)).map_err(refused)?;
        Ok(Self { decoder, packed: Vec::new(), raw: vec![0; FRAME_BYTES] })
    }

    /// Decodes a frame of so many bytes, packed and whole, block by block, until the first
    /// `wanted` bytes are there.
    fn decode(
        &mut self,
        input: &mut dyn Read,
        (file_bytes, whole): (usize, usize),
        wanted: usize,
    ) -> io::Result<()> {
        /// The longest header of a frame (RFC 8878 §3.1.1.1).
        const HEADER_BYTES: usize = 18;
        self.decoder.reset(ResetDirective::SessionOnly).map_err(refused)?;
        if self.raw.len() < whole {
            self.raw.resize(whole, 0);
        }
        let mut output = OutBuffer::around(&mut self.raw[..whole]);
        // The decoder is given no more than it asks for: it would decode all of it.
        let (mut left, mut asked) = (file_bytes, HEADER_BYTES);
        while output.pos() < wanted {
            self.packed.resize(asked.min(left), 0);
            left -= self.packed.len();
            if self.packed.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            input.read_exact(&mut self.packed)?;
            let mut given = InBuffer::around(&self.packed);
            while given.pos() < self.packed.len() && output.pos() < wanted {
                asked = self.decoder.decompress_stream(&mut output, &mut given).map_err(refused)?;
            }
        }
        Ok(())
    }
}

fn refused(code: zstd_safe::ErrorCode) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, zstd_safe::get_error_name(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_decodes_to_what_went_in() {
        for length in [1, 511, 512, 100_000, FRAME_BYTES, FRAME_LIMIT - 1] {
            let raw: Vec<u8> = (0..length).map(|i| ((i * i) >> 3) as u8).collect();
            let mut packed = compress(&raw).expect("compressed");
            assert!(packed.len() <= PACKED_LIMIT);
            let whole = Measure::Frame { file_bytes: packed.len(), raw_bytes: length };
            assert_eq!(measure(&packed[..packed.len() - 1]), Measure::Unknown);
            packed.extend(b"what follows");
            assert_eq!(measure(&packed), whole);
            packed.truncate(packed.len() - 12);
            assert_eq!(decompress(&packed, length).expect("decoded"), raw);
            let (file_bytes, raw_bytes) = (packed.len() as u32, length as u32);
            let frame = Frame { file_start: 0, file_bytes, raw_start: 0, raw_bytes };
            let start = |mut packed: &[u8], length| with_start(&mut packed, &frame, length, <[u8]>::to_vec);
            for beginning in [0, 1, length / 2, length] {
                assert_eq!(start(&packed, beginning).expect("decoded"), raw[..beginning]);
            }
            assert!(start(&packed, length + 1).is_err());
            assert!(start(&packed[..packed.len() / 2], length).is_err());
        }
    }

    #[test]
    fn a_flipped_byte_never_decodes_to_something_else() {
        let raw = b"From: noor@mairie.example\r\nSubject: ordre du jour\r\n\r\n".repeat(40);
        let packed = compress(&raw).expect("compressed");
        for place in 0..packed.len() {
            let mut flipped = packed.clone();
            flipped[place] ^= 0x10;
            if let Ok(decoded) = decompress(&flipped, raw.len()) {
                assert_eq!(decoded, raw, "byte {place}");
            }
        }
    }
}
