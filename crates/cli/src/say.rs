//! How the command speaks: data to stdout, everything else to stderr.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use greffe_texts::{Language, Texts, Value, number};
use serde::Serialize;
use terminal_size::terminal_size_of;
use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter};

use crate::args::ARCHIVE;

/// Prose in longer lines than this is hard to read.
const WIDEST: usize = 100;

/// The voice of one run.
pub(crate) struct Voice {
    pub texts: Texts,
    pub json: bool,
    colour_out: bool,
    colour_err: bool,
    /// Columns of the terminal, if it is one.
    width_out: Option<usize>,
    width_err: Option<usize>,
}

impl Voice {
    /// Speaks with colours to a terminal unless `NO_COLOR` is set.
    pub(crate) fn new(texts: Texts, json: bool) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour_out = wanted && io::stdout().is_terminal();
        let colour_err = wanted && io::stderr().is_terminal();
        let width = |(columns, _): (terminal_size::Width, _)| usize::from(columns.0).min(WIDEST);
        let width_out = terminal_size_of(io::stdout()).map(width);
        let width_err = terminal_size_of(io::stderr()).map(width);
        Self { texts, json, colour_out, colour_err, width_out, width_err }
    }

    pub(crate) fn language(&self) -> Language {
        self.texts.language()
    }

    /// Writes a line of data, or several at once.
    pub(crate) fn out(&self, lines: &str) -> io::Result<()> {
        io::stdout().lock().write_all(format!("{}\n", self.fitted(lines)).as_bytes())
    }

    /// Returns lines of data as a terminal can hold them; elsewhere they stay as they are.
    pub(crate) fn fitted(&self, lines: &str) -> String {
        wrapped(lines, self.width_out)
    }

    /// Writes a value as one line of JSON.
    pub(crate) fn out_json(&self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        io::stdout().lock().write_all(&line)
    }

    /// Says a text to the person.
    pub(crate) fn say(&self, key: &str, values: &[(&str, Value<'_>)]) {
        self.line(&self.texts.with(key, values));
    }

    /// Writes a line to the person. A stderr that is gone is nobody's loss.
    pub(crate) fn line(&self, line: &str) {
        self.exact_line(&wrapped(line, self.width_err));
    }

    /// The same, for a line whose columns matter.
    pub(crate) fn exact_line(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Says a text with `warning:` before it.
    pub(crate) fn warn(&self, key: &str, values: &[(&str, Value<'_>)]) {
        let mark = self.err_paint("33;1", &self.texts.get("say-warning"));
        self.line(&format!("{mark}{} {}", self.colon(), self.texts.with(key, values)));
    }

    /// Says a text that counts something: `name` chooses the plural, `name_written` is read.
    pub(crate) fn count(&self, key: &str, name: &str, count: u64) -> String {
        let written = number(self.language(), count);
        let written_name = format!("{name}_written");
        self.texts
            .with(key, &[(name, Value::Count(count)), (&written_name, Value::Text(&written))])
            .into_owned()
    }

    /// Says what went wrong and what to do.
    pub(crate) fn error(&self, what: &str, hint: &str) {
        let mark = self.err_paint("31;1", &self.texts.get("say-error"));
        self.line(&format!("{mark}{} {what}", self.colon()));
        self.hint(hint);
    }

    /// Says what to do.
    pub(crate) fn hint(&self, hint: &str) {
        let mark = self.err_paint("36;1", &self.texts.get("say-hint"));
        self.line(&format!("{mark}{} {hint}", self.colon()));
    }

    /// Writes a name before what it names: `From:`, `De :`.
    pub(crate) fn label(&self, name: &str) -> String {
        format!("{}{}", self.bold(name), self.colon())
    }

    /// Marks words in data: bold, on a terminal only.
    pub(crate) fn bold(&self, text: &str) -> String {
        self.out_paint("1", text)
    }

    /// Marks words within what is bold.
    pub(crate) fn underlined(&self, text: &str) -> String {
        self.out_paint("1;4", text)
    }

    /// Puts words of data in the background.
    pub(crate) fn faint(&self, text: &str) -> String {
        self.out_paint("2", text)
    }

    fn out_paint(&self, code: &str, text: &str) -> String {
        let is_plain = !self.colour_out || text.is_empty();
        if is_plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
    }

    fn err_paint(&self, code: &str, text: &str) -> String {
        if self.colour_err { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// French puts a space before a colon.
    pub(crate) fn colon(&self) -> &'static str {
        match self.language() {
            Language::English => ":",
            Language::French => " :",
        }
    }
}

/// Makes text of a mail safe for a terminal: controls (escape sequences) and
/// bidirectional overrides become visible marks. Line feeds and tabs stay.
pub(crate) fn tame(text: &str) -> String {
    let is_hostile = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    text.chars().filter(|c| *c != '\r').map(|c| if is_hostile(c) { '\u{fffd}' } else { c }).collect()
}

/// The same on one line.
pub(crate) fn tame_line(text: &str) -> String {
    tame(text).replace(['\n', '\t'], " ")
}

/// Returns how one calls greffe on an archive, to be typed as it stands.
pub(crate) fn calling(archive: &Path) -> String {
    if archive == Path::new(ARCHIVE) {
        return "greffe".to_owned();
    }
    let path = tame_line(&archive.display().to_string());
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,@%".contains(c);
    if path.chars().all(is_plain) {
        format!("greffe --archive {path}")
    } else {
        format!("greffe --archive '{}'", path.replace('\'', "'\\''"))
    }
}

/// Breaks lines between words; what goes on stands as far to the right as it began.
fn wrapped(lines: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return lines.to_owned() };
    let fill = |line: &str| {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        // Ids, addresses and commands are copied from here: a word is never broken.
        let options = textwrap::Options::new(width)
            .break_words(false)
            .word_separator(WordSeparator::Custom(words))
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(line, options.subsequent_indent(&" ".repeat(indent.min(width / 2))))
    };
    lines.split('\n').map(fill).collect::<Vec<_>>().join("\n")
}

/// Finds the words of a line. French sets some signs apart by a space, at which no line may break.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let is_bound = |before: &str, after: &str| {
        before.trim_end().ends_with('«') || after.starts_with([':', ';', '?', '!', '»', '%'])
    };
    let (mut words, mut rest, mut end) = (Vec::new(), line, 0);
    for word in WordSeparator::AsciiSpace.find_words(line) {
        let (before, after) = rest.split_at(end);
        if end > 0 && !is_bound(before, word.word) {
            words.push(Word::from(before));
            (rest, end) = (after, 0);
        }
        end += word.word.len() + word.whitespace.len();
    }
    words.push(Word::from(rest));
    Box::new(words.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_on_a_terminal_only() {
        let check = |text: &str, width, expect: &str| assert_eq!(wrapped(text, width), expect);
        check("  - one two three", Some(12), "  - one two\n    three");
        check("one two three", None, "one two three");
        check("a\n\n    b c", Some(6), "a\n\n    b\n   c");
        check("0123456789abcdef x", Some(8), "0123456789abcdef\nx");
        check("\x1b[1mone\x1b[0m two", Some(7), "\x1b[1mone\x1b[0m two");
        check("", Some(8), "");
        check("erreur : il manque « un mot » ici", Some(9), "erreur :\nil manque\n« un\nmot » ici");
        check("   : x", Some(4), "   :\n  x");
        check("  greffe-extract --no-serve", Some(20), "  greffe-extract\n  --no-serve");
    }

    #[test]
    fn a_call_can_be_typed_as_it_stands() {
        let check = |path: &str, expect: &str| assert_eq!(calling(Path::new(path)), expect);
        check("archive", "greffe");
        check("/srv/a-1", "greffe --archive /srv/a-1");
        check("my mail", "greffe --archive 'my mail'");
        check("d'Anne", "greffe --archive 'd'\\''Anne'");
    }

    #[test]
    fn a_mail_cannot_drive_the_terminal() {
        let check = |text: &str, expect: &str| assert_eq!(tame(text), expect);
        check("\x1b]0;owned\x07 title", "\u{fffd}]0;owned\u{fffd} title");
        check("safe\r\nlines\tstay", "safe\nlines\tstay");
        check("exe\u{202e}fdp.txt", "exe\u{fffd}fdp.txt");
        check("\u{9b}31m", "\u{fffd}31m");
        assert_eq!(tame_line("two\nlines"), "two lines");
    }
}
