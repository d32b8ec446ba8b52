//! A body in its signed form (RFC 6376 §3.4.3, §3.4.4; RFC 4870 §3.4.2).

use memchr::{memchr, memchr_iter};

use super::Sink;
use super::runs::{gap_at, next_gap};
use crate::report::Canonical;

/// Line ends are put by up to this many at once.
const LINE_ENDS: [u8; 1024] = {
    let mut octets = [b'\r'; 1024];
    let mut at = 1;
    while at < octets.len() {
        octets[at] = b'\n';
        at += 2;
    }
    octets
};

/// Gives what a form keeps of a line, in pieces.
type Clean = fn(&[u8], &mut dyn FnMut(&[u8]));

/// How a body closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ending {
    /// As the RFC says: in one CRLF; an empty one is a CRLF when simple, and nothing when relaxed.
    Canonical,
    /// As some programs wrote it: without the last CRLF; an empty one the other way round.
    Other,
    /// After a header: nothing of its own when empty (RFC 4870).
    AfterHeader,
}

/// A body on its way to its signed form, in pieces that each begin at the
/// beginning of a line and, but for the last, end at the end of one.
pub(crate) struct Body<'s, S> {
    form: Canonical,
    strips_line_ends: bool,
    sink: &'s mut S,
    /// Line ends that count only if text follows.
    line_ends: u64,
    /// A blank that counts only if text follows in its line.
    is_blank: bool,
    has_text: bool,
    offset: usize,
}

impl<'s, S: Sink> Body<'s, S> {
    /// Begins a body.
    pub(crate) fn new(form: Canonical, sink: &'s mut S) -> Self {
        Body {
            form,
            strips_line_ends: false,
            sink,
            line_ends: 0,
            is_blank: false,
            has_text: false,
            offset: 0,
        }
    }

    /// Takes away blanks at the ends of lines even where the form keeps them (a repair).
    pub(crate) fn stripping(mut self, strips_line_ends: bool) -> Self {
        self.strips_line_ends = strips_line_ends;
        self
    }

    /// Begins after a header, from which an empty line parts it.
    pub(crate) fn after_header(mut self) -> Self {
        self.line_ends = 1;
        self
    }

    /// Takes the next piece, which begins at `offset` of the source.
    pub(crate) fn put(&mut self, piece: &[u8], offset: usize) {
        self.offset = offset;
        match self.form {
            Canonical::Relaxed => self.relaxed(piece),
            Canonical::Nofws => self.by_lines(piece, without_blanks),
            Canonical::Simple if self.strips_line_ends => self.by_lines(piece, without_last_blanks),
            Canonical::Simple => self.simple(piece),
        }
        self.sink.passed(offset + piece.len());
    }

    /// Closes it.
    pub(crate) fn finish(self, ending: Ending) {
        let puts_line_end = match (ending, self.form) {
            (Ending::Canonical, Canonical::Simple) => true,
            (Ending::Canonical, _) | (Ending::AfterHeader, _) => self.has_text,
            (Ending::Other, Canonical::Relaxed) => !self.has_text,
            (Ending::Other, _) => false,
        };
        if puts_line_end {
            self.sink.put(b"\r\n");
        }
    }

    fn relaxed(&mut self, piece: &[u8]) {
        let first = gap_at(piece, 0);
        self.line_ends += first.line_ends;
        self.is_blank = first.ends_blank;
        let mut at = first.end;
        while let Some(gap) = next_gap(piece, at, true) {
            self.text(&piece[at..gap.start], at);
            self.line_ends += gap.line_ends;
            self.is_blank = gap.ends_blank;
            at = gap.end;
        }
        let rest = &piece[at..];
        self.text(rest.strip_suffix(b" ").unwrap_or(rest), at);
    }

    fn simple(&mut self, piece: &[u8]) {
        let (text, line_ends) = split_last_line_ends(piece);
        let mut start = 0;
        for at in memchr_iter(b'\n', text) {
            if at > 0 && text[at - 1] == b'\r' {
                continue;
            }
            self.text(&text[start..at], start);
            self.line_ends += 1;
            start = at + 1;
        }
        self.text(&text[start..], start);
        self.line_ends += line_ends;
    }

    /// For the forms that need no speed: line by line, through `clean`.
    fn by_lines(&mut self, piece: &[u8], clean: Clean) {
        let mut at = 0;
        while at < piece.len() {
            let end = memchr(b'\n', &piece[at..]).map(|end| at + end);
            let line = &piece[at..end.unwrap_or(piece.len())];
            clean(line.strip_suffix(b"\r").unwrap_or(line), &mut |text| self.text(text, at));
            self.line_ends += u64::from(end.is_some());
            at = end.map_or(piece.len(), |end| end + 1);
        }
    }

    /// Puts text, and before it what was held back.
    fn text(&mut self, text: &[u8], at: usize) {
        if text.is_empty() {
            return;
        }
        while self.line_ends > 0 {
            let some = self.line_ends.min(LINE_ENDS.len() as u64 / 2);
            self.sink.put(&LINE_ENDS[..some as usize * 2]);
            self.line_ends -= some;
        }
        if std::mem::take(&mut self.is_blank) {
            self.sink.put(b" ");
        }
        self.has_text = true;
        self.sink.passed(self.offset + at);
        self.sink.put(text);
    }
}

/// Splits the line ends off at the end, and counts them.
fn split_last_line_ends(piece: &[u8]) -> (&[u8], u64) {
    let (mut text, mut line_ends) = (piece, 0);
    while let Some(shorter) = text.strip_suffix(b"\n") {
        text = shorter.strip_suffix(b"\r").unwrap_or(shorter);
        line_ends += 1;
    }
    (text, line_ends)
}

fn without_last_blanks(line: &[u8], text: &mut dyn FnMut(&[u8])) {
    let end = line.iter().rposition(|octet| !matches!(octet, b' ' | b'\t')).map_or(0, |last| last + 1);
    text(&line[..end]);
}

fn without_blanks(line: &[u8], text: &mut dyn FnMut(&[u8])) {
    line.split(|octet| matches!(octet, b' ' | b'\t' | b'\r')).for_each(text);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(form: Canonical, body: &str) -> String {
        let mut octets = Vec::new();
        let mut writer = Body::new(form, &mut octets);
        writer.put(body.as_bytes(), 0);
        writer.finish(Ending::Canonical);
        String::from_utf8(octets).expect("text stays text")
    }

    /// By the letter of RFC 6376 §3.4.3 and §3.4.4, a line at a time.
    fn by_the_letter(form: Canonical, body: &str) -> String {
        let mut lines: Vec<String> = body
            .split('\n')
            .map(|line| line.strip_suffix('\r').unwrap_or(line))
            .map(|line| match form {
                Canonical::Simple => line.to_owned(),
                _ => collapsed(line),
            })
            .collect();
        // The last piece of the split ends in no LF, so a CR there is text.
        if form == Canonical::Simple && body.ends_with('\r') {
            lines.last_mut().expect("split gives one").push('\r');
        } else if body.ends_with('\r') {
            *lines.last_mut().expect("split gives one") = collapsed(body.rsplit('\n').next().expect("one"));
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        if lines.is_empty() {
            return if form == Canonical::Simple { "\r\n".to_owned() } else { String::new() };
        }
        lines.join("\r\n") + "\r\n"
    }

    fn collapsed(line: &str) -> String {
        let mut collapsed = String::new();
        for char in line.trim_end_matches([' ', '\t']).chars() {
            match char {
                ' ' | '\t' if collapsed.ends_with(' ') => {}
                '\t' => collapsed.push(' '),
                char => collapsed.push(char),
            }
        }
        collapsed
    }

    #[test]
    fn bodies_take_their_signed_form() {
        let check = |form: Canonical, body: &str, expect: &str| {
            assert_eq!(canonical(form, body), expect, "{form:?} {body:?}");
        };
        // RFC 6376 §3.4.5.
        let body = " C \r\nD \t E\r\n\r\n\r\n";
        check(Canonical::Relaxed, body, " C\r\nD E\r\n");
        check(Canonical::Simple, body, " C \r\nD \t E\r\n");
        check(Canonical::Nofws, body, "C\r\nDE\r\n");
        for form in [Canonical::Relaxed, Canonical::Simple] {
            check(form, "a\nb\r\n\nc", "a\r\nb\r\n\r\nc\r\n");
            check(form, "a\rb\r\r\nc", "a\rb\r\r\nc\r\n");
        }
        check(Canonical::Simple, "", "\r\n");
        check(Canonical::Simple, "\r\n\n\r\n", "\r\n");
        check(Canonical::Relaxed, "", "");
        check(Canonical::Relaxed, " \r\n\t\n", "");
        check(Canonical::Nofws, "", "");
    }

    #[test]
    fn a_body_closes_as_it_is_told() {
        let check = |form: Canonical, ending: Ending, body: &str, expect: &str| {
            let mut octets = Vec::new();
            let mut writer = Body::new(form, &mut octets);
            writer.put(body.as_bytes(), 0);
            writer.finish(ending);
            assert_eq!(octets, expect.as_bytes(), "{form:?} {ending:?} {body:?}");
        };
        check(Canonical::Relaxed, Ending::Other, "", "\r\n");
        check(Canonical::Simple, Ending::Other, "\n", "");
        check(Canonical::Simple, Ending::Other, "a\n\n", "a");
        check(Canonical::Simple, Ending::AfterHeader, "\n", "");
        check(Canonical::Nofws, Ending::AfterHeader, "a b", "ab\r\n");
    }

    #[test]
    fn the_header_is_parted_from_what_follows() {
        let check = |body: &str, expect: &str| {
            let mut octets = Vec::new();
            let mut writer = Body::new(Canonical::Simple, &mut octets).after_header();
            writer.put(body.as_bytes(), 0);
            writer.finish(Ending::AfterHeader);
            assert_eq!(octets, expect.as_bytes(), "{body:?}");
        };
        check("a\n", "\r\na\r\n");
        check("\na", "\r\n\r\na\r\n");
        check("\n\n", "");
    }

    #[test]
    fn last_blanks_are_stripped_on_demand() {
        let mut octets = Vec::new();
        let mut writer = Body::new(Canonical::Simple, &mut octets).stripping(true);
        writer.put(b"a \t\n  b  c\r\n \n", 0);
        writer.finish(Ending::Canonical);
        assert_eq!(octets, b"a\r\n  b  c\r\n");
    }

    proptest! {
        #[test]
        fn fast_is_by_the_letter(body in "(a|bc|\u{e9}|\0| |  |\t|\r|\n|\r\n){0,60}") {
            for form in [Canonical::Relaxed, Canonical::Simple] {
                prop_assert_eq!(canonical(form, &body), by_the_letter(form, &body));
            }
        }

        #[test]
        fn pieces_make_no_difference(lines in proptest::collection::vec("(a| |\t|\r){0,5}(\n|\r\n)", 0..20)) {
            for form in [Canonical::Relaxed, Canonical::Simple, Canonical::Nofws] {
                let mut octets = Vec::new();
                let mut writer = Body::new(form, &mut octets);
                lines.iter().for_each(|line| writer.put(line.as_bytes(), 0));
                writer.finish(Ending::Canonical);
                prop_assert_eq!(String::from_utf8(octets).expect("text"), canonical(form, &lines.concat()));
            }
        }
    }
}
