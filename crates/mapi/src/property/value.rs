//! Values by their types (MS-OXCDATA §2.11.1).

use crate::little_endian::{LittleEndian, utf16};

/// The value of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Integers of all sizes, currency and error codes.
    Integer(i64),
    /// Floating-point numbers.
    Number(f64),
    /// `PtypBoolean`.
    Boolean(bool),
    /// `PtypTime`: 100 ns since 1601, UTC.
    Time(u64),
    /// `PtypString`.
    Text(String),
    /// `PtypString8`: in the code page of its item.
    Narrow(Vec<u8>),
    /// `PtypBinary`, `PtypGuid`, `PtypObject` and what greffe has no use for.
    Octets(Vec<u8>),
    /// Any of these, several times.
    Several(Vec<Value>),
}

/// Set in the type of a property that has several values.
pub(crate) const SEVERAL: u16 = 0x1000;

pub(crate) const STRING8: u16 = 0x001E;
pub(crate) const STRING: u16 = 0x001F;
pub(crate) const BINARY: u16 = 0x0102;
pub(crate) const OBJECT: u16 = 0x000D;

impl Value {
    /// Reads a single value from all of its octets; `None` when there are too few.
    pub(crate) fn read(kind: u16, octets: &[u8]) -> Option<Self> {
        Some(match kind {
            0x0002 => Value::Integer(i64::from(octets.u16_at(0)? as i16)),
            0x0003 | 0x000A => Value::Integer(i64::from(octets.u32_at(0)? as i32)),
            0x0004 => Value::Number(f64::from(f32::from_bits(octets.u32_at(0)?))),
            0x0005 | 0x0007 => Value::Number(f64::from_bits(octets.u64_at(0)?)),
            0x0006 | 0x0014 => Value::Integer(octets.u64_at(0)? as i64),
            0x000B => Value::Boolean(octets.u8_at(0)? != 0),
            0x0040 => Value::Time(octets.u64_at(0)?),
            STRING8 => Value::Narrow(octets.to_vec()),
            STRING => Value::Text(utf16(octets)),
            _ => Value::Octets(octets.to_vec()),
        })
    }
}

/// Returns the length of a type whose values all have the same.
pub(crate) fn fixed_length(kind: u16) -> Option<usize> {
    match kind {
        0x0000 | 0x0001 => Some(0),
        0x0002 => Some(2),
        0x000B => Some(1),
        0x0003 | 0x0004 | 0x000A => Some(4),
        0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => Some(8),
        0x0048 => Some(16),
        _ => None,
    }
}
