//! The judge at the desk: the keys at hand and the time of the question.

use greffe_authenticate::{BodyKept, Circumstances, Judgement, KeyBook, Outline, judge, judge_in_outline};
use greffe_intake::Found;
use greffe_store::Store;
use greffe_terms::{Number, Timestamp};

use crate::error::Error;
use crate::octets::Octets;

/// What a message is judged with. Cloning it is cheap.
#[derive(Debug, Clone)]
pub(crate) struct Judge {
    keys: KeyBook,
    now: Timestamp,
}

impl Judge {
    pub(crate) fn new(keys: KeyBook, now: Timestamp) -> Self {
        Self { keys, now }
    }

    /// Returns the keys at hand.
    pub(crate) fn keys(&self) -> &KeyBook {
        &self.keys
    }

    /// Judges a stored message in outline; `export_rewrote_bodies` is what its source has shown.
    pub(crate) fn stored(
        &self,
        store: &Store,
        n: Number,
        export_rewrote_bodies: bool,
    ) -> Result<Outline, Error> {
        let octets = Octets::stored(store, n)?;
        let body = octets.body_kept(store, n)?;
        Ok(self.in_outline(&octets, body, export_rewrote_bodies))
    }

    /// Judges what a source gave in outline, by itself.
    pub(crate) fn found(&self, found: &Found) -> Outline {
        let (octets, body) = Octets::found(found);
        self.in_outline(&octets, body, false)
    }

    /// Judges a document: no mail, so nothing is signed.
    pub(crate) fn document(&self) -> Outline {
        self.in_outline(&[], BodyKept::AsReceived, false)
    }

    /// Judges a message by its octets.
    pub(crate) fn octets(&self, raw: &[u8], body: BodyKept, export_rewrote_bodies: bool) -> Judgement {
        judge(raw, &self.keys, &self.circumstances(body, export_rewrote_bodies))
    }

    fn in_outline(&self, raw: &[u8], body: BodyKept, export_rewrote_bodies: bool) -> Outline {
        judge_in_outline(raw, &self.keys, &self.circumstances(body, export_rewrote_bodies))
    }

    fn circumstances(&self, body: BodyKept, export_rewrote_bodies: bool) -> Circumstances {
        Circumstances { body, export_rewrote_bodies, now: Some(self.now) }
    }
}
