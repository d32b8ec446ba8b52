//! How rights were given: to oneself, by a subordinate, many at once, for a day.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Maintenance, Migration, OwnersWish, Replacement, Support, UnseenApproval};
use crate::model::{AccountId, Certainty, Finding, Rule, Severity};

/// Superiors are followed so far up.
const HIGHEST: usize = 10;

/// Grants that a record tells, by who executed them and who benefits.
type ByPair = BTreeMap<(AccountId, AccountId), Vec<usize>>;

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let grants = grants(case);
    findings.extend(grants.iter().filter_map(|((by, to), places)| self_grant(case, *by, *to, places)));
    let superiors = superiors(case);
    findings.extend(
        grants.iter().filter_map(|((by, to), places)| by_subordinate(case, &superiors, *by, *to, places)),
    );
    for ((by, to), places) in &grants {
        bulk(case, *by, *to, places, findings);
    }
    brief(case, findings);
}

fn grants(case: &Case<'_>) -> ByPair {
    let mut grants = ByPair::new();
    for (place, interval) in case.rights_by_others() {
        let given = case.granted_at(interval).is_some_and(|at| case.in_period(at));
        if let Some(by) = interval.granted_by.filter(|_| given && interval.power != crate::Power::Divert) {
            grants.entry((by, interval.beneficiary)).or_default().push(place);
        }
    }
    grants
}

fn self_grant(case: &Case<'_>, by: AccountId, to: AccountId, places: &[usize]) -> Option<Finding> {
    (by == to).then(|| {
        let mut found = Found::new(Rule::SelfGrant, Severity::Grave, Certainty::Recorded)
            .accounts([to])
            .explained_by(&[Support, Maintenance, OwnersWish, UnseenApproval]);
        places.iter().for_each(|place| found.grant(case, *place));
        found.value("grants", places.len());
        found.value("mailboxes", found.mailbox_count());
        found.done()
    })
}

/// The superior of each account, by the directory.
fn superiors(case: &Case<'_>) -> HashMap<AccountId, AccountId> {
    let mut superiors = HashMap::new();
    for (place, _) in case.acts.accounts.list.iter().enumerate() {
        let account = AccountId(place as u32);
        for post in case.posts(account) {
            let at = post.from_ms.or(post.to_ms).unwrap_or(case.question.now_ms);
            let manager = post.manager.and_then(|name| case.acts.accounts.at(name, at));
            if let Some(manager) = manager.filter(|manager| *manager != account) {
                superiors.insert(account, manager);
            }
        }
    }
    superiors
}

fn by_subordinate(
    case: &Case<'_>,
    superiors: &HashMap<AccountId, AccountId>,
    by: AccountId,
    to: AccountId,
    places: &[usize],
) -> Option<Finding> {
    let mut met = HashSet::from([by]);
    let mut superior = superiors.get(&by);
    let mut levels = 1;
    while let Some(next) = superior.filter(|next| **next != to) {
        if levels == HIGHEST || !met.insert(*next) {
            return None;
        }
        superior = superiors.get(next);
        levels += 1;
    }
    superior.map(|_| {
        let mut found = Found::new(Rule::GrantBySubordinate, Severity::Grave, Certainty::Derived)
            .accounts([by, to])
            .explained_by(&[Maintenance, Support, UnseenApproval, OwnersWish]);
        places.iter().for_each(|place| found.grant(case, *place));
        found.value("grants", places.len());
        found.value("mailboxes", found.mailbox_count());
        found.value("levels", levels);
        found.done()
    })
}

/// Many grants of one account for one account within minutes; each stretch once.
fn bulk(case: &Case<'_>, by: AccountId, to: AccountId, places: &[usize], findings: &mut Vec<Finding>) {
    let limits = &case.question.thresholds;
    let mut times: Vec<(i64, usize)> = places.iter().map(|place| (start(case, *place), *place)).collect();
    times.sort_unstable();
    let mut rest = times.as_slice();
    while let Some(((first, _), _)) = rest.split_first() {
        let within = rest.partition_point(|(at, _)| at - first <= limits.bulk_within_ms);
        if within < limits.bulk_grants.max(1) {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        // The stretch goes on as long as the next grant is near the one before.
        let mut end = within;
        while let (Some((at, _)), Some((next, _))) = (rest.get(end - 1), rest.get(end)) {
            if next - at > limits.bulk_within_ms {
                break;
            }
            end += 1;
        }
        let (stretch, after) = rest.split_at(end);
        findings.push(bulk_found(case, by, to, stretch));
        rest = after;
    }
}

fn bulk_found(case: &Case<'_>, by: AccountId, to: AccountId, stretch: &[(i64, usize)]) -> Finding {
    let mut found = Found::new(Rule::BulkGrant, Severity::Question, Certainty::Recorded)
        .accounts([by, to])
        .explained_by(&[Migration, Maintenance, UnseenApproval]);
    stretch.iter().for_each(|(_, place)| found.grant(case, *place));
    let first = stretch.first().map_or(0, |(at, _)| *at);
    let last = stretch.last().map_or(0, |(at, _)| *at);
    found.value("grants", stretch.len());
    found.value("minutes", (last - first + 59_999) / 60_000);
    found.done()
}

fn start(case: &Case<'_>, place: usize) -> i64 {
    case.intervals.get(place).and_then(|interval| interval.start.utc_ms).unwrap_or_default()
}

/// Given, used and taken back within a day.
fn brief(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (place, interval) in case.rights_by_others() {
        let (Some(start), crate::BoundBasis::Event) = (case.granted_at(interval), interval.end.basis) else {
            continue;
        };
        let end = interval.end.utc_ms.unwrap_or(i64::MAX);
        if end.saturating_sub(start) > case.question.thresholds.brief_ms {
            continue;
        }
        let group = case.uses.group(interval.beneficiary, interval.mailbox);
        let uses = group.map_or(&[][..], |group| case.uses.between(case.acts, group, start, end));
        if uses.is_empty() {
            continue;
        }
        let mut found = Found::new(Rule::BriefGrant, Severity::Grave, Certainty::Derived)
            .accounts([Some(interval.beneficiary), interval.granted_by].into_iter().flatten())
            .explained_by(&[Support, OwnersWish, Replacement]);
        found.interval(case, place);
        for place in uses {
            if let Some(event) = case.acts.event(*place as usize) {
                found.record(event.source, event.record);
            }
        }
        found.value("minutes", (end - start + 59_999) / 60_000);
        found.value("uses", uses.len());
        findings.push(found.done());
    }
}
