//! One record by the names of its fields, whether it was a row, an object or an element.

use super::parameters::{bare, flattened, list, truth};
use crate::read::table::Row;

/// A record whose fields are found by name; case does not matter.
pub(crate) trait Fields {
    /// The text of a field, trimmed; none if it is not there, empty, or a type's name.
    fn text(&self, name: &str) -> Option<&str>;

    /// The items of a field that is a list.
    fn items(&self, name: &str) -> Vec<&str> {
        self.text(name).map(list).unwrap_or_default()
    }

    /// Name and value of each item of a field that is a list of such pairs; the value is none where
    /// the export kept the name alone.
    fn pairs(&self, name: &str) -> Vec<(&str, Option<&str>)>;

    /// Whether the field was there and the export lost what it said.
    fn lost(&self, name: &str) -> bool;
}

impl Fields for Row<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).map(bare).filter(|cell| !cell.is_empty() && !flattened(cell))
    }

    fn pairs(&self, _name: &str) -> Vec<(&str, Option<&str>)> {
        Vec::new()
    }

    fn lost(&self, name: &str) -> bool {
        self.get(name).is_some_and(flattened)
    }
}

/// The first of `names` that the record has a text for.
pub(super) fn first<'f>(fields: &'f dyn Fields, names: &[&str]) -> Option<&'f str> {
    names.iter().find_map(|name| fields.text(name))
}

/// Whether a field says yes; none if it is not there or says something else.
pub(super) fn switch(fields: &dyn Fields, name: &str) -> Option<bool> {
    fields.text(name).and_then(truth)
}
