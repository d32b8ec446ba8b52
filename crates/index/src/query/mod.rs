//! The query language: what a person types, as a tree, and back.
//!
//! [`parse`] reads it, `Display` prints the canonical form, and
//! `parse(print(q)) == q`: the printed form is what a sealed request will sign.
//! Nothing here knows an archive; what a tree *finds* is decided in `search`.

mod date;
mod error;
mod field;
mod parse;
mod print;
#[cfg(test)]
mod tests;

use greffe_terms::{Kind, Reason, Verdict};

pub(crate) use date::DateSpan;
pub use error::{Expected, QueryError};
pub(crate) use field::{Field, Scope, Trait, names as field_names};
pub use field::{Named, NotMade};
pub use parse::parse;

/// A query that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(crate) root: Node,
}

/// A part of a query.
///
/// Kept in normal form: no `All` directly in an `All`, no `Any` in an `Any`,
/// both have at least two parts, and `Everything` is only ever the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Everything,
    Text(Scope, Matcher),
    Fact(Condition),
    NotMade(NotMade, String),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// What is looked for in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Matcher {
    Word(Word),
    /// Exact words in this order; with `prefix`, the last one may go on.
    Phrase {
        text: String,
        prefix: bool,
    },
    /// All words in one window that holds at most `gap` others.
    Near {
        words: Vec<Word>,
        gap: u32,
    },
}

/// An unquoted word as typed, without its ending. It may hold several words of
/// the index (`l'eau`), which then stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) ending: Ending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Plain,
    Prefix,
    Distance(u8),
}

/// A condition on what is known of a message besides its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    After(DateSpan),
    Before(DateSpan),
    On(DateSpan),
    Named(Named, Name),
    Kind(Kind),
    Verdict(Verdict),
    Reason(Reason),
    /// More octets than this.
    Larger(u64),
    /// Fewer octets than this.
    Smaller(u64),
    Has(Trait),
    /// The message id begins with these hexadecimal digits.
    Print(String),
    MessageId(String),
    /// The thread of a message.
    Thread(OneMessage),
    /// The messages that say nearly the same as a message, itself among them.
    Similar(OneMessage),
}

/// A message, named by its print or its Message-ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OneMessage {
    Print(String),
    MessageId(String),
}

/// A name as typed; with `prefix`, names that begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) prefix: bool,
}

impl Node {
    /// Joins parts that must all hold. There is at least one.
    pub(crate) fn all(parts: Vec<Node>) -> Node {
        let flat = parts.into_iter().flat_map(|part| match part {
            Node::All(inner) => inner,
            other => vec![other],
        });
        single_or(flat.collect(), Node::All)
    }

    /// Joins parts of which one must hold. There is at least one.
    pub(crate) fn any(parts: Vec<Node>) -> Node {
        let flat = parts.into_iter().flat_map(|part| match part {
            Node::Any(inner) => inner,
            other => vec![other],
        });
        single_or(flat.collect(), Node::Any)
    }
}

fn single_or(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match parts.len() {
        1 => parts.swap_remove(0),
        _ => join(parts),
    }
}
