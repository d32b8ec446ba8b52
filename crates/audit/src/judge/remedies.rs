//! What is open today, and the command that closes it.

use crate::judge::Case;
use crate::model::{AccessInterval, AccountId, BoundBasis, Command, Path, Power, Remedy, System};

/// The command for each right of people's accounts that stands today, by interval.
pub(crate) fn of(case: &Case<'_>) -> Vec<Remedy> {
    let open = case.rights().filter(|(_, interval)| interval.end.basis == BoundBasis::StillOpen);
    open.map(|(place, interval)| {
        let command = command(case, interval);
        Remedy {
            interval: place,
            system: interval.system,
            command,
            arguments: arguments(case, interval, command),
        }
    })
    .collect()
}

fn command(case: &Case<'_>, interval: &AccessInterval) -> Command {
    let all = interval.mailbox.is_none();
    match (interval.system, interval.power) {
        (System::Exchange | System::M365, power) => exchange(case, interval, power),
        (System::Google, Power::Open) => Command::GoogleDelegate,
        (System::Google, Power::Impersonate) => Command::GoogleClient,
        (System::Google, Power::Administer) => Command::GoogleRole,
        (System::Dovecot, Power::Impersonate) => Command::DovecotMasterUser,
        (System::Dovecot, _) if !all => Command::DoveadmAclDelete,
        (System::Zimbra, Power::Divert) => Command::ZimbraClearForwarding,
        (System::Zimbra, _) => Command::ZimbraRevokeRight,
        (System::MailServer, Power::Impersonate) => Command::DovecotMasterUser,
        (System::MailServer, Power::OpenFolder | Power::Open) if !all => Command::DoveadmAclDelete,
        (System::MailServer, _) => Command::ConfigurationLine,
        _ => Command::ByHand,
    }
}

fn exchange(case: &Case<'_>, interval: &AccessInterval, power: Power) -> Command {
    let right = case.acts.text(interval.right);
    let forwarding = right.to_ascii_lowercase().starts_with("forwarding");
    match (power, interval.path) {
        // A member of a group loses the right with the membership.
        (_, Path::Group(_)) => Command::RemoveGroupMember,
        (Power::Divert, _) if forwarding => Command::ClearForwarding,
        (Power::Divert, _) if interval.destination.is_some() && interval.mailbox.is_some() => {
            Command::DisableInboxRule
        }
        (Power::Divert, _) if interval.destination.is_some() => Command::DisableTransportRule,
        (_, Path::Role(_)) if is_entra(right, interval) => entra(right),
        (Power::Impersonate | Power::SearchAll | Power::ExportAll, Path::Role(_)) if is_role(right) => {
            Command::RemoveManagementRoleAssignment
        }
        (_, Path::Role(_)) if is_role(right) => Command::RemoveManagementRoleAssignment,
        (_, Path::Role(_)) => Command::RemoveRoleGroupMember,
        (Power::Open, _) if right.eq_ignore_ascii_case("receive-as") => Command::RemoveAdPermission,
        (Power::Open | Power::Administer, _) if interval.mailbox.is_some() => {
            Command::RemoveMailboxPermission
        }
        (Power::OpenFolder, _) => Command::RemoveMailboxFolderPermission,
        (Power::SendAs, _) if interval.system == System::M365 => Command::RemoveRecipientPermission,
        (Power::SendAs, _) => Command::RemoveAdPermission,
        (Power::SendOnBehalf, _) => Command::RemoveSendOnBehalf,
        _ => Command::ByHand,
    }
}

/// Rights of applications and roles of Entra, by the names that Microsoft gave them.
fn is_entra(right: &str, interval: &AccessInterval) -> bool {
    interval.system == System::M365 && (is_permission(right) || right.ends_with("Administrator"))
}

fn is_permission(right: &str) -> bool {
    right.starts_with("Mail.") || right.contains("full_access_as_app") || right.contains("AccessAsApp")
}

fn entra(right: &str) -> Command {
    if is_permission(right) { Command::EntraApplication } else { Command::EntraRole }
}

/// Management roles; what has another name is a group of them.
fn is_role(right: &str) -> bool {
    const ROLES: [&str; 8] = [
        "ApplicationImpersonation",
        "Mailbox Search",
        "Mailbox Import Export",
        "Mail Recipients",
        "Role Management",
        "Active Directory Permissions",
        "Transport Rules",
        "Journaling",
    ];
    ROLES.iter().any(|role| role.eq_ignore_ascii_case(right.trim())) || right.starts_with("Application ")
}

fn arguments(case: &Case<'_>, interval: &AccessInterval, command: Command) -> Vec<(&'static str, String)> {
    use Command::*;
    let label = |id: AccountId| case.acts.accounts.account(id).label.map_or("", |name| case.acts.text(name));
    let holder = label(interval.beneficiary).to_owned();
    let mailbox = interval.mailbox.map_or("", label).to_owned();
    let right = case.acts.text(interval.right).to_owned();
    let group = match interval.path {
        Path::Group(name) | Path::Role(name) => case.acts.text(name).to_owned(),
        _ => right.clone(),
    };
    match command {
        RemoveMailboxPermission => vec![("Identity", mailbox), ("User", holder), ("AccessRights", right)],
        RemoveRecipientPermission => {
            vec![("Identity", mailbox), ("Trustee", holder), ("AccessRights", "SendAs".to_owned())]
        }
        RemoveAdPermission => {
            vec![("Identity", mailbox), ("User", holder), ("ExtendedRights", extended(&right))]
        }
        RemoveSendOnBehalf => vec![("Identity", mailbox), ("User", holder)],
        RemoveMailboxFolderPermission => {
            vec![("Identity", format!("{mailbox}{}", folder(&right))), ("User", holder)]
        }
        RemoveRoleGroupMember | RemoveGroupMember => vec![("Identity", group), ("Member", holder)],
        RemoveManagementRoleAssignment => vec![("Role", right), ("RoleAssignee", holder)],
        ClearForwarding => vec![("Identity", mailbox)],
        DisableInboxRule => vec![("Mailbox", mailbox), ("Identity", right)],
        DisableTransportRule | DisableJournalRule => vec![("Identity", right)],
        EntraRole | GoogleRole => vec![("Role", right), ("Member", holder)],
        EntraApplication => vec![("Application", holder), ("Permission", right)],
        GoogleDelegate => vec![("Mailbox", mailbox), ("Delegate", holder)],
        GoogleClient => vec![("Client", holder)],
        DoveadmAclDelete => vec![
            ("User", mailbox),
            ("Mailbox", folder_or_inbox(&right)),
            ("Identifier", format!("user={holder}")),
        ],
        DovecotMasterUser => vec![("User", holder)],
        ZimbraRevokeRight => vec![("Target", mailbox), ("Grantee", holder), ("Right", right)],
        ZimbraClearForwarding => vec![("Account", mailbox)],
        ConfigurationLine => vec![("Setting", right), ("Value", holder)],
        ByHand => vec![("Holder", holder), ("Mailbox", mailbox), ("Right", right)],
    }
}

/// The extended right, as `Remove-ADPermission` wants it.
fn extended(right: &str) -> String {
    if right.eq_ignore_ascii_case("sendas") { "Send-As".to_owned() } else { right.to_owned() }
}

/// The folder part of `Reviewer:\Inbox`.
fn folder(right: &str) -> &str {
    let at = right.find(":\\").or_else(|| right.find(":/"));
    at.and_then(|at| right.get(at..)).unwrap_or_default()
}

fn folder_or_inbox(right: &str) -> String {
    let folder = folder(right).trim_start_matches([':', '\\', '/']);
    if folder.is_empty() { "INBOX".to_owned() } else { folder.to_owned() }
}

#[cfg(test)]
mod tests;
