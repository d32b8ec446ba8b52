//! What each cmdlet means, one line a case.

use super::*;
use crate::read::exchange::parameters::command_line;

/// `Class Power right whose>beneficiary destination query flags`, what is none left out.
fn line(meaning: &Meaning<'_>) -> String {
    let whose = match meaning.whose {
        Whose::Mailbox(name) => name.to_owned(),
        Whose::Scope(name) => format!("scope({name})"),
        Whose::All => "*".to_owned(),
        Whose::Own => "own".to_owned(),
        Whose::Untold => "?".to_owned(),
    };
    let mut line = format!(
        "{:?} {:?} [{}] {whose}",
        meaning.class,
        meaning.power,
        meaning.right.as_deref().unwrap_or("")
    );
    for (mark, text) in [(" >", meaning.beneficiary), (" to:", meaning.destination), (" q:", meaning.query)] {
        line.extend(text.into_iter().flat_map(|text| [mark, text]));
    }
    for (flag, word) in [
        (Flags::DENY, " deny"),
        (Flags::BY_GROUP, " group"),
        (Flags::DELETED, " deleted"),
        (Flags::PARAMETERS_LOST, " lost"),
        (Flags::DORMANT, " dormant"),
        (Flags::SWITCHED_ON, " on"),
    ] {
        line.push_str(if meaning.flags.has(flag) { word } else { "" });
    }
    line
}

fn check(cmdlet: &str, expect: &[&str]) {
    let (operation, given) = cmdlet.split_once(' ').unwrap_or((cmdlet, ""));
    let parameters = command_line(given);
    let lines: Vec<String> = means(operation, &parameters).iter().map(line).collect();
    assert_eq!(lines, expect, "{cmdlet}");
    assert!(expect.is_empty() || concerns(operation), "{operation} is not in the list of nouns");
}

#[test]
fn permissions() {
    check(
        "Add-MailboxPermission -Identity m -User u -AccessRights FullAccess",
        &["Grant Open [FullAccess] m >u"],
    );
    check(
        "Add-MailboxPermission -Identity m -User u -AccessRights FullAccess -Deny",
        &["Grant Open [FullAccess] m >u deny"],
    );
    check(
        r#"Add-MailboxPermission -Identity m -User u -AccessRights "ReadPermission","ChangeOwner""#,
        &["Grant None [ReadPermission] m >u", "Grant Administer [ChangeOwner] m >u"],
    );
    check("Add-MailboxPermission -Identity m -User u -AccessRights FullAccess -WhatIf", &[]);
    check("Add-MailboxPermission -Identity m -Owner u", &["Grant Administer [Owner] m >u"]);
    check(
        "Remove-MailboxPermission -Identity m -User u -AccessRights {FullAccess} -Confirm:$false",
        &["Revoke Open [FullAccess] m >u"],
    );
    check("Remove-MailboxPermission -Identity m -ResetDefault", &["Revoke Open [ResetDefault] m"]);
    check(
        "Add-MailboxPermission -Identity m -User u -AccessRights System.Collections.ArrayList",
        &["Grant None [] m >u lost"],
    );
    check(
        "Add\u{2013}RecipientPermission  -Identity m -Trustee u -AccessRights SendAs",
        &["Grant SendAs [SendAs] m >u"],
    );
    check("Add-ADPermission -Identity m -User u -ExtendedRights Send-As", &["Grant SendAs [Send-As] m >u"]);
    check(
        r#"Add-ADPermission -Identity "Mailbox Database 1" -User u -ExtendedRights Receive-As"#,
        &["Grant Open [Receive-As] scope(Mailbox Database 1) >u"],
    );
    check("Add-ADPermission -Identity m -User u -AccessRights ReadProperty", &[]);
    check(
        r"Add-MailboxFolderPermission -Identity m:\Inbox -User u -AccessRights Reviewer",
        &[r"Grant OpenFolder [Reviewer:\Inbox] m >u"],
    );
    check(
        r"Set-MailboxFolderPermission -Identity m:\Calendar -User Default -AccessRights AvailabilityOnly",
        &[r"Grant None [AvailabilityOnly:\Calendar] m >Default"],
    );
    check(
        r"Remove-MailboxFolderPermission -Identity m:\Inbox -User u",
        &[r"Revoke OpenFolder [:\Inbox] m >u"],
    );
    check(
        r"Set-MailboxFolderPermission -Identity m:\Inbox -User u -AccessRights None",
        &[r"Revoke OpenFolder [:\Inbox] m >u"],
    );
}

#[test]
fn settings_of_a_mailbox() {
    check(
        r#"Set-Mailbox -Identity m -GrantSendOnBehalfTo @{Add="a","b";Remove="c"}"#,
        &[
            "Grant SendOnBehalf [GrantSendOnBehalfTo] m >a",
            "Grant SendOnBehalf [GrantSendOnBehalfTo] m >b",
            "Revoke SendOnBehalf [GrantSendOnBehalfTo] m >c",
        ],
    );
    check(
        "Set-Mailbox -Identity m -GrantSendOnBehalfTo $null",
        &["Revoke SendOnBehalf [GrantSendOnBehalfTo] m"],
    );
    check(
        "Set-Mailbox -Identity m -ForwardingSmtpAddress smtp:x@out.example -DeliverToMailboxAndForward $true",
        &["Divert Divert [ForwardingSmtpAddress] m to:x@out.example"],
    );
    check(r#"Set-Mailbox -Identity m -ForwardingAddress "" "#, &["DivertEnd Divert [ForwardingAddress] m"]);
    check(
        "Set-Mailbox -Identity m -AuditEnabled $false -AuditLogAgeLimit 30.00:00:00",
        &["Tamper None [AuditEnabled] m", "Tamper None [AuditLogAgeLimit] m"],
    );
    check(
        "Set-Mailbox -Identity m -AuditEnabled $true -AuditLogAgeLimit 180 -AuditDelegate FolderBind",
        &[
            "AuditConfig None [AuditEnabled] m",
            "AuditConfig None [AuditLogAgeLimit] m",
            "AuditConfig None [AuditDelegate] m",
        ],
    );
    check(
        r#"Set-Mailbox -Identity m -AuditDelegate @{Remove="FolderBind"}"#,
        &["Tamper None [AuditDelegate] m"],
    );
    check("Set-Mailbox -Identity m -ProhibitSendQuota 10GB", &[]);
    check("Set-Mailbox -Identity m -Password System.Security.SecureString", &["Auth None [Password] m"]);
    check("Set-CASMailbox -Identity m -ImapEnabled $true", &["Other None [ImapEnabled] m"]);
    check("Set-CASMailbox -Identity m -ImapEnabled $false", &[]);
}

#[test]
fn roles() {
    check(
        "New-ManagementRoleAssignment -Role ApplicationImpersonation -User u",
        &["Grant Impersonate [ApplicationImpersonation] * >u"],
    );
    check(
        r#"New-ManagementRoleAssignment -Role "Mailbox Search" -SecurityGroup g -CustomRecipientWriteScope s"#,
        &["Grant SearchAll [Mailbox Search] scope(s) >g group"],
    );
    check("New-ManagementRoleAssignment -Role MyBaseOptions -Policy p", &["Other None [MyBaseOptions] * >p"]);
    check(
        r#"Remove-ManagementRoleAssignment -Identity "Mailbox Import Export-u""#,
        &["Revoke ExportAll [Mailbox Import Export] * >u"],
    );
    check("Remove-ManagementRoleAssignment -Identity custom", &["Revoke None [custom] * lost"]);
    check(
        r#"Add-RoleGroupMember -Identity "Discovery Management" -Member u"#,
        &["Grant SearchAll [Discovery Management] * >u group"],
    );
    check(
        r#"Update-RoleGroupMember -Identity "Organization Management" -Members a,b"#,
        &[
            "Grant Administer [Organization Management] * >a group",
            "Grant Administer [Organization Management] * >b group",
            "Other Administer [Organization Management] * group lost",
        ],
    );
    check(
        r#"Add-DistributionGroupMember -Identity "Organization Management" -Member u"#,
        &["Grant None [Organization Management] ? >u group"],
    );
    check(
        r"Remove-DistributionGroupMember -Identity support -Member u",
        &["Revoke None [support] ? >u group"],
    );
    check(r#"New-RoleGroup -Name x -Roles "Mailbox Search" -Members a"#, &["Grant SearchAll [x] * >a group"]);
}

#[test]
fn diversions() {
    check(
        "New-InboxRule -Mailbox m -Name n -ForwardTo a@x.example,b@x.example",
        &["Divert Divert [n] m to:a@x.example", "Divert Divert [n] m to:b@x.example"],
    );
    check(
        r"Set-InboxRule -Identity m\n -RedirectTo smtp:a@x.example",
        &["Divert Divert [n] m to:a@x.example"],
    );
    check(
        "New-InboxRule -Mailbox m -Name n -DeleteMessage $true -SubjectContainsWords alerte",
        &["Tamper None [n] m q:alerte deleted"],
    );
    check("New-InboxRule -Name n -ForwardTo a@x.example", &["Divert Divert [n] own to:a@x.example"]);
    check("New-InboxRule -Mailbox m -Name n -MarkAsRead $true", &[]);
    check(r"Remove-InboxRule -Identity m\n", &["DivertEnd None [n] m"]);
    check("New-TransportRule -Name n -BlindCopyTo a@x.example", &["Divert Divert [n] * to:a@x.example"]);
    check(
        "New-TransportRule -Name n -SentTo m -RedirectMessageTo a@x.example",
        &["Divert Divert [n] m to:a@x.example"],
    );
    check("New-TransportRule -Name n -ApplyHtmlDisclaimerText x", &[]);
    check("Remove-TransportRule -Identity n", &["DivertEnd None [n] *"]);
    check(
        "New-TransportRule -Name n -BlindCopyTo a@x.example -Enabled $False",
        &["Divert Divert [n] * to:a@x.example dormant"],
    );
    check("New-TransportRule -Name n -DeleteMessage -Enabled:$false", &["Other None [n] * deleted dormant"]);
    check("Enable-TransportRule -Identity n", &["Other Divert [n] * on"]);
    check("Disable-TransportRule -Identity n", &["DivertEnd None [n] *"]);
    check(r"Enable-InboxRule -Identity m\n", &["Other Divert [n] m on"]);
    check(
        "New-JournalRule -Name n -JournalEmailAddress j@x.example -Enabled $false",
        &["Divert Divert [n] * to:j@x.example dormant"],
    );
    check("Set-OutboundConnector -Identity n -Enabled $false", &["DivertEnd Divert [n] *"]);
    check("Set-OutboundConnector -Identity n -Enabled $true", &["Other Divert [n] * on"]);
    check(
        "New-JournalRule -Name n -JournalEmailAddress j@x.example -Recipient m",
        &["Divert Divert [n] m to:j@x.example"],
    );
    check("New-SendConnector -Name n -SmartHosts h.example", &["Divert Divert [n] * to:h.example"]);
    check(r#"Install-TransportAgent -Name "Evil" -AssemblyPath ".\x.dll""#, &["Divert Divert [Evil] *"]);
}

#[test]
fn searches_and_exports() {
    check(
        r"New-MailboxExportRequest -Mailbox m -FilePath \\srv\x.pst -ContentFilter (Body -like '*x*')",
        &[r"Export ExportAll [] m to:\\srv\x.pst q:(Body -like '*x*')"],
    );
    check(
        "Search-Mailbox -Identity m -SearchQuery journal -TargetMailbox t -DeleteContent",
        &["Search SearchAll [] m to:t q:journal", "Tamper SearchAll [] m q:journal deleted"],
    );
    check(
        "New-MailboxSearch -Name n -SourceMailboxes a,b -SearchQuery q",
        &["Search SearchAll [n] a q:q", "Search SearchAll [n] b q:q"],
    );
    check("New-MailboxSearch -Name n -SearchQuery q", &["Search SearchAll [n] * q:q"]);
    check(
        "New-ComplianceSearch -Name n -ExchangeLocation All -ContentMatchQuery q",
        &["Search SearchAll [n] * q:q"],
    );
    check(
        "New-ComplianceSearchAction -SearchName n -Purge -PurgeType HardDelete",
        &["Tamper None [n] ? deleted"],
    );
    check("New-ComplianceSearchAction -SearchName n -Export", &["Export ExportAll [n] ?"]);
}

#[test]
fn recording() {
    check(
        "Set-MailboxAuditBypassAssociation -Identity u -AuditBypassEnabled $true",
        &["Tamper None [AuditBypassEnabled] * >u"],
    );
    check(
        "Set-AdminAuditLogConfig -AdminAuditLogEnabled $false -AdminAuditLogCmdlets *",
        &["Tamper None [AdminAuditLogEnabled] *", "AuditConfig None [AdminAuditLogCmdlets] *"],
    );
    check(
        "Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true",
        &["AuditConfig None [UnifiedAuditLogIngestionEnabled] *"],
    );
    check("Set-OrganizationConfig -AuditDisabled $true", &["Tamper None [AuditDisabled] *"]);
    check("Set-OrganizationConfig -MailTipsAllTipsEnabled $true", &[]);
}

#[test]
fn what_is_no_cmdlet_of_the_table_means_nothing() {
    for operation in ["", "Add", "-", "Get-MailboxPermission", "New-Mailbox", "Set-User", "FolderBind"] {
        check(operation, &[]);
        assert!(!concerns("Set-User") && !concerns(""));
    }
}

#[test]
fn values_before_tell_who_lost_and_what_became_shorter() {
    let mut parameters = command_line("-Identity m -GrantSendOnBehalfTo b -AuditLogAgeLimit 120");
    parameters.modified("GrantSendOnBehalfTo", "a,b", "b");
    parameters.modified("AuditLogAgeLimit", "365.00:00:00", "120.00:00:00");
    let lines: Vec<String> = means("Set-Mailbox", &parameters).iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "Grant SendOnBehalf [GrantSendOnBehalfTo] m >b",
            "Revoke SendOnBehalf [GrantSendOnBehalfTo] m >a",
            "Tamper None [AuditLogAgeLimit] m",
        ]
    );
}

#[test]
fn the_object_stands_in_where_no_identity_was_given() {
    let mut parameters = command_line("-User u -AccessRights FullAccess");
    parameters.object("corp.example/Users/m");
    let meanings = means("Add-MailboxPermission", &parameters);
    assert_eq!(
        meanings.iter().map(line).collect::<Vec<_>>(),
        ["Grant Open [FullAccess] corp.example/Users/m >u"]
    );
    assert_eq!(tie("Add-MailboxPermission", &parameters), None);
}
