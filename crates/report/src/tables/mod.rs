//! Tables for spreadsheets: codes that are the same in every language, times in UTC.
//!
//! A cell is a stranger's text: one that a spreadsheet would run as a formula
//! gets an apostrophe before it.

mod answers;
mod coverage;
mod events;
mod findings;
mod intervals;

use std::fmt::Write as _;
use std::io::{self, Write};

use greffe::audit::SourceId;
use greffe::csv::push_row;

pub(crate) use answers::answers;
pub(crate) use coverage::coverage;
pub(crate) use events::{events, target};
pub(crate) use findings::findings;
pub(crate) use intervals::{intervals, path_name};

use crate::edition::Edition;

/// A table on its way into a file.
struct Sheet<'a> {
    out: &'a mut dyn Write,
    row: String,
}

impl<'a> Sheet<'a> {
    fn new(out: &'a mut dyn Write, head: &[&str]) -> io::Result<Self> {
        let mut sheet = Self { out, row: String::new() };
        // Without this mark spreadsheets read accents as something else.
        sheet.out.write_all("\u{feff}".as_bytes())?;
        sheet.row(head)?;
        Ok(sheet)
    }

    fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.row.clear();
        push_row(&mut self.row, cells.iter().copied());
        self.out.write_all(self.row.as_bytes())
    }
}

/// Writes a time as RFC 3339 in UTC, to the second; empty for one that no calendar has.
pub(crate) fn utc(ms: i64) -> String {
    // Millions of times are written: this form needs no pattern to be read again for each.
    jiff::Timestamp::from_second(ms.div_euclid(1000)).map(|at| at.to_string()).unwrap_or_default()
}

fn utc_or_nothing(ms: Option<i64>) -> String {
    ms.map(utc).unwrap_or_default()
}

/// Writes `file:record; file:record`.
pub(crate) fn records(edition: &Edition<'_>, evidence: &[(SourceId, u64)]) -> String {
    let mut told = String::new();
    for (source, record) in evidence {
        let gap = if told.is_empty() { "" } else { "; " };
        // Writing to a String cannot fail.
        let _ = write!(told, "{gap}{}:{record}", edition.file(*source));
    }
    told
}
