//! Table contexts: rows of properties (MS-PST §2.3.4), here those of recipients.

use super::Storage;
use super::block::Blocks;
use super::context;
use super::heap::{Heap, Reference};
use crate::little_endian::LittleEndian;
use crate::property::{Names, Properties, Value, fixed_length};

/// Rows of one table that are read.
const MAX_ROWS: usize = 100_000;

/// A column: which property, and where in a row.
struct Column {
    kind: u16,
    number: u16,
    at: usize,
    length: usize,
    bit: usize,
}

/// Reads the rows of a table; `None` if they cannot be told, and `false` if some are missing.
pub(super) fn rows<S: Storage>(
    blocks: &mut Blocks<S>,
    heap: &Heap,
    names: &Names,
) -> Option<(Vec<Properties>, bool)> {
    let info = heap.allocation(heap.root()?)?;
    if info.u8_at(0)? != 0x7C {
        return None;
    }
    // `rgib`: where the bits begin that say which cells exist, and where a row ends.
    let (bits, row_length) = (usize::from(info.u16_at(6)?), usize::from(info.u16_at(8)?));
    let (index, matrix) = (Reference(info.u32_at(10)?), info.u32_at(14)?);
    let columns = columns(info.get(22..)?, usize::from(info.u8_at(1)?));
    let (count, mut is_whole) =
        heap.records(index).map_or((0, false), |(records, is_whole)| (records.len(), is_whole));
    if row_length == 0 || matrix == 0 {
        return Some((Vec::new(), is_whole && count == 0));
    }
    let pieces = if matrix & 0x1F == 0 {
        vec![heap.allocation(Reference(matrix))?.to_vec()]
    } else {
        blocks.data(heap.node(matrix)?.data)?
    };
    // No row stands across two blocks.
    let rows = pieces.iter().flat_map(|piece| piece.chunks_exact(row_length)).take(count.min(MAX_ROWS));
    let mut read = Vec::new();
    for row in rows {
        let (properties, is_row_whole) = cells(blocks, heap, names, &columns, row, bits);
        read.push(properties);
        is_whole &= is_row_whole;
    }
    is_whole &= read.len() == count;
    Some((read, is_whole))
}

fn columns(octets: &[u8], count: usize) -> Vec<Column> {
    let column = |octets: &[u8; 8]| Column {
        kind: u16::from_le_bytes([octets[0], octets[1]]),
        number: u16::from_le_bytes([octets[2], octets[3]]),
        at: usize::from(u16::from_le_bytes([octets[4], octets[5]])),
        length: usize::from(octets[6]),
        bit: usize::from(octets[7]),
    };
    octets.as_chunks::<8>().0.iter().take(count).map(column).collect()
}

fn cells<S: Storage>(
    blocks: &mut Blocks<S>,
    heap: &Heap,
    names: &Names,
    columns: &[Column],
    row: &[u8],
    bits: usize,
) -> (Properties, bool) {
    let (mut properties, mut is_whole) = (Properties::default(), true);
    let exists = |bit: usize| row.get(bits + bit / 8).is_some_and(|octet| octet & (0x80 >> (bit % 8)) != 0);
    for column in columns.iter().filter(|column| exists(column.bit)) {
        match cell(blocks, heap, column, row) {
            Some(value) => properties.insert_mapped(column.number, value, names),
            None => is_whole = false,
        }
    }
    (properties, is_whole)
}

fn cell<S: Storage>(blocks: &mut Blocks<S>, heap: &Heap, column: &Column, row: &[u8]) -> Option<Value> {
    blocks.spend(0)?;
    let inline = row.get(column.at..column.at.checked_add(column.length)?)?;
    match fixed_length(column.kind) {
        Some(length) if length <= 8 => Value::read(column.kind, inline),
        _ => context::read(column.kind, &heap.value(blocks, Reference(inline.u32_at(0)?))?),
    }
}
