//! The formatted view of a mail: hostile HTML in, harmless HTML out.
//!
//! Three walls, each enough by itself: the mail is read as a browser would
//! read it and *written anew* from lists of what is allowed (`rewrite`); the
//! result is read and printed until it no longer changes, so that no second
//! reading can turn it into something else; ammonia with the same lists goes
//! over it last (`gate`). The page's sandbox and content policy stand behind.
//!
//! What was taken away is told, not only taken: hosts that were not asked,
//! text that was hidden, links that mislead. Rules in style sheets are not
//! followed: text hidden by a class appears like any other.

mod addresses;
mod attributes;
mod colour;
mod elements;
mod feed;
mod gate;
mod images;
mod invisible;
mod links;
mod look;
mod markup;
mod plain;
mod properties;
mod rewrite;
mod style;
mod tree;

#[cfg(any(test, feature = "fuzz"))]
mod checker;
#[cfg(any(test, feature = "fuzz"))]
mod fragments;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod ordinary;

use greffe::view::HtmlBody;

#[cfg(any(test, feature = "fuzz"))]
pub use checker::assert_made_harmless;
#[cfg(any(test, feature = "fuzz"))]
pub use fragments::spelled;
use markup::print;
use rewrite::Rewriter;
use tree::{Bounds, Tree};

/// Bytes of a body that are read.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Readings after which the result must have come to rest.
const MAX_READINGS: usize = 5;

/// The words that stand in the formatted view itself.
#[derive(Debug, Clone)]
pub(crate) struct FormattedTexts {
    /// In place of an image on another host, before the host's name.
    pub(crate) remote_image: String,
    /// In place of a frame, film or sound, before the host's name.
    pub(crate) embedded: String,
    /// In place of an image that the mail does not carry.
    pub(crate) missing_image: String,
    /// In place of an image that is too large or of a type that is not shown.
    pub(crate) refused_image: String,
    /// Behind a misleading link, before the host it leads to.
    pub(crate) leads_to: String,
    /// Where the form ends and plain text begins: too large or nested too deeply.
    pub(crate) plain_from_here: String,
    /// Where even the text ends.
    pub(crate) cut_here: String,
}

/// A mail's HTML made harmless, and what was found in it.
#[derive(Debug, Clone)]
pub(crate) struct Cleaned {
    /// One `<div>`, to be put into a page of its own.
    pub(crate) html: String,
    /// Hosts that the mail would have asked for something, with how often; most frequent first.
    pub(crate) remote: Vec<(String, usize)>,
    /// Texts that a reader of the mail would not have seen.
    pub(crate) hidden: Vec<String>,
    /// Links in the order of the mail.
    pub(crate) links: Vec<Link>,
    /// There was a style sheet; text hidden by its rules cannot be told.
    pub(crate) style_sheet: bool,
    /// Not all of it is shown in its form.
    pub(crate) cut: bool,
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// What it says, without characters that nobody sees: none of them turns what stands around it.
    pub(crate) shown: String,
    /// Where it leads, its host in ASCII.
    pub(crate) target: String,
    /// What a reader must know.
    pub(crate) warning: Option<LinkWarning>,
}

/// Why a link is not what it seems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkWarning {
    /// It shows one address and leads to another.
    ShowsAnotherAddress,
    /// Its host has letters outside ASCII, which may look like others.
    Idn,
    /// A name before the host (`https://bank.example@host/`) passes for the host.
    NameBeforeHost,
    /// It is of a kind that is not opened from here; only its text is shown.
    NotOpened,
}

/// Makes the HTML body of a mail harmless.
pub(crate) fn clean(body: &HtmlBody, texts: &FormattedTexts) -> Cleaned {
    let source = &body.html[..body.html.floor_char_boundary(MAX_BYTES)];
    let tree = Tree::parse(source, Bounds::MAIL);
    let mut rewriter = Rewriter::new(&body.images, texts);
    rewriter.write(&tree);
    rewriter.write_rest(&source[tree.taken..], source.len() < body.html.len());
    let (written, mut cleaned) = rewriter.finish();
    match settle(written) {
        Some(settled) => cleaned.html = gate::pass(&settled),
        None => show_as_plain_text(source, texts, &mut cleaned),
    }
    cleaned
}

/// The last resort: HTML that never comes to rest is shown without its form.
fn show_as_plain_text(source: &str, texts: &FormattedTexts, cleaned: &mut Cleaned) {
    let mut rewriter = Rewriter::new(&[], texts);
    rewriter.write(&Tree::parse("", Bounds::MAIL));
    rewriter.write_rest(source, true);
    let (written, _) = rewriter.finish();
    cleaned.html = gate::pass(&written);
    cleaned.cut = true;
}

/// Reads and prints until nothing changes; `None` when that does not end, or the tree grows.
fn settle(mut html: String) -> Option<String> {
    for _ in 0..MAX_READINGS {
        let document = format!("<!DOCTYPE html>{html}");
        let tree = Tree::parse(&document, Bounds::WRITTEN);
        if tree.taken < document.len() {
            return None;
        }
        let printed = print(&tree);
        if printed == html {
            return Some(html);
        }
        html = printed;
    }
    None
}
