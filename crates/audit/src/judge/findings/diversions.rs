//! Mail that is copied elsewhere by somebody other than its owner.

use std::collections::BTreeMap;

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Maintenance, OwnersWish, Replacement, Tool};
use crate::model::{AccountId, BoundBasis, Certainty, Finding, Power, Rule, Severity};

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut diversions: BTreeMap<(Option<AccountId>, AccountId), Vec<usize>> = BTreeMap::new();
    for (place, interval) in case.rights_by_others() {
        // The role to write transport rules diverts nothing by itself: it has no destination.
        if interval.power == Power::Divert && interval.destination.is_some() {
            diversions.entry((interval.granted_by, interval.beneficiary)).or_default().push(place);
        }
    }
    for ((by, to), places) in diversions {
        findings.push(diverted(case, by, to, &places));
    }
}

fn diverted(case: &Case<'_>, by: Option<AccountId>, to: AccountId, places: &[usize]) -> Finding {
    let mut found = Found::new(Rule::Diversion, Severity::Grave, Certainty::Recorded)
        .accounts(by.into_iter().chain([to].into_iter().filter(|to| by != Some(*to))))
        .explained_by(&[OwnersWish, Replacement, Tool, Maintenance]);
    places.iter().for_each(|place| found.interval(case, *place));
    let intervals = || places.iter().filter_map(|place| case.intervals.get(*place));
    let standing = intervals().any(|interval| interval.end.basis == BoundBasis::StillOpen);
    let destination = intervals().find_map(|interval| interval.destination);
    found.value("destination", destination.map_or("", |name| case.acts.text(name)));
    found.value("mailboxes", found.mailbox_count());
    let set_by = match by {
        None => "nobody-told",
        Some(by) if by == to => "receiver",
        Some(_) => "another",
    };
    found.value("set_by", set_by);
    found.value("standing", if standing { "yes" } else { "no" });
    found.done()
}
