//! What can change about a message, by its number.
//!
//! The one idea: a fact of a message is *one small number*, its place in a
//! dictionary (sets of mailboxes or of file types are entries of a dictionary
//! too), so that a facet is a count over an array and a condition is one table
//! look-up a message. The arrays lie in `index/facts/<generation>`, one file
//! that is only ever replaced whole, and are read there.
//!
//! This is a view: nothing in it cannot be made again from the catalogue, the
//! verdicts, the readings and the index.

mod alike;
mod build;
mod column;
mod dictionary;
mod file;
mod generation;
mod judged;
mod names;
mod zone;

use greffe_terms::Kind;
use jiff::tz::TimeZone;

use names::Names;

pub(crate) use alike::Alike;
#[cfg(test)]
pub(crate) use build::BARE;
pub use build::{FactRow, FactsBuilder};
pub(crate) use column::{Column, Fixed};
pub(crate) use dictionary::Dictionary;
pub(crate) use generation::{newest, path_of, read, write};
pub(crate) use judged::{Judgement, Judgements};

pub use zone::time_zone;

use crate::query::Trait;

/// The facts of the messages 0 to `len()`.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) zone: TimeZone,
    /// Seconds; `i64::MIN` when the message gives no date.
    pub(crate) dates: Column<i64>,
    /// Months since the year 0 in the archive's time zone, or [`NO_MONTH`].
    pub(crate) months: Column<u16>,
    pub(crate) sizes: Column<u64>,
    /// The number of the thread's first message.
    pub(crate) threads: Column<u32>,
    /// Which messages say nearly the same.
    pub(crate) alike: Alike,
    /// The bits of [`Trait`]; the kind above them.
    pub(crate) traits: Column<u16>,
    pub(crate) senders: Coded,
    /// The domain of each sender address, by the sender's place.
    pub(crate) sender_domains: Coded,
    pub(crate) languages: Coded,
    pub(crate) lists: Coded,
    pub(crate) places: CodedSets<(u32, u32)>,
    pub(crate) mailboxes: Dictionary,
    pub(crate) folders: Dictionary,
    pub(crate) file_sets: CodedSets<u32>,
    pub(crate) file_types: Dictionary,
    /// Who wrote the files inside, as these say.
    pub(crate) author_sets: CodedSets<u32>,
    pub(crate) authors: Dictionary,
    pub(crate) judgements: Judgements,
    /// How the holder of each sender address was named, by the sender's place.
    pub(crate) sender_names: Names,
    /// How often each sender address was written *to*.
    pub(crate) mentions: Column<u32>,
}

/// One entry of a dictionary for each message (or sender), or a place beyond all.
#[derive(Debug, Default)]
pub(crate) struct Coded {
    pub(crate) dictionary: Dictionary,
    pub(crate) by_number: Column<u32>,
}

/// One set for each message; the sets that occur, each once.
#[derive(Debug)]
pub(crate) struct CodedSets<T> {
    pub(crate) sets: Vec<Vec<T>>,
    pub(crate) by_number: Column<u32>,
}

impl<T> Default for CodedSets<T> {
    fn default() -> Self {
        Self { sets: Vec::new(), by_number: Column::default() }
    }
}

/// A date that the calendar, or this array, does not reach.
pub(crate) const NO_MONTH: u16 = u16::MAX;

/// No date at all.
pub(crate) const NO_DATE: i64 = i64::MIN;

const KIND_SHIFT: u32 = 12;

impl Facts {
    /// Makes the facts of no message.
    pub(crate) fn none() -> Self {
        Self {
            zone: TimeZone::UTC,
            dates: Column::default(),
            months: Column::default(),
            sizes: Column::default(),
            threads: Column::default(),
            alike: Alike::default(),
            traits: Column::default(),
            senders: Coded::default(),
            sender_domains: Coded::default(),
            languages: Coded::default(),
            lists: Coded::default(),
            places: CodedSets::default(),
            mailboxes: Dictionary::default(),
            folders: Dictionary::default(),
            file_sets: CodedSets::default(),
            file_types: Dictionary::default(),
            author_sets: CodedSets::default(),
            authors: Dictionary::default(),
            judgements: Judgements::default(),
            sender_names: Names::default(),
            mentions: Column::default(),
        }
    }

    /// Returns how many messages have facts: the first number that has none.
    pub(crate) fn len(&self) -> usize {
        self.dates.len()
    }

    /// Returns, for each message, the first one of nearly the same wording.
    pub(crate) fn alike(&self) -> &[u32] {
        self.alike.firsts(self.len())
    }
}

impl Facts {
    /// Counts the mails below a number, and those of them that are not judged: no verdict
    /// is ever passed on a document.
    pub(crate) fn mails_and_not_judged(&self, below: usize) -> (usize, usize) {
        let is_mail = |traits: u16| kind_of(traits) != Kind::Document as usize;
        let mails = (0..below).filter(|number| self.traits.get(*number).is_some_and(is_mail));
        mails.fold((0, 0), |(mails, missing), number| {
            (mails + 1, missing + usize::from(self.judgements.verdict(number).is_none()))
        })
    }
}

/// Packs a kind and traits into one number.
fn pack_traits(kind: Kind, traits: impl IntoIterator<Item = Trait>) -> u16 {
    let bits = traits.into_iter().fold(0, |bits, what| bits | what.bit());
    (kind as u16) << KIND_SHIFT | bits
}

/// Returns the place of a kind in [`Kind::ALL`].
pub(crate) fn kind_of(traits: u16) -> usize {
    usize::from(traits >> KIND_SHIFT)
}
