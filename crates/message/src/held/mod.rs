//! What is held of an item's octets: all of them, or an abridgement of too many.
//!
//! A message of a gigabyte is mostly one file. Its skeleton (headers, boundaries, short
//! parts) says what is in it, and fits in memory: see [`Abridger`]. What was left out is
//! known by place and size, so that every part is listed at its whole length.

mod abridge;
mod count;

use std::borrow::Cow;
use std::ops::RangeInclusive;

pub use abridge::Abridger;

use crate::read::MAX_WHOLE_OCTETS;

/// The octets of an item, as far as they are held in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<'a> {
    octets: Cow<'a, [u8]>,
    /// Where octets are missing, in order.
    gaps: Vec<Gap>,
    length: u64,
    /// Parts may follow that nobody has looked at.
    has_unseen_parts: bool,
}

/// A place where octets were left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gap {
    /// Of the first octet after it, in what is held.
    at: usize,
    /// How many octets they stand for once their transfer encoding is undone.
    decoded: u64,
}

impl<'a> Held<'a> {
    /// Holds a mail: whole, or abridged if it is too long for that.
    pub fn mail(raw: &'a [u8]) -> Self {
        if raw.len() <= MAX_WHOLE_OCTETS {
            return Self::beginning(raw, raw.len() as u64);
        }
        let mut abridger = Abridger::default();
        abridger.push(raw);
        abridger.finish()
    }

    /// Holds the beginning of an item of `length` octets, which may be all of it.
    pub fn beginning(octets: impl Into<Cow<'a, [u8]>>, length: u64) -> Self {
        let octets = octets.into();
        let decoded = length.saturating_sub(octets.len() as u64);
        let gap = Gap { at: octets.len(), decoded };
        let gaps = if decoded > 0 { vec![gap] } else { Vec::new() };
        Self { octets, gaps, length, has_unseen_parts: decoded > 0 }
    }

    /// Returns the octets that are held.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Returns how many octets the item has.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Says whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.octets.len() as u64 == self.length
    }

    /// Says whether parts may follow that nobody has looked at.
    pub(crate) fn has_unseen_parts(&self) -> bool {
        self.has_unseen_parts
    }

    /// Returns how many decoded octets were left out at these places of what is held.
    pub(crate) fn left_out(&self, places: RangeInclusive<usize>) -> u64 {
        let first = self.gaps.partition_point(|gap| gap.at < *places.start());
        let gaps = self.gaps.get(first..).unwrap_or_default().iter();
        gaps.take_while(|gap| gap.at <= *places.end()).map(|gap| gap.decoded).sum()
    }
}
