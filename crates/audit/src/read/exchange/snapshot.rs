//! What stood when somebody looked: permissions, settings, roles and rules, as rows or objects.

mod auditing;
mod permission;
mod rule;
mod suite;

use std::collections::HashSet;

use super::fields::{Fields, first};
use super::who::{Ties, is_machinery, is_owner_word, named};
use crate::model::{AuditState, Flags, Form, Moment, Path, Power, Standing, Target, Why};
use crate::read::sink::Sink;

/// Which cmdlet a snapshot is the output of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Snapshot {
    /// `Get-MailboxPermission`
    Mailbox,
    /// `Get-RecipientPermission`
    Recipient,
    /// `Get-ADPermission`
    Directory,
    /// `Get-MailboxFolderPermission`
    Folder,
    /// `Get-ManagementRoleAssignment`
    Role,
    /// `Get-Mailbox`
    Settings,
    /// `Get-TransportRule`
    TransportRule,
    /// `Get-InboxRule`
    InboxRule,
    /// `Get-JournalRule`
    JournalRule,
    /// `Get-MailboxAuditBypassAssociation`
    Bypass,
    /// `Get-AdminAuditLogConfig`, `Get-OrganizationConfig`
    Organisation,
    /// `MailboxPermissions` of Microsoft-Extractor-Suite
    SuitePermissions,
    /// `MailboxAuditStatus` of the same
    SuiteAuditStatus,
}

impl Snapshot {
    /// Which snapshot has records with these fields, the most particular first.
    pub(super) fn of(has: &dyn Fn(&str) -> bool) -> Option<Self> {
        let all = |names: &[&str]| names.iter().all(|name| has(name));
        let table: [(Snapshot, &[&str]); 17] = [
            (Snapshot::SuitePermissions, &["FullAccessPermissions", "UserPrincipalName"]),
            (Snapshot::SuiteAuditStatus, &["DelegateAuditActions", "UserPrincipalName"]),
            (Snapshot::Recipient, &["Trustee", "AccessRights"]),
            (Snapshot::Folder, &["FolderName", "User", "AccessRights"]),
            (Snapshot::Directory, &["User", "ExtendedRights", "Deny"]),
            (Snapshot::Mailbox, &["User", "AccessRights"]),
            (Snapshot::Role, &["Role", "RoleAssigneeName"]),
            (Snapshot::Role, &["Role", "RoleAssignee"]),
            (Snapshot::JournalRule, &["JournalEmailAddress", "Name"]),
            (Snapshot::TransportRule, &["Name", "BlindCopyTo"]),
            (Snapshot::InboxRule, &["Name", "ForwardTo", "RedirectTo"]),
            (Snapshot::InboxRule, &["RuleName", "ForwardTo", "RedirectTo"]),
            (Snapshot::Settings, &["AuditEnabled"]),
            (Snapshot::Bypass, &["AuditBypassEnabled"]),
            (Snapshot::Settings, &["PrimarySmtpAddress", "GrantSendOnBehalfTo"]),
            (Snapshot::Settings, &["ForwardingSmtpAddress"]),
            (Snapshot::Organisation, &["AdminAuditLogEnabled"]),
        ];
        let known = table.into_iter().find(|(_, names)| all(names)).map(|(snapshot, _)| snapshot);
        known.or_else(|| (has("AuditDisabled") && !has("AuditEnabled")).then_some(Snapshot::Organisation))
    }

    /// The form that the report names.
    pub(super) fn form(self) -> Form {
        match self {
            Snapshot::TransportRule | Snapshot::InboxRule | Snapshot::JournalRule => Form::RuleSnapshot,
            Snapshot::Bypass | Snapshot::Organisation | Snapshot::SuiteAuditStatus => Form::AuditSnapshot,
            _ => Form::PermissionSnapshot,
        }
    }
}

/// One record of a snapshot on its way to the sink.
///
/// A record can tell several things; it is counted once, as read if any was told.
struct Seen<'s, 'e> {
    sink: &'s mut Sink<'e>,
    record: u64,
    as_of: Option<Moment>,
    told: bool,
}

/// Tells one record.
pub(super) fn record(what: Snapshot, fields: &dyn Fields, record: u64, ties: &mut Ties, sink: &mut Sink<'_>) {
    const DAYS: &[&str] =
        &["AsOf", "SnapshotDate", "CollectedAt", "CollectedOn", "ReportDate", "ExportDate", "DateCollected"];
    let as_of = first(fields, DAYS).and_then(|text| sink.moment(text));
    let mut seen = Seen { sink, record, as_of, told: false };
    let told = match what {
        Snapshot::Mailbox => permission::mailbox(fields, &mut seen),
        Snapshot::Recipient => permission::recipient(fields, &mut seen),
        Snapshot::Directory => permission::directory(fields, &mut seen),
        Snapshot::Folder => permission::folder(fields, &mut seen),
        Snapshot::Role => permission::role(fields, &mut seen),
        Snapshot::Settings => permission::settings(fields, ties, &mut seen),
        Snapshot::TransportRule => rule::transport(fields, &mut seen),
        Snapshot::InboxRule => rule::inbox(fields, &mut seen),
        Snapshot::JournalRule => rule::journal(fields, &mut seen),
        Snapshot::Bypass => auditing::bypass(fields, &mut seen),
        Snapshot::Organisation => auditing::organisation(fields, &mut seen),
        Snapshot::SuitePermissions => suite::permissions(fields, &mut seen),
        Snapshot::SuiteAuditStatus => suite::audit_status(fields, &mut seen),
    };
    match (told, seen.told) {
        (Err(why), false) => seen.sink.unreadable(record, why),
        (_, true) => {}
        (Ok(()), false) => seen.sink.irrelevant(None),
    }
}

/// A right that stands, before its names are numbers.
#[derive(Clone, Copy)]
struct Right<'r> {
    holder: &'r str,
    mailbox: Option<&'r str>,
    right: &'r str,
    power: Power,
    path: Path,
    destination: Option<&'r str>,
    flags: Flags,
}

impl<'r> Right<'r> {
    /// A right by name on one mailbox.
    fn direct(holder: &'r str, mailbox: &'r str, right: &'r str, power: Power) -> Self {
        let (path, flags) = (Path::Direct, Flags::default());
        Right { holder, mailbox: Some(mailbox), right, power, path, destination: None, flags }
    }
}

impl Seen<'_, '_> {
    /// Tells a right, unless it opens nothing or is the owner's or the product's own.
    fn right(&mut self, right: Right<'_>) {
        let of_nobody =
            is_owner_word(right.holder) || is_machinery(right.holder) || is_of_search_mailbox(&right);
        if of_nobody || (right.power == Power::None && !right.flags.has(Flags::PARAMETERS_LOST)) {
            return;
        }
        let standing = Standing {
            source: self.sink.source(),
            record: self.record,
            as_of: self.as_of,
            beneficiary: named(self.sink, right.holder),
            target: right.mailbox.map_or(Target::All, |mailbox| Target::Mailbox(named(self.sink, mailbox))),
            right: named(self.sink, right.right),
            power: right.power,
            path: right.path,
            destination: right.destination.map(|place| named(self.sink, place)),
            flags: right.flags,
        };
        self.standing(standing);
    }

    fn standing(&mut self, standing: Standing) {
        match std::mem::replace(&mut self.told, true) {
            false => self.sink.standing(standing),
            true => self.sink.also_standing(standing),
        }
    }

    fn audit_state(&mut self, state: AuditState) {
        match std::mem::replace(&mut self.told, true) {
            false => self.sink.audit_state(state),
            true => self.sink.also_audit_state(state),
        }
    }

    /// A state of which only the place is known yet.
    fn state(&mut self, mailbox: Option<&str>) -> AuditState {
        AuditState {
            source: self.sink.source(),
            record: self.record,
            mailbox: mailbox.map(|mailbox| named(self.sink, mailbox)),
            as_of: self.as_of,
            enabled: None,
            delegate: None,
            admin: None,
            days_kept: None,
            bypass: None,
        }
    }
}

/// The mailbox into which searches copy is open to those who search: the product's own.
fn is_of_search_mailbox(right: &Right<'_>) -> bool {
    let mailbox = right.mailbox.unwrap_or("").to_ascii_lowercase();
    mailbox.contains("discoverysearchmailbox")
        && right.holder.to_ascii_lowercase().ends_with("discovery management")
}

/// The columns that may name the mailbox of a row, what the exporter added before what the cmdlet gives.
fn mailbox_of(fields: &dyn Fields) -> Result<&str, Why> {
    const NAMES: &[&str] = &[
        "MailboxPrimarySmtpAddress",
        "MailboxUPN",
        "MailboxUserPrincipalName",
        "Mailbox",
        "MailboxIdentity",
        "PrimarySmtpAddress",
        "UserPrincipalName",
        "Identity",
    ];
    first(fields, NAMES).ok_or(Why::Missing)
}

/// Distinct items in the order of the list.
fn distinct(items: Vec<&str>) -> Vec<&str> {
    let mut met = HashSet::new();
    items.into_iter().filter(|item| met.insert(*item)).collect()
}
