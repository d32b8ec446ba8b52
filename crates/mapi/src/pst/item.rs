//! Items: their properties, recipients and attachments (MS-PST §2.4.5, §2.4.6).

use super::Storage;
use super::block::Blocks;
use super::context::Context;
use super::heap::Heap;
use super::table;
use super::tree::{Node, NodeKind};
use crate::item::{Attachment, Content, Item};
use crate::property::{Names, Value, tag};

/// Items inside one another that are read.
const MAX_DEPTH: usize = 16;
/// The node below an item that has the table of its recipients.
const RECIPIENTS: u32 = 0x692;

/// Reads the item of a node; `None` if it has no properties that can be read.
pub(super) fn read<S: Storage>(blocks: &mut Blocks<S>, names: &Names, node: Node) -> Option<Item> {
    let mut item = at_depth(blocks, names, node, 0)?;
    item.is_incomplete |= blocks.is_damaged;
    Some(item)
}

fn at_depth<S: Storage>(blocks: &mut Blocks<S>, names: &Names, node: Node, depth: usize) -> Option<Item> {
    let heap = Heap::read(blocks, node)?;
    let context = Context::read(blocks, &heap, names)?;
    let mut item =
        Item { properties: context.properties, is_incomplete: !context.is_whole, ..Item::default() };
    for below in heap.below.iter().copied() {
        if below.id == RECIPIENTS {
            let rows = Heap::read(blocks, below).and_then(|heap| table::rows(blocks, &heap, names));
            let (rows, is_whole) = rows.unwrap_or_default();
            item.recipients = rows;
            item.is_incomplete |= !is_whole;
        } else if below.kind() == NodeKind::Attachment {
            let (attachment, is_whole) = attachment(blocks, names, below, depth).unwrap_or_default();
            item.attachments.push(attachment);
            item.is_incomplete |= !is_whole;
        }
    }
    Some(item.settle())
}

/// Reads an attachment; `false` if it lacks something.
fn attachment<S: Storage>(
    blocks: &mut Blocks<S>,
    names: &Names,
    node: Node,
    depth: usize,
) -> Option<(Attachment, bool)> {
    let heap = Heap::read(blocks, node)?;
    let Context { mut properties, object, is_whole } = Context::read(blocks, &heap, names)?;
    let method = properties.integer(tag::ATTACH_METHOD);
    let content = match (properties.remove(tag::ATTACH_DATA), object) {
        (Some(Value::Octets(octets)), _) => Content::Octets(octets),
        (_, Some(object)) => held(blocks, names, &heap, object, method, depth),
        _ => Content::Nothing,
    };
    // By value, an item, an OLE object: these hold something.
    let should_hold = matches!(method, Some(1 | 5 | 6));
    let is_whole = is_whole && !(should_hold && matches!(content, Content::Nothing));
    Some((Attachment { properties, content }, is_whole))
}

fn held<S: Storage>(
    blocks: &mut Blocks<S>,
    names: &Names,
    heap: &Heap,
    object: u32,
    method: Option<i64>,
    depth: usize,
) -> Content {
    let Some(node) = heap.node(object) else { return Content::Nothing };
    if method == Some(5) {
        let item = if depth < MAX_DEPTH { at_depth(blocks, names, node, depth + 1) } else { None };
        return item.map_or(Content::Nothing, |item| Content::Item(Box::new(item)));
    }
    blocks.data(node.data).map_or(Content::Nothing, |pieces| Content::Octets(pieces.concat()))
}
