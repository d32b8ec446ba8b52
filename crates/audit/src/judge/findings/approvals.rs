//! Rights beside the papers that were handed in: none, or beyond them.

use std::collections::BTreeMap;

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Inquiry, Replacement, Support, UnseenApproval};
use crate::model::{AccountId, Certainty, Cover, Finding, Power, Rule, Severity};

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut uncovered: BTreeMap<AccountId, Vec<usize>> = BTreeMap::new();
    let mut beyond: BTreeMap<(AccountId, &'static str, usize), Vec<usize>> = BTreeMap::new();
    for (place, interval) in case.rights_by_others() {
        // Where copies go is an account by name only: the diversion is a finding of its own.
        let right = interval.power != Power::Divert;
        let Some(backing) = case.backing.get(place).filter(|_| right) else { continue };
        let kind = match backing.cover {
            Cover::Uncovered => {
                uncovered.entry(interval.beneficiary).or_default().push(place);
                continue;
            }
            Cover::BeyondTime => "time",
            Cover::BeyondScope => "scope",
            Cover::Unknown | Cover::NotNeeded | Cover::Covered => continue,
        };
        let paper = backing.approvals.first().copied().unwrap_or_default();
        beyond.entry((interval.beneficiary, kind, paper)).or_default().push(place);
    }
    findings.extend(uncovered.iter().map(|(holder, places)| no_approval(case, *holder, places)));
    findings.extend(
        beyond.iter().map(|((holder, kind, paper), places)| exceeded(case, *holder, kind, *paper, places)),
    );
}

fn no_approval(case: &Case<'_>, holder: AccountId, places: &[usize]) -> Finding {
    let mut found = Found::new(Rule::NoApproval, Severity::Question, Certainty::Derived)
        .accounts([holder])
        .explained_by(&[UnseenApproval, Support, Inquiry]);
    places.iter().for_each(|place| found.interval(case, *place));
    found.value("rights", places.len());
    found.value("mailboxes", found.mailbox_count());
    found.done()
}

fn exceeded(case: &Case<'_>, holder: AccountId, kind: &str, paper: usize, places: &[usize]) -> Finding {
    let mut found = Found::new(Rule::BeyondApproval, Severity::Question, Certainty::Derived)
        .accounts([holder])
        .explained_by(&[UnseenApproval, Replacement]);
    places.iter().for_each(|place| found.interval(case, *place));
    if let Some(approval) = case.acts.evidence.approvals.get(paper) {
        found.record(approval.source, approval.record);
        found.value("reference", case.acts.text(approval.reference));
    }
    found.value("kind", kind);
    found.value("rights", places.len());
    found.value("mailboxes", found.mailbox_count());
    found.done()
}
