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
