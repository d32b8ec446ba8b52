//! The words of a message, for the index.
//!
//! What no reader shows can hide words: the HTML beside a plain text, what
//! stands around the parts, attributes. All of it is taken in.

mod known;

use std::ops::Range;

use greffe_terms::Address;

use self::known::Known;
use crate::html::all_words;
use crate::lines::lines;
use crate::model::{Body, Message, Part, Searchable};
use crate::name::clean_name;
use crate::text::plain_text;
use crate::wording;

impl Message {
    /// Returns the words of the message, those of nested messages and the texts
    /// of text attachments included.
    pub fn searchable(&self) -> Searchable {
        let mut filenames = Vec::new();
        self.collect_filenames(&mut filenames);
        let text = self.shown_text();
        Searchable {
            subject: self.subject.clone(),
            sketch: wording::sketch(text.own()),
            body: text.all,
            from: self.from.iter().chain(&self.sender).cloned().collect(),
            to: self.to.clone(),
            cc: self.cc.clone(),
            bcc: self.bcc.clone(),
            filenames,
            message_id: self.message_id.clone(),
            list: self.list(),
        }
    }

    fn collect_filenames(&self, names: &mut Vec<String>) {
        names.extend(self.parts.iter().filter_map(|part| part.name.as_deref()).map(clean_name));
        self.nested().for_each(|nested| nested.collect_filenames(names));
    }

    /// Returns all text of the message, and where its own stands in it.
    pub(crate) fn shown_text(&self) -> ShownText {
        let mut text = ShownText::default();
        self.push_plain(&mut text);
        if self.parts.iter().any(|part| matches!(part.body, Body::Html(_))) {
            self.push_html(&mut text);
        }
        push_block(&mut text.all, &self.margins);
        text.nested_from = text.all.len();
        self.nested().for_each(|nested| nested.push_nested(&mut text.all));
        text
    }

    fn push_plain(&self, text: &mut ShownText) {
        for part in self.parts.iter().filter(|part| matches!(part.body, Body::Text(_))) {
            let start = text.all.len();
            if text.all.is_empty() {
                text.all = plain_text(part);
            } else {
                push_block(&mut text.all, &plain_text(part));
            }
            text.note_own(part, start);
        }
    }

    /// Adds what only the HTML says.
    fn push_html(&self, text: &mut ShownText) {
        let mut known = Known::of(&text.all);
        for part in &self.parts {
            let Some(html) = html_of(part) else { continue };
            let start = text.all.len();
            lines(&all_words(html)).for_each(|line| known.push_new(line, &mut text.all));
            text.note_own(part, start);
        }
    }

    fn push_nested(&self, body: &mut String) {
        push_block(body, &self.subject);
        let people = [&self.from, &self.to, &self.cc, &self.bcc, &self.reply_to];
        for address in people.into_iter().flatten().chain(&self.sender) {
            push_address(body, address);
        }
        push_block(body, &self.shown_text().all);
    }
}

/// All text of a message: that of its own parts, then what stands around them, then that of
/// the messages inside.
#[derive(Debug, Default)]
pub(crate) struct ShownText {
    all: String,
    /// The texts of its parts that are no files.
    own: Vec<Range<usize>>,
    nested_from: usize,
}

impl ShownText {
    /// Returns the texts of the message that are no files.
    pub(crate) fn own(&self) -> impl Iterator<Item = &str> {
        self.own.iter().filter_map(|range| self.all.get(range.clone()))
    }

    /// Returns the text of the messages inside.
    pub(crate) fn nested(&self) -> &str {
        &self.all[self.nested_from..]
    }

    /// Notes that what was added since `start` is the text of a part.
    fn note_own(&mut self, part: &Part, start: usize) {
        // The body of a message without parts is its text, whatever it is called.
        if !part.is_file() || part.parent.is_none() {
            self.own.push(start..self.all.len());
        }
    }
}

fn html_of(part: &Part) -> Option<&str> {
    match &part.body {
        Body::Html(html) => Some(html),
        _ => None,
    }
}

fn push_block(body: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    if !body.is_empty() && !body.ends_with('\n') {
        body.push('\n');
    }
    body.push_str(text);
}

fn push_address(body: &mut String, address: &Address) {
    push_block(body, &address.to_string());
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[test]
    fn every_place_that_holds_words_is_searched() {
        let check = |raw: &str, expect: &str| {
            let body = parse(raw.as_bytes()).searchable().body;
            assert_eq!(body, expect, "{raw}");
        };
        let plain = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nThe plain Réunion, here.\n";
        check(
            &format!("{plain}--b\nContent-Type: text/html\n\n<p>the plain <b>reunion</b> here</p>\n--b--"),
            "The plain Réunion, here.",
        );
        check(
            &format!(
                "{plain}--b\nContent-Type: text/html\n\n<p>the plain reunion here, but<p>one hidden phrase<img alt=pic>\n--b--"
            ),
            "The plain Réunion, here.\nbut\none hidden phrase pic",
        );
        check(
            &format!(
                "{plain}--b\nContent-Type: text/html\n\n<p>more: the plain<p>Réunions, here<p>plain réunion, here\n--b--"
            ),
            "The plain Réunion, here.\nmore:\nRéunions,",
        );
        check(
            "Content-Type: multipart/mixed; boundary=b\n\nbefore\n--b\n\nin\n--b--\nafter\n",
            "in\nbefore\nafter",
        );
        check("A: b\nno field\nC: d\nnor this\n\ntext", "text\nno field\nnor this");
        check("A: b\nno field\n\n", "no field");
        check("Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\nno field\n\n--b--", "no field\n\n");
        check("Content-Type: text/html\n\n<p>only html", "only html");
        check("Content-Type: multipart/mixed\n\nno boundary", "no boundary");
        check(
            "Content-Type: message/rfc822\n\nSubject: inner\nFrom: Jean <j@b.example>\nTo: k@b.example\n\nthe inner text\n",
            "inner\nJean <j@b.example>\nk@b.example\nthe inner text\n",
        );
    }

    #[test]
    fn names_of_files_at_any_depth_are_searched() {
        let raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png; name=out.png\n\n\
            --b\nContent-Type: message/rfc822\n\nContent-Type: image/png; name=\"a/in.png\"\n\nx\n--b--\n";
        assert_eq!(parse(raw.as_bytes()).searchable().filenames, ["out.png", "in.png"]);
    }
}
