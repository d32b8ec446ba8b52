//! Octets whose lines can be told: nearly all mail as it is, the rest turned into them.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};
use greffe_terms::Defect;
use memchr::memchr;

use crate::defects::Defects;
use crate::header::split::split_header;

/// Where fields are looked for that stand after blank lines.
const MAX_LED_OCTETS: usize = 4096;

/// Turns the rare messages whose lines cannot be told into ones that can:
/// UTF-16, lines that end in CR alone, a mark at the start.
pub(crate) fn readable<'a>(raw: &'a [u8], defects: &mut Defects) -> Cow<'a, [u8]> {
    let utf16 = match raw {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, _, is_lossy) = encoding.decode(raw);
        defects.insert(Defect::GuessedCharset);
        defects.insert_if(is_lossy, Defect::UndecodableText);
        return Cow::Owned(text.into_owned().into_bytes());
    }
    let raw = raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw);
    if memchr(b'\n', raw).is_none() && memchr(b'\r', raw).is_some() {
        defects.insert(Defect::BareCr);
        let mut lines: Vec<u8> = raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect();
        lines.drain(..header_start(&lines));
        return Cow::Owned(lines);
    }
    Cow::Borrowed(&raw[header_start(raw)..])
}

/// Returns where the header begins, in octets whose lines end in LF or CRLF: behind blank lines
/// if fields of mail stand there beyond doubt; anything else after them is a body.
pub fn header_start(octets: &[u8]) -> usize {
    let blanks = octets.iter().take_while(|octet| matches!(octet, b'\r' | b'\n')).count();
    let rest = octets.get(blanks..).filter(|_| blanks > 0).unwrap_or_default();
    let near = rest.get(..MAX_LED_OCTETS).unwrap_or(rest);
    let header = split_header(near, 0, 3, |_| false);
    const OF_MAIL: [&[u8]; 8] =
        [b"From", b"To", b"Subject", b"Date", b"Received", b"Return-Path", b"Message-ID", b"MIME-Version"];
    let is_of_mail = |name: &[u8]| OF_MAIL.iter().any(|known| name.eq_ignore_ascii_case(known));
    let names = header.fields.iter().filter_map(|field| near.get(field.name()));
    if names.filter(|name| is_of_mail(name)).count() >= 2 { blanks } else { 0 }
}

/// Notes line ends that lack their half, and octets that no text has.
pub(crate) fn note_line_ends(raw: &[u8], defects: &mut Defects) {
    let had_bare_cr = defects.contains(Defect::BareCr);
    let (has_bare_lf, has_bare_cr) = bare_line_ends(raw);
    defects.insert_if(!had_bare_cr && has_bare_lf, Defect::BareLf);
    defects.insert_if(has_bare_cr, Defect::BareCr);
    defects.insert_if(memchr(0, raw).is_some(), Defect::NulBytes);
}

/// Says whether there is an LF without CR, and a CR without LF. Nearly all mail has either
/// no CR or only CRLF: whichever it is, one look is enough.
fn bare_line_ends(raw: &[u8]) -> (bool, bool) {
    if memchr(b'\r', raw).is_none() {
        return (memchr(b'\n', raw).is_some(), false);
    }
    let (starts_bare, ends_bare) = (raw.starts_with(b"\n"), raw.ends_with(b"\r"));
    if !has_pair(raw, |byte, next| (byte == b'\r') != (next == b'\n')) {
        return (starts_bare, ends_bare);
    }
    let has_bare_lf = starts_bare || has_pair(raw, |byte, next| byte != b'\r' && next == b'\n');
    let has_bare_cr = ends_bare || has_pair(raw, |byte, next| byte == b'\r' && next != b'\n');
    (has_bare_lf, has_bare_cr)
}

/// Says whether `is_it` holds for an octet and the one after it.
///
/// In blocks without an early exit, which the compiler turns to wide instructions.
fn has_pair(raw: &[u8], is_it: impl Fn(u8, u8) -> bool) -> bool {
    const BLOCK: usize = 256;
    let after = raw.get(1..).unwrap_or_default();
    let mut blocks = raw.chunks(BLOCK).zip(after.chunks(BLOCK));
    blocks.any(|(block, after)| {
        block.iter().zip(after).fold(false, |any, (&byte, &next)| any | is_it(byte, next))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_that_lack_their_half_are_told() {
        let check = |raw: &str, expect: (bool, bool)| {
            assert_eq!(bare_line_ends(raw.as_bytes()), expect, "{raw:?}");
        };
        check("", (false, false));
        check("a", (false, false));
        check("a\r\nb\r\n", (false, false));
        check("a\nb", (true, false));
        check("\na\r\n", (true, false));
        check("a\r\nb\r", (false, true));
        check("a\rb\r\n", (false, true));
        check("\r\r\n", (false, true));
        check("\r\n\n", (true, false));
        check("\n\r", (true, true));
        check(&format!("{}\n{}\r", "a\r\n".repeat(200), "b\r\n".repeat(200)), (true, true));
    }
}
