//! Octets to the spans of header fields (RFC 5322 §2.2); nothing is decoded.
//!
//! Whoever shows a message and whoever judges its signatures split it here:
//! what is judged is what is shown.

use std::ops::Range;

use memchr::memchr;

/// One field, by offsets into the octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpan {
    start: usize,
    name_end: usize,
    value_start: usize,
    value_end: usize,
    end: usize,
}

impl FieldSpan {
    /// Returns all of it, its final line end included.
    pub fn whole(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the name as written, without the blanks before the colon; empty
    /// for a line without a name, kept so that nothing is lost.
    pub fn name(&self) -> Range<usize> {
        self.start..self.name_end
    }

    /// Returns all up to the colon, and it.
    pub fn up_to_value(&self) -> Range<usize> {
        self.start..self.value_start
    }

    /// Returns what follows the colon, folds included, the final line end excluded.
    pub fn value(&self) -> Range<usize> {
        self.value_start..self.value_end
    }
}

/// A header, split.
#[derive(Debug, Default)]
pub struct HeaderSpans {
    /// Its fields, the topmost first.
    pub fields: Vec<FieldSpan>,
    /// Where the body begins.
    pub body_start: usize,
    /// A line of it is no field, or the empty line before the body is missing.
    pub has_junk: bool,
    /// There are more fields than were asked for.
    pub is_cut: bool,
}

/// Splits the header that begins at `start`, up to an empty line or to a line
/// for which `is_delimiter` holds (only asked about lines that begin with `--`).
///
/// A line that is no field is skipped (and kept as a field without name) when a
/// field, a fold or the end of the header follows; else the body begins with it.
/// The body is found even after more than `max_fields` fields.
pub fn split_header(
    octets: &[u8],
    start: usize,
    max_fields: usize,
    is_delimiter: impl Fn(&[u8]) -> bool,
) -> HeaderSpans {
    let spans = HeaderSpans { fields: Vec::with_capacity(32), ..HeaderSpans::default() };
    let mut splitter = Splitter { octets, max_fields, spans, open: None };
    let body_start = splitter.run(start, is_delimiter);
    splitter.close();
    HeaderSpans { body_start, ..splitter.spans }
}

struct Splitter<'a> {
    octets: &'a [u8],
    max_fields: usize,
    spans: HeaderSpans,
    /// The field being read.
    open: Option<FieldSpan>,
}

impl Splitter<'_> {
    /// Returns where the body begins.
    fn run(&mut self, start: usize, is_delimiter: impl Fn(&[u8]) -> bool) -> usize {
        let mut at = self.skip_mbox_line(start);
        while at < self.octets.len() {
            let (line, next) = line_at(self.octets, at);
            if line.is_empty() {
                return next;
            }
            let stops = line.starts_with(b"--") && is_delimiter(line);
            if stops || !self.take(line, at, next) {
                return at;
            }
            at = next;
        }
        at
    }

    /// The `From ` line of an mbox sometimes stays on a message.
    fn skip_mbox_line(&self, start: usize) -> usize {
        let (line, next) = line_at(self.octets, start);
        let is_mbox = line.starts_with(b"From ") || line.starts_with(b">From ");
        if is_mbox { next } else { start }
    }

    /// Takes one line; `false` if the body begins with it.
    fn take(&mut self, line: &[u8], at: usize, next: usize) -> bool {
        if is_fold(line) && self.open.is_some() {
            return self.fold(line, at, next);
        }
        // A fold of nothing: a blank that slipped in before a field.
        let blanks = line.len() - line.trim_ascii_start().len();
        let (line, start) = (&line[blanks..], at + blanks);
        let Some((name_length, value_at)) = field_name(line) else {
            return self.take_junk(line, start, next);
        };
        self.open(FieldSpan {
            start,
            name_end: start + name_length,
            value_start: start + value_at,
            value_end: start + line.len(),
            end: next,
        });
        true
    }

    fn fold(&mut self, line: &[u8], at: usize, next: usize) -> bool {
        // A line of blanks is a fold by the letter, but some programs wrote
        // it where the empty line should be: the next line tells.
        let is_blank = line.iter().all(|octet| matches!(octet, b' ' | b'\t'));
        let following = line_at(self.octets, next).0;
        if is_blank && !following.is_empty() && !is_fold(following) && field_name(following).is_none() {
            self.spans.has_junk = true;
            return false;
        }
        if let Some(open) = &mut self.open {
            open.value_end = at + line.len();
            open.end = next;
        }
        true
    }

    fn take_junk(&mut self, line: &[u8], start: usize, next: usize) -> bool {
        let following = line_at(self.octets, next).0;
        // A boundary where the empty line is missing: part of the body.
        let header_goes_on = next < self.octets.len()
            && !line.starts_with(b"--")
            && (following.is_empty() || is_fold(following) || field_name(following).is_some());
        let begins = self.spans.fields.is_empty() && self.open.is_none();
        self.spans.has_junk |= header_goes_on || !begins;
        if !header_goes_on || (begins && following.is_empty()) {
            return false;
        }
        let value_end = start + line.len();
        self.open(FieldSpan { start, name_end: start, value_start: start, value_end, end: next });
        true
    }

    fn open(&mut self, field: FieldSpan) {
        self.close();
        self.open = Some(field);
    }

    fn close(&mut self) {
        let Some(field) = self.open.take() else { return };
        self.spans.is_cut |= self.spans.fields.len() >= self.max_fields;
        if !self.spans.is_cut {
            self.spans.fields.push(field);
        }
    }
}

/// Returns the line at `at` without its line end, and where the next begins.
pub(crate) fn line_at(octets: &[u8], at: usize) -> (&[u8], usize) {
    let rest = octets.get(at..).unwrap_or_default();
    let (line, next) = match memchr(b'\n', rest) {
        Some(end) => (&rest[..end], at + end + 1),
        None => (rest, octets.len().max(at)),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), next)
}

fn is_fold(line: &[u8]) -> bool {
    matches!(line.first(), Some(b' ' | b'\t'))
}

/// Returns the length of the field name and where the value begins.
fn field_name(line: &[u8]) -> Option<(usize, usize)> {
    let end = line.iter().position(|octet| !matches!(octet, 33..=57 | 59..=126))?;
    let blanks = line[end..].iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    (end > 0 && line.get(end + blanks) == Some(&b':')).then_some((end, end + blanks + 1))
}
