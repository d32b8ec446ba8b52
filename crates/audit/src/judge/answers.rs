//! The answer for each account and mailbox: one of four.
//!
//! A record of use decides; without one, what the logs could have told decides. No record is
//! an answer only where each opening would have left one, for all the time that it was possible.

use std::collections::HashMap;

use crate::judge::Acts;
use crate::judge::coverage::Seen;
use crate::judge::uses::{Group, Uses};
use crate::model::{
    AccessInterval, AccountId, Answer, Answered, BoundBasis, Coverage, Flags, Limit, Power, Quality,
    Question, System,
};

/// How many records of use an answer names.
const NAMED_RECORDS: usize = 1000;

/// What the answers rest on.
pub(crate) struct Grounds<'g> {
    pub(crate) acts: &'g Acts<'g>,
    pub(crate) intervals: &'g [AccessInterval],
    pub(crate) uses: &'g Uses,
    pub(crate) coverage: &'g [Coverage],
    pub(crate) seen: &'g Seen,
    pub(crate) question: &'g Question,
}

/// The answers, by account and mailbox.
pub(crate) fn give(grounds: &Grounds<'_>) -> Vec<Answered> {
    let logs = Logs::new(grounds);
    let everywhere = powers_over_all(grounds.intervals);
    let mut answers = pairs(grounds);
    for answered in &mut answers {
        if answered.uses > 0 {
            answered.answer = Answer::UseRecorded;
            if answered.intervals.is_empty() {
                answered.intervals.extend(everywhere.get(&answered.beneficiary).into_iter().flatten());
            }
        }
        logs.judge(grounds, answered);
    }
    answers
}

/// Every account with every mailbox that it could open or did, with the rights and uses.
///
/// Intervals and uses are both sorted by account and mailbox: one walk along both makes no
/// table of millions of pairs beside the answers.
fn pairs(grounds: &Grounds<'_>) -> Vec<Answered> {
    let opening = |interval: &AccessInterval| {
        opens(interval.power) && !grounds.acts.is_service(interval) && grounds.question.overlaps(interval)
    };
    let rights = grounds.intervals.iter().enumerate().filter(|(_, interval)| opening(interval));
    let mut rights = rights.map(|(place, i)| ((i.beneficiary, i.mailbox), place)).peekable();
    let mut groups = grounds.uses.groups().iter().map(|g| ((g.actor, g.mailbox), g)).peekable();
    let mut pairs = Vec::new();
    loop {
        let next = [rights.peek().map(|(key, _)| *key), groups.peek().map(|(key, _)| *key)];
        let Some(key) = next.into_iter().flatten().min() else { return pairs };
        let mut answered = empty(key);
        while let Some((_, place)) = rights.next_if(|(known, _)| *known == key) {
            answered.intervals.push(place);
        }
        answered.intervals.shrink_to_fit();
        if let Some((_, group)) = groups.next_if(|(known, _)| *known == key) {
            used(grounds, group, &mut answered);
        }
        pairs.push(answered);
    }
}

/// Rights that let one read, search or take mail. Copies that are sent elsewhere are no openings.
fn opens(power: Power) -> bool {
    !matches!(power, Power::Divert | Power::None)
}

fn empty((beneficiary, mailbox): (AccountId, Option<AccountId>)) -> Answered {
    Answered {
        beneficiary,
        mailbox,
        answer: Answer::UnknownNoLog,
        limits: Vec::new(),
        intervals: Vec::new(),
        uses: 0,
        items: 0,
        whole_folder: false,
        used: None,
        evidence: Vec::new(),
    }
}

fn used(grounds: &Grounds<'_>, group: &Group, answered: &mut Answered) {
    let places = grounds.uses.places(group);
    answered.evidence.reserve_exact(places.len().min(NAMED_RECORDS));
    let events = places.iter().filter_map(|place| grounds.acts.event(*place as usize));
    for event in events {
        let at = event.time.utc_ms;
        answered.uses += 1;
        answered.items += u64::from(event.items);
        answered.whole_folder |= event.flags.has(Flags::WHOLE_FOLDER);
        answered.used = Some(answered.used.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
        if answered.evidence.len() < NAMED_RECORDS {
            answered.evidence.push((event.source, event.record));
        }
    }
}

/// Intervals over every mailbox, by holder.
fn powers_over_all(intervals: &[AccessInterval]) -> HashMap<AccountId, Vec<usize>> {
    let mut powers: HashMap<AccountId, Vec<usize>> = HashMap::new();
    for (place, interval) in intervals.iter().enumerate() {
        if interval.mailbox.is_none() && opens(interval.power) {
            powers.entry(interval.beneficiary).or_default().push(place);
        }
    }
    powers
}

/// What the logs cover, by mailbox and by system.
struct Logs<'g> {
    by_mailbox: HashMap<AccountId, Vec<&'g Coverage>>,
    by_system: HashMap<System, Vec<&'g Coverage>>,
}

impl<'g> Logs<'g> {
    fn new(grounds: &Grounds<'g>) -> Self {
        let mut logs = Logs { by_mailbox: HashMap::new(), by_system: HashMap::new() };
        for coverage in grounds.coverage {
            match coverage.mailbox {
                Some(mailbox) => logs.by_mailbox.entry(mailbox).or_default().push(coverage),
                None => {
                    let system = grounds.acts.system(coverage.source);
                    logs.by_system.entry(system).or_default().push(coverage);
                }
            }
        }
        logs
    }

    /// Decides an answer without records of use, and says for each why the logs tell no more.
    fn judge(&self, grounds: &Grounds<'_>, answered: &mut Answered) {
        let system =
            answered.intervals.first().and_then(|place| grounds.intervals.get(*place)).map(|i| i.system);
        let told = self.told(grounds, answered, system);
        if answered.answer != Answer::UseRecorded {
            answered.answer = told;
        }
        if grounds.seen.bypassed.contains(&answered.beneficiary) {
            answered.limits.push(Limit::Bypassed(answered.beneficiary));
            if answered.answer == Answer::LogCompleteNoUseRecorded {
                answered.answer = Answer::PossibleNotRecorded;
            }
        }
        answered.limits.sort_unstable();
        answered.limits.dedup();
        answered.limits.shrink_to_fit();
    }

    fn told(&self, grounds: &Grounds<'_>, answered: &mut Answered, system: Option<System>) -> Answer {
        let spans = possible(grounds, answered);
        let of_mailbox = answered.mailbox.and_then(|mailbox| self.by_mailbox.get(&mailbox));
        let of_system = system.and_then(|system| self.by_system.get(&system)).into_iter().flatten();
        let of_system: Vec<&Coverage> = of_system.copied().filter(|c| tells_openings(c)).collect();
        let of_mailbox: Vec<&Coverage> = of_mailbox.into_iter().flatten().copied().collect();
        if let Some(answer) = told_of_mailbox(grounds, answered, &of_mailbox, &spans) {
            return answer;
        }
        told_of_system(grounds, answered, &of_system, system)
    }
}

/// From when to when the use was possible: the intervals, within the period asked about.
fn possible(grounds: &Grounds<'_>, answered: &Answered) -> Vec<(i64, i64)> {
    let (from, to) = grounds.question.period.unwrap_or((i64::MIN, i64::MAX));
    let span = |interval: &AccessInterval| {
        let known = interval.start.basis == BoundBasis::Event || interval.start.utc_ms <= Some(from);
        // "At or before": it may have been possible for years.
        let start = interval.start.utc_ms.filter(|_| known).unwrap_or(i64::MIN);
        (start.max(from), grounds.question.end_of(interval).min(to))
    };
    answered.intervals.iter().filter_map(|place| grounds.intervals.get(*place)).map(span).collect()
}

/// What logs say that speak of this very mailbox; nothing if none does, in the time asked about.
fn told_of_mailbox(
    grounds: &Grounds<'_>,
    answered: &mut Answered,
    logs: &[&Coverage],
    spans: &[(i64, i64)],
) -> Option<Answer> {
    let touches = |log: &&&Coverage| {
        spans.is_empty() || spans.iter().any(|(from, to)| log.from_ms <= *to && log.to_ms >= *from)
    };
    let touching: Vec<&Coverage> = logs.iter().filter(touches).copied().collect();
    if touching.is_empty() {
        let state = answered.mailbox.and_then(|mailbox| grounds.seen.state_of(grounds.acts, mailbox));
        let off = state.is_some_and(|state| state.enabled == Some(false));
        answered.limits.extend((!logs.is_empty()).then_some(Limit::OutsideLog));
        answered.limits.extend(off.then_some(Limit::RecordingOff));
        // That recording was off is known: an opening could not leave a record.
        return off.then_some(Answer::PossibleNotRecorded);
    }
    let complete: Vec<(i64, i64)> = touching
        .iter()
        .filter(|log| log.quality == Quality::Complete)
        .map(|log| (log.from_ms, log.to_ms))
        .collect();
    let covered = !spans.is_empty() && spans.iter().all(|span| is_covered(*span, &complete));
    let worst = touching.iter().flat_map(|log| log.limits.iter().copied());
    answered.limits.extend(worst);
    if covered {
        return Some(Answer::LogCompleteNoUseRecorded);
    }
    if !complete.is_empty() {
        answered.limits.push(Limit::OutsideLog);
    }
    let silent = touching.iter().all(|log| log.quality == Quality::AdministrationOnly);
    let recordable = !silent || answered.limits.contains(&Limit::RecordingOff);
    Some(if recordable { Answer::PossibleNotRecorded } else { Answer::UnknownNoLog })
}

/// Whether spans that overlap or touch cover all of one.
fn is_covered((from, to): (i64, i64), spans: &[(i64, i64)]) -> bool {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut reached = from;
    for (first, last) in spans {
        if first > reached {
            return false;
        }
        reached = reached.max(last);
    }
    reached >= to
}

/// What logs say that speak of the system, and of this mailbox not at all.
fn told_of_system(
    grounds: &Grounds<'_>,
    answered: &mut Answered,
    logs: &[&Coverage],
    system: Option<System>,
) -> Answer {
    answered.limits.extend(logs.iter().flat_map(|log| log.limits.iter().copied()));
    if logs.is_empty() {
        answered.limits.push(Limit::NoOpeningLog);
        return Answer::UnknownNoLog;
    }
    match system.or_else(|| logs.first().map(|log| grounds.acts.system(log.source))) {
        // Mailboxes are recorded one by one there: of this one no record says that it is.
        Some(System::Exchange) if answered.mailbox.is_some() => Answer::UnknownNoLog,
        Some(System::M365) if answered.mailbox.is_some() => {
            answered.limits.push(Limit::ReadingsUnseen);
            Answer::PossibleNotRecorded
        }
        _ => Answer::PossibleNotRecorded,
    }
}

/// Logs in which an opening could show, and Google's, of which it is known that it does not.
fn tells_openings(coverage: &Coverage) -> bool {
    coverage.quality != Quality::AdministrationOnly || coverage.limits.contains(&Limit::ReadingNotRecorded)
}

#[cfg(test)]
mod tests;
