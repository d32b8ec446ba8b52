//! Tables that people and PowerShell export: CSV with whatever is wrong with it.

use std::io::BufRead;

use crate::model::Why;

/// A table with a header line, its columns found by name.
pub(crate) struct Table<R> {
    rows: csv::Reader<R>,
    columns: Vec<String>,
    record: u64,
}

/// One row; `record` counts from 1 after the header.
pub(crate) struct Row<'t> {
    /// Which row.
    pub(crate) record: u64,
    columns: &'t [String],
    cells: csv::StringRecord,
}

impl<R: BufRead> Table<R> {
    /// A table from UTF-8 text; `separator` as sniffed from the header.
    pub(crate) fn new(text: R, separator: u8) -> Self {
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .comment(Some(b'#'))
            .from_reader(text);
        let columns = rows.headers().map(names).unwrap_or_default();
        Table { rows, columns, record: 0 }
    }

    /// Whether there is a column of this name; case and blanks do not matter.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known.eq_ignore_ascii_case(column))
    }

    /// The next row; a repeated header is skipped.
    pub(crate) fn next(&mut self) -> Option<Result<Row<'_>, (u64, Why)>> {
        let mut cells = csv::StringRecord::new();
        loop {
            self.record += 1;
            match self.rows.read_record(&mut cells) {
                Ok(false) => return None,
                Ok(true) if names(&cells) == self.columns => continue,
                Ok(true) => return Some(Ok(Row { record: self.record, columns: &self.columns, cells })),
                Err(_) => return Some(Err((self.record, Why::Syntax))),
            }
        }
    }
}

impl Row<'_> {
    /// The trimmed cell of a column; none if there is no such column or the cell is empty.
    pub(crate) fn get(&self, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|known| known.eq_ignore_ascii_case(column))?;
        self.cells.get(at).map(str::trim).filter(|cell| !cell.is_empty())
    }
}

fn names(header: &csv::StringRecord) -> Vec<String> {
    header.iter().map(|name| name.trim_matches(['\u{feff}', ' ', '"']).to_owned()).collect()
}
