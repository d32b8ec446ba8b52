//! Which messages say nearly the same: groups by sketch.
//!
//! The first message of a group is the measure of all others: whoever differs from it in at
//! most [`MOST_BITS`] bits belongs to it. So no chain of small changes leads from one text
//! to quite another, and a group is never wider than that. In the order of numbers each
//! message joins the earliest first that it fits, which later messages never change: groups
//! made at once and groups made import by import are the same.

use std::collections::HashMap;

use greffe_message::Sketch;

/// Bits of 64 in which members differ from the first of their group: with four fifths of
/// their runs of words in common, half of all pairs do; with nine tenths, 97 in a hundred;
/// with a half, three in a thousand.
const MOST_BITS: u32 = 6;

/// A sketch is looked up by each of its quarters. With at most six wrong bits, one of four
/// quarters has at most one.
const QUARTERS: usize = 4;
const QUARTER_BITS: usize = 16;

/// First messages that are looked at in one place. Sketches that were made to fall into
/// the same place are known by the earliest of them only: time stays linear.
const MOST_IN_PLACE: u8 = 64;

/// No entry.
const NONE: u32 = u32::MAX;

/// Groups messages, given in the order of their numbers. Returns those that are not the
/// first of their group: number and first, ascending.
pub(crate) fn groups(sketches: impl IntoIterator<Item = (u32, Sketch)>) -> Vec<(u32, u32)> {
    let mut firsts = Firsts::new();
    let mut known: HashMap<Sketch, u32> = HashMap::new();
    let mut members = Vec::new();
    for (number, sketch) in sketches {
        let first = *known.entry(sketch).or_insert_with(|| {
            firsts.earliest_like(sketch).unwrap_or_else(|| {
                firsts.insert(number, sketch);
                number
            })
        });
        if first != number {
            members.push((number, first));
        }
    }
    members
}

/// The first messages of groups, to be found by quarters of their sketches.
struct Firsts {
    entries: Vec<Entry>,
    /// For each value of each quarter, the last entry that has it.
    heads: Vec<u32>,
    counts: Vec<u8>,
}

struct Entry {
    number: u32,
    sketch: Sketch,
    /// The entry before it in the place of each quarter.
    before: [u32; QUARTERS],
}

impl Firsts {
    fn new() -> Self {
        let places = QUARTERS << QUARTER_BITS;
        Self { entries: Vec::new(), heads: vec![NONE; places], counts: vec![0; places] }
    }

    fn insert(&mut self, number: u32, sketch: Sketch) {
        let entry = self.entries.len() as u32;
        let mut before = [NONE; QUARTERS];
        for (quarter, before) in before.iter_mut().enumerate() {
            let place = place(quarter, sketch);
            let (Some(head), Some(count)) = (self.heads.get_mut(place), self.counts.get_mut(place)) else {
                continue;
            };
            if *count < MOST_IN_PLACE {
                *count += 1;
                *before = std::mem::replace(head, entry);
            }
        }
        self.entries.push(Entry { number, sketch, before });
    }

    /// Returns the earliest first message that a sketch fits.
    fn earliest_like(&self, sketch: Sketch) -> Option<u32> {
        let mut earliest = None;
        for quarter in 0..QUARTERS {
            let exact = place(quarter, sketch);
            self.look(quarter, exact, sketch, &mut earliest);
            for bit in 0..QUARTER_BITS {
                self.look(quarter, exact ^ 1 << bit, sketch, &mut earliest);
            }
        }
        earliest
    }

    fn look(&self, quarter: usize, place: usize, sketch: Sketch, earliest: &mut Option<u32>) {
        let mut at = self.heads.get(place).copied().unwrap_or(NONE);
        while let Some(entry) = self.entries.get(at as usize) {
            if entry.sketch.distance(sketch) <= MOST_BITS {
                let number = entry.number;
                *earliest = Some(earliest.map_or(number, |known| known.min(number)));
            }
            at = entry.before.get(quarter).copied().unwrap_or(NONE);
        }
    }
}

fn place(quarter: usize, sketch: Sketch) -> usize {
    let value = sketch.0 >> (quarter * QUARTER_BITS) & ((1 << QUARTER_BITS) - 1);
    quarter << QUARTER_BITS | value as usize
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn numbered(sketches: &[u64]) -> impl Iterator<Item = (u32, Sketch)> {
        (0..).zip(sketches.iter().copied().map(Sketch))
    }

    #[track_caller]
    fn check(sketches: &[u64], expect: &[(u32, u32)]) {
        assert_eq!(groups(numbered(sketches)), expect);
    }

    #[test]
    fn the_first_message_is_the_measure() {
        check(&[], &[]);
        check(&[5, 5, 0xffff << 40, 5], &[(1, 0), (3, 0)]);
        let six = 0x0003_0003_0001_0001;
        check(&[0, six, six | 1 << 63], &[(1, 0)]);
        // Each is near to the next one; the ends are not near to one another.
        check(&[0, 0b11_1111, 0b1111_1111_1111, 0b11_1111_1111_1111_1111], &[(1, 0), (3, 2)]);
        // Near to two firsts: the earliest counts.
        check(&[0, 0b111_1111, 0b1], &[(2, 0)]);
    }

    proptest! {
        #[test]
        fn groups_are_those_of_brute_force(
            seeds in prop::collection::vec(any::<u64>(), 1..4),
            flips in prop::collection::vec((0usize..4, prop::collection::vec(0u32..64, 0..9)), 0..60),
        ) {
            let flipped = |(seed, bits): &(usize, Vec<u32>)| {
                bits.iter().fold(seeds[seed % seeds.len()], |sketch, bit| sketch ^ 1 << bit)
            };
            let sketches: Vec<u64> = flips.iter().map(flipped).collect();
            let (mut firsts, mut expect) = (Vec::<(u32, Sketch)>::new(), Vec::new());
            for (number, sketch) in numbered(&sketches) {
                match firsts.iter().find(|(_, first)| first.distance(sketch) <= MOST_BITS) {
                    Some((first, _)) => expect.push((number, *first)),
                    None => firsts.push((number, sketch)),
                }
            }
            prop_assert_eq!(groups(numbered(&sketches)), expect);
        }

        #[test]
        fn later_messages_change_no_group(sketches in prop::collection::vec(0u64..1 << 14, 0..80), cut in 0usize..80) {
            let all = groups(numbered(&sketches));
            let part = groups(numbered(&sketches[..cut.min(sketches.len())]));
            prop_assert_eq!(&all[..part.len()], &part[..]);
        }
    }

    /// A test in debug mode on a busy machine: the bound tells minutes from seconds, no more.
    #[test]
    fn hostile_sketches_take_linear_time() {
        let spread = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let same: Vec<u64> = vec![7; 200_000];
        // All in one place of the first quarter, none like another.
        let crowded: Vec<u64> = (1..20_000).map(|n| spread(n) << QUARTER_BITS).collect();
        for sketches in [same, crowded] {
            let started = Instant::now();
            groups(numbered(&sketches));
            assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
        }
    }
}
