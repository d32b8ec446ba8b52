//! The message number of each document of a segment.

use std::ops::Range;

use tantivy::SegmentReader;

use crate::bits::Bits;
use crate::error::IndexError;
use crate::schema::NUMBER;

/// Message numbers, by document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// Of documents that follow each other as their messages do: nearly always.
    Following(Range<u32>),
    /// After segments were joined in another order, or with gaps.
    Listed(Vec<u32>),
}

impl Numbering {
    /// Reads the numbers of a segment.
    pub(crate) fn read(reader: &SegmentReader) -> Result<Self, IndexError> {
        let column = reader.fast_fields().u64(NUMBER)?;
        let damaged = || IndexError::damaged("a document without a message number");
        if !column.get_cardinality().is_full() || column.num_docs() != reader.max_doc() {
            return Err(damaged());
        }
        // Many at once: one call a document is a third of what opening an index costs.
        let mut numbers = Self::Following(0..0);
        let mut run = [0; 1024];
        for start in (0..reader.max_doc()).step_by(run.len()) {
            let wanted = run.len().min((reader.max_doc() - start) as usize);
            let run = &mut run[..wanted];
            column.values.get_range(u64::from(start), run);
            for number in run {
                numbers.push(u32::try_from(*number).map_err(|_| damaged())?);
            }
        }
        Ok(numbers)
    }

    fn push(&mut self, number: u32) {
        match self {
            Self::Following(range) if range.start == range.end => *range = number..number.saturating_add(1),
            Self::Following(range) if range.end == number => range.end = number.saturating_add(1),
            Self::Following(range) => *self = Self::Listed(range.clone().chain([number]).collect()),
            Self::Listed(numbers) => numbers.push(number),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Following(range) => range.len(),
            Self::Listed(numbers) => numbers.len(),
        }
    }

    /// Returns the number of a document.
    #[inline]
    pub(crate) fn of(&self, doc: usize) -> Option<u32> {
        match self {
            Self::Following(range) => (doc < range.len()).then(|| range.start + doc as u32),
            Self::Listed(numbers) => numbers.get(doc).copied(),
        }
    }

    pub(crate) fn least(&self) -> Option<u32> {
        match self {
            Self::Following(range) => (range.start < range.end).then_some(range.start),
            Self::Listed(numbers) => numbers.iter().copied().min(),
        }
    }

    /// Returns all of them, in the order of the documents.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).filter_map(|doc| self.of(doc))
    }

    /// Returns the documents of messages below `through`.
    pub(crate) fn below(&self, through: usize) -> Bits {
        match self {
            Self::Following(range) => Bits::first(through.saturating_sub(range.start as usize), range.len()),
            Self::Listed(numbers) => Bits::where_true(numbers.len(), |doc| (numbers[doc] as usize) < through),
        }
    }

    /// Returns the documents of these messages.
    pub(crate) fn documents_of(&self, messages: &Bits) -> Bits {
        match self {
            Self::Following(range) => messages.part(range.start as usize, range.len()),
            Self::Listed(numbers) => {
                Bits::where_true(numbers.len(), |doc| messages.contains(numbers[doc] as usize))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(numbers: &[u32]) -> Numbering {
        let mut made = Numbering::Following(0..0);
        numbers.iter().for_each(|number| made.push(*number));
        made
    }

    #[test]
    fn what_follows_takes_no_room() {
        assert_eq!(made(&[]), Numbering::Following(0..0));
        assert_eq!(made(&[7, 8, 9]), Numbering::Following(7..10));
        assert_eq!(made(&[7, 8, 10, 11]), Numbering::Listed(vec![7, 8, 10, 11]));
        assert_eq!(made(&[7, 8, 3]), Numbering::Listed(vec![7, 8, 3]));
        assert_eq!(made(&[7, 7]), Numbering::Listed(vec![7, 7]));
    }

    #[test]
    fn a_range_answers_as_a_list_does() {
        let messages = Bits::where_true(300, |number| number % 7 == 3 || number % 64 == 0);
        for (start, len) in [(0, 0), (0, 1), (3, 64), (63, 65), (64, 128), (70, 200), (120, 250)] {
            let range = Numbering::Following(start..start + len);
            let list = Numbering::Listed((start..start + len).collect());
            assert_eq!(range.len(), list.len());
            assert_eq!(range.iter().collect::<Vec<_>>(), list.iter().collect::<Vec<_>>());
            assert_eq!((range.least(), range.of(len as usize)), (list.least(), None));
            assert_eq!(range.documents_of(&messages), list.documents_of(&messages));
            for through in [0, 1, 63, 64, 65, 128, 131, 1000] {
                assert_eq!(range.below(through), list.below(through), "{start} {len} {through}");
            }
        }
    }
}
