//! Where a reader puts what it read of one source; every record ends here once.

use super::journal::{Fate, Identity, Taken};
use super::settle;
use super::times::{Clock, Stamp};
use crate::model::{
    Approval, AuditState, Class, Event, Evidence, Flags, Form, Moment, Name, Order, Period, Person, Refusal,
    Relation, SourceId, Standing, Tally, Target, Unreadable, Why, Zone,
};

/// How many unreadable records of a source are named one by one.
pub(super) const NAMED_UNREADABLE: usize = 1000;

/// The evidence, seen by the reader of one source.
///
/// Each record of the source goes to exactly one of `read` (through `event`,
/// `standing`...), `irrelevant` and `unreadable`. A record that makes
/// several values is told once, with [`Sink::also`] for each further event.
///
/// Whether a record is known from another source is found out later, from the
/// journal; a reader whose records bear identifiers says them with [`Sink::known_as`].
pub(crate) struct Sink<'e> {
    evidence: &'e mut Evidence,
    source: SourceId,
    clock: Clock,
    identity: Identity,
    /// None if whoever reads wants no account, and owners' acts summed up at once.
    journal: Option<Vec<Taken>>,
    /// Times that are open until the source ends, with how they were read.
    open_span: Option<(Span, Span)>,
}

/// First and last of some times: each as it was read, and as it is written.
type Span = (i64, Stamp);

impl<'e> Sink<'e> {
    /// A sink for the source `source` of `evidence`, which stands in it already.
    pub(crate) fn new(evidence: &'e mut Evidence, source: SourceId) -> Self {
        let (clock, identity) = (Clock::default(), Identity::None);
        Sink { evidence, source, clock, identity, journal: None, open_span: None }
    }

    /// The same, with a clock of its own and an account of every record.
    pub(crate) fn with_journal(evidence: &'e mut Evidence, source: SourceId, clock: Clock) -> Self {
        Sink { clock, journal: Some(Vec::new()), ..Sink::new(evidence, source) }
    }

    /// The source is read: settles times that its other records decide, and gives the account.
    pub(crate) fn finish(mut self) -> Vec<Taken> {
        if let Some(source) = self.evidence.sources.get_mut(self.source.0 as usize) {
            source.years_by_file = self.clock.years_by_file();
        }
        if self.clock.has_news() {
            settle::settle(self.evidence, self.source, &self.clock);
        }
        if let Some((from, to)) = self.open_span {
            for (read_as, stamp) in [from, to] {
                let settled = self.clock.settle(&stamp, read_as);
                self.widen_to(settled.map_or(read_as, |(utc_ms, _)| utc_ms));
            }
        }
        self.journal.take().unwrap_or_default()
    }

    /// The source that is read.
    pub(crate) fn source(&self) -> SourceId {
        self.source
    }

    /// What the source is called: it never tells what it is, but where a file lies may tell
    /// whose mailbox it is about (`dovecot-acl`).
    pub(crate) fn path(&self) -> &str {
        self.evidence.sources.get(self.source.0 as usize).map_or("", |source| &source.path)
    }

    /// How many records were told.
    pub(crate) fn told(&self) -> u64 {
        self.evidence.sources.get(self.source.0 as usize).map_or(0, |source| source.tally.records)
    }

    /// The string of a number.
    pub(crate) fn text(&self, name: Name) -> &str {
        self.evidence.names.text(name)
    }

    /// The number of a string.
    pub(crate) fn name(&mut self, text: &str) -> Name {
        self.evidence.names.put(text.trim())
    }

    /// The moment that `text` tells, in any form that the products write; none if no calendar knows it.
    pub(crate) fn moment(&mut self, text: &str) -> Option<Moment> {
        let (utc_ms, zone) = self.clock.read(&Stamp::parse(text)?)?;
        let raw = (zone != Zone::Explicit).then(|| self.name(text));
        Some(Moment { utc_ms, zone, raw })
    }

    /// The identifier that the record to be told next bears: the same again is the same record,
    /// in whichever file.
    pub(crate) fn known_as(&mut self, identifier: &str) {
        let identifier = identifier.trim();
        if !identifier.is_empty() {
            self.identity = Identity::own(identifier);
        }
    }

    /// One record that is an event. An owner's act on the own mailbox is counted and dropped.
    pub(crate) fn event(&mut self, event: Event) {
        self.widen(event.time);
        let identity = match std::mem::replace(&mut self.identity, Identity::None) {
            Identity::None if self.journal.is_some() => Identity::of_act(&event, &self.evidence.names),
            told => told,
        };
        self.tally().records += 1;
        if let Some(mailbox) = owners_own(&event) {
            self.tally().owner += 1;
            return self.own(identity, mailbox, event.time.utc_ms);
        }
        self.tally().read += 1;
        self.note(identity, Fate::Read, 1);
        self.evidence.events.push(event);
    }

    /// A further event of the record that was told last: the tally counts records.
    pub(crate) fn also(&mut self, event: Event) {
        if owners_own(&event).is_some() {
            return;
        }
        if let Some(told) = self.journal.as_mut().and_then(|journal| journal.last_mut()) {
            told.events += 1;
        }
        self.evidence.events.push(event);
    }

    /// One record of a permission snapshot.
    pub(crate) fn standing(&mut self, standing: Standing) {
        self.taken();
        self.evidence.standing.push(standing);
    }

    /// A further right of the record that was told last.
    pub(crate) fn also_standing(&mut self, standing: Standing) {
        self.evidence.standing.push(standing);
    }

    /// One record of an audit-status snapshot.
    pub(crate) fn audit_state(&mut self, state: AuditState) {
        self.taken();
        self.evidence.audit_states.push(state);
    }

    /// A further state that the record told last speaks of.
    pub(crate) fn also_audit_state(&mut self, state: AuditState) {
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

    /// The table cannot be read: its columns are not told apart.
    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        self.evidence.refusals.push(refusal);
        self.unreadable(1, Why::Syntax);
    }

    /// Two names that one record ties together.
    pub(crate) fn same(&mut self, one: Name, other: Name) {
        if one != other {
            self.evidence.same.push((one, other));
        }
    }

    /// The organisation that a record says it comes from.
    pub(crate) fn tenant(&mut self, number: &str) {
        let number = self.name(&number.to_ascii_lowercase());
        self.evidence.add_tenant(number);
    }

    /// One record about something else; its time still says what the source covers.
    pub(crate) fn irrelevant(&mut self, at: Option<Moment>) {
        self.tally().records += 1;
        self.tally().irrelevant += 1;
        let identity = std::mem::replace(&mut self.identity, Identity::None);
        self.note(identity, Fate::Irrelevant, 0);
        if let Some(at) = at {
            self.widen(at);
        }
    }

    /// One record that could not be read.
    pub(crate) fn unreadable(&mut self, record: u64, why: Why) {
        self.tally().records += 1;
        self.tally().unreadable += 1;
        self.note(Identity::None, Fate::Unreadable, 0);
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
        self.note(Identity::None, Fate::Read, 0);
    }

    fn own(&mut self, identity: Identity, mailbox: Name, at: i64) {
        match self.journal.is_some() {
            true => self.note(identity, Fate::Owner(mailbox, at), 0),
            false => self.evidence.count_owner(self.source, mailbox, at),
        }
    }

    fn note(&mut self, identity: Identity, fate: Fate, events: u32) {
        // What an unreadable record was said to be is not said of the next.
        self.identity = Identity::None;
        if let Some(journal) = &mut self.journal {
            journal.push(Taken { identity, fate, events });
        }
    }

    fn widen(&mut self, time: Moment) {
        let raw = time.raw.map(|raw| self.evidence.names.text(raw));
        match raw.and_then(Stamp::parse).filter(Stamp::is_open) {
            Some(stamp) => self.widen_open((time.utc_ms, stamp)),
            None => self.widen_to(time.utc_ms),
        }
    }

    fn widen_open(&mut self, at: Span) {
        let (from, to) = self.open_span.unwrap_or((at, at));
        self.open_span = Some((if at.0 < from.0 { at } else { from }, if at.0 > to.0 { at } else { to }));
    }

    fn widen_to(&mut self, at: i64) {
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

/// The mailbox, if this is an act of its owner that concerns nobody else: counted, never listed.
///
/// Rights that an owner gives let others in, and recording that is switched off is missed by
/// all; what owners delete of their own is theirs.
fn owners_own(event: &Event) -> Option<Name> {
    match (event.relation, event.target, event.class) {
        (_, _, Class::Grant | Class::Revoke | Class::AuditConfig) => None,
        (_, _, Class::Tamper) if !event.flags.has(Flags::DELETED) => None,
        (Relation::Owner, Target::Mailbox(mailbox), _) => Some(mailbox),
        _ => None,
    }
}
