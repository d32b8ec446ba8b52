//! Verdicts of neighbours in one row: a thousand small numbers fill a page of SQLite.
//!
//! A row a message would take three times as much, and forty times as long to read.

use rusqlite::{Connection, OptionalExtension};

use crate::database::row_checksum;
use crate::view::damaged;

/// Messages in a leaf; only the last one holds fewer.
pub(super) const LEAF_NUMBERS: u32 = 1_000;

const SUM_BYTES: usize = 8;

/// The outlines' places of messages that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) first: u32,
    pub(super) places: Vec<u32>,
}

/// Returns the leaf that a message lies in, or would.
pub(super) fn read(connection: &Connection, number: u32) -> rusqlite::Result<Option<Leaf>> {
    let first = first_of(number);
    let mut statement = connection.prepare_cached("SELECT places FROM judged WHERE first = ?1")?;
    statement.query_row([first], |row| Leaf::decode(first, row.get_ref(0)?.as_blob()?)).optional()
}

/// Writes a leaf, in the place of the one that was there.
pub(super) fn write(connection: &Connection, leaf: &Leaf) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO judged VALUES (?1, ?2)";
    connection.prepare_cached(put)?.execute((leaf.first, leaf.encode())).map(drop)
}

/// Returns the first number of the leaf that a message lies in.
pub(super) fn first_of(number: u32) -> u32 {
    number - number % LEAF_NUMBERS
}

impl Leaf {
    /// Reads a leaf; each carries a checksum, which holds its place too.
    pub(super) fn decode(first: u32, octets: &[u8]) -> rusqlite::Result<Self> {
        let unreadable = || damaged("a leaf of verdicts");
        let (places, sum) = octets.split_last_chunk::<SUM_BYTES>().ok_or_else(unreadable)?;
        let (chunks, rest) = places.as_chunks::<4>();
        let fits = rest.is_empty() && chunks.len() <= LEAF_NUMBERS as usize && first_of(first) == first;
        if !fits || row_checksum(&[&first.to_be_bytes(), places]) != sum {
            return Err(unreadable());
        }
        Ok(Self { first, places: chunks.iter().map(|place| u32::from_le_bytes(*place)).collect() })
    }

    /// Returns the place of a message's outline, if it is in this leaf.
    pub(super) fn place_of(&self, number: u32) -> Option<u32> {
        let within = number.checked_sub(self.first)?;
        self.places.get(within as usize).copied()
    }

    fn encode(&self) -> Vec<u8> {
        let mut octets: Vec<u8> = self.places.iter().flat_map(|place| place.to_le_bytes()).collect();
        let sum = row_checksum(&[&self.first.to_be_bytes(), &octets]);
        octets.extend(sum);
        octets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_reads_back_and_shows_any_flip() {
        let leaf = Leaf { first: 3_000, places: vec![0, 7, u32::MAX, 70_000] };
        let octets = leaf.encode();
        assert_eq!(Leaf::decode(3_000, &octets), Ok(leaf.clone()));
        assert_eq!(
            [2_999, 3_000, 3_003, 3_004].map(|n| leaf.place_of(n)),
            [None, Some(0), Some(70_000), None]
        );
        for at in 0..octets.len() {
            let mut flipped = octets.clone();
            flipped[at] ^= 1 << (at % 8);
            assert!(Leaf::decode(3_000, &flipped).is_err(), "octet {at}");
            assert!(Leaf::decode(3_000, &octets[..at]).is_err(), "cut at {at}");
        }
        assert!(Leaf::decode(4_000, &octets).is_err(), "moved elsewhere");
    }
}
