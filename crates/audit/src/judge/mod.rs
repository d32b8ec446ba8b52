//! Evidence to what can be said of it: identities, intervals, coverage, findings.
//!
//! One pass resolves who is who, one gathers what changes rights, one what uses them. Events
//! are never copied: everything here refers to them by place.

mod acts;
mod answers;
mod backing;
#[cfg(test)]
mod built;
mod case;
#[cfg(test)]
mod corpora;
mod coverage;
mod edition;
mod findings;
mod gaps;
mod identities;
mod intervals;
mod mentions;
mod owners;
mod remedies;
mod sigma;
mod summary;
mod uses;
mod zones;

pub(crate) use acts::Acts;
pub(crate) use case::Case;
pub use sigma::Rules;

use self::answers::Grounds;
use self::coverage::Seen;
use self::uses::Uses;
use crate::model::{Audit, Evidence, Question};

/// Judges the evidence: the same evidence and question give the same audit.
pub fn judge(mut evidence: Evidence, question: &Question) -> Audit {
    in_order(&mut evidence);
    let asked = question.for_owner.as_deref().map(|owner| evidence.names.put(owner.trim()));
    let accounts = identities::resolve(&evidence, asked);
    owners::withdraw(&mut evidence, &accounts);
    // Rights and recording are read from everything, whatever edition is asked for.
    let acts = Acts::new(&evidence, &accounts);
    let seen = Seen::gather(&acts);
    let mut coverage = coverage::of(&acts, &seen);
    let (mut intervals, owner_diversions) = intervals::build(&acts);
    drop(acts);
    let owner = asked.and_then(|name| edition::owner(&accounts, name));
    if asked.is_some() {
        edition::restrict(&mut evidence, &accounts, &mut intervals, &mut coverage, owner);
    }

    let acts = Acts::new(&evidence, &accounts);
    let uses = Uses::gather(&acts, question.period);
    let backing = backing::of(&acts, &intervals, question);
    let grounds = Grounds {
        acts: &acts,
        intervals: &intervals,
        uses: &uses,
        coverage: &coverage,
        seen: &seen,
        question,
    };
    let answers = answers::give(&grounds);
    let case = Case { acts: &acts, intervals: &intervals, backing: &backing, uses: &uses, question, owner };
    let findings = findings::find(&case);
    let zones = zones::of(&case);
    let gaps = gaps::of(&case, &coverage, &answers, &zones);
    let remedies = remedies::of(&case);
    let mut summary = summary::of(&case, &answers);
    summary.owner_diversions = owner_diversions;
    summary.owner = owner;
    summary.owner_unknown = asked.is_some() && owner.is_none();
    drop(acts);
    Audit {
        evidence,
        accounts,
        intervals,
        backing,
        coverage,
        answers,
        findings,
        gaps,
        remedies,
        summary,
        zones,
    }
}

/// Events in the order of time, file and record; no copy is made to sort them.
fn in_order(evidence: &mut Evidence) {
    let order = |event: &crate::Event| (event.time.utc_ms, event.source, event.record);
    if !evidence.events.is_sorted_by_key(order) {
        evidence.events.sort_unstable_by_key(order);
    }
}

#[cfg(test)]
mod tests;
