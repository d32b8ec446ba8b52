//! Snapshots as Microsoft-Extractor-Suite writes them: one row a mailbox, lists in sentences.

use super::{Right, Seen};
use crate::model::{Flags, Power, Why};
use crate::read::exchange::cmdlet::{folder_power, mailbox_power};
use crate::read::exchange::fields::{Fields, switch};
use crate::read::exchange::who::named;

/// `MailboxPermissions`: `Anna (anna@x.example) - Rights: FullAccess, Deny: False, Inheritance: All | …`.
pub(super) fn permissions(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let mailbox = fields.text("UserPrincipalName").ok_or(Why::Missing)?;
    for part in parts(fields, "FullAccessPermissions", " | ") {
        let (holder, said) = part.rsplit_once(" - Rights: ").unwrap_or((part, "FullAccess"));
        let (rights, rest) = said.split_once(", Deny: ").unwrap_or((said, ""));
        let flags = if starts_with_yes(rest) { Flags::DENY } else { Flags::default() };
        for right in rights.split(',').map(str::trim) {
            let named = Right::direct(account(holder), mailbox, right, mailbox_power(right));
            seen.right(Right { flags, ..named });
        }
    }
    for part in parts(fields, "SendAsPermissions", " | ") {
        let (holder, said) = part.rsplit_once(" - Type: ").unwrap_or((part, "Allow"));
        let flags = if said.starts_with("Deny") { Flags::DENY } else { Flags::default() };
        let right = Right::direct(account(holder), mailbox, "SendAs", Power::SendAs);
        seen.right(Right { flags, ..right });
    }
    for holder in parts(fields, "SendOnBehalfUsers", "; ") {
        let holder = account(holder);
        seen.right(Right::direct(holder, mailbox, "GrantSendOnBehalfTo", Power::SendOnBehalf));
    }
    for (column, folder) in [("CalendarUsers", "Calendar"), ("InboxUsers", "Inbox")] {
        for part in parts(fields, column, "; ") {
            let Some((holder, right)) = part.rsplit_once(" - ") else { continue };
            let word = format!("{right}:\\{folder}");
            let holder = account(holder);
            seen.right(Right::direct(holder, mailbox, &word, strongest(right)));
        }
    }
    Ok(())
}

fn parts<'f>(fields: &'f dyn Fields, column: &str, separator: &'static str) -> impl Iterator<Item = &'f str> {
    fields.text(column).unwrap_or("").split(separator).map(str::trim).filter(|part| !part.is_empty())
}

fn starts_with_yes(text: &str) -> bool {
    text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("true"))
}

/// Several rights on one folder stand with blanks between.
fn strongest(rights: &str) -> Power {
    let mut powers = rights.split([' ', ',']).map(folder_power);
    powers.find(|power| *power != Power::None).unwrap_or(Power::None)
}

/// `Anna (anna@x.example)` is the address; where it has none, the text itself.
fn account(text: &str) -> &str {
    let inside = text.rsplit_once('(').map(|(_, tail)| tail.trim_end_matches(')').trim());
    inside
        .filter(|address| address.contains('@'))
        .unwrap_or_else(|| text.trim().trim_end_matches("()").trim())
}

/// `MailboxAuditStatus`.
pub(super) fn audit_status(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let mailbox = fields.text("UserPrincipalName").ok_or(Why::Missing)?;
    let mut state = seen.state(Some(mailbox));
    // What is in force: the policy of the organisation overrides the mailbox' own setting.
    let in_force = fields.text("EffectiveAuditState").map(|state| state.starts_with("Enabled"));
    state.enabled = in_force.or_else(|| switch(fields, "AuditEnabled"));
    state.delegate = fields.text("DelegateAuditActions").map(|acts| named(seen.sink, acts));
    state.admin = fields.text("AdminAuditActions").map(|acts| named(seen.sink, acts));
    seen.audit_state(state);
    if switch(fields, "AuditBypassEnabled") == Some(true) {
        let mut state = seen.state(None);
        state.bypass = Some(named(seen.sink, mailbox));
        seen.audit_state(state);
    }
    Ok(())
}
