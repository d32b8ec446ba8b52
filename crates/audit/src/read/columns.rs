//! Which column of a table that people wrote holds what.
//!
//! Directories, approvals and calendars are made by hand, in French or English.
//! A column that could be two things is refused, never guessed: a wrong guess
//! would name the wrong person.

use std::io;

use super::sniff::Head;
use super::table::{Row, Table};

/// One field of a table, and the column names by which it is known.
pub(crate) struct Wanted {
    /// The field.
    pub(crate) field: &'static str,
    /// The names, in lower case; the first is the one to recommend.
    pub(crate) names: &'static [&'static str],
    /// How many columns of these names a table may have.
    pub(crate) count: Count,
}

/// How many columns a field may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// Exactly one.
    One,
    /// One, or none.
    Optional,
    /// As many as there are.
    Any,
}

/// A table whose columns cannot be told apart.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("column for `{field}` is {}; expected one of: {}", if .found.is_empty() { "missing" } else { "ambiguous" }, .expected.join(", "))]
pub struct Refusal {
    /// The field in question.
    pub field: &'static str,
    /// The columns that could be it; none if there is none.
    pub found: Vec<&'static str>,
    /// The names by which the field is known.
    pub expected: &'static [&'static str],
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, refusal)
    }
}

/// The columns of one table, by field, as the table writes them.
#[derive(Debug)]
pub(crate) struct Columns(Vec<(&'static str, Vec<String>)>);

impl Columns {
    /// The columns of `table`.
    pub(crate) fn find<R: io::BufRead>(table: &Table<R>, wanted: &'static [Wanted]) -> Result<Self, Refusal> {
        let mut columns = Vec::new();
        for field in wanted {
            let names = found(field, |name| written(table, name).is_some())?;
            columns.push((field.field, names.into_iter().filter_map(|name| written(table, name)).collect()));
        }
        Ok(Columns(columns))
    }

    /// The cell of a field, if it has one column and the cell is not empty.
    pub(crate) fn one<'r>(&self, row: &'r Row<'_>, field: &str) -> Option<&'r str> {
        self.names(field).iter().find_map(|name| row.get(name))
    }

    /// Every cell of a field that is not empty.
    pub(crate) fn all<'r>(&self, row: &'r Row<'_>, field: &str) -> Vec<&'r str> {
        self.names(field).iter().filter_map(|name| row.get(name)).collect()
    }

    fn names(&self, field: &str) -> &[String] {
        self.0.iter().find(|(known, _)| *known == field).map_or(&[], |(_, names)| names)
    }
}

/// The name as the table writes it: it compares case in ASCII only, and French has `É`.
fn written<R: io::BufRead>(table: &Table<R>, name: &str) -> Option<String> {
    let mut letters = name.chars();
    let capital = letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str());
    let variants = [Some(name.to_owned()), capital, Some(name.to_uppercase())];
    variants.into_iter().flatten().find(|name| table.has(name))
}

/// Whether a table with this head has a column for each field that is needed.
pub(crate) fn fits(head: &Head, wanted: &'static [Wanted]) -> bool {
    let named =
        |field: &Wanted| field.names.iter().any(|name| head.columns().iter().any(|cell| cell == name));
    wanted.iter().filter(|field| field.count == Count::One).all(named)
}

fn found(wanted: &'static Wanted, has: impl Fn(&str) -> bool) -> Result<Vec<&'static str>, Refusal> {
    let mut names: Vec<&'static str> = wanted.names.iter().copied().filter(|name| has(name)).collect();
    // The recommended name settles it.
    if wanted.count != Count::Any && names.first() == wanted.names.first() {
        names.truncate(1);
    }
    let clear = match wanted.count {
        Count::One => names.len() == 1,
        Count::Optional => names.len() <= 1,
        Count::Any => true,
    };
    if clear {
        return Ok(names);
    }
    Err(Refusal { field: wanted.field, found: names, expected: wanted.names })
}
