//! What all requests share.

use std::sync::Arc;

use greffe::{Archive, Room};
use greffe_texts::{Language, Texts};

use crate::audits::Audits;
use crate::gate::Gate;
use crate::say::Say;
use greffe_texts::Clock;

/// The room that is shown, the gate before it and the words for it.
pub(crate) struct House {
    /// All reading goes through here.
    pub(crate) room: Arc<Room>,
    /// Keys that readers hand in go here.
    pub(crate) archive: Archive,
    /// Reports that were made from logs of other systems.
    pub(crate) audits: Audits,
    /// Who may come in.
    pub(crate) gate: Gate,
    /// Spoken where the reader has not chosen.
    pub(crate) language: Option<Language>,
    /// The archive's time zone.
    pub(crate) clock: Clock,
    english: Texts,
    french: Texts,
}

impl House {
    /// Puts the parts together.
    pub(crate) fn new(archive: Archive, gate: Gate, language: Option<Language>, clock: Clock) -> Self {
        let [english, french] = [Language::English, Language::French].map(Texts::typeset);
        Self {
            room: Arc::new(archive.room()),
            archive,
            audits: Audits::default(),
            gate,
            language,
            clock,
            english,
            french,
        }
    }

    /// Returns the words of a language.
    pub(crate) fn say(&self, language: Language) -> Say<'_> {
        let texts = match language {
            Language::English => &self.english,
            Language::French => &self.french,
        };
        Say::new(texts, &self.clock)
    }
}
