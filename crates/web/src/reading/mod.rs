//! The text of a mail as a reader sees it: quotes by level, links with their real target.
//!
//! Everything here yields plain values; templates escape them. No markup is
//! ever made from mail text outside a template.

mod links;
mod marks;
mod quotes;

pub(crate) use links::{Run, runs};
pub(crate) use marks::{Piece, pieces};
pub(crate) use quotes::{Passage, passages};

/// The most text of one message that a page shows, in bytes.
pub(crate) const PAGE_TEXT_BYTES: usize = 1024 * 1024;

/// Cuts a text for a page, at a character border; the flag says whether something was left out.
pub(crate) fn cut(text: &str) -> (&str, bool) {
    let end = text.floor_char_boundary(PAGE_TEXT_BYTES);
    let (shown, rest) = text.split_at(end);
    (shown, !rest.is_empty())
}
