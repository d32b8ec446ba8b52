//! RTF to the HTML or plain text that it wraps (MS-OXRTFEX), or to its own words.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::words::{RtfWord, RtfWords};
use crate::codepage;

/// Groups inside one another that are followed; deeper ones are read as their holder's.
const MAX_DEPTH: usize = 1000;

/// What RTF turned out to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RtfBody {
    /// It wraps HTML (`\fromhtml1`).
    Html(String),
    /// It wraps plain text (`\fromtext`).
    Text(String),
    /// It is rich text of its own; these are its words.
    Rich(String),
}

/// Reads RTF. Never fails: whatever is no RTF has few words.
pub fn read_rtf(rtf: &[u8]) -> RtfBody {
    let origin = origin(rtf);
    let mut reader = Reader::new(origin == Origin::Html);
    reader.read(rtf);
    match origin {
        Origin::Html => RtfBody::Html(reader.out),
        Origin::Text => RtfBody::Text(reader.out),
        Origin::Itself => RtfBody::Rich(reader.out),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Html,
    Text,
    Itself,
}

/// Says what the RTF was made from: told among its first words (MS-OXRTFEX §2.1.3.1.1).
fn origin(rtf: &[u8]) -> Origin {
    for word in RtfWords::new(rtf).take(20) {
        match word {
            RtfWord::Control(b"fromhtml", number) if number != Some(0) => return Origin::Html,
            RtfWord::Control(b"fromtext", _) => return Origin::Text,
            _ => {}
        }
    }
    Origin::Itself
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct Group {
    /// `\htmlrtf`: for readers of RTF only.
    is_for_rtf: bool,
    /// A destination whose text is no text of the message.
    is_skipped: bool,
    /// `{\*\htmltag`: HTML as it was.
    is_tag: bool,
    is_font_table: bool,
    font: i32,
    /// Octets that stand for a `\u` where Unicode is not read.
    fallback: usize,
}

struct Reader {
    is_html: bool,
    out: String,
    group: Group,
    outer: Vec<Group>,
    /// Groups that were opened beyond [`MAX_DEPTH`].
    deeper: usize,
    /// `\*` or `{` stood before.
    begins_group: bool,
    is_ignorable: bool,
    codepage: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    /// The font that the table is speaking of.
    listed_font: i32,
    /// Octets that are not decoded yet: a character may take several.
    octets: Vec<u8>,
    octets_encoding: &'static Encoding,
    /// Half of a character that `\u` tells in two.
    surrogate: Option<u16>,
    /// Of a `\u`, octets that are still to be passed over.
    to_pass: usize,
}

impl Reader {
    fn new(is_html: bool) -> Self {
        let group = Group {
            is_for_rtf: false,
            is_skipped: false,
            is_tag: false,
            is_font_table: false,
            font: -1,
            fallback: 1,
        };
        Self {
            is_html,
            out: String::new(),
            group,
            outer: Vec::new(),
            deeper: 0,
            begins_group: false,
            is_ignorable: false,
            codepage: WINDOWS_1252,
            fonts: HashMap::new(),
            listed_font: -1,
            octets: Vec::new(),
            octets_encoding: WINDOWS_1252,
            surrogate: None,
            to_pass: 0,
        }
    }

    fn read(&mut self, rtf: &[u8]) {
        for word in RtfWords::new(rtf) {
            match word {
                RtfWord::Open => self.open(),
                RtfWord::Close => self.close(),
                RtfWord::Symbol(b'*') => self.is_ignorable = true,
                RtfWord::Symbol(symbol) => self.symbol(symbol),
                RtfWord::Octet(octet) => self.text(&[octet]),
                RtfWord::Text(text) => self.text(text),
                RtfWord::Control(name, number) => self.control(name, number),
            }
            if !matches!(word, RtfWord::Open | RtfWord::Symbol(b'*')) {
                (self.begins_group, self.is_ignorable) = (false, false);
            }
        }
        self.flush();
    }

    fn open(&mut self) {
        self.flush();
        self.to_pass = 0;
        if self.outer.len() < MAX_DEPTH {
            self.outer.push(self.group);
        } else {
            self.deeper += 1;
        }
        self.begins_group = true;
    }

    fn close(&mut self) {
        self.flush();
        self.to_pass = 0;
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(outer) = self.outer.pop() {
            self.group = outer;
        }
    }

    fn control(&mut self, name: &[u8], number: Option<i32>) {
        if self.begins_group && self.destination(name) {
            return;
        }
        match (name, number) {
            (b"htmlrtf", number) => self.group.is_for_rtf = number != Some(0),
            (b"ansicpg", Some(number)) => {
                self.codepage = codepage::encoding(i64::from(number)).unwrap_or(self.codepage);
            }
            (b"f", Some(font)) if self.group.is_font_table => self.listed_font = font,
            (b"f", Some(font)) => self.group.font = font,
            (b"fcharset", Some(charset)) if self.group.is_font_table => {
                let encoding = codepage::of_font(charset);
                // Fonts of no table would be a table without end.
                if let Some(encoding) = encoding.filter(|_| self.fonts.len() < 10_000) {
                    self.fonts.insert(self.listed_font, encoding);
                }
            }
            (b"plain", _) => self.group.font = -1,
            (b"uc", Some(fallback)) => self.group.fallback = usize::try_from(fallback).unwrap_or(1).min(32),
            (b"u", Some(unit)) => self.unicode(unit),
            (name, _) => self.character(name),
        }
    }

    /// Enters a destination; `false` if the word is none.
    fn destination(&mut self, name: &[u8]) -> bool {
        match name {
            b"htmltag" => self.group.is_tag = true,
            b"fonttbl" => (self.group.is_font_table, self.group.is_skipped) = (true, true),
            b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object" | b"header" | b"footer"
            | b"pntext" | b"listtable" | b"listoverridetable" | b"rsidtbl" | b"generator" => {
                self.group.is_skipped = true;
            }
            // An unknown `{\*\name` is passed over (RTF 1.9.1); but a font in its table is listed.
            _ if self.is_ignorable && !self.group.is_font_table => self.group.is_skipped = true,
            _ => return false,
        }
        true
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.text(&[symbol]),
            b'~' => self.push(if self.is_html { "&nbsp;" } else { "\u{A0}" }),
            b'_' => self.push(if self.is_html { "&shy;" } else { "\u{2011}" }),
            b'\r' | b'\n' => self.push("\r\n"),
            _ => {}
        }
    }

    /// A control word that is a character (MS-OXRTFEX §2.1.3.1.4).
    fn character(&mut self, name: &[u8]) {
        let (html, text) = match name {
            b"par" | b"line" | b"row" => ("\r\n", "\r\n"),
            b"tab" => ("\t", "\t"),
            b"cell" if !self.is_html => ("", "\t"),
            b"lquote" => ("&lsquo;", "\u{2018}"),
            b"rquote" => ("&rsquo;", "\u{2019}"),
            b"ldblquote" => ("&ldquo;", "\u{201C}"),
            b"rdblquote" => ("&rdquo;", "\u{201D}"),
            b"bullet" => ("&bull;", "\u{2022}"),
            b"endash" => ("&ndash;", "\u{2013}"),
            b"emdash" => ("&mdash;", "\u{2014}"),
            _ => return,
        };
        self.push(if self.is_html { html } else { text });
    }

    fn unicode(&mut self, unit: i32) {
        self.flush();
        let unit = unit as u16;
        let units: &[u16] = match self.surrogate.take() {
            Some(high) => &[high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.surrogate = Some(unit);
                self.to_pass = self.group.fallback;
                return;
            }
            None => &[unit],
        };
        let text = String::from_utf16_lossy(units);
        self.push(&text);
        self.to_pass = self.group.fallback;
    }

    fn text(&mut self, octets: &[u8]) {
        let passed = self.to_pass.min(octets.len());
        self.to_pass -= passed;
        let octets = octets.get(passed..).unwrap_or_default();
        if !self.is_shown() || octets.is_empty() {
            return;
        }
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.codepage);
        if encoding != self.octets_encoding {
            self.flush();
            self.octets_encoding = encoding;
        }
        self.octets.extend_from_slice(octets);
    }

    fn push(&mut self, text: &str) {
        if self.is_shown() {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn flush(&mut self) {
        if self.octets.is_empty() {
            return;
        }
        let (text, _) = self.octets_encoding.decode_without_bom_handling(&self.octets);
        self.out.push_str(&text);
        self.octets.clear();
    }

    fn is_shown(&self) -> bool {
        // What is inside a tag is HTML whatever `\htmlrtf` says around it.
        !self.group.is_skipped && (self.group.is_tag || !(self.is_html && self.group.is_for_rtf))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rtf: &[u8], expect: RtfBody) {
        assert_eq!(read_rtf(rtf), expect, "{}", String::from_utf8_lossy(rtf));
    }

    #[test]
    fn html_comes_out_as_it_went_in() {
        let rtf = br#"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl {\f0\fswiss Arial;}{\f1\fmodern\fcharset238 X;}}
{\colortbl;\red0\green0\blue0;}{\*\htmltag19 <html>}{\*\htmltag2 \par }\htmlrtf \b \htmlrtf0 {\*\mhtmltag84 <a href=x>}
{\*\htmltag84 <a href="cid:y">}{\htmlrtf\f1 gone}\lquote t\'e9 \u8364 ?\~\{{\*\htmltag92 </a>}}"#;
        let expect = "<html>\r\n<a href=\"cid:y\">&lsquo;t\u{439} \u{20AC}&nbsp;{</a>";
        check(rtf, RtfBody::Html(expect.into()));
    }

    #[test]
    fn text_comes_out_as_text() {
        check(
            br"{\rtf1\ansi\fromtext{\fonttbl{\f0\fswiss;}}{\*\generator x;}one\par two\tab\'e9\line}",
            RtfBody::Text("one\r\ntwo\t\u{E9}\r\n".into()),
        );
    }

    #[test]
    fn rich_text_has_its_words() {
        check(
            br"{\rtf1\ansi{\fonttbl{\f0\fcharset128 M;}}{\info{\title t}}{\pict 00ff}\f0\'82\'a0{\b B}\par\bin3 }}}\emdash}",
            RtfBody::Rich("\u{3042}B\r\n\u{2014}".into()),
        );
        check(br"{\rtf1\uc2\u-10179 ab\u-8704 cd!}", RtfBody::Rich("\u{1F600}!".into()));
    }

    #[test]
    fn depth_is_bounded() {
        let rtf = [b"{\\rtf1 ".as_slice(), &b"{".repeat(100_000), b"x", &b"}".repeat(100_001), b"y"].concat();
        check(&rtf, RtfBody::Rich("xy".into()));
    }
}
