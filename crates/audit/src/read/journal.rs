//! What became of each record of a source, in order: so that a record that turns out
//! to be known already, from another source, can be taken back.

use sha2::{Digest, Sha256};

use crate::model::{Event, Name, Names, Target};

/// What became of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// By what it would be known again.
    pub(super) identity: Identity,
    /// What it was.
    pub(super) fate: Fate,
    /// How many events it made.
    pub(super) events: u32,
}

/// What a record was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// An event, a standing right, a paper...
    Read,
    /// An owner's act on this mailbox at this time.
    Owner(Name, i64),
    /// About something else.
    Irrelevant,
    /// Unreadable.
    Unreadable,
}

/// By what a record is known again in another export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// By nothing.
    None,
    /// By an identifier of its own: two of these are one record.
    Own(u128),
    /// By what it says. Two of these in one source are two acts: a log that tells seconds
    /// writes the same line twice. In two sources they are the same act.
    Act(u128),
}

impl Identity {
    /// The identity of a record that bears an identifier.
    pub(super) fn own(identifier: &str) -> Self {
        Identity::Own(short(Sha256::new().chain_update(identifier)))
    }

    /// The identity of an event whose record bears none: all that tells the act.
    pub(super) fn of_act(event: &Event, names: &Names) -> Self {
        let mut hash = Sha256::new();
        hash.update(event.time.utc_ms.to_le_bytes());
        hash.update([
            event.class as u8,
            event.power as u8,
            event.outcome as u8,
            event.flags.has(crate::model::Flags::DENY).into(),
        ]);
        hash.update(event.items.to_le_bytes());
        let (kind, target) = match event.target {
            Target::Mailbox(name) => (0, Some(name)),
            Target::Scope(name) => (1, Some(name)),
            Target::All => (2, None),
            Target::None => (3, None),
        };
        hash.update([kind]);
        let told = [Some(event.operation), Some(event.actor), target, event.beneficiary, event.right];
        for name in told.into_iter().chain([event.client, event.destination, event.query]) {
            hash.update(name.map_or("", |name| names.text(name)));
            hash.update([0]);
        }
        Identity::Act(short(hash))
    }
}

/// The first half of a SHA-256: enough that nobody finds two acts that share one by chance.
fn short(hash: Sha256) -> u128 {
    let digest: [u8; 32] = hash.finalize().into();
    digest.first_chunk().map_or(0, |half| u128::from_le_bytes(*half))
}
