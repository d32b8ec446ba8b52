//! Whole logs and snapshots of Zimbra.

use super::super::tried::{outline, said, tried};
use crate::model::{Form, Outcome, Power, Why};

fn audit(context: &str, message: &str) -> String {
    format!(
        "2015-11-03 10:00:00,123 INFO  [qtp1-2:https://::1:7071/service/admin/soap/] [{context}] security - {message}\n"
    )
}

fn check(context: &str, message: &str, expect: &[&str]) {
    assert_eq!(outline(&tried(&audit(context, message))), expect, "{message}");
}

#[test]
fn commands_mean_what_they_do() {
    let admin = "name=admin@r.example;mid=3;ip=192.0.2.7;ua=ZimbraWebClient;";
    check(
        admin,
        "cmd=DelegateAuth; accountId=7-7; accountName=elue@r.example;",
        &["Use DelegateAuth admin@r.example - elue@r.example NonOwner"],
    );
    check(
        admin,
        "cmd=ModifyAccount; name=elue@r.example; zimbraMailForwardingAddress=x@else.example; zimbraInterceptAddress=;",
        &[
            "Divert ModifyAccount admin@r.example x@else.example elue@r.example NonOwner",
            "DivertEnd ModifyAccount admin@r.example - elue@r.example NonOwner",
        ],
    );
    check(
        admin,
        "cmd=ModifyAccount; name=dsi@r.example; zimbraIsAdminAccount=TRUE;",
        &["Grant ModifyAccount admin@r.example dsi@r.example * Undetermined"],
    );
    check(
        admin,
        "cmd=ModifyAccount; name=elue@r.example; +zimbraACE=1-2 usr loginAs;",
        &["Grant ModifyAccount admin@r.example 1-2 elue@r.example Undetermined"],
    );
    check(
        admin,
        "cmd=SetPassword; name=elue@r.example;",
        &["Auth SetPassword admin@r.example admin@r.example elue@r.example NonOwner"],
    );
    check(admin, "cmd=CreateDomain; name=r.example;", &[]);
}

#[test]
fn an_owners_login_is_counted_and_a_failed_one_is_nobodys() {
    let evidence = tried(&[
        audit("ip=192.0.2.1;", "cmd=Auth; account=elue@r.example; protocol=imap;"),
        audit("ip=192.0.2.1;", "cmd=Auth; account=elue@r.example; protocol=imap; error=authentication failed for [elue@r.example], invalid password;"),
    ].concat());
    assert_eq!(evidence.sources[0].tally.owner, 1);
    assert_eq!(outline(&evidence), ["Auth Auth elue@r.example - elue@r.example Undetermined"]);
    assert_eq!(evidence.events[0].outcome, Outcome::Failed);
}

#[test]
fn clear_passwords_are_counted_and_not_kept() {
    let evidence = tried(&[
        audit("name=admin@r.example;", "cmd=ModifyDomain; name=r.example; zimbraAuthLdapSearchBindPassword=Hush-7; zimbraAuthMech=ad;"),
        audit("name=admin@r.example;", "cmd=ModifyAccount; name=elue@r.example; userPassword=VALUE-BLOCKED;"),
        audit("name=admin@r.example;", "cmd=CreateAccount; name=elue@r.example; userPassword=Hush-8;"),
    ].concat());
    assert_eq!(evidence.sources[0].secrets_dropped, 2);
    assert!(!format!("{:?}", evidence.names).contains("Hush"));
    assert_eq!(evidence.events.len(), 2);
}

#[test]
fn requests_with_two_names_are_delegated() {
    let request = |second: u32, context: &str, message: &str| {
        format!("2015-11-03 10:00:{second:02},000 INFO  [qtp1] [{context}] soap - {message}\n")
    };
    let both = "name=elue@r.example;aname=admin@r.example;mid=9;oip=[2001:db8::1]:443;ua=x;";
    let evidence = tried(
        &[
            request(0, both, "NoOpRequest elapsed=1"),
            request(1, both, "NoOpRequest elapsed=1"),
            request(2, both, "GetMsgRequest elapsed=3"),
            request(3, both, "SendMsgRequest elapsed=3"),
            request(4, "name=elue@r.example;mid=9;ua=x;aname=admin@r.example;", "GetMsgRequest elapsed=3"),
            request(
                5,
                "name=a@r.example;ua=x] security - cmd=DelegateAuth; accountName=b@r.example;",
                "NoOpRequest",
            ),
            "com.zimbra.cs.Failure: mailbox not found\n\tat com.zimbra.X.y(X.java:1)\n\0\0\n".to_owned(),
        ]
        .concat(),
    );
    assert_eq!(
        outline(&evidence),
        [
            "Use NoOpRequest admin@r.example - elue@r.example NonOwner",
            "Use GetMsgRequest admin@r.example - elue@r.example NonOwner",
            "SendAs SendMsgRequest admin@r.example - elue@r.example NonOwner",
        ]
    );
    assert_eq!(said(&evidence, evidence.events[0].client), "2001:db8::1");
    assert_eq!(
        evidence.sources[0].unreadable.iter().map(|u| (u.record, u.why)).collect::<Vec<_>>(),
        [(6, Why::Syntax)]
    );
    assert_eq!(evidence.sources[0].tally.records, 8);
}

#[test]
fn snapshots_tell_what_stands() {
    let evidence = tried(
        "# name elue@r.example\n\
         mail: elue@r.example\n\
         userPassword: {SSHA}xyz\n\
         zimbraACE: 1-2 usr loginAs\n\
         zimbraACE: 1-3 grp -sendAs\n\
         zimbraId: 9-9\n\
         zimbraIsAdminAccount: FALSE\n\
         zimbraMailForwardingAddress: x@else.example\n\
         zimbraPasswordMinLength: 6\n\
         zimbraSharedItem: granteeId:1-2;granteeName:dsi@r.example;granteeType:usr;folderId:2;folderUuid:u;folderPath:/Inbox;folderDefaultView:message;rights:r;type:folder;\n\n\
         # name dsi@r.example\n\
         zimbraId: 1-2\n\
         zimbraIsAdminAccount: TRUE\n",
    );
    assert_eq!(evidence.sources[0].form, Form::Zimbra);
    let powers: Vec<(&str, Power)> =
        evidence.standing.iter().map(|s| (evidence.names.text(s.beneficiary), s.power)).collect();
    assert_eq!(
        powers,
        [
            ("1-2", Power::Open),
            ("1-3", Power::SendAs),
            ("x@else.example", Power::Divert),
            ("dsi@r.example", Power::OpenFolder),
            ("dsi@r.example", Power::Administer),
        ]
    );
    assert_eq!(evidence.same.len(), 2);
    assert_eq!(evidence.sources[0].secrets_dropped, 0);
}

#[test]
fn a_list_of_grants_tells_what_stands() {
    let evidence = tried(
        "target type  target id  target name     grantee type  grantee id  grantee name   right\n\
         -----------  ---------  --------------  ------------  ----------  -------------  -------\n\
         account      9-9        elue@r.example  usr           1-2         dsi@r.example  loginAs\n\
         domain       8-8        r.example       grp           1-3         it@r.example   domainAdminRights\n\
         broken line\n",
    );
    let powers: Vec<Power> = evidence.standing.iter().map(|standing| standing.power).collect();
    assert_eq!(powers, [Power::Open, Power::Administer]);
    assert_eq!(evidence.sources[0].tally.unreadable, 1);
}
