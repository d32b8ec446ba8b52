//! Property contexts: the properties of a node (MS-PST §2.3.3).

use std::collections::BTreeMap;

use super::Storage;
use super::block::Blocks;
use super::heap::{Heap, Reference};
use super::tree::Node;
use crate::little_endian::LittleEndian;
use crate::property::{Names, OBJECT, Properties, SEVERAL, Value, fixed_length};

/// The node with the names of properties.
const NAMES: u32 = 0x61;
/// Values of one property that are read.
const MAX_VALUES: usize = 10_000;

/// The properties of a node, and what they leave open.
#[derive(Default)]
pub(super) struct Context {
    pub(super) properties: Properties,
    /// The node that holds the object of an attachment.
    pub(super) object: Option<u32>,
    /// All could be read.
    pub(super) is_whole: bool,
}

impl Context {
    /// Reads the properties on a heap; `None` if there are none to read.
    pub(super) fn read<S: Storage>(blocks: &mut Blocks<S>, heap: &Heap, names: &Names) -> Option<Self> {
        let (records, is_whole) = heap.records(heap.root()?)?;
        let mut context = Context { is_whole, ..Context::default() };
        for record in records {
            if context.take(blocks, heap, names, record).is_none() {
                context.is_whole = false;
            }
        }
        Some(context)
    }

    fn take<S: Storage>(
        &mut self,
        blocks: &mut Blocks<S>,
        heap: &Heap,
        names: &Names,
        record: &[u8],
    ) -> Option<()> {
        blocks.spend(0)?;
        let (number, kind, inline) = (record.u16_at(0)?, record.u16_at(2)?, record.get(4..8)?);
        let reference = Reference(inline.u32_at(0)?);
        if kind == OBJECT {
            // The node of the object and its size (MS-PST §2.3.3.5).
            self.object = heap.value(blocks, reference)?.u32_at(0);
            return self.object.map(|_| ());
        }
        let value = match fixed_length(kind) {
            Some(length) if length <= 4 => Value::read(kind, inline)?,
            _ => read(kind, &heap.value(blocks, reference)?)?,
        };
        self.properties.insert_mapped(number, value, names);
        Some(())
    }
}

/// Reads the names of properties of a whole file; none if they cannot be read.
pub(super) fn names<S: Storage>(blocks: &mut Blocks<S>, nodes: &BTreeMap<u32, Node>) -> Names {
    let node = nodes.get(&NAMES).copied();
    let heap = node.and_then(|node| Heap::read(blocks, node));
    let context = heap.and_then(|heap| Context::read(blocks, &heap, &Names::default()));
    let properties = context.map(|context| context.properties).unwrap_or_default();
    let stream = |number| properties.octets(number).unwrap_or_default();
    Names::read(stream(2), stream(3), stream(4))
}

/// Reads a value of any type from its octets.
pub(super) fn read(kind: u16, octets: &[u8]) -> Option<Value> {
    if kind & SEVERAL == 0 || kind == SEVERAL {
        return Value::read(kind, octets);
    }
    let single = kind & !SEVERAL;
    let values: Vec<Value> = match fixed_length(single) {
        Some(length) => octets
            .chunks_exact(length.max(1))
            .take(MAX_VALUES)
            .filter_map(|value| Value::read(single, value))
            .collect(),
        None => several(octets).filter_map(|value| Value::read(single, value)).collect(),
    };
    Some(Value::Several(values))
}

/// Reads values of some length: how many, where each begins, and the values.
fn several(octets: &[u8]) -> impl Iterator<Item = &[u8]> {
    let count = octets.u32_at(0).map_or(0, |count| count as usize).min(MAX_VALUES).min(octets.len() / 4);
    let start = move |n: usize| octets.u32_at(4 + 4 * n).map(|at| at as usize);
    // All together are no longer than what they stand in, if each begins behind the one before.
    let mut floor = 0;
    (0..count).map_while(move |n| {
        let end = if n + 1 < count { start(n + 1)? } else { octets.len() };
        let value = octets.get(start(n)?.max(floor)..end)?;
        floor = end;
        Some(value)
    })
}
