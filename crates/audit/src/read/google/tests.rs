//! Activities in every shape, and what their events mean.

use super::super::tried::{outline, said, tried};
use crate::model::{Evidence, Flags, Form, Power, Why};

fn activity(application: &str, actor: &str, events: &str) -> String {
    format!(
        r#"{{"kind":"admin#reports#activity","id":{{"time":"2015-11-03T10:00:00.123Z","uniqueQualifier":"-7","applicationName":"{application}","customerId":"C1"}},"etag":"x","actor":{{"callerType":"USER","email":"{actor}","profileId":"1"}},"ipAddress":"2001:db8::1","events":{events}}}"#
    )
}

fn event(name: &str, parameters: &[(&str, &str)]) -> String {
    let parameters: Vec<String> =
        parameters.iter().map(|(name, value)| format!(r#"{{"name":"{name}","value":"{value}"}}"#)).collect();
    format!(r#"{{"type":"T","name":"{name}","parameters":[{}]}}"#, parameters.join(","))
}

fn check(
    application: &str,
    actor: &str,
    name: &str,
    parameters: &[(&str, &str)],
    expect: &[&str],
) -> Evidence {
    let evidence = tried(&activity(application, actor, &format!("[{}]", event(name, parameters))));
    assert_eq!(evidence.sources[0].form, Form::Google);
    assert_eq!(outline(&evidence), expect, "{name}");
    evidence
}

const ADMIN: &str = "admin@r.example";
const OWNER: &str = "elue@r.example";

#[test]
fn administration_means_what_it_does() {
    let user = ("USER_EMAIL", OWNER);
    let check = |name: &str, parameters: &[(&str, &str)], expect: &[&str]| {
        check("admin", ADMIN, name, parameters, expect)
    };
    check(
        "GRANT_ADMIN_PRIVILEGE",
        &[("USER_EMAIL", "dsi@r.example")],
        &["Grant GRANT_ADMIN_PRIVILEGE admin@r.example dsi@r.example * Undetermined"],
    );
    check(
        "UNASSIGN_ROLE",
        &[("USER_EMAIL", "dsi@r.example"), ("ROLE_NAME", "x")],
        &["Revoke UNASSIGN_ROLE admin@r.example dsi@r.example * Undetermined"],
    );
    check(
        "AUTHORIZE_API_CLIENT_ACCESS",
        &[("API_CLIENT_NAME", "117"), ("API_SCOPES", "https://x.example/a,https://mail.google.com/")],
        &["Grant AUTHORIZE_API_CLIENT_ACCESS admin@r.example 117 * Undetermined"],
    );
    check(
        "AUTHORIZE_API_CLIENT_ACCESS",
        &[("API_CLIENT_NAME", "117"), ("API_SCOPES", "https://www.googleapis.com/auth/calendar")],
        &[],
    );
    check(
        "CHANGE_PASSWORD",
        &[user],
        &["Auth CHANGE_PASSWORD admin@r.example admin@r.example elue@r.example NonOwner"],
    );
    check("CHANGE_PASSWORD", &[("USER_EMAIL", ADMIN)], &[]);
    let monitor = check(
        "CREATE_EMAIL_MONITOR",
        &[user, ("EMAIL_MONITOR_DEST_EMAIL", "dsi@r.example")],
        &["Divert CREATE_EMAIL_MONITOR admin@r.example dsi@r.example elue@r.example NonOwner"],
    );
    assert_eq!(said(&monitor, monitor.events[0].client), "2001:db8::1");
    check(
        "CREATE_DATA_TRANSFER_REQUEST",
        &[user, ("DESTINATION_USER_EMAIL", "dsi@r.example")],
        &["Export CREATE_DATA_TRANSFER_REQUEST admin@r.example dsi@r.example elue@r.example NonOwner"],
    );
    check("CHANGE_LAST_NAME", &[user], &[]);
    assert_eq!(check("RENAME_USER", &[user, ("NEW_VALUE", "e.lue@r.example")], &[]).same.len(), 1);
}

#[test]
fn other_applications_tell_their_own() {
    let matter = ("matter_id", "m-1");
    let search = check(
        "vault",
        ADMIN,
        "search",
        &[matter, ("query", "La Gazette")],
        &["Search SEARCH admin@r.example - * NonOwner"],
    );
    assert_eq!(said(&search, search.events[0].query), "La Gazette");
    assert_eq!(said(&search, search.events[0].ticket), "m-1");
    check("vault", ADMIN, "create_export_end", &[matter], &[]);
    check(
        "vault",
        ADMIN,
        "view_document",
        &[("target_user", OWNER)],
        &["Use VIEW_DOCUMENT admin@r.example - elue@r.example NonOwner"],
    );
    let grant = check(
        "token",
        OWNER,
        "authorize",
        &[("app_name", "Sync"), ("scope", "https://www.googleapis.com/auth/gmail.readonly")],
        &["Grant AUTHORIZE elue@r.example Sync elue@r.example Owner"],
    );
    assert_eq!(grant.events[0].power, Power::Open);
    check(
        "token",
        OWNER,
        "authorize",
        &[("app_name", "Agenda"), ("scope", "https://www.googleapis.com/auth/calendar")],
        &[],
    );
    check(
        "token",
        OWNER,
        "activity",
        &[("app_name", "Sync"), ("method_name", "gmail.users.messages.get")],
        &["Use ACTIVITY Sync - elue@r.example Application"],
    );
    check("login", OWNER, "login_success", &[], &[]);
    // An owner's own forwarding is counted and not listed.
    let own = check(
        "user_accounts",
        OWNER,
        "email_forwarding_out_of_domain",
        &[("email_forwarding_destination_address", "x@else.example")],
        &[],
    );
    assert_eq!(own.sources[0].tally.owner, 1);
}

#[test]
fn every_shape_holds_the_same() {
    let one = event("GRANT_ADMIN_PRIVILEGE", &[("USER_EMAIL", "dsi@r.example")]);
    let whole = activity("admin", ADMIN, &format!("[{one}]"));
    let single = activity("admin", ADMIN, &one);
    let in_string = activity("admin", ADMIN, &serde_json::to_string(&format!("[{one}]")).unwrap());
    let pretty =
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&whole).unwrap()).unwrap();
    let page =
        format!(r#"{{"kind":"admin#reports#activities","items":[{whole},{single}],"nextPageToken":"x"}}"#);
    for (text, activities) in [
        (whole.clone(), 1),
        (single.clone(), 1),
        (in_string.clone(), 1),
        (format!("{whole}\n{single}\n\n{in_string}\n"), 3),
        (format!("[{whole},\n{single}]"), 2),
        (pretty.clone(), 1),
        (format!("{pretty}\n{pretty}"), 2),
        (page.clone(), 2),
        (format!("{page}\n{page}\n"), 4),
        (format!("[{page},{page}]"), 4),
        (r#"{"kind":"admin#reports#activities","etag":"x"}"#.to_owned(), 0),
    ] {
        let evidence = tried(&text);
        assert_eq!(evidence.events.len(), activities, "{text}");
        assert_eq!(evidence.sources[0].tally.records, activities as u64, "{text}");
    }
}

#[test]
fn broken_activities_are_counted() {
    let whole = activity("admin", ADMIN, &format!("[{}]", event("DELETE_USER", &[("USER_EMAIL", OWNER)])));
    let whys = |text: &str| tried(text).sources[0].unreadable.iter().map(|u| u.why).collect::<Vec<_>>();
    assert_eq!(whys(&format!("{whole}\n{{\"id\":\n{whole}\n")), [Why::Syntax]);
    assert_eq!(whys(&format!("{whole}\n{{\"id\":3,\"events\":[]}}\n")), [Why::Time]);
    assert_eq!(whys(&activity("admin", ADMIN, "[]")), [Why::Missing]);
    assert_eq!(whys(&format!("[{whole},{}", &whole[..60])), [Why::Cut]);
    assert_eq!(tried(&format!("[{whole},{}", &whole[..60])).events.len(), 1);
}

#[test]
fn the_console_tells_in_sentences() {
    let evidence = tried(
        "Date,Event,Description,Actor,IP address\n\
         2015-11-03T10:00:00+01:00,Email Monitor Creation,Created an email monitor for elue@r.example to dsi@r.example that will expire on 2016-01-01,admin@r.example,192.0.2.1\n\
         2015-11-03T10:00:00+01:00,CHANGE_LAST_NAME,Last name changed,admin@r.example,\n",
    );
    assert_eq!(
        outline(&evidence),
        ["Divert CREATE_EMAIL_MONITOR admin@r.example dsi@r.example elue@r.example NonOwner"]
    );
    assert_eq!(evidence.sources[0].tally.irrelevant, 1);
    let french = tried(
        "Date;Événement;Description;Administrateur;Adresse IP\n\
         2015-11-03T10:00:00+01:00;Attribution de rôle;Rôle attribué à dsi@r.example;admin@r.example;192.0.2.1\n",
    );
    assert_eq!(outline(&french), ["Other Attribution de rôle admin@r.example - dsi@r.example Undetermined"]);
    assert!(french.events[0].flags.has(Flags::PARAMETERS_LOST));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(\\{\"kind\":\"admin#reports#activity\",|\"id\":|\"events\":|\\[|\\{|\\}|\\]|,|\"|\n|null|1){0,30}") {
        tried(&format!("{{\"kind\":\"admin#reports#activity\"}}\n{text}"));
    }
}
