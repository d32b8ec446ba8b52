//! The commands that make the exports which would settle what is open.
//!
//! They are the same in every language, and only read. `$from` and `$to` stand
//! for the days of the question: whoever runs them sets these first.

use greffe::audit::Export;

/// Returns the lines to type; none where an export is made in a console or is no export at all.
pub(crate) const fn commands(export: Export) -> &'static [&'static str] {
    match export {
        Export::MailboxAuditLog => {
            &["Get-Mailbox -ResultSize Unlimited | ForEach-Object { Search-MailboxAuditLog -Identity \
             $_.DistinguishedName -LogonTypes Admin,Delegate -ShowDetails -StartDate $from -EndDate $to \
             -ResultSize 250000 } | Export-Clixml mailbox-audit.xml"]
        }
        Export::AuditStatus => &[
            "Get-Mailbox -ResultSize Unlimited | Export-Clixml mailboxes-$(Get-Date -Format yyyy-MM-dd).xml",
        ],
        Export::AuditBypass => {
            &["Get-MailboxAuditBypassAssociation -ResultSize Unlimited | Export-Clixml audit-bypass.xml"]
        }
        Export::AdminAuditLog => &[
            "Search-AdminAuditLog -StartDate $from -EndDate $to -ResultSize 250000 | \
             Export-Clixml -Depth 5 admin-audit.xml",
            "Get-AdminAuditLogConfig | Export-Clixml admin-audit-config.xml",
        ],
        Export::ManagementEventLog => &["wevtutil epl \"MSExchange Management\" msexchange-management.evtx"],
        Export::Permissions => &[
            "Get-Mailbox -ResultSize Unlimited | Get-MailboxPermission | Export-Clixml \
             permissions-$(Get-Date -Format yyyy-MM-dd).xml",
            "Get-Mailbox -ResultSize Unlimited | Get-RecipientPermission | Export-Clixml \
             recipient-permissions-$(Get-Date -Format yyyy-MM-dd).xml",
        ],
        Export::ManagementRoles => {
            &["Get-ManagementRoleAssignment -GetEffectiveUsers | Export-Clixml role-assignments.xml"]
        }
        Export::GroupMembers => &["wevtutil epl Security group-changes.evtx \
             \"/q:*[System[(EventID=4728 or EventID=4732 or EventID=4756)]]\""],
        Export::WebServerLogs => &["Compress-Archive C:\\inetpub\\logs\\LogFiles iis-logs.zip"],
        Export::UnifiedAuditLog => {
            &["Search-UnifiedAuditLog -StartDate $from -EndDate $from.AddHours(6) -SessionId slice-1 \
             -SessionCommand ReturnLargeSet -ResultSize 5000 | Export-Csv unified-1.csv -Encoding UTF8"]
        }
        Export::DovecotConfiguration => &["doveconf -n > dovecot.conf"],
        Export::DovecotLoginFormat => {
            &["login_log_format_elements = user=<%u> auth_user=<%{auth_user}> orig_user=<%{orig_user}> \
             method=%m rip=%r lip=%l mpid=%e %c session=<%{session}>"]
        }
        Export::ServerCommands => &["journalctl _COMM=sudo -o short-iso > sudo.log"],
        Export::ZimbraGrants => &[
            "for account in $(zmprov -l getAllAccounts); do zmprov getGrants -t account \"$account\"; done > grants.txt",
        ],
        Export::GoogleReports
        | Export::GoogleDelegates
        | Export::WholeFile
        | Export::Directory
        | Export::Approvals => &[],
    }
}
