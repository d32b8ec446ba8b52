//! Evidence built by hand, for the tests of the judges.

use crate::model::*;

/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 3_600_000;
/// A day in milliseconds.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Evidence that grows line by line: an administrator's log, a mailbox log, snapshots, papers.
pub(crate) struct Built {
    pub(crate) evidence: Evidence,
}

/// The sources that every built evidence has, by their forms.
pub(crate) const ADMIN_LOG: SourceId = SourceId(0);
/// Openings, as M365 writes them.
pub(crate) const OPENINGS: SourceId = SourceId(1);
/// A directory.
pub(crate) const PEOPLE: SourceId = SourceId(2);

impl Built {
    /// Evidence without a record.
    pub(crate) fn new() -> Self {
        let mut built = Built { evidence: Evidence::default() };
        built.source(Form::AdminAuditXml);
        built.source(Form::UnifiedJson);
        built.source(Form::Directory);
        built
    }

    /// One more file.
    pub(crate) fn source(&mut self, form: Form) -> SourceId {
        let id = SourceId(self.evidence.sources.len() as u32);
        self.evidence.sources.push(Source { form, ..Source::unread(format!("file-{}", id.0)) });
        id
    }

    /// From when to when a file speaks.
    pub(crate) fn span(&mut self, source: SourceId, from: i64, to: i64) {
        self.evidence.sources[source.0 as usize].span = Some((from, to));
    }

    pub(crate) fn name(&mut self, text: &str) -> Name {
        self.evidence.names.put(text)
    }

    /// A record ties two names.
    pub(crate) fn same(&mut self, one: &str, other: &str) {
        let pair = (self.name(one), self.name(other));
        self.evidence.same.push(pair);
    }

    /// Any event; what it does not need is changed by the caller.
    pub(crate) fn event(&mut self, source: SourceId, class: Class, actor: &str, at: i64) -> &mut Event {
        let (actor, operation) = (self.name(actor), self.name("act"));
        let record = self.evidence.events.len() as u64 + 1;
        self.evidence.events.push(Event {
            source,
            record,
            time: Moment { utc_ms: at, zone: Zone::Explicit, raw: None },
            class,
            operation,
            actor,
            beneficiary: None,
            target: Target::None,
            relation: Relation::NonOwner,
            basis: Basis::OtherId,
            right: None,
            power: Power::None,
            items: 1,
            client: None,
            destination: None,
            query: None,
            outcome: Outcome::Succeeded,
            ticket: None,
            flags: Flags::default(),
        });
        self.evidence.events.last_mut().expect("one was pushed")
    }

    /// `actor` gives `holder` FullAccess on `mailbox`.
    pub(crate) fn grant(&mut self, actor: &str, holder: &str, mailbox: &str, at: i64) -> &mut Event {
        self.change(Class::Grant, actor, holder, mailbox, at)
    }

    /// `actor` takes it back.
    pub(crate) fn revoke(&mut self, actor: &str, holder: &str, mailbox: &str, at: i64) -> &mut Event {
        self.change(Class::Revoke, actor, holder, mailbox, at)
    }

    fn change(&mut self, class: Class, actor: &str, holder: &str, mailbox: &str, at: i64) -> &mut Event {
        let (holder, mailbox, right) = (self.name(holder), self.name(mailbox), self.name("FullAccess"));
        let event = self.event(ADMIN_LOG, class, actor, at);
        event.relation = Relation::Undetermined;
        event.basis = Basis::Nothing;
        event.beneficiary = Some(holder);
        event.target = Target::Mailbox(mailbox);
        event.right = Some(right);
        event.power = Power::Open;
        event
    }

    /// `actor` opens `mailbox` at 0.
    pub(crate) fn opens(&mut self, actor: &str, mailbox: &str) -> &mut Event {
        self.opens_at(actor, mailbox, 0)
    }

    /// `actor` opens `mailbox`.
    pub(crate) fn opens_at(&mut self, actor: &str, mailbox: &str, at: i64) -> &mut Event {
        let mailbox = self.name(mailbox);
        let event = self.event(OPENINGS, Class::Use, actor, at);
        event.target = Target::Mailbox(mailbox);
        event
    }

    /// A snapshot of `source`, taken at `at`, shows FullAccess of `holder` on `mailbox`.
    pub(crate) fn stands(
        &mut self,
        source: SourceId,
        holder: &str,
        mailbox: &str,
        at: Option<i64>,
    ) -> &mut Standing {
        let (beneficiary, mailbox, right) = (self.name(holder), self.name(mailbox), self.name("FullAccess"));
        self.evidence.standing.push(Standing {
            source,
            record: self.evidence.standing.len() as u64 + 1,
            as_of: at.map(|utc_ms| Moment { utc_ms, zone: Zone::Explicit, raw: None }),
            beneficiary,
            target: Target::Mailbox(mailbox),
            right,
            power: Power::Open,
            path: Path::Direct,
            destination: None,
            flags: Flags::default(),
        });
        self.evidence.standing.last_mut().expect("one was pushed")
    }

    /// A paper that allows `holder` these mailboxes, all if none is named.
    pub(crate) fn approve(
        &mut self,
        holder: Option<&str>,
        mailboxes: &[&str],
        (from_ms, to_ms): (Option<i64>, Option<i64>),
    ) {
        let approval = Approval {
            source: PEOPLE,
            record: self.evidence.approvals.len() as u64 + 1,
            reference: self.name("2015-11"),
            authority: self.name("head@corp.example"),
            beneficiary: holder.map(|holder| self.name(holder)),
            mailboxes: mailboxes.iter().map(|mailbox| self.name(mailbox)).collect(),
            from_ms,
            to_ms,
        };
        self.evidence.approvals.push(approval);
    }

    /// A row of the directory.
    pub(crate) fn person(&mut self, address: &str) -> Row<'_> {
        let address = self.name(address);
        self.evidence.people.push(Person {
            source: PEOPLE,
            record: self.evidence.people.len() as u64 + 1,
            address,
            aliases: Vec::new(),
            display: None,
            department: None,
            manager: None,
            classes: Vec::new(),
            from_ms: None,
            to_ms: None,
        });
        Row { evidence: &mut self.evidence }
    }
}

/// The last row of the directory, to be filled in.
pub(crate) struct Row<'b> {
    evidence: &'b mut Evidence,
}

impl Row<'_> {
    fn fill(self, fill: impl FnOnce(&mut Person, &mut Names)) -> Self {
        let row = self.evidence.people.last_mut().expect("a row was begun");
        fill(row, &mut self.evidence.names);
        self
    }

    pub(crate) fn display(self, display: &str) -> Self {
        self.fill(|row, names| row.display = Some(names.put(display)))
    }

    pub(crate) fn alias(self, alias: &str) -> Self {
        self.fill(|row, names| row.aliases.push(names.put(alias)))
    }

    pub(crate) fn department(self, department: &str) -> Self {
        self.fill(|row, names| row.department = Some(names.put(department)))
    }

    pub(crate) fn manager(self, manager: &str) -> Self {
        self.fill(|row, names| row.manager = Some(names.put(manager)))
    }

    pub(crate) fn class(self, class: PersonClass) -> Self {
        self.fill(|row, _| row.classes.push(class))
    }

    pub(crate) fn from(self, at: i64) -> Self {
        self.fill(|row, _| row.from_ms = Some(at))
    }

    pub(crate) fn until(self, at: i64) -> Self {
        self.fill(|row, _| row.to_ms = Some(at))
    }
}
