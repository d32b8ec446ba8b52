//! PST and OST (MS-PST), of all three layouts: a data base of nodes and blocks, with
//! folders and items on top of it.
//!
//! Why not the crate `outlook-pst` (see ADR 0011): it refuses a file for one wrong
//! checksum, loses a message for one property, and takes lengths on trust. Here the
//! trees are read as far as they go, in the end by looking through the whole file for
//! their leaves, and items are found by their nodes, not by the tables of folders, which
//! are only an index made for speed.
//!
//! Not read: what is encrypted with a key of Windows (`NDB_CRYPT_EDPCRYPTED`), which is
//! said. The password that Outlook asks for hides nothing: it is a number in the message
//! store, and the blocks are coded with it or without it alike.

mod block;
mod coding;
mod context;
mod folder;
mod header;
mod heap;
mod item;
mod table;
mod tree;

use std::io;

use crate::error::MapiError;
use crate::item::Item;
use crate::property::Names;
use block::Blocks;
use tree::{Node, NodeKind};

pub use header::is_pst;

/// Where the octets of a file come from.
pub trait Storage {
    /// Returns the length of the file.
    fn length(&self) -> u64;

    /// Fills `buffer` from `at` on.
    ///
    /// # Errors
    /// If the octets cannot be read, or end before that.
    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<()>;
}

/// An open PST or OST.
pub struct Pst<S> {
    blocks: Blocks<S>,
    entries: Vec<Entry>,
    names: Names,
    /// Offsets of the pages of the trees that do not add up.
    damage: Vec<u64>,
}

/// An item that was not read yet.
#[derive(Debug, Clone)]
pub struct Entry {
    node: Node,
    /// Its folder, `/` between names; the nameless root is left out.
    pub folder: std::sync::Arc<str>,
    /// In the folder where Exchange keeps what was deleted until it is purged.
    pub is_recoverable: bool,
    /// Where its first block stands in the file.
    pub offset: u64,
}

impl<S: Storage> Pst<S> {
    /// Reads the trees and the folders.
    ///
    /// # Errors
    /// `AnotherFormat` if it is no PST, `Encrypted` with Windows' own keys, `Damaged`
    /// when no node was found in all of it.
    pub fn open(storage: S) -> Result<Self, MapiError> {
        let mut storage = storage;
        let header = header::Header::read(&mut storage)?;
        let trees = tree::Trees::read(&mut storage, &header);
        if trees.nodes.is_empty() || trees.blocks.is_empty() {
            return Err(MapiError::Damaged);
        }
        let mut blocks = Blocks::new(storage, &header, trees.blocks);
        blocks.settle_coding(&trees.nodes);
        let names = context::names(&mut blocks, &trees.nodes);
        let entries = folder::entries(&mut blocks, &trees.nodes, &names);
        Ok(Self { blocks, entries, names, damage: trees.damage })
    }

    /// Returns the items of all folders, in the order of their nodes.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the offsets of the pages that do not add up: what only they led to was
    /// looked for elsewhere in the file, and may be lost.
    pub fn damage(&self) -> &[u64] {
        &self.damage
    }

    /// Reads the item with this number among the entries.
    ///
    /// # Errors
    /// `Damaged` if none of its properties can be read.
    pub fn read(&mut self, n: usize) -> Result<Item, MapiError> {
        let node = self.entries.get(n).ok_or(MapiError::Truncated)?.node;
        self.blocks.begin_item();
        item::read(&mut self.blocks, &self.names, node).ok_or(MapiError::Damaged)
    }
}

impl Node {
    /// Says whether it is an item of a folder.
    fn is_message(self) -> bool {
        self.kind() == NodeKind::Message
    }
}

#[cfg(test)]
mod tests;
