//! Feeds hostile HTML to html5ever's tokenizer in small steps, so that it can be stopped.
//!
//! html5ever has no limits of its own: a tag with a million attributes costs
//! it the square of that, and so do a million open elements. Between two steps
//! nothing more than one tag was read, and whoever listens may say "enough".

use std::cell::Cell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// A browser keeps every attribute; no honest tag has more than a few dozen.
const MAX_ATTRIBUTES: usize = 400;

/// Longest run handed over at once.
const STEP_BYTES: usize = 4096;

/// Who listens to the tokens, and may have had enough.
pub(super) trait Listener: TokenSink {
    /// Says that no further token is wanted.
    fn is_full(&self) -> bool;
}

/// Reads `html` into `listener`; returns it with the number of bytes that it took.
pub(super) fn feed<L: Listener>(html: &str, listener: L) -> (L, usize) {
    let watched = Watched { listener, tokens: Cell::new(0) };
    let tokenizer = Tokenizer::new(watched, TokenizerOpts::default());
    let taken = feed_steps(html, &tokenizer);
    tokenizer.end();
    (tokenizer.sink.listener, taken)
}

fn feed_steps<L: Listener>(html: &str, tokenizer: &Tokenizer<Watched<L>>) -> usize {
    let queue = BufferQueue::default();
    let mut tag = OpenTag::default();
    let mut taken = 0;
    for step in steps(html) {
        tag.read(step);
        if tag.attributes > MAX_ATTRIBUTES || tokenizer.sink.listener.is_full() {
            return taken;
        }
        let before = tokenizer.sink.tokens.get();
        queue.push_back(StrTendril::from_slice(step));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        taken += step.len();
        if tokenizer.sink.tokens.get() != before {
            tag = OpenTag::default();
        }
    }
    taken
}

/// Cuts before every `<` and after every `>`: a tag can only begin where a step begins.
fn steps(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (step, left) = rest.split_at(step_length(rest)?);
        rest = left;
        Some(step)
    })
}

fn step_length(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?.len_utf8();
    let bytes = rest.as_bytes();
    let window = &bytes[..rest.floor_char_boundary(STEP_BYTES).max(first)];
    if bytes.first() == Some(&b'>') {
        return Some(1);
    }
    let found = window.iter().skip(first).position(|byte| matches!(byte, b'<' | b'>'));
    match found.map(|at| at + first) {
        Some(at) if window.get(at) == Some(&b'>') => Some(at + 1),
        Some(at) => Some(at),
        None => Some(window.len()),
    }
}

/// Counts the attributes of the tag that the tokenizer may be inside of.
///
/// Never too few: a tag begins where a step begins, and what was pending
/// before it either is that tag or has come out as a token. Too many only in
/// a comment that holds such a monster itself.
#[derive(Default)]
struct OpenTag {
    state: TagState,
    attributes: usize,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum TagState {
    #[default]
    Outside,
    Name,
    BeforeAttribute,
    AttributeName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

impl OpenTag {
    fn read(&mut self, step: &str) {
        let mut bytes = step.as_bytes();
        if self.state == TagState::Outside {
            let Some(name) = tag_name(step) else { return };
            *self = Self { state: TagState::Name, attributes: 0 };
            bytes = name.as_bytes();
        }
        for &byte in bytes {
            self.state = self.after(byte);
        }
    }

    fn after(&mut self, byte: u8) -> TagState {
        let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/');
        match self.state {
            TagState::Quoted(quote) if byte == quote => TagState::BeforeAttribute,
            quoted @ TagState::Quoted(_) => quoted,
            _ if byte == b'>' => TagState::Outside,
            TagState::Name if space => TagState::BeforeAttribute,
            TagState::BeforeAttribute if !space => {
                self.attributes += 1;
                TagState::AttributeName
            }
            TagState::AttributeName if byte == b'=' => TagState::BeforeValue,
            TagState::AttributeName if space => TagState::BeforeAttribute,
            TagState::BeforeValue if matches!(byte, b'"' | b'\'') => TagState::Quoted(byte),
            TagState::BeforeValue if !space || byte == b'/' => TagState::Unquoted,
            TagState::Unquoted if space && byte != b'/' => TagState::BeforeAttribute,
            same => same,
        }
    }
}

fn tag_name(step: &str) -> Option<&str> {
    let name = step.strip_prefix("</").or_else(|| step.strip_prefix('<'))?;
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}

/// Counts tokens on their way, and keeps comments back.
struct Watched<L> {
    listener: L,
    tokens: Cell<usize>,
}

impl<L: Listener> TokenSink for Watched<L> {
    type Handle = L::Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Self::Handle> {
        match token {
            // Not an outcome of the tokenizer: it may come in the middle of a tag.
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::CommentToken(_) => {
                self.tokens.set(self.tokens.get() + 1);
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        self.tokens.set(self.tokens.get() + 1);
        self.listener.process_token(token, line_number)
    }

    fn end(&self) {
        self.listener.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.listener.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        assert_eq!(steps(html).collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn steps_begin_at_tags() {
        check("", &[]);
        check("a<b>c</b>", &["a", "<b>", "c", "</b>"]);
        check("<<b", &["<", "<b"]);
        check(">>", &[">", ">"]);
        check("é<i x='>'>", &["é", "<i x='>", "'>"]);
    }

    fn attributes(tag: &str) -> usize {
        let mut open = OpenTag::default();
        open.read(tag);
        open.attributes
    }

    #[test]
    fn attributes_are_counted_as_the_tokenizer_does() {
        assert_eq!(attributes("<b a b=1 c='x y z' d=\"'\" e"), 5);
        assert_eq!(attributes("</b a/b"), 2);
        assert_eq!(attributes("<img src=data:image/png;base64,////"), 1);
        assert_eq!(attributes("<!-- a b c d"), 0);
        assert_eq!(attributes("text a b c d"), 0);
    }
}
