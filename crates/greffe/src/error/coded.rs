//! What the texts of an error need to know of it.

use std::path::Path;

use crate::refusal::refused;

/// The name of an error's texts, and what they mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Names the texts, e.g. `no-such-message`.
    pub code: &'static str,
    /// Values that the texts mention, by their names there.
    pub values: Vec<(&'static str, String)>,
}

impl Coded {
    /// An error whose texts mention nothing.
    pub fn bare(code: &'static str) -> Self {
        Self::new(code, [])
    }

    /// An error whose texts mention some values.
    pub fn new<const N: usize>(code: &'static str, values: [(&'static str, String); N]) -> Self {
        Self { code, values: values.into() }
    }

    /// An error that a file or a folder has.
    pub fn at(code: &'static str, path: &Path) -> Self {
        Self::new(code, [("path", path.display().to_string())])
    }

    /// Ours: an error that should not occur, in the words of the room where it did.
    pub fn internal(detail: impl ToString) -> Self {
        Self::new("internal", [("detail", detail.to_string())])
    }

    /// Adds a value.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Adds what the [system](refused) refused, if it stands behind the error.
    pub fn because_of(mut self, error: &(dyn std::error::Error + 'static)) -> Self {
        self.values.extend(refused(error));
        self
    }
}
