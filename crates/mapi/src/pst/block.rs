//! Blocks: the octets behind nodes (MS-PST §2.2.2.8), within a budget for each item.

use std::collections::BTreeMap;
use std::io::Read;

use super::Storage;
use super::coding::Coding;
use super::header::{Header, Layout};
use super::tree::{Node, Place, block_key};
use crate::little_endian::{LittleEndian, crc};

/// What the blocks of one item may give, all of its attachments included.
const ITEM_OCTETS: usize = 256 << 20;
/// What each block is counted for beside its octets: many empty ones take time too.
const BLOCK_COST: usize = 512;
/// What each property is counted for, and each node below another.
const VALUE_COST: usize = 128;
/// Nodes below one node that are read: an item has one for each attachment.
const MAX_BELOW: usize = 100_000;

/// All blocks of a file.
pub(super) struct Blocks<S> {
    storage: S,
    pub(super) layout: Layout,
    coding: Option<Coding>,
    places: BTreeMap<u64, Place>,
    octets_left: usize,
    /// A block of the current item could not be read, or not soundly.
    pub(super) is_damaged: bool,
}

impl<S: Storage> Blocks<S> {
    pub(super) fn new(storage: S, header: &Header, places: BTreeMap<u64, Place>) -> Self {
        let (layout, coding) = (header.layout, header.coding);
        Self { storage, layout, coding, places, octets_left: ITEM_OCTETS, is_damaged: false }
    }

    /// Begins another item: a new budget, no damage.
    pub(super) fn begin_item(&mut self) {
        (self.octets_left, self.is_damaged) = (ITEM_OCTETS, false);
    }

    /// Counts a value of so many octets; `None` when the item has had its share.
    pub(super) fn spend(&mut self, octets: usize) -> Option<()> {
        let left = self.octets_left.checked_sub(octets.saturating_add(VALUE_COST));
        self.is_damaged |= left.is_none();
        self.octets_left = left.unwrap_or_default();
        left.map(|_| ())
    }

    /// Returns where a block stands.
    pub(super) fn offset(&self, id: u64) -> Option<u64> {
        self.places.get(&block_key(id)).map(|place| place.offset)
    }

    /// Finds out how blocks are coded where the header does not say: the heap of a node
    /// begins with a mark.
    pub(super) fn settle_coding(&mut self, nodes: &BTreeMap<u32, Node>) {
        if self.coding.is_some() {
            return;
        }
        let codings = [Coding::Plain, Coding::Permuted, Coding::Cyclic];
        let marks = codings.map(|coding| {
            self.coding = Some(coding);
            let heaps = nodes
                .values()
                .take(100)
                .filter(|node| self.octets(node.data).is_some_and(|octets| octets.get(2) == Some(&0xEC)));
            heaps.count()
        });
        let best = codings.into_iter().zip(marks).max_by_key(|(_, marks)| *marks);
        self.coding = best.map(|(coding, _)| coding);
        self.begin_item();
    }

    /// Returns the octets of a block of data, or of each block that a tree of them leads to.
    /// A block that cannot be read is empty.
    pub(super) fn data(&mut self, id: u64) -> Option<Vec<Vec<u8>>> {
        if !is_internal(id) {
            return self.octets(id).map(|octets| vec![octets]);
        }
        let mut blocks = Vec::new();
        self.collect(id, 2, &mut blocks)?;
        Some(blocks)
    }

    /// Collects the blocks below an XBLOCK, or an XXBLOCK if `levels` allows
    /// (MS-PST §2.2.2.8.3.2).
    fn collect(&mut self, id: u64, levels: u8, blocks: &mut Vec<Vec<u8>>) -> Option<()> {
        let tree = self.octets(id)?;
        let (kind, level, count) = (tree.u8_at(0)?, tree.u8_at(1)?, usize::from(tree.u16_at(2)?));
        if kind != 1 || level == 0 || level > levels {
            self.is_damaged = true;
            return None;
        }
        for n in 0..count {
            let Some(child) = self.layout.number(&tree, 8 + n * self.layout.width()) else {
                self.is_damaged = true;
                break;
            };
            if level == 2 {
                self.collect(child, 1, blocks);
            } else {
                let octets = if is_internal(child) { None } else { self.octets(child) };
                self.is_damaged |= octets.is_none();
                blocks.push(octets.unwrap_or_default());
            }
            if self.octets_left == 0 {
                break;
            }
        }
        Some(())
    }

    /// Returns the nodes below a node (MS-PST §2.2.2.8.3.3), in their order.
    pub(super) fn below(&mut self, id: u64) -> Vec<Node> {
        let mut nodes = Vec::new();
        if id != 0 && self.collect_below(id, 1, &mut nodes).is_none() {
            self.is_damaged = true;
        }
        nodes
    }

    fn collect_below(&mut self, id: u64, levels: u8, nodes: &mut Vec<Node>) -> Option<()> {
        let tree = self.octets(id)?;
        let (kind, level, count) = (tree.u8_at(0)?, tree.u8_at(1)?, usize::from(tree.u16_at(2)?));
        if kind != 2 || level > levels {
            return None;
        }
        let width = self.layout.width();
        let first = if self.layout == Layout::Ansi { 4 } else { 8 };
        for n in 0..count {
            let entry = tree.get(first + n * (if level == 0 { 3 } else { 2 }) * width..)?;
            let data = self.layout.number(entry, width)?;
            if level > 0 {
                // One that cannot be read is no reason to leave the others out.
                let is_read = self.collect_below(data, level - 1, nodes).is_some();
                self.is_damaged |= !is_read;
            } else {
                let below = self.layout.number(entry, 2 * width)?;
                if nodes.len() >= MAX_BELOW {
                    return None;
                }
                nodes.push(Node { id: entry.u32_at(0)?, data, below, parent: 0 });
            }
        }
        Some(())
    }

    /// Reads one block; `None` if there is none or it is another one's.
    fn octets(&mut self, id: u64) -> Option<Vec<u8>> {
        let octets = self.sound_octets(id);
        self.is_damaged |= octets.is_none();
        octets
    }

    fn sound_octets(&mut self, id: u64) -> Option<Vec<u8>> {
        let place = *self.places.get(&block_key(id))?;
        let (longest, trailer) = self.layout.block();
        let cost = place.length.max(place.expanded) + BLOCK_COST;
        if place.length + trailer > longest || cost > self.octets_left {
            self.octets_left = self.octets_left.saturating_sub(BLOCK_COST);
            return None;
        }
        self.octets_left -= cost;
        let whole = (place.length + trailer).next_multiple_of(self.layout.alignment());
        let mut octets = vec![0; whole];
        self.storage.read_at(place.offset, &mut octets).ok()?;
        let end = octets.get(whole - trailer..)?;
        let (told_id, told_crc) = match self.layout {
            Layout::Ansi => (u64::from(end.u32_at(4)?), end.u32_at(8)?),
            _ => (end.u64_at(8)?, end.u32_at(4)?),
        };
        if block_key(told_id) != block_key(id) {
            return None;
        }
        octets.truncate(place.length);
        self.is_damaged |= crc(&octets) != told_crc;
        if place.expanded != place.length {
            octets = expand(&octets, place.expanded)?;
        }
        if !is_internal(id) {
            self.coding.unwrap_or(Coding::Plain).decode(told_id, &mut octets);
        }
        Some(octets)
    }
}

/// Says whether a block leads to others instead of holding data.
fn is_internal(id: u64) -> bool {
    id & 2 != 0
}

/// Decompresses a block of the large layout.
fn expand(octets: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut expanded = Vec::with_capacity(length);
    let decoder = flate2::read::ZlibDecoder::new(octets);
    decoder.take(length as u64).read_to_end(&mut expanded).ok()?;
    Some(expanded)
}
