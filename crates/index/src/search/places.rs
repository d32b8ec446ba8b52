//! Phrases and windows: where words stand in a text.

use tantivy::TERMINATED;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;

use super::compile::{ArrangedIn, Arrangement};
use super::evaluate::Evaluator;
use super::expand::Expansion;
use crate::bits::Bits;
use crate::error::IndexError;

/// Documents whose places are held in memory at once.
const CHUNK: usize = 4096;

/// Calls back with each of the candidates, which hold all the words, in which
/// they stand as arranged, and how often.
pub(super) fn check(
    evaluator: &Evaluator<'_>,
    place: &ArrangedIn,
    candidates: &Bits,
    found: &mut dyn FnMut(u32, usize),
) -> Result<(), IndexError> {
    let documents: Vec<u32> = candidates.iter().map(|doc| doc as u32).collect();
    for chunk in documents.chunks(CHUNK) {
        let mut words = Vec::new();
        for word in &place.words {
            words.push(Places::read(evaluator, place, word, chunk)?);
        }
        for (i, doc) in chunk.iter().enumerate() {
            let runs: Vec<&[(u32, u32)]> = words.iter_mut().map(|word| word.run(i as u32)).collect();
            match count(&place.arrangement, &runs) {
                0 => {}
                count => found(*doc, count),
            }
        }
    }
    Ok(())
}

/// Where a word stands in the documents of a chunk: (place in the chunk, place in the text), in order.
struct Places {
    all: Vec<(u32, u32)>,
    next: usize,
}

impl Places {
    fn read(
        evaluator: &Evaluator<'_>,
        place: &ArrangedIn,
        word: &Expansion,
        chunk: &[u32],
    ) -> Result<Self, IndexError> {
        let inverted = evaluator.segment.inverted(place.column);
        let forms = evaluator.forms(word);
        let mut all = Vec::new();
        let mut positions = Vec::new();
        for form in forms {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = inverted.read_postings_from_terminfo(&form.term, option)?;
            each_common(&mut postings, chunk, |postings, i| {
                postings.positions(&mut positions);
                all.extend(positions.iter().map(|position| (i as u32, *position)));
            });
        }
        if forms.len() > 1 {
            all.sort_unstable();
        }
        Ok(Self { all, next: 0 })
    }

    /// Returns the places in one document; to be called with each in order.
    fn run(&mut self, i: u32) -> &[(u32, u32)] {
        let start = self.next;
        let rest = self.all.get(start..).unwrap_or_default();
        self.next += rest.iter().take_while(|(document, _)| *document == i).count();
        self.all.get(start..self.next).unwrap_or_default()
    }
}

fn each_common<P: Postings>(postings: &mut P, documents: &[u32], mut found: impl FnMut(&mut P, usize)) {
    let mut i = 0;
    while let Some(doc) = documents.get(i) {
        let at = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
        if at == TERMINATED {
            return;
        }
        if at == *doc {
            found(postings, i);
            i += 1;
        } else {
            i += documents.iter().skip(i).take_while(|doc| **doc < at).count();
        }
    }
}

/// Counts how often the words, each given by its places in one text, stand as arranged.
fn count(arrangement: &Arrangement, words: &[&[(u32, u32)]]) -> usize {
    match arrangement {
        Arrangement::InARow => in_a_row(words),
        Arrangement::InAWindow { size, counts } => in_windows(words, counts, *size),
    }
}

fn in_a_row(words: &[&[(u32, u32)]]) -> usize {
    let Some((first, others)) = words.split_first() else { return 0 };
    let follows = |at: u32| {
        let at_step = |(step, word): (u32, &&[(u32, u32)])| {
            word.binary_search_by_key(&(at + step), |(_, position)| *position).is_ok()
        };
        (1..).zip(others).all(at_step)
    };
    first.iter().filter(|(_, position)| follows(*position)).count()
}

/// Counts windows one after the other, none overlapping the one before.
fn in_windows(words: &[&[(u32, u32)]], counts: &[usize], size: u32) -> usize {
    let mut places: Vec<(u32, usize)> = Vec::new();
    for (which, word) in words.iter().enumerate() {
        places.extend(word.iter().map(|(_, position)| (*position, which)));
    }
    places.sort_unstable();
    let mut lacking = counts.to_vec();
    let mut windows = 0;
    let mut start = 0;
    let mut inside = vec![0usize; counts.len()];
    for end in 0..places.len() {
        let (last, which) = places[end];
        inside[which] += 1;
        while last - places[start].0 >= size {
            inside[places[start].1] -= 1;
            start += 1;
        }
        lacking
            .iter_mut()
            .zip(counts)
            .zip(&inside)
            .for_each(|((lack, count), held)| *lack = count.saturating_sub(*held));
        if lacking.iter().all(|lack| *lack == 0) {
            windows += 1;
            inside.fill(0);
            start = end + 1;
        }
    }
    windows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each letter of `text` is a word of it.
    fn places_of(text: &str, words: &str) -> Vec<Vec<(u32, u32)>> {
        let places = |word| {
            text.chars().zip(0..).filter(move |(char, _)| *char == word).map(|(_, at)| (0, at)).collect()
        };
        words.chars().map(places).collect()
    }

    #[track_caller]
    fn check(arrangement: Arrangement, text: &str, words: &str, expect: usize) {
        let places = places_of(text, words);
        let runs: Vec<&[(u32, u32)]> = places.iter().map(Vec::as_slice).collect();
        assert_eq!(count(&arrangement, &runs), expect, "{words} in {text}");
    }

    fn window(size: u32, counts: &[usize]) -> Arrangement {
        Arrangement::InAWindow { size, counts: counts.to_vec() }
    }

    #[test]
    fn words_in_a_row() {
        check(Arrangement::InARow, "xabcxabx", "abc", 1);
        check(Arrangement::InARow, "ababab", "ab", 3);
        check(Arrangement::InARow, "aaa", "aa", 2);
        check(Arrangement::InARow, "acb", "ab", 0);
    }

    #[test]
    fn words_in_a_window() {
        check(window(3, &[1, 1, 1]), "bca", "abc", 1);
        check(window(3, &[1, 1, 1]), "bxca", "abc", 0);
        check(window(4, &[1, 1, 1]), "bxca", "abc", 1);
        check(window(2, &[2]), "axa", "a", 0);
        check(window(3, &[2]), "axa", "a", 1);
        check(window(3, &[1, 1]), "axbaxb", "ab", 2);
    }

    proptest! {
        #[test]
        fn a_window_is_found_exactly_when_there_is_one(text in "[abcx]{0,30}", size in 3u32..9) {
            let places = places_of(&text, "abc");
            let runs: Vec<&[(u32, u32)]> = places.iter().map(Vec::as_slice).collect();
            let letters: Vec<char> = text.chars().collect();
            let has = (0..letters.len()).any(|start| {
                let end = letters.len().min(start + size as usize);
                ['a', 'b', 'c'].iter().all(|letter| letters[start..end].contains(letter))
            });
            prop_assert_eq!(count(&window(size, &[1, 1, 1]), &runs) > 0, has);
        }
    }
}
