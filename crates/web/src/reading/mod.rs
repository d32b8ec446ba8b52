//! The text of a mail as a reader sees it: quotes by level, links with their real target.
//!
//! Everything here yields plain values; templates escape them. No markup is
//! ever made from mail text outside a template.

mod links;
mod marks;
mod quotes;
mod signed;

pub(crate) use links::{Run, runs};
pub(crate) use marks::{Piece, pieces};
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

#[cfg(test)]
mod tests {
    use super::*;

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
