//! Where a reader puts what it read of one source; every record ends here once.

use crate::model::{
    Approval, AuditState, Event, Evidence, Form, Moment, Name, Order, Owned, Period, Person, Relation,
    SourceId, Standing, Tally, Unreadable, Why, Zone,
};

/// How many unreadable records of a source are named one by one.
const NAMED_UNREADABLE: usize = 1000;

/// The evidence, seen by the reader of one source.
///
/// Each record of the source goes to exactly one of `read` (through `event`,
/// `standing`...), `irrelevant`, `duplicate` and `unreadable`. A record that makes
/// several values is told once with [`Sink::also`] for each further value.
pub(crate) struct Sink<'e> {
    evidence: &'e mut Evidence,
    source: SourceId,
}

impl<'e> Sink<'e> {
    /// A sink for the source `source` of `evidence`, which stands in it already.
    pub(crate) fn new(evidence: &'e mut Evidence, source: SourceId) -> Self {
        Sink { evidence, source }
    }

    /// The source that is read.
    pub(crate) fn source(&self) -> SourceId {
        self.source
    }

    /// The number of a string.
    pub(crate) fn name(&mut self, text: &str) -> Name {
        self.evidence.names.put(text.trim())
    }

    /// The moment that `text` tells, in any form that the products write; none if no calendar knows it.
    pub(crate) fn moment(&mut self, text: &str) -> Option<Moment> {
        let utc_ms = text.trim().parse::<jiff::Timestamp>().ok()?.as_millisecond();
        Some(Moment { utc_ms, zone: Zone::Explicit, raw: None })
    }

    /// One record that is an event. An owner's act on the own mailbox is counted and dropped.
    pub(crate) fn event(&mut self, event: Event) {
        self.tally().records += 1;
        self.also(event);
    }

    /// A further event of a record that was told already.
    pub(crate) fn also(&mut self, event: Event) {
        self.widen(event.time.utc_ms);
        if let (Relation::Owner, crate::model::Target::Mailbox(mailbox), crate::model::Class::Use) =
            (event.relation, event.target, event.class)
        {
            self.tally().owner += 1;
            return self.own(mailbox, event.time.utc_ms);
        }
        self.tally().read += 1;
        self.evidence.events.push(event);
    }

    /// One record of a permission snapshot.
    pub(crate) fn standing(&mut self, standing: Standing) {
        self.taken();
        self.evidence.standing.push(standing);
    }

    /// One record of an audit-status snapshot.
    pub(crate) fn audit_state(&mut self, state: AuditState) {
        self.taken();
        self.evidence.audit_states.push(state);
    }

    /// One record of the directory.
    pub(crate) fn person(&mut self, person: Person) {
        self.taken();
        self.evidence.people.push(person);
    }

    /// One record of the approvals.
    pub(crate) fn approval(&mut self, approval: Approval) {
        self.taken();
        self.evidence.approvals.push(approval);
    }

    /// One record of the calendar.
    pub(crate) fn period(&mut self, period: Period) {
        self.taken();
        self.evidence.periods.push(period);
    }

    /// One order handed in as mail.
    pub(crate) fn order(&mut self, order: Order) {
        self.taken();
        self.evidence.orders.push(order);
    }

    /// Two names that one record ties together.
    pub(crate) fn same(&mut self, one: Name, other: Name) {
        if one != other {
            self.evidence.same.push((one, other));
        }
    }

    /// One record about something else; its time still says what the source covers.
    pub(crate) fn irrelevant(&mut self, at: Option<Moment>) {
        self.tally().records += 1;
        self.tally().irrelevant += 1;
        if let Some(at) = at {
            self.widen(at.utc_ms);
        }
    }

    /// One record that was seen before.
    pub(crate) fn duplicate(&mut self) {
        self.tally().records += 1;
        self.tally().duplicate += 1;
    }

    /// One record that could not be read.
    pub(crate) fn unreadable(&mut self, record: u64, why: Why) {
        self.tally().records += 1;
        self.tally().unreadable += 1;
        if let Some(source) = self.evidence.sources.get_mut(self.source.0 as usize)
            && source.unreadable.len() < NAMED_UNREADABLE
        {
            source.unreadable.push(Unreadable { record, why });
        }
    }

    /// What the source turned out to be.
    pub(crate) fn is(&mut self, form: Form) {
        if let Some(source) = self.evidence.sources.get_mut(self.source.0 as usize) {
            source.form = form;
        }
    }

    /// A clear-text secret was seen, and not kept.
    pub(crate) fn dropped_secret(&mut self) {
        if let Some(source) = self.evidence.sources.get_mut(self.source.0 as usize) {
            source.secrets_dropped += 1;
        }
    }

    fn taken(&mut self) {
        self.tally().records += 1;
        self.tally().read += 1;
    }

    fn own(&mut self, mailbox: Name, at: i64) {
        let source = self.source;
        let known = self.evidence.owned.iter_mut().find(|o| o.source == source && o.mailbox == mailbox);
        match known {
            Some(owned) => {
                owned.acts += 1;
                owned.first_ms = owned.first_ms.min(at);
                owned.last_ms = owned.last_ms.max(at);
            }
            None => {
                self.evidence.owned.push(Owned { source, mailbox, acts: 1, first_ms: at, last_ms: at });
            }
        }
    }

    fn widen(&mut self, at: i64) {
        if let Some(source) = self.evidence.sources.get_mut(self.source.0 as usize) {
            let (from, to) = source.span.unwrap_or((at, at));
            source.span = Some((from.min(at), to.max(at)));
        }
    }

    fn tally(&mut self) -> &mut Tally {
        // A sink is made for a source that stands in the evidence.
        &mut self.evidence.sources[self.source.0 as usize].tally
    }
}
