//! Pictures: PNG (ISO 15948) with stored deflate blocks, and a GIF of one pixel.

use super::zip::crc32;
use crate::chance::Chance;

/// Pixels in a row, one octet of grey each.
const WIDTH: usize = 320;
/// The most a stored deflate block holds (RFC 1951 §3.2.4).
const BLOCK: usize = 65_535;

/// Makes a grey picture of noise, of about `bytes` octets: photos do not compress either.
pub(crate) fn png(bytes: usize, chance: &mut Chance) -> Vec<u8> {
    let height = (bytes / (WIDTH + 1)).max(1);
    // Zeros at first: the octet before each row says "no filter".
    let mut rows = vec![0; height * (WIDTH + 1)];
    for row in rows.chunks_exact_mut(WIDTH + 1) {
        for pixels in row.get_mut(1..).unwrap_or_default().chunks_exact_mut(8) {
            pixels.copy_from_slice(&chance.bits().to_le_bytes());
        }
    }
    let mut header = Vec::new();
    header.extend_from_slice(&(WIDTH as u32).to_be_bytes());
    header.extend_from_slice(&(height as u32).to_be_bytes());
    // Eight bits of grey, deflate, no filter, not interlaced.
    header.extend_from_slice(&[8, 0, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    push_chunk(b"IHDR", &header, &mut out);
    push_chunk(b"IDAT", &zlib_stored(&rows), &mut out);
    push_chunk(b"IEND", b"", &mut out);
    out
}

/// Makes a GIF of one pixel in a colour by chance (GIF89a).
pub(crate) fn gif(chance: &mut Chance) -> Vec<u8> {
    let mut out = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    out.extend_from_slice(&chance.bits().to_le_bytes()[..3]);
    out.extend_from_slice(b"\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
    out
}

fn push_chunk(kind: &[u8; 4], octets: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&(octets.len() as u32).to_be_bytes());
    let start = out.len();
    out.extend_from_slice(kind);
    out.extend_from_slice(octets);
    let check = crc32(out.get(start..).unwrap_or_default());
    out.extend_from_slice(&check.to_be_bytes());
}

/// Wraps octets as zlib does (RFC 1950) without compressing them.
fn zlib_stored(octets: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = octets.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        out.push(u8::from(blocks.peek().is_none()));
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    out.extend_from_slice(&adler32(octets).to_be_bytes());
    out
}

fn adler32(octets: &[u8]) -> u32 {
    let (mut low, mut high) = (1u32, 0u32);
    // 5552 octets are the most that cannot overflow 32 bits (RFC 1950 §9).
    for chunk in octets.chunks(5552) {
        for octet in chunk {
            low += u32::from(*octet);
            high += low;
        }
        (low, high) = (low % 65_521, high % 65_521);
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_published_one() {
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn pictures_have_about_the_size_asked_for() {
        let mut chance = Chance::new(1);
        for bytes in [4_000, 100_000, 300_000] {
            let length = png(bytes, &mut chance).len();
            assert!(length.abs_diff(bytes) < 500, "{length}");
        }
    }
}
