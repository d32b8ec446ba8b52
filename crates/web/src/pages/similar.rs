//! What else says the same as the message on a page, or holds what it says.

use greffe::view::{MessageView, NearView};

use super::message::LIST_ROWS;
use super::results::{Time, or_word};
use crate::reading::shorten;
use crate::say::Say;
use crate::{links, query};

/// A subject or a sender may be a megabyte long; a line of a list may not.
const LINE_CHARS: usize = 250;

/// The section of near-duplicates.
pub(super) struct Similar {
    /// Messages of nearly the same text, and messages that hold it; empty lists left out.
    pub(super) lists: Vec<Near>,
    /// What to say where there is neither, or no telling; else what is compared.
    pub(super) note: String,
    /// There are more than were compared.
    pub(super) is_cut: bool,
    /// The search that finds the group; empty where the message is alone.
    pub(super) group: String,
}

/// One list of messages.
pub(super) struct Near {
    /// How many there are, in words.
    pub(super) heading: String,
    /// Its lines.
    pub(super) lines: Vec<NearLine>,
}

/// One message of a list.
pub(super) struct NearLine {
    /// Its page.
    pub(super) address: String,
    /// When it was written.
    pub(super) date: Option<Time>,
    /// Sender, or words for its absence.
    pub(super) from: String,
    /// Subject, or words for its absence.
    pub(super) subject: String,
    /// What it has in common, in words.
    pub(super) share: String,
}

impl Similar {
    /// Makes the section; `None` for a loose document, which is never compared.
    pub(super) fn new(say: Say<'_>, message: &MessageView) -> Option<Self> {
        if message.kind == greffe::Kind::Document.as_str() {
            return None;
        }
        let (texts, similar) = (say.texts(), &message.similar);
        let same = similar.same_text.iter().map(|near| line(say, near, texts.share_in_common(near)));
        let containing = similar.contained_in.iter().map(|near| line(say, near, texts.share_held(near)));
        let lists = [
            Near { heading: texts.same_text(similar), lines: same.take(LIST_ROWS).collect() },
            Near { heading: texts.containing(similar), lines: containing.take(LIST_ROWS).collect() },
        ];
        let lists: Vec<Near> = lists.into_iter().filter(|list| !list.lines.is_empty()).collect();
        let note = match (similar.is_compared, lists.is_empty()) {
            (false, _) => texts.too_short_to_compare(),
            (true, true) => say.word("similar-none").into_owned(),
            (true, false) => say.word("similar-means").into_owned(),
        };
        let group = match similar.group {
            0 => String::new(),
            _ => links::search(&query::field("similar", &message.id)),
        };
        Some(Self { lists, note, is_cut: similar.is_cut, group })
    }
}

fn line(say: Say<'_>, near: &NearView, share: String) -> NearLine {
    NearLine {
        address: links::message(&near.id, ""),
        date: near.date.as_deref().map(|date| Time::short(say, date)),
        from: or_word(say, &shorten(&near.from, LINE_CHARS), "search-no-sender"),
        subject: or_word(say, &shorten(&near.subject, LINE_CHARS), "search-no-subject"),
        share,
    }
}
