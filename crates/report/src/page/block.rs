//! What sections are made of. Templates turn these into markup, and escape every word.

use askama::Template;

/// One section of the report.
pub(crate) struct Section {
    /// Last part of its address, the same in both languages.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a section.
pub(crate) enum Block {
    /// A paragraph.
    Text(String),
    /// A paragraph in the background: how to read what stands above it.
    Note(String),
    /// A heading within the section.
    Heading(String),
    /// Names with what belongs to them.
    Facts(Vec<(String, String)>),
    /// Statements, each with its degree of certainty.
    Points(Vec<Point>),
    /// A table.
    Table(Table),
    /// A drawing; what it shows stands in a table beside it.
    Chart(Chart),
    /// Findings.
    Cards(Vec<Card>),
    /// Lines to type.
    Code(Vec<String>),
}

/// A statement of the first page.
pub(crate) struct Point {
    pub(crate) text: String,
    /// How sure it is, in words.
    pub(crate) certainty: String,
    /// The section that has more; empty for none.
    pub(crate) more: &'static str,
}

/// A table.
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) head: Vec<Head>,
    pub(crate) rows: Vec<Vec<String>>,
    /// What is not in it, and where it is; empty when all is.
    pub(crate) rest: String,
}

/// The head of a column.
pub(crate) struct Head {
    pub(crate) words: String,
    pub(crate) is_number: bool,
}

impl Table {
    /// Makes a table without rows; a head that begins with `#` is one of numbers.
    pub(crate) fn new(caption: String, heads: &[String]) -> Self {
        let head = |words: &String| match words.strip_prefix('#') {
            Some(words) => Head { words: words.to_owned(), is_number: true },
            None => Head { words: words.clone(), is_number: false },
        };
        Self { caption, head: heads.iter().map(head).collect(), rows: Vec::new(), rest: String::new() }
    }

    /// Says whether a column holds numbers.
    pub(crate) fn is_number(&self, column: &usize) -> bool {
        self.head.get(*column).is_some_and(|head| head.is_number)
    }
}

/// A drawing: its markup is made by a template of its own, which escapes its words.
pub(crate) struct Chart {
    pub(crate) caption: String,
    pub(crate) svg: String,
    pub(crate) legend: Vec<(String, String)>,
}

impl Chart {
    /// Fills the template of a drawing.
    pub(crate) fn new(caption: String, drawing: &impl Template) -> askama::Result<Self> {
        Ok(Self { caption, svg: drawing.render()?, legend: Vec::new() })
    }
}

/// What one rule found.
pub(crate) struct Card {
    /// `grave`, `question`, `notice`: its look; the words say it, too.
    pub(crate) severity: &'static str,
    pub(crate) title: String,
    pub(crate) severity_words: String,
    /// Why it is worth a question.
    pub(crate) means: String,
    pub(crate) entries: Vec<Entry>,
}

/// One finding.
pub(crate) struct Entry {
    pub(crate) certainty: String,
    pub(crate) statement: String,
    pub(crate) facts: Vec<(String, String)>,
}

/// The blocks of one section, for the template.
#[derive(Template)]
#[template(path = "blocks.html")]
pub(crate) struct Blocks<'a> {
    pub(crate) blocks: &'a [Block],
    pub(crate) prefix: &'a str,
    pub(crate) words: &'a CardWords,
}

/// The words that templates say themselves.
pub(crate) struct CardWords {
    pub(crate) more: String,
}

impl Blocks<'_> {
    /// Escapes a cell, and says where its words may be broken.
    fn breakable(&self, text: &str) -> String {
        breakable(text)
    }
}

/// Longer runs of signs may be broken anywhere: a column is no wider for them.
const LONGEST_RUN: usize = 18;

/// Escapes text, with a place to break after the signs that join the parts of addresses and paths.
/// Days (`2015-11-17`) stay whole.
fn breakable(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + text.len() / 4);
    let (mut run, mut before, mut day_ends) = (0, ' ', 0);
    for (at, c) in text.char_indices() {
        if at >= day_ends && !before.is_alphanumeric() && text.get(at..at + DAY).is_some_and(is_day) {
            markup.push_str("<span class=\"day\">");
            day_ends = at + DAY;
        }
        match c {
            '&' => markup.push_str("&#38;"),
            '<' => markup.push_str("&#60;"),
            '>' => markup.push_str("&#62;"),
            '"' => markup.push_str("&#34;"),
            '\'' => markup.push_str("&#39;"),
            c => markup.push(c),
        }
        if at + 1 == day_ends {
            markup.push_str("</span>");
        }
        run = if c.is_whitespace() || at < day_ends { 0 } else { run + 1 };
        let joins = matches!(c, '@' | '.' | '_' | '-' | '/' | '\\' | ',') && !before.is_ascii_digit();
        if run >= LONGEST_RUN || (run > 1 && joins) {
            markup.push_str("<wbr>");
            run = 0;
        }
        before = c;
    }
    markup
}

/// The length of a day, all of it ASCII.
const DAY: usize = 10;

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, octet)| match at {
        4 | 7 => octet == b'-',
        _ => octet.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::breakable;

    #[test]
    fn cells_are_escaped_and_break_between_their_parts() {
        let check = |text: &str, expect: &str| assert_eq!(breakable(text), expect);
        check("<b>&\"'", "&#60;b&#62;&#38;&#34;&#39;");
        check("anne@region.example", "anne@<wbr>region.<wbr>example");
        check("- 2015-11-17 (é)", "- <span class=\"day\">2015-11-17</span> (é)");
        check("2015-11-1", "2015-11-1");
        check(&"x".repeat(20), &format!("{}<wbr>xx", "x".repeat(18)));
    }
}
