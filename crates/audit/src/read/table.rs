//! Tables that people and PowerShell export: CSV with whatever is wrong with it.

use std::io::BufRead;

use super::rows::{Cells, Next, Rows};
use crate::model::Why;

/// A table with a header line, its columns found by name.
pub(crate) struct Table<R> {
    rows: Rows<R>,
    columns: Vec<String>,
    record: u64,
}

/// One row; `record` counts from 1 after the header.
pub(crate) struct Row<'t> {
    /// Which row.
    pub(crate) record: u64,
    columns: &'t [String],
    cells: Cells<'t>,
}

impl<R: BufRead> Table<R> {
    /// A table from UTF-8 text; `separator` as sniffed from the header.
    pub(crate) fn new(text: R, separator: u8) -> Self {
        let mut rows = Rows::new(text, separator);
        let mut columns = Vec::new();
        while columns.is_empty() && matches!(rows.next(), Ok(Next::Row | Next::TooLarge)) {
            if !is_preamble(rows.cells().text(0)) {
                columns = rows.cells().texts().map(name).map(str::to_owned).collect();
            }
        }
        Table { rows, columns, record: 0 }
    }

    /// Whether there is a column of this name; case and blanks do not matter.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// Where the column of this name is.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.eq_ignore_ascii_case(column))
    }

    /// The next row; a repeated header is skipped.
    pub(crate) fn next(&mut self) -> Option<Result<Row<'_>, (u64, Why)>> {
        loop {
            self.record += 1;
            match self.rows.next() {
                Ok(Next::End) => return None,
                Ok(Next::Row) if self.is_header() => {}
                Ok(Next::Row) => break,
                Ok(Next::TooLarge) => return Some(Err((self.record, Why::TooLarge))),
                Err(_) => return Some(Err((self.record, Why::Damaged))),
            }
        }
        Some(Ok(Row { record: self.record, columns: &self.columns, cells: self.rows.cells() }))
    }

    /// Exports that were laid end to end repeat their first lines.
    fn is_header(&self) -> bool {
        let cells = self.rows.cells();
        is_preamble(cells.text(0)) && cells.texts().skip(1).all(str::is_empty)
            || cells.len() == self.columns.len() && cells.texts().map(name).eq(self.columns.iter())
    }
}

impl<'t> Row<'t> {
    /// The trimmed cell of a column; none if there is no such column or the cell is empty.
    pub(crate) fn get(&self, column: &str) -> Option<&'t str> {
        self.at(self.columns.iter().position(|known| known.eq_ignore_ascii_case(column))?)
    }

    /// Every column with its cell, if that is not empty.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.columns.iter().map(String::as_str).zip(self.cells.texts()).filter(|(_, cell)| !cell.is_empty())
    }

    /// The trimmed cell at a place; none if there is none or it is empty.
    pub(crate) fn at(&self, place: usize) -> Option<&'t str> {
        Some(self.cells.text(place)).filter(|cell| !cell.is_empty())
    }
}

/// What PowerShell and Excel write before the header.
pub(super) fn is_preamble(line: &str) -> bool {
    line.starts_with("#TYPE ") || line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="))
}

fn name(cell: &str) -> &str {
    cell.trim_matches(['\u{feff}', ' ', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(u64, &str)]) {
        let mut table = Table::new(text.as_bytes(), b';');
        let mut read = Vec::new();
        while let Some(row) = table.next() {
            let row = row.unwrap_or_else(|(record, why)| panic!("{record}: {why:?}"));
            read.push((row.record, row.get("user").unwrap_or("-").to_owned()));
        }
        let read: Vec<(u64, &str)> = read.iter().map(|(record, user)| (*record, user.as_str())).collect();
        assert_eq!(read, expect, "{text:?}");
    }

    #[test]
    fn a_table_is_read_behind_whatever_stands_before_it() {
        let rows = [(1, "anna"), (2, "-")];
        check("Identity;User\r\nx; anna \r\ny;\r\n", &rows);
        check("#TYPE System.Management.Automation.PSCustomObject\nIdentity;User\nx;anna\ny\n", &rows);
        check("sep=;\nIdentity;USER\nx;anna\ny\n", &rows);
        check("\"Identity\";\"User\"\n\"x\";\"anna\"\n#y;\n", &rows);
    }

    #[test]
    fn exports_laid_end_to_end_are_one_table() {
        check("A;User\nx;anna\nA;User\ny;paul\n", &[(1, "anna"), (3, "paul")]);
        check("#TYPE x\nA;User\nx;anna\n#TYPE x\nA;User\ny;paul\n", &[(1, "anna"), (4, "paul")]);
    }
}
