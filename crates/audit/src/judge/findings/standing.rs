//! Access that stands today.

use std::collections::BTreeMap;

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{OwnersWish, ProductDefault, Replacement, Tool, UnseenApproval};
use crate::model::{AccountId, BoundBasis, Certainty, Finding, Power, Rule, Severity};

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut standing: BTreeMap<AccountId, Vec<usize>> = BTreeMap::new();
    for (place, interval) in case.rights_by_others() {
        if interval.end.basis == BoundBasis::StillOpen && interval.power != Power::Divert {
            standing.entry(interval.beneficiary).or_default().push(place);
        }
    }
    findings.extend(standing.into_iter().map(|(holder, places)| stands(case, holder, &places)));
}

fn stands(case: &Case<'_>, holder: AccountId, places: &[usize]) -> Finding {
    let intervals = || places.iter().filter_map(|place| case.intervals.get(*place));
    // A snapshot saw it; without one, nothing that was read ended it, which is less.
    let seen = intervals().any(|interval| interval.end.utc_ms.is_some());
    let certainty = if seen { Certainty::Recorded } else { Certainty::Possible };
    let mut found = Found::new(Rule::StandingToday, Severity::Question, certainty)
        .accounts([holder])
        .explained_by(&[OwnersWish, Replacement, Tool, UnseenApproval, ProductDefault]);
    places.iter().for_each(|place| found.interval(case, *place));
    let all = intervals().any(|interval| interval.mailbox.is_none());
    found.value("rights", places.len());
    found.value("mailboxes", found.mailbox_count());
    found.value("scope", if all { "all" } else { "some" });
    found.value("dated", if seen { "yes" } else { "no" });
    found.done()
}
