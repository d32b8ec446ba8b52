//! Files as Exchange writes them, and as they are broken on the way.

use super::*;
use crate::model::{Evidence, Flags, Outcome, Path, Power, Target, Zone};
use crate::read::tried::{outline, said, tried};

fn xml(events: &str) -> Evidence {
    tried(&format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<SearchResults>\n{events}</SearchResults>\n"))
}

const GRANT: &str = r#"<Event Caller="corp.example/Users/Yannick" Cmdlet="Add-MailboxPermission"
    ObjectModified="corp.example/Users/Martine" RunDate="2015-11-17T21:04:05+01:00" Succeeded="true" Error="None"
    OriginatingServer="MBX1 (15.00.1130.005)"><CmdletParameters>
    <Parameter Name="Identity" Value="martine" /><Parameter Name="User" Value="CORP\dsi" />
    <Parameter Name="AccessRights" Value="FullAccess" /></CmdletParameters></Event>"#;

/// One line a standing right: holder, target, right, power, path, flags.
fn stands(evidence: &Evidence) -> Vec<String> {
    let line = |standing: &crate::model::Standing| {
        let target = match standing.target {
            Target::Mailbox(name) => evidence.names.text(name),
            Target::All => "*",
            Target::Scope(_) => "scope",
            Target::None => "-",
        };
        let path = match standing.path {
            Path::Direct => "direct".to_owned(),
            Path::Inherited => "inherited".to_owned(),
            Path::Configuration => "configuration".to_owned(),
            Path::Role(name) => format!("role {}", evidence.names.text(name)),
            Path::Group(name) => format!("group {}", evidence.names.text(name)),
        };
        let deny = if standing.flags.has(Flags::DENY) { " deny" } else { "" };
        let (holder, right) =
            (said(evidence, Some(standing.beneficiary)), said(evidence, Some(standing.right)));
        format!("{holder} on {target}: {right} {:?} {path}{deny}", standing.power)
    };
    evidence.standing.iter().map(line).collect()
}

fn tally(evidence: &Evidence) -> (u64, u64, u64, u64, u64) {
    let tally = evidence.sources[0].tally;
    (tally.records, tally.read, tally.owner, tally.irrelevant, tally.unreadable)
}

fn tied(evidence: &Evidence) -> Vec<(&str, &str)> {
    let text = |name| evidence.names.text(name);
    evidence.same.iter().map(|(one, other)| (text(*one), text(*other))).collect()
}

#[test]
fn an_administrators_log_is_read_by_the_names_of_parameters() {
    let evidence = xml(GRANT);
    assert_eq!(
        outline(&evidence),
        [r"Grant Add-MailboxPermission corp.example/Users/Yannick CORP\dsi martine Undetermined"]
    );
    let event = &evidence.events[0];
    assert_eq!(
        (event.power, event.outcome, event.time.zone),
        (Power::Open, Outcome::Succeeded, Zone::Explicit)
    );
    assert_eq!(event.time.utc_ms, 1_447_790_645_000);
    assert_eq!(tied(&evidence), [("martine", "corp.example/Users/Martine")]);
    assert_eq!(evidence.sources[0].form, Form::AdminAuditXml);
}

#[test]
fn broken_events_lose_themselves_alone() {
    let broken = GRANT.replace("Value=\"martine\"", "Value=martine");
    let no_time = GRANT.replace("2015-11-17T21:04:05+01:00", "sometime");
    let nobody = GRANT.replace("corp.example/Users/Yannick", "");
    let cut = &GRANT[..GRANT.len() / 2];
    let evidence = xml(&[&broken, GRANT, &no_time, &nobody, cut, GRANT].concat());
    assert_eq!(tally(&evidence), (6, 2, 0, 0, 4));
    let why: Vec<Why> = evidence.sources[0].unreadable.iter().map(|one| one.why).collect();
    assert_eq!(why, [Why::Syntax, Why::Time, Why::Missing, Why::Cut]);
}

#[test]
fn a_document_type_is_never_expanded() {
    let bomb =
        "<!DOCTYPE bomb [<!ENTITY a \"boom\"><!ENTITY b \"&a;&a;&a;&a;\">\n<!ENTITY c \"&b;&b;&b;&b;\">]>";
    let used = GRANT.replace("\"martine\"", "\"&c;\"");
    let evidence = tried(&format!("{bomb}<SearchResults>{used}{GRANT}</SearchResults>"));
    assert_eq!(tally(&evidence), (2, 1, 0, 0, 1));
}

#[test]
fn names_cannot_pretend_to_be_two_lines() {
    let injected = GRANT.replace(r"CORP\dsi", "dsi&#10;2015-11-18 grant revoked&#x202e;");
    let evidence = xml(&injected);
    let name = said(&evidence, evidence.events[0].beneficiary);
    assert_eq!(name, "dsi\u{fffd}2015-11-18 grant revoked\u{fffd}");
}

#[test]
fn an_owners_own_rule_is_counted_and_not_kept() {
    let rule = |mailbox: &str| {
        format!(
            r#"<Event Caller="corp.example/Users/Martine" Cmdlet="New-InboxRule" Succeeded="true"
            ObjectModified="{mailbox}\tri" RunDate="2015-11-17T21:04:05Z"><CmdletParameters>
            <Parameter Name="Mailbox" Value="{mailbox}"/><Parameter Name="Name" Value="tri"/>
            <Parameter Name="ForwardTo" Value="m@home.example"/><Parameter Name="DeleteMessage" Value="True"/>
            </CmdletParameters></Event>"#
        )
    };
    let evidence = xml(&rule("corp.example/Users/Martine"));
    assert_eq!((evidence.events.len(), tally(&evidence)), (0, (1, 0, 1, 0, 0)));
    let evidence = xml(&rule("corp.example/Users/Other"));
    assert_eq!((evidence.events.len(), tally(&evidence)), (2, (1, 1, 0, 0, 0)));
}

#[test]
fn an_assignment_with_a_name_of_its_own_is_taken_from_its_holder() {
    let event = |cmdlet: &str, at: &str, parameters: &[(&str, &str)]| {
        let element = |(name, value): &(&str, &str)| format!(r#"<Parameter Name="{name}" Value="{value}"/>"#);
        let parameters: String = parameters.iter().map(element).collect();
        format!(
            r#"<Event Caller="y" Cmdlet="{cmdlet}-ManagementRoleAssignment" RunDate="{at}" Succeeded="true">
            <CmdletParameters>{parameters}</CmdletParameters></Event>"#
        )
    };
    let given = [("Name", "migration"), ("Role", "ApplicationImpersonation"), ("User", "svc")];
    // The newest first, as the shell lists them.
    let events = [
        event("Remove", "2015-11-19T09:00:00Z", &[("Identity", "Migration")]),
        event("Remove", "2015-11-18T09:00:00Z", &[("Identity", "unheard")]),
        event("New", "2015-11-17T09:00:00Z", &given),
    ];
    let evidence = xml(&events.concat());
    assert_eq!(
        outline(&evidence),
        [
            "Grant New-ManagementRoleAssignment y svc * Undetermined",
            "Revoke Remove-ManagementRoleAssignment y svc * Undetermined",
            "Revoke Remove-ManagementRoleAssignment y - * Undetermined",
        ]
    );
    assert_eq!(evidence.events[1].power, Power::Impersonate);
    assert!(evidence.events[2].flags.has(Flags::PARAMETERS_LOST));
    assert_eq!(tally(&evidence), (3, 3, 0, 0, 0));
}

#[test]
fn passwords_are_dropped_and_counted() {
    let reset = r#"<Event Caller="y" Cmdlet="Set-Mailbox" ObjectModified="m" RunDate="2015-11-17T09:00:00Z">
        <CmdletParameters><Parameter Name="Password" Value="Sommer2015!"/></CmdletParameters></Event>"#;
    let evidence = xml(&[reset, &reset.replace("Sommer2015!", "System.Security.SecureString")].concat());
    assert_eq!((evidence.events.len(), evidence.sources[0].secrets_dropped), (2, 1));
    assert_eq!(evidence.names.find("Sommer2015!"), None);
}

#[test]
fn lists_that_lost_their_items_show_nothing_and_exclude_nothing() {
    let evidence = tried("Name,State,BlindCopyTo,CopyTo\nr,Enabled,System.Collections.ArrayList,\n");
    assert_eq!((stands(&evidence).len(), evidence.sources[0].unreadable[0].why), (0, Why::Cut));
    let evidence = tried("Identity,User,AccessRights,Deny\nm,u,System.Collections.ArrayList,False\n");
    assert!(evidence.standing[0].flags.has(Flags::PARAMETERS_LOST));
}

#[test]
fn services_of_the_system_are_no_people() {
    let service =
        GRANT.replace("corp.example/Users/Yannick", r"NT AUTHORITY\SYSTEM (Microsoft.Exchange.ServiceHost)");
    assert!(outline(&xml(&service))[0].ends_with("martine Provider"));
}

const ADMIN_COLUMNS: &str =
    "ObjectModified;CmdletName;CmdletParameters;ModifiedProperties;Caller;Succeeded;RunDate";

#[test]
fn flattened_parameters_are_said_to_be_lost() {
    let rows = "corp.example/Users/Martine;Add-MailboxPermission;System.Collections.ArrayList;;corp.example/Users/Y;True;25/11/2015 09:12:01\n\
        corp.example/Users/Martine;Set-User;System.Collections.ArrayList;;corp.example/Users/Y;True;25/11/2015 09:13:01\n";
    let evidence = tried(&format!("#TYPE Exchange.AdminAuditLogEvent\n{ADMIN_COLUMNS}\n{rows}"));
    assert_eq!(tally(&evidence), (2, 1, 0, 1, 0));
    let event = &evidence.events[0];
    assert!(event.flags.has(Flags::PARAMETERS_LOST) && event.power == Power::None);
    assert_eq!(
        outline(&evidence),
        ["Grant Add-MailboxPermission corp.example/Users/Y - corp.example/Users/Martine Undetermined"]
    );
    // The 25th cannot be a month.
    assert_eq!((event.time.utc_ms, event.time.zone), (1_448_442_721_000, Zone::Assumed));
}

#[test]
fn parameters_that_somebody_wrote_out_are_read() {
    for parameters in [
        "-Identity \"\"m\"\" -User \"\"u\"\" -AccessRights \"\"FullAccess\"\"",
        "Identity=m; User=u; AccessRights=FullAccess",
        "[{\"\"Name\"\":\"\"Identity\"\",\"\"Value\"\":\"\"m\"\"},{\"\"Name\"\":\"\"User\"\",\"\"Value\"\":\"\"u\"\"}]",
    ] {
        let row = format!(";Add-MailboxPermission;\"{parameters}\";;y;True;2015-11-25T09:12:01Z\n");
        let evidence = tried(&format!("{ADMIN_COLUMNS}\n{row}"));
        assert_eq!(outline(&evidence), ["Grant Add-MailboxPermission y u m Undetermined"], "{parameters}");
        assert_eq!(evidence.events[0].power, Power::Open);
    }
}

fn clixml(objects: &str) -> String {
    format!(
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\r\n{objects}\r\n</Objs>"
    )
}

const ADMIN_OBJECT: &str = r#"<Obj RefId="0"><TN RefId="0"><T>AdminAuditLogEvent</T></TN><Props>
    <S N="ObjectModified">corp.example/Users/Martine</S><S N="CmdletName">Set-Mailbox</S>
    <Obj N="CmdletParameters" RefId="1"><TN RefId="1"><T>ArrayList</T></TN><LST>
    <Obj RefId="2"><ToString>Identity</ToString><Props><S N="Name">Identity</S><S N="Value">martine</S></Props></Obj>
    <Obj RefId="3"><ToString>ForwardingSmtpAddress</ToString><Props><S N="Name">ForwardingSmtpAddress</S>
    <S N="Value">smtp:x@out.example</S></Props></Obj></LST></Obj>
    <S N="Caller">corp.example/Users/Y</S><B N="Succeeded">true</B><DT N="RunDate">2015-11-25T09:12:01+01:00</DT>
    </Props></Obj>"#;

#[test]
fn objects_of_clixml_keep_their_lists() {
    let evidence = tried(&clixml(ADMIN_OBJECT));
    assert_eq!(evidence.sources[0].form, Form::AdminAuditCliXml);
    assert_eq!(outline(&evidence), ["Divert Set-Mailbox corp.example/Users/Y - martine Undetermined"]);
    assert_eq!(said(&evidence, evidence.events[0].destination), "x@out.example");
    // Two levels deep, PowerShell writes the names of the parameters alone.
    let shallow = ADMIN_OBJECT.replace("Set-Mailbox<", "Add-MailboxPermission<");
    let (head, tail) = shallow.split_once("<LST>").expect("a list");
    let (_, tail) = tail.split_once("</LST>").expect("its end");
    let evidence = tried(&clixml(&format!("{head}<LST><S>Identity</S><S>User</S></LST>{tail}")));
    assert!(evidence.events[0].flags.has(Flags::PARAMETERS_LOST));
}

#[test]
fn objects_that_are_broken_lose_themselves_alone() {
    let broken = ADMIN_OBJECT.replace("</Props></Obj>\n", "</Props></Broken></Obj>");
    let deep = format!("<Obj><LST>{}{}</LST></Obj>", "<Obj><LST>".repeat(500), "</LST></Obj>".repeat(500));
    let bomb = ADMIN_OBJECT.replace("martine", "&lol;");
    let cut = &ADMIN_OBJECT[..ADMIN_OBJECT.len() - 20];
    let evidence = tried(&clixml(&[ADMIN_OBJECT, &broken, &deep, &bomb, ADMIN_OBJECT, cut].concat()));
    let (records, read, ..) = tally(&evidence);
    assert_eq!((records, read), (6, 2), "{:?}", evidence.sources[0].unreadable);
}

const OPENED: &str = "Operation,OperationResult,LogonType,FolderPathName,ClientInfoString,ClientIPAddress,\
    MailboxOwnerUPN,MailboxOwnerSid,LogonUserDisplayName,LogonUserSid,SourceItemIdsList,MailboxGuid,LastAccessed\n";

fn opened(operation: &str, logon: &str, who: &str, sid: &str) -> String {
    format!(
        "{operation},Succeeded,{logon},\\Inbox,Client=OWA,192.0.2.7,m@corp.example,S-1-5-21-9,{who},{sid},,\
        0f3a,2015-11-25T09:12:01Z\n"
    )
}

#[test]
fn openings_are_told_owner_or_not() {
    let rows = [
        opened("FolderBind", "Delegate", "Directeur", "S-1-5-21-7"),
        opened("FolderBind", "Admin", "Martine", "S-1-5-21-9"),
        opened("HardDelete", "Owner", "Martine", "S-1-5-21-9"),
        opened("HardDelete", "Delegate", "Directeur", "S-1-5-21-7"),
        opened("SendAs", "2", "Directeur", "S-1-5-21-7"),
        opened("FolderBind", "Admin", "SYSTEM", "S-1-5-18"),
        opened("Unheard", "Admin", "x", "S-1-5-21-8"),
    ];
    let evidence = tried(&format!("{OPENED}{}", rows.concat()));
    assert_eq!(
        outline(&evidence),
        [
            "Use FolderBind S-1-5-21-7 - m@corp.example NonOwner",
            "Tamper HardDelete S-1-5-21-7 - m@corp.example NonOwner",
            "SendAs SendAs S-1-5-21-7 - m@corp.example NonOwner",
            "Use FolderBind S-1-5-18 - m@corp.example Provider",
        ]
    );
    assert_eq!(tally(&evidence), (7, 4, 2, 1, 0));
    assert_eq!(evidence.sources[0].form, Form::MailboxAudit);
    let ties = tied(&evidence);
    assert!(ties.contains(&("m@corp.example", "S-1-5-21-9")) && ties.contains(&("S-1-5-21-7", "Directeur")));
}

#[test]
fn a_display_name_of_two_accounts_ties_nothing() {
    let rows =
        [opened("FolderBind", "Admin", "Jean", "S-1-1"), opened("FolderBind", "Admin", "Jean", "S-1-2")];
    let evidence = tried(&format!("{OPENED}{}", rows.concat()));
    assert!(tied(&evidence).iter().all(|(_, other)| *other != "Jean"));
}

#[test]
fn a_mailbox_log_without_details_tells_nothing_of_who() {
    let evidence =
        tried("MailboxGuid,MailboxResolvedOwnerName,LastAccessed\n0f3a,Martine,2015-11-25T09:12:01Z\n");
    assert_eq!(evidence.sources[0].unreadable[0].why, Why::Missing);
}

#[test]
fn mailbox_permissions_stand_without_the_owner_and_the_machine() {
    let rows = r#"corp/m,NT AUTHORITY\SELF,"FullAccess, ReadPermission",False,False,2015-12-01T09:00:00Z
corp/m,NT AUTHORITY\SYSTEM,FullAccess,True,False,2015-12-01T09:00:00Z
corp/m,CORP\Exchange Servers,FullAccess,True,False,2015-12-01T09:00:00Z
corp/m,CORP\Domain Admins,FullAccess,True,True,2015-12-01T09:00:00Z
corp/m,CORP\dsi,{FullAccess},False,False,2015-12-01T09:00:00Z
corp/m,CORP\Public Folder Management,ReadPermission,True,False,2015-12-01T09:00:00Z
corp/m,,FullAccess,False,False,2015-12-01T09:00:00Z
"#;
    let evidence = tried(&format!("Identity,User,AccessRights,IsInherited,Deny,AsOf\n{rows}"));
    assert_eq!(
        stands(&evidence),
        [
            r"CORP\Domain Admins on corp/m: FullAccess Open inherited deny",
            r"CORP\dsi on corp/m: FullAccess Open direct",
        ]
    );
    assert_eq!(tally(&evidence), (7, 2, 0, 4, 1));
    assert_eq!(evidence.standing[0].as_of.expect("told").utc_ms, 1_448_960_400_000);
}

#[test]
fn every_snapshot_is_known_by_its_columns() {
    let check = |table: &str, form: Form, expect: &[&str]| {
        let evidence = tried(table);
        assert_eq!(evidence.sources[0].form, form, "{table}");
        assert_eq!(stands(&evidence), expect, "{table}");
    };
    check(
        "Identity,Trustee,AccessControlType,AccessRights\nm,u,Allow,SendAs\nm,v,Deny,SendAs\n",
        Form::PermissionSnapshot,
        &["u on m: SendAs SendAs direct", "v on m: SendAs SendAs direct deny"],
    );
    check(
        "Mailbox,FolderName,User,AccessRights\nm,Inbox,u,{Reviewer}\nm,Calendar,Default,{AvailabilityOnly}\n",
        Form::PermissionSnapshot,
        &[r"u on m: Reviewer:\Inbox OpenFolder direct"],
    );
    check(
        "Identity,User,ExtendedRights,Deny\nm,u,{Send-As},False\nm,u,,False\n",
        Form::PermissionSnapshot,
        &["u on m: Send-As SendAs direct"],
    );
    check(
        "Name,Role,RoleAssigneeName,RoleAssigneeType,EffectiveUserName\n\
        a,ApplicationImpersonation,svc,User,svc\nb,Mailbox Search,Discovery Management,RoleGroup,u\nc,MyBaseOptions,p,RoleAssignmentPolicy,p\n",
        Form::PermissionSnapshot,
        &[
            "svc on *: ApplicationImpersonation Impersonate role ApplicationImpersonation",
            "u on *: Mailbox Search SearchAll group Discovery Management",
        ],
    );
    check(
        "Name,State,SentTo,BlindCopyTo\nr,Enabled,,x@out.example\ns,Disabled,,x@out.example\n",
        Form::RuleSnapshot,
        &["x@out.example on *: r Divert configuration"],
    );
    check(
        "Name,Enabled,MailboxOwnerId,ForwardTo,RedirectTo\nr,True,corp/m,\"\"\"X\"\" [SMTP:x@out.example]\",\n",
        Form::RuleSnapshot,
        &["x@out.example on corp/m: r Divert configuration"],
    );
    check(
        "Name,JournalEmailAddress,Recipient,Enabled\nj,j@out.example,,True\n",
        Form::RuleSnapshot,
        &["j@out.example on *: j Divert configuration"],
    );
}

#[test]
fn settings_of_mailboxes_tie_names_and_say_what_is_recorded() {
    let evidence = tried(
        "Name,PrimarySmtpAddress,UserPrincipalName,EmailAddresses,GrantSendOnBehalfTo,ForwardingSmtpAddress,AuditEnabled,AuditLogAgeLimit,AuditDelegate\n\
        m,m@corp.example,m@corp.local,\"SMTP:m@corp.example,smtp:old@corp.example,X500:/o=x\",corp/a,smtp:m@home.example,True,90.00:00:00,\"{Update, SendAs}\"\n",
    );
    assert_eq!(
        stands(&evidence),
        [
            "corp/a on m@corp.example: GrantSendOnBehalfTo SendOnBehalf direct",
            "m@home.example on m@corp.example: ForwardingSmtpAddress Divert direct",
        ]
    );
    let state = &evidence.audit_states[0];
    assert_eq!((state.enabled, state.days_kept), (Some(true), Some(90)));
    assert_eq!(said(&evidence, state.delegate), "Update, SendAs");
    assert_eq!(tally(&evidence), (1, 1, 0, 0, 0));
    let ties = tied(&evidence);
    assert!(
        ties.contains(&("m@corp.example", "m@corp.local"))
            && ties.contains(&("m@corp.example", "old@corp.example"))
    );
}

#[test]
fn snapshots_of_the_extractor_suite_are_read_as_they_are() {
    let evidence = tried(
        "UserPrincipalName,DisplayName,FullAccessUsers,FullAccessPermissions,SendAsUsers,SendAsPermissions,SendOnBehalfUsers,InboxUsers\n\
        m@corp.example,M,A (a@corp.example),\"A (a@corp.example) - Rights: FullAccess, Deny: False, Inheritance: All | CORP\\b - Rights: FullAccess, Deny: True, Inheritance: All\",\
        C (c@corp.example),\"C (c@corp.example) - Type: Allow, Rights: SendAs, Inheritance: None\",D (d@corp.example); E (e@corp.example),A (a@corp.example) - Reviewer\n\
        n@corp.example,N,,,,,,\n",
    );
    assert_eq!(
        stands(&evidence),
        [
            "a@corp.example on m@corp.example: FullAccess Open direct",
            r"CORP\b on m@corp.example: FullAccess Open direct deny",
            "c@corp.example on m@corp.example: SendAs SendAs direct",
            "d@corp.example on m@corp.example: GrantSendOnBehalfTo SendOnBehalf direct",
            "e@corp.example on m@corp.example: GrantSendOnBehalfTo SendOnBehalf direct",
            r"a@corp.example on m@corp.example: Reviewer:\Inbox OpenFolder direct",
        ]
    );
    assert_eq!(tally(&evidence), (2, 1, 0, 1, 0));
    let evidence = tried(
        "UserPrincipalName,AuditEnabled,AuditBypassEnabled,DefaultAuditSet,OwnerAuditActions,DelegateAuditActions,AdminAuditActions,EffectiveAuditState\n\
        m@corp.example,False,True,,,\"Create, SendAs\",Update,Bypassed\n",
    );
    assert_eq!(evidence.sources[0].form, Form::AuditSnapshot);
    assert_eq!(evidence.audit_states.len(), 2);
    assert_eq!(evidence.audit_states[0].enabled, Some(false));
    assert_eq!(said(&evidence, evidence.audit_states[1].bypass), "m@corp.example");
}

#[test]
fn objects_of_snapshots_are_read_like_rows() {
    let permission = r#"<Obj RefId="0"><Props><Obj N="AccessRights" RefId="1"><LST><S>FullAccess</S></LST></Obj>
        <B N="Deny">false</B><Obj N="User" RefId="2"><ToString>CORP\dsi</ToString><Props>
        <S N="RawIdentity">CORP\dsi</S></Props></Obj><S N="Identity">corp/m</S><B N="IsInherited">false</B></Props></Obj>"#;
    let evidence = tried(&clixml(permission));
    assert_eq!(stands(&evidence), [r"CORP\dsi on corp/m: FullAccess Open direct"]);
    assert_eq!(evidence.sources[0].form, Form::PermissionSnapshot);
}

#[test]
fn the_documented_example_is_about_something_else() {
    let Some(evidence) = corpora::evidence("exchange-admin-audit-xml/SearchResults-doc-example.xml") else {
        return;
    };
    assert_eq!(tally(&evidence), (1, 0, 0, 1, 0));
    assert_eq!(evidence.sources[0].span, Some((1_445_208_495_000, 1_445_208_495_000)));
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    /// A file of each form, to be broken.
    fn files() -> Vec<String> {
        vec![
            format!("<SearchResults>{GRANT}{GRANT}</SearchResults>"),
            clixml(&[ADMIN_OBJECT, ADMIN_OBJECT].concat()),
            format!("{OPENED}{}", opened("FolderBind", "Admin", "x", "S-1-5-21-7").repeat(3)),
            "Identity,User,AccessRights\nm,u,FullAccess\n".repeat(3),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn broken_files_end_and_every_record_is_counted(
            which in 0..4_usize,
            at in any::<prop::sample::Index>(),
            length in 0..40_usize,
            patch in "[<>/&;\"'= a-zA-Z{}@\\n\u{0}é-]{0,20}",
        ) {
            let file = &files()[which];
            let letters: Vec<char> = file.chars().collect();
            let start = at.index(letters.len());
            let end = (start + length).min(letters.len());
            let broken: String =
                letters[..start].iter().copied().chain(patch.chars()).chain(letters[end..].iter().copied()).collect();
            tried(&broken);
        }

        #[test]
        fn any_parameters_of_any_cmdlet_are_read(
            verb in prop::sample::select(vec!["Add", "Remove", "Set", "New", "Search", "Update", "Install"]),
            noun in prop::sample::select(cmdlet::NOUNS),
            given in prop::collection::vec(("[A-Z][a-zA-Z]{3,20}", "[-@{};,=\"' a-zé\\\\:/.0-9]{0,30}"), 0..6),
            identity in "[-@{};,=\"' a-zé\\\\:/.0-9]{0,30}",
        ) {
            let mut parameters = parameters::Parameters::default();
            parameters.put("Identity", identity);
            for (name, value) in given {
                parameters.put(name, value);
            }
            cmdlet::means(&format!("{verb}-{noun}"), &parameters);
        }

        #[test]
        fn any_command_line_is_taken_apart(text in "[-@{}();,=\"'$ a-zA-Zé\\\\:/.0-9\\n]{0,200}") {
            parameters::command_line(&text);
            parameters::change(&text);
        }
    }
}
