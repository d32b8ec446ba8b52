//! Which column of a table that people wrote holds what.
//!
//! Directories, approvals and calendars are made by hand, in French or English.
//! A column that could be two things is refused, never guessed: a wrong guess
//! would name the wrong person.

use std::io::BufRead;

use super::sink::Sink;
use super::sniff::Head;
use super::table::{Row, Table};
use crate::model::Refusal;

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

/// The columns of one table, by field, as the table writes them.
#[derive(Debug)]
pub(crate) struct Columns(Vec<(&'static str, Vec<String>)>);

impl Columns {
    /// The columns of `table`; none if they cannot be told apart, which the sink is told then.
    pub(crate) fn find<R: BufRead>(
        table: &Table<R>,
        wanted: &'static [Wanted],
        sink: &mut Sink<'_>,
    ) -> Option<Self> {
        let mut columns = Vec::new();
        for field in wanted {
            let names: Vec<&'static str> =
                field.names.iter().copied().filter(|name| written(table, name).is_some()).collect();
            let Some(names) = clear(field, &names) else {
                let source = sink.source();
                sink.refuse(Refusal { source, field: field.field, found: names, expected: field.names });
                return None;
            };
            columns.push((field.field, names.iter().filter_map(|name| written(table, name)).collect()));
        }
        Some(Columns(columns))
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
fn written<R: BufRead>(table: &Table<R>, name: &str) -> Option<String> {
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

/// The names that are taken for a field, if it is clear which.
fn clear<'n>(wanted: &Wanted, found: &'n [&'static str]) -> Option<&'n [&'static str]> {
    match wanted.count {
        Count::Any => Some(found),
        // The recommended name settles it.
        _ if found.first() == wanted.names.first() => found.get(..1),
        Count::One => (found.len() == 1).then_some(found),
        Count::Optional => (found.len() <= 1).then_some(found),
    }
}
