//! The text of a mail as a reader sees it: quotes by level, links with their real target.
//!
//! Everything here yields plain values; templates escape them. No markup is
//! ever made from mail text outside a template.

mod links;
mod marks;
mod quotes;
mod signed;

pub(crate) use links::{Run, runs};
pub(crate) use marks::{Marker, Piece, pieces};
pub(crate) use quotes::passages;
pub(crate) use signed::{Part, Stretch, stretches};

/// The most text of one message that a page shows, in bytes.
pub(crate) const PAGE_TEXT_BYTES: usize = 1024 * 1024;

/// Cuts a text for a page, at a character border; the flag says whether something was left out.
pub(crate) fn cut(text: &str) -> (&str, bool) {
    let end = text.floor_char_boundary(PAGE_TEXT_BYTES);
    let (shown, rest) = text.split_at(end);
    (shown, !rest.is_empty())
}

/// Shortens what stands on one line of a page; the exact bytes are a link away.
pub(crate) fn shorten(text: &str, most_chars: usize) -> String {
    match text.char_indices().nth(most_chars) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Makes one line of a name that a stranger chose: what would break or turn it is replaced.
pub(crate) fn one_line(text: &str, most_chars: usize) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let tame = |c: char| if breaks(c) || turns(c) { char::REPLACEMENT_CHARACTER } else { c };
    shorten(text, most_chars).chars().map(tame).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line_and_in_its_direction() {
        assert_eq!(one_line("a\r\nb\u{202e}gpj.exe", 99), "a\u{fffd}\u{fffd}b\u{fffd}gpj.exe");
        assert_eq!(one_line("r\u{e9}sum\u{e9}.pdf", 3), "r\u{e9}s\u{2026}");
    }

    #[test]
    fn long_lines_are_shortened() {
        assert_eq!(shorten("été", 3), "été");
        assert_eq!(shorten("étés", 3), "été…");
        assert_eq!(shorten("", 0), "");
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let text = format!("{}é", "a".repeat(PAGE_TEXT_BYTES - 1));
        assert_eq!(cut(&text).0.len(), PAGE_TEXT_BYTES - 1);
        assert!(cut(&text).1);
        assert_eq!(cut("short"), ("short", false));
    }
}
