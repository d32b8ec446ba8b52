//! Records of the unified audit log (Office 365 Management Activity API schema).

use serde_json::{Value, json};

use crate::audit::cmdlet::{Cmdlet, Meaning};
use crate::audit::plot::{Deed, Opened, Plot, QUERY};
use crate::audit::staff::{Account, Who, guid};
use crate::calendar;
use crate::chance::Chance;

const ORGANISATION: &str = "5b1c6a7e-0000-4000-8000-00000000ca7e";
const SERVICE: &str = "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)";

/// One record, ready for any container.
pub(super) struct Record {
    pub(super) at: i64,
    pub(super) id: String,
    /// `RecordType` in words, as CSV exports have it.
    pub(super) kind: &'static str,
    pub(super) operation: &'static str,
    pub(super) user: String,
    pub(super) meaning: Meaning,
    pub(super) json: String,
}

/// What every record begins with.
pub(super) struct Opening<'a> {
    pub(super) at: i64,
    pub(super) operation: &'static str,
    pub(super) kind: (&'static str, u32),
    pub(super) user: &'a str,
    pub(super) user_type: u32,
    pub(super) workload: &'static str,
}

impl Opening<'_> {
    /// Makes the record, its fields in the order in which they are given.
    pub(super) fn record(self, meaning: Meaning, fields: Vec<(&str, Value)>, chance: &mut Chance) -> Record {
        let id = guid(chance);
        let mut all = vec![
            ("CreationTime", json!(calendar::iso(self.at))),
            ("Id", json!(id)),
            ("Operation", json!(self.operation)),
            ("OrganizationId", json!(ORGANISATION)),
            ("RecordType", json!(self.kind.1)),
            ("UserKey", json!(self.user)),
            ("UserType", json!(self.user_type)),
            ("Version", json!(1)),
            ("Workload", json!(self.workload)),
            ("UserId", json!(self.user)),
        ];
        all.extend(fields);
        let pairs: Vec<String> = all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        Record {
            at: self.at,
            id,
            kind: self.kind.0,
            operation: self.operation,
            user: self.user.to_owned(),
            meaning,
            json: format!("{{{}}}", pairs.join(",")),
        }
    }
}

/// A command of an administrator, or of an owner about the own mailbox.
pub(super) fn of_cmdlet(plot: &Plot, cmdlet: &Cmdlet, chance: &mut Chance) -> Record {
    let by = plot.staff.get(cmdlet.by);
    let user_type = if cmdlet.meaning == Meaning::Own { 0 } else { 2 };
    let parameters: Vec<Value> =
        cmdlet.parameters.iter().map(|(name, value)| json!({"Name": name, "Value": value})).collect();
    let opening = Opening {
        at: cmdlet.at,
        operation: cmdlet.name,
        kind: ("ExchangeAdmin", 1),
        user: &by.address,
        user_type,
        workload: "Exchange",
    };
    let object = cmdlet.object.map(|who| object_name(plot.staff.get(who))).unwrap_or_default();
    let fields = vec![
        ("ResultStatus", json!(if cmdlet.succeeded { "True" } else { "False" })),
        ("ClientIP", json!(format!("[2001:db8::{:x}]:51234", by.sid.len() + cmdlet.by.0))),
        ("ObjectId", json!(object)),
        ("ExternalAccess", json!(false)),
        ("OrganizationName", json!("hautesterres.onmicrosoft.example")),
        ("OriginatingServer", json!("PAXPR05MB001 (15.20.9320.013)")),
        ("Parameters", json!(parameters)),
        ("SessionId", json!(guid(chance))),
    ];
    opening.record(cmdlet.meaning, fields, chance)
}

/// As the cloud names objects: a path that ends in the login.
pub(super) fn object_name(account: &Account) -> String {
    format!(
        "EURPR05A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/hautesterres.onmicrosoft.example/{}",
        account.login
    )
}

/// A grant by the provider's own service.
pub(super) fn of_service(plot: &Plot, turn: usize, chance: &mut Chance) -> Record {
    let mailbox = "DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}";
    let parameters =
        [("Identity", mailbox), ("User", "Discovery Management"), ("AccessRights", "FullAccess")];
    let at = plot.at((-18 + 2 * turn as i64, 2, 40));
    by_service(at, "Add-MailboxPermission", mailbox, &parameters, chance)
}

/// A command that the provider's own service ran.
pub(super) fn by_service(
    at: i64,
    operation: &'static str,
    object: &str,
    parameters: &[(&str, &str)],
    chance: &mut Chance,
) -> Record {
    let opening = Opening {
        at,
        operation,
        kind: ("ExchangeAdmin", 1),
        user: SERVICE,
        user_type: 3,
        workload: "Exchange",
    };
    let parameters: Vec<Value> =
        parameters.iter().map(|(name, value)| json!({"Name": name, "Value": value})).collect();
    let fields = vec![
        ("ResultStatus", json!("True")),
        ("ObjectId", json!(object)),
        ("ExternalAccess", json!(true)),
        ("OrganizationName", json!("hautesterres.onmicrosoft.example")),
        ("Parameters", json!(parameters)),
    ];
    opening.record(Meaning::Relevant, fields, chance)
}

/// A search of the compliance portal.
pub(super) fn of_search(plot: &Plot, deed: Deed, on: Option<Who>, chance: &mut Chance) -> Record {
    let user = plot.staff.address(deed.by);
    let opening = Opening {
        at: deed.at,
        operation: "SearchCreated",
        kind: ("Discovery", 24),
        user: &user,
        user_type: 0,
        workload: "SecurityComplianceCenter",
    };
    let places = on.map_or_else(|| "All".to_owned(), |who| plot.staff.address(who));
    let fields = vec![
        ("ObjectId", json!("Controle presse")),
        ("ObjectType", json!("ComplianceSearch")),
        ("Case", json!("")),
        ("ExchangeLocations", json!(places)),
        ("PublicFolderLocations", json!("")),
        ("SharepointLocations", json!("")),
        ("Query", json!(QUERY)),
    ];
    opening.record(Meaning::Relevant, fields, chance)
}

/// An opening by another: messages bound one by one, and what was destroyed.
pub(super) fn of_opening(plot: &Plot, opened: &Opened, chance: &mut Chance) -> Vec<Record> {
    let is_program = opened.deed.by == plot.staff.of("migration");
    let logon = if is_program { 1 } else { 2 };
    let sync = is_program || chance.percent(30);
    let mut records = vec![accessed(plot, opened.deed, opened.mailbox, logon, sync, chance)];
    if opened.destroyed {
        let later = Deed { at: opened.deed.at + 90, ..opened.deed };
        records.push(destroyed(plot, later, opened.mailbox, chance));
    }
    records
}

/// An owner reads the own mail.
pub(super) fn of_owner(plot: &Plot, chance: &mut Chance) -> Record {
    let mailboxes: Vec<Who> = plot.staff.mailboxes().collect();
    let owner = chance.pick(&mailboxes);
    let at = plot.at((chance.between(-20, 80), chance.between(7, 19), chance.between(0, 59)));
    let record = accessed(plot, Deed { at, by: owner }, owner, 0, false, chance);
    Record { meaning: Meaning::Own, ..record }
}

fn accessed(plot: &Plot, deed: Deed, mailbox: Who, logon: u32, sync: bool, chance: &mut Chance) -> Record {
    let by = plot.staff.get(deed.by);
    let opening = Opening {
        at: deed.at,
        operation: "MailItemsAccessed",
        kind: ("ExchangeItemAggregated", 50),
        user: &by.address,
        user_type: 0,
        workload: "Exchange",
    };
    let mut fields = logon_fields(plot.staff.get(mailbox), by, logon);
    let how = if sync { "Sync" } else { "Bind" };
    // A mailbox read too often is not recorded for a day: the press officer's, for one.
    let throttled =
        if by.slug == "dsi" && plot.staff.get(mailbox).slug == "presse" { "True" } else { "False" };
    let properties = json!([
        {"Name": "MailAccessType", "Value": how},
        {"Name": "IsThrottled", "Value": throttled},
    ]);
    fields.push(("OperationProperties", properties));
    let items: Vec<Value> = (0..chance.between(1, 5)).map(|_| item(chance)).collect();
    match sync {
        // A folder may be on the reader's disk as a whole: no message is named.
        true => {
            fields.push(("Item", json!({"Id": "LgAAAAB", "ParentFolder": {"Path": "\\Boîte de réception"}})))
        }
        false => fields.push((
            "Folders",
            json!([{"FolderItems": items, "Id": "LgAAAAB", "Path": "\\Boîte de réception"}]),
        )),
    }
    fields.push(("OperationCount", json!(if sync { 1 } else { items.len() })));
    opening.record(Meaning::Relevant, fields, chance)
}

fn item(chance: &mut Chance) -> Value {
    json!({"InternetMessageId": format!("<{:x}@mel.example>", chance.bits()), "SizeInBytes": chance.between(900, 90_000)})
}

pub(super) fn logon_fields(owner: &Account, by: &Account, logon: u32) -> Vec<(&'static str, Value)> {
    vec![
        ("ResultStatus", json!("Succeeded")),
        ("ClientIPAddress", json!("192.0.2.77")),
        ("ClientInfoString", json!("Client=OWA;Action=ViaProxy")),
        ("ExternalAccess", json!(false)),
        ("InternalLogonType", json!(0)),
        ("LogonType", json!(logon)),
        ("LogonUserSid", json!(by.sid)),
        ("MailboxGuid", json!(owner.guid)),
        ("MailboxOwnerSid", json!(owner.sid)),
        ("MailboxOwnerUPN", json!(owner.address)),
    ]
}

fn destroyed(plot: &Plot, deed: Deed, mailbox: Who, chance: &mut Chance) -> Record {
    let by = plot.staff.get(deed.by);
    let opening = Opening {
        at: deed.at,
        operation: "HardDelete",
        kind: ("ExchangeItemGroup", 3),
        user: &by.address,
        user_type: 0,
        workload: "Exchange",
    };
    let mut fields = logon_fields(plot.staff.get(mailbox), by, 2);
    fields.push(("CrossMailboxOperation", json!(false)));
    fields.push((
        "AffectedItems",
        json!([{"Id": "RgAAAAC", "ParentFolder": {"Path": "\\Éléments supprimés"}}]),
    ));
    fields.push(("Folder", json!({"Id": "LgAAAAD", "Path": "\\Éléments supprimés"})));
    opening.record(Meaning::Relevant, fields, chance)
}

/// Something that has nothing to do with mail.
pub(super) fn of_elsewhere(plot: &Plot, chance: &mut Chance) -> Record {
    let mailboxes: Vec<Who> = plot.staff.mailboxes().collect();
    let user = plot.staff.address(chance.pick(&mailboxes));
    let at = plot.at((chance.between(-20, 80), chance.between(7, 19), chance.between(0, 59)));
    let (operation, kind, workload) = chance.pick(&[
        ("FileAccessed", ("SharePointFileOperation", 6), "SharePoint"),
        ("FileModified", ("SharePointFileOperation", 6), "OneDrive"),
        ("TeamsSessionStarted", ("MicrosoftTeams", 25), "MicrosoftTeams"),
    ]);
    let opening = Opening { at, operation, kind, user: &user, user_type: 0, workload };
    opening.record(Meaning::Irrelevant, vec![("ClientIP", json!("192.0.2.90"))], chance)
}
