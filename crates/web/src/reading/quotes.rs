//! Quote levels: lines that begin with `>` (RFC 3676 §4.5, and the habit before it).

/// Levels beyond this one are shown as this one.
const DEEPEST: usize = 8;

/// Lines of one quote level that follow one another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// `<blockquote>`s to open before it.
    pub(crate) opens: usize,
    /// `</blockquote>`s to write before it.
    pub(crate) closes: usize,
    /// The lines without their quote marks.
    pub(crate) text: String,
}

/// Splits a text into passages; returns them and the `</blockquote>`s that close the last one.
pub(crate) fn passages(text: &str) -> (Vec<Passage>, usize) {
    let mut passages: Vec<Passage> = Vec::new();
    let mut level = 0;
    for line in text.lines() {
        let (depth, line) = unquote(line);
        match passages.last_mut() {
            Some(passage) if depth == level => {
                passage.text.push('\n');
                passage.text.push_str(line);
            }
            _ => {
                let (opens, closes) = (depth.saturating_sub(level), level.saturating_sub(depth));
                passages.push(Passage { opens, closes, text: line.to_owned() });
                level = depth;
            }
        }
    }
    (passages, level)
}

/// Returns the level of a line and what stands behind its marks.
fn unquote(line: &str) -> (usize, &str) {
    let mut rest = line;
    let mut depth = 0;
    // `>From ` is how mbox files protect a line, not a quote.
    while depth < DEEPEST && !rest.starts_with(">From ") {
        let Some(after) = rest.strip_prefix('>') else { break };
        depth += 1;
        rest = after;
        if let Some(behind) = after.strip_prefix(' ')
            && behind.starts_with('>')
        {
            rest = behind;
        }
    }
    if depth > 0 { (depth, rest.strip_prefix(' ').unwrap_or(rest)) } else { (0, rest) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn levels_are_told() {
        let check = |line: &str, expect: (usize, &str)| assert_eq!(unquote(line), expect, "{line}");
        check("plain", (0, "plain"));
        check("> one", (1, "one"));
        check(">> two", (2, "two"));
        check("> > two", (2, "two"));
        check(">", (1, ""));
        check(">From here", (0, ">From here"));
        check(">   indented", (1, "  indented"));
        check(&">".repeat(100), (8, &">".repeat(92)));
    }

    #[test]
    fn passages_open_and_close() {
        let (passages, left) = passages("a\n> b\n>> c\n> d\ne\n> f");
        let shape: Vec<_> = passages.iter().map(|p| (p.closes, p.opens, p.text.as_str())).collect();
        assert_eq!(shape, [(0, 0, "a"), (0, 1, "b"), (0, 1, "c"), (1, 0, "d"), (1, 0, "e"), (0, 1, "f")]);
        assert_eq!(left, 1);
    }

    proptest! {
        #[test]
        fn every_quote_that_opens_closes(text in "([> a]{0,6}\n){0,20}") {
            let (passages, left) = passages(&text);
            let mut level = 0;
            for passage in &passages {
                prop_assert!(passage.closes <= level);
                level = level - passage.closes + passage.opens;
            }
            prop_assert_eq!(level, left);
        }
    }
}
