//! Canonical forms: what of a mail is hashed (RFC 6376 §3.4, RFC 4870 §3.4.2).

/// A canonical form of header or body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Canonical {
    /// As it is.
    Simple,
    /// White space may change, and letters of names.
    Relaxed,
}

impl Canonical {
    /// Returns its word in `c=`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Canonical::Simple => "simple",
            Canonical::Relaxed => "relaxed",
        }
    }

    /// Returns a field in this form, its line end included.
    pub(super) fn field(self, field: &[u8]) -> Vec<u8> {
        match self {
            Canonical::Simple => field.to_vec(),
            Canonical::Relaxed => relaxed_field(field),
        }
    }

    /// Returns a body in this form.
    pub(super) fn body(self, body: &[u8]) -> Vec<u8> {
        match self {
            Canonical::Simple => simple_body(body),
            Canonical::Relaxed => relaxed_body(body),
        }
    }
}

/// Splits a header into its fields, each with its continuation lines and its line end.
pub(super) fn fields(header: &[u8]) -> Vec<&[u8]> {
    let mut fields = Vec::new();
    let (mut begin, mut end) = (0, 0);
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        let goes_on = matches!(line.first(), Some(b' ' | b'\t'));
        if !goes_on && end > begin {
            fields.extend(header.get(begin..end));
            begin = end;
        }
        end += line.len();
    }
    if end > begin {
        fields.extend(header.get(begin..end));
    }
    fields
}

/// Returns the name of a field as it is written.
pub(super) fn name_of(field: &[u8]) -> &[u8] {
    let end = field.iter().position(|byte| *byte == b':').unwrap_or(field.len());
    field.get(..end).unwrap_or_default().trim_ascii_end()
}

fn relaxed_field(field: &[u8]) -> Vec<u8> {
    let name = name_of(field);
    let colon = field.iter().position(|byte| *byte == b':').map_or(field.len(), |at| at + 1);
    let mut out = name.to_ascii_lowercase();
    out.push(b':');
    let start = out.len();
    for byte in field.get(colon..).unwrap_or_default() {
        match byte {
            // A fold is a line end before a blank: the blank stands for it.
            b'\r' | b'\n' => {}
            b' ' | b'\t' if out.len() == start || out.last() == Some(&b' ') => {}
            b' ' | b'\t' => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    if out.len() > start && out.last() == Some(&b' ') {
        out.pop();
    }
    out.extend_from_slice(b"\r\n");
    out
}

/// RFC 6376 §3.4.3: one line end at the end, even of nothing.
fn simple_body(body: &[u8]) -> Vec<u8> {
    let mut body = body;
    while let Some(shorter) = body.strip_suffix(b"\r\n") {
        body = shorter;
    }
    [body, b"\r\n"].concat()
}

/// RFC 6376 §3.4.4: nothing stays nothing.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 2);
    let mut empty_lines = 0;
    for line in lines(body) {
        let begin = out.len();
        for _ in 0..empty_lines {
            out.extend_from_slice(b"\r\n");
        }
        let text = out.len();
        push_relaxed(line, &mut out);
        if out.len() == text {
            out.truncate(begin);
            empty_lines += 1;
        } else {
            out.extend_from_slice(b"\r\n");
            empty_lines = 0;
        }
    }
    out
}

/// Appends a line with its blanks as single spaces, those at its end taken away.
fn push_relaxed(line: &[u8], out: &mut Vec<u8>) {
    let line = trim_blank_end(line);
    let is_tidy = !line.contains(&b'\t') && !line.windows(2).any(|pair| pair == b"  ");
    if is_tidy {
        out.extend_from_slice(line);
        return;
    }
    let mut after_blank = false;
    for byte in line {
        let is_blank = matches!(byte, b' ' | b'\t');
        if !is_blank {
            out.push(*byte);
        } else if !after_blank {
            out.push(b' ');
        }
        after_blank = is_blank;
    }
}

fn trim_blank_end(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
    line.get(..end).unwrap_or_default()
}

/// Splits at CRLF; an LF alone is an octet like any other.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = body;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(at) = rest.get(from..)?.iter().position(|byte| *byte == b'\n') {
            let end = from + at;
            if rest.get(..end)?.ends_with(b"\r") {
                let line = rest.get(..end - 1)?;
                rest = rest.get(end + 1..)?;
                return Some(line);
            }
            from = end + 1;
        }
        Some(std::mem::take(&mut rest))
    })
}

/// Appends the lines of `text` without any white space, and drops empty ones at
/// the end (`nofws`, RFC 4870 §3.4.2.2).
pub(super) fn push_without_blanks(text: &[u8], out: &mut Vec<u8>) {
    let begin = out.len();
    for line in lines(text) {
        out.extend(line.iter().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')));
        out.extend_from_slice(b"\r\n");
    }
    while out.len() >= begin + 2 && (out.ends_with(b"\r\n\r\n") || out.len() == begin + 2) {
        out.truncate(out.len() - 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_take_their_canonical_form() {
        let check = |form: Canonical, field: &str, expect: &str| {
            assert_eq!(String::from_utf8_lossy(&form.field(field.as_bytes())), expect);
        };
        // RFC 6376 §3.4.5, and a folded one.
        check(Canonical::Relaxed, "A: X\r\n", "a:X\r\n");
        check(Canonical::Relaxed, "B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n");
        check(Canonical::Relaxed, "C:\r\n", "c:\r\n");
        check(Canonical::Simple, "B : Y\t\r\n\tZ  \r\n", "B : Y\t\r\n\tZ  \r\n");
    }

    #[test]
    fn bodies_take_their_canonical_form() {
        let check = |form: Canonical, body: &str, expect: &str| {
            assert_eq!(String::from_utf8_lossy(&form.body(body.as_bytes())), expect, "{body:?}");
        };
        // RFC 6376 §3.4.5.
        check(Canonical::Relaxed, " C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n");
        check(Canonical::Simple, " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n");
        check(Canonical::Relaxed, "", "");
        check(Canonical::Simple, "", "\r\n");
        check(Canonical::Relaxed, " \r\n\r\n", "");
        check(Canonical::Relaxed, "a\r\n \r\n\r\nb", "a\r\n\r\n\r\nb\r\n");
        check(Canonical::Relaxed, "a\nb \r\n", "a\nb\r\n");
    }

    #[test]
    fn a_header_is_split_into_its_fields() {
        let check = |header: &str, expect: &[&str]| {
            let found: Vec<&str> =
                fields(header.as_bytes()).into_iter().map(|field| str::from_utf8(field).unwrap()).collect();
            assert_eq!(found, expect);
        };
        check("", &[]);
        check("A: b\r\n c\r\nD: e\r\n", &["A: b\r\n c\r\n", "D: e\r\n"]);
    }

    #[test]
    fn blanks_can_be_left_out() {
        let check = |text: &str, expect: &str| {
            let mut out = b"x\r\n".to_vec();
            push_without_blanks(text.as_bytes(), &mut out);
            assert_eq!(String::from_utf8_lossy(&out), format!("x\r\n{expect}"));
        };
        check(" a b\t\r\n\r\n c\r\n \r\n\r\n", "ab\r\n\r\nc\r\n");
        check("\r\n\r\n", "");
    }
}
