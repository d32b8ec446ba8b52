//! Where a query stops making sense, and what was expected there.

use std::fmt;
use std::ops::Range;

use super::field;

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at bytes {}..{}: expected {expected}", at.start, at.end)]
pub struct QueryError {
    /// The bytes of the input that are wrong; empty where something is missing.
    pub at: Range<usize>,
    /// What could have stood there.
    pub expected: Expected,
}

/// What a query could have held where it went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A word, a phrase, a field or a group.
    Term,
    /// A term that does not begin with `-`: one is enough.
    TermNotNegatedTwice,
    /// At least one letter or digit.
    LetterOrDigit,
    /// A closing quotation mark; what follows is the one expected.
    ClosingQuote(char),
    /// A closing parenthesis for the one that is open.
    ClosingParenthesis,
    /// The end of the query, or a space and a term: a parenthesis closes that never opened.
    OpeningParenthesis,
    /// One of the fields; quote a word that merely holds a colon.
    Field {
        /// What was typed.
        found: String,
        /// The names that exist.
        valid: Vec<&'static str>,
    },
    /// A value right after the colon, without a space.
    Value {
        /// The field's name.
        field: &'static str,
    },
    /// A value, not another field inside this field's group.
    NoFieldInside {
        /// The field of the group.
        field: &'static str,
    },
    /// A `*` only at the end of a word; quote it otherwise.
    StarAtEnd,
    /// A distance of 1 or 2 after `~`; quote it otherwise.
    Distance,
    /// Words, then a comma, then how many other words may stand between: 0 to this.
    NearDistance {
        /// The largest number allowed.
        largest: u32,
    },
    /// A date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    Date,
    /// A year: `YYYY`.
    Year,
    /// A size: a number, then nothing, `k`, `M` or `G` (of 1,000).
    Size,
    /// One of a few words.
    OneOf {
        /// The field's name.
        field: &'static str,
        /// The words.
        valid: Vec<&'static str>,
    },
    /// Hexadecimal digits, so many at least and at most.
    HexDigits {
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// A print (hexadecimal digits) or a Message-ID (with an `@`).
    PrintOrMessageId,
    /// A query of at most this many bytes.
    Shorter {
        /// The limit.
        bytes: usize,
    },
    /// Parentheses at most this deep.
    Shallower {
        /// The limit.
        levels: usize,
    },
    /// At most so many terms in one query.
    FewerTerms {
        /// The limit.
        terms: usize,
    },
    /// At most so many words with `~` in one query.
    FewerFuzzyWords {
        /// The limit.
        words: usize,
    },
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Term => f.write_str("a word, a phrase, a field or a group"),
            Expected::TermNotNegatedTwice => f.write_str("a term: one `-` is enough"),
            Expected::LetterOrDigit => f.write_str("at least one letter or digit"),
            Expected::ClosingQuote(quote) => write!(f, "a closing `{quote}`"),
            Expected::ClosingParenthesis => f.write_str("a closing `)`"),
            Expected::OpeningParenthesis => f.write_str("an opening `(` before this"),
            Expected::Field { found, .. } => {
                write!(
                    f,
                    "a field instead of `{found}` (one of {}), or quotation marks",
                    field::names().join(", ")
                )
            }
            Expected::Value { field } => write!(f, "a value right after `{field}:`"),
            Expected::NoFieldInside { field } => write!(f, "values only in the group of `{field}:`"),
            Expected::StarAtEnd => f.write_str("`*` only at the end of a word, or quotation marks"),
            Expected::Distance => f.write_str("`1` or `2` after `~`, or quotation marks"),
            Expected::NearDistance { largest } => {
                write!(f, "words, a comma and a number from 0 to {largest}")
            }
            Expected::Date => f.write_str("a date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`"),
            Expected::Year => f.write_str("a year: `YYYY`"),
            Expected::Size => f.write_str("a size: a number, then nothing, `k`, `M` or `G`"),
            Expected::OneOf { field, valid } => write!(f, "after `{field}:` one of {}", valid.join(", ")),
            Expected::HexDigits { least, most } => write!(f, "{least} to {most} hexadecimal digits"),
            Expected::PrintOrMessageId => f.write_str("a print or a Message-ID"),
            Expected::Shorter { bytes } => write!(f, "at most {bytes} bytes"),
            Expected::Shallower { levels } => write!(f, "at most {levels} levels of parentheses"),
            Expected::FewerTerms { terms } => write!(f, "at most {terms} terms"),
            Expected::FewerFuzzyWords { words } => write!(f, "at most {words} words with `~`"),
        }
    }
}
