//! HTML to readable text, in one pass, for sources that may be hostile.
//!
//! No tree is built, so nothing nests too deep. Links' targets are left out:
//! they are shown nowhere and would drown the words.

mod markup;

use markup::Token;

/// Turns HTML to readable text: block breaks, entities decoded; scripts,
/// styles, the title and comments dropped. Takes linear time on any input.
pub fn html_to_text(html: &str) -> String {
    render(html, Wanted::Shown)
}

/// Returns all words of the HTML, those that a reader may not be shown included:
/// the title, and `alt` and `title` attributes.
pub(crate) fn all_words(html: &str) -> String {
    render(html, Wanted::Everything)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Shown,
    Everything,
}

fn render(html: &str, wanted: Wanted) -> String {
    let mut page = Page { out: String::with_capacity(html.len() / 4), ..Page::default() };
    markup::walk(html, |token| match token {
        Token::Text(text) => page.push_text(text),
        Token::Entity(char) => page.push_char(char),
        Token::Title(text) | Token::Attribute(text) if wanted == Wanted::Everything => page.push_apart(text),
        Token::Title(_) | Token::Attribute(_) => {}
        Token::Tag { name, is_closing } => page.take_tag(name, is_closing),
    });
    page.out
}

/// What a tag does to the lines.
enum Break {
    None,
    /// Words on both sides are apart: table cells.
    Space,
    Line,
    Paragraph,
}

fn break_of(name: &[u8]) -> Break {
    match name {
        b"td" | b"th" | b"img" | b"option" | b"button" | b"input" => Break::Space,
        b"br" | b"div" | b"tr" | b"li" | b"dt" | b"dd" | b"section" | b"article" | b"header" | b"footer"
        | b"address" | b"caption" | b"center" | b"form" | b"fieldset" | b"figure" | b"main" | b"nav"
        | b"aside" | b"body" | b"html" | b"thead" | b"tbody" | b"tfoot" | b"title" | b"head" => Break::Line,
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" | b"table"
        | b"blockquote" | b"pre" | b"hr" => Break::Paragraph,
        _ => Break::None,
    }
}

/// The text as it grows.
#[derive(Default)]
struct Page {
    out: String,
    /// Line breaks owed before the next word.
    breaks: usize,
    owes_space: bool,
    preformatted: usize,
}

impl Page {
    fn take_tag(&mut self, name: &[u8], is_closing: bool) {
        if name == b"pre" {
            self.preformatted =
                if is_closing { self.preformatted.saturating_sub(1) } else { self.preformatted + 1 };
        }
        match break_of(name) {
            Break::None => {}
            Break::Space => self.owes_space = true,
            // Each `br` is a line of its own; blocks share one break.
            Break::Line if name == b"br" => self.breaks = (self.breaks + 1).min(2),
            Break::Line => self.breaks = self.breaks.max(1),
            Break::Paragraph => self.breaks = self.breaks.max(2),
        }
        if name == b"li" && !is_closing {
            self.push_word("-");
            self.owes_space = true;
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.preformatted > 0 {
            return self.push_preformatted(text);
        }
        let is_blank = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
        self.owes_space |= is_blank(text.as_bytes().first());
        let mut rest = text.trim_ascii_start();
        let is_all_blank = rest.is_empty();
        while !rest.is_empty() {
            let (words, after) = rest.split_at(markup::spaced_words(rest));
            self.push_word(words);
            self.owes_space = true;
            rest = after.trim_ascii_start();
        }
        // What was pushed last owes a space only if one follows.
        self.owes_space &= is_blank(text.as_bytes().last()) || is_all_blank;
    }

    fn push_preformatted(&mut self, text: &str) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.breaks = (self.breaks + 1).min(2);
            }
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.push_word(line);
            }
        }
    }

    fn push_char(&mut self, char: char) {
        match char {
            // Not collapsed by browsers, but a column of them says nothing.
            '\u{A0}' => self.owes_space = true,
            char => self.push_word(char.encode_utf8(&mut [0; 4])),
        }
    }

    fn push_apart(&mut self, text: &str) {
        self.owes_space = true;
        self.push_text(&markup::decode_entities(text));
        self.owes_space = true;
    }

    fn push_word(&mut self, word: &str) {
        if !self.out.is_empty() {
            match self.breaks {
                0 if self.owes_space => self.out.push(' '),
                0 => {}
                breaks => self.out.extend(std::iter::repeat_n('\n', breaks)),
            }
        }
        (self.breaks, self.owes_space) = (0, false);
        self.out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_reads_as_text() {
        let check = |html: &str, expect: &str| assert_eq!(html_to_text(html), expect, "{html:?}");
        check("plain", "plain");
        check("<p>One</p><p>Two</p>", "One\n\nTwo");
        check("<div>One<br>Two<br/><br/>Three</div>", "One\nTwo\n\nThree");
        check("a <b>bold</b>, an <i>ita</i>lic", "a bold, an italic");
        check("<b>a</b> <i>b</i>", "a b");
        check("a\n  b\tc", "a b c");
        check("r&eacute;union &amp; co &#233;&#xE9; &#146; &lt;x&gt;", "réunion & co éé ’ <x>");
        check("&eacute;t&eacute &nosuch; &amp &", "été &nosuch; & &");
        check("a&nbsp;&nbsp;b", "a b");
        check("<head><title>T</title><style>p{}</style></head><body>b</body>", "b");
        check("<script>if (a < b) x('</p>')</script>after", "after");
        check("<SCRIPT>x</SCRIPT >after", "after");
        check("a<!-- hidden <b> -->b", "ab");
        check("<!DOCTYPE html><?xml x?>b", "b");
        check("<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
        check("<a href=\"http://x.example/?a>b\">link</a>", "link");
        check("<pre>a  b\n c</pre>", "a  b\n c");
        check("3 < 4 and 5 > 2", "3 < 4 and 5 > 2");
        check("<img alt=\"a picture\" title='t'>b", "b");
        check("never <closed", "never <closed");
        check("<a title=\"never closed>text</a>", "text");
        check("<!-- never closed", "");
        check("<style>never closed", "");
    }

    #[test]
    fn all_words_take_in_what_is_not_shown() {
        let check = |html: &str, expect: &str| assert_eq!(all_words(html), expect, "{html:?}");
        check("<title>T &amp; t</title><p>b", "T & t\n\nb");
        check("x<img alt=\"a &eacute;\" title=t>b", "x a é t b");
        check("<style>p{}</style><!-- c -->b", "b");
    }

    #[test]
    fn hostile_sources_take_linear_time() {
        for seed in [
            "<",
            "<!--",
            "<a \"",
            "<a b='",
            "&",
            "&#",
            "<div>",
            "<script>",
            "<style>x</styl",
            "<title>",
            "<pre>\n",
            "<a b=c d='",
            "</",
            "<!",
            "<li>",
            "&eacute",
            "<a ",
        ] {
            all_words(&seed.repeat(50_000));
        }
    }

    proptest! {
        #[test]
        fn any_source_is_read(html in "(<|>|/|!|-|--|&|;|#|\"|'|=|a|p|br|li|script|style|title| |\n|é|\\PC){0,60}") {
            html_to_text(&html);
            all_words(&html);
        }
    }
}
