//! Recording switched off, traces removed; and what the same account did shortly before or after.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Maintenance, ProductDefault, Tool};
use crate::model::{AccountId, Certainty, Class, Event, Finding, Name, Rule, Severity};

/// An hour in milliseconds.
const HOUR_MS: i64 = 3_600_000;

type Deed = (AccountId, Name, Option<Name>);

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut deeds: BTreeMap<Deed, Vec<usize>> = BTreeMap::new();
    for (place, event) in case.deeds().filter(|(_, event)| event.class == Class::Tamper) {
        if let Some(actor) = case.acts.actor(place) {
            deeds.entry((actor, event.operation, event.right)).or_default().push(place);
        }
    }
    let near = times_of(case, &deeds.keys().map(|(actor, ..)| *actor).collect());
    for ((actor, operation, right), places) in deeds {
        let times = near.get(&actor).map_or(&[][..], |times| times.as_slice());
        findings.push(tampered(case, (actor, operation, right), &places, times));
    }
    bypassed(case, findings);
}

fn tampered(case: &Case<'_>, (actor, operation, right): Deed, places: &[usize], times: &[i64]) -> Finding {
    let mut found = Found::new(Rule::Tampering, Severity::Grave, Certainty::Recorded)
        .accounts([actor])
        .explained_by(&[Maintenance, ProductDefault, Tool]);
    let events: Vec<(usize, &Event)> =
        places.iter().filter_map(|place| Some((*place, case.acts.event(*place)?))).collect();
    let mut spared = BTreeSet::new();
    for (place, event) in &events {
        found.event(case, *place, event);
        spared.extend(case.acts.beneficiary(event));
    }
    let nearest =
        events.iter().filter_map(|(_, event)| nearest(times, event.time.utc_ms)).min_by_key(|gap| gap.abs());
    let gap = nearest.filter(|gap| gap.abs() <= case.question.thresholds.tamper_near_ms);
    found.value("operation", case.acts.text(operation));
    found.value("right", right.map_or("", |right| case.acts.text(right)));
    found.value("times", places.len());
    // Seen from the tampering: it came before the use or grant, or after it.
    found.value("near", gap.map_or("none", |gap| if gap >= 0 { "before" } else { "after" }));
    found.value("hours", gap.map_or(0, |gap| (gap.abs() + HOUR_MS - 1) / HOUR_MS));
    found.value("bypassed", if spared.is_empty() { "no" } else { "yes" });
    found.accounts(spared.into_iter().filter(|account| *account != actor)).done()
}

/// How far the nearest time is; positive if it comes later.
fn nearest(times: &[i64], at: i64) -> Option<i64> {
    let next = times.partition_point(|time| *time < at);
    let before = next.checked_sub(1).and_then(|place| times.get(place));
    let gaps = times.get(next).into_iter().chain(before).map(|time| time - at);
    gaps.min_by_key(|gap| gap.abs())
}

/// When these accounts used, searched, gave or received rights: sorted.
fn times_of(case: &Case<'_>, accounts: &BTreeSet<AccountId>) -> HashMap<AccountId, Vec<i64>> {
    let mut times: HashMap<AccountId, Vec<i64>> = HashMap::new();
    let mut note = |account: Option<AccountId>, at: i64| {
        if let Some(account) = account.filter(|account| accounts.contains(account)) {
            times.entry(account).or_default().push(at);
        }
    };
    for (place, event) in case.deeds() {
        if matches!(event.class, Class::Use | Class::Search | Class::Export | Class::Grant | Class::Divert) {
            note(case.acts.actor(place), event.time.utc_ms);
            if event.class == Class::Grant {
                note(case.acts.beneficiary(event), event.time.utc_ms);
            }
        }
    }
    times.values_mut().for_each(|times| times.sort_unstable());
    times
}

/// Accounts that a snapshot shows exempt from recording, and no event made so.
fn bypassed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let told: BTreeSet<AccountId> = findings
        .iter()
        .filter(|finding| finding.rule == Rule::Tampering)
        .flat_map(|finding| finding.accounts.iter().copied())
        .collect();
    for state in &case.acts.evidence.audit_states {
        let when = state.as_of.map_or(case.question.now_ms, |moment| moment.utc_ms);
        let account = state.bypass.and_then(|name| case.acts.accounts.at(name, when));
        let Some(account) = account.filter(|account| !told.contains(account) && !case.is_service(*account))
        else {
            continue;
        };
        let mut found = Found::new(Rule::Tampering, Severity::Question, Certainty::Recorded)
            .accounts([account])
            .explained_by(&[Tool, Maintenance]);
        found.record(state.source, state.record);
        for (name, value) in [("operation", ""), ("right", "AuditBypassEnabled"), ("times", "1")] {
            found.value(name, value);
        }
        for (name, value) in [("near", "none"), ("hours", "0"), ("bypassed", "yes")] {
            found.value(name, value);
        }
        findings.push(found.done());
    }
}
