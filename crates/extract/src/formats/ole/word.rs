//! Word 97 to 2003 (MS-DOC): the piece table says where the text lies, the
//! header how it is divided. Word 6 and 95 kept it in one run.

use super::{Compound, slice, u16_at, u32_at, utf16};
use crate::formats::charset;
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// `FibRgLw97`: lengths of the divisions of the text, in the order of the text.
const DIVISIONS: [(usize, Mark); 7] = [
    (76, Mark::Body),
    (80, Mark::Notes),
    (84, Mark::HeaderFooter),
    (92, Mark::Comment),
    (96, Mark::Notes),
    (100, Mark::TextBox),
    (104, Mark::HeaderFooter),
];

/// Where the piece table lies (`fcClx`, `lcbClx`).
const CLX: usize = 0x1A2;

/// Reads all divisions. Text that was deleted and is tracked is not told apart.
pub(super) fn read(compound: &mut Compound<'_>, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let document = compound.stream("/WordDocument").ok_or(Why::Damaged)?;
    let flags = u16_at(&document, 0x0A).ok_or(Why::Damaged)?;
    if flags & 0x0100 != 0 {
        return Err(Why::Encrypted);
    }
    // Word 95 and before: 8-bit text between two places.
    if u16_at(&document, 2).is_some_and(|version| version < 0xC1) {
        return read_old(&document, scribe);
    }
    let table = if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" };
    let table = compound.stream(table).ok_or(Why::Damaged)?;
    let (text, is_whole) = text_of(&document, &table).ok_or(Why::Damaged)?;
    let mut rest = text.as_slice();
    for (place, mark) in DIVISIONS {
        let length = u32_at(&document, place).unwrap_or(0) as usize;
        let (division, later) = rest.split_at(length.min(rest.len()));
        write(&String::from_utf16_lossy(division), mark, scribe)?;
        rest = later;
    }
    if is_whole { Ok(()) } else { Err(Why::Damaged) }
}

fn read_old(document: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let place = |at| u32_at(document, at).map(|place| place as usize).ok_or(Why::Damaged);
    let text = document.get(place(0x18)?..place(0x1C)?).ok_or(Why::Damaged)?;
    write(&charset::decode(text, None), Mark::Body, scribe)
}

/// Returns the text in UTF-16 units, which the divisions count, and whether all was there.
fn text_of(document: &[u8], table: &[u8]) -> Option<(Vec<u16>, bool)> {
    let clx = slice(table, u32_at(document, CLX)? as usize, u32_at(document, CLX + 4)? as usize)?;
    let pieces = piece_table(clx)?;
    let count = pieces.len().checked_sub(4)? / 12;
    let mut text = Vec::new();
    let mut is_whole = true;
    // No honest text is longer than its file; pieces that overlap could be.
    let most = document.len();
    for n in 0..count {
        let (start, end) = (u32_at(pieces, 4 * n)?, u32_at(pieces, 4 * n + 4)?);
        let place = u32_at(pieces, 4 * (count + 1) + 8 * n + 2)?;
        match piece(document, place, end.saturating_sub(start) as usize) {
            Some(piece) if text.len() <= most => text.extend(piece.encode_utf16()),
            _ => is_whole = false,
        }
    }
    Some((text, is_whole))
}

/// Passes over formatting (`Prc`) to the table (`Pcdt`).
fn piece_table(mut clx: &[u8]) -> Option<&[u8]> {
    loop {
        match clx.first()? {
            1 => clx = clx.get(3 + u16_at(clx, 1)? as usize..)?,
            2 => return slice(clx, 5, u32_at(clx, 1)? as usize),
            _ => return None,
        }
    }
}

fn piece(document: &[u8], place: u32, length: usize) -> Option<String> {
    const IS_8_BIT: u32 = 1 << 30;
    let at = (place & (IS_8_BIT - 1)) as usize;
    if place & IS_8_BIT == 0 {
        return Some(utf16(slice(document, at, length.checked_mul(2)?)?));
    }
    let octets = slice(document, at / 2, length)?;
    Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(octets).0.into_owned())
}

/// Turns Word's marks into breaks; instructions of fields stand aside.
fn write(text: &str, mark: Mark, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let (mut plain, mut aside) = (String::with_capacity(text.len()), String::new());
    let mut instructions = 0_usize;
    for char in text.chars() {
        match char {
            '\u{13}' => instructions += 1,
            '\u{14}' | '\u{15}' => {
                instructions = instructions.saturating_sub(usize::from(char == '\u{14}' || instructions > 0))
            }
            _ if instructions > 0 => aside.push(char),
            '\r' | '\u{B}' | '\u{C}' | '\u{E}' => plain.push('\n'),
            '\u{7}' => plain.push('\t'),
            '\u{1E}' => plain.push('\u{2011}'),
            char if char < ' ' && char != '\t' || char == '\u{1F}' => {}
            char => plain.push(char),
        }
    }
    scribe.write(mark, &plain)?;
    if aside.trim().is_empty() { Ok(()) } else { scribe.line(Mark::Aside, aside.trim()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{read_with, text_at};

    #[test]
    fn marks_become_breaks() {
        let text = "one\rtwo\u{7}\u{13} HYPERLINK x \u{14}shown\u{15}\u{1}end";
        let (pieces, ..) = read_with(|scribe| write(text, Mark::Body, scribe));
        assert_eq!(text_at(&pieces, Mark::Body), "one\ntwo\tshownend");
        assert_eq!(text_at(&pieces, Mark::Aside).trim(), "HYPERLINK x");
    }

    /// A document of one 8-bit and one 16-bit piece.
    fn document() -> (Vec<u8>, Vec<u8>) {
        let mut document = vec![0; 0x400];
        document[0x200..0x203].copy_from_slice(b"r\xE9g");
        document[0x300..0x306].copy_from_slice(b"i\0o\0n\0");
        let mut table = vec![2];
        table.extend(28_u32.to_le_bytes());
        for place in [0_u32, 3, 6] {
            table.extend(place.to_le_bytes());
        }
        for place in [0x400_u32 | 1 << 30, 0x300] {
            table.extend([0, 0]);
            table.extend(place.to_le_bytes());
            table.extend([0, 0]);
        }
        document[CLX + 4..CLX + 8].copy_from_slice(&(table.len() as u32).to_le_bytes());
        (document, table)
    }

    #[test]
    fn pieces_are_put_together() {
        let (document, table) = document();
        let (text, is_whole) = text_of(&document, &table).expect("a piece table");
        assert_eq!((String::from_utf16_lossy(&text).as_str(), is_whole), ("région", true));
        let (text, is_whole) = text_of(&document[..0x300], &table).expect("a piece table");
        assert_eq!((String::from_utf16_lossy(&text).as_str(), is_whole), ("rég", false));
        for length in 0..table.len() {
            assert!(text_of(&document, &table[..length]).is_none(), "{length}");
        }
    }
}
