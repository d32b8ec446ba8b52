//! Bags of words.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// How often each word stands in a text.
pub(crate) type Bag = HashMap<String, u64>;

/// Words found, and words looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Recall {
    pub(crate) found: u64,
    pub(crate) of: u64,
}

/// Returns the words of a text: runs of letters and digits, without regard to case and to
/// how a letter is written.
pub(crate) fn of(text: &str) -> Bag {
    let mut bag = Bag::new();
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

/// Counts how many of the words expected were found, as often as they stand there.
pub(crate) fn shared(expected: &Bag, found: &Bag) -> Recall {
    let met = |(word, count): (&String, &u64)| (*count).min(found.get(word).copied().unwrap_or(0));
    Recall { found: expected.iter().map(met).sum(), of: expected.values().sum() }
}

impl Recall {
    /// The share found.
    pub(crate) fn share(self) -> f64 {
        self.found as f64 / self.of.max(1) as f64
    }
}
