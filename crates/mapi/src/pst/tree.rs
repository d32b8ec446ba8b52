//! The two trees that lead to everything: of nodes and of blocks (MS-PST §2.2.2.7.7).

use std::collections::{BTreeMap, HashSet};

use super::Storage;
use super::header::{Header, Layout};
use crate::little_endian::{LittleEndian, crc};

/// How many octets are looked through at a time.
const STRETCH: usize = 1 << 20;

/// A node: something with data, and perhaps with nodes of its own below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) id: u32,
    pub(super) data: u64,
    pub(super) below: u64,
    pub(super) parent: u32,
}

/// What a node is: the lower five bits of its id (MS-PST §2.2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Folder,
    Message,
    Attachment,
    Other,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) offset: u64,
    pub(super) length: usize,
    /// Its length when it is decompressed; the same if it is not compressed.
    pub(super) expanded: usize,
}

/// Both trees, flat, and where they do not add up.
pub(super) struct Trees {
    pub(super) nodes: BTreeMap<u32, Node>,
    /// By their ids, without the bit that says nothing.
    pub(super) blocks: BTreeMap<u64, Place>,
    pub(super) damage: Vec<u64>,
}

const BLOCKS: u8 = 0x80;
const NODES: u8 = 0x81;

impl Node {
    pub(super) fn kind(self) -> NodeKind {
        match self.id & 0x1F {
            0x02 => NodeKind::Folder,
            0x04 => NodeKind::Message,
            0x05 => NodeKind::Attachment,
            _ => NodeKind::Other,
        }
    }
}

/// Returns a block's id as the tree has it: its lowest bit is Outlook's own.
pub(super) fn block_key(id: u64) -> u64 {
    id & !1
}

impl Trees {
    /// Walks both trees; where one is broken, looks through the whole file for leaves.
    pub(super) fn read(storage: &mut impl Storage, header: &Header) -> Self {
        let mut trees = Trees { nodes: BTreeMap::new(), blocks: BTreeMap::new(), damage: Vec::new() };
        let before = trees.damage.len();
        trees.walk(storage, header.layout, header.block_root, BLOCKS);
        trees.walk(storage, header.layout, header.node_root, NODES);
        if trees.damage.len() > before || trees.nodes.is_empty() || trees.blocks.is_empty() {
            trees.look_through(storage, header.layout);
        }
        trees
    }

    fn walk(&mut self, storage: &mut impl Storage, layout: Layout, root: u64, kind: u8) {
        let mut seen = HashSet::new();
        let mut open = vec![(root, u8::MAX)];
        while let Some((offset, above)) = open.pop() {
            if !seen.insert(offset) {
                self.damage.push(offset);
                continue;
            }
            let mut octets = vec![0; layout.page()];
            let page = match storage.read_at(offset, &mut octets) {
                Ok(()) => Page::read(layout, &octets),
                Err(_) => None,
            };
            let Some(page) = page.filter(|page| page.kind == kind && page.level < above) else {
                self.damage.push(offset);
                continue;
            };
            if !page.is_sound {
                self.damage.push(offset);
            }
            if page.level == 0 {
                self.take(layout, &page);
                continue;
            }
            let children = page.entries().filter_map(|entry| layout.number(entry, 2 * layout.width()));
            let first = open.len();
            open.extend(children.map(|child| (child, page.level)));
            // A stack: what stands first is to be walked first.
            open.get_mut(first..).unwrap_or_default().reverse();
        }
    }

    /// Takes the entries of every sound leaf in the file that are not known, the newest first.
    fn look_through(&mut self, storage: &mut impl Storage, layout: Layout) {
        let mut leaves: Vec<(u64, u64)> = Vec::new();
        let mut stretch = vec![0; STRETCH];
        let mut at = 0;
        while at < storage.length() {
            let length = usize::try_from(storage.length() - at).unwrap_or(STRETCH).min(STRETCH);
            let Some(piece) = stretch.get_mut(..length) else { break };
            // A stretch that cannot be read is passed over.
            if storage.read_at(at, piece).is_ok() {
                for (n, octets) in piece.chunks_exact(layout.page()).enumerate() {
                    let leaf = Page::read(layout, octets).filter(|page| page.level == 0 && page.is_sound);
                    leaves.extend(leaf.map(|page| (page.id, at + (n * layout.page()) as u64)));
                }
            }
            at += length as u64;
        }
        leaves.sort_unstable_by(|one, other| other.cmp(one));
        let mut octets = vec![0; layout.page()];
        for (_, offset) in leaves {
            if storage.read_at(offset, &mut octets).is_ok()
                && let Some(page) = Page::read(layout, &octets)
            {
                self.take(layout, &page);
            }
        }
    }

    fn take(&mut self, layout: Layout, page: &Page<'_>) {
        for entry in page.entries() {
            if page.kind == NODES {
                if let Some(node) = node(layout, entry) {
                    self.nodes.entry(node.id).or_insert(node);
                }
            } else if let Some((id, place)) = place(layout, entry) {
                self.blocks.entry(block_key(id)).or_insert(place);
            }
        }
    }
}

fn node(layout: Layout, entry: &[u8]) -> Option<Node> {
    let width = layout.width();
    Some(Node {
        id: entry.u32_at(0)?,
        data: layout.number(entry, width)?,
        below: layout.number(entry, 2 * width)?,
        parent: entry.u32_at(3 * width)?,
    })
}

fn place(layout: Layout, entry: &[u8]) -> Option<(u64, Place)> {
    let width = layout.width();
    let length = usize::from(entry.u16_at(2 * width)?);
    let expanded = if layout == Layout::Large { usize::from(entry.u16_at(2 * width + 2)?) } else { length };
    let place = Place { offset: layout.number(entry, width)?, length, expanded };
    Some((layout.number(entry, 0)?, place))
}

/// A page of a tree.
struct Page<'a> {
    kind: u8,
    level: u8,
    /// Grows with each page that is written.
    id: u64,
    /// Its checksum is right.
    is_sound: bool,
    area: &'a [u8],
    entry: usize,
    count: usize,
}

impl<'a> Page<'a> {
    /// Reads a page; `None` if it is none of a tree.
    fn read(layout: Layout, octets: &'a [u8]) -> Option<Self> {
        let (numbers, trailer, checksum, id) = match layout {
            Layout::Ansi => (496, 500, 508, 504),
            Layout::Unicode => (488, 496, 500, 504),
            Layout::Large => (4056, 4072, 4076, 4080),
        };
        let (count, entry, level) = if layout == Layout::Large {
            (usize::from(octets.u16_at(numbers)?), octets.u8_at(numbers + 4)?, octets.u8_at(numbers + 5)?)
        } else {
            (usize::from(octets.u8_at(numbers)?), octets.u8_at(numbers + 2)?, octets.u8_at(numbers + 3)?)
        };
        let kind = octets.u8_at(trailer)?;
        let is_page = matches!(kind, BLOCKS | NODES) && octets.u8_at(trailer + 1)? == kind;
        let (area, entry) = (octets.get(..numbers)?, usize::from(entry));
        if !is_page || entry == 0 || level > 8 {
            return None;
        }
        let is_sound = octets.u32_at(checksum)? == crc(octets.get(..trailer)?);
        Some(Self { kind, level, id: layout.number(octets, id)?, is_sound, area, entry, count })
    }

    fn entries(&self) -> impl Iterator<Item = &'a [u8]> {
        self.area.chunks_exact(self.entry).take(self.count)
    }
}
