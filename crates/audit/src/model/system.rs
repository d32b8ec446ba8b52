//! Which mail system a record speaks of.

use super::Form;

/// A mail system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum System {
    /// Exchange on the house's own servers.
    Exchange,
    /// Microsoft 365 (Exchange Online, Entra).
    M365,
    /// Google Workspace.
    Google,
    /// Zimbra.
    Zimbra,
    /// Dovecot.
    Dovecot,
    /// Postfix, Exim, Cyrus, by their configuration.
    MailServer,
    /// Another one, or none that the form of the file tells.
    #[default]
    Other,
}

impl System {
    /// The system that files of this form come from; snapshots of Exchange have one form
    /// for both kinds of it, and are told apart by what else was handed in.
    pub(crate) fn of(form: Form) -> Option<System> {
        Some(match form {
            Form::UnifiedCsv | Form::UnifiedJson | Form::OfficeActivity => System::M365,
            Form::CloudAppEvents | Form::EntraAudit => System::M365,
            Form::AdminAuditXml | Form::AdminAuditCsv | Form::AdminAuditCliXml | Form::AdminAuditJson => {
                System::Exchange
            }
            Form::MailboxAudit | Form::Evtx => System::Exchange,
            Form::Google => System::Google,
            Form::Zimbra => System::Zimbra,
            Form::Dovecot => System::Dovecot,
            Form::Configuration => System::MailServer,
            Form::Mapped => System::Other,
            Form::PermissionSnapshot | Form::RuleSnapshot | Form::AuditSnapshot => return None,
            Form::Directory | Form::Approvals | Form::Calendar | Form::Order => return None,
            Form::Archive | Form::Unknown => return None,
        })
    }
}
