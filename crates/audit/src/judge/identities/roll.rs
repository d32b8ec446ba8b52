//! Which strings of the evidence name an account, and whether they name a mailbox.

use crate::model::{Class, Evidence, Flags, Name, Relation, Target};

/// What the evidence uses a string for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Uses {
    /// It names an account.
    pub(super) account: bool,
    /// It names a mailbox.
    pub(super) mailbox: bool,
    /// The provider's service acted under it.
    pub(super) provider: bool,
    /// Somebody else did, too: one odd record must not make a service of a person.
    pub(super) others: bool,
}

/// What each string of the evidence is used for, by its place.
pub(super) fn call(evidence: &Evidence, asked: Option<Name>) -> Vec<Uses> {
    let mut roll = Roll { uses: vec![Uses::default(); evidence.names.len()] };
    asked.into_iter().for_each(|name| roll.account(name));
    roll.events(evidence);
    roll.snapshots(evidence);
    roll.papers(evidence);
    roll.uses
}

struct Roll {
    uses: Vec<Uses>,
}

impl Roll {
    fn events(&mut self, evidence: &Evidence) {
        for event in &evidence.events {
            self.account(event.actor);
            if let Some(uses) = self.uses.get_mut(event.actor.index()) {
                match event.relation {
                    Relation::Provider => uses.provider = true,
                    _ => uses.others = true,
                }
            }
            event.beneficiary.into_iter().for_each(|name| self.account(name));
            self.target(event.target);
            if let (Class::Divert | Class::DivertEnd, Some(to)) = (event.class, event.destination) {
                self.account(to);
            }
            // The group that somebody joined may hold rights of its own.
            if let Some(group) = event.right.filter(|_| event.flags.has(Flags::BY_GROUP)) {
                self.account(group);
            }
        }
    }

    fn snapshots(&mut self, evidence: &Evidence) {
        for standing in &evidence.standing {
            self.account(standing.beneficiary);
            self.target(standing.target);
        }
        for state in &evidence.audit_states {
            state.mailbox.into_iter().for_each(|name| self.mailbox(name));
            state.bypass.into_iter().for_each(|name| self.account(name));
        }
        evidence.owned.iter().for_each(|owned| self.mailbox(owned.mailbox));
    }

    fn papers(&mut self, evidence: &Evidence) {
        for person in &evidence.people {
            self.account(person.address);
            person.aliases.iter().chain(&person.manager).for_each(|name| self.account(*name));
        }
        for approval in &evidence.approvals {
            approval.beneficiary.into_iter().for_each(|name| self.account(name));
            approval.mailboxes.iter().for_each(|name| self.account(*name));
        }
        for (one, other) in &evidence.same {
            self.account(*one);
            self.account(*other);
        }
    }

    fn target(&mut self, target: Target) {
        match target {
            Target::Mailbox(name) => self.mailbox(name),
            Target::Scope(name) => self.account(name),
            Target::All | Target::None => {}
        }
    }

    fn mailbox(&mut self, name: Name) {
        self.account(name);
        if let Some(uses) = self.uses.get_mut(name.index()) {
            uses.mailbox = true;
        }
    }

    fn account(&mut self, name: Name) {
        if let Some(uses) = self.uses.get_mut(name.index()) {
            uses.account = true;
        }
    }
}
