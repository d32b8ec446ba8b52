//! The keys of an archive, known and missing.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use greffe_authenticate::{
    Candidate, KeyBook, KeyClaim, KeyForm, KeyNote, Observation, Unusable, UnusableRecord, When, write_keys,
};
use greffe_terms::{Number, Timestamp};

use super::Room;
use crate::dated::dated;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::keys::{self, Missing};
use crate::record::Act;
use crate::verdicts::{Standing, counted};
use crate::view::{ClaimView, KeyView, MissingKeyView};

impl Room {
    /// Returns the keys that are known, by domain and selector.
    pub fn keys(&self) -> Result<Vec<KeyView>, Error> {
        Ok(views(&self.keys_book()?))
    }

    /// Returns the keys that nobody has shown, those that would unlock most first.
    pub fn missing_keys(&self) -> Result<Vec<MissingKeyView>, Error> {
        if let Some(missing) = counted(&self.shelf)?.and_then(|counted| counted.missing) {
            return Ok(missing);
        }
        self.missing_by_walking()
    }

    /// Counts them anew, message by message.
    pub(crate) fn missing_by_walking(&self) -> Result<Vec<MissingKeyView>, Error> {
        let standing = Standing::read(&self.shelf)?;
        let mut missing = Missing::default();
        self.shelf.each_row(Number(0), &mut |row| {
            if let Some(outline) = standing.outline(row.number) {
                missing.count(outline, row.summary.kind, dated(&row).map(|(at, _)| at));
            }
            ControlFlow::Continue(())
        })?;
        Ok(missing.ranked())
    }
}

impl Room {
    /// Writes all observations of keys in one of the forms that others read.
    pub fn write_keys(&self, form: KeyForm) -> Result<String, Error> {
        self.recorder.record(Act::HandOut)?;
        Ok(write_keys(&keys::observations(&self.shelf)?, form))
    }
}

fn views(book: &KeyBook) -> Vec<KeyView> {
    let of_name = |(domain, selector): (&str, &str)| {
        let candidates = book.candidates(domain, selector);
        let usable = candidates.keys().iter().map(|key| usable(domain, selector, key));
        let unusable = candidates.unusable().iter().map(|record| unusable(domain, selector, record));
        usable.chain(unusable).collect::<Vec<_>>()
    };
    book.pairs().flat_map(of_name).collect()
}

fn usable(domain: &str, selector: &str, candidate: &Candidate) -> KeyView {
    let key = candidate.public_key();
    let seen: Vec<Timestamp> = candidate.observations().flat_map(ends).collect();
    let times = seen.iter().copied().map(Some).chain([None]);
    // The time for which it is best attested; the last one asked for, should all be alike.
    let facts = times.map(|at| candidate.facts_at(at)).max_by_key(|facts| facts.confidence);
    KeyView {
        domain: domain.to_owned(),
        selector: selector.to_owned(),
        algorithm: key.key_type().as_str().to_owned(),
        bits: key.bits(),
        spki_sha256: Some(key.spki_sha256().to_owned()),
        record: Some(candidate.record().text().to_owned()),
        confidence: facts.as_ref().map(|facts| facts.confidence),
        sources: sources(candidate.stated_by(), candidate.observations()),
        first_seen: seen.iter().min().copied().map(rfc3339),
        last_seen: seen.iter().max().copied().map(rfc3339),
        notes: facts.map(|facts| facts.notes).unwrap_or_default(),
        claims: candidate.claims().iter().map(claim).collect(),
    }
}

fn unusable(domain: &str, selector: &str, record: &UnusableRecord) -> KeyView {
    let seen: Vec<Timestamp> = record.observations().flat_map(ends).collect();
    KeyView {
        domain: domain.to_owned(),
        selector: selector.to_owned(),
        algorithm: String::new(),
        bits: 0,
        spki_sha256: None,
        record: Some(record.record().text().to_owned()),
        confidence: None,
        sources: sources(BTreeSet::new(), record.observations()),
        first_seen: seen.iter().min().copied().map(rfc3339),
        last_seen: seen.iter().max().copied().map(rfc3339),
        notes: (record.why() == Unusable::Revoked).then_some(KeyNote::Revoked).into_iter().collect(),
        claims: Vec::new(),
    }
}

/// The first and the last instant that an observation speaks of.
fn ends(observation: &Observation) -> Vec<Timestamp> {
    match observation.when {
        When::Unknown => Vec::new(),
        When::At(at) => vec![at],
        When::Window(from, to) => from.into_iter().chain(to).collect(),
    }
}

/// Who or what attests a key: trusted observers by their names, all else by where it comes from.
fn sources<'a>(
    mut stated_by: BTreeSet<&'a str>,
    observations: impl Iterator<Item = &'a Observation>,
) -> Vec<String> {
    stated_by.extend(observations.map(|observation| match observation.origin() {
        "" => observation.method.as_str(),
        origin => origin,
    }));
    stated_by.into_iter().map(str::to_owned).collect()
}

fn claim(claim: &KeyClaim) -> ClaimView {
    ClaimView {
        kind: claim.kind.as_str().to_owned(),
        since: claim.since.map(rfc3339),
        source: claim.source.clone().unwrap_or_default(),
    }
}
