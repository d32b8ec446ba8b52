//! Logs that are dropped on `/audit`, and the report that comes of them.

use axum::Router;
use axum::http::StatusCode;

use crate::visitor::{
    Answer, HOST, HOSTILE, csrf, door, form_with_file, hand_in, open, request, send_to, session, submit_as_is,
};

/// One grant in an administrator audit log of Exchange; a stranger chose one of its names.
fn log() -> String {
    let name = HOSTILE.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<SearchResults><Event Caller=\"region.example/Admins/sub\" \
         Cmdlet=\"Add-MailboxPermission\" ObjectModified=\"region.example/Users/claire\" \
         RunDate=\"2015-11-03T08:00:00+00:00\" Succeeded=\"true\" Error=\"None\"><CmdletParameters>\
         <Parameter Name=\"Identity\" Value=\"claire\"/><Parameter Name=\"User\" Value=\"{name}\"/>\
         <Parameter Name=\"AccessRights\" Value=\"FullAccess\"/></CmdletParameters></Event></SearchResults>"
    )
}

fn see(door: &Router, path: &str) -> Answer {
    send_to(door.clone(), request("GET", path, &[("host", HOST), ("cookie", &session())], ""))
}

/// Drops the log; returns the door and the address of the report.
fn dropped() -> (Router, String) {
    let door = door();
    let form = form_with_file("/audit", &[], ("file", "admin.xml", &log()));
    let answer = send_to(door.clone(), form);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let address = answer.header("location").to_owned();
    assert!(address.starts_with("/audit/"), "{address}");
    (door, address)
}

#[test]
fn a_dropped_log_becomes_a_report() {
    let (door, address) = dropped();
    let page = see(&door, &address);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("One record shows a right being given"), "{}", page.body);
    assert!(!page.body.contains(HOSTILE), "names are escaped");
    assert!(see(&door, "/audit").body.contains(&address), "it is listed");
    let file = see(&door, &format!("{address}/file/intervals.csv"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.body.contains("FullAccess") && file.body.contains("admin.xml"), "{}", file.body);
    assert!(!file.body.contains("/tmp"), "where it lay for a moment is nobody's business");
}

#[test]
fn the_whole_report_is_saved_with_what_it_takes_to_make_it_again() {
    let (door, address) = dropped();
    let packed = see(&door, &format!("{address}/packed"));
    assert_eq!((packed.status, packed.header("content-type")), (StatusCode::OK, "application/zip"));
    assert!(packed.header("content-disposition").contains("greffe-audit-"));
    for name in ["report/report.html", "report/evidence.json", "report/events.csv"] {
        assert!(packed.body.contains(name), "{name}");
    }
    let manifest = see(&door, &format!("{address}/file/evidence.json")).body;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(manifest["command"]["request"]["inputs"], serde_json::json!(["logs"]));
    assert_eq!(manifest["inputs"][0]["path"], "logs/admin.xml");
    assert_eq!(see(&door, "/audit/0123456789abcdef0123456789abcdef/packed").status, StatusCode::NOT_FOUND);
}

#[test]
fn days_of_snapshots_come_with_the_form() {
    let rows = "Identity,User,AccessRights\nann@region.example,dsi@region.example,FullAccess\n";
    let make = |taken: &str| {
        let door = door();
        let form =
            form_with_file("/audit", &[("csrf", &csrf()), ("taken", taken)], ("file", "rights.csv", rows));
        let answer = send_to(door.clone(), form);
        let address = answer.header("location").to_owned();
        (answer.status, see(&door, &format!("{address}/file/intervals.csv")).body)
    };
    assert!(!make("").1.contains("2016-03-14"));
    assert!(make("rights.csv=2016-03-14T09:00").1.contains("2016-03-14T09:00:00Z"));
    assert_eq!(make("rights.csv=soon").0, StatusCode::BAD_REQUEST);
    assert_eq!(make("soon").0, StatusCode::BAD_REQUEST);
}

#[test]
fn the_report_stands_in_a_sandbox() {
    let (door, address) = dropped();
    let report = see(&door, &format!("{address}/report"));
    let policy = report.header("content-security-policy");
    assert!(policy.starts_with("sandbox;") && policy.contains("default-src 'none'"), "{policy}");
    assert!(!report.body.contains(HOSTILE), "names are escaped");
    assert!(see(&door, &address).body.contains("sandbox"));
}

#[test]
fn only_files_of_a_report_are_given_out() {
    let (door, address) = dropped();
    for path in ["/file/..%2Freport%2Faudit.json", "/file/none.csv", "/file/..%2f..%2fetc%2fpasswd"] {
        assert_eq!(see(&door, &format!("{address}{path}")).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(open("/audit/0123456789abcdef0123456789abcdef").status, StatusCode::NOT_FOUND);
}

#[test]
fn forms_of_others_are_refused_before_anything_is_kept() {
    let text = log();
    // The sign that a form is ours comes before its files.
    let late = hand_in("/audit", &[("file", &text)], ("file", "admin.xml", &text));
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert_ne!(submit_as_is("/audit", "csrf=x").status, StatusCode::SEE_OTHER);
    let empty = hand_in("/audit", &[], ("file", "", ""));
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
}
