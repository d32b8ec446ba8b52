//! Uuencoded bodies: `begin 644 name`, lines, `end` (POSIX `uuencode`).

use crate::header::split::line_at;

/// Decodes the first uuencoded file in `body`; `None` if there is none.
pub(crate) fn decode(body: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    loop {
        let (line, next) = line_at(body, at);
        if at >= body.len() {
            return None;
        }
        at = next;
        if name(line).is_some() {
            break;
        }
    }
    let mut octets = Vec::new();
    while at < body.len() {
        let (line, next) = line_at(body, at);
        if line == b"end" {
            break;
        }
        decode_line(line, &mut octets);
        at = next;
    }
    Some(octets)
}

/// Returns the name in a line that begins a file.
pub(crate) fn name(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(b"begin ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let name = rest.get(digits..)?.strip_prefix(b" ")?;
    (digits >= 3).then_some(name)
}

/// Says whether a line can be one of a file: as long as it says, give or take blanks
/// that were lost and a checksum.
pub(crate) fn is_line(line: &[u8]) -> bool {
    let Some((&length, groups)) = line.split_first() else { return true };
    let symbols = usize::from(length.wrapping_sub(b' ') & 63).div_ceil(3) * 4;
    line.iter().all(|byte| (b' '..=b'`').contains(byte)) && groups.len() <= symbols + 1
}

/// Adds the octets of a line.
pub(crate) fn decode_line(line: &[u8], octets: &mut Vec<u8>) {
    let value = |byte: u8| u32::from(byte.wrapping_sub(b' ') & 63);
    let Some((&length, groups)) = line.split_first() else { return };
    let length = value(length) as usize;
    let end = octets.len() + length;
    for group in groups.chunks(4) {
        // Blanks at the end of a line may have been lost on the way.
        let mut padded = [b' '; 4];
        padded[..group.len()].copy_from_slice(group);
        let bits = padded.iter().fold(0, |bits, &byte| bits << 6 | value(byte));
        let [_, all @ ..] = bits.to_be_bytes();
        octets.extend_from_slice(&all);
    }
    octets.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_file_is_decoded() {
        let check = |body: &str, expect: Option<&str>| {
            let expect = expect.map(|text| text.as_bytes().to_vec());
            assert_eq!(decode(body.as_bytes()), expect, "{body:?}");
        };
        check("hello\nbegin 644 cat.txt\n#0V%T\n`\nend\n", Some("Cat"));
        check("begin 644 a\r\n#0V%T\r\n`\r\nend\r\nmore", Some("Cat"));
        check("begin 644 cut\n#0V%T", Some("Cat"));
        check("begin the day", None);
        check("", None);
    }
}
