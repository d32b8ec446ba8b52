//! The events with their accounts: each name resolved once, no event copied.

use crate::model::{AccessInterval, AccountId, Accounts, Event, Evidence, Name, SourceId, System, Target};

/// The evidence, and who acted on whose mail in each event.
pub(crate) struct Acts<'e> {
    /// What was read.
    pub(crate) evidence: &'e Evidence,
    /// Who is who.
    pub(crate) accounts: &'e Accounts,
    /// Actor and mailbox of each event, by place; [`NOBODY`] where there is none.
    pairs: Vec<(AccountId, AccountId)>,
    /// The system of each source.
    systems: Vec<System>,
}

/// No account: half the memory of an option, ten million times.
const NOBODY: AccountId = AccountId(u32::MAX);

impl<'e> Acts<'e> {
    /// Resolves the actor and mailbox of every event.
    pub(crate) fn new(evidence: &'e Evidence, accounts: &'e Accounts) -> Self {
        let pair = |event: &Event| {
            let at = event.time.utc_ms;
            (accounts.at(event.actor, at).unwrap_or(NOBODY), target_of(accounts, event).unwrap_or(NOBODY))
        };
        let pairs = evidence.events.iter().map(pair).collect();
        Acts { evidence, accounts, pairs, systems: systems(evidence) }
    }

    /// The event at `place`.
    pub(crate) fn event(&self, place: usize) -> Option<&'e Event> {
        self.evidence.events.get(place)
    }

    /// Who executed the event at `place`.
    pub(crate) fn actor(&self, place: usize) -> Option<AccountId> {
        self.pairs.get(place).map(|pair| pair.0).filter(|actor| *actor != NOBODY)
    }

    /// Whose mail the event at `place` is about, if one mailbox.
    pub(crate) fn mailbox(&self, place: usize) -> Option<AccountId> {
        self.pairs.get(place).map(|pair| pair.1).filter(|mailbox| *mailbox != NOBODY)
    }

    /// Who gains or loses by an event.
    pub(crate) fn beneficiary(&self, event: &Event) -> Option<AccountId> {
        self.accounts.at(event.beneficiary?, event.time.utc_ms)
    }

    /// The string of a name.
    pub(crate) fn text(&self, name: Name) -> &'e str {
        self.evidence.names.text(name)
    }

    /// The system that a source comes from.
    pub(crate) fn system(&self, source: SourceId) -> System {
        self.systems.get(source.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a right is the provider's own doing: given by its service, or on its own mailbox.
    pub(crate) fn is_service(&self, interval: &AccessInterval) -> bool {
        let service = |id: Option<AccountId>| id.is_some_and(|id| self.accounts.account(id).provider);
        service(interval.granted_by) || service(interval.mailbox) || service(Some(interval.beneficiary))
    }

    /// Events with their places.
    pub(crate) fn each(&self) -> impl Iterator<Item = (usize, &'e Event)> {
        self.evidence.events.iter().enumerate()
    }
}

fn target_of(accounts: &Accounts, event: &Event) -> Option<AccountId> {
    match event.target {
        Target::Mailbox(name) => accounts.at(name, event.time.utc_ms),
        Target::All | Target::Scope(_) | Target::None => None,
    }
}

/// Snapshots of Exchange look alike on the house's servers and at the provider's: they
/// are of the system that the logs beside them are of, of the house's if nothing tells.
fn systems(evidence: &Evidence) -> Vec<System> {
    let told = |wanted| evidence.sources.iter().any(|source| System::of(source.form) == Some(wanted));
    let snapshots =
        if told(System::M365) && !told(System::Exchange) { System::M365 } else { System::Exchange };
    evidence.sources.iter().map(|source| System::of(source.form).unwrap_or(snapshots)).collect()
}
