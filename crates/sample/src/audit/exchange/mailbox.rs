//! The mailbox audit log, as `Search-MailboxAuditLog -ShowDetails | Export-Csv` writes it.

use super::admin::french;
use super::{BY_DEFAULT, WATCHED, is_recorded};
use crate::audit::plot::{Opened, Plot};
use crate::audit::staff::{Who, guid};
use crate::audit::table::Table;
use crate::audit::truth::FileTruth;
use crate::audit::{File, told};
use crate::chance::Chance;

const COLUMNS: [&str; 20] = [
    "Operation",
    "OperationResult",
    "LogonType",
    "ExternalAccess",
    "FolderPathName",
    "ClientInfoString",
    "ClientIPAddress",
    "ClientProcessName",
    "InternalLogonType",
    "MailboxOwnerUPN",
    "MailboxOwnerSid",
    "CrossMailboxOperation",
    "LogonUserDisplayName",
    "LogonUserSid",
    "SourceItems",
    "OriginatingServer",
    "MailboxGuid",
    "MailboxResolvedOwnerName",
    "LastAccessed",
    "Identity",
];
/// What owners do, where their own acts are recorded too.
const OWN: [&str; 3] = ["Update", "MoveToDeletedItems", "MailboxLogin"];

/// One line of the log.
struct Record<'a> {
    at: i64,
    operation: &'a str,
    logon: &'a str,
    by: Who,
    mailbox: Who,
}

/// The log of the recorded mailboxes, in UTF-16 as `-Encoding Unicode` gives it.
pub(super) fn csv(plot: &Plot, own: usize, chance: &mut Chance) -> (File, FileTruth) {
    let mut records: Vec<Record<'_>> = Vec::new();
    for opened in plot.opened.iter().filter(|opened| is_recorded(plot, opened)) {
        records.extend(opening(plot, opened));
    }
    let by_others = records.len();
    records.extend((0..own).map(|_| of_owner(plot, chance)));
    records.sort_by_key(|record| record.at);
    let mut table =
        Table::of_type("Microsoft.Exchange.Data.ProvisioningAgent.MailboxAuditLogEvent", &COLUMNS);
    for record in &records {
        table.row(&row(plot, record, chance));
    }
    let (file, truth) =
        told("mailbox-audit.csv", "mailbox-audit", table.into_utf16(), (by_others + own) as u64);
    (file, FileTruth { owner: Some(own as u64), ..truth })
}

/// Whoever gave himself a right is a delegate to the log, administrator or not.
fn opening<'a>(plot: &Plot, opened: &Opened) -> Vec<Record<'a>> {
    let logon = if plot.staff.of("migration") == opened.deed.by { "Admin" } else { "Delegate" };
    let record = |at, operation| Record { at, operation, logon, by: opened.deed.by, mailbox: opened.mailbox };
    let mut records = vec![record(opened.deed.at, "FolderBind")];
    if opened.destroyed {
        records.push(record(opened.deed.at + 90, "HardDelete"));
    }
    records
}

fn of_owner<'a>(plot: &Plot, chance: &mut Chance) -> Record<'a> {
    let slugs = [WATCHED.as_slice(), &BY_DEFAULT].concat();
    let owner = plot.staff.of(chance.pick(&slugs));
    let at = plot.at((chance.between(-20, 59), chance.between(7, 18), chance.between(0, 59)));
    Record { at, operation: chance.pick(&OWN), logon: "Owner", by: owner, mailbox: owner }
}

fn row(plot: &Plot, record: &Record<'_>, chance: &mut Chance) -> [String; 20] {
    let (by, mailbox) = (plot.staff.get(record.by), plot.staff.get(record.mailbox));
    let folder = if record.operation == "MailboxLogin" { "" } else { "\\Boîte de réception" };
    let items = if record.operation == "HardDelete" {
        "Microsoft.Exchange.Data.MailboxAuditLogSourceItem"
    } else {
        ""
    };
    [
        record.operation.to_owned(),
        "Succeeded".to_owned(),
        record.logon.to_owned(),
        "False".to_owned(),
        folder.to_owned(),
        "Client=OWA;Action=ViaProxy".to_owned(),
        format!("192.0.2.{}", 10 + record.by.0 % 200),
        "w3wp.exe".to_owned(),
        record.logon.to_owned(),
        mailbox.address.clone(),
        mailbox.sid.clone(),
        if record.by == record.mailbox { "False" } else { "True" }.to_owned(),
        by.name.clone(),
        by.sid.clone(),
        items.to_owned(),
        "MEL01 (15.00.1130.005)".to_owned(),
        mailbox.guid.clone(),
        mailbox.name.clone(),
        french(record.at),
        format!("{}/{}", mailbox.canonical_name(), guid(chance)),
    ]
}
