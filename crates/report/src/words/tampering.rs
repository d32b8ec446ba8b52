//! What an act that made traces fewer does, for readers who do not know its command.

use greffe::audit::Finding;

/// Settings by the text that says what making them less does.
const SETTINGS: [(&[&str], &str); 6] = [
    (&["AuditEnabled"], "audit-tamper-recording"),
    (&["AuditOwner", "AuditDelegate", "AuditAdmin"], "audit-tamper-fewer-acts"),
    (&["AuditLogAgeLimit", "AdminAuditLogAgeLimit"], "audit-tamper-days"),
    (&["AuditBypassEnabled"], "audit-tamper-bypass"),
    (
        &[
            "AdminAuditLogEnabled",
            "AdminAuditLogCmdlets",
            "AdminAuditLogParameters",
            "AdminAuditLogExcludedCmdlets",
        ],
        "audit-tamper-commands",
    ),
    (&["UnifiedAuditLogIngestionEnabled", "AuditDisabled"], "audit-tamper-whole"),
];

/// Acts by the beginning of their names, where no setting tells.
const ACTS: [(&str, &str); 5] = [
    ("AuditDisabled", "audit-tamper-whole"),
    ("HardDelete", "audit-tamper-deleted"),
    ("New-InboxRule", "audit-tamper-rule"),
    ("Set-InboxRule", "audit-tamper-rule"),
    ("UpdateInboxRules", "audit-tamper-rule"),
];

/// Returns the key of the text.
pub(super) fn key(finding: &Finding) -> &'static str {
    let value = |wanted: &str| {
        let found = finding.values.iter().find(|(name, _)| *name == wanted);
        found.map_or("", |(_, value)| value.as_str())
    };
    let setting = value("right");
    let known = |known: &&str| known.eq_ignore_ascii_case(setting);
    let of_setting = SETTINGS.iter().find(|(settings, _)| settings.iter().any(known)).map(|(_, key)| *key);
    let of_act = || ACTS.iter().find(|(act, _)| value("operation").starts_with(act)).map(|(_, key)| *key);
    of_setting.or_else(of_act).unwrap_or("audit-tamper-other")
}
