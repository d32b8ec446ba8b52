//! Closing a full pack: the two zero blocks that end a tar, the seek table of
//! zstd's seekable format, and the final name.
//!
//! A finished pack may be put elsewhere, so it carries its own table:
//! any seekable decoder jumps in them without greffe's catalogue.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use zeekstd::SeekTable;

use super::append::OpenPack;
use super::frame::Frame;
use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::medium;

/// A zstd frame of 1,024 zeros (one RLE block, with its checksum): the end of a tar.
///
/// A constant, so that the end of a pack is the same whatever version of zstd wrote it.
pub(crate) const END_FRAME: [u8; 15] = [
    0x28, 0xB5, 0x2F, 0xFD, // magic
    0x64, // single segment, two bytes of content size, checksum
    0x00, 0x03, // 1,024 - 256
    0x03, 0x20, 0x00, // last block, RLE, 1,024 times
    0x00, // the byte
    0xCD, 0xAC, 0x85, 0xF0, // low half of XXH64
];

/// Zeros in [`END_FRAME`].
const END_BYTES: u32 = 1_024;

/// Returns all that follows the last batch in a finished pack.
pub(crate) fn ending(frames: &[Frame]) -> io::Result<Vec<u8>> {
    let mut table = SeekTable::new();
    for frame in frames {
        table.log_frame(frame.file_bytes, frame.raw_bytes).map_err(io::Error::other)?;
    }
    table.log_frame(END_FRAME.len() as u32, END_BYTES).map_err(io::Error::other)?;
    let mut ending = END_FRAME.to_vec();
    table.into_serializer().read_to_end(&mut ending)?;
    Ok(ending)
}

/// Closes the pack, all of whose frames are given, and gives it its final name.
///
/// A crash on the way leaves a `.part` whose tail is cut by the next writer.
pub(crate) fn finish(packs: &Path, mut pack: OpenPack, frames: &[Frame]) -> Result<(), StoreError> {
    let ending = ending(frames).at(&pack.path)?;
    step(Step::Ending).at(&pack.path)?;
    pack.file.seek(SeekFrom::Start(pack.file_end)).at(&pack.path)?;
    pack.file.write_all(&ending).and_then(|()| pack.file.sync_all()).at(&pack.path)?;
    step(Step::BeforeRename).at(&pack.path)?;
    let path = super::path_of(packs, pack.number, true);
    fs::rename(&pack.path, &path).at(&path)?;
    step(Step::AfterRename).at(&path)?;
    medium::sync_dir(packs)
}

#[cfg(test)]
mod tests {
    use super::super::frame::{Measure, decompress, measure};
    use super::*;

    #[test]
    fn the_end_frame_is_1024_zeros() {
        let whole = Measure::Frame { file_bytes: END_FRAME.len(), raw_bytes: 1_024 };
        assert_eq!(measure(&END_FRAME), whole);
        assert_eq!(decompress(&END_FRAME, 1_024).expect("a frame"), vec![0; 1_024]);
    }

    #[test]
    fn the_table_is_that_of_the_seekable_format() {
        let frame = Frame { file_start: 0, file_bytes: 10, raw_start: 0, raw_bytes: 20 };
        let ending = ending(&[frame]).expect("made");
        let table = &ending[END_FRAME.len()..];
        assert_eq!(table[..4], 0x184D_2A5E_u32.to_le_bytes());
        assert_eq!(table[4..8], (table.len() as u32 - 8).to_le_bytes());
        assert_eq!(table[8..16], [10, 0, 0, 0, 20, 0, 0, 0]);
        assert!(ending.ends_with(&0x8F92_EAB1_u32.to_le_bytes()));
    }
}
