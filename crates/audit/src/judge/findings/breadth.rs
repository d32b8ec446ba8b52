//! How much one account can open: almost everything, and what was left out of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::judge::Case;
use crate::judge::case::{holds_at, opens_whole};
use crate::model::Explanation::{Inquiry, Maintenance, Migration, ProductDefault, Tool};
use crate::model::{AccessInterval, AccountId, Certainty, Finding, Path, Rule, Severity};

/// Departments are left out as a whole from so many mailboxes on: one alone may be chance.
const LEAST_LEFT_OUT: usize = 2;

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut by_holder: BTreeMap<AccountId, Vec<usize>> = BTreeMap::new();
    for (place, interval) in case.rights_by_others() {
        if opens_whole(interval.power) {
            by_holder.entry(interval.beneficiary).or_default().push(place);
        }
    }
    for (holder, places) in by_holder {
        over_all(case, holder, &places, findings);
        one_by_one(case, holder, &places, findings);
    }
}

/// A role or a configuration that opens every mailbox at once.
fn over_all(case: &Case<'_>, holder: AccountId, places: &[usize], findings: &mut Vec<Finding>) {
    let all: Vec<usize> = places
        .iter()
        .copied()
        .filter(|place| case.intervals.get(*place).is_some_and(|i| i.mailbox.is_none()))
        .collect();
    if all.is_empty() {
        return;
    }
    let mut found = Found::new(Rule::AlmostAll, Severity::Question, Certainty::Recorded)
        .accounts([holder])
        .explained_by(&[Tool, Migration, ProductDefault]);
    all.iter().for_each(|place| found.interval(case, *place));
    let known = known_at(case, holder, case.question.now_ms).len();
    found.value("mailboxes", known);
    found.value("known", known);
    found.value("percent", 100);
    found.value("path", "role");
    findings.push(found.done());
}

/// Rights on each mailbox: how many stood at the same time.
fn one_by_one(case: &Case<'_>, holder: AccountId, places: &[usize], findings: &mut Vec<Finding>) {
    let Some((at, standing)) = peak(case, places) else { return };
    let known = known_at(case, holder, at);
    let granted = mailboxes(case, &standing);
    let limits = &case.question.thresholds;
    let (count, all) = (granted.len() as u64, known.len().max(granted.len()) as u64);
    if count < limits.almost_all_least || count * 100 < all * limits.almost_all_percent {
        return;
    }
    let severity = case.severity_for(holder, Severity::Grave);
    let mut found = Found::new(Rule::AlmostAll, severity, Certainty::Derived)
        .accounts([holder])
        .explained_by(&[Migration, Tool, Maintenance, Inquiry]);
    standing.iter().for_each(|place| found.interval(case, *place));
    found.value("mailboxes", count);
    found.value("known", all);
    found.value("percent", count * 100 / all.max(1));
    found.value("path", "each");
    findings.push(found.done());
    let granted = mailboxes(case, &lasting(case, &standing));
    left_out(case, holder, at, (&standing, &granted, &known), findings);
}

fn mailboxes(case: &Case<'_>, places: &[usize]) -> BTreeSet<AccountId> {
    places.iter().filter_map(|place| case.intervals.get(*place)?.mailbox).collect()
}

/// What stood for more than a day, or everything if nothing did: one evening's look into a
/// single mailbox must not hide that its department was left out.
fn lasting(case: &Case<'_>, places: &[usize]) -> Vec<usize> {
    let is_brief = |interval: &AccessInterval| {
        let (from, to) = case.span(interval);
        to.saturating_sub(from) <= case.question.thresholds.brief_ms
    };
    let lasts = |place: &usize| case.intervals.get(*place).is_some_and(|interval| !is_brief(interval));
    let lasting: Vec<usize> = places.iter().copied().filter(lasts).collect();
    if lasting.is_empty() { places.to_vec() } else { lasting }
}

/// The moment at which most stood, and what stood then.
fn peak(case: &Case<'_>, places: &[usize]) -> Option<(i64, Vec<usize>)> {
    let by_name = |place: &&usize| {
        case.intervals.get(**place).is_some_and(|i| i.mailbox.is_some() && !matches!(i.path, Path::Role(_)))
    };
    let places: Vec<usize> = places.iter().filter(by_name).copied().collect();
    let span = |place: &usize| case.intervals.get(*place).map(|interval| case.span(interval));
    // Ends after beginnings at the same moment: what touches stood together.
    let mut edges: Vec<(i64, bool)> = Vec::new();
    for (from, to) in places.iter().filter_map(span) {
        edges.extend([(from, false), (to, true)]);
    }
    edges.sort_unstable();
    let (mut standing, mut most, mut at) = (0_i64, 0_i64, None);
    for (moment, ends) in edges {
        standing += if ends { -1 } else { 1 };
        if standing > most {
            (most, at) = (standing, Some(moment));
        }
    }
    let at = at?;
    let stood = |place: &usize| span(place).is_some_and(|(from, to)| from <= at && at <= to);
    Some((at, places.into_iter().filter(stood).collect()))
}

/// Every mailbox but the holder's, of people who were there at the time.
fn known_at(case: &Case<'_>, holder: AccountId, at: i64) -> BTreeSet<AccountId> {
    let ids = (0..case.acts.accounts.list.len() as u32).map(AccountId);
    ids.filter(|id| *id != holder && case.acts.accounts.account(*id).mailbox)
        .filter(|id| case.posts(*id).next().is_none() || case.posts(*id).any(|post| holds_at(post, at)))
        .collect()
}

type Grant<'g> = (&'g [usize], &'g BTreeSet<AccountId>, &'g BTreeSet<AccountId>);

/// Departments of which every mailbox was left out of a grant that has almost all others.
fn left_out(
    case: &Case<'_>,
    holder: AccountId,
    at: i64,
    (standing, granted, known): Grant<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut departments: BTreeMap<String, (Vec<AccountId>, bool)> = BTreeMap::new();
    for mailbox in known {
        if let Some(department) = case.department(*mailbox, at) {
            let (out, any) = departments.entry(department).or_default();
            match granted.contains(mailbox) {
                true => *any = true,
                false => out.push(*mailbox),
            }
        }
    }
    let without_directory = departments.is_empty();
    let whole = departments.into_iter().filter(|(_, (out, any))| !any && out.len() >= LEAST_LEFT_OUT);
    let mut told: Vec<(String, Vec<AccountId>)> =
        whole.map(|(department, (out, _))| (department, out)).collect();
    if without_directory {
        let out: Vec<AccountId> = known.difference(granted).copied().collect();
        told.extend((!out.is_empty()).then_some((String::new(), out)));
    }
    for (department, out) in told {
        let own = case.department(holder, at).is_some_and(|own| own == department);
        let severity = if own { Severity::Grave } else { Severity::Notice };
        let mut found = Found::new(Rule::LeftOut, severity, Certainty::Derived)
            .accounts([holder])
            .explained_by(&[Migration, Maintenance, Tool]);
        standing.iter().for_each(|place| found.interval(case, *place));
        found.only_mailboxes(&out);
        found.value("department", department);
        found.value("left_out", out.len());
        found.value("granted", granted.len());
        found.value("known", known.len().max(granted.len()));
        findings.push(found.done());
    }
}
