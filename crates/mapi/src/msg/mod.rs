//! MSG (MS-OXMSG): an item as a compound file.

mod compound;
mod ole;

use crate::error::MapiError;
use crate::item::{Attachment, Content, Item};
use crate::little_endian::LittleEndian;
use crate::property::{Names, Properties, SEVERAL, STRING, STRING8, Value, fixed_length, tag};
use compound::Compound;

/// Items inside one another that are read.
const MAX_DEPTH: usize = 16;
/// Values of one property that are read.
const MAX_VALUES: usize = 10_000;

const PROPERTIES: &str = "__properties_version1.0";
const NAMES: &str = "/__nameid_version1.0";
/// What an attachment holds when it is an item or an OLE object.
const OBJECT: &str = "__substg1.0_3701000D";

/// Says whether a compound file that begins so is a MSG: the name of its property
/// stream stands in its directory, in UTF-16.
pub fn is_msg(head: &[u8]) -> bool {
    let name: Vec<u8> = PROPERTIES.encode_utf16().flat_map(u16::to_le_bytes).collect();
    head.starts_with(&compound::MAGIC) && memchr::memmem::find(head, &name).is_some()
}

/// Reads a MSG.
///
/// # Errors
/// `AnotherFormat` if it is no compound file with properties, `Damaged` if its
/// structure does not hold.
pub fn read_msg(octets: &[u8]) -> Result<Item, MapiError> {
    let mut compound = Compound::open(octets)?;
    if !compound.has(&format!("/{PROPERTIES}")) {
        return Err(MapiError::AnotherFormat);
    }
    let mut stream = |id: &str| compound.stream(&format!("{NAMES}/__substg1.0_{id}0102")).unwrap_or_default();
    let names = Names::read(&stream("0002"), &stream("0003"), &stream("0004"));
    let mut reader = Reader { compound, names };
    Ok(reader.item("", 32, 0))
}

struct Reader<'a> {
    compound: Compound<'a>,
    names: Names,
}

impl Reader<'_> {
    /// Reads the item in the storage at `path`, whose property stream begins with a
    /// header of so many octets (MS-OXMSG §2.4.1).
    fn item(&mut self, path: &str, header: usize, depth: usize) -> Item {
        let mut item = Item::default();
        item.is_incomplete |= !self.properties(path, header, &mut item.properties);
        for child in self.compound.children(path) {
            let is = |prefix: &str| child.to_ascii_lowercase().starts_with(prefix);
            let child_path = format!("{path}/{child}");
            if is("__recip_version1.0_#") {
                let mut row = Properties::default();
                item.is_incomplete |= !self.properties(&child_path, 8, &mut row);
                item.recipients.push(row);
            } else if is("__attach_version1.0_#") {
                let (attachment, is_whole) = self.attachment(&child_path, depth);
                item.is_incomplete |= !is_whole;
                item.attachments.push(attachment);
            }
        }
        item.settle()
    }

    fn attachment(&mut self, path: &str, depth: usize) -> (Attachment, bool) {
        let mut properties = Properties::default();
        let mut is_whole = self.properties(path, 8, &mut properties);
        let object = format!("{path}/{OBJECT}");
        let content = match properties.remove(tag::ATTACH_DATA) {
            Some(Value::Octets(octets)) => Content::Octets(octets),
            _ if !self.compound.has(&object) => Content::Nothing,
            _ if self.compound.has(&format!("{object}/{PROPERTIES}")) => {
                is_whole &= depth < MAX_DEPTH;
                if depth < MAX_DEPTH {
                    Content::Item(Box::new(self.item(&object, 24, depth + 1)))
                } else {
                    Content::Nothing
                }
            }
            _ => ole::copy(&mut self.compound, &object).map_or(Content::Nothing, Content::Octets),
        };
        // By value, an item, an OLE object: these hold something.
        let should_hold = matches!(properties.integer(tag::ATTACH_METHOD), Some(1 | 5 | 6));
        is_whole &= !(should_hold && matches!(content, Content::Nothing));
        (Attachment { properties, content }, is_whole)
    }

    /// Reads a property stream and the values it points to; `false` if some are missing.
    fn properties(&mut self, path: &str, header: usize, properties: &mut Properties) -> bool {
        let Some(stream) = self.compound.stream(&format!("{path}/{PROPERTIES}")) else { return false };
        let (entries, rest) = stream.get(header..).unwrap_or_default().as_chunks::<16>();
        let mut is_whole = rest.is_empty() && stream.len() >= header;
        for entry in entries {
            let (Some(kind), Some(number)) = (entry.u16_at(0), entry.u16_at(2)) else { continue };
            let is_object = number == tag::ATTACH_DATA && kind == crate::property::OBJECT;
            let inline = entry.get(8..).unwrap_or_default();
            let value = match fixed_length(kind) {
                _ if is_object => continue,
                Some(length) if length <= 8 => Value::read(kind, inline),
                _ => self.value(path, number, kind, inline.u32_at(0).unwrap_or_default()),
            };
            match value {
                Some(value) => properties.insert_mapped(number, value, &self.names),
                // An empty value may have no stream.
                None => is_whole &= inline.u32_at(0).unwrap_or_default() <= 2,
            }
        }
        is_whole
    }

    fn value(&mut self, path: &str, number: u16, kind: u16, told_length: u32) -> Option<Value> {
        let name = format!("{path}/__substg1.0_{number:04X}{kind:04X}");
        let single = kind & !SEVERAL;
        if kind & SEVERAL == 0 {
            return Value::read(kind, &self.compound.stream(&name)?);
        }
        let stream = self.compound.stream(&name)?;
        let values: Vec<Value> = match fixed_length(single) {
            Some(length) => {
                let octets = stream.chunks_exact(length.max(1)).take(MAX_VALUES);
                octets.filter_map(|octets| Value::read(single, octets)).collect()
            }
            None => {
                // A stream of lengths, and one stream for each value.
                let each = if matches!(single, STRING | STRING8) { 4 } else { 8 };
                let count = (stream.len().max(told_length as usize) / each).min(stream.len() / each);
                let several = (0..count.min(MAX_VALUES))
                    .map_while(|n| self.compound.stream(&format!("{name}-{n:08X}")));
                several.filter_map(|octets| Value::read(single, &octets)).collect()
            }
        };
        Some(Value::Several(values))
    }
}

#[cfg(test)]
mod tests;
