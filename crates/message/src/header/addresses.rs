//! Address lists (RFC 5322 §3.4) as they are really written.
//!
//! Groups are flattened, comments become names, `;` separates like `,`, and
//! what cannot be read as an address is kept as a name.

use greffe_terms::Address;

use crate::defects::Defects;
use crate::header::{addr_spec, encoded_word};

/// Reads the addresses of a field whose encoded-words are still encoded.
pub(crate) fn parse(text: &str, defects: &mut Defects) -> Vec<Address> {
    let mut cursor = Cursor { text, at: 0, unclosed: Vec::new() };
    let mut addresses = Vec::new();
    let mut draft = Draft::default();
    while let Some(char) = cursor.peek() {
        match char {
            '"' => draft.take_quoted(&mut cursor),
            '(' => draft.take_comment(&mut cursor),
            '<' => {
                let inside = take_angle(&mut cursor);
                if let Some(next) = draft.next_before_angle(inside) {
                    end(std::mem::replace(&mut draft, next), &mut addresses, defects);
                }
                draft.put_angle(inside);
            }
            '=' => draft.take_word(&mut cursor),
            ',' | ';' => {
                cursor.skip(1);
                end(std::mem::take(&mut draft), &mut addresses, defects);
            }
            ':' if draft.is_group_name() => {
                cursor.skip(1);
                draft = Draft::default();
            }
            _ => draft.take_text(&mut cursor, char),
        }
    }
    end(draft, &mut addresses, defects);
    addresses
}

/// Ends a draft: it is an address, or two that no comma separates, or the comment
/// behind the others.
fn end(mut draft: Draft, addresses: &mut Vec<Address>, defects: &mut Defects) {
    if draft.is_comment_alone() && !addresses.is_empty() {
        return;
    }
    let second = draft.next_behind_angle();
    addresses.extend(draft.finish(defects));
    addresses.extend(second.and_then(|draft| draft.finish(defects)));
}

/// Takes what stands between angles, or up to the next address if they are never closed.
fn take_angle<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    if let Some(inside) = cursor.take_enclosed(closing_angle) {
        return inside;
    }
    let rest = &cursor.rest()[1..];
    let inside = &rest[..rest.find([',', ';']).unwrap_or(rest.len())];
    cursor.skip(1 + inside.len());
    inside
}

/// Where the reader stands in the text.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// Marks whose closing mark the rest does not hold: looking again at each
    /// would cost square time.
    unclosed: Vec<char>,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, octets: usize) {
        self.at += octets;
    }

    /// Takes what stands between the mark here and the closing one that `find`
    /// returns the place of; both marks are one octet.
    fn take_enclosed(&mut self, find: impl Fn(&str) -> Option<usize>) -> Option<&'a str> {
        let open = self.peek()?;
        if self.unclosed.contains(&open) {
            return None;
        }
        let inside = &self.rest()[1..];
        let Some(end) = find(inside) else {
            self.unclosed.push(open);
            return None;
        };
        self.skip(end + 2);
        Some(&inside[..end])
    }
}

/// One address under construction.
#[derive(Default)]
struct Draft {
    phrase: String,
    comment: String,
    angle: Option<String>,
    /// How much of the phrase stands before the angle.
    before_angle: usize,
    /// Part of the phrase stood in quotes or encoded: a lone word of it is a name.
    is_name: bool,
}

impl Draft {
    /// Takes the character here, whatever it is, and what follows up to the next mark.
    fn take_text(&mut self, cursor: &mut Cursor<'_>, char: char) {
        let rest = cursor.rest();
        let (here, after) = rest.split_at(char.len_utf8());
        let length = here.len() + after.bytes().position(is_mark).unwrap_or(after.len());
        self.phrase.push_str(&rest[..length]);
        cursor.skip(length);
    }

    fn take_quoted(&mut self, cursor: &mut Cursor<'_>) {
        let Some(quoted) = cursor.take_enclosed(closing_quote) else {
            return cursor.skip(1);
        };
        if cursor.peek() == Some('@') {
            // A quoted local part: the quotes belong to the address.
            let rest = cursor.rest();
            let domain = &rest[..rest.find([' ', '\t', ',', ';', '<']).unwrap_or(rest.len())];
            cursor.skip(domain.len());
            self.angle = Some(format!("\"{quoted}\"{domain}"));
            return;
        }
        self.is_name = true;
        self.phrase.push_str(&unescape(quoted));
    }

    fn take_comment(&mut self, cursor: &mut Cursor<'_>) {
        match cursor.take_enclosed(closing_paren) {
            Some(comment) if self.is_spelled_at(comment, cursor) => {
                self.phrase.extend(["(", comment, ")"]);
            }
            Some(comment) => {
                if !self.comment.is_empty() {
                    self.comment.push(' ');
                }
                self.comment.push_str(&unescape(comment));
                self.phrase.push(' ');
            }
            None => {
                self.phrase.push('(');
                cursor.skip(1);
            }
        }
    }

    /// `jo(a)b.example`: no comment, but what archives of lists write for the `@`.
    fn is_spelled_at(&self, comment: &str, cursor: &Cursor<'_>) -> bool {
        let joins = self.phrase.ends_with(|char: char| !char.is_whitespace())
            && cursor.peek().is_some_and(char::is_alphanumeric);
        self.angle.is_none() && (comment == "at" || comment == "a" && joins)
    }

    fn put_angle(&mut self, inside: &str) {
        match &self.angle {
            Some(earlier) if !earlier.is_empty() => self.phrase.extend(["<", inside, ">"]),
            _ => {
                self.angle = Some(addr_spec::read(inside));
                self.before_angle = self.phrase.len();
            }
        }
    }

    /// Returns the draft that an angle with an address begins after one that has its own:
    /// the comma before it was forgotten, and what stands between them is a name.
    fn next_before_angle(&mut self, inside: &str) -> Option<Self> {
        (self.has_address() && inside.contains('@')).then(|| self.split_off())
    }

    /// Returns the draft of an address that stands behind the angle, without a comma.
    fn next_behind_angle(&mut self) -> Option<Self> {
        let behind = self.phrase.get(self.before_angle..)?;
        (self.has_address() && behind.split_whitespace().any(addr_spec::is_one)).then(|| self.split_off())
    }

    fn has_address(&self) -> bool {
        self.angle.as_deref().is_some_and(addr_spec::is_one)
    }

    fn split_off(&mut self) -> Self {
        let phrase = self.phrase.split_off(self.before_angle);
        Self { phrase, is_name: self.is_name, ..Self::default() }
    }

    fn is_comment_alone(&self) -> bool {
        self.angle.is_none() && self.phrase.trim().is_empty()
    }

    /// An encoded-word may hold a raw comma or colon: it is taken whole.
    fn take_word(&mut self, cursor: &mut Cursor<'_>) {
        let rest = cursor.rest();
        let length = encoded_word::length(rest);
        self.is_name |= length.is_some();
        let length = length.unwrap_or(1);
        self.phrase.push_str(&rest[..length]);
        cursor.skip(length);
    }

    fn is_group_name(&self) -> bool {
        self.angle.is_none() && !self.phrase.contains(['@', '['])
    }

    fn finish(self, defects: &mut Defects) -> Option<Address> {
        let mut decode = |text: &str| {
            let decoded = encoded_word::decode(text.trim(), defects);
            single_spaced(&decoded)
        };
        let comment = decode(&self.comment);
        if let Some(address) = self.angle {
            let name = with_comment(decode(&self.phrase), comment);
            return (name.is_some() || !address.is_empty()).then_some(Address { name, address });
        }
        let phrase = self.phrase.trim();
        if let Some(at_word) = phrase.split_whitespace().find(|word| word.contains('@')) {
            let others = decode(&phrase.replacen(at_word, "", 1));
            let address = decode(at_word.trim_matches(['<', '>']));
            return Some(Address { name: with_comment(others, comment), address });
        }
        if let Some(address) = addr_spec::spelled_out(phrase) {
            return Some(Address { name: with_comment(String::new(), comment), address });
        }
        let is_local = !self.is_name && !phrase.is_empty() && !phrase.contains(char::is_whitespace);
        if is_local {
            return Some(Address { name: with_comment(String::new(), comment), address: phrase.to_owned() });
        }
        let name = with_comment(decode(phrase), comment)?;
        Some(Address { name: Some(name), address: String::new() })
    }
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'(' | b'<' | b'=' | b',' | b';' | b':')
}

fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// A comment is the name where there is no other, else it stands beside it.
fn with_comment(name: String, comment: String) -> Option<String> {
    match (name.is_empty(), comment.is_empty()) {
        (true, true) => None,
        (true, false) => Some(comment),
        (false, true) => Some(name),
        (false, false) => Some(format!("{name} ({comment})")),
    }
}

fn closing_quote(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}

fn closing_paren(inside: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (1_usize, false);
    inside.bytes().position(|byte| {
        match byte {
            b'(' if !escaped => depth += 1,
            b')' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
        depth == 0
    })
}

fn closing_angle(inside: &str) -> Option<usize> {
    let mut quoted = false;
    let outside_quotes = inside.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    outside_quotes.or_else(|| inside.find('>'))
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        plain.push(if char == '\\' { chars.next().unwrap_or(char) } else { char });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_really_written() {
        let check = |text: &str, expect: &[(&str, &str)]| {
            let read = parse(text, &mut Defects::default());
            let read: Vec<_> = read
                .iter()
                .map(|read| (read.name.as_deref().unwrap_or_default(), read.address.as_str()))
                .collect();
            assert_eq!(read, expect, "{text:?}");
        };
        check("a@b.example", &[("", "a@b.example")]);
        check("Jean Petit <jean@b.example>", &[("Jean Petit", "jean@b.example")]);
        check("\"Petit, Jean\" <jean@b.example>, c@d", &[("Petit, Jean", "jean@b.example"), ("", "c@d")]);
        check("\"a \\\"b\\\"\" <c@d>", &[("a \"b\"", "c@d")]);
        check("jean@b.example (Jean (le) Petit)", &[("Jean (le) Petit", "jean@b.example")]);
        check("=?utf-8?Q?Ren=C3=A9,_X?= <r@b>", &[("René, X", "r@b")]);
        check("=?utf-8?Q?Ren=C3?= =?utf-8?Q?=A9?= <r@b>", &[("René", "r@b")]);
        check("\"=?utf-8?Q?Ren=C3=A9?=\" <r@b>", &[("René", "r@b")]);
        check("Les amis: a@b, C <c@d>; e@f", &[("", "a@b"), ("C", "c@d"), ("", "e@f")]);
        check("undisclosed-recipients:;", &[]);
        check("a@b; c@d", &[("", "a@b"), ("", "c@d")]);
        check("\"john doe\"@b.example", &[("", "\"john doe\"@b.example")]);
        check("<@x,@y:a@b>", &[("", "a@b")]);
        check("<a @ b>", &[("", "a@b")]);
        check("<>", &[]);
        check("MAILER-DAEMON <>", &[("MAILER-DAEMON", "")]);
        check("Jean (bureau) <a@b>", &[("Jean (bureau)", "a@b")]);
        check("=?utf-8?Q?a@b?=@c.example", &[("", "a@b@c.example")]);
        check("root (Charlie Root)", &[("Charlie Root", "root")]);
        check("Jean Petit", &[("Jean Petit", "")]);
        check("Jean jean@b.example", &[("Jean", "jean@b.example")]);
        check("a@b <c@d>", &[("a@b", "c@d")]);
        check("Jean <jean@b, c@d", &[("Jean", "jean@b"), ("", "c@d")]);
        check("Jean (chef <a@b>, c@d", &[("Jean (chef", "a@b"), ("", "c@d")]);
        check("\"Jean <a@b>", &[("Jean", "a@b")]);
        check("jean at b.example (Jean Petit)", &[("Jean Petit", "jean@b.example")]);
        check("Jean Petit <jean at b.example>", &[("Jean Petit", "jean@b.example")]);
        check("jean(a)b.example, eve (at) b.example", &[("", "jean@b.example"), ("", "eve@b.example")]);
        check("Jean (a) <a@b>", &[("Jean (a)", "a@b")]);
        check("Jean at home", &[("Jean at home", "")]);
        check("Jean <a@b> Eve <c@d>", &[("Jean", "a@b"), ("Eve", "c@d")]);
        check("Jean <a@b>  c@d, e@f", &[("Jean", "a@b"), ("", "c@d"), ("", "e@f")]);
        check("<a@b> Jean", &[("Jean", "a@b")]);
        check("Jean <> <a@b>", &[("Jean", "a@b")]);
        check("a@b>", &[("", "a@b")]);
        check("Les amis: a@b; (c'est tout)", &[("", "a@b")]);
        check("Jean(chef) <a(bureau)@b(ici)>", &[("Jean (chef)", "a@b")]);
        check("", &[]);
        check(",;, ,", &[]);
    }

    #[test]
    fn hostile_marks_take_linear_time() {
        for seed in ["(", "<", "\"", "=?", "<\"", "a:", "a@b,", "((a)", "\\", "<a@b> ", "a(a)b"] {
            parse(&seed.repeat(100_000), &mut Defects::default());
        }
    }
}
