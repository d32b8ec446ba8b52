//! What documents inside documents may cost, all levels of one item together.

use crate::reading::Why;

/// Members of members of members.
const MAX_DEPTH: usize = 5;
const MAX_ENTRIES: usize = 10_000;
const MAX_UNFOLDED_BYTES: u64 = 1 << 30;
/// One document alone, which is held in memory.
const MAX_DOCUMENT_BYTES: u64 = 256 << 20;
/// What is unfolded may be so many times what it was folded to...
const MAX_RATIO: u64 = 200;
/// ...from here on: a page of spaces is no bomb.
const RATIO_FLOOR_BYTES: u64 = 16 << 20;

/// Which readers may be asked: a program that is its own worker reads the same files,
/// whatever it was built together with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Those of the feature `light`.
    Light,
    /// All that were built.
    All,
}

/// What is left, and who may spend it.
#[derive(Debug)]
pub(crate) struct Budget {
    #[cfg_attr(not(feature = "formats"), expect(dead_code, reason = "a light program has no others"))]
    pub(crate) readers: Readers,
    depth: usize,
    entries: usize,
    bytes: u64,
}

impl Budget {
    pub(crate) fn new(readers: Readers) -> Self {
        Self { readers, depth: MAX_DEPTH, entries: MAX_ENTRIES, bytes: MAX_UNFOLDED_BYTES }
    }

    /// Pays for one more entry.
    ///
    /// # Errors
    /// `TooLarge` when there were too many.
    pub(crate) fn take_entry(&mut self) -> Result<(), Why> {
        self.entries = self.entries.checked_sub(1).ok_or(Why::TooLarge)?;
        Ok(())
    }

    /// Returns how many octets may come of `folded` ones.
    pub(crate) fn room_for(&self, folded: u64) -> u64 {
        self.bytes.min(MAX_DOCUMENT_BYTES).min(folded.saturating_mul(MAX_RATIO).max(RATIO_FLOOR_BYTES))
    }

    /// Pays for octets that came out.
    pub(crate) fn take_bytes(&mut self, unfolded: u64) {
        self.bytes = self.bytes.saturating_sub(unfolded);
    }

    /// Goes one level down for the time of `read`.
    ///
    /// # Errors
    /// `TooLarge` when there are too many levels.
    pub(crate) fn below<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Result<T, Why> {
        self.depth = self.depth.checked_sub(1).ok_or(Why::TooLarge)?;
        let read = read(self);
        self.depth += 1;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_things_may_unfold_and_large_ones_by_a_factor() {
        let budget = Budget::new(Readers::All);
        assert_eq!(budget.room_for(10), RATIO_FLOOR_BYTES);
        assert_eq!(budget.room_for(1 << 20), 200 << 20);
        assert_eq!(budget.room_for(1 << 30), MAX_DOCUMENT_BYTES);
    }

    #[test]
    fn levels_are_given_back_and_entries_are_not() {
        fn dig(budget: &mut Budget) -> usize {
            budget.below(dig).map_or(0, |below| below + 1)
        }
        let mut budget = Budget::new(Readers::All);
        assert_eq!((dig(&mut budget), dig(&mut budget)), (MAX_DEPTH, MAX_DEPTH));
        assert_eq!((0..=MAX_ENTRIES).filter(|_| budget.take_entry().is_ok()).count(), MAX_ENTRIES);
    }
}
