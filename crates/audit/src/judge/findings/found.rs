//! A finding in the making.

use std::collections::BTreeSet;

use crate::judge::Case;
use crate::model::{AccountId, Certainty, Event, Explanation, Finding, Rule, Severity, SourceId};

/// How many records a finding names; how many there are is among its values.
const NAMED_RECORDS: usize = 1000;

/// A finding that grows by records and intervals.
pub(crate) struct Found {
    finding: Finding,
    mailboxes: BTreeSet<AccountId>,
}

impl Found {
    pub(crate) fn new(rule: Rule, severity: Severity, certainty: Certainty) -> Found {
        let finding = Finding {
            rule,
            severity,
            certainty,
            accounts: Vec::new(),
            mailboxes: Vec::new(),
            span: None,
            values: Vec::new(),
            explanations: Vec::new(),
            evidence: Vec::new(),
            intervals: Vec::new(),
        };
        Found { finding, mailboxes: BTreeSet::new() }
    }

    pub(crate) fn accounts(mut self, accounts: impl IntoIterator<Item = AccountId>) -> Self {
        self.finding.accounts.extend(accounts);
        self
    }

    pub(crate) fn explained_by(mut self, explanations: &[Explanation]) -> Self {
        self.finding.explanations.extend_from_slice(explanations);
        self
    }

    pub(crate) fn severity(&mut self, severity: Severity) {
        self.finding.severity = severity;
    }

    pub(crate) fn mailbox(&mut self, mailbox: Option<AccountId>) {
        self.mailboxes.extend(mailbox);
    }

    /// The mailboxes it speaks of, whatever its intervals are about.
    pub(crate) fn only_mailboxes(&mut self, mailboxes: &[AccountId]) {
        self.mailboxes = mailboxes.iter().copied().collect();
    }

    pub(crate) fn at(&mut self, from: i64, to: i64) {
        let (first, last) = self.finding.span.unwrap_or((from, to));
        self.finding.span = Some((first.min(from), last.max(to)));
    }

    pub(crate) fn record(&mut self, source: SourceId, record: u64) {
        if self.finding.evidence.len() < NAMED_RECORDS
            && self.finding.evidence.last() != Some(&(source, record))
        {
            self.finding.evidence.push((source, record));
        }
    }

    /// An event and its mailbox.
    pub(crate) fn event(&mut self, case: &Case<'_>, place: usize, event: &Event) {
        self.mailbox(case.acts.mailbox(place));
        self.at(event.time.utc_ms, event.time.utc_ms);
        self.record(event.source, event.record);
    }

    /// An interval with its mailbox and records; the finding speaks of all its time.
    pub(crate) fn interval(&mut self, case: &Case<'_>, place: usize) {
        let Some(interval) = case.intervals.get(place) else { return };
        let (from, to) = case.span(interval);
        self.at(from, to);
        self.named_interval(case, place);
    }

    /// An interval of which only the beginning is meant.
    pub(crate) fn grant(&mut self, case: &Case<'_>, place: usize) {
        let Some(interval) = case.intervals.get(place) else { return };
        let at = case.span(interval).0;
        self.at(at, at);
        self.named_interval(case, place);
    }

    fn named_interval(&mut self, case: &Case<'_>, place: usize) {
        let Some(interval) = case.intervals.get(place) else { return };
        self.mailbox(interval.mailbox);
        self.finding.intervals.push(place);
        // The first record is the one that gave or showed it.
        if let Some((source, record)) = interval.evidence.first() {
            self.record(*source, *record);
        }
    }

    pub(crate) fn value(&mut self, name: &'static str, value: impl ToString) {
        self.finding.values.push((name, value.to_string()));
    }

    pub(crate) fn mailbox_count(&self) -> usize {
        self.mailboxes.len()
    }

    pub(crate) fn done(mut self) -> Finding {
        self.finding.mailboxes = self.mailboxes.into_iter().collect();
        self.finding
    }
}
