//! Properties as TNEF packs them (MS-OXTNEF §2.1.3.4).

use crate::little_endian::{Front, LittleEndian, utf16};
use crate::property::{BINARY, Name, OBJECT, Properties, SEVERAL, STRING, STRING8, Value, fixed_length};

/// Rows of a recipient table that are read.
const MAX_ROWS: usize = 100_000;

/// Reads the rows of a recipient table; `None` where they break off.
pub(super) fn rows(data: &[u8]) -> Option<Vec<Properties>> {
    let mut front = Front(data);
    let count = front.u32()? as usize;
    // A row takes four octets at least.
    let mut rows = Vec::new();
    for _ in 0..count.min(MAX_ROWS) {
        let mut row = Properties::default();
        properties(&mut front, &mut row)?;
        rows.push(row);
    }
    Some(rows)
}

/// Reads a list of properties; `None` where it breaks off, and what came before is read.
pub(super) fn properties(front: &mut Front<'_>, properties: &mut Properties) -> Option<()> {
    let count = front.u32()?;
    for _ in 0..count {
        let (kind, number) = (front.u16()?, front.u16()?);
        let name = if number >= 0x8000 { Some(name(front)?) } else { None };
        let value = value(front, kind)?;
        match name {
            Some(name) => properties.insert_named(name, value),
            None => properties.insert(number, value),
        }
    }
    Some(())
}

fn name(front: &mut Front<'_>) -> Option<Name> {
    let set = front.take(16)?.array(0)?;
    if front.u32()? == 0 {
        return Some(Name::Number(set, front.u32()?));
    }
    Some(Name::Word(set, utf16(padded(front)?)))
}

fn value(front: &mut Front<'_>, kind: u16) -> Option<Value> {
    let single = kind & !SEVERAL;
    let is_several = kind & SEVERAL != 0;
    let has_count = is_several || matches!(single, STRING | STRING8 | BINARY | OBJECT);
    let count = if has_count { front.u32()? } else { 1 };
    let mut values = Vec::new();
    for _ in 0..count {
        let octets = match fixed_length(single) {
            Some(length) => front.take(length.next_multiple_of(4))?,
            None => padded(front)?,
        };
        // A value of no octets would be a list without end.
        if fixed_length(single) == Some(0) && is_several {
            return None;
        }
        values.push(Value::read(single, octets)?);
    }
    Some(match (is_several, values.pop()) {
        (false, Some(value)) => value,
        (_, last) => {
            values.extend(last);
            Value::Several(values)
        }
    })
}

/// Takes a length and so many octets, padded to four.
fn padded<'a>(front: &mut Front<'a>) -> Option<&'a [u8]> {
    let length = front.u32()? as usize;
    let octets = front.take(length)?;
    // The padding of the last value may be cut.
    let padding = (length.next_multiple_of(4) - length).min(front.0.len());
    front.take(padding)?;
    Some(octets)
}
