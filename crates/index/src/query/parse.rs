//! Reading a query, one pass from left to right.
//!
//! ```text
//! any   = all ("OR" all)*
//! all   = term ("AND"? term)*
//! term  = ("-" | "NOT") atom | atom
//! atom  = "(" any ")" | field ":" value | value
//! value = word | "phrase" | near(words, n) | "(" any ")"
//! ```
//! Inside `field:( )` every value belongs to that field.

use std::ops::Range;

use greffe_terms::{Kind, Reason, Verdict};

use super::field::{self, Field};
use super::{Condition, DateSpan, Ending, Expected, Matcher, Name, Node, Query, QueryError};
use super::{OneMessage, Scope, Trait, Word};
use crate::words::Words;

const MAX_BYTES: usize = 8192;
const MAX_LEVELS: usize = 64;
const MAX_TERMS: usize = 1024;
const MAX_FUZZY: usize = 32;
const MAX_GAP: u32 = 999;

/// Reads a query; nothing at all asks for everything.
///
/// # Errors
/// Says where the query went wrong and what was expected there.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    if text.len() > MAX_BYTES {
        return Err(QueryError { at: 0..text.len(), expected: Expected::Shorter { bytes: MAX_BYTES } });
    }
    let mut parser = Parser { text, at: 0, levels: 0, terms: 0, fuzzy: 0 };
    parser.skip_space();
    if parser.at == text.len() {
        return Ok(Query { root: Node::Everything });
    }
    let root = parser.any(Field::In(Scope::Anywhere))?;
    match parser.peek() {
        None => Ok(Query { root }),
        Some(_) => Err(parser.missing(Expected::OpeningParenthesis)),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    levels: usize,
    terms: usize,
    fuzzy: usize,
}

/// A value as typed.
struct Value {
    text: String,
    /// In quotation marks.
    quoted: bool,
    /// A star followed the closing quotation mark.
    starred: bool,
    at: Range<usize>,
}

type Parsed<T> = Result<T, QueryError>;

impl<'a> Parser<'a> {
    fn any(&mut self, field: Field) -> Parsed<Node> {
        let mut parts = vec![self.all(field)?];
        while self.take_keyword("OR") {
            parts.push(self.all(field)?);
        }
        Ok(Node::any(parts))
    }

    fn all(&mut self, field: Field) -> Parsed<Node> {
        let mut parts = vec![self.term(field)?];
        loop {
            self.skip_space();
            if matches!(self.peek(), None | Some(')')) || self.at_keyword("OR") {
                return Ok(Node::all(parts));
            }
            self.take_keyword("AND");
            parts.push(self.term(field)?);
        }
    }

    fn term(&mut self, field: Field) -> Parsed<Node> {
        self.skip_space();
        let dash = self.take('-');
        if !dash && !self.take_keyword("NOT") {
            return self.atom(field);
        }
        if !dash {
            self.skip_space();
        }
        if self.peek() == Some('-') || self.at_keyword("NOT") {
            return Err(self.missing(Expected::TermNotNegatedTwice));
        }
        Ok(Node::Not(Box::new(self.atom(field)?)))
    }

    fn atom(&mut self, field: Field) -> Parsed<Node> {
        match self.peek() {
            None | Some(')') => return Err(self.missing(Expected::Term)),
            Some(char) if char.is_whitespace() => return Err(self.missing(Expected::Term)),
            Some('(') => return self.group(field),
            Some(_) => {}
        }
        if let Some(keyword) = ["OR", "AND", "NOT"].into_iter().find(|word| self.at_keyword(word)) {
            return Err(error(self.at..self.at + keyword.len(), Expected::Term));
        }
        match self.take_field(field)? {
            Some(named) => self.value_of(named),
            None => self.value(field),
        }
    }

    /// Takes `name:` if it stands here and no field's group is open.
    fn take_field(&mut self, open: Field) -> Parsed<Option<Field>> {
        let rest = self.rest();
        let letters =
            rest.find(|char: char| !char.is_ascii_alphabetic() && char != '-').unwrap_or(rest.len());
        if letters == 0 || !rest[letters..].starts_with(':') {
            return Ok(None);
        }
        let (start, name) = (self.at, &rest[..letters]);
        let found = Field::by_name(name);
        if open != Field::In(Scope::Anywhere) {
            let inside = Expected::NoFieldInside { field: open.name() };
            return if found.is_some() { Err(error(start..start + letters, inside)) } else { Ok(None) };
        }
        let unknown = || Expected::Field { found: name.to_owned(), valid: field::names() };
        let field = found.ok_or_else(|| error(start..start + letters, unknown()))?;
        self.at += letters + 1;
        Ok(Some(field))
    }

    fn value_of(&mut self, field: Field) -> Parsed<Node> {
        match self.peek() {
            Some('(') => self.group(field),
            Some(char) if char != ')' && !char.is_whitespace() => self.value(field),
            _ => Err(self.missing(Expected::Value { field: field.name() })),
        }
    }

    fn group(&mut self, field: Field) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        self.levels += 1;
        if self.levels > MAX_LEVELS {
            return Err(error(start..self.at, Expected::Shallower { levels: MAX_LEVELS }));
        }
        let inner = self.any(field)?;
        self.skip_space();
        if !self.take(')') {
            return Err(self.missing(Expected::ClosingParenthesis));
        }
        self.levels -= 1;
        Ok(inner)
    }

    fn value(&mut self, field: Field) -> Parsed<Node> {
        self.count_term()?;
        if let Field::In(scope) = field
            && self.take_near()
        {
            return Ok(Node::Text(scope, self.near()?));
        }
        let value = match self.peek().and_then(closing_quote) {
            Some(close) => self.quoted(close)?,
            None => self.unquoted(ends_word),
        };
        self.understand(field, value)
    }

    fn count_term(&mut self) -> Parsed<()> {
        self.terms += 1;
        let too_many = error(self.at..self.at, Expected::FewerTerms { terms: MAX_TERMS });
        if self.terms > MAX_TERMS { Err(too_many) } else { Ok(()) }
    }

    fn take_near(&mut self) -> bool {
        let found = self.rest().get(..5).is_some_and(|head| head.eq_ignore_ascii_case("near("));
        self.at += if found { 5 } else { 0 };
        found
    }

    fn near(&mut self) -> Parsed<Matcher> {
        let mut words = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(',') if !words.is_empty() => break,
                Some(char) if !ends_word(char) && char != ',' => {
                    let value = self.unquoted(|char| ends_word(char) || char == ',');
                    self.count_term()?;
                    words.push(self.word(&value)?);
                }
                _ => return Err(self.missing(Expected::NearDistance { largest: MAX_GAP })),
            }
        }
        self.at += 1;
        self.skip_space();
        let number = self.unquoted(|char| ends_word(char) || char == ',');
        let gap = number.text.parse().ok().filter(|gap| *gap <= MAX_GAP);
        let gap = gap.ok_or_else(|| error(number.at, Expected::NearDistance { largest: MAX_GAP }))?;
        self.skip_space();
        if !self.take(')') {
            return Err(self.missing(Expected::ClosingParenthesis));
        }
        Ok(Matcher::Near { words, gap })
    }

    fn quoted(&mut self, close: char) -> Parsed<Value> {
        let start = self.at;
        self.bump();
        let mut text = String::new();
        loop {
            match self.bump() {
                None => return Err(error(start..self.at, Expected::ClosingQuote(close))),
                Some(char) if char == close => break,
                Some('\\') if matches!(self.peek(), Some('"' | '\\')) => text.extend(self.bump()),
                Some(char) => text.push(char),
            }
        }
        let starred = self.take('*');
        Ok(Value { text, quoted: true, starred, at: start..self.at })
    }

    fn unquoted(&mut self, ends: impl Fn(char) -> bool) -> Value {
        let start = self.at;
        self.at += self.rest().find(ends).unwrap_or(self.rest().len());
        let text = self.text[start..self.at].to_owned();
        Value { text, quoted: false, starred: false, at: start..self.at }
    }

    fn understand(&mut self, field: Field, value: Value) -> Parsed<Node> {
        let condition = match field {
            Field::In(scope) => return Ok(Node::Text(scope, self.matcher(value)?)),
            Field::NotMade(operator) => return Ok(Node::NotMade(operator, value.text)),
            Field::After => Condition::After(date(&value)?),
            Field::Before => Condition::Before(date(&value)?),
            Field::On => Condition::On(date(&value)?),
            Field::Year => Condition::On(year(&value)?),
            Field::Kind => Condition::Kind(kind(&value)?),
            Field::Verdict => Condition::Verdict(verdict(&value)?),
            Field::Reason => Condition::Reason(reason(&value)?),
            Field::Has => Condition::Has(has(&value)?),
            Field::Larger => Condition::Larger(size_bytes(&value)?),
            Field::Smaller => Condition::Smaller(size_bytes(&value)?),
            Field::Print => Condition::Print(print(&value)?),
            Field::MessageId => Condition::MessageId(message_id(&value)?),
            Field::Thread => Condition::Thread(one_message(&value)?),
            Field::Similar => Condition::Similar(one_message(&value)?),
            Field::Named(named) => Condition::Named(named, name(field, value)?),
        };
        Ok(Node::Fact(condition))
    }

    fn matcher(&mut self, value: Value) -> Parsed<Matcher> {
        if !value.quoted {
            return Ok(Matcher::Word(self.word(&value)?));
        }
        require_word(&value.text, &value.at)?;
        Ok(Matcher::Phrase { text: value.text, prefix: value.starred })
    }

    fn word(&mut self, value: &Value) -> Parsed<Word> {
        let (text, ending) = split_ending(value)?;
        if let Ending::Distance(_) = ending {
            self.fuzzy += 1;
        }
        if self.fuzzy > MAX_FUZZY {
            return Err(error(value.at.clone(), Expected::FewerFuzzyWords { words: MAX_FUZZY }));
        }
        require_word(text, &value.at)?;
        Ok(Word { text: text.to_owned(), ending })
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }

    fn take(&mut self, expect: char) -> bool {
        let found = self.peek() == Some(expect);
        self.at += if found { expect.len_utf8() } else { 0 };
        found
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Says whether `word` stands here as a word of its own, in capitals.
    fn at_keyword(&self, word: &str) -> bool {
        let after = self.rest().strip_prefix(word).map(|rest| rest.chars().next());
        after.is_some_and(|next| next.is_none_or(ends_word))
    }

    fn take_keyword(&mut self, word: &str) -> bool {
        self.skip_space();
        let found = self.at_keyword(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn missing(&self, expected: Expected) -> QueryError {
        let width = self.peek().map_or(0, char::len_utf8);
        error(self.at..self.at + width, expected)
    }
}

fn error(at: Range<usize>, expected: Expected) -> QueryError {
    QueryError { at, expected }
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' | '”' | '„' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

fn ends_word(char: char) -> bool {
    char.is_whitespace() || matches!(char, '(' | ')' | '»') || closing_quote(char).is_some()
}

fn split_ending(value: &Value) -> Parsed<(&str, Ending)> {
    let refuse = |expected| Err(error(value.at.clone(), expected));
    let (text, ending) = match value.text.strip_suffix('*') {
        Some(text) => (text, Ending::Prefix),
        None => match value.text.rsplit_once('~') {
            None => (&*value.text, Ending::Plain),
            Some((text, "1")) => (text, Ending::Distance(1)),
            Some((text, "2")) => (text, Ending::Distance(2)),
            Some(_) => return refuse(Expected::Distance),
        },
    };
    match text {
        text if text.contains('*') => refuse(Expected::StarAtEnd),
        text if text.contains('~') => refuse(Expected::Distance),
        text => Ok((text, ending)),
    }
}

fn require_word(text: &str, at: &Range<usize>) -> Parsed<()> {
    let folded = greffe_message::fold(text);
    let found = Words::new(&folded).next().is_some();
    if found { Ok(()) } else { Err(error(at.clone(), Expected::LetterOrDigit)) }
}

fn date(value: &Value) -> Parsed<DateSpan> {
    DateSpan::parse(&value.text).ok_or_else(|| error(value.at.clone(), Expected::Date))
}

fn year(value: &Value) -> Parsed<DateSpan> {
    let year = DateSpan::parse(&value.text).filter(|span| span.is_year());
    year.ok_or_else(|| error(value.at.clone(), Expected::Year))
}

fn kind(value: &Value) -> Parsed<Kind> {
    let valid = || Expected::OneOf { field: "kind", valid: Kind::ALL.map(Kind::as_str).to_vec() };
    value.text.to_lowercase().parse().map_err(|_| error(value.at.clone(), valid()))
}

fn verdict(value: &Value) -> Parsed<Verdict> {
    let valid = || Expected::OneOf { field: "verdict", valid: Verdict::ALL.map(Verdict::as_str).to_vec() };
    value.text.to_lowercase().parse().map_err(|_| error(value.at.clone(), valid()))
}

fn reason(value: &Value) -> Parsed<Reason> {
    let words = || Reason::ALL.iter().map(|reason| reason.as_str()).collect();
    let valid = || Expected::OneOf { field: "reason", valid: words() };
    value.text.to_lowercase().parse().map_err(|_| error(value.at.clone(), valid()))
}

fn has(value: &Value) -> Parsed<Trait> {
    let valid = || Expected::OneOf { field: "has", valid: Trait::ALL.map(Trait::as_str).to_vec() };
    let wanted = value.text.to_lowercase();
    let found = Trait::ALL.into_iter().find(|known| known.as_str() == wanted);
    found.ok_or_else(|| error(value.at.clone(), valid()))
}

fn size_bytes(value: &Value) -> Parsed<u64> {
    let digits = value.text.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let unit = match &value.text[digits.len()..] {
        "" => Some(1),
        "k" | "K" => Some(1_000),
        "m" | "M" => Some(1_000_000),
        "g" | "G" => Some(1_000_000_000),
        _ => None,
    };
    let number = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let size = number.and_then(|digits| digits.parse::<u64>().ok()?.checked_mul(unit?));
    size.ok_or_else(|| error(value.at.clone(), Expected::Size))
}

fn print(value: &Value) -> Parsed<String> {
    let (least, most) = (4, 64);
    let digits = value.text.to_ascii_lowercase();
    let fits = (least..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if fits { Ok(digits) } else { Err(error(value.at.clone(), Expected::HexDigits { least, most })) }
}

fn message_id(value: &Value) -> Parsed<String> {
    let id = value.text.trim().trim_start_matches('<').trim_end_matches('>');
    if id.is_empty() {
        return Err(error(value.at.clone(), Expected::Value { field: "message-id" }));
    }
    Ok(id.to_owned())
}

fn one_message(value: &Value) -> Parsed<OneMessage> {
    if value.text.contains('@') {
        return Ok(OneMessage::MessageId(message_id(value)?));
    }
    let print = print(value).map_err(|wrong| error(wrong.at, Expected::PrintOrMessageId))?;
    Ok(OneMessage::Print(print))
}

fn name(field: Field, value: Value) -> Parsed<Name> {
    let star = if value.quoted { None } else { value.text.strip_suffix('*') };
    let prefix = value.starred || star.is_some();
    let text = star.unwrap_or(&value.text).trim();
    if text.is_empty() {
        return Err(error(value.at, Expected::Value { field: field.name() }));
    }
    Ok(Name { text: text.to_owned(), prefix })
}
