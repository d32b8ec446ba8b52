//! A set of small numbers, one bit each: documents of a segment, or messages.

/// A set of numbers below a length that is fixed when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    blocks: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Makes the empty set of numbers below `len`.
    pub(crate) fn none(len: usize) -> Self {
        Self { blocks: vec![0; len.div_ceil(64)], len }
    }

    /// Makes the set of those numbers below `len` of which `holds` is true.
    pub(crate) fn where_true(len: usize, holds: impl Fn(usize) -> bool) -> Self {
        let block = |b: usize| {
            let end = len.min(b * 64 + 64);
            (b * 64..end).fold(0, |bits, i| bits | u64::from(holds(i)) << (i % 64))
        };
        Self { blocks: (0..len.div_ceil(64)).map(block).collect(), len }
    }

    /// Makes the set of the first `count` numbers below `len`.
    pub(crate) fn first(count: usize, len: usize) -> Self {
        let count = count.min(len);
        let mut blocks = vec![0; len.div_ceil(64)];
        blocks[..count / 64].fill(u64::MAX);
        if !count.is_multiple_of(64) {
            blocks[count / 64] = (1 << (count % 64)) - 1;
        }
        Self { blocks, len }
    }

    /// Makes the set of those `i` below `len` of which `start + i` is in this one.
    pub(crate) fn part(&self, start: usize, len: usize) -> Self {
        let (skipped, shift) = (start / 64, start % 64);
        let block = |b: usize| self.blocks.get(skipped + b).copied().unwrap_or(0);
        let shifted = |b: usize| match shift {
            0 => block(b),
            _ => block(b) >> shift | block(b + 1) << (64 - shift),
        };
        let mut part = Self { blocks: (0..len.div_ceil(64)).map(shifted).collect(), len };
        if let Some(last) = part.blocks.last_mut().filter(|_| !len.is_multiple_of(64)) {
            *last &= (1 << (len % 64)) - 1;
        }
        part
    }

    /// Adds `i`; numbers that are too large are left out.
    #[inline]
    pub(crate) fn insert(&mut self, i: usize) {
        if let Some(block) = self.blocks.get_mut(i / 64) {
            *block |= 1 << (i % 64);
        }
    }

    #[inline]
    pub(crate) fn contains(&self, i: usize) -> bool {
        self.blocks.get(i / 64).is_some_and(|block| block >> (i % 64) & 1 == 1)
    }

    pub(crate) fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.count_ones() as usize).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| *block == 0)
    }

    pub(crate) fn keep(&mut self, other: &Bits) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(mine, theirs)| *mine &= theirs);
    }

    pub(crate) fn add(&mut self, other: &Bits) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(mine, theirs)| *mine |= theirs);
    }

    pub(crate) fn remove(&mut self, other: &Bits) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    /// Walks over the members, the smallest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.blocks.iter().enumerate().flat_map(|(b, block)| Ones(*block).map(move |bit| b * 64 + bit))
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }
}

/// The places of the ones in a word, lowest first.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const LEN: usize = 200;

    fn set_of(bits: &Bits) -> BTreeSet<usize> {
        bits.iter().collect()
    }

    #[test]
    fn a_part_is_moved_to_the_front() {
        let some = Bits::where_true(LEN, |i| i % 3 == 0 || i > 190);
        for (start, len) in [(0, 200), (1, 64), (64, 64), (63, 130), (130, 0), (190, 300), (500, 70)] {
            let part = Bits::where_true(len, |i| some.contains(start + i));
            assert_eq!(some.part(start, len), part, "{start} {len}");
        }
        for (count, len) in [(0, 0), (0, 70), (1, 70), (64, 70), (64, 64), (70, 70), (500, 70)] {
            assert_eq!(Bits::first(count, len), Bits::where_true(len, |i| i < count), "{count} {len}");
        }
    }

    proptest! {
        #[test]
        fn bits_behave_as_a_set(a: BTreeSet<u8>, b: BTreeSet<u8>) {
            let [a, b] = [a, b].map(|set| set.into_iter().map(usize::from).filter(|i| *i < LEN).collect::<BTreeSet<_>>());
            let bits = Bits::where_true(LEN, |i| a.contains(&i));
            let mut other = Bits::none(LEN);
            b.iter().for_each(|i| other.insert(*i));
            prop_assert_eq!(set_of(&bits), a.clone());
            prop_assert_eq!(bits.count(), a.len());
            prop_assert_eq!(bits.is_empty(), a.is_empty());
            prop_assert!((0..LEN + 100).all(|i| bits.contains(i) == a.contains(&i)));
            let after = |act: fn(&mut Bits, &Bits)| { let mut c = bits.clone(); act(&mut c, &other); set_of(&c) };
            prop_assert_eq!(after(Bits::keep), &a & &b);
            prop_assert_eq!(after(Bits::add), &a | &b);
            prop_assert_eq!(after(Bits::remove), &a - &b);
        }
    }
}
