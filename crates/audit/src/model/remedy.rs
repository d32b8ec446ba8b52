//! What is still open, and the command that closes it.

use super::System;

/// The command that ends one interval which stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// Which interval, by place.
    pub interval: usize,
    /// Where it is to be run.
    pub system: System,
    /// What sort of command.
    pub command: Command,
    /// Its arguments by name, as the logs write them, not quoted.
    pub arguments: Vec<(&'static str, String)>,
}

/// A command, by the name that its system has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// `Remove-MailboxPermission` (Identity, User, AccessRights).
    RemoveMailboxPermission,
    /// `Remove-RecipientPermission` (Identity, Trustee, AccessRights).
    RemoveRecipientPermission,
    /// `Remove-ADPermission` (Identity, User, ExtendedRights).
    RemoveAdPermission,
    /// `Set-Mailbox -GrantSendOnBehalfTo @{Remove=...}` (Identity, User).
    RemoveSendOnBehalf,
    /// `Remove-MailboxFolderPermission` (Identity, User).
    RemoveMailboxFolderPermission,
    /// `Remove-RoleGroupMember` (Identity, Member).
    RemoveRoleGroupMember,
    /// `Remove-ADGroupMember` (Identity, Member), in the directory.
    RemoveGroupMember,
    /// `Remove-ManagementRoleAssignment` of the assignments found by (Role, RoleAssignee).
    RemoveManagementRoleAssignment,
    /// `Set-Mailbox` with empty forwarding (Identity).
    ClearForwarding,
    /// `Disable-InboxRule` (Mailbox, Identity).
    DisableInboxRule,
    /// `Disable-TransportRule` (Identity).
    DisableTransportRule,
    /// `Disable-JournalRule` (Identity).
    DisableJournalRule,
    /// Takes an account out of an Entra role (Role, Member), in the console.
    EntraRole,
    /// Takes a permission from an application (Application, Permission), in the console.
    EntraApplication,
    /// Ends a delegation of Google Mail (Mailbox, Delegate), in the console.
    GoogleDelegate,
    /// Takes an administrator's role in Google (Role, Member), in the console.
    GoogleRole,
    /// Takes an application's access to the whole domain (Client), in the console.
    GoogleClient,
    /// `doveadm acl delete` (User, Mailbox, Identifier).
    DoveadmAclDelete,
    /// Takes an account out of the master users (User), in the configuration.
    DovecotMasterUser,
    /// `zmprov revokeRight` (Target, Grantee, Right).
    ZimbraRevokeRight,
    /// `zmprov modifyAccount zimbraMailForwardingAddress ''` (Account).
    ZimbraClearForwarding,
    /// A line of the mail server's configuration (Setting, Value).
    ConfigurationLine,
    /// No command is known for it: by hand (Holder, Mailbox, Right).
    ByHand,
}

impl Remedy {
    /// The command as one types it; none for what has to be done by hand or in a console.
    ///
    /// Names come from logs, which strangers write to: each is quoted for its shell, and a name
    /// with a control character makes no command at all. The shell asks before it acts: no switch
    /// here takes that away.
    pub fn line(&self) -> Option<String> {
        if self.arguments.iter().any(|(_, value)| value.is_empty() || value.contains(char::is_control)) {
            return None;
        }
        use Command::*;
        let words = |cmdlet: &str| Some(powershell(cmdlet, &self.arguments));
        match self.command {
            RemoveMailboxPermission => words("Remove-MailboxPermission"),
            RemoveRecipientPermission => words("Remove-RecipientPermission"),
            RemoveAdPermission => words("Remove-ADPermission"),
            RemoveMailboxFolderPermission => words("Remove-MailboxFolderPermission"),
            RemoveRoleGroupMember => words("Remove-RoleGroupMember"),
            DisableInboxRule => words("Disable-InboxRule"),
            DisableTransportRule => words("Disable-TransportRule"),
            DisableJournalRule => words("Disable-JournalRule"),
            RemoveGroupMember => Some(format!(
                "Remove-ADGroupMember -Identity {} -Members {}",
                self.shell("Identity")?,
                self.shell("Member")?
            )),
            RemoveSendOnBehalf => Some(format!(
                "Set-Mailbox -Identity {} -GrantSendOnBehalfTo @{{Remove={}}}",
                self.shell("Identity")?,
                self.shell("User")?
            )),
            RemoveManagementRoleAssignment => Some(format!(
                "Get-ManagementRoleAssignment -Role {} -RoleAssignee {} -Delegating $false | Remove-ManagementRoleAssignment",
                self.shell("Role")?,
                self.shell("RoleAssignee")?
            )),
            ClearForwarding => Some(format!(
                "Set-Mailbox -Identity {} -ForwardingAddress $null -ForwardingSmtpAddress $null",
                self.shell("Identity")?
            )),
            DoveadmAclDelete => Some(self.unix("doveadm acl delete -u", &["User", "Mailbox", "Identifier"])),
            ZimbraRevokeRight => {
                Some(self.unix("zmprov revokeRight account", &["Target", "Grantee", "Right"]))
            }
            ZimbraClearForwarding => Some(format!(
                "{} zimbraMailForwardingAddress ''",
                self.unix("zmprov modifyAccount", &["Account"])
            )),
            EntraRole | EntraApplication | GoogleDelegate | GoogleRole | GoogleClient => None,
            DovecotMasterUser | ConfigurationLine | ByHand => None,
        }
    }

    fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn shell(&self, name: &str) -> Option<String> {
        self.argument(name).map(quoted)
    }

    fn unix(&self, command: &str, names: &[&str]) -> String {
        let values = names.iter().filter_map(|name| self.argument(name));
        values.fold(command.to_owned(), |line, value| format!("{line} '{}'", value.replace('\'', "'\\''")))
    }
}

fn powershell(cmdlet: &str, arguments: &[(&'static str, String)]) -> String {
    let named = arguments.iter().map(|(name, value)| format!(" -{name} {}", quoted(value)));
    format!("{cmdlet}{}", named.collect::<String>())
}

/// A literal string of PowerShell, which takes typographic quotes for quotes too.
fn quoted(value: &str) -> String {
    let is_quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
    let doubled = value.chars().flat_map(|c| std::iter::repeat_n(c, if is_quote(c) { 2 } else { 1 }));
    format!("'{}'", doubled.collect::<String>())
}
