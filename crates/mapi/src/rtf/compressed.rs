//! Compressed RTF (MS-OXRTFCP): runs of a window of 4,096 octets, which begins
//! with the words that every RTF has.

use crate::error::MapiError;
use crate::little_endian::{Front, LittleEndian, crc};

/// What the window begins with (MS-OXRTFCP §2.1.2.1).
const BEGINNING: &[u8; 207] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\
\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const WINDOW: usize = 4096;
const HEADER: usize = 16;
const COMPRESSED: u32 = 0x75465A4C;
const UNCOMPRESSED: u32 = 0x414C454D;

/// Decompresses the value of `PidTagRtfCompressed`.
///
/// A run takes two octets and gives 17 at most, so what is given is never more than
/// nine times what is taken.
///
/// # Errors
/// `AnotherFormat` if it is none, `Damaged` if the checksum is another, `Truncated`.
pub fn decompress(octets: &[u8]) -> Result<Vec<u8>, MapiError> {
    let raw_length = octets.u32_at(4).ok_or(MapiError::Truncated)? as usize;
    let kind = octets.u32_at(8).ok_or(MapiError::Truncated)?;
    let told_crc = octets.u32_at(12).ok_or(MapiError::Truncated)?;
    // The length told counts from after itself; what follows is padding.
    let told_length = octets.u32_at(0).ok_or(MapiError::Truncated)? as usize;
    let end = told_length.saturating_add(4).clamp(HEADER, octets.len().max(HEADER));
    let content = octets.get(HEADER..end).ok_or(MapiError::Truncated)?;
    match kind {
        UNCOMPRESSED => Ok(content.get(..raw_length).unwrap_or(content).to_vec()),
        COMPRESSED if crc(content) != told_crc => Err(MapiError::Damaged),
        COMPRESSED => Ok(Window::new(raw_length).expand(content)),
        _ => Err(MapiError::AnotherFormat),
    }
}

struct Window {
    octets: [u8; WINDOW],
    at: usize,
    out: Vec<u8>,
    /// The length told; what is decompressed beyond it is not part of it.
    limit: usize,
}

impl Window {
    fn new(limit: usize) -> Self {
        let mut octets = [b' '; WINDOW];
        for (to, from) in octets.iter_mut().zip(BEGINNING) {
            *to = *from;
        }
        Self { octets, at: BEGINNING.len(), out: Vec::new(), limit }
    }

    fn expand(mut self, content: &[u8]) -> Vec<u8> {
        let mut front = Front(content);
        while let Some(control) = front.u8() {
            for bit in 0..8 {
                let taken =
                    if control >> bit & 1 == 0 { self.literal(&mut front) } else { self.run(&mut front) };
                if taken.is_none() || self.out.len() >= self.limit {
                    self.out.truncate(self.limit);
                    return self.out;
                }
            }
        }
        self.out
    }

    fn literal(&mut self, front: &mut Front<'_>) -> Option<()> {
        self.push(front.u8()?);
        Some(())
    }

    /// Copies a run: 12 bits of offset, 4 of length less two. A run from the place
    /// that is written next is the end.
    fn run(&mut self, front: &mut Front<'_>) -> Option<()> {
        let (high, low) = (usize::from(front.u8()?), usize::from(front.u8()?));
        let offset = high << 4 | low >> 4;
        if offset == self.at {
            return None;
        }
        for n in 0..(low & 0xF) + 2 {
            self.push(self.octets[(offset + n) % WINDOW]);
        }
        Some(())
    }

    fn push(&mut self, octet: u8) {
        self.out.push(octet);
        self.octets[self.at] = octet;
        self.at = (self.at + 1) % WINDOW;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of MS-OXRTFCP §4.1.1 and §4.2.
    #[test]
    fn the_examples_of_the_specification() {
        let check = |octets: &[u8], expect: Result<&[u8], MapiError>| {
            assert_eq!(decompress(octets).as_deref(), expect.as_deref(), "{octets:x?}");
        };
        let simple = [
            0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0, 0x0A, 0,
            0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09,
            0, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
        ];
        check(&simple, Ok(b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"));
        let crossing = [
            0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0, 0x04,
            0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
        ];
        check(&crossing, Ok(b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"));
        let mut flipped = simple;
        flipped[30] ^= 1;
        check(&flipped, Err(MapiError::Damaged));
        check(&simple[..10], Err(MapiError::Truncated));
        check(b"\x10\0\0\0\x02\0\0\0MELA\0\0\0\0{}x", Ok(b"{}"));
        check(&[0; 20], Err(MapiError::AnotherFormat));
    }

    #[test]
    fn the_window_has_its_beginning() {
        assert_eq!(BEGINNING.len(), 207);
        assert!(BEGINNING.ends_with(b"\\tab\\tx"));
    }
}
