//! A program that may read everybody's mail by a permission of its own, and does once.

use serde_json::{Value, json};

use super::record::{Opening, Record};
use crate::audit::cmdlet::Meaning;
use crate::audit::known::Known;
use crate::audit::plot::{Deed, Plot};
use crate::audit::truth::{AccountTruth, AuditTruth, FindingTruth, GrantTruth, IntervalTruth, UseTruth};
use crate::chance::Chance;

/// The number of the program, and the number under which this organisation knows it.
const PROGRAM: &str = "7c9b3f52-0000-4000-8000-0000000a9c01";
const PRINCIPAL: &str = "2ad0c3e8-0000-4000-8000-0000000a9c02";
const NAME: &str = "Archivage des courriels";
const PERMISSION: &str = "Mail.Read";

fn admitted(plot: &Plot) -> Deed {
    Deed { at: plot.at((2, 13, 5)), by: plot.staff.of("technicien") }
}

fn used_at(plot: &Plot) -> i64 {
    plot.at((3, 2, 14))
}

/// Adds the program to the truth: it needs no person, and is no owner.
pub(super) fn add_to(known: &Known<'_>, mut truth: AuditTruth, files: Vec<&'static str>) -> AuditTruth {
    let (plot, granted) = (known.plot, admitted(known.plot));
    let (by, mailbox) = (known.address(granted.by), known.address(plot.staff.of("juriste")));
    let names = vec![PRINCIPAL.to_owned(), NAME.to_owned(), format!("ServicePrincipal_{PRINCIPAL}")];
    truth.accounts.push(AccountTruth { address: PROGRAM.to_owned(), names, mailbox: false });
    truth.grants.push(GrantTruth {
        at: granted.at,
        act: "grant",
        executed_by: by.clone(),
        beneficiary: PROGRAM.to_owned(),
        mailbox: None,
        right: PERMISSION.to_owned(),
        succeeded: true,
        deny: false,
        recorded_in: files,
    });
    truth.intervals.push(IntervalTruth {
        beneficiary: PROGRAM.to_owned(),
        mailbox: None,
        right: PERMISSION.to_owned(),
        start: Some(granted.at),
        start_basis: "event",
        end: None,
        end_basis: "still-open",
        granted_by: Some(by),
        path: "role",
    });
    truth.uses.push(UseTruth { at: used_at(plot), actor: PROGRAM.to_owned(), mailbox, recorded: true });
    let found =
        [("no-approval", true), ("standing-today", true), ("almost-all", false), ("protected-person", false)];
    truth.findings.extend(found.map(|(rule, must)| FindingTruth {
        rule,
        account: PROGRAM.to_owned(),
        mailboxes: Vec::new(),
        must,
    }));
    truth
}

/// The permission, as Entra records it.
pub(super) fn admission(plot: &Plot, chance: &mut Chance) -> Record {
    let deed = admitted(plot);
    let user = plot.staff.address(deed.by);
    let opening = Opening {
        at: deed.at,
        operation: "Add app role assignment to service principal.",
        kind: ("AzureActiveDirectory", 8),
        user: &user,
        user_type: 0,
        workload: "AzureActiveDirectory",
    };
    let fields = vec![
        ("ResultStatus", json!("Success")),
        ("ObjectId", json!("00000003-0000-0000-c000-000000000000;https://graph.microsoft.com")),
        ("AzureActiveDirectoryEventType", json!(1)),
        ("ModifiedProperties", changes()),
        ("Actor", json!([{"ID": user, "Type": 5}, {"ID": "10032001a2b3c4d5", "Type": 3}])),
        (
            "Target",
            json!([{"ID": "ServicePrincipal_8f1c0000-0000-4000-8000-000000000003", "Type": 2}, {"ID": "Microsoft Graph", "Type": 1}]),
        ),
    ];
    opening.record(Meaning::Relevant, fields, chance)
}

fn changes() -> Value {
    let change = |name: &str, value: &str| json!({"Name": name, "NewValue": value, "OldValue": ""});
    json!([
        change("AppRole.Id", "810c84a8-4a9e-49e6-bf7d-12d183f40d01"),
        change("AppRole.Value", PERMISSION),
        change("AppRole.DisplayName", "Read mail in all mailboxes"),
        change("ServicePrincipal.ObjectID", PRINCIPAL),
        change("ServicePrincipal.DisplayName", NAME),
        change("ServicePrincipal.AppId", PROGRAM),
    ])
}

/// One reading: the record bears the owner's name and login type, and is not the owner's.
pub(super) fn reading(plot: &Plot, chance: &mut Chance) -> Record {
    let owner = plot.staff.get(plot.staff.of("juriste"));
    let opening = Opening {
        at: used_at(plot),
        operation: "MailItemsAccessed",
        kind: ("ExchangeItemAggregated", 50),
        user: &owner.address,
        user_type: 0,
        workload: "Exchange",
    };
    let token = json!({"APIId": "00000003-0000-0000-c000-000000000000", "ClientAppId": PROGRAM, "UniqueTokenId": "kX0AAA"});
    let fields = vec![
        ("ResultStatus", json!("Succeeded")),
        ("AppAccessContext", token),
        ("AppId", json!(PROGRAM)),
        ("ClientAppId", json!(PROGRAM)),
        ("ClientIPAddress", json!("198.51.100.20")),
        ("ClientInfoString", json!("Client=REST;Client=RESTSystem;;")),
        ("ExternalAccess", json!(false)),
        ("InternalLogonType", json!(0)),
        ("LogonType", json!(0)),
        ("MailboxGuid", json!(owner.guid)),
        ("MailboxOwnerSid", json!(owner.sid)),
        ("MailboxOwnerUPN", json!(owner.address)),
        (
            "OperationProperties",
            json!([{"Name": "MailAccessType", "Value": "Bind"}, {"Name": "IsThrottled", "Value": "False"}]),
        ),
        (
            "Folders",
            json!([{"FolderItems": [{"InternetMessageId": "<a1@mel.example>"}], "Id": "LgAAAAB", "Path": "\\Inbox"}]),
        ),
        ("OperationCount", json!(1)),
    ];
    opening.record(Meaning::Relevant, fields, chance)
}
