//! How well a word fits a message: BM25.
//!
//! All forms of a word (its stems, its expansions) share one rarity, that of
//! the word, so that a rare misspelling does not outrank what was typed.

use tantivy::fieldnorm::FieldNormReader;

use crate::schema::Column;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// A word of the subject tells more than one of the text.
const SUBJECT_BOOST: f32 = 2.0;

/// The weight of a word, or of a phrase, in one column.
#[derive(Debug, Clone)]
pub(super) struct Weight {
    weight: f32,
    /// What a text's length does to a frequency, by the length's code.
    length_factor: Box<[f32; 256]>,
}

impl Weight {
    /// Weighs something that occurs in the `documents_with` of `documents`.
    pub(super) fn new(column: Column, documents_with: u64, documents: u64, mean_length: f32) -> Self {
        let boost = if column == Column::Subject { SUBJECT_BOOST } else { 1.0 };
        let mean_length = mean_length.max(1.0);
        let factor = |code: usize| {
            let length = FieldNormReader::id_to_fieldnorm(code as u8) as f32;
            K1 * if column.has_lengths() { 1.0 - B + B * length / mean_length } else { 1.0 }
        };
        Self {
            weight: boost * rarity(documents_with, documents) * (1.0 + K1),
            length_factor: Box::new(std::array::from_fn(factor)),
        }
    }

    /// Scores `frequency` occurrences in a text whose length has this code.
    #[inline]
    pub(super) fn score(&self, length_code: u8, frequency: f32) -> f32 {
        self.weight * frequency / (frequency + self.length_factor[usize::from(length_code)])
    }
}

fn rarity(documents_with: u64, documents: u64) -> f32 {
    let with = documents_with.min(documents) as f32;
    (1.0 + (documents as f32 - with + 0.5) / (with + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_shorter_and_more_often_is_better() {
        let code = FieldNormReader::fieldnorm_to_id;
        let score = |with, length, frequency| {
            Weight::new(Column::Body, with, 1000, 100.0).score(code(length), frequency)
        };
        assert!(score(1, 100, 1.0) > score(10, 100, 1.0));
        assert!(score(10, 20, 1.0) > score(10, 200, 1.0));
        assert!(score(10, 100, 2.0) > score(10, 100, 1.0));
        assert!(score(1000, 10_000, 1.0) > 0.0);
        assert!(Weight::new(Column::Subject, 10, 1000, 100.0).score(code(100), 1.0) > score(10, 100, 1.0));
    }
}
