//! Rights and uses beside what the directory and the calendar say: posts, protected people, periods.

use std::collections::BTreeMap;

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Inquiry, Maintenance, OwnersWish, Replacement, SamePerson, Support, Tool};
use crate::model::{AccountId, Certainty, Finding, Period, Person, PersonClass, Power, Rule, Severity};

/// A day in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;

/// Calendars are a page long; a longer one is no calendar.
const MOST_PERIODS: usize = 1000;

/// Classes whose mail deserves protection, with the word that rules use.
const PROTECTED: [(PersonClass, &str); 7] = [
    (PersonClass::Elected, "elected"),
    (PersonClass::Cabinet, "cabinet"),
    (PersonClass::Union, "union"),
    (PersonClass::Press, "press"),
    (PersonClass::Lawyer, "lawyer"),
    (PersonClass::Health, "health"),
    (PersonClass::Dpo, "dpo"),
];

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    outlives(case, findings);
    protected(case, findings);
    let periods = case.acts.evidence.periods.iter().take(MOST_PERIODS);
    periods.for_each(|period| sensitive(case, period, findings));
}

fn outlives(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut kept: BTreeMap<(AccountId, &'static str, i64), Vec<usize>> = BTreeMap::new();
    for (place, interval) in case.rights() {
        let account = case.acts.accounts.account(interval.beneficiary);
        if account.classes.contains(&PersonClass::Service) || account.classes.contains(&PersonClass::Shared) {
            continue;
        }
        let (from, to) = (case.span(interval).0, case.sure_end(interval));
        let over = end_of_post(case, interval.beneficiary, from);
        if let Some((kind, end)) =
            over.filter(|(_, end)| to > end.saturating_add(case.question.thresholds.post_grace_ms))
        {
            kept.entry((interval.beneficiary, kind, end)).or_default().push(place);
        }
    }
    for ((holder, kind, end), places) in kept {
        let mut found = Found::new(Rule::OutlivesPost, Severity::Question, Certainty::Derived)
            .accounts([holder])
            .explained_by(&[Replacement, Maintenance]);
        places.iter().for_each(|place| found.interval(case, *place));
        let last =
            places.iter().filter_map(|place| case.intervals.get(*place)).map(|i| case.sure_end(i)).max();
        found.value("kind", kind);
        found.value("days", last.map_or(0, |last| (last - end) / DAY_MS));
        found.value("mailboxes", found.mailbox_count());
        findings.push(found.done());
    }
}

/// When the post ended that the account had at `at`: a departure, or another department after it.
fn end_of_post(case: &Case<'_>, account: AccountId, at: i64) -> Option<(&'static str, i64)> {
    let posts: Vec<&Person> = case.posts(account).collect();
    // The row in force when the right began; a right given after the last day belongs to no post.
    let place = posts.iter().position(|post| post.to_ms.is_none_or(|to| at <= to))?;
    let end = posts.get(place)?.to_ms?;
    let later = posts.get(place + 1..).unwrap_or_default();
    match later.first() {
        None => Some(("departure", end)),
        Some(next) => {
            let department =
                |post: &Person| post.department.map(|name| case.acts.text(name).trim().to_lowercase());
            (department(next) != department(posts.get(place)?)).then_some(("post", end))
        }
    }
}

fn protected(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut found: BTreeMap<(AccountId, usize), (Found, u64)> = BTreeMap::new();
    let begin = |holder: AccountId| {
        let found = Found::new(Rule::ProtectedPerson, Severity::Question, Certainty::Recorded)
            .accounts([holder])
            .explained_by(&[OwnersWish, Replacement, Support, Tool]);
        (found, 0)
    };
    // Whoever receives copies is no account that could open something: that is a finding of its own.
    for (place, interval) in case.rights_by_others().filter(|(_, right)| right.power != Power::Divert) {
        for class in classes(case, interval.mailbox) {
            let entry =
                found.entry((interval.beneficiary, class)).or_insert_with(|| begin(interval.beneficiary));
            entry.0.interval(case, place);
        }
    }
    for group in case.uses.groups().iter().filter(|group| Some(group.actor) != group.mailbox) {
        for class in classes(case, group.mailbox) {
            let entry = found.entry((group.actor, class)).or_insert_with(|| begin(group.actor));
            for place in case.uses.places(group) {
                if let Some(event) = case.acts.event(*place as usize) {
                    entry.0.event(case, *place as usize, event);
                    entry.1 += 1;
                }
            }
        }
    }
    for ((holder, class), (mut found, uses)) in found {
        if uses > 0 {
            found.severity(case.severity_for(holder, Severity::Grave));
        }
        found.value("class", PROTECTED.get(class).map_or("", |(_, word)| word));
        found.value("mailboxes", found.mailbox_count());
        found.value("uses", uses);
        findings.push(found.done());
    }
}

/// The protected classes of a mailbox' owner, by place in [`PROTECTED`].
fn classes<'c>(case: &'c Case<'_>, mailbox: Option<AccountId>) -> impl Iterator<Item = usize> + 'c {
    let places = 0..PROTECTED.len();
    places.filter(move |place| {
        let class = PROTECTED.get(*place).map(|(class, _)| *class);
        class.zip(mailbox).is_some_and(|(class, mailbox)| case.is(mailbox, class))
    })
}

/// Uses within one period, one finding for each account.
fn sensitive(case: &Case<'_>, period: &Period, findings: &mut Vec<Finding>) {
    let mut found: BTreeMap<AccountId, (Found, u64)> = BTreeMap::new();
    for group in case.uses.groups().iter().filter(|group| Some(group.actor) != group.mailbox) {
        for place in case.uses.between(case.acts, group, period.from_ms, period.to_ms) {
            let Some(event) = case.acts.event(*place as usize) else { continue };
            let entry = found.entry(group.actor).or_insert_with(|| {
                let severity = case.severity_for(group.actor, Severity::Grave);
                let found = Found::new(Rule::SensitivePeriod, severity, Certainty::Recorded)
                    .accounts([group.actor])
                    .explained_by(&[OwnersWish, Support, Replacement, Inquiry, SamePerson]);
                (found, 0)
            });
            entry.0.event(case, *place as usize, event);
            entry.1 += 1;
        }
    }
    for (mut found, uses) in found.into_values() {
        found.record(period.source, period.record);
        found.value("period", case.acts.text(period.label));
        found.value("uses", uses);
        found.value("mailboxes", found.mailbox_count());
        findings.push(found.done());
    }
}
