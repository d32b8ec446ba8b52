//! One state of the index, complete and unchanging: what a search looks at.
//!
//! A message is visible when it is in the index *and* in the facts; an import
//! commits the one before it swaps the other. So totals, hits and facets always
//! agree, and a message appears in all of them at once.

use std::collections::HashMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use greffe_message::Sketch;
use tantivy::directory::CompositeFile;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentComponent, SegmentId};
use tantivy::{SegmentReader, TantivyError};

use crate::bits::Bits;
use crate::error::IndexError;
use crate::facts::Facts;
use crate::numbering::Numbering;
use crate::schema::{Column, MESSAGE_ID, PRINT, SKETCH};
use crate::search::Expansions;

/// A commit of each half of the index with a generation of facts.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) commit: Commit,
    /// What files say.
    pub(crate) attached: Commit,
    pub(crate) generation: Generation,
}

/// A commit of the index.
#[derive(Clone, Default)]
pub(crate) struct Commit {
    /// The engine's description of it, as it was read.
    pub(crate) meta: Arc<Vec<u8>>,
    /// Messages below this number are in the index.
    pub(crate) through: u32,
    pub(crate) segments: Arc<Segments>,
}

/// A generation of the facts.
#[derive(Clone)]
pub(crate) struct Generation {
    /// `None` when there is none yet.
    pub(crate) number: Option<u64>,
    /// Of no message when they are damaged.
    pub(crate) facts: Arc<Facts>,
}

/// The segments of a commit, and what was looked up in their dictionaries.
#[derive(Default)]
pub(crate) struct Segments {
    pub(crate) list: Vec<Arc<Segment>>,
    pub(crate) expansions: Expansions,
}

impl fmt::Debug for Segments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} segments", self.list.len())
    }
}

/// A segment with what every query needs of it at hand.
pub(crate) struct Segment {
    pub(crate) id: SegmentId,
    pub(crate) numbers: Numbering,
    pub(crate) least_number: u32,
    reader: SegmentReader,
    inverted: HashMap<Column, Arc<InvertedIndexReader>>,
    lengths: HashMap<Column, FieldNormReader>,
}

impl Commit {
    /// Returns number and sketch of each message that has one, in the order of numbers.
    pub(crate) fn sketches(&self) -> Result<Vec<(u32, Sketch)>, IndexError> {
        let mut sketches = Vec::new();
        for segment in &self.segments.list {
            sketches.extend(segment.sketches()?);
        }
        sketches.sort_unstable_by_key(|(number, _)| *number);
        Ok(sketches)
    }

    /// Says whether any of these messages has one.
    pub(crate) fn has_sketch(&self, numbers: &Bits) -> Result<bool, IndexError> {
        for segment in &self.segments.list {
            if segment.sketches()?.any(|(number, _)| numbers.contains(number as usize)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Segment {
    /// Opens a segment and reads its numbers.
    pub(crate) fn open(segment: &tantivy::Segment) -> Result<Self, IndexError> {
        let reader = SegmentReader::open(segment)?;
        let numbers = Numbering::read(&reader)?;
        // Asked for a column that is not there, the engine makes an empty dictionary: the
        // first takes as long as to open all that there are.
        let postings = segment.open_read(SegmentComponent::Postings).map_err(TantivyError::from)?;
        let postings = CompositeFile::open(&postings).map_err(TantivyError::from)?;
        let mut inverted = HashMap::new();
        for column in Column::ALL.into_iter().filter(|column| postings.open_read(column.field()).is_some()) {
            inverted.insert(column, reader.inverted_index(column.field())?);
        }
        let mut lengths = HashMap::new();
        for column in Column::ALL.into_iter().filter(|column| column.has_lengths()) {
            lengths.insert(column, reader.get_fieldnorms_reader(column.field())?);
        }
        let least_number = numbers.least().unwrap_or(u32::MAX);
        Ok(Self { id: segment.id(), numbers, least_number, reader, inverted, lengths })
    }

    /// Returns the dictionary and the postings of a column, if any document has it.
    pub(crate) fn inverted(&self, column: Column) -> Option<&InvertedIndexReader> {
        self.inverted.get(&column).map(Arc::as_ref)
    }

    /// Returns the reader of text lengths, where they weigh.
    pub(crate) fn lengths(&self, column: Column) -> Option<&FieldNormReader> {
        self.lengths.get(&column)
    }

    /// Returns number and sketch of each message that has one.
    pub(crate) fn sketches(&self) -> Result<impl Iterator<Item = (u32, Sketch)>, IndexError> {
        // A segment in which no message has one lacks the column.
        let column = self.reader.fast_fields().column_opt::<u64>(SKETCH)?;
        let documents = (0..).zip(self.numbers.iter());
        Ok(documents.filter_map(move |(doc, number)| Some((number, Sketch(column.as_ref()?.first(doc)?)))))
    }

    /// Calls back with the number of each message whose id begins with these digits.
    pub(crate) fn each_with_print(&self, digits: &str, found: &mut dyn FnMut(u32)) -> Result<(), IndexError> {
        let bounds = digits.as_bytes().chunks(16).map(bounds_of).collect::<Option<Vec<_>>>();
        let bounds = bounds.ok_or_else(|| IndexError::damaged("digits of a print"))?;
        self.each_within(PRINT.into_iter().zip(bounds), found)
    }

    /// Calls back with the number of each message that names itself so.
    pub(crate) fn each_with_message_id(
        &self,
        print: [u64; 2],
        found: &mut dyn FnMut(u32),
    ) -> Result<(), IndexError> {
        self.each_within(MESSAGE_ID.into_iter().zip(print.map(|part| part..=part)), found)
    }

    /// Calls back with the number of each message whose values in some columns are within bounds.
    fn each_within(
        &self,
        bounds: impl Iterator<Item = (&'static str, RangeInclusive<u64>)>,
        found: &mut dyn FnMut(u32),
    ) -> Result<(), IndexError> {
        let mut tests = Vec::new();
        for (name, bounds) in bounds {
            // A segment in which no message has a value lacks the column.
            let Some(column) = self.reader.fast_fields().column_opt::<u64>(name)? else { return Ok(()) };
            tests.push((column, bounds));
        }
        let Some(((column, first), rest)) = tests.split_first() else { return Ok(()) };
        // Eight octets tell nearly all apart: the others are asked of few.
        let mut documents = rows_within(column, first);
        column.index.select_batch_in_place(0, &mut documents);
        for doc in documents {
            let is_within = |(column, bounds): &(tantivy::columnar::Column<u64>, RangeInclusive<u64>)| {
                column.first(doc).is_some_and(|value| bounds.contains(&value))
            };
            if let Some(number) = self.numbers.of(doc as usize).filter(|_| rest.iter().all(is_within)) {
                found(number);
            }
        }
        Ok(())
    }
}

/// Returns the rows of a column whose values are within bounds; it is read many rows at once.
fn rows_within(column: &tantivy::columnar::Column<u64>, bounds: &RangeInclusive<u64>) -> Vec<u32> {
    let (mut rows, mut run) = (Vec::new(), [0; 1024]);
    for start in (0..column.values.num_vals()).step_by(run.len()) {
        let wanted = run.len().min((column.values.num_vals() - start) as usize);
        column.values.get_range(u64::from(start), &mut run[..wanted]);
        let within = (start..).zip(&run[..wanted]).filter(|(_, value)| bounds.contains(value));
        rows.extend(within.map(|(row, _)| row));
    }
    rows
}

/// Returns the values of eight octets that begin with up to 16 hexadecimal digits.
fn bounds_of(digits: &[u8]) -> Option<RangeInclusive<u64>> {
    let digits = std::str::from_utf8(digits).ok()?;
    let free_bits = 64 - 4 * digits.len() as u32;
    let least = u64::from_str_radix(digits, 16).ok()?.checked_shl(free_bits)?;
    let rest = u64::MAX.checked_shr(64 - free_bits).unwrap_or(0);
    Some(least..=least | rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_bound_eight_octets() {
        let check = |digits: &str, least, most| assert_eq!(bounds_of(digits.as_bytes()), Some(least..=most));
        check("abcd", 0xabcd << 48, 0xabcd << 48 | (u64::MAX >> 16));
        check("0123456789abcdef", 0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef);
        check("f", 0xf << 60, u64::MAX);
    }
}
