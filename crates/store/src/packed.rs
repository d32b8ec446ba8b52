//! Octets in one zstd frame that carries its length and a checksum.
//!
//! What is short and alike is packed together; a rotten frame is never taken for
//! another.

use std::cell::RefCell;
use std::io;

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{self, CParameter};

const LEVEL: i32 = 3;

/// Packs octets.
pub(crate) fn pack(octets: &[u8]) -> io::Result<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    COMPRESSOR.with_borrow_mut(|slot| match slot {
        Some(compressor) => compressor.compress(octets),
        None => slot.insert(new_compressor()?).compress(octets),
    })
}

fn new_compressor() -> io::Result<Compressor<'static>> {
    let mut compressor = Compressor::new(LEVEL)?;
    // Four bytes a frame.
    compressor.set_parameter(CParameter::ChecksumFlag(true))?;
    Ok(compressor)
}

/// Unpacks octets.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    thread_local! {
        static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
    }
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    let length = zstd_safe::get_frame_content_size(packed).ok().flatten().ok_or_else(invalid)?;
    let mut octets = Vec::new();
    // A damaged database may say any length: an allocation that fails is an error.
    octets.try_reserve_exact(usize::try_from(length).map_err(|_| invalid())?)?;
    DECOMPRESSOR.with_borrow_mut(|slot| match slot {
        Some(decompressor) => decompressor.decompress_to_buffer(packed, &mut octets),
        None => slot.insert(Decompressor::new()?).decompress_to_buffer(packed, &mut octets),
    })?;
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_frame_is_an_error() {
        let whole = pack(&b"[{\"subject\":\"essai\"},null]\n".repeat(9)).expect("packed");
        for place in 0..whole.len() {
            for bit in 0..8 {
                let mut flipped = whole.clone();
                flipped[place] ^= 1 << bit;
                assert!(unpack(&flipped).is_err() || unpack(&flipped).ok() == unpack(&whole).ok());
            }
            assert!(unpack(&whole[..place]).is_err(), "cut at {place}");
        }
        // Says that it holds 2^60 bytes.
        assert!(unpack(&[0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x10, 1, 0, 0]).is_err());
    }
}
