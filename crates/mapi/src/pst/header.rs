//! The header of a PST (MS-PST §2.2.2.6). Its checksums are not asked: a header that is
//! wrong in one place is right in the others.

use super::Storage;
use super::coding::Coding;
use crate::error::MapiError;
use crate::little_endian::LittleEndian;

/// How numbers and pages are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// 32-bit numbers, pages of 512 octets: up to Outlook 2002.
    Ansi,
    /// 64-bit numbers, pages of 512 octets.
    Unicode,
    /// 64-bit numbers, pages of 4,096 octets, blocks that may be compressed: OST of
    /// Outlook 2013 and later. Not in MS-PST; as libpff's documentation has it.
    Large,
}

/// What the header says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub(super) layout: Layout,
    /// `None` when the octet means nothing: to be tried out.
    pub(super) coding: Option<Coding>,
    /// Offset of the root page of the tree of nodes.
    pub(super) node_root: u64,
    /// The same for blocks.
    pub(super) block_root: u64,
}

/// Says whether a file that begins so is a PST or OST.
pub fn is_pst(head: &[u8]) -> bool {
    head.starts_with(b"!BDN")
}

impl Header {
    pub(super) fn read(storage: &mut impl Storage) -> Result<Self, MapiError> {
        let mut octets = [0; 564];
        storage.read_at(0, &mut octets).map_err(|_| MapiError::Truncated)?;
        if !is_pst(&octets) {
            return Err(MapiError::AnotherFormat);
        }
        Self::parse(&octets).ok_or(MapiError::Truncated)?
    }

    fn parse(octets: &[u8; 564]) -> Option<Result<Self, MapiError>> {
        let layout = match octets.u16_at(10)? {
            14 | 15 => Layout::Ansi,
            23 => Layout::Unicode,
            36.. => Layout::Large,
            // No known version: `bSentinel` stands where one of the layouts has it.
            _ if octets.u8_at(512)? != 0x80 && octets.u8_at(460)? == 0x80 => Layout::Ansi,
            _ => Layout::Unicode,
        };
        let (coding, node_root, block_root) = match layout {
            Layout::Ansi => (octets.u8_at(461)?, octets.u32_at(188)?.into(), octets.u32_at(196)?.into()),
            _ => (octets.u8_at(513)?, octets.u64_at(224)?, octets.u64_at(240)?),
        };
        let coding = match coding {
            0 => Some(Coding::Plain),
            1 => Some(Coding::Permuted),
            2 => Some(Coding::Cyclic),
            0x10 => return Some(Err(MapiError::Encrypted)),
            _ => None,
        };
        Some(Ok(Self { layout, coding, node_root, block_root }))
    }
}

impl Layout {
    /// Length of a page.
    pub(super) fn page(self) -> usize {
        if self == Layout::Large { 4096 } else { 512 }
    }

    /// Reads a number of 32 or 64 bits.
    pub(super) fn number(self, octets: &[u8], at: usize) -> Option<u64> {
        match self {
            Layout::Ansi => octets.u32_at(at).map(u64::from),
            _ => octets.u64_at(at),
        }
    }

    /// Length of such a number.
    pub(super) fn width(self) -> usize {
        if self == Layout::Ansi { 4 } else { 8 }
    }

    /// The longest block, and the trailer of each.
    pub(super) fn block(self) -> (usize, usize) {
        match self {
            Layout::Ansi => (8192, 12),
            Layout::Unicode => (8192, 16),
            Layout::Large => (65536, 24),
        }
    }

    /// To what the lengths of blocks are rounded up.
    pub(super) fn alignment(self) -> usize {
        if self == Layout::Large { 512 } else { 64 }
    }
}
