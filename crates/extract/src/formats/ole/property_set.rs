//! What old documents say of themselves: the two summary streams (MS-OLEPS).

use encoding_rs::{Encoding, WINDOWS_1252};
use greffe_mapi::codepage;

use super::{Compound, slice, u16_at, u32_at, utf16};
use crate::formats::dates;
use crate::reading::Metadata;
use crate::worker::claim;

/// More properties than this are not looked at.
const MAX_PROPERTIES: u32 = 1000;

/// Reads both streams, as far as they are there and whole.
pub(super) fn read(compound: &mut Compound<'_>, metadata: &mut Metadata) {
    if let Some(set) = compound.stream("/\u{5}SummaryInformation") {
        for (id, value) in properties(&set) {
            let field = match id {
                2 => &mut metadata.title,
                4 => &mut metadata.author,
                7 => &mut metadata.template,
                8 => &mut metadata.last_saved_by,
                12 => &mut metadata.created,
                13 => &mut metadata.modified,
                18 => &mut metadata.software,
                _ => continue,
            };
            *field = claim(&value);
        }
    }
    if let Some(set) = compound.stream("/\u{5}DocumentSummaryInformation") {
        let company = properties(&set).into_iter().find(|(id, _)| *id == 15);
        metadata.company = company.and_then(|(_, value)| claim(&value));
    }
}

/// Returns the first section's texts and dates, by id.
fn properties(set: &[u8]) -> Vec<(u32, String)> {
    let section = u32_at(set, 44).and_then(|at| set.get(at as usize..)).unwrap_or_default();
    let count = u32_at(section, 4).unwrap_or(0).min(MAX_PROPERTIES);
    let entries = (0..count as usize).filter_map(|n| {
        let value = section.get(u32_at(section, 12 + 8 * n)? as usize..)?;
        Some((u32_at(section, 8 + 8 * n)?, value))
    });
    let entries: Vec<(u32, &[u8])> = entries.collect();
    let number = entries.iter().find(|(id, _)| *id == 1).and_then(|(_, value)| u16_at(value, 4));
    let encoding = number.and_then(|page| codepage::encoding(page.into())).unwrap_or(WINDOWS_1252);
    entries.into_iter().filter_map(|(id, value)| Some((id, text_of(value, encoding)?))).collect()
}

/// Strings (`VT_LPSTR`, `VT_LPWSTR`) and moments (`VT_FILETIME`).
fn text_of(value: &[u8], encoding: &'static Encoding) -> Option<String> {
    let length = u32_at(value, 4)? as usize;
    match u16_at(value, 0)? {
        0x1E => Some(encoding.decode_without_bom_handling(slice(value, 8, length)?).0.into_owned()),
        0x1F => Some(utf16(slice(value, 8, length.checked_mul(2)?)?)),
        0x40 => {
            let ticks = u64::from(u32_at(value, 8)?) << 32 | u64::from(u32_at(value, 4)?);
            dates::of_file_time(ticks)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_sets_are_read_as_far_as_they_go() {
        let mut set = vec![0; 44];
        set.extend(48_u32.to_le_bytes());
        let title = [&[0x1E, 0, 0, 0, 5, 0, 0, 0][..], b"Plan\0"].concat();
        set.extend(
            [&[0_u8; 4][..], &1_u32.to_le_bytes(), &2_u32.to_le_bytes(), &16_u32.to_le_bytes(), &title]
                .concat(),
        );
        assert_eq!(properties(&set), [(2, "Plan\0".to_owned())]);
        for length in 0..set.len() {
            assert!(properties(&set[..length]).is_empty(), "{length}");
        }
    }
}
