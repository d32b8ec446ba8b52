//! The documents of a segment, before it is written.

use greffe_terms::Number;
use tantivy::columnar::{ColumnType, ColumnarWriter};

use super::inverted::Inverted;
use crate::entry::Entry;
use crate::schema::{Column, MESSAGE_ID, NUMBER, PRINT, SKETCH, numeric};

/// Takes entries in, column by column.
pub(super) struct Inverter {
    pub(super) documents: u32,
    /// The columns of terms, in the order of the schema.
    columns: [Inverted; Column::ALL.len()],
    /// The columns of numbers.
    pub(super) numbers: ColumnarWriter,
}

impl Default for Inverter {
    fn default() -> Self {
        let mut numbers = ColumnarWriter::default();
        numeric().for_each(|name| numbers.record_column_type(name, ColumnType::U64, false));
        Self { documents: 0, columns: Default::default(), numbers }
    }
}

impl Inverter {
    /// Makes an entry the next document.
    pub(super) fn add(&mut self, number: Number, entry: &Entry) {
        self.add_numbers(number, entry);
        for (column, text) in entry.parts() {
            match column.has_positions() {
                true => self.columns[column as usize].add_words(text),
                false => self.columns[column as usize].add_term(text.as_bytes()),
            }
        }
        self.columns.iter_mut().for_each(Inverted::end_document);
        self.documents += 1;
    }

    pub(super) fn column(&self, column: Column) -> &Inverted {
        &self.columns[column as usize]
    }

    /// Returns how much memory writing the segment will take, about.
    pub(super) fn bytes(&self) -> usize {
        self.columns.iter().map(Inverted::bytes).sum::<usize>() + self.numbers.mem_usage()
    }

    fn add_numbers(&mut self, number: Number, entry: &Entry) {
        let Self { documents, numbers, .. } = self;
        numbers.record_numerical(*documents, NUMBER, u64::from(number.0));
        let eights = entry.id.as_ref().map(|id| id.as_bytes().as_chunks::<8>().0);
        for (name, eight) in PRINT.iter().zip(eights.unwrap_or_default()) {
            numbers.record_numerical(*documents, name, u64::from_be_bytes(*eight));
        }
        for (name, part) in MESSAGE_ID.iter().zip(entry.message_id.iter().flatten()) {
            numbers.record_numerical(*documents, name, *part);
        }
        if let Some(sketch) = entry.sketch {
            numbers.record_numerical(*documents, SKETCH, sketch.0);
        }
    }
}
