//! The words of a message, for the index.
//!
//! What no reader shows can hide words: the HTML beside a plain text, what
//! stands around the parts, attributes. All of it is taken in.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;

use greffe_terms::Address;

use crate::fold::fold;
use crate::html::all_words;
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
            all_words(html).lines().for_each(|line| known.push_new(line, &mut text.all));
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

/// The words already taken. Nearly all HTML says the same as the plain text
/// beside it, in the same order: whoever reads along needs no table of words.
struct Known {
    folded: String,
    /// Up to where in `folded` the HTML was found to say the same.
    at: usize,
    /// The words of `folded` by their hashes, once one of the HTML stood elsewhere.
    hashes: OnceCell<HashSet<u64, Hashing>>,
}

type Hashing = BuildHasherDefault<DefaultHasher>;

impl Known {
    fn of(text: &str) -> Self {
        Self { folded: fold(text).into_owned(), at: 0, hashes: OnceCell::new() }
    }

    /// Adds to `body` the words of `line` that are new, or the whole line if
    /// most are: then phrases in it can be found too.
    fn push_new(&mut self, line: &str, body: &mut String) {
        if self.folded.is_empty() {
            return push_block(body, line);
        }
        if words(&fold(line)).all(|word| self.is_next(word) || self.has(word)) {
            return;
        }
        let all = line.split_whitespace();
        let new: Vec<&str> = all.clone().filter(|word| self.is_new(word)).collect();
        if 2 * new.len() > all.count() {
            push_block(body, line);
        } else if !new.is_empty() {
            push_block(body, &new.join(" "));
        }
    }

    /// Says whether `word` stands next, and if so passes it over.
    fn is_next(&mut self, word: &str) -> bool {
        // Passed over for good: a long blank is not looked through for each word.
        self.at = run_end(&self.folded, self.at, Run::Blank);
        let end = self.at + word.len();
        let is_next = self.folded.as_bytes().get(self.at..end) == Some(word.as_bytes())
            && run_end(&self.folded, end, Run::Word) == end;
        self.at = if is_next { end } else { self.at };
        is_next
    }

    fn is_new(&self, word: &str) -> bool {
        words(&fold(word)).any(|word| !self.has(word))
    }

    fn has(&self, word: &str) -> bool {
        let hashing = Hashing::default();
        let hashes =
            self.hashes.get_or_init(|| words(&self.folded).map(|word| hashing.hash_one(word)).collect());
        hashes.contains(&hashing.hash_one(word))
    }
}

/// Returns the words of a folded text.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = run_end(folded, at, Run::Blank);
        at = run_end(folded, start, Run::Word);
        Some(&folded[start..at]).filter(|word| !word.is_empty())
    })
}

/// What folded text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    /// Letters and digits.
    Word,
    /// Everything else.
    Blank,
}

/// Returns the end of the run that stands at `at`, which is `at` itself when another does.
fn run_end(folded: &str, mut at: usize, run: Run) -> usize {
    let is_of_it = |is_alphanumeric| (run == Run::Word) == is_alphanumeric;
    while let Some(&byte) = folded.as_bytes().get(at) {
        // Octet by octet where that will do: this reads all HTML mail.
        if byte.is_ascii() {
            if !is_of_it(byte.is_ascii_alphanumeric()) {
                break;
            }
            at += 1;
            continue;
        }
        let Some(char) = folded[at..].chars().next().filter(|char| is_of_it(char.is_alphanumeric())) else {
            break;
        };
        at += char.len_utf8();
    }
    at
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
