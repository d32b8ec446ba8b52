//! Which text stands for what cannot be told, what would settle it, and what closes what is open.

use greffe::audit::{Command, Cover, Export, Limit, OrderTie, Rule, System};

pub(super) const fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::NoOpeningLog => "audit-limit-no-opening-log",
        Limit::NoAdministrationLog => "audit-limit-no-administration-log",
        Limit::NoSnapshot => "audit-limit-no-snapshot",
        Limit::SnapshotUndated => "audit-limit-snapshot-undated",
        Limit::OutsideLog => "audit-limit-outside-log",
        Limit::RecordingOffByDefault => "audit-limit-recording-off-by-default",
        Limit::RecordingOff => "audit-limit-recording-off",
        Limit::FolderOpeningsOffByDefault => "audit-limit-folder-openings-off-by-default",
        Limit::MessagesNotNamed => "audit-limit-messages-not-named",
        Limit::KeptDays(_) => "audit-limit-kept-days",
        Limit::ReadingsUnseen => "audit-limit-readings-unseen",
        Limit::Throttled => "audit-limit-throttled",
        Limit::StopsAtLimit => "audit-limit-stops-at-limit",
        Limit::ReadingNotRecorded => "audit-limit-reading-not-recorded",
        Limit::LoginsLookAlike => "audit-limit-logins-look-alike",
        Limit::ServerCommandsSilent => "audit-limit-server-commands-silent",
        Limit::GrantsSilent => "audit-limit-grants-silent",
        Limit::Bypassed(_) => "audit-limit-bypassed",
        Limit::ParametersLost(_) => "audit-limit-parameters-lost",
        Limit::WordsUnknown(_) => "audit-limit-words-unknown",
        Limit::YearsByFile(_) => "audit-limit-years-by-file",
        Limit::Unreadable(_) => "audit-limit-unreadable",
        Limit::MembersUnknown => "audit-limit-members-unknown",
        Limit::NoDirectory => "audit-limit-no-directory",
        Limit::NoApprovals => "audit-limit-no-approvals",
        Limit::NamesUnresolved(_) => "audit-limit-names-unresolved",
        Limit::SeveralTenants(_) => "audit-limit-several-tenants",
        Limit::ZonesAssumed(_) => "audit-limit-zones-assumed",
    }
}

pub(super) const fn order_tie(tie: OrderTie) -> &'static str {
    match tie {
        OrderTie::NamesBoth => "audit-tie-names-both",
        OrderTie::NamesHolder => "audit-tie-names-holder",
        OrderTie::NamesMailbox => "audit-tie-names-mailbox",
        OrderTie::TimeAlone => "audit-tie-time-alone",
    }
}

pub(super) const fn export(export: Export) -> &'static str {
    match export {
        Export::MailboxAuditLog => "audit-export-mailbox-audit-log",
        Export::AuditStatus => "audit-export-audit-status",
        Export::AuditBypass => "audit-export-audit-bypass",
        Export::AdminAuditLog => "audit-export-admin-audit-log",
        Export::ManagementEventLog => "audit-export-management-event-log",
        Export::Permissions => "audit-export-permissions",
        Export::ManagementRoles => "audit-export-management-roles",
        Export::GroupMembers => "audit-export-group-members",
        Export::WebServerLogs => "audit-export-web-server-logs",
        Export::UnifiedAuditLog => "audit-export-unified-audit-log",
        Export::GoogleReports => "audit-export-google-reports",
        Export::GoogleDelegates => "audit-export-google-delegates",
        Export::DovecotConfiguration => "audit-export-dovecot-configuration",
        Export::DovecotLoginFormat => "audit-export-dovecot-login-format",
        Export::ServerCommands => "audit-export-server-commands",
        Export::ZimbraGrants => "audit-export-zimbra-grants",
        Export::WholeFile => "audit-export-whole-file",
        Export::Directory => "audit-export-directory",
        Export::Approvals => "audit-export-approvals",
    }
}

pub(super) const fn system(system: System) -> &'static str {
    match system {
        System::Exchange => "audit-system-exchange",
        System::M365 => "audit-system-m365",
        System::Google => "audit-system-google",
        System::Zimbra => "audit-system-zimbra",
        System::Dovecot => "audit-system-dovecot",
        System::MailServer => "audit-system-mail-server",
        System::Other => "audit-system-other",
    }
}

pub(super) const fn cover(cover: Cover) -> &'static str {
    match cover {
        Cover::Unknown => "audit-cover-unknown",
        Cover::NotNeeded => "audit-cover-not-needed",
        Cover::Covered => "audit-cover-covered",
        Cover::BeyondTime => "audit-cover-beyond-time",
        Cover::BeyondScope => "audit-cover-beyond-scope",
        Cover::Uncovered => "audit-cover-uncovered",
    }
}

pub(super) const fn rule(rule: &Rule) -> &'static str {
    match rule {
        Rule::SelfGrant => "audit-rule-self-grant",
        Rule::GrantBySubordinate => "audit-rule-grant-by-subordinate",
        Rule::LeftOut => "audit-rule-left-out",
        Rule::OutlivesPost => "audit-rule-outlives-post",
        Rule::ContentSearch => "audit-rule-content-search",
        Rule::AlmostAll => "audit-rule-almost-all",
        Rule::BulkGrant => "audit-rule-bulk-grant",
        Rule::BriefGrant => "audit-rule-brief-grant",
        Rule::NoApproval => "audit-rule-no-approval",
        Rule::BeyondApproval => "audit-rule-beyond-approval",
        Rule::ProtectedPerson => "audit-rule-protected-person",
        Rule::SensitivePeriod => "audit-rule-sensitive-period",
        Rule::Diversion => "audit-rule-diversion",
        Rule::Tampering => "audit-rule-tampering",
        Rule::LookAlike => "audit-rule-look-alike",
        Rule::StandingToday => "audit-rule-standing-today",
        Rule::Sigma(_) => "audit-rule-sigma",
    }
}

/// The sentence for what is done in a console or a file; none for what is typed, which is the same in every language.
pub(super) const fn by_hand(command: Command) -> Option<&'static str> {
    Some(match command {
        Command::EntraRole => "audit-command-entra-role",
        Command::EntraApplication => "audit-command-entra-application",
        Command::GoogleDelegate => "audit-command-google-delegate",
        Command::GoogleRole => "audit-command-google-role",
        Command::GoogleClient => "audit-command-google-client",
        Command::DovecotMasterUser => "audit-command-dovecot-master-user",
        Command::ConfigurationLine => "audit-command-configuration-line",
        Command::ByHand => "audit-command-by-hand",
        Command::RemoveMailboxPermission
        | Command::RemoveRecipientPermission
        | Command::RemoveAdPermission
        | Command::RemoveSendOnBehalf
        | Command::RemoveMailboxFolderPermission
        | Command::RemoveRoleGroupMember
        | Command::RemoveGroupMember
        | Command::RemoveManagementRoleAssignment
        | Command::ClearForwarding
        | Command::DisableInboxRule
        | Command::DisableTransportRule
        | Command::DisableJournalRule
        | Command::DoveadmAclDelete
        | Command::ZimbraRevokeRight
        | Command::ZimbraClearForwarding => return None,
    })
}
