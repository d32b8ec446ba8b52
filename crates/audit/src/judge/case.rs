//! What the rules look at.

use crate::judge::Acts;
use crate::judge::uses::Uses;
use crate::model::{
    AccessInterval, AccountId, Backing, BoundBasis, Event, Outcome, Person, PersonClass, Power, Question,
    Relation, Severity,
};

/// Everything that was judged before the rules.
pub(crate) struct Case<'c> {
    pub(crate) acts: &'c Acts<'c>,
    pub(crate) intervals: &'c [AccessInterval],
    pub(crate) backing: &'c [Backing],
    pub(crate) uses: &'c Uses,
    pub(crate) question: &'c Question,
    /// The owner whose edition it is.
    pub(crate) owner: Option<AccountId>,
}

impl<'c> Case<'c> {
    /// Intervals that people's accounts hold on others' mail, within the period; with their places.
    pub(crate) fn rights(&self) -> impl Iterator<Item = (usize, &'c AccessInterval)> {
        let concerns =
            |interval: &AccessInterval| self.question.overlaps(interval) && !self.acts.is_service(interval);
        self.intervals.iter().enumerate().filter(move |(_, interval)| concerns(interval))
    }

    /// Those that somebody other than the mailbox' owner gave.
    pub(crate) fn rights_by_others(&self) -> impl Iterator<Item = (usize, &'c AccessInterval)> {
        self.rights()
            .filter(|(_, interval)| interval.mailbox.is_none() || interval.granted_by != interval.mailbox)
    }

    /// Events of people's accounts that did not fail, within the period; with their places.
    pub(crate) fn deeds(&self) -> impl Iterator<Item = (usize, &'c Event)> {
        let concerns = move |(place, event): &(usize, &Event)| {
            // The provider's services act under owners' names as well.
            let service = || {
                event.relation == Relation::Provider
                    || self.acts.actor(*place).is_some_and(|actor| self.is_service(actor))
            };
            self.in_period(event.time.utc_ms) && event.outcome != Outcome::Failed && !service()
        };
        self.acts.each().filter(concerns)
    }

    /// Whether a moment lies in the period asked about.
    pub(crate) fn in_period(&self, at: i64) -> bool {
        self.question.period.is_none_or(|(from, to)| (from..=to).contains(&at))
    }

    /// When an interval began, if a record of the grant says so.
    pub(crate) fn granted_at(&self, interval: &AccessInterval) -> Option<i64> {
        interval.start.utc_ms.filter(|_| interval.start.basis == BoundBasis::Event)
    }

    /// From when to when an interval counts, as far as it can be told.
    pub(crate) fn span(&self, interval: &AccessInterval) -> (i64, i64) {
        let end = self.question.end_of(interval);
        (interval.start.utc_ms.unwrap_or(end).min(end), end)
    }

    /// Until when it stood for sure: a right that a later snapshot lacks, until it was last seen.
    pub(crate) fn sure_end(&self, interval: &AccessInterval) -> i64 {
        let last_seen = interval.end.not_before_ms.filter(|_| interval.end.basis == BoundBasis::GoneBetween);
        last_seen.unwrap_or_else(|| self.question.end_of(interval))
    }

    /// How much a finding about this account matters: less if the directory knows it as a service.
    pub(crate) fn severity_for(&self, account: AccountId, of_people: Severity) -> Severity {
        if self.is(account, PersonClass::Service) { of_people.min(Severity::Question) } else { of_people }
    }

    /// Whether an account is the provider's or the product's.
    pub(crate) fn is_service(&self, account: AccountId) -> bool {
        self.acts.accounts.account(account).provider
    }

    /// The rows of the directory about an account, in the order of time.
    pub(crate) fn posts(&self, account: AccountId) -> impl Iterator<Item = &'c Person> {
        let posts = &self.acts.accounts.account(account).posts;
        posts.iter().filter_map(|row| self.acts.evidence.people.get(*row))
    }

    /// The department of an account at a time, as the directory writes it, folded.
    pub(crate) fn department(&self, account: AccountId, at: i64) -> Option<String> {
        let post =
            self.posts(account).find(|post| holds_at(post, at)).or_else(|| self.posts(account).last())?;
        let department = self.acts.text(post.department?).trim();
        (!department.is_empty()).then(|| department.to_lowercase())
    }

    /// Whether the directory gives an account this class.
    pub(crate) fn is(&self, account: AccountId, class: PersonClass) -> bool {
        self.acts.accounts.account(account).classes.contains(&class)
    }
}

/// Whether a row of the directory speaks of this time.
pub(crate) fn holds_at(post: &Person, at: i64) -> bool {
    post.from_ms.is_none_or(|from| from <= at) && post.to_ms.is_none_or(|to| at <= to)
}

/// Rights that open a whole mailbox.
pub(crate) fn opens_whole(power: Power) -> bool {
    matches!(power, Power::Open | Power::Impersonate)
}
