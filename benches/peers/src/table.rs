//! Markdown tables, and numbers as people read them.

use std::time::Duration;

/// A table: the first column tells what, the others say how much.
pub(crate) struct Table {
    columns: usize,
    text: String,
}

impl Table {
    /// Starts a table with these headings.
    pub(crate) fn new(headings: &[&str]) -> Self {
        let mut table = Self { columns: headings.len(), text: String::new() };
        table.line(headings.iter().map(|heading| (*heading).to_owned()));
        table.line((0..headings.len()).map(|column| if column == 0 { "---" } else { "---:" }.to_owned()));
        table
    }

    /// Adds a row; cells that are missing stay empty.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        let missing = self.columns.saturating_sub(cells.len());
        self.line(cells.into_iter().chain(std::iter::repeat_n(String::new(), missing)));
    }

    /// Returns the Markdown.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) {
        for cell in cells {
            self.text.push_str(&format!("| {} ", cell.replace('|', "\\|")));
        }
        self.text.push_str("|\n");
    }
}

/// A number asked for, and what was measured.
pub(crate) struct Target {
    /// In words.
    pub(crate) what: &'static str,
    /// What was measured.
    pub(crate) measured: f64,
    /// The limit.
    pub(crate) asked: Asked,
    /// Digits after the point.
    pub(crate) digits: usize,
}

/// On which side of the limit the measured value must be; the limit itself is good.
pub(crate) enum Asked {
    AtLeast(f64),
    AtMost(f64),
}

/// Returns the table of what was asked.
pub(crate) fn targets(targets: &[Target]) -> String {
    let mut table = Table::new(&["asked", "limit", "measured", "reached"]);
    for target in targets {
        let digits = target.digits;
        let (limit, is_reached) = match target.asked {
            Asked::AtLeast(limit) => (format!("≥ {limit}"), target.measured >= limit),
            Asked::AtMost(limit) => (format!("≤ {limit}"), target.measured <= limit),
        };
        let measured = format!("{:.digits$}", target.measured);
        table.row([
            target.what.to_owned(),
            limit,
            measured,
            if is_reached { "yes" } else { "**no**" }.to_owned(),
        ]);
    }
    table.into_text()
}

/// `60,000`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `508 MB`, in millions of bytes.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", grouped((bytes + 500_000) / 1_000_000))
}

/// `24.6 GB`, in billions of bytes.
pub(crate) fn gigabytes(bytes: u64) -> String {
    format!("{:.1} GB", bytes as f64 / 1e9)
}

/// `12.4 s`.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        fn check(number: u64, expect: &str) {
            assert_eq!(grouped(number), expect);
        }
        check(0, "0");
        check(999, "999");
        check(1000, "1,000");
        check(97_577, "97,577");
        check(1_256_000_000, "1,256,000,000");
    }

    #[test]
    fn a_limit_itself_is_reached() {
        fn check(measured: f64, asked: Asked, expect: &str) {
            let text = targets(&[Target { what: "speed", measured, asked, digits: 1 }]);
            assert!(text.ends_with(expect), "{text}");
        }
        check(12.0, Asked::AtLeast(12.0), "| speed | ≥ 12 | 12.0 | yes |\n");
        check(11.9, Asked::AtLeast(12.0), "| speed | ≥ 12 | 11.9 | **no** |\n");
        check(0.5, Asked::AtMost(0.5), "| speed | ≤ 0.5 | 0.5 | yes |\n");
        check(0.6, Asked::AtMost(0.5), "| speed | ≤ 0.5 | 0.6 | **no** |\n");
    }

    #[test]
    fn rows_have_as_many_cells_as_headings() {
        let mut table = Table::new(&["", "a", "b"]);
        table.row(["x|y".to_owned(), "1".to_owned()]);
        assert_eq!(table.into_text(), "|  | a | b |\n| --- | ---: | ---: |\n| x\\|y | 1 |  |\n");
    }
}
