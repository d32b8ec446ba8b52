//! Openings by others, sorted by who, whose and when: no event is copied.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::judge::Acts;
use crate::model::{AccountId, Basis, Class, Event, Outcome, Relation, Target};

/// What accounts did in mailboxes that are not theirs.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// Places of events, by actor, mailbox and time.
    order: Vec<u32>,
    groups: Vec<Group>,
    /// Openings that may be the owner's or another's, by mailbox.
    pub(crate) unattributable: BTreeMap<AccountId, u64>,
}

/// Everything that one account did in one mailbox, or in all at once.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) actor: AccountId,
    pub(crate) mailbox: Option<AccountId>,
    range: Range<usize>,
}

impl Uses {
    /// The uses within `period`.
    pub(crate) fn gather(acts: &Acts<'_>, period: Option<(i64, i64)>) -> Uses {
        let mut uses = Uses::default();
        // The keys travel with the places while they are sorted: looking each up again is slower.
        let mut keyed: Vec<(AccountId, Option<AccountId>, u32)> = Vec::new();
        for (place, event) in acts.each() {
            let Some(actor) = acts.actor(place).filter(|_| is_use(acts, place, event, period)) else {
                continue;
            };
            let mailbox = acts.mailbox(place);
            if mailbox == Some(actor) && event.relation == Relation::Undetermined {
                // Resting on nothing: a reading where no mail of its own was ever seen.
                if event.basis == Basis::LoginName {
                    *uses.unattributable.entry(actor).or_default() += 1;
                }
            } else {
                keyed.push((actor, mailbox, place as u32));
            }
        }
        // Events are in the order of time, and so are their places.
        keyed.sort_unstable();
        uses.order = keyed.iter().map(|(.., place)| *place).collect();
        let mut start = 0;
        for chunk in keyed.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
            let range = start..start + chunk.len();
            start = range.end;
            if let Some((actor, mailbox, _)) = chunk.first() {
                uses.groups.push(Group { actor: *actor, mailbox: *mailbox, range });
            }
        }
        uses
    }

    /// The groups, by actor and mailbox.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group of one account and mailbox.
    pub(crate) fn group(&self, actor: AccountId, mailbox: Option<AccountId>) -> Option<&Group> {
        let key = (actor, mailbox);
        let place = self.groups.binary_search_by(|group| (group.actor, group.mailbox).cmp(&key)).ok()?;
        self.groups.get(place)
    }

    /// The places of a group's events, in the order of time.
    pub(crate) fn places(&self, group: &Group) -> &[u32] {
        self.order.get(group.range.clone()).unwrap_or_default()
    }

    /// Those between two moments, both included.
    pub(crate) fn between(&self, acts: &Acts<'_>, group: &Group, from: i64, to: i64) -> &[u32] {
        let places = self.places(group);
        let at = |place: &u32| acts.event(*place as usize).map_or(i64::MAX, |event| event.time.utc_ms);
        let first = places.partition_point(|place| at(place) < from);
        let last = places.partition_point(|place| at(place) <= to);
        places.get(first..last).unwrap_or_default()
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.order.len() as u64
    }
}

/// Openings, searches and exports of mailboxes by an account other than the provider's.
fn is_use(acts: &Acts<'_>, place: usize, event: &Event, period: Option<(i64, i64)>) -> bool {
    let class = match event.class {
        Class::Use | Class::SendAs => true,
        Class::Search | Class::Export => event.target != Target::None,
        _ => false,
    };
    let at = event.time.utc_ms;
    let service = || acts.actor(place).is_some_and(|actor| acts.accounts.account(actor).provider);
    class
        && event.outcome != Outcome::Failed
        && event.relation != Relation::Provider
        && period.is_none_or(|(from, to)| (from..=to).contains(&at))
        && !service()
}
