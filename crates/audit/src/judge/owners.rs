//! Acts of owners on their own mailboxes: taken out of the evidence, and counted.
//!
//! Readers drop what a record calls the owner's. A record of `CORP\ann` on `ann@corp.example`
//! is known to be hers only once the names are tied. Nobody who handed in a log meant to hand
//! in what an owner does with the own mail.

use std::collections::HashMap;

use crate::model::{Accounts, Basis, Class, Event, Evidence, Flags, Name, Owned, Relation, SourceId, Target};

/// Takes the owners' acts out of the events, which are in the order of time, file and record.
pub(crate) fn withdraw(evidence: &mut Evidence, accounts: &Accounts) {
    let own: Vec<bool> = evidence.events.iter().map(|event| is_owners(accounts, event)).collect();
    if !own.contains(&true) {
        return;
    }
    count(evidence, &own);
    move_tallies(evidence, &own);
    let mut own = own.into_iter();
    evidence.events.retain(|_| own.next() == Some(false));
}

/// Whether the actor did it to the own mailbox, as far as nothing better than names tells.
///
/// A login that may be a master's (stock Dovecot) is not the owner's for bearing the name,
/// nor is an application's that the record calls so.
fn is_owners(accounts: &Accounts, event: &Event) -> bool {
    let Target::Mailbox(mailbox) = event.target else { return false };
    let concerns = match event.class {
        Class::Use | Class::SendAs | Class::Divert | Class::DivertEnd => true,
        Class::Search | Class::Export | Class::Auth | Class::Other => true,
        Class::Tamper => event.flags.has(Flags::DELETED),
        Class::Grant | Class::Revoke | Class::AuditConfig => false,
    };
    let at = event.time.utc_ms;
    let same = || accounts.at(event.actor, at).is_some_and(|actor| accounts.at(mailbox, at) == Some(actor));
    concerns
        && match event.relation {
            Relation::Owner => true,
            Relation::Undetermined => !matches!(event.class, Class::Use | Class::Auth) && same(),
            Relation::NonOwner => {
                matches!(event.basis, Basis::LoginName | Basis::Nothing | Basis::Directory) && same()
            }
            Relation::Application | Relation::Provider | Relation::Shared => false,
        }
}

fn count(evidence: &mut Evidence, own: &[bool]) {
    let mut places: HashMap<(SourceId, Name), usize> = HashMap::new();
    for (place, owned) in evidence.owned.iter().enumerate() {
        places.insert((owned.source, owned.mailbox), place);
    }
    for (event, _) in evidence.events.iter().zip(own).filter(|(_, own)| **own) {
        let Target::Mailbox(mailbox) = event.target else { continue };
        let at = event.time.utc_ms;
        let place = *places.entry((event.source, mailbox)).or_insert_with(|| {
            let none = Owned { source: event.source, mailbox, acts: 0, first_ms: at, last_ms: at };
            evidence.owned.push(none);
            evidence.owned.len() - 1
        });
        if let Some(owned) = evidence.owned.get_mut(place) {
            owned.acts += 1;
            owned.first_ms = owned.first_ms.min(at);
            owned.last_ms = owned.last_ms.max(at);
        }
    }
}

/// A record of which nothing is left was the owner's; its events stand side by side.
fn move_tallies(evidence: &mut Evidence, own: &[bool]) {
    let record = |event: &Event| (event.source, event.record);
    let mut start = 0;
    for group in evidence.events.chunk_by(|one, next| record(one) == record(next)) {
        let end = start + group.len();
        let withdrawn = own.get(start..end).unwrap_or_default().iter().all(|own| *own);
        start = end;
        let source = group.first().filter(|_| withdrawn).map(|event| event.source.0 as usize);
        if let Some(source) = source.and_then(|place| evidence.sources.get_mut(place)) {
            source.tally.read = source.tally.read.saturating_sub(1);
            source.tally.owner += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::built::{ADMIN_LOG, Built, OPENINGS};
    use crate::judge::identities;

    fn left(mut built: Built) -> (usize, u64) {
        built.evidence.sources[0].tally.read = 9;
        let accounts = identities::resolve(&built.evidence, None);
        withdraw(&mut built.evidence, &accounts);
        let counted = built.evidence.owned.iter().map(|owned| owned.acts).sum();
        (built.evidence.events.len(), counted)
    }

    fn forwards(actor: &str) -> Built {
        let mut built = Built::new();
        built.same("CORP\\ann", "ann@corp.example");
        let mailbox = built.name("ann@corp.example");
        let event = built.event(ADMIN_LOG, Class::Divert, actor, 10);
        event.target = Target::Mailbox(mailbox);
        event.relation = Relation::Undetermined;
        built
    }

    #[test]
    fn a_forwarding_of_the_owner_is_counted_and_anothers_is_kept() {
        assert_eq!(left(forwards("CORP\\ann")), (0, 1));
        assert_eq!(left(forwards("CORP\\bob")), (1, 0));
    }

    #[test]
    fn a_login_that_may_be_a_masters_is_not_the_owners() {
        let opened = |relation, basis| {
            let mut built = Built::new();
            let event = built.opens("ann@corp.example", "ann@corp.example");
            (event.relation, event.basis) = (relation, basis);
            assert_eq!(event.source, OPENINGS);
            left(built)
        };
        assert_eq!(opened(Relation::Undetermined, Basis::LoginName), (1, 0));
        assert_eq!(opened(Relation::Application, Basis::AppOnly), (1, 0));
        assert_eq!(opened(Relation::NonOwner, Basis::LogonType), (1, 0));
        assert_eq!(opened(Relation::NonOwner, Basis::LoginName), (0, 1));
    }

    #[test]
    fn a_record_moves_in_the_tally_when_nothing_of_it_is_left() {
        let mut built = forwards("CORP\\ann");
        let mut rest = built.evidence.events[0].clone();
        rest.class = Class::Tamper;
        built.evidence.events.push(rest);
        built.evidence.sources[0].tally.read = 2;
        let accounts = identities::resolve(&built.evidence, None);
        withdraw(&mut built.evidence, &accounts);
        assert_eq!(built.evidence.sources[0].tally.read, 2, "the record is still in the evidence");
        assert_eq!(built.evidence.events.len(), 1);
    }
}
