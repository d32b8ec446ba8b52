//! Phrases and windows: where words stand in a text.

use std::ops::Range;

use rayon::prelude::*;
use tantivy::TERMINATED;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;

use super::compile::{ArrangedIn, Arrangement};
use super::evaluate::Evaluator;
use super::expand::Expansion;
use crate::bits::Bits;
use crate::error::IndexError;

/// Documents that one thread looks through at once, their places in memory.
const CHUNK: usize = 2048;

/// Nobody ranks by more than this: once found so often, a document is left.
const ENOUGH: usize = 4;

/// Calls back with each of the candidates, which hold all the words, in which
/// they stand as arranged, and how often (at most [`ENOUGH`]).
pub(super) fn check(
    evaluator: &Evaluator<'_>,
    place: &ArrangedIn,
    candidates: &Bits,
    found: &mut dyn FnMut(u32, usize),
) -> Result<(), IndexError> {
    let documents: Vec<u32> = candidates.iter().map(|doc| doc as u32).collect();
    let chunks = documents.par_chunks(CHUNK).map(|chunk| check_chunk(evaluator, place, chunk));
    for (doc, count) in chunks.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        found(doc, count);
    }
    Ok(())
}

fn check_chunk(
    evaluator: &Evaluator<'_>,
    place: &ArrangedIn,
    chunk: &[u32],
) -> Result<Vec<(u32, usize)>, IndexError> {
    let words = place.words.iter().map(|word| Places::read(evaluator, place, word, chunk));
    let words = words.collect::<Result<Vec<_>, _>>()?;
    let (mut found, mut cursors) = (Vec::new(), Vec::new());
    for (i, doc) in chunk.iter().enumerate() {
        cursors.clear();
        cursors.extend(words.iter().map(|word| Cursor { run: word.run(i), at: 0 }));
        match count(&place.arrangement, &mut cursors) {
            0 => {}
            count => found.push((*doc, count)),
        }
    }
    Ok(found)
}

/// Where a word stands in the documents of a chunk.
struct Places {
    /// Places in the text, ascending within a document.
    positions: Vec<u32>,
    /// For each document of the chunk, where its positions begin; one more for the end.
    starts: Vec<u32>,
}

/// The positions of one form of a word in one document of the chunk.
struct Stretch {
    document: usize,
    positions: Range<usize>,
}

impl Places {
    fn read(
        evaluator: &Evaluator<'_>,
        place: &ArrangedIn,
        word: &Expansion,
        chunk: &[u32],
    ) -> Result<Self, IndexError> {
        let Some(inverted) = evaluator.segment.inverted(place.column) else {
            return Ok(Self::in_order(Vec::new(), &[], chunk.len()));
        };
        let forms = evaluator.forms(word);
        let mut positions = Vec::new();
        let mut stretches = Vec::new();
        for form in forms {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = inverted.read_postings_from_terminfo(&form.term, option)?;
            each_common(&mut postings, chunk, |postings, document| {
                let start = positions.len();
                postings.append_positions_with_offset(0, &mut positions);
                stretches.push(Stretch { document, positions: start..positions.len() });
            });
        }
        Ok(if forms.len() > 1 {
            Self::sorted(&positions, &stretches, chunk.len())
        } else {
            Self::in_order(positions, &stretches, chunk.len())
        })
    }

    /// One form: its stretches are in the order of the documents already.
    fn in_order(positions: Vec<u32>, stretches: &[Stretch], documents: usize) -> Self {
        let starts = starts(stretches, documents);
        Self { positions, starts }
    }

    /// Several forms: brought together document by document.
    fn sorted(found: &[u32], stretches: &[Stretch], documents: usize) -> Self {
        let starts = starts(stretches, documents);
        let mut next = starts.clone();
        let mut forms_in = vec![0u8; documents];
        let mut positions = vec![0; found.len()];
        for Stretch { document, positions: range } in stretches {
            let start = next[*document] as usize;
            positions[start..start + range.len()].copy_from_slice(&found[range.clone()]);
            next[*document] += range.len() as u32;
            forms_in[*document] = forms_in[*document].saturating_add(1);
        }
        for (document, _) in forms_in.iter().enumerate().filter(|(_, forms)| **forms > 1) {
            positions[starts[document] as usize..starts[document + 1] as usize].sort_unstable();
        }
        Self { positions, starts }
    }

    fn run(&self, document: usize) -> &[u32] {
        &self.positions[self.starts[document] as usize..self.starts[document + 1] as usize]
    }
}

fn starts(stretches: &[Stretch], documents: usize) -> Vec<u32> {
    let mut starts = vec![0u32; documents + 1];
    stretches.iter().for_each(|stretch| starts[stretch.document + 1] += stretch.positions.len() as u32);
    let mut sum = 0;
    starts.iter_mut().for_each(|start| {
        sum += *start;
        *start = sum;
    });
    starts
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

/// The places of one word in one text, and how far they have been passed.
struct Cursor<'a> {
    run: &'a [u32],
    at: usize,
}

impl Cursor<'_> {
    /// Passes over what is before `least`; returns what comes then.
    #[inline]
    fn advance_to(&mut self, least: u32) -> Option<u32> {
        while let Some(position) = self.run.get(self.at) {
            if *position >= least {
                return Some(*position);
            }
            self.at += 1;
        }
        None
    }
}

/// Counts how often the words stand as arranged in one text.
fn count(arrangement: &Arrangement, words: &mut [Cursor<'_>]) -> usize {
    match arrangement {
        Arrangement::InARow => in_a_row(words),
        Arrangement::InAWindow { size, counts } => in_windows(words, counts, *size),
    }
}

fn in_a_row(words: &mut [Cursor<'_>]) -> usize {
    let mut found = 0;
    let mut start = 0;
    while found < ENOUGH {
        let mut least = start;
        for (step, word) in (0..).zip(words.iter_mut()) {
            match word.advance_to(start + step) {
                // The whole row can begin no earlier than this word allows.
                Some(position) => least = least.max(position - step),
                None => return found,
            }
        }
        found += usize::from(least == start);
        start = if least == start { start + 1 } else { least };
    }
    found
}

/// Counts windows one after the other, none overlapping the one before.
fn in_windows(words: &mut [Cursor<'_>], counts: &[usize], size: u32) -> usize {
    let mut found = 0;
    let mut start = 0;
    while found < ENOUGH {
        // The earliest window from `start` on that ends where all words are there.
        let mut end = 0;
        let mut begin = u32::MAX;
        for (word, count) in words.iter_mut().zip(counts) {
            let Some(first) = word.advance_to(start) else { return found };
            let Some(last) = word.run.get(word.at + count - 1) else { return found };
            begin = begin.min(first);
            end = end.max(*last);
        }
        if end - begin < size {
            found += 1;
            start = end + 1;
        } else {
            start = (end + 1).saturating_sub(size).max(begin + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each letter of `text` is a word of it.
    fn count_in(arrangement: &Arrangement, text: &str, words: &str) -> usize {
        let places =
            |word| (0..).zip(text.chars()).filter(move |(_, char)| *char == word).map(|(at, _)| at).collect();
        let runs: Vec<Vec<u32>> = words.chars().map(places).collect();
        let mut cursors: Vec<Cursor<'_>> = runs.iter().map(|run| Cursor { run, at: 0 }).collect();
        count(arrangement, &mut cursors)
    }

    #[track_caller]
    fn check(arrangement: Arrangement, text: &str, words: &str, expect: usize) {
        assert_eq!(count_in(&arrangement, text, words), expect, "{words} in {text}");
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
        check(Arrangement::InARow, "aaaaaaaaaaaa", "aa", ENOUGH);
    }

    #[test]
    fn words_in_a_window() {
        check(window(3, &[1, 1, 1]), "bca", "abc", 1);
        check(window(3, &[1, 1, 1]), "bxca", "abc", 0);
        check(window(4, &[1, 1, 1]), "bxca", "abc", 1);
        check(window(2, &[2]), "axa", "a", 0);
        check(window(3, &[2]), "axa", "a", 1);
        check(window(3, &[1, 1]), "axbaxb", "ab", 2);
        check(window(3, &[2, 1]), "axxaba", "ab", 1);
    }

    proptest! {
        #[test]
        fn a_window_is_found_exactly_when_there_is_one(text in "[abcx]{0,40}", size in 4u32..9, twice in any::<bool>()) {
            let counts = [1 + usize::from(twice), 1, 1];
            let letters: Vec<char> = text.chars().collect();
            let has = (0..letters.len()).any(|start| {
                let inside = &letters[start..letters.len().min(start + size as usize)];
                let held = |letter: char| inside.iter().filter(|char| **char == letter).count();
                "abc".chars().zip(counts).all(|(letter, count)| held(letter) >= count)
            });
            prop_assert_eq!(count_in(&window(size, &counts), &text, "abc") > 0, has);
        }

        #[test]
        fn a_row_is_found_as_often_as_it_stands(text in "[ab]{0,30}", row in "[ab]{1,4}") {
            let stands = (0..text.len()).filter(|start| text[*start..].starts_with(&row)).count();
            prop_assert_eq!(count_in(&Arrangement::InARow, &text, &row), stands.min(ENOUGH));
        }
    }
}
