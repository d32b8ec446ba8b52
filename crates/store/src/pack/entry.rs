//! Entries of a pack's tar: their names, and the one header each may have.
//!
//! A header follows from name and length alone (no owner, a fixed time), so a
//! header that differs from the one we would write is damage.

use greffe_terms::{MessageId, Nature};

use crate::hex::{self, Digest};

/// Length of a header, and what bodies are padded to.
pub(crate) const BLOCK: u64 = 512;

/// 2000-01-01T00:00:00Z: packs say nothing about clocks, and GNU tar warns about 1970.
const FIXED_TIME: u64 = 946_684_800;

/// What an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// `<sha256>.eml`: a message.
    Message(MessageId),
    /// `files/<sha256>.bin`: a loose document.
    Document(MessageId),
    /// `lost/<sha256>.bin`: bytes in which no message was recognised.
    Lost(Digest),
    /// `batch-<n>.jsonl`: the records that close a batch.
    Batch(u64),
}

impl Name {
    /// Names an item.
    pub(crate) const fn of(nature: Nature, id: MessageId) -> Self {
        match nature {
            Nature::Mail => Name::Message(id),
            Nature::Document => Name::Document(id),
        }
    }

    /// Says whether this is an item with this digest.
    pub(crate) fn is_of(&self, digest: &Digest) -> bool {
        matches!(self, Name::Message(id) | Name::Document(id) if id.as_bytes() == digest)
    }

    fn print(self) -> String {
        match self {
            Name::Message(id) => hex::print(id.as_bytes()) + ".eml",
            Name::Document(id) => format!("files/{}.bin", hex::print(id.as_bytes())),
            Name::Lost(digest) => format!("lost/{}.bin", hex::print(&digest)),
            Name::Batch(number) => format!("batch-{number:08}.jsonl"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some(hex) = text.strip_suffix(".eml") {
            hex.parse().ok().map(Name::Message)
        } else if let Some(rest) = text.strip_prefix("files/") {
            rest.strip_suffix(".bin")?.parse().ok().map(Name::Document)
        } else if let Some(rest) = text.strip_prefix("lost/") {
            hex::parse(rest.strip_suffix(".bin")?).map(Name::Lost)
        } else {
            let digits = text.strip_prefix("batch-")?.strip_suffix(".jsonl")?;
            digits.parse().ok().map(Name::Batch)
        }
    }
}

/// One entry: a name and the length of its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: Name,
    pub(crate) size: u64,
}

impl Entry {
    /// Returns its header block.
    pub(crate) fn header(&self) -> [u8; BLOCK as usize] {
        let mut header = tar::Header::new_gnu();
        let name = self.name.print();
        let field = &mut header.as_old_mut().name;
        field.iter_mut().zip(name.bytes()).for_each(|(byte, letter)| *byte = letter);
        header.set_size(self.size);
        header.set_mode(0o444);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(FIXED_TIME);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        *header.as_bytes()
    }

    /// Reads a header block; `None` if it is not exactly as we write it.
    pub(crate) fn parse(block: &[u8; BLOCK as usize]) -> Option<Self> {
        let header = tar::Header::from_byte_slice(block);
        let path = header.path_bytes();
        let name = Name::parse(std::str::from_utf8(&path).ok()?)?;
        let entry = Entry { name, size: header.entry_size().ok()? };
        (entry.header() == *block).then_some(entry)
    }

    /// Returns the zeros after its body.
    pub(crate) fn padding(&self) -> u64 {
        self.size.next_multiple_of(BLOCK) - self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_reads_back_as_written() {
        let check = |name: Name, size: u64, expect: &str| {
            let entry = Entry { name, size };
            assert!(entry.header().starts_with(expect.as_bytes()), "{expect}");
            assert_eq!(Entry::parse(&entry.header()), Some(entry));
        };
        check(Name::Message(MessageId::new([0xab; 32])), 0, &"ab".repeat(32));
        check(Name::Document(MessageId::new([0xab; 32])), 9, &format!("files/{}.bin\0", "ab".repeat(32)));
        check(Name::Lost([1; 32]), 513, "lost/0101");
        check(Name::Batch(7), 1 << 40, "batch-00000007.jsonl\0");
        check(Name::Batch(u64::from(u32::MAX)), 1, "batch-4294967295.jsonl\0");
    }

    #[test]
    fn any_flipped_byte_of_a_header_is_seen() {
        let entry = Entry { name: Name::Batch(3), size: 77 };
        for place in 0..BLOCK as usize {
            let mut block = entry.header();
            block[place] ^= 1;
            assert_eq!(Entry::parse(&block), None, "byte {place}");
        }
    }
}
