//! Reads the declarations of a `style` attribute into typed values.
//!
//! Nothing of the source is ever copied: what goes out is written anew from
//! these values (`properties`), so escapes, comments and half-closed strings
//! have no way through. What cannot be typed is `Refused`.

use cssparser::{BasicParseErrorKind, ParseError, Parser, Token};

use super::colour::Colour;

/// Bytes of one attribute that are read.
const MAX_BYTES: usize = 8 * 1024;

/// Values of one declaration that are kept: `font` needs about a dozen.
const MAX_VALUES: usize = 24;

/// Functions within functions in which addresses are looked for.
const MAX_NESTING: usize = 6;

/// The declarations of an element, and the addresses named in them.
#[derive(Debug, Default)]
pub(super) struct Style {
    /// In the order of the source.
    pub(super) declarations: Vec<Declaration>,
    /// What a browser would have fetched.
    pub(super) addresses: Vec<String>,
}

/// `property: value value`.
#[derive(Debug)]
pub(super) struct Declaration {
    /// In lower case.
    pub(super) property: String,
    /// Its values.
    pub(super) values: Vec<Value>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A keyword, in lower case.
    Word(String),
    /// A quoted name.
    Quoted(String),
    /// A bare number.
    Number(f32),
    /// A percentage: 100 for all of it.
    Percentage(f32),
    /// A length and its unit in lower case.
    Length(f32, String),
    /// A colour in any notation.
    Colour(Colour),
    /// `,`
    Comma,
    /// `/`
    Slash,
    /// Anything else: `url()`, `calc()`, `expression()`, `!important`...
    Refused,
}

impl Style {
    /// Reads the value of a `style` attribute.
    pub(super) fn parse(source: &str) -> Self {
        let mut style = Self::default();
        let mut parser = Parser::new(&source[..source.floor_char_boundary(MAX_BYTES)]);
        while let Ok(token) = parser.next() {
            match token.clone() {
                Token::Ident(name) => style.declaration(name.to_ascii_lowercase(), &mut parser),
                Token::Semicolon => {}
                _ => style.skip(&mut parser),
            }
        }
        style
    }

    /// Reads a whole style sheet for its addresses only.
    pub(super) fn addresses_of_sheet(source: &str) -> Vec<String> {
        let mut style = Self::default();
        style.gather(&mut Parser::new(source), 0, false);
        style.addresses
    }

    fn declaration(&mut self, property: String, parser: &mut Parser<'_>) {
        if !matches!(parser.next(), Ok(Token::Colon)) {
            return self.skip(parser);
        }
        let mut values = Vec::new();
        while let Ok(token) = parser.next() {
            let token = token.clone();
            if token == Token::Semicolon {
                break;
            }
            let value = self.value(&token, parser);
            if values.len() <= MAX_VALUES {
                values.push(if values.len() == MAX_VALUES { Value::Refused } else { value });
            }
            if token == Token::Delim('!') {
                self.important(parser, &mut values);
                break;
            }
        }
        self.declarations.push(Declaration { property, values });
    }

    // What `!important` says is said anyway: there is no sheet to win over.
    fn important(&mut self, parser: &mut Parser<'_>, values: &mut Vec<Value>) {
        if matches!(parser.next(), Ok(Token::Ident(word)) if word.eq_ignore_ascii_case("important")) {
            values.pop();
        }
        self.skip(parser);
    }

    fn skip(&mut self, parser: &mut Parser<'_>) {
        while let Ok(token) = parser.next() {
            match token.clone() {
                Token::Semicolon => return,
                token => drop(self.value(&token, parser)),
            }
        }
    }

    fn value(&mut self, token: &Token<'_>, parser: &mut Parser<'_>) -> Value {
        match token {
            Token::Ident(word) => match Colour::from_name(word) {
                Some(colour) => Value::Colour(colour),
                None => Value::Word(word.to_ascii_lowercase()),
            },
            Token::Hash(digits) | Token::IDHash(digits) => {
                Colour::from_hash(digits).map_or(Value::Refused, Value::Colour)
            }
            Token::QuotedString(text) => Value::Quoted(text.to_string()),
            Token::Number { value, .. } => finite(*value, Value::Number),
            Token::Percentage { unit_value, .. } => finite(unit_value * 100.0, Value::Percentage),
            Token::Dimension { value, unit, .. } => {
                finite(*value, |value| Value::Length(value, unit.to_ascii_lowercase()))
            }
            Token::Comma => Value::Comma,
            Token::Delim('/') => Value::Slash,
            Token::UnquotedUrl(address) => self.address(address),
            Token::Function(name) => self.function(&name.to_ascii_lowercase(), parser),
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                self.nested(parser, 0, false);
                Value::Refused
            }
            _ => Value::Refused,
        }
    }

    fn address(&mut self, address: &str) -> Value {
        self.addresses.push(address.to_owned());
        Value::Refused
    }

    fn function(&mut self, name: &str, parser: &mut Parser<'_>) -> Value {
        if matches!(name, "rgb" | "rgba" | "hsl" | "hsla") {
            let numbers = parser.parse_nested_block(channels).unwrap_or_default();
            return colour(name, &numbers).map_or(Value::Refused, Value::Colour);
        }
        self.nested(parser, 0, fetches(name));
        Value::Refused
    }

    fn nested(&mut self, parser: &mut Parser<'_>, depth: usize, fetching: bool) {
        if depth < MAX_NESTING {
            let _ = parser.parse_nested_block(|inside| {
                self.gather(inside, depth + 1, fetching);
                Ok::<(), ParseError<()>>(())
            });
        }
    }

    fn gather(&mut self, parser: &mut Parser<'_>, depth: usize, fetching: bool) {
        let mut importing = false;
        while let Ok(token) = parser.next() {
            match token.clone() {
                Token::UnquotedUrl(address) => self.addresses.push(address.to_string()),
                Token::QuotedString(address) if fetching || importing => {
                    self.addresses.push(address.to_string())
                }
                Token::Function(name) => self.nested(parser, depth, fetches(&name.to_ascii_lowercase())),
                Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                    self.nested(parser, depth, false);
                }
                Token::AtKeyword(word) => importing = word.eq_ignore_ascii_case("import"),
                Token::Semicolon => importing = false,
                _ => {}
            }
        }
    }
}

fn fetches(function: &str) -> bool {
    matches!(function, "url" | "src" | "image" | "image-set" | "-webkit-image-set" | "cross-fade")
}

fn finite(value: f32, make: impl FnOnce(f32) -> Value) -> Value {
    if value.is_finite() { make(value) } else { Value::Refused }
}

/// Reads the numbers of `rgb(255, 0 0 / 50%)`; a percentage is marked by its second field.
fn channels<'i>(parser: &mut Parser<'i>) -> Result<Vec<(f32, bool)>, ParseError<()>> {
    let mut numbers = Vec::new();
    while let Ok(token) = parser.next() {
        match token {
            Token::Number { value, .. } => numbers.push((*value, false)),
            Token::Percentage { unit_value, .. } => numbers.push((*unit_value, true)),
            Token::Dimension { value, unit, .. } if unit.eq_ignore_ascii_case("deg") => {
                numbers.push((*value, false))
            }
            Token::Comma | Token::Delim('/') => {}
            _ => return Err(ParseError::from_basic_kind(BasicParseErrorKind::UnexpectedToken)),
        }
        if numbers.len() > 4 {
            break;
        }
    }
    Ok(numbers)
}

fn colour(function: &str, numbers: &[(f32, bool)]) -> Option<Colour> {
    let (first, second, third, alpha) = match *numbers {
        [first, second, third] => (first, second, third, 1.0),
        [first, second, third, (alpha, _)] => (first, second, third, alpha),
        _ => return None,
    };
    if ![first.0, second.0, third.0].iter().all(|number| number.is_finite()) {
        return None;
    }
    if function.starts_with("hsl") {
        let part = |(number, is_percentage): (f32, bool)| if is_percentage { number } else { number / 100.0 };
        return Some(Colour::from_hsl(first.0, part(second), part(third), alpha));
    }
    let channel = |(number, is_percentage): (f32, bool)| if is_percentage { number * 255.0 } else { number };
    Some(Colour::from_rgb([channel(first), channel(second), channel(third)], alpha))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, property: &str, values: &[Value]) {
        let style = Style::parse(source);
        let found = style.declarations.iter().find(|one| one.property == property);
        assert_eq!(found.map(|one| one.values.as_slice()), Some(values), "{source}");
    }

    fn word(word: &str) -> Value {
        Value::Word(word.to_owned())
    }

    #[test]
    fn values_are_typed() {
        check("COLOR: red", "color", &[Value::Colour(Colour::from_rgb([255.0, 0.0, 0.0], 1.0))]);
        check("width:10px", "width", &[Value::Length(10.0, "px".into())]);
        check("margin:1em auto", "margin", &[Value::Length(1.0, "em".into()), word("auto")]);
        check("a{}; display : none !important ; x", "display", &[word("none")]);
        check(r"d\69splay:n\6fne", "display", &[word("none")]);
        check("dis/**/play:none;display:/*x*/none", "display", &[word("none")]);
        check(
            "font-family:'A B',serif",
            "font-family",
            &[Value::Quoted("A B".into()), Value::Comma, word("serif")],
        );
        check("width:calc(1px + 2px)", "width", &[Value::Refused]);
        check("width:1e999px", "width", &[Value::Refused]);
    }

    #[test]
    fn addresses_are_noticed_in_every_spelling() {
        let spellings = [
            "background:url(http://t.example/a)",
            "background:url('http://t.example/a')",
            r"background:\75\72\6c(http://t.example/a)",
            "background:image-set('http://t.example/a' 1x)",
            "list-style:URL( \"http://t.example/a\" )",
            "x:{a:url(http://t.example/a)}",
            "} background:url(http://t.example/a)",
        ];
        for source in spellings {
            assert_eq!(Style::parse(source).addresses, ["http://t.example/a"], "{source}");
        }
        let sheet = "@import 'http://t.example/1'; p{background:url(http://t.example/2)} q{content:'x'}";
        assert_eq!(Style::addresses_of_sheet(sheet), ["http://t.example/1", "http://t.example/2"]);
    }
}
