//! A heap on a node, and the small trees on it (MS-PST §2.3.1, §2.3.2).

use std::borrow::Cow;
use std::collections::HashMap;

use super::Storage;
use super::block::Blocks;
use super::header::Layout;
use super::tree::Node;
use crate::little_endian::LittleEndian;

/// Records of one tree that are read.
const MAX_RECORDS: usize = 100_000;

/// A heap, and the nodes below its own.
pub(super) struct Heap {
    blocks: Vec<Vec<u8>>,
    layout: Layout,
    pub(super) below: Vec<Node>,
    by_id: HashMap<u32, usize>,
}

/// A number that leads into the heap or, where it does not fit there, to a node below.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference(pub(super) u32);

impl Heap {
    /// Reads the heap of a node; `None` if it has none.
    pub(super) fn read<S: Storage>(blocks: &mut Blocks<S>, node: Node) -> Option<Self> {
        let octets = blocks.data(node.data)?;
        // `bSig`
        if octets.first()?.u8_at(2)? != 0xEC {
            return None;
        }
        let below = blocks.below(node.below);
        let by_id = below.iter().enumerate().rev().map(|(n, node)| (node.id, n)).collect();
        Some(Self { blocks: octets, layout: blocks.layout, below, by_id })
    }

    /// Returns what the heap was made for.
    pub(super) fn root(&self) -> Option<Reference> {
        self.blocks.first()?.u32_at(4).map(Reference)
    }

    /// Returns an allocation.
    pub(super) fn allocation(&self, reference: Reference) -> Option<&[u8]> {
        let Reference(id) = reference;
        let (index, block) = match self.layout {
            Layout::Large => ((id >> 5) & 0x3FFF, id >> 19),
            _ => ((id >> 5) & 0x7FF, id >> 16),
        };
        if id & 0x1F != 0 || index == 0 {
            return None;
        }
        let octets = self.blocks.get(block as usize)?;
        let map = usize::from(octets.u16_at(0)?);
        let count = u32::from(octets.u16_at(map)?);
        if index > count {
            return None;
        }
        let at = map + 4 + 2 * (index as usize - 1);
        octets.get(usize::from(octets.u16_at(at)?)..usize::from(octets.u16_at(at + 2)?))
    }

    /// Returns the octets behind a reference, wherever they are.
    pub(super) fn value<S: Storage>(
        &self,
        blocks: &mut Blocks<S>,
        reference: Reference,
    ) -> Option<Cow<'_, [u8]>> {
        let Reference(id) = reference;
        if id == 0 {
            return Some(Cow::Borrowed(&[]));
        }
        if id & 0x1F == 0 {
            let octets = self.allocation(reference)?;
            blocks.spend(octets.len())?;
            return Some(Cow::Borrowed(octets));
        }
        let mut pieces = blocks.data(self.node(id)?.data)?;
        Some(Cow::Owned(if pieces.len() == 1 { pieces.pop()? } else { pieces.concat() }))
    }

    /// Returns the node below with this id.
    pub(super) fn node(&self, id: u32) -> Option<Node> {
        self.by_id.get(&id).and_then(|n| self.below.get(*n)).copied()
    }

    /// Returns the records of a tree on the heap, and whether all could be read.
    pub(super) fn records(&self, tree: Reference) -> Option<(Vec<&[u8]>, bool)> {
        let header = self.allocation(tree)?;
        let (mark, key, entry, levels) =
            (header.u8_at(0)?, header.u8_at(1)?, header.u8_at(2)?, header.u8_at(3)?);
        let root = Reference(header.u32_at(4)?);
        if mark != 0xB5 || key == 0 || levels > 8 {
            return None;
        }
        let (key, entry) = (usize::from(key), usize::from(entry));
        let (mut level, mut is_whole) = (vec![root], true);
        for _ in 0..levels {
            let mut next = Vec::new();
            for reference in level {
                let Some(octets) = self.allocation(reference) else {
                    is_whole = false;
                    continue;
                };
                let references = octets.chunks_exact(key + 4).filter_map(|record| record.u32_at(key));
                next.extend(references.map(Reference).take(MAX_RECORDS - next.len().min(MAX_RECORDS)));
            }
            level = next;
        }
        let mut records = Vec::new();
        for reference in level {
            match self.allocation(reference) {
                _ if reference.0 == 0 => {}
                Some(octets) => {
                    let room = MAX_RECORDS - records.len().min(MAX_RECORDS);
                    records.extend(octets.chunks_exact(key + entry).take(room));
                }
                None => is_whole = false,
            }
        }
        Some((records, is_whole))
    }
}
