//! A photo of eight grey pixels a side (ITU T.81) that says where it was taken (Exif 2.3).

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
