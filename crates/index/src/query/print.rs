//! The canonical form of a query.

use std::fmt::{self, Display, Formatter};

use super::field::Field;
use super::{Condition, Ending, Matcher, Name, Node, OneMessage, Query, Scope, Word};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Node::Everything => Ok(()),
            Node::Text(scope, matcher) => {
                field(f, Field::In(*scope))?;
                matcher.fmt(f)
            }
            Node::Fact(condition) => condition.fmt(f),
            Node::NotMade(operator, value) => {
                field(f, Field::NotMade(*operator))?;
                quoted(f, value)
            }
            Node::All(parts) => joined(f, parts, " ", |part| matches!(part, Node::Any(_))),
            Node::Any(parts) => joined(f, parts, " OR ", |_| false),
            Node::Not(part) => {
                f.write_str("-")?;
                let compound = matches!(**part, Node::All(_) | Node::Any(_) | Node::Not(_));
                in_parentheses_if(f, part, compound)
            }
        }
    }
}

impl Display for Matcher {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Matcher::Word(word) => word.fmt(f),
            Matcher::Phrase { text, prefix } => {
                quoted(f, text)?;
                f.write_str(star(*prefix))
            }
            Matcher::Near { words, gap } => {
                f.write_str("near(")?;
                for (i, word) in words.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { " " })?;
                    word.fmt(f)?;
                }
                write!(f, ", {gap})")
            }
        }
    }
}

impl Display for Word {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.ending {
            Ending::Plain => Ok(()),
            Ending::Prefix => f.write_str("*"),
            Ending::Distance(distance) => write!(f, "~{distance}"),
        }
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Condition::After(span) => write!(f, "after:{span}"),
            Condition::Before(span) => write!(f, "before:{span}"),
            Condition::On(span) => write!(f, "on:{span}"),
            Condition::Named(named, name) => write!(f, "{}:{name}", named.as_str()),
            Condition::Kind(kind) => write!(f, "kind:{kind}"),
            Condition::Verdict(verdict) => write!(f, "verdict:{verdict}"),
            Condition::Reason(reason) => write!(f, "reason:{reason}"),
            Condition::Larger(bytes) => write!(f, "larger:{bytes}"),
            Condition::Smaller(bytes) => write!(f, "smaller:{bytes}"),
            Condition::Has(what) => write!(f, "has:{}", what.as_str()),
            Condition::Print(digits) => write!(f, "print:{digits}"),
            Condition::MessageId(id) => {
                f.write_str("message-id:")?;
                quoted(f, id)
            }
            Condition::Thread(message) => write!(f, "thread:{message}"),
            Condition::Similar(message) => write!(f, "similar:{message}"),
        }
    }
}

impl Display for OneMessage {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            OneMessage::Print(digits) => f.write_str(digits),
            OneMessage::MessageId(id) => quoted(f, id),
        }
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        quoted(f, &self.text)?;
        f.write_str(star(self.prefix))
    }
}

fn field(f: &mut Formatter<'_>, field: Field) -> fmt::Result {
    if field == Field::In(Scope::Anywhere) { Ok(()) } else { write!(f, "{}:", field.name()) }
}

fn star(prefix: bool) -> &'static str {
    if prefix { "*" } else { "" }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn joined(f: &mut Formatter<'_>, parts: &[Node], between: &str, wrap: fn(&Node) -> bool) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        f.write_str(if i == 0 { "" } else { between })?;
        in_parentheses_if(f, part, wrap(part))?;
    }
    Ok(())
}

fn in_parentheses_if(f: &mut Formatter<'_>, part: &Node, wrap: bool) -> fmt::Result {
    if wrap { write!(f, "({part})") } else { part.fmt(f) }
}
