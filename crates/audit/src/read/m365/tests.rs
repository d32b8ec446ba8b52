//! Records of every kind, in every container that exports them.

use crate::model::{Class, Evidence, Flags, Form, Outcome, Power, Tally, Target};
use crate::read::evidence_of;
use crate::read::tried::outline;

const ACCESSED: &str = r#"{"CreationTime":"2025-11-03T10:00:00","Id":"11111111-0000-4000-8000-000000000001","Operation":"MailItemsAccessed","RecordType":50,"UserType":0,"Workload":"Exchange","UserId":"dsi@conseil.example","ClientIPAddress":"[2001:db8::7]:443","ClientInfoString":"Client=OWA;","ResultStatus":"Succeeded","LogonType":2,"LogonUserSid":"S-1-5-21-9","MailboxOwnerSid":"S-1-5-21-1","MailboxOwnerUPN":"elue@conseil.example","MailboxGuid":"aaaa","OperationProperties":[{"Name":"MailAccessType","Value":"Bind"},{"Name":"IsThrottled","Value":"True"}],"Folders":[{"FolderItems":[{"InternetMessageId":"<1@x>"},{"InternetMessageId":"<2@x>"}],"Id":"L","Path":"\\Inbox"}],"OperationCount":2}"#;
const OTHER: &str = r#"{"CreationTime":"2025-11-04T10:00:00","Id":"11111111-0000-4000-8000-000000000002","Operation":"FileAccessed","UserId":"elue@conseil.example"}"#;
const USE: &str = "Use MailItemsAccessed dsi@conseil.example - elue@conseil.example NonOwner";

fn csv(header: &str, data: &[&str]) -> String {
    let rows: Vec<String> = data.iter().map(|json| format!("\"{}\"\n", json.replace('"', "\"\""))).collect();
    format!("{header}\n{}", rows.concat())
}

fn quoted(json: &str) -> String {
    serde_json::to_string(json).expect("memory")
}

fn record(fields: &str) -> String {
    format!(r#"{{"CreationTime":"2025-11-03T10:00:00","Workload":"Exchange","Id":"x1",{fields}}}"#)
}

fn read(fields: &str) -> Evidence {
    evidence_of(record(fields).as_bytes())
}

#[test]
fn every_container_holds_the_same_records() {
    let both = [ACCESSED, OTHER];
    for (text, form) in [
        (csv("AuditData", &both), Form::UnifiedCsv),
        (format!("#TYPE X\r\n{}", csv("\"AuditData\"", &both)), Form::UnifiedCsv),
        (both.join("\n"), Form::UnifiedJson),
        (format!("[{}]", both.join(",")), Form::UnifiedJson),
        (format!("[{}]\n[{}]\n", both[0], both[1]), Form::UnifiedJson),
        (format!("{{\"value\":[{}]}}", both.join(",")), Form::UnifiedJson),
        (both.map(|json| format!("{{\"AuditData\":{}}}", quoted(json))).join("\n"), Form::UnifiedJson),
        (
            both.map(|json| format!("{{\"AuditData\":{}}}", quoted(&quoted(json)))).join("\n"),
            Form::UnifiedJson,
        ),
        (both.map(|json| format!("{{\"auditData\":{json}}}")).join("\n"), Form::UnifiedJson),
        (
            both.map(|json| format!("{{\"ActionType\":\"x\",\"RawEventData\":{json}}}")).join("\n"),
            Form::CloudAppEvents,
        ),
        (
            both.map(|json| format!("{{\"ActionType\":\"x\",\"RawEventData\":{}}}", quoted(json))).join("\n"),
            Form::CloudAppEvents,
        ),
    ] {
        let evidence = evidence_of(text.as_bytes());
        assert_eq!(evidence.sources[0].form, form, "{text}");
        assert_eq!(outline(&evidence), [USE], "{text}");
        let tally = evidence.sources[0].tally;
        assert_eq!(tally, Tally { records: 2, read: 1, irrelevant: 1, ..Tally::default() }, "{text}");
        assert_eq!(evidence.sources[0].span, Some((1_762_164_000_000, 1_762_250_400_000)));
    }
}

#[test]
fn encodings_make_no_difference() {
    let text = format!("\u{feff}{}", csv("AuditData", &[ACCESSED, OTHER]));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(outline(&evidence_of(&utf16)), [USE]);
}

#[test]
fn what_is_accessed_is_counted() {
    let evidence = evidence_of(ACCESSED.as_bytes());
    let event = &evidence.events[0];
    assert_eq!((event.items, event.power, event.outcome), (2, Power::Open, Outcome::Succeeded));
    assert!(event.flags.has(Flags::THROTTLED) && !event.flags.has(Flags::WHOLE_FOLDER));
    assert_eq!(evidence.names.text(event.client.expect("a client")), "Client=OWA; 2001:db8::7");
    assert_eq!(evidence.same.len(), 3);

    let synced = ACCESSED.replace("\"Bind\"", "\"Sync\"");
    assert!(evidence_of(synced.as_bytes()).events[0].flags.has(Flags::WHOLE_FOLDER));
    let printed = ACCESSED.replace(
        r#"[{"Name":"MailAccessType","Value":"Bind"},{"Name":"IsThrottled","Value":"True"}]"#,
        r#"["@{Value=Sync; Name=MailAccessType}"]"#,
    );
    assert!(evidence_of(printed.as_bytes()).events[0].flags.has(Flags::WHOLE_FOLDER));
}

#[test]
fn owners_are_counted_and_leave_no_event() {
    let own = ACCESSED.replace("S-1-5-21-9", "S-1-5-21-1").replace("\"LogonType\":2", "\"LogonType\":0");
    let evidence =
        evidence_of([&own, &own.replace("0001\"", "0003\"")].map(String::as_str).join("\n").as_bytes());
    assert!(evidence.events.is_empty());
    assert!(!evidence.same.is_empty(), "the number of a mailbox is no act");
    assert_eq!(evidence.sources[0].tally, Tally { records: 2, owner: 2, ..Tally::default() });
    assert_eq!((evidence.owned.len(), evidence.owned[0].acts), (1, 2));
}

#[test]
fn sentinel_writes_other_names() {
    let text = r#"{"TimeGenerated":"2025-11-03T10:00:00Z","Operation":"MailItemsAccessed","OfficeWorkload":"Exchange","UserType":"Regular","UserId":"dsi@conseil.example","Logon_Type":"Delegated","MailboxOwnerUPN":"elue@conseil.example","Client_IPAddress":"192.0.2.7:1234","OfficeId":"11111111-0000-4000-8000-000000000001","Folders":"[{\"FolderItems\":[{\"a\":1}]}]","OperationProperties":"[{\"Name\":\"MailAccessType\",\"Value\":\"Bind\"}]"}"#;
    let evidence = evidence_of(text.as_bytes());
    assert_eq!(evidence.sources[0].form, Form::OfficeActivity);
    assert_eq!((outline(&evidence), evidence.events[0].items), (vec![USE.to_owned()], 1));

    let table = "TimeGenerated [UTC],Operation,OfficeWorkload,UserId,Logon_Type,MailboxOwnerUPN\n\
        \"11/3/2025, 10:00:00 AM\",MailItemsAccessed,Exchange,dsi@conseil.example,Admin,elue@conseil.example\n";
    let evidence = evidence_of(table.as_bytes());
    assert_eq!((evidence.sources[0].form, outline(&evidence)), (Form::OfficeActivity, vec![USE.to_owned()]));
}

#[test]
fn cmdlets_mean_what_they_mean_in_exchange() {
    let given = r#""Operation":"Add-MailboxPermission","UserId":"tech@conseil.example","ObjectId":"elue","ResultStatus":"True""#;
    let list = r#"[{"Name":"User","Value":"dsi"},{"Name":"Identity","Value":"elue"},{"Name":"AccessRights","Value":"FullAccess"}]"#;
    for parameters in [
        list.to_owned(),
        quoted(list),
        quoted(&quoted(list)),
        quoted("-Identity \"elue\" -User \"dsi\" -AccessRights FullAccess"),
    ] {
        let evidence = read(&format!("{given},\"Parameters\":{parameters}"));
        assert_eq!(
            outline(&evidence),
            ["Grant Add-MailboxPermission tech@conseil.example dsi elue Undetermined"],
            "{parameters}"
        );
        assert_eq!((evidence.events[0].power, evidence.events[0].outcome), (Power::Open, Outcome::Succeeded));
    }
    let dashed = read(&format!("{},\"Parameters\":{list}", given.replace('-', "\u{2013}")));
    assert_eq!(dashed.events[0].class, Class::Grant);
    let service =
        given.replace("tech@conseil.example", r"NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)");
    let service = read(&format!("{service},\"Parameters\":{list}"));
    assert!(outline(&service)[0].ends_with("Provider"));
}

#[test]
fn an_owners_own_rule_is_the_owners_affair() {
    let rule = r#""Operation":"New-InboxRule","ObjectId":"chloe\\Copie","Parameters":[{"Name":"Mailbox","Value":"chloe@conseil.example"},{"Name":"ForwardTo","Value":"x@mel.example"},{"Name":"Name","Value":"Copie"}]"#;
    let own = read(&format!("{rule},\"UserId\":\"chloe@conseil.example\""));
    assert_eq!((own.events.len(), own.sources[0].tally.owner), (0, 1));
    let other = read(&format!("{rule},\"UserId\":\"dsi@conseil.example\""));
    assert_eq!(other.events[0].class, Class::Divert);
}

#[test]
fn other_acts_in_a_mailbox() {
    const BOX: &str =
        r#""UserId":"dsi@conseil.example","LogonType":1,"MailboxOwnerUPN":"elue@conseil.example""#;
    let check = |fields: &str, class: Class, power: Power| {
        let evidence = read(&format!("{BOX},{fields}"));
        let [event] = evidence.events.as_slice() else { panic!("{fields}: {:?}", evidence.events) };
        assert_eq!((event.class, event.power), (class, power), "{fields}");
        evidence
    };
    check(r#""Operation":"FolderBind""#, Class::Use, Power::Open);
    let deleted = check(r#""Operation":"HardDelete","AffectedItems":[{},{}]"#, Class::Tamper, Power::Open);
    assert_eq!((deleted.events[0].items, deleted.events[0].flags), (2, Flags::DELETED));
    let sent = r#""Operation":"SendAs","SendAsUserSmtp":"presse@conseil.example""#;
    let sent = check(sent, Class::SendAs, Power::SendAs);
    assert!(outline(&sent)[0].ends_with("presse@conseil.example NonOwner"));
    let rule = r#""Operation":"UpdateInboxRules","OperationProperties":[{"Name":"RuleOperation","Value":"AddMailboxRule"},{"Name":"RuleActions","Value":"[{\"ActionType\":\"Forward\",\"Recipients\":[\"x@mel.example\"]}]"}]"#;
    let rule = check(rule, Class::Divert, Power::Divert);
    assert_eq!(rule.names.text(rule.events[0].destination.expect("a place")), "x@mel.example");
    let folder = r#""Operation":"ModifyFolderPermissions","Item":{"ParentFolder":{"Path":"\\Inbox","MemberRights":"ReadAny","MemberUpn":"anna@conseil.example"}}"#;
    let folder = check(folder, Class::Grant, Power::OpenFolder);
    assert_eq!(folder.names.text(folder.events[0].right.expect("a right")), r"ReadAny:\Inbox");
}

#[test]
fn the_query_of_a_search_is_the_act() {
    let search = r#""Operation":"SearchCreated","UserId":"dsi@conseil.example","ObjectId":"Controle","Query":"subject:gazette","ExchangeLocations":"All","Case":"C-1""#;
    let evidence = read(search);
    let event = &evidence.events[0];
    assert_eq!((event.class, event.power, event.target), (Class::Search, Power::SearchAll, Target::All));
    assert_eq!(evidence.names.text(event.query.expect("a query")), "subject:gazette");
    assert_eq!(evidence.names.text(event.ticket.expect("a case")), "C-1");
    let one = evidence_of(record(search).replace("\"All\"", "[\"elue@conseil.example\"]").as_bytes());
    assert!(matches!(one.events[0].target, Target::Mailbox(_)));
}

#[test]
fn the_directory_gives_rights_too() {
    let role = r#""Operation":"Add member to role.","UserId":"dsi@conseil.example","ObjectId":"anna@conseil.example","ModifiedProperties":[{"Name":"Role.DisplayName","NewValue":"Global Administrator","OldValue":""}]"#;
    assert_eq!(
        outline(&read(role)),
        ["Grant Add member to role. dsi@conseil.example anna@conseil.example * Undetermined"]
    );
    let app = r#""Operation":"Add app role assignment to service principal.","UserId":"dsi@conseil.example","ObjectId":"Graph","ModifiedProperties":[{"Name":"AppRole.Value","NewValue":"Mail.Read","OldValue":""},{"Name":"ServicePrincipal.DisplayName","NewValue":"Sauvegarde"}]"#;
    let app = read(app);
    assert_eq!((app.events[0].power, app.events[0].target), (Power::Open, Target::All));
    let consent = r#""Operation":"Consent to application.","UserId":"anna@conseil.example","ObjectId":"App","ModifiedProperties":[{"Name":"ConsentContext.IsAdminConsent","NewValue":"False"},{"Name":"ConsentAction.Permissions","NewValue":"[] => [[ConsentType: Principal, Scope: Mail.Read]]"}]"#;
    assert_eq!(
        outline(&read(consent)),
        ["Grant Consent to application. anna@conseil.example App anna@conseil.example Undetermined"]
    );
    let harmless = role.replace("Global Administrator", "Teams Administrator");
    assert_eq!(read(&harmless).sources[0].tally.irrelevant, 1);
}

#[test]
fn what_excel_cut_is_salvaged() {
    let long = ACCESSED.replace("\"OperationCount\":2", &format!("\"Padding\":\"{}\"", "x".repeat(40_000)));
    let cut: String = long.chars().take(32_767).collect();
    let evidence = evidence_of(csv("AuditData", &[&cut]).as_bytes());
    assert_eq!(outline(&evidence), [USE]);
    assert!(evidence.events[0].flags.has(Flags::SALVAGED));
    let early = r#"{"CreationTime":"2025-11-03T10:00:00","Id":"1"#;
    let lone = evidence_of(csv("AuditData", &[early]).as_bytes());
    assert_eq!(lone.sources[0].tally, Tally { records: 1, unreadable: 1, ..Tally::default() });
    let beside = "AuditData,Operations,UserIds,CreationDate\n\"{\"\"Creat\",MailItemsAccessed,dsi@conseil.example,2025-11-03T10:00:00\n";
    assert_eq!(
        outline(&evidence_of(beside.as_bytes())),
        ["Use MailItemsAccessed dsi@conseil.example - - Undetermined"]
    );
}

#[test]
fn what_cannot_be_read_is_counted_with_its_number() {
    let text =
        [ACCESSED, "{\"Operation\":", "nonsense", "{\"a\":1}", "{\"Operation\":\"FolderBind\"}", OTHER]
            .join("\n");
    let source = &evidence_of(text.as_bytes()).sources[0];
    assert_eq!(source.tally, Tally { records: 6, read: 1, irrelevant: 1, unreadable: 4, ..Tally::default() });
    assert_eq!(source.unreadable.iter().map(|one| one.record).collect::<Vec<_>>(), [2, 3, 4, 5]);
}

proptest::proptest! {
    #[test]
    fn a_broken_record_breaks_nothing(at in 0..ACCESSED.len(), octet: u8) {
        let mut octets = ACCESSED.as_bytes().to_vec();
        octets[at] = octet;
        let evidence = evidence_of(&octets);
        // One record, or the four objects in it if its first brace is gone.
        proptest::prop_assert!(evidence.sources[0].tally.records <= 4);
    }

    #[test]
    fn a_cut_record_is_one_record(end in 1..ACCESSED.len()) {
        let text = csv("AuditData", &[&ACCESSED[..end]]);
        proptest::prop_assert_eq!(evidence_of(text.as_bytes()).sources[0].tally.records, 1);
    }
}
