//! Chance by seed: the only source of variety in this room.
//!
//! xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number
//! generators", 2021), its state filled by SplitMix64 as they advise. Not for
//! secrets: the same seed gives the same mails, on every machine, for ever.

/// A stream of choices.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    state: [u64; 4],
}

impl Chance {
    /// Starts the stream of `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        let mut mixed = seed;
        Self { state: std::array::from_fn(|_| split_mix(&mut mixed)) }
    }

    /// Returns 64 even bits.
    #[inline]
    pub(crate) fn bits(&mut self) -> u64 {
        let state = &mut self.state;
        let result = state[0].wrapping_add(state[3]).rotate_left(23).wrapping_add(state[0]);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        result
    }

    /// Returns a number under `bound`; 0 if `bound` is 0.
    ///
    /// Lemire's multiplication without his rejection step: the bias is under
    /// `bound / 2^64`, which no reader of mails can see.
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }

    /// Returns a number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).saturating_add(1).max(1) as usize;
        low.saturating_add(self.below(span) as i64)
    }

    /// Is true `share` times in a hundred.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// Is true once in `times`.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Picks one of `items`, all equally likely; `items` must hold something.
    #[inline]
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Picks one of `items`, the early ones far more often.
    ///
    /// The rank grows with the square of an even number: close enough to Zipf's
    /// law for posting lists to have a natural shape, and free of tables.
    #[inline]
    pub(crate) fn pick_early<T: Copy>(&mut self, items: &[T]) -> T {
        let even = (self.bits() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = (even * even * items.len() as f64) as usize;
        items[rank.min(items.len() - 1)]
    }

    /// Puts `items` in any order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// One step of SplitMix64 (Steele, Lea and Flood, 2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_mix_agrees_with_its_published_values() {
        let mut state = 1_234_567;
        let values: Vec<u64> = (0..3).map(|_| split_mix(&mut state)).collect();
        assert_eq!(values, [6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }

    #[test]
    fn the_generator_agrees_with_the_reference_code() {
        let mut chance = Chance { state: [1, 2, 3, 4] };
        let values: Vec<u64> = (0..4).map(|_| chance.bits()).collect();
        assert_eq!(values, [41943041, 58720359, 3588806011781223, 3591011842654386]);
    }

    #[test]
    fn numbers_stay_in_their_range_and_reach_its_ends() {
        let mut chance = Chance::new(7);
        let seen: std::collections::BTreeSet<i64> = (0..500).map(|_| chance.between(-2, 3)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2, 3]);
    }

    #[test]
    fn early_items_come_far_more_often() {
        let mut chance = Chance::new(7);
        let items: Vec<usize> = (0..1000).collect();
        let drawn: Vec<usize> = (0..10_000).map(|_| chance.pick_early(&items)).collect();
        let first_tenth = drawn.iter().filter(|item| **item < 100).count();
        let last_tenth = drawn.iter().filter(|item| **item >= 900).count();
        assert!(first_tenth > 2_500 && (100..800).contains(&last_tenth), "{first_tenth} {last_tenth}");
    }
}
