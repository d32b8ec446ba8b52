//! Rights that stand: on mailboxes, recipients, folders, and by role; and the settings of a mailbox.

use super::{Right, Seen, auditing, distinct, mailbox_of};
use crate::model::{Flags, Path, Power, Why};
use crate::read::exchange::cmdlet::{
    days, directory_power, folder_power, mailbox_power, plain_address, role_power, split_folder,
};
use crate::read::exchange::fields::{Fields, first, switch};
use crate::read::exchange::who::{Ties, named};

/// `Get-MailboxPermission`: one row a holder, with all the rights of the holder.
pub(super) fn mailbox(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    rights(fields, "User", "AccessRights", mailbox_power, seen)
}

/// `Get-RecipientPermission`: `AccessControlType` says what `Deny` says elsewhere.
pub(super) fn recipient(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let power = |right: &str| if right.eq_ignore_ascii_case("SendAs") { Power::SendAs } else { Power::None };
    rights(fields, "Trustee", "AccessRights", power, seen)
}

/// `Get-ADPermission`: `Send-As` and `Receive-As` are extended rights.
pub(super) fn directory(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    rights(fields, "User", "ExtendedRights", directory_power, seen)
}

fn rights(
    fields: &dyn Fields,
    holder: &str,
    list: &str,
    power: impl Fn(&str) -> Power,
    seen: &mut Seen<'_, '_>,
) -> Result<(), Why> {
    let mailbox = mailbox_of(fields)?;
    let holder = fields.text(holder).ok_or(Why::Missing)?;
    let (path, flags) = (path(fields), deny(fields));
    for right in distinct(fields.items(list)) {
        seen.right(Right { path, flags, ..Right::direct(holder, mailbox, right, power(right)) });
    }
    if fields.lost(list) {
        let flags = flags.with(Flags::PARAMETERS_LOST);
        seen.right(Right { path, flags, ..Right::direct(holder, mailbox, "", Power::None) });
    }
    Ok(())
}

fn path(fields: &dyn Fields) -> Path {
    let inherited = switch(fields, "IsInherited").or_else(|| switch(fields, "Inherited"));
    if inherited == Some(true) { Path::Inherited } else { Path::Direct }
}

fn deny(fields: &dyn Fields) -> Flags {
    let by_type = fields.text("AccessControlType").is_some_and(|kind| kind.eq_ignore_ascii_case("Deny"));
    if by_type || switch(fields, "Deny") == Some(true) { Flags::DENY } else { Flags::default() }
}

/// `Get-MailboxFolderPermission`: the row names the folder; whose it is only if the exporter added it.
pub(super) fn folder(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let holder = fields.text("User").ok_or(Why::Missing)?;
    let (mailbox, path) = match first(fields, &["Identity"]).map(split_folder) {
        Some((Some(mailbox), path)) if !path.is_empty() => (mailbox, path.to_owned()),
        // The cmdlet's own Identity is the holder: it says nothing of the mailbox.
        _ => (
            mailbox_beside(fields)?,
            fields.text("FolderName").map_or_else(String::new, |f| format!(":\\{f}")),
        ),
    };
    // `Default` and `Anonymous` are everybody, inside and outside.
    for right in distinct(fields.items("AccessRights")) {
        let word = format!("{right}{path}");
        seen.right(Right::direct(holder, mailbox, &word, folder_power(right)));
    }
    Ok(())
}

fn mailbox_beside(fields: &dyn Fields) -> Result<&str, Why> {
    const NAMES: &[&str] = &[
        "Mailbox",
        "MailboxIdentity",
        "MailboxUPN",
        "PrimarySmtpAddress",
        "UserPrincipalName",
        "MailboxName",
    ];
    let named = first(fields, NAMES).ok_or(Why::Missing)?;
    Ok(split_folder(named).0.unwrap_or(named))
}

/// `Get-ManagementRoleAssignment`: roles that open mailboxes; the others are no right on mail.
pub(super) fn role(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let role = fields.text("Role").ok_or(Why::Missing)?;
    let holder =
        first(fields, &["EffectiveUserName", "RoleAssigneeName", "RoleAssignee"]).ok_or(Why::Missing)?;
    let assignee = first(fields, &["RoleAssigneeName", "RoleAssignee"]).unwrap_or(holder);
    if switch(fields, "Enabled") == Some(false) {
        return Ok(());
    }
    // "All Group Members" is no account: the group itself is.
    let holder = if holder.eq_ignore_ascii_case("All Group Members") { assignee } else { holder };
    let path = match holder == assignee {
        true => Path::Role(named(seen.sink, role)),
        false => Path::Group(named(seen.sink, assignee)),
    };
    let role_name = role.rsplit(['\\', '/']).next().unwrap_or(role);
    let right = Right::direct(holder, "", role_name, role_power(role_name));
    seen.right(Right { mailbox: None, path, ..right });
    Ok(())
}

/// `Get-Mailbox`: who sends on behalf, where mail goes, what is recorded, which names belong together.
pub(super) fn settings(fields: &dyn Fields, ties: &mut Ties, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    const NAMES: &[&str] = &[
        "PrimarySmtpAddress",
        "UserPrincipalName",
        "WindowsEmailAddress",
        "Identity",
        "DistinguishedName",
        "Name",
    ];
    let mailbox = first(fields, NAMES).ok_or(Why::Missing)?;
    names(fields, mailbox, ties, seen);
    for holder in distinct(fields.items("GrantSendOnBehalfTo")) {
        seen.right(Right::direct(holder, mailbox, "GrantSendOnBehalfTo", Power::SendOnBehalf));
    }
    for forward in ["ForwardingSmtpAddress", "ForwardingAddress"] {
        if let Some(address) = fields.text(forward).map(plain_address) {
            let right = Right::direct(address, mailbox, forward, Power::Divert);
            seen.right(Right { destination: Some(address), ..right });
        }
    }
    audit(fields, mailbox, seen);
    if switch(fields, "AuditBypassEnabled") == Some(true) {
        auditing::bypass(fields, seen)?;
    }
    // A type's name stands for an empty list too: it shows no right, and excludes none.
    if fields.lost("GrantSendOnBehalfTo") { Err(Why::Cut) } else { Ok(()) }
}

/// Every name that Exchange itself gives to the one mailbox.
fn names(fields: &dyn Fields, mailbox: &str, ties: &mut Ties, seen: &mut Seen<'_, '_>) {
    const NAMES: &[&str] = &[
        "UserPrincipalName",
        "PrimarySmtpAddress",
        "WindowsEmailAddress",
        "LegacyExchangeDN",
        "DistinguishedName",
        "ExchangeGuid",
        "Guid",
        "ExternalDirectoryObjectId",
        "LinkedMasterAccount",
    ];
    for name in NAMES {
        ties.tie(Some(mailbox), fields.text(name), seen.sink);
    }
    // A bare word may be somebody else's elsewhere; a path is not.
    let path = fields.text("Identity").filter(|identity| identity.contains('/'));
    ties.tie(Some(mailbox), path, seen.sink);
    ties.tie(Some(mailbox), fields.text("SamAccountName"), seen.sink);
    ties.tie(Some(mailbox), fields.text("Alias"), seen.sink);
    for proxy in fields.items("EmailAddresses") {
        let alias = plain_address(proxy);
        if alias.contains('@') && !alias.contains(':') {
            ties.tie(Some(mailbox), Some(alias), seen.sink);
        }
    }
}

fn audit(fields: &dyn Fields, mailbox: &str, seen: &mut Seen<'_, '_>) {
    let acts = |list: &str| {
        let acts = fields.items(list);
        (!acts.is_empty()).then(|| acts.join(", "))
    };
    let (delegate, admin) = (acts("AuditDelegate"), acts("AuditAdmin"));
    let enabled = switch(fields, "AuditEnabled");
    let days_kept = fields.text("AuditLogAgeLimit").and_then(days);
    if enabled.is_none() && delegate.is_none() && admin.is_none() && days_kept.is_none() {
        return;
    }
    let mut state = seen.state(Some(mailbox));
    state.enabled = enabled;
    state.days_kept = days_kept;
    state.delegate = delegate.map(|acts| named(seen.sink, &acts));
    state.admin = admin.map(|acts| named(seen.sink, &acts));
    seen.audit_state(state);
}
