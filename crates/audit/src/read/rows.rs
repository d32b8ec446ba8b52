//! Rows of CSV in bounded memory: a cell of a hostile file has no end.

use std::io::{self, BufRead};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// No row of a real export is larger, with all cells together.
const LARGEST_ROW_BYTES: usize = 64 << 20;

/// No export has more columns.
const MOST_CELLS: usize = 4096;

/// The rows of a text, one at a time.
pub(crate) struct Rows<R> {
    text: R,
    core: Reader,
    octets: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
    is_too_large: bool,
}

/// The cells of one row.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'r> {
    octets: &'r [u8],
    ends: &'r [usize],
}

/// What stands next in a table.
pub(crate) enum Next {
    /// A row: [`Rows::cells`] has it.
    Row,
    /// A row that is larger than any real one, and was passed over.
    TooLarge,
    /// Nothing.
    End,
}

impl<R: BufRead> Rows<R> {
    /// The rows of `text`, which is UTF-8.
    pub(crate) fn new(text: R, separator: u8) -> Self {
        let core = ReaderBuilder::new().delimiter(separator).build();
        let (octets, ends) = (vec![0; 4096], vec![0; 32]);
        Rows { text, core, octets, ends, cells: 0, is_too_large: false }
    }

    /// Goes to the next row that is not blank.
    ///
    /// # Errors
    /// What the text says when it cannot be read.
    pub(crate) fn next(&mut self) -> io::Result<Next> {
        let mut filled = 0;
        (self.cells, self.is_too_large) = (0, false);
        loop {
            let input = self.text.fill_buf()?;
            let room = self.octets.get_mut(filled..).unwrap_or_default();
            let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(input, room, ends);
            self.text.consume(read);
            filled += written;
            self.cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => filled = self.grow(filled),
                ReadRecordResult::OutputEndsFull => self.grow_ends(),
                ReadRecordResult::Record if self.is_too_large => return Ok(Next::TooLarge),
                ReadRecordResult::Record => return Ok(Next::Row),
                ReadRecordResult::End => return Ok(Next::End),
            }
        }
    }

    /// The row that [`Rows::next`] went to.
    pub(crate) fn cells(&self) -> Cells<'_> {
        Cells { octets: &self.octets, ends: self.ends.get(..self.cells).unwrap_or_default() }
    }

    fn grow(&mut self, filled: usize) -> usize {
        if self.octets.len() >= LARGEST_ROW_BYTES {
            self.is_too_large = true;
            return 0;
        }
        self.octets.resize(self.octets.len() * 2, 0);
        filled
    }

    fn grow_ends(&mut self) {
        if self.ends.len() >= MOST_CELLS {
            (self.is_too_large, self.cells) = (true, 0);
        } else {
            self.ends.resize(self.ends.len() * 2, 0);
        }
    }
}

impl<'r> Cells<'r> {
    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.ends.len()
    }

    /// The octets of a cell, empty if there is none.
    pub(crate) fn octets(self, at: usize) -> &'r [u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.octets.get(start..end).unwrap_or_default()
    }

    /// The text of a cell, trimmed; empty if there is none.
    pub(crate) fn text(self, at: usize) -> &'r str {
        std::str::from_utf8(self.octets(at)).unwrap_or_default().trim()
    }

    /// Every cell, trimmed.
    pub(crate) fn texts(self) -> impl Iterator<Item = &'r str> {
        (0..self.len()).map(move |at| self.text(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut rows = Rows::new(text.as_bytes(), b',');
        let mut all = Vec::new();
        loop {
            match rows.next().expect("memory can be read") {
                Next::Row => all.push(rows.cells().texts().map(str::to_owned).collect()),
                Next::TooLarge => all.push(vec!["too large".to_owned()]),
                Next::End => return all,
            }
        }
    }

    #[test]
    fn rows_are_those_of_csv() {
        assert_eq!(
            rows("a,b\r\n\n\"x \"\"y\"\"\nz\",2\n3"),
            [vec!["a", "b"], vec!["x \"y\"\nz", "2"], vec!["3"]]
        );
        assert!(rows("").is_empty());
    }

    #[test]
    fn a_row_without_end_is_passed_over() {
        let cells = format!("{}\nx,y\n", ",".repeat(2 * MOST_CELLS));
        assert_eq!(rows(&cells), [vec!["too large"], vec!["x", "y"]]);
        let large = format!("a\n\"{}\"\nx,y\n", "z".repeat(LARGEST_ROW_BYTES + 1));
        assert_eq!(rows(&large), [vec!["a"], vec!["too large"], vec!["x", "y"]]);
    }

    proptest::proptest! {
        #[test]
        fn every_row_comes_out_as_it_was_written(all in proptest::collection::vec(proptest::collection::vec("[a-z\"\n;é]{1,9}", 1..9), 1..9)) {
            let mut text = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            all.iter().for_each(|row| text.write_record(row).expect("memory"));
            let text = String::from_utf8(text.into_inner().expect("memory")).expect("UTF-8");
            let trimmed: Vec<Vec<String>> =
                all.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            proptest::prop_assert_eq!(rows(&text), trimmed);
        }
    }
}
