//! Folders: where each item lies (MS-PST §2.4.4).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::block::Blocks;
use super::context::Context;
use super::heap::Heap;
use super::tree::{Node, NodeKind};
use super::{Entry, Storage};
use crate::property::{Names, tag};

/// The folder without a name that holds all others.
const ROOT: u32 = 0x122;
/// Folders inside one another that are named.
const MAX_DEPTH: usize = 100;
/// Exchange's folder of what was deleted and not purged yet; its name is never translated.
const RECOVERABLE: &str = "Recoverable Items";
/// Characters of a folder's name: Outlook allows 255.
const MAX_NAME: usize = 255;

/// Lists the items of all folders.
pub(super) fn entries<S: Storage>(
    blocks: &mut Blocks<S>,
    nodes: &BTreeMap<u32, Node>,
    names: &Names,
) -> Vec<Entry> {
    let folders = nodes.values().copied().filter(|node| node.kind() == NodeKind::Folder && node.id != ROOT);
    let own: BTreeMap<u32, (String, u32)> =
        folders.map(|node| (node.id, (name(blocks, names, node), node.parent))).collect();
    let mut paths: BTreeMap<u32, Arc<str>> = BTreeMap::new();
    let mut entries = Vec::new();
    for node in nodes.values().copied().filter(|node| node.is_message()) {
        let folder = paths.entry(node.parent).or_insert_with(|| path(&own, node.parent).into()).clone();
        let is_recoverable = folder.split('/').any(|name| name == RECOVERABLE);
        let offset = blocks.offset(node.data).unwrap_or_default();
        entries.push(Entry { node, folder, is_recoverable, offset });
    }
    entries
}

fn name<S: Storage>(blocks: &mut Blocks<S>, names: &Names, node: Node) -> String {
    blocks.begin_item();
    let heap = Heap::read(blocks, node);
    let context = heap.and_then(|heap| Context::read(blocks, &heap, names));
    let name = context.and_then(|context| context.properties.text(tag::DISPLAY_NAME));
    let name = name.map(|name| name.chars().filter(|char| !char.is_control()).take(MAX_NAME).collect());
    // A folder whose name is lost still tells its items from those of others.
    name.unwrap_or_else(|| format!("{:#x}", node.id))
}

fn path(own: &BTreeMap<u32, (String, u32)>, folder: u32) -> String {
    let mut names = Vec::new();
    let mut at = folder;
    while let Some((name, parent)) = own.get(&at)
        && names.len() < MAX_DEPTH
    {
        names.push(name.as_str());
        at = *parent;
    }
    names.reverse();
    names.join("/")
}
