//! Base64 (RFC 2045 §6.8).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Octets that fill one line of 76 characters.
const OCTETS_PER_LINE: usize = 57;

/// Appends `octets` in lines of 76 characters, each ended by CRLF.
pub(crate) fn push_lines(octets: &[u8], out: &mut Vec<u8>) {
    out.reserve(octets.len() / 3 * 4 + octets.len() / 28 + 8);
    for line in octets.chunks(OCTETS_PER_LINE) {
        push(line, out);
        out.extend_from_slice(b"\r\n");
    }
}

/// Appends `octets` in one run, padded.
pub(crate) fn push(octets: &[u8], out: &mut Vec<u8>) {
    let mut triples = octets.chunks_exact(3);
    for triple in &mut triples {
        let bits = u32::from(triple[0]) << 16 | u32::from(triple[1]) << 8 | u32::from(triple[2]);
        out.extend_from_slice(&[digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), digit(bits)]);
    }
    match *triples.remainder() {
        [a] => {
            let bits = u32::from(a) << 16;
            out.extend_from_slice(&[digit(bits >> 18), digit(bits >> 12), b'=', b'=']);
        }
        [a, b] => {
            let bits = u32::from(a) << 16 | u32::from(b) << 8;
            out.extend_from_slice(&[digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), b'=']);
        }
        _ => {}
    }
}

fn digit(bits: u32) -> u8 {
    ALPHABET[(bits & 63) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_hold() {
        let check = |octets: &str, expect: &str| {
            let mut out = Vec::new();
            push(octets.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expect);
        };
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foob", "Zm9vYg==");
        check("fooba", "Zm9vYmE=");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn lines_hold_76_characters() {
        let mut out = Vec::new();
        push_lines(&[7; 200], &mut out);
        let lengths: Vec<usize> = out.split(|byte| *byte == b'\n').map(<[u8]>::len).collect();
        assert_eq!(lengths, [77, 77, 77, 41, 0]);
    }
}
