//! The log of one tenant in every shape that tools give it: the same people did the same things.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use greffe_audit::{Audit, Form, Limit, Power, Question, ReadOptions, judge, read};
use greffe_sample::audit::{Size, Story, story};
use serde_json::{Value, json};
use tempfile::TempDir;

const LATER_MS: i64 = 1_800_000_000_000;

/// What a tenant's log must come to, in whatever shape.
#[derive(Debug, PartialEq, Eq)]
struct Tenant {
    full_access: usize,
    send_as: usize,
    send_on_behalf: usize,
    copied: usize,
    grants: u64,
    service_grants: u64,
    owner_acts: u64,
    tampering: usize,
}

const TRUE: Tenant = Tenant {
    full_access: 4,
    send_as: 1,
    send_on_behalf: 1,
    copied: 1,
    grants: 6,
    service_grants: 47,
    owner_acts: 0,
    tampering: 0,
};

fn audited(inputs: &[PathBuf]) -> Audit {
    let evidence = read(inputs, &ReadOptions::default(), &mut |_| {}).expect("the files are there");
    judge(evidence, &Question::new(LATER_MS))
}

/// What people did, the provider's own doings apart.
fn tenant(audit: &Audit) -> Tenant {
    let by_person = |interval: &&greffe_audit::AccessInterval| {
        let accounts = [Some(interval.beneficiary), interval.granted_by];
        accounts.into_iter().flatten().all(|account| !audit.accounts.account(account).provider)
    };
    let count = |power| audit.intervals.iter().filter(by_person).filter(|one| one.power == power).count();
    let tampering = audit.findings.iter().filter(|one| one.rule == greffe_audit::Rule::Tampering).count();
    Tenant {
        full_access: count(Power::Open),
        send_as: count(Power::SendAs),
        send_on_behalf: count(Power::SendOnBehalf),
        copied: count(Power::Divert),
        grants: audit.summary.grants,
        service_grants: audit.summary.service_grants,
        owner_acts: audit.summary.owner_acts,
        tampering,
    }
}

/// Every record of the tenant once, as the log itself has it.
fn records(folder: &Path) -> Vec<String> {
    let mut records = BTreeMap::new();
    for file in story(Story::M365Tenant, 7, Size::SMALL).files {
        fs::write(folder.join(file.name), &file.bytes).expect("room on the disk");
        let text = String::from_utf8(file.bytes.clone()).unwrap_or_else(|_| utf16(&file.bytes));
        let text = text.trim_start_matches('\u{feff}');
        let body = if text.starts_with("#TYPE") { text.split_once('\n').expect("rows").1 } else { text };
        let mut rows = csv::Reader::from_reader(body.as_bytes());
        let column = rows.headers().expect("a header").iter().position(|name| name == "AuditData");
        for row in rows.records() {
            let data = row.expect("a row").get(column.expect("the column")).expect("a cell").to_owned();
            let id = serde_json::from_str::<Value>(&data).expect("JSON")["Id"].to_string();
            records.insert(id, data);
        }
    }
    records.into_values().collect()
}

fn utf16(octets: &[u8]) -> String {
    let units: Vec<u16> = octets.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

fn objects(records: &[String]) -> Vec<Value> {
    records.iter().map(|record| serde_json::from_str(record).expect("JSON")).collect()
}

/// `Search-UnifiedAuditLog | ConvertTo-Json`, as PowerShell 5.1 writes dates.
fn converted(record: &Value) -> Value {
    json!({
        "PSComputerName": "outlook.office365.example", "RunspaceId": "0e5f3c1a-0000-4000-8000-000000000001",
        "RecordType": "ExchangeAdmin", "CreationDate": "/Date(1741082400000)/", "UserIds": record["UserId"],
        "Operations": record["Operation"], "AuditData": record.to_string(), "ResultIndex": 1,
        "ResultCount": 5000, "Identity": record["Id"], "IsValid": true, "ObjectState": "Unchanged",
    })
}

/// `auditLogRecord` of Microsoft Graph.
fn graph(record: &Value) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.security.auditLogRecord", "id": record["Id"],
        "createdDateTime": record["CreationTime"], "auditLogRecordType": "ExchangeAdmin",
        "operation": record["Operation"], "userPrincipalName": record["UserId"], "auditData": record,
    })
}

fn semicolons(records: &[String]) -> Vec<u8> {
    let mut table = "\u{feff}CreationDate;UserIds;Operations;AuditData\r\n".to_owned();
    for record in records {
        table.push_str(&format!(
            "\"03/03/2025 08:00:00\";\"x\";\"y\";\"{}\"\r\n",
            record.replace('"', "\"\"")
        ));
    }
    table.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn lines(records: impl IntoIterator<Item = String>) -> Vec<u8> {
    records.into_iter().flat_map(|record| format!("{record}\n").into_bytes()).collect()
}

#[test]
fn one_tenant_is_the_same_in_every_shape() {
    let folder = TempDir::new().expect("a folder");
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).expect("a folder");
    let records = records(&exports);
    let expected = tenant(&audited(std::slice::from_ref(&exports)));
    assert_eq!(expected, Tenant { owner_acts: expected.owner_acts, ..TRUE });
    assert!(expected.owner_acts >= 318, "{}", expected.owner_acts);

    let values = objects(&records);
    let each = |made: fn(&Value) -> Value| values.iter().map(made).collect::<Vec<Value>>();
    let zoned = |record: &String| record.replacen("\",\"Id\"", "Z\",\"Id\"", 1).replace("ZZ\"", "Z\"");
    let unzoned = |record: &String| record.replacen("Z\",\"Id\"", "\",\"Id\"", 1);
    let shapes: [(&str, Vec<u8>); 9] = [
        ("lines.json", lines(records.clone())),
        ("array.json", Value::Array(values.clone()).to_string().into_bytes()),
        ("pretty.json", serde_json::to_vec_pretty(&values).expect("JSON")),
        ("converted.json", serde_json::to_vec_pretty(&each(converted)).expect("JSON")),
        ("graph.json", json!({ "value": each(graph) }).to_string().into_bytes()),
        ("semicolons.csv", semicolons(&records)),
        ("zoned.jsonl", lines(records.iter().map(zoned))),
        ("unzoned.jsonl", lines(records.iter().map(unzoned))),
        ("wrapped.jsonl", lines(records.iter().map(|record| json!({ "AuditData": record }).to_string()))),
    ];
    let paths = shapes.map(|(name, octets)| {
        let path = folder.path().join(name);
        fs::write(&path, octets).expect("room on the disk");
        assert_eq!(tenant(&audited(std::slice::from_ref(&path))), expected, "{name}");
        path
    });
    // What each file has again is known, and counts once.
    let all: Vec<PathBuf> = [exports].into_iter().chain(paths).collect();
    assert_eq!(tenant(&audited(&all)), expected, "all at once");
}

/// A record of a cmdlet, with what varies between tenants and tools.
fn cmdlet(at: u32, user: &str, operation: &str, rest: Value) -> String {
    let mut record = json!({
        "CreationTime": format!("2025-03-04T10:{at:02}:00"), "Id": format!("00000000-0000-4000-8000-{at:012}"),
        "Operation": operation, "RecordType": 1, "UserType": 2, "Workload": "Exchange", "UserId": user,
        "ResultStatus": "True", "ObjectId": "", "ExternalAccess": false,
    });
    for (name, value) in rest.as_object().expect("an object") {
        record[name] = value.clone();
    }
    record.to_string()
}

fn parameters(list: &[(&str, &str)]) -> Value {
    list.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect()
}

/// FullAccess on a mailbox under one of its names, for a holder under one of his.
fn full_access(at: u32, by: &str, mailbox: &str, holder: &str, object: &str) -> String {
    let given = parameters(&[("Identity", mailbox), ("User", holder), ("AccessRights", "FullAccess")]);
    cmdlet(at, by, "Add-MailboxPermission", json!({ "Parameters": given, "ObjectId": object }))
}

fn of(records: &[String]) -> Audit {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("log.jsonl");
    fs::write(&path, records.join("\n")).expect("room on the disk");
    audited(&[path])
}

#[test]
fn mailboxes_and_holders_may_be_named_in_any_way() {
    const BY: &str = "adm@menuiserie.example";
    let path =
        "EURPR05A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/menuiserie.example/accueil";
    let names = [
        ("accueil@menuiserie.example", "ana@menuiserie.example", path),
        ("ae0d6a4e-1111-4000-8000-000000000001", "ana", "achats"),
        (
            "CN=Atelier,OU=menuiserie.example,OU=Microsoft Exchange Hosted Organizations,DC=EURPR05A001,DC=PROD",
            "Ana Belle",
            "",
        ),
        (
            "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=paie",
            "ana@menuiserie.example",
            "paie",
        ),
    ];
    let records: Vec<String> = (1..)
        .zip(names)
        .map(|(at, (mailbox, holder, object))| full_access(at, BY, mailbox, holder, object))
        .collect();
    let audit = of(&records);
    assert_eq!(tenant(&audit), Tenant { full_access: 4, grants: 4, ..NOTHING });
}

const NOTHING: Tenant = Tenant {
    full_access: 0,
    send_as: 0,
    send_on_behalf: 0,
    copied: 0,
    grants: 0,
    service_grants: 0,
    owner_acts: 0,
    tampering: 0,
};

#[test]
fn what_services_do_is_nobodys_and_what_people_do_stays_theirs() {
    let on = |at, by: &str, kind: Value| {
        let given = parameters(&[("Identity", "accueil"), ("User", "ana"), ("AccessRights", "FullAccess")]);
        cmdlet(at, by, "Add-MailboxPermission", json!({ "Parameters": given, "UserType": kind }))
    };
    let service = Tenant { service_grants: 1, ..NOTHING };
    let person = Tenant { full_access: 1, grants: 1, ..NOTHING };
    for (by, kind, expected) in [
        ("NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)", json!(3), &service),
        ("NT AUTHORITY\\SYSTEM (Microsoft.Exchange.AdminApi.NetCore)", json!(2), &service),
        ("NT AUTHORITY\\SYSTEM (w3wp)", json!("2"), &service),
        ("NT SERVICE\\MSExchangeAdminApiNetCore", json!(2), &service),
        ("NT SERVICE\\MSExchangeAdminApiNetCore (w3wp)", json!("DcAdmin"), &service),
        ("EURPR05A001\\micro-admin", json!(3), &service),
        ("robot", json!("System"), &service),
        ("adm@menuiserie.example", json!(2), &person),
        ("adm@menuiserie.example", json!("Admin"), &person),
        ("adm@menuiserie.example", json!(0), &person),
        // A program acts for whoever admitted it: it is no service of the provider.
        ("ServicePrincipal_7c9b3f52-0000-4000-8000-0000000a9c01", json!(6), &person),
        ("adm@menuiserie.example", json!(5), &person),
    ] {
        assert_eq!(&tenant(&of(&[on(1, by, kind.clone())])), expected, "{by} {kind}");
    }
    // Both gave it, whoever came first.
    let (host, adm) = ("NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)", "adm@menuiserie.example");
    let both = Tenant { service_grants: 1, ..person };
    assert_eq!(tenant(&of(&[on(1, host, json!(3)), on(2, adm, json!(2))])), both);
    assert_eq!(tenant(&of(&[on(1, adm, json!(2)), on(2, host, json!(3))])), both);
}

#[test]
fn attempts_give_nothing_and_partial_success_gives() {
    let with = |status: &str| {
        let given = parameters(&[("Identity", "accueil"), ("User", "ana"), ("AccessRights", "FullAccess")]);
        let rest = json!({ "Parameters": given, "ResultStatus": status });
        of(&[cmdlet(1, "adm@menuiserie.example", "Add-MailboxPermission", rest)])
    };
    for status in ["True", "Succeeded", "PartiallySucceeded", "true", "Success", ""] {
        assert_eq!(tenant(&with(status)), Tenant { full_access: 1, grants: 1, ..NOTHING }, "{status}");
    }
    for status in ["False", "Failed", "false"] {
        assert_eq!((tenant(&with(status)), with(status).summary.failed), (NOTHING, 1), "{status}");
    }
}

#[test]
fn rights_to_send_are_found_in_every_form_of_their_lists() {
    const BY: &str = "adm@menuiserie.example";
    let behalf = |value: &str| {
        let given = parameters(&[("Identity", "dg"), ("GrantSendOnBehalfTo", value)]);
        tenant(&of(&[cmdlet(1, BY, "Set-Mailbox", json!({ "Parameters": given }))]))
    };
    for (value, stands, grants) in [
        ("ana", 1, 1),
        ("@{Add=\"ana\"}", 1, 1),
        ("@{add='ana','bob'}", 2, 2),
        // What is taken back stood before the log.
        ("@{Add=ana;Remove=bob}", 2, 1),
        ("ana;bob", 2, 2),
        ("[\"ana\",\"bob\"]", 2, 2),
        ("", 0, 0),
    ] {
        assert_eq!((behalf(value).send_on_behalf, behalf(value).grants), (stands, grants), "{value}");
    }
    for (operation, holder) in
        [("Add-RecipientPermission", "Trustee"), ("Add\u{2011}RecipientPermission ", "Trustee")]
    {
        let given = parameters(&[
            ("Identity", "dg"),
            (holder, "ana"),
            ("AccessRights", "SendAs"),
            ("Confirm", "False"),
        ]);
        let found = tenant(&of(&[cmdlet(1, BY, operation, json!({ "Parameters": given }))]));
        assert_eq!(found, Tenant { send_as: 1, grants: 1, ..NOTHING }, "{operation}");
    }
}

#[test]
fn a_grant_of_which_the_export_lost_everything_is_a_grant() {
    let record = json!({
        "ObjectModified": "corp.example/Users/Ana", "CmdletName": "Add-MailboxPermission",
        "CmdletParameters": "System.Collections.ArrayList", "Caller": "corp.example/Users/Adm",
        "Succeeded": true, "RunDate": "2016-03-04T10:00:00Z",
    });
    let audit = of(&[record.to_string()]);
    let source = &audit.evidence.sources[0];
    assert_eq!((source.form, source.tally.read), (Form::AdminAuditJson, 1), "{:?}", source.unreadable);
    assert_eq!(tenant(&audit), Tenant { grants: 1, ..NOTHING });
    assert!(audit.gaps.iter().any(|gap| matches!(gap.limit, Limit::ParametersLost(1))));
}

#[test]
fn the_logs_of_two_organisations_are_said_to_be_two() {
    let given = |at: u32, tenant: &str, domain: &str| {
        let given = parameters(&[("Identity", "accueil"), ("User", "ana"), ("AccessRights", "FullAccess")]);
        let rest = json!({ "Parameters": given, "OrganizationId": tenant });
        cmdlet(at, &format!("adm@{domain}.example"), "Add-MailboxPermission", rest)
    };
    let told = |records: &[String]| {
        let limits = of(records).gaps.into_iter().map(|gap| gap.limit);
        limits.filter(|limit| matches!(limit, Limit::SeveralTenants(_))).collect::<Vec<Limit>>()
    };
    let one = given(1, "5b1c6a7e-0000-4000-8000-00000000ca7e", "menuiserie");
    let other = given(2, "5b1c6a7e-0000-4000-8000-00000000ca7f", "scierie");
    assert_eq!(told(&[one.clone(), given(3, "5B1C6A7E-0000-4000-8000-00000000CA7E", "menuiserie")]), []);
    assert_eq!(told(&[one, other]), [Limit::SeveralTenants(2)]);
}

/// An opening as the mailbox log has it.
fn opened(user: &str, logon: u32, sid: u32, operation: &str) -> String {
    json!({
        "CreationTime": "2025-03-04T10:00:00", "Id": "00000000-0000-4000-8000-0000000000aa",
        "Operation": operation, "RecordType": 50, "UserType": 0, "Workload": "Exchange", "UserId": user,
        "ResultStatus": "Succeeded", "ClientInfoString": "Client=OWA;Action=ViaProxy", "LogonType": logon,
        "LogonUserSid": format!("S-1-5-21-1-2-3-{sid}"), "MailboxOwnerSid": "S-1-5-21-1-2-3-1",
        "MailboxOwnerUPN": "dg@menuiserie.example",
        "OperationProperties": [{ "Name": "MailAccessType", "Value": "Bind" }],
        "Folders": [{ "FolderItems": [{ "InternetMessageId": "<1@x>" }], "Id": "L", "Path": "\\Inbox" }],
    })
    .to_string()
}

#[test]
fn an_owner_is_counted_and_a_delegate_found_at_every_operation() {
    for operation in ["MailItemsAccessed", "FolderBind", "MessageBind", "HardDelete", "Update"] {
        let own = of(&[opened("dg@menuiserie.example", 0, 1, operation)]);
        assert_eq!((own.summary.owner_acts, own.summary.uses), (1, 0), "{operation}");
        for logon in [1, 2] {
            let other = of(&[opened("ana@menuiserie.example", logon, 2, operation)]);
            let found = other.evidence.events.len();
            assert_eq!((other.summary.owner_acts, found), (0, 1), "{operation}, logon {logon}");
        }
    }
    for operation in ["SendAs", "SendOnBehalf"] {
        let sent = opened("ana@menuiserie.example", 2, 2, operation);
        assert_eq!(of(&[sent]).summary.uses, 1, "{operation}");
    }
}
