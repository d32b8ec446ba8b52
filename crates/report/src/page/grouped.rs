//! Rights that differ in their mailbox alone: one row for two hundred of them.

use std::collections::BTreeMap;

use greffe::audit::{AccessInterval, AccountId, Answer, SourceId};

use super::Matter;

/// What rights of one row share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shared {
    pub(super) answer: Option<Answer>,
    pub(super) holder: AccountId,
    pub(super) right: String,
    /// The day it began, or what is known instead.
    pub(super) since: String,
    pub(super) until: String,
    pub(super) given_by: Option<AccountId>,
}

/// The rights of one row.
#[derive(Debug, Default)]
pub(super) struct Group {
    mailboxes: Vec<AccountId>,
    /// One of them is a right on all mailboxes.
    over_all: bool,
    pub(super) evidence: Vec<(SourceId, u64)>,
}

/// Rows, by what their rights share.
#[derive(Debug, Default)]
pub(super) struct Groups(BTreeMap<Shared, Group>);

impl Groups {
    /// Adds a right to the row of its like.
    pub(super) fn add(&mut self, matter: Matter<'_>, interval: &AccessInterval, answer: Option<Answer>) {
        let day = |bound: &greffe::audit::Bound| matter.say.bound_by_day(bound);
        let shared = Shared {
            answer,
            holder: interval.beneficiary,
            right: matter.say.right(interval),
            since: day(&interval.start),
            until: day(&interval.end),
            given_by: interval.granted_by,
        };
        let group = self.0.entry(shared).or_default();
        group.mailboxes.extend(interval.mailbox);
        group.over_all |= interval.mailbox.is_none();
        // The first record is the one that gave or showed it.
        group.evidence.extend(interval.evidence.first());
    }

    /// Returns the rows, those with most mailboxes first.
    pub(super) fn ranked(self) -> Vec<(Shared, Group)> {
        let mut rows: Vec<(Shared, Group)> = self.0.into_iter().collect();
        rows.sort_by_key(|(shared, group)| {
            (shared.answer, std::cmp::Reverse((group.over_all, group.mailboxes.len())))
        });
        rows
    }
}

impl Group {
    /// Names the mailboxes, the first of them by name.
    pub(super) fn named(&self, matter: Matter<'_>) -> String {
        let say = matter.say;
        match (self.over_all, self.mailboxes.len()) {
            (true, _) => say.get("audit-all-mailboxes"),
            (false, 1) => say.accounts(&self.mailboxes),
            (false, count) => {
                let words = [("named", say.accounts(&self.mailboxes))];
                say.told("audit-counted", &words, &[("count", count as u64)])
            }
        }
    }
}
