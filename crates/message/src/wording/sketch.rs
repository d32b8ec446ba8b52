//! 64 bits by which nearly the same texts are recognised, without the texts.
//!
//! One bit of each of 64 minimal hashes (b-bit minwise hashing, Li and König 2010), taken
//! in one pass: the runs of a text fall into 64 bins by the first bits of their hashes, and
//! the least hash of each bin gives one bit (one permutation hashing, Li, Owen and Zhang
//! 2012). A bin that stays empty borrows from the next one that is not (Shrivastava and Li
//! 2014), but another bit, so that short texts of different words agree no more often than
//! chance has it. Two texts that have the share s of their runs in common differ in about
//! 32 (1 - s) bits.

use super::LEAST_WORDS;
use super::runs::{RunReader, mix};

const BINS: usize = 64;

/// Mixes the least hash of a bin before a bit is taken: the least of many hashes is small.
const SALT: u64 = 0xc0ac_29b7_c97c_50dd;

/// What is kept of the wording of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sketch(pub u64);

impl Sketch {
    /// Returns the sketch of texts that follow one another; `None` if they have too few
    /// words to be recognised.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let (mut reader, mut least) = (RunReader::default(), [u64::MAX; BINS]);
        for text in texts {
            reader.read(text, |run| {
                let bin = &mut least[(run >> 58) as usize];
                *bin = run.min(*bin);
            });
        }
        if reader.words < LEAST_WORDS {
            return None;
        }
        let first = least.iter().copied().find(|hash| *hash != u64::MAX)?;
        let mut bits = 0;
        let mut next = first;
        for (place, hash) in least.iter().enumerate().rev() {
            if *hash != u64::MAX {
                next = *hash;
            }
            bits |= mix(next, SALT) & 1 << place;
        }
        Some(Self(bits))
    }

    /// Counts the bits in which two sketches differ.
    pub fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Option<Sketch> {
        Sketch::of([text])
    }

    /// Makes a text of words that no other seed has.
    fn text(seed: u64, words: u64) -> String {
        (0..words).map(|n| format!("{:x} ", mix(seed * 1000 + n + 1, SALT))).collect()
    }

    #[test]
    fn short_texts_have_none() {
        assert_eq!(sketch("Merci !"), None);
        assert_eq!(sketch(&text(1, LEAST_WORDS as u64 - 1)), None);
        assert!(sketch(&text(1, LEAST_WORDS as u64)).is_some());
        assert!(sketch(&"a ".repeat(1000)).is_some());
    }

    /// Checks the mean and the extremes of the distance, over many pairs of texts of
    /// `words` words of which the last `other` differ.
    fn check(words: u64, other: u64, mean: std::ops::Range<f64>, least: u32, most: u32) {
        let distances: Vec<u32> = (0..400)
            .map(|seed| {
                let kept = text(seed, words - other);
                let [a, b] = [1, 2].map(|side| kept.clone() + &text(seed + side * 10_000, other));
                sketch(&a).unwrap().distance(sketch(&b).unwrap())
            })
            .collect();
        let average = f64::from(distances.iter().sum::<u32>()) / distances.len() as f64;
        assert!(mean.contains(&average), "{words} words, {other} others: {average}");
        assert!(distances.iter().all(|d| (least..=most).contains(d)), "{words} {other}: {distances:?}");
    }

    #[test]
    fn the_distance_tells_the_share_in_common() {
        check(300, 0, 0.0..0.1, 0, 0);
        // 283 of 313 runs: 0.90, 3.1 bits expected.
        check(300, 15, 2.6..3.6, 0, 12);
        // A third in common: 21 bits expected.
        check(300, 150, 20.0..22.0, 8, 34);
        // Nothing in common, long or short.
        check(300, 300, 31.0..33.0, 12, 52);
        check(15, 15, 31.0..33.0, 12, 52);
        // 12 of 14 runs: 0.86, 4.6 bits expected.
        check(15, 1, 4.0..5.5, 0, 24);
    }

    /// What stands in an index must be found again: a change here is a change of format.
    #[test]
    fn sketches_never_change() {
        let text = "Le budget de 48 200 euros a été voté mardi par la commission, sans débat et contre l'avis du service des marchés.";
        assert_eq!(sketch(text), Some(Sketch(4_648_016_892_213_008_864)));
    }
}
