//! A journey: what happens to a mail between its writer and the mailbox.
//!
//! It is signed on its way out, or not; a list may add to it and seal it; and
//! now and then somebody alters or forges it. All of it is decided before the
//! mail is put together, by a chance of its own, so that the mail itself does
//! not depend on it.

mod customs;
mod fate;

use greffe_terms::Kind;

pub(crate) use fate::Fate;

use crate::chance::Chance;
use crate::draft::{Draft, Handling};
use crate::sign::{Covers, Mark};
use crate::world::{DOMAIN, Shelf};

/// A year and a month by which a signer's clock may be wrong.
const CLOCK_ERROR: i64 = 395 * 86_400;

/// What happens to one mail.
#[derive(Debug, Clone)]
pub(crate) struct Journey {
    /// Signatures on its way out, the topmost first.
    pub(crate) marks: Vec<Mark>,
    /// Seconds by which the signer's clock was ahead.
    pub(crate) clock_error: i64,
    /// The signature of the list that it went through.
    pub(crate) list_mark: Option<Mark>,
    /// The domain of a list that sealed it.
    pub(crate) sealed_by: Option<&'static str>,
    pub(crate) fate: Fate,
}

impl Journey {
    /// A mail that nobody signed.
    pub(crate) fn unsigned() -> Self {
        Self { marks: Vec::new(), clock_error: 0, list_mark: None, sealed_by: None, fate: Fate::Untouched }
    }

    /// Decides what happens to `draft`, if nobody means it ill.
    pub(crate) fn undisturbed(draft: &Draft) -> Self {
        // What lies among the sent mails was put there before any server saw it.
        if draft.shelf == Shelf::Sent {
            return Self::unsigned();
        }
        let mut journey = Self { marks: customs::marks(draft), ..Self::unsigned() };
        if let Some(list) = &draft.list {
            (journey.list_mark, journey.sealed_by) = customs::of_list(list.domain, draft.voice.now);
        }
        if draft.handling == Handling::Forged {
            journey.fate = Fate::Replayed;
        }
        journey
    }

    /// Decides what happens to `draft`.
    pub(crate) fn choose(draft: &Draft, chance: &mut Chance) -> Self {
        let mut journey = Self::undisturbed(draft);
        let is_counted = journey.marks.iter().any(|mark| mark.form.is_counted);
        if is_counted && chance.percent(50) {
            journey.fate = Fate::Appended;
        }
        // What must be found where the truth says, and the plot, stay as they are.
        let is_plain = draft.needle.is_none() && draft.attack.is_none() && draft.story.is_none();
        if is_plain && draft.kind == Kind::Person && draft.shelf == Shelf::Received {
            journey.disturb(draft, chance);
        }
        journey
    }

    /// Returns what the council's server finds of the signatures when the mail comes in.
    pub(crate) fn results_at_delivery(&self) -> String {
        let result = |mark: &Mark| {
            let word = if self.fate == Fate::Replayed { "fail" } else { "pass" };
            format!("dkim={word} header.d={} header.s={}; ", mark.domain, mark.selector)
        };
        let from_list = self.list_mark.iter().map(result);
        // What a list broke was broken before it came in.
        let from_author = self.marks.iter().filter(|_| self.list_mark.is_none()).map(result);
        from_list.chain(from_author).collect()
    }

    fn disturb(&mut self, draft: &Draft, chance: &mut Chance) {
        let is_council = draft.from.domain().is_some_and(|domain| domain == DOMAIN);
        let is_closed = self.marks.iter().any(|mark| mark.form.covers == Covers::ShownAndNoMore);
        let is_signed = !self.marks.is_empty();
        let is_timed = self.marks.iter().all(|mark| mark.form.is_timed);
        match chance.below(1000) {
            0..=15 if is_signed => self.fate = Fate::WordChanged,
            16..=23 if is_signed => self.fate = Fate::SubjectChanged,
            24..=35 if is_signed && !is_closed => self.fate = Fate::FromOnTop,
            36..=43 if is_signed && is_council => self.fate = Fate::Replayed,
            44..=51 if is_council => {
                (self.marks, self.fate) = (customs::of_stranger(), Fate::SignedByStranger);
            }
            52..=59 if is_signed && is_timed => self.clock_error = CLOCK_ERROR,
            _ => {}
        }
    }
}
