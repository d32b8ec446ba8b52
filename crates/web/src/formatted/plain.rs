//! The text of HTML without its form: for what comes after a cut.

use std::cell::RefCell;

use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::feed::{Listener, feed};

/// Returns the text of `html`, a line for each block, and whether all of it could be read.
pub(super) fn text_of(html: &str) -> (String, bool) {
    let (gathered, taken) = feed(html, Gathering::default());
    (gathered.text.into_inner(), taken == html.len())
}

#[derive(Default)]
struct Gathering {
    text: RefCell<String>,
    skipping: RefCell<bool>,
}

impl Listener for Gathering {
    fn is_full(&self) -> bool {
        false
    }
}

impl TokenSink for Gathering {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !*self.skipping.borrow() => {
                self.text.borrow_mut().push_str(&text)
            }
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Gathering {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let starts = tag.kind == TagKind::StartTag;
        let name = &*tag.name;
        if matches!(name, "script" | "style") {
            *self.skipping.borrow_mut() = starts;
            let kind = if name == "script" { ScriptData } else { RawKind::Rawtext };
            return if starts { TokenSinkResult::RawData(kind) } else { TokenSinkResult::Continue };
        }
        self.space(name);
        TokenSinkResult::Continue
    }

    fn space(&self, name: &str) {
        let mut text = self.text.borrow_mut();
        match name {
            "br" | "p" | "div" | "tr" | "li" | "table" | "blockquote" | "h1" | "h2" | "h3"
                if !text.ends_with('\n') =>
            {
                text.push('\n');
            }
            "td" | "th" if !text.ends_with([' ', '\n']) => text.push(' '),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(html), (expected.to_owned(), true), "{html}");
    }

    #[test]
    fn text_survives_without_form() {
        check("a<b>b</b>&amp;c<br>d", "ab&c\nd");
        check("<script>x<b></script>y", "y");
        check("<style>p{}</style>y<!-- z -->", "y");
        check("<tr><td>1<td>2", "\n1 2");
    }

    #[test]
    fn reading_stops_at_a_monstrous_tag() {
        let monster = format!("before<b {}>after", "a ".repeat(500));
        assert_eq!(text_of(&monster), ("before".to_owned(), false));
    }
}
