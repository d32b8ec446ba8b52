//! Tables as PowerShell and offices export them.

/// A table to be written.
pub(super) struct Table {
    separator: char,
    text: String,
}

impl Table {
    /// Begins with its header.
    pub(super) fn new(separator: char, columns: &[&str]) -> Self {
        let mut table = Self { separator, text: String::new() };
        table.row(columns);
        table
    }

    /// Begins as Export-Csv does: with the type of the objects, then the header.
    pub(super) fn of_type(objects: &str, columns: &[&str]) -> Self {
        let mut table = Self { separator: ',', text: format!("#TYPE {objects}\r\n") };
        table.row(columns);
        table
    }

    /// Adds one row; every cell is quoted, as Export-Csv does.
    pub(super) fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push(self.separator);
            }
            self.text.push('"');
            self.text.push_str(&cell.as_ref().replace('"', "\"\""));
            self.text.push('"');
        }
        self.text.push_str("\r\n");
    }

    /// As `Export-Csv -Encoding UTF8` writes it.
    pub(super) fn into_utf8(self) -> Vec<u8> {
        [b"\xef\xbb\xbf", self.text.as_bytes()].concat()
    }

    /// As `Export-Csv -Encoding Unicode` writes it.
    pub(super) fn into_utf16(self) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(self.text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted() {
        let mut table = Table::of_type("X.Y", &["a", "b"]);
        table.row(&["1\"2", "é"]);
        assert_eq!(table.text, "#TYPE X.Y\r\n\"a\",\"b\"\r\n\"1\"\"2\",\"é\"\r\n");
        assert!(table.into_utf16().starts_with(b"\xff\xfe#\0T\0"));
    }
}
