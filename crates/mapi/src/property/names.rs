//! Properties that go by a name: what stands behind the numbers from 0x8000 on.

use std::collections::HashMap;
use std::fmt;

use crate::little_endian::{LittleEndian, utf16};

/// The name of a property: a set (GUID, as its octets stand) and a number or a word in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// `dispidEmail1EmailAddress` and its like.
    Number([u8; 16], u32),
    /// `Keywords` and its like.
    Word([u8; 16], String),
}

/// PS_PUBLIC_STRINGS {00020329-0000-0000-C000-000000000046}.
pub(crate) const PUBLIC_STRINGS: [u8; 16] = [0x29, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];
/// PS_MAPI {00020328-0000-0000-C000-000000000046}.
const MAPI: [u8; 16] = [0x28, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

impl Name {
    /// `Keywords`: the categories (MS-OXCMSG §2.2.1.17).
    pub(crate) fn keywords() -> Self {
        Name::Word(PUBLIC_STRINGS, "Keywords".to_owned())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Number(_, number) => write!(f, "named {number:#06x}"),
            Name::Word(_, word) => f.write_str(word),
        }
    }
}

/// The names of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(HashMap<u16, Name>);

impl Names {
    /// Reads the three streams that MSG (MS-OXMSG §2.2.3) and PST (MS-PST §2.4.7) share.
    pub(crate) fn read(guids: &[u8], entries: &[u8], strings: &[u8]) -> Self {
        let (entries, _) = entries.as_chunks::<8>();
        let named = entries.iter().filter_map(|entry| {
            let (identifier, kind, index) = (entry.u32_at(0)?, entry.u16_at(4)?, entry.u16_at(6)?);
            let set = match kind >> 1 {
                1 => MAPI,
                2 => PUBLIC_STRINGS,
                n => guids.array(16 * usize::from(n.checked_sub(3)?))?,
            };
            let name = if kind & 1 == 0 {
                Name::Number(set, identifier)
            } else {
                Name::Word(set, word(strings, identifier as usize)?)
            };
            Some((0x8000_u16.checked_add(index)?, name))
        });
        Self(named.collect())
    }

    /// Returns the name behind a number.
    pub(crate) fn name(&self, number: u16) -> Option<&Name> {
        self.0.get(&number)
    }
}

/// Reads a length and so many octets of UTF-16.
fn word(strings: &[u8], at: usize) -> Option<String> {
    // A name is short (MS-OXCPRPT: 254 octets); whoever repeats a long one thousands of times means harm.
    let length = (strings.u32_at(at)? as usize).min(512);
    strings.get(at + 4..)?.get(..length).map(utf16)
}
