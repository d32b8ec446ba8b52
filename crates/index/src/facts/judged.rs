//! What was judged of each message: its verdict, its reasons and who signed it.
//!
//! All three follow from one another's outline, so they are one small number a
//! message, as every fact is. A message that nobody has judged has none, which is
//! something else than a verdict of `unproven`.

use std::collections::HashMap;

use greffe_terms::{Reason, Verdict};

use super::column::Column;
use super::dictionary::{Dictionary, Interner, NONE};
use super::file::{Decoder, Encoder};
use super::names::Names;

/// One judgement for each message, or a place beyond all; those that occur, each once.
#[derive(Debug, Default)]
pub(crate) struct Judgements {
    pub(crate) distinct: Vec<Judgement>,
    pub(crate) by_number: Column<u32>,
    /// The domains that signed.
    pub(crate) domains: Dictionary,
}

/// What messages can have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    /// Sorted.
    pub(crate) reasons: Vec<Reason>,
    /// Places of domains, sorted.
    pub(crate) signers: Vec<u32>,
}

impl Judgements {
    /// Returns the verdict on a message, if there is one.
    pub(crate) fn verdict(&self, number: usize) -> Option<Verdict> {
        let place = self.by_number.get(number)?;
        self.distinct.get(place as usize).map(|judgement| judgement.verdict)
    }

    pub(super) fn encode(&self, out: &mut Encoder) {
        // By their words: a later greffe may count its reasons otherwise.
        let words =
            || Verdict::ALL.map(Verdict::as_str).into_iter().chain(Reason::ALL.iter().map(|r| r.as_str()));
        let place_of =
            |word: &str| words().position(|known| known == word).map_or(NONE, |place| place as u32);
        out.names(&self.domains.names);
        out.names(&words().collect::<Names>());
        out.column(&self.by_number);
        out.count(self.distinct.len());
        for Judgement { verdict, reasons, signers } in &self.distinct {
            let said = std::iter::once(verdict.as_str()).chain(reasons.iter().map(|reason| reason.as_str()));
            out.all(&said.map(place_of).collect::<Vec<_>>(), u32::to_le_bytes);
            out.all(signers, u32::to_le_bytes);
        }
    }

    /// Reads the judgements of so many messages; `None` when they are not that, or speak unknown words.
    pub(super) fn decode(input: &mut Decoder<'_>, len: usize) -> Option<Self> {
        let domains = Dictionary::new(input.names()?);
        let words = input.names()?;
        let by_number = input.column()?;
        let mut distinct = Vec::new();
        for _ in 0..input.count()? {
            let said = input.all(u32::from_le_bytes)?;
            let (verdict, reasons) = said.split_first()?;
            let reasons = reasons.iter().map(|place| words.get(*place as usize).parse().ok());
            distinct.push(Judgement {
                verdict: words.get(*verdict as usize).parse().ok()?,
                reasons: reasons.collect::<Option<_>>()?,
                signers: input.all(u32::from_le_bytes)?,
            });
        }
        let fits = |place: u32| place == NONE || (place as usize) < distinct.len();
        let is_known = |signer: &u32| (*signer as usize) < domains.len();
        let is_consistent = by_number.len() == len
            && by_number.all(fits)
            && distinct.iter().flat_map(|judgement| &judgement.signers).all(is_known);
        is_consistent.then_some(Self { distinct, by_number, domains })
    }
}

/// Collects judgements, from message 0 on.
#[derive(Debug, Default)]
pub(super) struct JudgementsBuilder {
    by_number: Column<u32>,
    distinct: Vec<Judgement>,
    places: HashMap<Judgement, u32>,
    domains: Interner,
}

impl JudgementsBuilder {
    /// Adds that of the next message; without a verdict, nothing else is looked at.
    pub(super) fn push(&mut self, verdict: Option<Verdict>, reasons: &[Reason], signed_by: &[&str]) {
        let place = verdict.map_or(NONE, |verdict| {
            let mut reasons = reasons.to_vec();
            reasons.sort_unstable();
            reasons.dedup();
            let mut signers: Vec<u32> = signed_by.iter().map(|domain| self.domains.place(domain)).collect();
            signers.sort_unstable();
            signers.dedup();
            self.place(Judgement { verdict, reasons, signers })
        });
        self.by_number.push(place);
    }

    pub(super) fn finish(self) -> Judgements {
        let Self { by_number, distinct, domains, .. } = self;
        Judgements { distinct, by_number, domains: domains.into_dictionary() }
    }

    fn place(&mut self, judgement: Judgement) -> u32 {
        let next = self.distinct.len() as u32;
        *self.places.entry(judgement).or_insert_with_key(|judgement| {
            self.distinct.push(judgement.clone());
            next
        })
    }
}
