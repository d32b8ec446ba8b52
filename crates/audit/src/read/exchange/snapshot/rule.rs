//! Rules that stand: what copies mail elsewhere.

use super::{Right, Seen};
use crate::model::{Flags, Path, Power, Standing, Target, Why};
use crate::read::exchange::cmdlet::{COPIES, FORWARDS, TAKES, plain_address};
use crate::read::exchange::fields::{Fields, first, switch};
use crate::read::exchange::who::named;

/// `Get-TransportRule`: the rule takes everybody's mail unless its conditions name whose.
pub(super) fn transport(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let name = first(fields, &["Name", "Identity"]).ok_or(Why::Missing)?;
    if fields.text("State").is_some_and(|state| state.eq_ignore_ascii_case("disabled")) {
        return Ok(());
    }
    for copy in COPIES {
        for address in fields.items(copy) {
            let target = taken_from(fields, seen);
            diversion(name, plain_address(address), target, seen);
        }
    }
    whole(fields, COPIES)
}

/// A type's name stands for an empty list too: it shows no copy, and excludes none.
fn whole(fields: &dyn Fields, lists: &[&str]) -> Result<(), Why> {
    if lists.iter().any(|list| fields.lost(list)) { Err(Why::Cut) } else { Ok(()) }
}

fn taken_from(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Target {
    let Some(condition) =
        TAKES.iter().find(|name| fields.text(name).is_some() || !fields.items(name).is_empty())
    else {
        return Target::All;
    };
    match (["SentTo", "From"].contains(condition), fields.items(condition).as_slice()) {
        (true, [one]) => Target::Mailbox(named(seen.sink, one)),
        (_, items) => Target::Scope(named(seen.sink, &items.join(", "))),
    }
}

/// `Get-JournalRule`.
pub(super) fn journal(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let name = first(fields, &["Name", "Identity"]).ok_or(Why::Missing)?;
    let address = fields.text("JournalEmailAddress").ok_or(Why::Missing)?;
    if switch(fields, "Enabled") == Some(false) {
        return Ok(());
    }
    let target = fields.text("Recipient").map_or(Target::All, |one| Target::Mailbox(named(seen.sink, one)));
    diversion(name, plain_address(address), target, seen);
    Ok(())
}

/// A rule of the organisation: who receives is the beneficiary.
fn diversion(name: &str, address: &str, target: Target, seen: &mut Seen<'_, '_>) {
    let destination = Some(named(seen.sink, address));
    let standing = Standing {
        source: seen.sink.source(),
        record: seen.record,
        as_of: seen.as_of,
        beneficiary: named(seen.sink, address),
        target,
        right: named(seen.sink, name),
        power: Power::Divert,
        path: Path::Configuration,
        destination,
        flags: Flags::default(),
    };
    seen.standing(standing);
}

/// `Get-InboxRule`: whose rule it is stands in `MailboxOwnerId`, or before the rule in its identity.
pub(super) fn inbox(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    const OWNERS: &[&str] =
        &["MailboxOwnerId", "Mailbox", "UserPrincipalName", "PrimarySmtpAddress", "UserName"];
    let name = first(fields, &["Name", "RuleName"]).ok_or(Why::Missing)?;
    let in_identity =
        fields.text("Identity").and_then(|path| path.rsplit_once('\\')).map(|(mailbox, _)| mailbox);
    let mailbox = first(fields, OWNERS).or(in_identity).ok_or(Why::Missing)?;
    if switch(fields, "Enabled") == Some(false) {
        return Ok(());
    }
    for forward in FORWARDS {
        for address in fields.items(forward).into_iter().map(receiver) {
            let right = Right::direct(address, mailbox, name, Power::Divert);
            seen.right(Right { path: Path::Configuration, destination: Some(address), ..right });
        }
    }
    whole(fields, FORWARDS)
}

/// `"Anna" [SMTP:anna@x.example]` is the address in brackets.
fn receiver(text: &str) -> &str {
    let inside = text.split_once('[').and_then(|(_, tail)| tail.split_once(']')).map(|(inside, _)| inside);
    plain_address(inside.unwrap_or(text)).trim_matches('"')
}
