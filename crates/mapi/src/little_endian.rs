//! Numbers at an offset of octets that may end anywhere.

/// Reads numbers, least significant octet first; `None` beyond the end.
pub(crate) trait LittleEndian {
    /// The `N` octets at `at`.
    fn array<const N: usize>(&self, at: usize) -> Option<[u8; N]>;

    /// The octet at `at`.
    fn u8_at(&self, at: usize) -> Option<u8> {
        self.array::<1>(at).map(|[octet]| octet)
    }

    /// The 16-bit number at `at`.
    fn u16_at(&self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_le_bytes)
    }

    /// The 32-bit number at `at`.
    fn u32_at(&self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    /// The 64-bit number at `at`.
    fn u64_at(&self, at: usize) -> Option<u64> {
        self.array(at).map(u64::from_le_bytes)
    }
}

impl LittleEndian for [u8] {
    fn array<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.get(at..)?.first_chunk().copied()
    }
}

/// Octets that are read from the front.
pub(crate) struct Front<'a>(pub(crate) &'a [u8]);

impl<'a> Front<'a> {
    /// Takes `length` octets.
    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Takes an octet.
    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.take(1)?.u8_at(0)
    }

    /// Takes a 16-bit number.
    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.take(2)?.u16_at(0)
    }

    /// Takes a 32-bit number.
    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.take(4)?.u32_at(0)
    }
}

/// Reads UTF-16, least significant octet first, up to its end or a NUL at the end.
pub(crate) fn utf16(octets: &[u8]) -> String {
    let (text, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(octets);
    text.trim_end_matches('\0').to_owned()
}

/// The checksum of MS-PST §5.3 and MS-OXRTFCP §2.1.3.1: CRC-32 begun at 0 and not inverted.
pub(crate) fn crc(octets: &[u8]) -> u32 {
    octets.iter().fold(0, |crc, octet| {
        let index = (crc ^ u32::from(*octet)) & 0xFF;
        CRC[index as usize] ^ (crc >> 8)
    })
}

const CRC: [u32; 256] = crc_table();

const fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let (mut value, mut bit) = (n as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[n] = value;
        n += 1;
    }
    table
}
