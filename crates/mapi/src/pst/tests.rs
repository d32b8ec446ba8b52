//! Small PST made here, in all three layouts: no corpus at hand has ANSI files or pages
//! of 4,096 octets.

use std::io::Write;

use super::coding::Coding;
use super::header::Layout;
use super::*;
use crate::little_endian::crc;
use crate::property::tag;

struct Memory(Vec<u8>);

impl Storage for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let piece = self.0.get(at as usize..).and_then(|rest| rest.get(..buffer.len()));
        buffer.copy_from_slice(piece.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Writes a PST from its front.
struct Writer {
    layout: Layout,
    coding: Coding,
    octets: Vec<u8>,
    blocks: Vec<Vec<u8>>,
    nodes: Vec<Vec<u8>>,
    next_block: u64,
}

impl Writer {
    fn new(layout: Layout, coding: Coding) -> Self {
        Self { layout, coding, octets: vec![0; 8192], blocks: Vec::new(), nodes: Vec::new(), next_block: 4 }
    }

    fn number(&self, number: u64) -> Vec<u8> {
        number.to_le_bytes()[..self.layout.width()].to_vec()
    }

    /// Adds a block; an internal one leads to others.
    fn block(&mut self, clear: &[u8], is_internal: bool) -> u64 {
        let id = self.next_block | u64::from(is_internal) << 1;
        self.next_block += 4;
        let mut stored = clear.to_vec();
        if !is_internal {
            encode(self.coding, id, &mut stored);
        }
        if self.layout == Layout::Large && clear.len() > 200 {
            let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(&stored).expect("memory can be written");
            stored = packer.finish().expect("memory can be written");
        }
        let (_, trailer) = self.layout.block();
        self.octets.resize(self.octets.len().next_multiple_of(self.layout.alignment()), 0);
        let offset = self.octets.len() as u64;
        let whole = (stored.len() + trailer).next_multiple_of(self.layout.alignment());
        let (length, checksum) = (stored.len() as u16, crc(&stored));
        self.octets.extend(&stored);
        self.octets.resize(offset as usize + whole - trailer, 0);
        let [bid, sum] = [self.number(id), checksum.to_le_bytes().to_vec()];
        let ending = if self.layout == Layout::Ansi { [bid, sum] } else { [sum, bid] };
        self.octets.extend([length.to_le_bytes().as_slice(), &[0; 2], &ending.concat()].concat());
        self.octets.resize(offset as usize + whole, 0);
        let lengths = match self.layout {
            Layout::Large => [length.to_le_bytes(), (clear.len() as u16).to_le_bytes()],
            _ => [length.to_le_bytes(), 2_u16.to_le_bytes()],
        };
        let mut entry = [self.number(id), self.number(offset), lengths.concat()].concat();
        entry.resize(3 * self.layout.width(), 0);
        self.blocks.push(entry);
        id
    }

    fn node(&mut self, id: u32, data: u64, below: u64, parent: u32) {
        let id = self.number(id.into());
        let mut entry = [id, self.number(data), self.number(below), parent.to_le_bytes().to_vec()].concat();
        entry.resize(4 * self.layout.width(), 0);
        self.nodes.push(entry);
    }

    /// Adds a page and returns where it stands.
    fn page(&mut self, kind: u8, level: u8, entries: &[Vec<u8>]) -> u64 {
        let length = self.layout.page();
        self.octets.resize(self.octets.len().next_multiple_of(length), 0);
        let offset = self.octets.len() as u64;
        let width = entries.first().map_or(8, Vec::len) as u8;
        let mut page = entries.concat();
        let (numbers, trailer) = match self.layout {
            Layout::Ansi => (496, 500),
            Layout::Unicode => (488, 496),
            Layout::Large => (4056, 4072),
        };
        page.resize(numbers, 0);
        let count = entries.len() as u8;
        match self.layout {
            Layout::Large => page.extend([count, 0, count, 0, width, level]),
            _ => page.extend([count, count, width, level]),
        }
        page.resize(trailer, 0);
        let (sum, id) = (crc(&page).to_le_bytes().to_vec(), self.number(offset));
        page.extend([kind, kind, 0, 0]);
        page.extend(if self.layout == Layout::Ansi { [id, sum] } else { [sum, id] }.concat());
        page.resize(length, 0);
        self.octets.extend(page);
        offset
    }

    /// Adds a page above another.
    fn above(&mut self, kind: u8, below: u64, first: &[u8]) -> u64 {
        let width = self.layout.width();
        let entry = [first.get(..width).unwrap_or_default(), &self.number(1), &self.number(below)].concat();
        self.page(kind, 1, &[entry])
    }

    fn finish(mut self) -> Vec<u8> {
        let (blocks, nodes) = (std::mem::take(&mut self.blocks), std::mem::take(&mut self.nodes));
        let below = self.page(0x80, 0, &blocks);
        let block_root = self.above(0x80, below, &blocks[0]);
        let below = self.page(0x81, 0, &nodes);
        let node_root = self.above(0x81, below, &nodes[0]);
        let (version, coding_at, node_at, block_at) = match self.layout {
            Layout::Ansi => (15, 461, 188, 196),
            Layout::Unicode => (23, 513, 224, 240),
            Layout::Large => (36, 513, 224, 240),
        };
        let (node_root, block_root) = (self.number(node_root), self.number(block_root));
        self.octets[..4].copy_from_slice(b"!BDN");
        self.octets[10] = version;
        self.octets[coding_at] = match self.coding {
            Coding::Plain => 0,
            Coding::Permuted => 1,
            Coding::Cyclic => 2,
        };
        self.octets[node_at..node_at + node_root.len()].copy_from_slice(&node_root);
        self.octets[block_at..block_at + block_root.len()].copy_from_slice(&block_root);
        self.octets
    }

    /// Writes a heap of these allocations, the first of which is what it was made for.
    fn heap(&self, mark: u8, allocations: &[Vec<u8>]) -> Vec<u8> {
        let mut heap = vec![0, 0, 0xEC, mark, 0x20, 0, 0, 0, 0, 0, 0, 0];
        let mut map = vec![allocations.len() as u8, 0, 0, 0];
        for allocation in allocations {
            map.extend((heap.len() as u16).to_le_bytes());
            heap.extend(allocation);
        }
        map.extend((heap.len() as u16).to_le_bytes());
        heap.resize(heap.len().next_multiple_of(2), 0);
        let at = heap.len() as u16;
        heap[..2].copy_from_slice(&at.to_le_bytes());
        heap.extend(map);
        heap
    }

    /// Writes a property context: number, type, octets.
    fn context(&self, properties: &[(u16, u16, Vec<u8>)]) -> Vec<u8> {
        let (mut records, mut values) = (Vec::new(), Vec::new());
        for (number, kind, octets) in properties {
            let inline = match (*kind, octets.len()) {
                (0x1E | 0x1F | 0x102 | 0x0D, _) | (_, 5..) => {
                    values.push(octets.clone());
                    (values.len() as u32 + 2) << 5
                }
                _ => u32::from_le_bytes([octets[0], octets[1], octets[2], octets[3]]),
            };
            let inline = inline.to_le_bytes();
            records.extend([&number.to_le_bytes(), &kind.to_le_bytes(), inline.as_slice()].concat());
        }
        let header = vec![0xB5, 2, 6, 0, 0x40, 0, 0, 0];
        self.heap(0xBC, &[vec![header, records], values].concat())
    }

    fn string(&self, text: &str) -> (u16, Vec<u8>) {
        match self.layout {
            Layout::Ansi => (0x1E, text.bytes().collect()),
            _ => (0x1F, text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        }
    }

    /// Adds a mail with a long body in a tree of blocks, a recipient and an attachment.
    fn mail(&mut self, id: u32, parent: u32) {
        let (kind, subject) = self.string("subject");
        let (_, body) = self.string(&"words.".repeat(1000));
        let pieces: Vec<u64> = body.chunks(4000).map(|piece| self.block(piece, false)).collect();
        let list: Vec<u8> = pieces.iter().flat_map(|piece| self.number(*piece)).collect();
        let head = [vec![1, 1, pieces.len() as u8, 0], (body.len() as u32).to_le_bytes().to_vec()];
        let tree = self.block(&[head.concat(), list].concat(), true);
        let body_node = 0x1F | 0x8000;
        let mut properties = vec![(tag::SUBJECT, kind, subject), (tag::MESSAGE_FLAGS, 3, vec![1, 0, 0, 0])];
        properties.push((tag::BODY, kind, vec![0; 4]));
        let mut context = self.context(&properties);
        // The body is behind a node: its reference stands for that of the last value.
        let reference = [tag::BODY.to_le_bytes(), kind.to_le_bytes()].concat();
        let at = context.windows(4).position(|four| four == reference).expect("the body's record") + 4;
        context[at..at + 4].copy_from_slice(&(body_node as u32).to_le_bytes());
        let data = self.block(&context, false);

        let recipients = self.recipients();
        let recipients = self.block(&recipients, false);
        let (_, name) = self.string("a.txt");
        let attachment = self.context(&[
            (tag::ATTACH_LONG_FILENAME, kind, name),
            (tag::ATTACH_METHOD, 3, vec![1, 0, 0, 0]),
            (tag::ATTACH_DATA, 0x102, b"abc".to_vec()),
        ]);
        let attachment = self.block(&attachment, false);
        let entries = [(0x692, recipients), (body_node, tree), (0x8025, attachment)];
        let mut below = vec![2, 0, entries.len() as u8, 0];
        below.resize(if self.layout == Layout::Ansi { 4 } else { 8 }, 0);
        for (node, block) in entries {
            below.extend([self.number(node), self.number(block), self.number(0)].concat());
        }
        let below = self.block(&below, true);
        self.node(id, data, below, parent);
    }

    /// Writes a table of one recipient: a row's id, a type, and an address.
    fn recipients(&self) -> Vec<u8> {
        let (kind, address) = self.string("jo@region.example");
        let mut info = vec![0x7C, 2, 12, 0, 12, 0, 12, 0, 13, 0];
        info.extend([0x40, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]);
        info.extend([3, 0, 0x15, 0x0C, 4, 0, 4, 0]);
        info.extend([&kind.to_le_bytes(), [0x03, 0x30].as_slice(), &[8, 0, 4, 1]].concat());
        let index = vec![0xB5, 4, 4, 0, 0x60, 0, 0, 0];
        let row = [[0; 4], [2, 0, 0, 0], [0xA0, 0, 0, 0]].concat();
        self.heap(0x7C, &[info, index, vec![0; 8], [row, vec![0xC0]].concat(), address])
    }
}

fn encode(coding: Coding, id: u64, octets: &mut [u8]) {
    // Cyclic coding is its own inverse; of the other the inverse is looked up.
    if coding == Coding::Permuted {
        let mut back: Vec<u8> = (0..=255).collect();
        coding.decode(id, &mut back);
        for octet in octets {
            *octet = back.iter().position(|clear| clear == octet).expect("each octet has one") as u8;
        }
    } else {
        coding.decode(id, octets);
    }
}

fn pst(layout: Layout, coding: Coding) -> Vec<u8> {
    with_password(layout, coding, 0)
}

/// Writes a file whose message store bears this number for a password; 0 is none.
fn with_password(layout: Layout, coding: Coding, password: u32) -> Vec<u8> {
    const MESSAGE_STORE: u32 = 0x21;
    const PST_PASSWORD: u16 = 0x67FF;
    let mut writer = Writer::new(layout, coding);
    let store = writer.context(&[(PST_PASSWORD, 3, password.to_le_bytes().to_vec())]);
    let store = writer.block(&store, false);
    writer.node(MESSAGE_STORE, store, 0, 0);
    for (id, parent, name) in
        [(0x122, 0x122, ""), (0x8022, 0x122, "Top"), (0x8042, 0x8022, "Recoverable Items")]
    {
        let (kind, name) = writer.string(name);
        let context = writer.context(&[(tag::DISPLAY_NAME, kind, name)]);
        let data = writer.block(&context, false);
        writer.node(id, data, 0, parent);
    }
    writer.mail(0x20_0024, 0x8042);
    writer.finish()
}

fn check(octets: Vec<u8>, what: &str) {
    let mut pst = Pst::open(Memory(octets)).expect(what);
    let entries = pst.entries().to_vec();
    let told: Vec<(&str, bool)> =
        entries.iter().map(|entry| (&*entry.folder, entry.is_recoverable)).collect();
    assert_eq!(told, [("Top/Recoverable Items", true)], "{what}");
    let item = pst.read(0).expect(what);
    assert!(!item.lacks_something(), "{what}");
    assert!(item.flags().seen, "{what}");
    let mut rebuilt = Vec::new();
    crate::rebuild::rebuild(&item, &mut rebuilt).expect("memory can be written");
    let text = String::from_utf8(rebuilt).expect("ASCII");
    for words in ["Subject: subject\r\n", "Cc: <jo@region.example>\r\n", "filename=\"a.txt\"", "\r\nYWJj\r\n"]
    {
        assert!(text.contains(words), "{what}: {words}\n{text}");
    }
    assert_eq!(text.replace("=\r\n", "").matches("words.").count(), 1000, "{what}");
}

#[test]
fn all_layouts_and_codings_are_read() {
    for layout in [Layout::Ansi, Layout::Unicode, Layout::Large] {
        for coding in [Coding::Plain, Coding::Permuted, Coding::Cyclic] {
            check(pst(layout, coding), &format!("{layout:?} {coding:?}"));
        }
    }
}

/// Outlook asks for it (MS-PST §4.3); nothing is hidden by it.
#[test]
fn a_password_hides_nothing() {
    for layout in [Layout::Ansi, Layout::Unicode, Layout::Large] {
        for coding in [Coding::Plain, Coding::Permuted, Coding::Cyclic] {
            check(with_password(layout, coding, 0x1234_5678), &format!("{layout:?} {coding:?}"));
        }
    }
}

#[test]
fn a_broken_tree_is_mended() {
    for layout in [Layout::Ansi, Layout::Unicode, Layout::Large] {
        let at = if layout == Layout::Ansi { 188 } else { 224 };
        let mut octets = pst(layout, Coding::Permuted);
        octets[at] ^= 0xFF;
        check(octets, &format!("{layout:?}"));
    }
}

#[test]
fn what_needs_a_key_is_said() {
    let mut octets = pst(Layout::Unicode, Coding::Plain);
    octets[513] = 0x10;
    assert_eq!(Pst::open(Memory(octets)).map(|_| ()), Err(MapiError::Encrypted));
    assert_eq!(Pst::open(Memory(vec![0; 600])).map(|_| ()), Err(MapiError::AnotherFormat));
    assert_eq!(Pst::open(Memory(b"!BDN".to_vec())).map(|_| ()), Err(MapiError::Truncated));
}
