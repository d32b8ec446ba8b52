//! Base64 as mail carries it (RFC 2045 §6.8): broken into lines, sometimes
//! with junk, sometimes cut short, sometimes several one after another.

use base64_simd::STANDARD_NO_PAD;
use memchr::memchr2;

/// What is decoded at once: lines of mail have 76 letters, and those of others more.
const LINE_OCTETS: usize = 128;

/// What base64 text stands for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    pub(crate) octets: Vec<u8>,
    /// No octet outside the alphabet, and no group cut short.
    pub(crate) is_sound: bool,
    /// What follows the padding and is no base64: lists append footers as plain text.
    pub(crate) tail: &'a [u8],
}

/// Decodes `encoded`. Junk is skipped; after padding, more base64 may follow if
/// it is sound to the end, else the rest is `tail`.
pub(crate) fn decode(encoded: &[u8]) -> Decoded<'_> {
    let mut octets = Vec::with_capacity(encoded.len() / 4 * 3 + 3);
    let (padded_at, is_sound) = decode_into(encoded, true, &mut octets);
    let tail = encoded.get(padded_at..).unwrap_or_default();
    if tail.trim_ascii().is_empty() {
        return Decoded { octets, is_sound, tail: b"" };
    }
    let whole = octets.len();
    let (_, tail_is_sound) = decode_into(tail, false, &mut octets);
    if tail_is_sound {
        return Decoded { octets, is_sound, tail: b"" };
    }
    octets.truncate(whole);
    Decoded { octets, is_sound: false, tail }
}

/// Says whether what is called base64, and is not sound, was never encoded: its first line
/// is of words, and so are most others.
pub(crate) fn is_prose(body: &[u8]) -> bool {
    let words = |line: &[u8]| line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
    let is_letters = |line: &[u8]| !line.contains(&b'=');
    let mut lines = body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let Some(first) = lines.next().filter(|first| words(first) > 1 && is_letters(first)) else {
        return false;
    };
    let (count, all) = lines.fold((1, words(first)), |(count, all), line| (count + 1, all + words(line)));
    all >= 2 * count
}

/// Decodes up to the end, or to the end of the first padding if `stops_at_padding`;
/// returns where it stopped and whether all was sound.
fn decode_into(encoded: &[u8], stops_at_padding: bool, octets: &mut Vec<u8>) -> (usize, bool) {
    let mut group = Group::default();
    let mut is_sound = true;
    let mut rest = encoded;
    while !rest.is_empty() {
        if group.len == 0 {
            rest = decode_whole_groups(rest, octets);
        }
        let Some((&byte, after)) = rest.split_first() else { break };
        is_sound &= group.take(byte, octets);
        rest = after;
        if stops_at_padding && group.is_padded && group.padding == 0 {
            break;
        }
    }
    let is_whole = group.len == 0;
    group.flush(octets);
    (encoded.len() - rest.len(), is_sound && is_whole)
}

/// Decodes groups of four letters up to the first other octet but a line end; returns the rest.
fn decode_whole_groups<'a>(encoded: &'a [u8], octets: &mut Vec<u8>) -> &'a [u8] {
    let mut rest = decode_line(encoded, octets);
    while let Some(next) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
        rest = decode_line(next, octets);
    }
    while let Some((&[a, b, c, d], after)) = rest.split_first_chunk::<4>() {
        let values = [a, b, c, d].map(|byte| VALUES[usize::from(byte)]);
        if values.iter().any(|&value| value > 63) {
            break;
        }
        let [a, b, c, d] = values.map(u32::from);
        let [_, x, y, z] = (a << 18 | b << 12 | c << 6 | d).to_be_bytes();
        octets.extend_from_slice(&[x, y, z]);
        rest = after;
    }
    rest
}

/// Decodes the whole groups of a line if they are sound to its end; returns the rest.
///
/// Looks no further than a line of mail is long: junk between the groups would make
/// it look at the same octets again and again.
fn decode_line<'a>(encoded: &'a [u8], octets: &mut Vec<u8>) -> &'a [u8] {
    let near = encoded.get(..LINE_OCTETS).unwrap_or(encoded);
    let line = &near[..memchr2(b'\r', b'\n', near).unwrap_or(near.len())];
    let (groups, _) = line.split_at(line.len() / 4 * 4);
    match STANDARD_NO_PAD.decode_append(groups, octets) {
        Ok(_) => &encoded[groups.len()..],
        Err(_) => encoded,
    }
}

/// Up to four letters read so far.
#[derive(Default)]
struct Group {
    bits: u32,
    len: usize,
    /// A padded group was closed.
    is_padded: bool,
    /// How many `=` still belong to it.
    padding: usize,
}

impl Group {
    /// Takes one octet; `false` if it is out of order.
    fn take(&mut self, byte: u8, octets: &mut Vec<u8>) -> bool {
        match (VALUES[usize::from(byte)], byte) {
            (value @ 0..=63, _) => {
                self.padding = 0;
                self.bits = self.bits << 6 | u32::from(value);
                self.len += 1;
                if self.len == 4 {
                    self.flush(octets);
                }
                true
            }
            (_, b'=') => self.pad(octets),
            (_, b' ' | b'\t' | b'\r' | b'\n') => true,
            _ => false,
        }
    }

    fn pad(&mut self, octets: &mut Vec<u8>) -> bool {
        if self.len >= 2 {
            self.padding = 3 - self.len;
            self.is_padded = true;
            self.flush(octets);
            return true;
        }
        // The second `=` of `xx==`; any other stands where none belongs.
        let belongs = self.len == 0 && self.padding == 1;
        self.padding = 0;
        belongs
    }

    fn flush(&mut self, octets: &mut Vec<u8>) {
        let bits = self.bits << (6 * (4 - self.len));
        let [_, all @ ..] = bits.to_be_bytes();
        octets.extend_from_slice(&all[..self.len.saturating_sub(1)]);
        (self.bits, self.len) = (0, 0);
    }
}

const NONE: u8 = 255;

static VALUES: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [NONE; 256];
    let mut at = 0;
    while at < alphabet.len() {
        values[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_decodes_with_its_faults() {
        let check = |encoded: &str, expect: &str, is_sound: bool, tail: &str| {
            let decoded = decode(encoded.as_bytes());
            assert_eq!(String::from_utf8_lossy(&decoded.octets), expect, "{encoded:?}");
            assert_eq!(decoded.is_sound, is_sound, "{encoded:?}");
            assert_eq!(String::from_utf8_lossy(decoded.tail), tail, "{encoded:?}");
        };
        check("", "", true, "");
        check("Zg==", "f", true, "");
        check("Zm8=", "fo", true, "");
        check("Zm9v", "foo", true, "");
        check("Zm9v\r\nYmFy\r\n", "foobar", true, "");
        check("Z m\t9\nvYg==\n\n", "foob", true, "");
        check("Zg==Zg==", "ff", true, "");
        check("Zm8=\nZm8=\n", "fofo", true, "");
        check("Zm9vYg", "foob", false, "");
        check("Zm9vY", "foo", false, "");
        check("Zm*9v", "foo", false, "");
        check("Zm9v====", "foo", false, "");
        check("Zg===", "f", false, "=");
        check("=", "", false, "");
        check("Zg=", "f", true, "");
        check("Zg==\n____\nThe list", "f", false, "\n____\nThe list");
        check("Zg== ignored", "f", false, " ignored");
        let (line, text) = ("Zm9v".repeat(19), "foo".repeat(19));
        check(&format!("{line}\r\n{line}\nZg=="), &format!("{text}{text}f"), true, "");
        check(&format!("{line}{line}{line}{line}*{line}"), &text.repeat(5), false, "");
    }

    #[test]
    fn prose_is_told_from_base64_with_faults() {
        let check = |body: &str, expect: bool| assert_eq!(is_prose(body.as_bytes()), expect, "{body:?}");
        check("The meeting is on Monday.\nBring the plans, please.\n", true);
        check("\r\nHello world.\r\n", true);
        check("Zm9vYm*Fy\n", false);
        check("Zm9v YmFyZg==\n*", false);
        check("Zg== and more\n", false);
        check("Zm9vYmFy\n____\nThe list has a footer of many words\n", false);
        check("An odd line\nZm9vYmFy\nZm9vYmFy\nZm9vYmFy\n", false);
        check("", false);
    }

    #[test]
    fn hostile_padding_takes_linear_time() {
        decode(&b"Zg==".repeat(500_000));
        decode(&b"Zg==*".repeat(500_000));
    }
}
