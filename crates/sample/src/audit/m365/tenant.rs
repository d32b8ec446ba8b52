//! A tenant in which next to nothing happened: most of what its log holds is the provider's own
//! doing and owners at their mail, exported three times with three tools.
//!
//! What a person did is little: four mailboxes opened to others, a right to send as, one to send
//! on behalf, one rule that copies mail. No directory, no papers, no snapshots: as it comes.

use serde_json::json;

use super::export::{portal_csv, search_csv, tool_csv};
use super::record::{self, Opening, Record};
use crate::audit::cmdlet::{Cmdlet, Meaning};
use crate::audit::known;
use crate::audit::plot::{House, Plot};
use crate::audit::staff::Who;
use crate::audit::truth::{
    AccountTruth, AuditTruth, DiversionTruth, FileTruth, FindingTruth, GrantTruth, IntervalTruth,
};
use crate::audit::{Bundle, File, Size, bundle};
use crate::calendar;
use crate::chance::Chance;

/// Rights that the provider's service gave, to its own groups and to people.
const SERVICE_GRANTS: usize = 47;
/// Owners who read their own mail.
const OWN_READINGS: usize = 318;
/// Where the one rule copies mail to.
const COPIES: &str = "copies@menuiserie.example";
/// The account that the data centre acts under in a mailbox.
const SYSTEM_SID: &str = "S-1-5-18";

/// Who, on whose mail, by which command and right, on which day.
const GIVEN: [(&str, &str, &str, &str, i64); 6] = [
    ("technicien", "achats", "Add-MailboxPermission", "FullAccess", 3),
    ("secretaire", "accueil", "Add-MailboxPermission", "FullAccess", 4),
    ("assistant", "europe", "Add-MailboxPermission", "FullAccess", 9),
    ("majorite", "juriste", "Add-MailboxPermission", "FullAccess", 15),
    ("secretaire", "dgs", "Add-RecipientPermission", "SendAs", 16),
    ("secretaire", "presidente", "Set-Mailbox", "SendOnBehalf", 17),
];

/// Tells the story.
pub(in crate::audit) fn tell(name: &'static str, seed: u64, size: Size) -> Bundle {
    let mut chance = Chance::new(seed);
    let day_zero = calendar::parse_paris("2025-03-03 01:00").unwrap_or_default();
    let plot = Plot::new(House::Cloud, day_zero, size.mailboxes, &mut chance);
    let mut records = of_people(&plot, &mut chance);
    records.extend(of_services(&plot, &mut chance));
    records.extend(of_owners(&plot, &mut chance));
    records.extend((0..size.everyday).map(|_| record::of_elsewhere(&plot, &mut chance)));
    records.sort_by_key(|record| record.at);
    bundle(exports(&records), truth(&plot, name, seed))
}

/// Three exports of one log that overlap: of their rows, more than four in ten are repetitions.
fn exports(records: &[Record]) -> Vec<(File, FileTruth)> {
    let all: Vec<&Record> = records.iter().collect();
    let share = |hundredths: usize| all.len() * hundredths / 100;
    let mut stretches = [(0, share(60)), (share(30), all.len()), (share(40), share(88))].into_iter();
    let mut seen = 0;
    let mut next = |write: fn(&'static str, &[&Record]) -> (File, FileTruth), name| {
        let (from, to) = stretches.next().unwrap_or_default();
        let (file, whole) = write(name, all.get(from..to).unwrap_or_default());
        // What came before stands in the files before: only the rest is news.
        let (_, new) = write(name, all.get(from.max(seen)..to.max(seen)).unwrap_or_default());
        seen = seen.max(to);
        let truth = FileTruth { records: whole.records, duplicate: whole.records - new.records, ..new };
        (file, truth)
    };
    vec![
        next(search_csv, "export-1.csv"),
        next(tool_csv, "export-2.csv"),
        next(portal_csv, "portal-download.csv"),
    ]
}

fn of_people(plot: &Plot, chance: &mut Chance) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for (turn, given) in GIVEN.iter().enumerate() {
        records.push(record::of_cmdlet(plot, &grant(plot, turn, given), chance));
    }
    for cmdlet in rule(plot) {
        records.push(record::of_cmdlet(plot, &cmdlet, chance));
    }
    // Recording is switched on for the whole house: more traces, not fewer.
    let on = vec![("UnifiedAuditLogIngestionEnabled", "True".to_owned())];
    records.push(record::of_cmdlet(
        plot,
        &cmdlet(plot, (1, 8, 0), "Set-AdminAuditLogConfig", None, on),
        chance,
    ));
    records
}

fn cmdlet(
    plot: &Plot,
    when: (i64, i64, i64),
    name: &'static str,
    object: Option<Who>,
    parameters: Vec<(&'static str, String)>,
) -> Cmdlet {
    Cmdlet {
        at: plot.at(when),
        by: plot.staff.of("technicien"),
        name,
        object,
        parameters,
        succeeded: true,
        meaning: Meaning::Relevant,
    }
}

/// Mailboxes are typed by address, by number and by login, holders by address and by login.
fn grant(
    plot: &Plot,
    turn: usize,
    (holder, on, name, right, day): &(&str, &str, &'static str, &str, i64),
) -> Cmdlet {
    let on = plot.staff.of(on);
    let (account, holder) = (plot.staff.get(on), plot.staff.get(plot.staff.of(holder)));
    let identity = [&account.address, &account.guid, &account.login][turn % 3].clone();
    let user = [&holder.address, &holder.login][turn % 2].clone();
    let rest = match *name {
        "Set-Mailbox" => vec![("GrantSendOnBehalfTo", user)],
        "Add-RecipientPermission" => vec![("Trustee", user), ("AccessRights", (*right).to_owned())],
        _ => {
            vec![("User", user), ("AccessRights", (*right).to_owned()), ("InheritanceType", "All".to_owned())]
        }
    };
    let parameters = [("Identity", identity)].into_iter().chain(rest).collect();
    cmdlet(plot, (*day, 9, 12), name, Some(on), parameters)
}

/// The rule is made switched off, as the console does, and switched on by its number: it copies from then on.
fn rule(plot: &Plot) -> [Cmdlet; 2] {
    let made = vec![
        ("Name", "Archives".to_owned()),
        ("BlindCopyTo", COPIES.to_owned()),
        ("Enabled", "False".to_owned()),
        ("StopRuleProcessing", "False".to_owned()),
        ("Mode", "Enforce".to_owned()),
        ("SenderAddressLocation", "Header".to_owned()),
    ];
    let enabled = vec![("Identity", "3f0c5a11-0000-4000-8000-00000000c0de".to_owned())];
    [
        cmdlet(plot, (20, 10, 5), "New-TransportRule", None, made),
        cmdlet(plot, (20, 10, 6), "Enable-TransportRule", None, enabled),
    ]
}

/// What nobody did: grants, recording switched on and off, folders of groups, old mail removed.
fn of_services(plot: &Plot, chance: &mut Chance) -> Vec<Record> {
    let mut records: Vec<Record> = (0..SERVICE_GRANTS).map(|turn| of_service(plot, turn, chance)).collect();
    let mailboxes: Vec<Who> = plot.staff.mailboxes().take(8).collect();
    for (turn, who) in mailboxes.iter().enumerate() {
        let account = plot.staff.get(*who);
        let on = if turn % 3 == 0 { "False" } else { "True" };
        let parameters = [("Identity", account.guid.as_str()), ("AuditEnabled", on)];
        let at = plot.at((2 + turn as i64, 3, 33));
        let object = record::object_name(account);
        records.push(record::by_service(at, "Set-Mailbox", &object, &parameters, chance));
        records.push(of_folder(plot, at + 60, *who, chance));
        records.push(of_retention(plot, at + 120, *who, turn % 2 == 0, chance));
    }
    let off = [("AdminAuditLogEnabled", "False")];
    let at = plot.at((1, 2, 0));
    records.push(record::by_service(at, "Set-AdminAuditLogConfig", "Admin Audit Log Settings", &off, chance));
    records
}

fn of_service(plot: &Plot, turn: usize, chance: &mut Chance) -> Record {
    if turn.is_multiple_of(3) {
        return record::of_service(plot, turn, chance);
    }
    let mailboxes: Vec<Who> = plot.staff.mailboxes().collect();
    let [mailbox, holder] = [turn, turn + 1].map(|at| plot.staff.get(mailboxes[at % mailboxes.len()]));
    let rights = if turn % 3 == 1 { "FullAccess" } else { "FullAccess, ExternalAccount, ReadPermission" };
    let parameters =
        [("Identity", mailbox.guid.as_str()), ("User", holder.address.as_str()), ("AccessRights", rights)];
    let at = plot.at((-10 + turn as i64, 2, 41));
    record::by_service(at, "Add-MailboxPermission", &record::object_name(mailbox), &parameters, chance)
}

/// The data centre sets up the calendar of a group.
fn of_folder(plot: &Plot, at: i64, mailbox: Who, chance: &mut Chance) -> Record {
    let opening = in_mailbox(at, "ModifyFolderPermissions", ("ExchangeItem", 2), SYSTEM_SID);
    let mut fields = system_fields(plot, mailbox, 1);
    let member = json!({"Path": "\\Calendar", "MemberUpn": "Everyone", "MemberSid": "S-1-1-0",
        "MemberRights": "ReadAny, Create, EditOwned, FolderVisible, FreeBusySimple, FreeBusyDetailed"});
    fields.push(("Item", json!({"Id": "LgAAAAB", "ParentFolder": member})));
    opening.record(Meaning::Relevant, fields, chance)
}

/// Retention removes old mail: under its own name, or under the owner's with the type of a service.
fn of_retention(plot: &Plot, at: i64, mailbox: Who, under_own_name: bool, chance: &mut Chance) -> Record {
    let owner = plot.staff.address(mailbox);
    let (user, logon) = if under_own_name { (SYSTEM_SID, 1) } else { (owner.as_str(), 4) };
    let mut fields = system_fields(plot, mailbox, logon);
    fields.push(("AffectedItems", json!([{"Id": "RgAAAAC"}, {"Id": "RgAAAAD"}])));
    in_mailbox(at, "HardDelete", ("ExchangeItemGroup", 3), user).record(Meaning::Relevant, fields, chance)
}

fn in_mailbox<'a>(at: i64, operation: &'static str, kind: (&'static str, u32), user: &'a str) -> Opening<'a> {
    Opening { at, operation, kind, user, user_type: 2, workload: "Exchange" }
}

fn system_fields(plot: &Plot, mailbox: Who, logon: u32) -> Vec<(&'static str, serde_json::Value)> {
    let owner = plot.staff.get(mailbox);
    vec![
        ("ResultStatus", json!("Succeeded")),
        ("ClientInfoString", json!("Client=WebServices;Action=ConfigureGroupMailbox")),
        ("ExternalAccess", json!(true)),
        ("InternalLogonType", json!(1)),
        ("LogonType", json!(logon)),
        ("LogonUserSid", json!(SYSTEM_SID)),
        ("MailboxGuid", json!(owner.guid)),
        ("MailboxOwnerSid", json!(owner.sid)),
        ("MailboxOwnerUPN", json!(owner.address)),
    ]
}

/// Owners read, delete for good, and let colleagues see when they are free.
fn of_owners(plot: &Plot, chance: &mut Chance) -> Vec<Record> {
    let mut records: Vec<Record> = (0..OWN_READINGS).map(|_| record::of_owner(plot, chance)).collect();
    for (turn, who) in plot.staff.mailboxes().enumerate() {
        let owner = plot.staff.get(who);
        let at = plot.at((turn as i64 % 30, 16, 20));
        let mut own = |operation, kind, field: (&'static str, serde_json::Value)| {
            let mut fields = record::logon_fields(owner, owner, 0);
            fields.push(field);
            let opening = Opening { user_type: 0, ..in_mailbox(at, operation, kind, &owner.address) };
            opening.record(Meaning::Own, fields, chance)
        };
        let free = json!({"ParentFolder": {"Path": "\\Calendar", "MemberUpn": "Default",
            "MemberRights": "FreeBusySimple"}});
        records.push(own(
            "HardDelete",
            ("ExchangeItemGroup", 3),
            ("AffectedItems", json!([{"Id": "RgAAAAE"}])),
        ));
        records.push(own("ModifyFolderPermissions", ("ExchangeItem", 2), ("Item", free)));
    }
    records
}

fn truth(plot: &Plot, story: &'static str, seed: u64) -> AuditTruth {
    let by = plot.staff.address(plot.staff.of("technicien"));
    let mut accounts = known::accounts(&plot.staff);
    accounts.push(AccountTruth { address: COPIES.to_owned(), names: Vec::new(), mailbox: false });
    let given = GIVEN.iter().map(|(holder, on, _, right, day)| {
        let [holder, on] = [holder, on].map(|slug| plot.staff.address(plot.staff.of(slug)));
        (holder, on, (*right).to_owned(), plot.at((*day, 9, 12)))
    });
    let grants = given.clone().map(|(beneficiary, on, right, at)| GrantTruth {
        at,
        act: "grant",
        executed_by: by.clone(),
        beneficiary,
        mailbox: Some(on),
        right,
        succeeded: true,
        deny: false,
        recorded_in: vec!["export-1.csv"],
    });
    let intervals = given.map(|(beneficiary, on, right, at)| IntervalTruth {
        beneficiary,
        mailbox: Some(on),
        right,
        start: Some(at),
        start_basis: "event",
        end: None,
        end_basis: "still-open",
        granted_by: Some(by.clone()),
        path: "direct",
    });
    let copied = DiversionTruth {
        from: plot.at((20, 10, 6)),
        to: None,
        executed_by: by.clone(),
        mailbox: None,
        destination: COPIES.to_owned(),
    };
    AuditTruth {
        story,
        seed,
        accounts,
        grants: grants.collect(),
        service_grants: SERVICE_GRANTS as u64,
        intervals: intervals.collect(),
        diversions: vec![copied],
        findings: findings(plot),
        ..AuditTruth::default()
    }
}

/// Nothing else is to be found: above all, no traces that somebody made fewer.
fn findings(plot: &Plot) -> Vec<FindingTruth> {
    let must = |rule, who: &str, on: &[&str]| FindingTruth {
        rule,
        account: plot.staff.address(plot.staff.of(who)),
        mailboxes: on.iter().map(|slug| plot.staff.address(plot.staff.of(slug))).collect(),
        must: true,
    };
    vec![
        must("self-grant", "technicien", &["achats"]),
        must("diversion", "technicien", &[]),
        must("standing-today", "technicien", &["achats"]),
        must("standing-today", "secretaire", &["accueil", "dgs", "presidente"]),
        must("standing-today", "assistant", &["europe"]),
        must("standing-today", "majorite", &["juriste"]),
    ]
}
