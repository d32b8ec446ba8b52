//! Logs of other systems, read by a mapping that an administrator wrote (TOML).
//!
//! A mapping says by which columns or which pattern it knows its files, and what each
//! column or group means. `docs/audit-mapping.md` is its manual; its example is tested.

mod fields;
mod words;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use self::fields::Fields;
use super::input::Content;
use super::lines::{Line, Lines};
use super::sink::Sink;
use super::sniff::Head;
use super::table::Table;
use crate::error::AuditError;
use crate::model::{Form, Why};

/// No mapping is larger.
const LARGEST_FILE: u64 = 1 << 20;

/// How many lines are looked at to find one that the pattern knows.
const LINES_LOOKED_AT: usize = 50;

/// A pattern may not grow larger when compiled.
const LARGEST_PATTERN: usize = 1 << 20;

/// How to read the log of another system.
#[derive(Debug)]
pub(crate) struct Mapping {
    columns: Vec<String>,
    pattern: Option<Regex>,
    fields: Fields,
}

/// Why a text is no mapping.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum MappingError {
    /// It is no TOML, or has a key that no mapping has.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// `[match]` has neither columns nor a pattern, or both.
    #[error("`[match]` needs either `columns` or `pattern`")]
    Test,
    /// The pattern is none, or too large.
    #[error("`pattern`: {0}")]
    Pattern(#[from] regex::Error),
    /// A field that every event has is not mapped.
    #[error("`[fields]` lacks `{0}`")]
    Lacks(&'static str),
    /// A field takes its value from a column or group that the test does not name.
    #[error("`{field}` = `{from}`: no such column or group in `[match]`")]
    Unknown {
        /// The field.
        field: String,
        /// Where it was to come from.
        from: String,
    },
    /// A word that is none of those that a field can have.
    #[error("`{field}` = `{word}`; expected one of: {}", .expected.join(", "))]
    Word {
        /// The field.
        field: String,
        /// The word.
        word: String,
        /// Those that it can have.
        expected: Vec<&'static str>,
    },
}

/// Reads the mappings that were handed in.
///
/// # Errors
/// `Io` if one cannot be read, `Mapping` if it is none: what it is for would stay unread.
pub(crate) fn open_all(paths: &[PathBuf]) -> Result<Vec<Mapping>, AuditError> {
    paths.iter().map(|path| open(path)).collect()
}

fn open(path: &Path) -> Result<Mapping, AuditError> {
    let mut text = String::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST_FILE).read_to_string(&mut text));
    file.map_err(|source| AuditError::Io { path: path.to_owned(), source })?;
    Mapping::parse(&text)
        .map_err(|error| AuditError::Mapping { path: path.to_owned(), reason: error.to_string() })
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "match")]
    test: Test,
    fields: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Test {
    #[serde(default)]
    columns: Vec<String>,
    pattern: Option<String>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What is wrong with it, in words for who wrote it.
    pub(crate) fn parse(text: &str) -> Result<Mapping, MappingError> {
        let Written { test, fields, words } = toml::from_str(text)?;
        if test.columns.is_empty() == test.pattern.is_none() {
            return Err(MappingError::Test);
        }
        let compile = |pattern: &String| RegexBuilder::new(pattern).size_limit(LARGEST_PATTERN).build();
        let pattern = test.pattern.as_ref().map(compile).transpose()?;
        let names: Vec<String> = match &pattern {
            Some(pattern) => pattern.capture_names().flatten().map(str::to_owned).collect(),
            None => test.columns.clone(),
        };
        let fields = Fields::new(&fields, &words, &names)?;
        Ok(Mapping { columns: test.columns, pattern, fields })
    }

    /// Whether the mapping knows a file.
    pub(crate) fn fits(&self, head: &Head) -> bool {
        match &self.pattern {
            Some(pattern) => head.lines().take(LINES_LOOKED_AT).any(|line| pattern.is_match(line)),
            None => {
                let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
                head.has_columns(&columns)
            }
        }
    }

    /// Reads a file: each row or line is a record.
    pub(crate) fn read(&self, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
        sink.is(Form::Mapped);
        match &self.pattern {
            Some(pattern) => self.lines(pattern, content, sink),
            None => self.rows(content, sink),
        }
    }

    fn rows(&self, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
        let separator = content.head().separator();
        let mut table = Table::new(content.text(), separator);
        while let Some(row) = table.next() {
            match row {
                Ok(row) => self.fields.tell(row.record, |column| row.get(column), sink),
                Err((record, why)) => sink.unreadable(record, why),
            }
        }
        Ok(())
    }

    fn lines(&self, pattern: &Regex, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut text = content.text();
        let mut lines = Lines::new(&mut text);
        while let Some((record, line)) = lines.next()? {
            let Line::Text(line) = line else {
                sink.unreadable(record, Why::TooLarge);
                continue;
            };
            match pattern.captures(line) {
                Some(found) => {
                    self.fields.tell(record, |name| found.name(name).map(|part| part.as_str()), sink)
                }
                None => sink.unreadable(record, Why::Syntax),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
