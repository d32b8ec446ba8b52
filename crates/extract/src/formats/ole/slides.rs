//! PowerPoint 97 to 2003 (MS-PPT): records within records, read in one pass.
//!
//! Saved quickly, a file keeps what was edited away: it is read as well.

use super::{Compound, slice, u16_at, u32_at, utf16};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// Deeper containers are passed over.
const MAX_LEVELS: usize = 100;

const TEXT_CHARS: u16 = 0x0FA0;
const TEXT_BYTES: u16 = 0x0FA8;
const STRING: u16 = 0x0FBA;

/// Reads all texts.
pub(super) fn read(compound: &mut Compound<'_>, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    const ENCRYPTED: u32 = 0xF3D1_C4DF;
    let user = compound.stream("/Current User").unwrap_or_default();
    if compound.has("/EncryptedSummary") || u32_at(&user, 12) == Some(ENCRYPTED) {
        return Err(Why::Encrypted);
    }
    let records = compound.stream("/PowerPoint Document").ok_or(Why::Damaged)?;
    walk(&records, scribe)
}

fn walk(records: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    // Where each open container ends, and what its texts are.
    let mut open: Vec<(usize, Mark)> = Vec::new();
    let mut at = 0;
    while at < records.len() {
        while open.last().is_some_and(|(end, _)| *end <= at) {
            open.pop();
        }
        let mark = open.last().map_or(Mark::Body, |(_, mark)| *mark);
        let header = (u16_at(records, at), u16_at(records, at + 2), u32_at(records, at + 4));
        let (Some(version), Some(kind), Some(length)) = header else { return Err(Why::Damaged) };
        at += 8;
        if version & 0xF == 0xF && open.len() < MAX_LEVELS {
            open.push((at.saturating_add(length as usize), mark_of(kind, version >> 4).unwrap_or(mark)));
            continue;
        }
        let body = slice(records, at, length as usize).ok_or(Why::Damaged)?;
        match kind {
            TEXT_CHARS => write(&utf16(body), mark, scribe)?,
            TEXT_BYTES => {
                write(&body.iter().map(|byte| char::from(*byte)).collect::<String>(), mark, scribe)?
            }
            STRING if matches!(mark, Mark::Comment | Mark::HeaderFooter) => {
                write(&utf16(body), mark, scribe)?
            }
            _ => {}
        }
        at += length as usize;
    }
    Ok(())
}

fn write(text: &str, mark: Mark, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    scribe.line(mark, &text.replace(['\r', '\u{B}'], "\n"))
}

/// Containers whose texts stand elsewhere than on slides (MS-PPT §2.13.24).
fn mark_of(kind: u16, instance: u16) -> Option<Mark> {
    match (kind, instance) {
        (0x03F0, _) | (0x0FF0, 2) => Some(Mark::Notes),
        (0x03F8, _) | (0x0FF0, 1) => Some(Mark::Aside),
        (0x0FD9, _) => Some(Mark::HeaderFooter),
        (0x2EE0, _) => Some(Mark::Comment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{read_with, text_at};

    fn record(version: u16, kind: u16, body: &[u8]) -> Vec<u8> {
        [&version.to_le_bytes()[..], &kind.to_le_bytes(), &(body.len() as u32).to_le_bytes(), body].concat()
    }

    #[test]
    fn texts_are_found_where_they_stand() {
        let slide = record(0xF, 0x03EE, &record(0, TEXT_BYTES, b"a\rb"));
        let notes = record(0xF, 0x03F0, &record(0, TEXT_CHARS, b"n\0"));
        let records = [slide, notes, record(0, TEXT_BYTES, b"r\xE9gion")].concat();
        let (pieces, _, stopped) = read_with(|scribe| walk(&records, scribe));
        assert_eq!(text_at(&pieces, Mark::Body), "a\nb\nrégion\n");
        assert_eq!((text_at(&pieces, Mark::Notes).as_str(), stopped), ("n\n", None));
        let (pieces, _, stopped) = read_with(|scribe| walk(&records[..records.len() - 1], scribe));
        assert_eq!((text_at(&pieces, Mark::Notes).as_str(), stopped), ("n\n", Some(Why::Damaged)));
    }
}
