//! Photos (ITU T.81) that say where they were taken (Exif 2.3): one of eight grey pixels a
//! side, and grey noise of any size.

use crate::chance::Chance;

/// A photo, and how many pixels it has.
pub(crate) struct Photo {
    pub(crate) octets: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// Coefficients of a block of noise: about as many octets a pixel as a camera spends.
const COEFFICIENTS: usize = 20;
/// Their size in bits.
const COEFFICIENT_BITS: u8 = 6;
/// One bit says that the mean stays, two that the block ends, one that a coefficient follows.
const BLOCK_BITS: usize = 1 + COEFFICIENTS * (1 + COEFFICIENT_BITS as usize) + 2;

/// Makes a photo of about `bytes` octets, as cameras and telephones do: three by four, and
/// nobody can compress it.
pub(crate) fn photo_of_noise(bytes: usize, chance: &mut Chance) -> Photo {
    let blocks = (bytes * 8 / BLOCK_BITS).max(12);
    let across = (blocks * 4 / 3).isqrt().clamp(1, 4000);
    let down = (blocks / across).clamp(1, 4000);
    let (width, height) = (across * 8, down * 8);
    let mut out = vec![0xFF, 0xD8];
    let (degrees, minutes) = (chance.between(43, 50) as u32, chance.between(0, 59) as u32);
    push_segment(0xE1, &exif((degrees, minutes), (chance.between(0, 7) as u32, minutes)), &mut out);
    push_segment(0xDB, &[&[0u8][..], &[4; 64]].concat(), &mut out);
    let [high_1, low_1] = (height as u16).to_be_bytes();
    let [high_2, low_2] = (width as u16).to_be_bytes();
    push_segment(0xC0, &[8, high_1, low_1, high_2, low_2, 1, 1, 0x11, 0], &mut out);
    push_segment(0xC4, &[&[0x00, 1][..], &[0; 16]].concat(), &mut out);
    // One code of one bit: a coefficient; one of two bits: the end of the block.
    let codes = [&[0x10, 1, 1][..], &[0; 14], &[COEFFICIENT_BITS, 0]].concat();
    push_segment(0xC4, &codes, &mut out);
    push_segment(0xDA, &[1, 1, 0, 0, 63, 0], &mut out);
    let mut scan = Scan { out, bits: 0, held: 0 };
    for _ in 0..across * down {
        scan.push_block(chance);
    }
    Photo { octets: scan.finish(), width, height }
}

/// Octets of a scan, and bits that are not an octet yet.
struct Scan {
    out: Vec<u8>,
    bits: u64,
    held: u32,
}

impl Scan {
    fn push_block(&mut self, chance: &mut Chance) {
        self.push(0, 1);
        for _ in 0..COEFFICIENTS / 4 {
            let noise = chance.bits();
            for nth in 0..4 {
                self.push(noise >> (nth * 16) & 0x3F, 1 + u32::from(COEFFICIENT_BITS));
            }
        }
        self.push(0b10, 2);
    }

    fn push(&mut self, value: u64, count: u32) {
        self.bits = self.bits << count | value;
        self.held += count;
        while self.held >= 8 {
            self.held -= 8;
            self.push_octet((self.bits >> self.held) as u8);
        }
    }

    /// A full octet is followed by a zero, so that it is no marker (§F.1.2.3).
    fn push_octet(&mut self, octet: u8) {
        self.out.push(octet);
        if octet == 0xFF {
            self.out.push(0);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.held > 0 {
            let missing = 8 - self.held;
            self.push((1 << missing) - 1, missing);
        }
        self.out.extend_from_slice(&[0xFF, 0xD9]);
        self.out
    }
}

/// Makes a photo taken at so many degrees and minutes north and east.
pub(crate) fn jpeg_at(north: (u32, u32), east: (u32, u32)) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    push_segment(0xE1, &exif(north, east), &mut out);
    // One table of quantisation: nothing is rounded away.
    push_segment(0xDB, &[&[0u8][..], &[1; 64]].concat(), &mut out);
    // Eight bits, eight by eight pixels, one component.
    push_segment(0xC0, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0], &mut out);
    // Huffman tables of one code each: "no difference" and "end of block".
    for class in [0x00, 0x10] {
        push_segment(0xC4, &[&[class, 1][..], &[0; 16]].concat(), &mut out);
    }
    push_segment(0xDA, &[1, 1, 0, 0, 63, 0], &mut out);
    out.extend_from_slice(&[0x3F, 0xFF, 0xD9]);
    out
}

fn push_segment(marker: u8, octets: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&(octets.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(octets);
}

/// A TIFF directory with nothing but a pointer to the one about GPS.
fn exif(north: (u32, u32), east: (u32, u32)) -> Vec<u8> {
    const GPS_START: u32 = 26;
    const VALUES_START: u32 = GPS_START + 2 + 4 * 12 + 4;
    let mut out = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01".to_vec();
    push_entry(0x8825, 4, 1, GPS_START.to_be_bytes(), &mut out);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&4u16.to_be_bytes());
    push_entry(1, 2, 2, *b"N\0\0\0", &mut out);
    push_entry(2, 5, 3, VALUES_START.to_be_bytes(), &mut out);
    push_entry(3, 2, 2, *b"E\0\0\0", &mut out);
    push_entry(4, 5, 3, (VALUES_START + 24).to_be_bytes(), &mut out);
    out.extend_from_slice(&[0; 4]);
    for (degrees, minutes) in [north, east] {
        let fractions = [degrees, 1, minutes, 1, 0, 1];
        fractions.iter().for_each(|number| out.extend_from_slice(&number.to_be_bytes()));
    }
    out
}

fn push_entry(tag: u16, kind: u16, count: u32, value: [u8; 4], out: &mut Vec<u8>) {
    out.extend_from_slice(&tag.to_be_bytes());
    out.extend_from_slice(&kind.to_be_bytes());
    out.extend_from_slice(&count.to_be_bytes());
    out.extend_from_slice(&value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_have_about_the_size_asked_for_and_no_marker_inside() {
        let mut chance = Chance::new(1);
        for bytes in [4_000, 100_000, 2_000_000] {
            let photo = photo_of_noise(bytes, &mut chance);
            let length = photo.octets.len();
            assert!(length.abs_diff(bytes) < bytes / 10, "{length}");
            assert_eq!(photo.octets[length - 2..], [0xFF, 0xD9]);
            let scan = photo.octets.windows(4).position(|four| four[..2] == [0xFF, 0xDA]).unwrap() + 10;
            let inside = &photo.octets[scan..length - 2];
            assert!(inside.windows(2).all(|two| two[0] != 0xFF || two[1] == 0));
        }
    }

    #[test]
    fn segments_say_their_length_up_to_the_scan() {
        let photo = jpeg_at((45, 30), (3, 15));
        let (mut at, mut markers) = (2, Vec::new());
        while markers.last() != Some(&0xDA) {
            assert_eq!(photo[at], 0xFF, "a marker at {at}");
            markers.push(photo[at + 1]);
            at += 2 + usize::from(u16::from_be_bytes([photo[at + 2], photo[at + 3]]));
        }
        assert_eq!(markers, [0xE1, 0xDB, 0xC0, 0xC4, 0xC4, 0xDA]);
        assert_eq!(photo[at..], [0x3F, 0xFF, 0xD9]);
    }
}
