//! The API: shapes, problems, and that a cookie alone cannot act.

use axum::http::StatusCode;
use serde_json::Value;

use crate::visitor::{HOST, ask, id_of, open, program, session};

#[test]
fn answers_are_the_desk_s_own() {
    let search: Value =
        serde_json::from_str(&program("GET", "/api/v1/search?q=budget&facets=1", "").body).expect("JSON");
    assert_eq!(search["total"], 3);
    assert_eq!(search["hits"].as_array().map(Vec::len), Some(3));
    assert!(search["facets"]["kind"]["values"].is_array());
    let message: Value =
        serde_json::from_str(&program("GET", &format!("/api/v1/messages/{}", id_of("from:claire")), "").body)
            .expect("JSON");
    assert_eq!(message["subject"], "Budget 2016");
    assert_eq!(message["date"], "2016-03-12T23:30:00Z");
    for path in
        ["overview", "imports", "unreadable", "files/unread", "tags", "saved-searches", "suggest?typed=fro"]
    {
        let answer = program("GET", &format!("/api/v1/{path}"), "");
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(serde_json::from_str::<Value>(&answer.body).is_ok(), "{path}");
    }
    assert_eq!(program("GET", "/api/v1/search?q=budget&lang=fr&limit=1000", "").status, StatusCode::OK);
    assert_eq!(open("/api/openapi.json").status, StatusCode::OK);
}

#[test]
fn problems_are_documents() {
    let check = |path: &str, status: u16, code: &str| {
        let answer = program("GET", path, "");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        let problem: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(
            (problem["status"].as_u64(), problem["code"].as_str()),
            (Some(status.into()), Some(code)),
            "{path}"
        );
        assert_eq!(answer.status.as_u16(), status);
    };
    check("/api/v1/search?q=from:", 400, "query");
    check("/api/v1/search?q=verdict:pass", 400, "query");
    check("/api/v1/search?q=class:health", 400, "not-made");
    check("/api/v1/search?limit=x", 400, "malformed");
    check("/api/v1/search?limit=1001", 400, "beyond");
    check("/api/v1/search?sort=sideways", 400, "no-choice");
    check("/api/v1/search?facets=yes", 400, "no-choice");
    check("/api/v1/search?query=budget", 400, "unknown-field");
    check("/api/v1/tags?q=a", 400, "unknown-field");
    check("/api/v1/correspondents/nobody@region.example", 404, "no-such-correspondent");
    check("/api/v1/messages/0000", 404, "no-such-message");
    check("/api/v1/nothing", 404, "not-found");
    let wrong_method = program("DELETE", "/api/v1/overview", "");
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(wrong_method.header("content-type"), "application/problem+json");
    assert!(wrong_method.header("allow").contains("GET"));
}

#[test]
fn programs_act_with_the_token() {
    let id = id_of("from:evil");
    let tag = format!("/api/v1/messages/{id}/tags/vu%20et%20lu");
    assert_eq!(program("PUT", &tag, "").status, StatusCode::NO_CONTENT);
    let unseen = format!("/api/v1/messages/{id}/tags/%E2%80%AEabc");
    assert_eq!(program("PUT", &unseen, "").status, StatusCode::BAD_REQUEST);
    assert!(program("GET", &format!("/api/v1/messages/{id}"), "").body.contains("\"vu et lu\""));
    assert_eq!(program("DELETE", &tag, "").status, StatusCode::NO_CONTENT);
    let kept = program("POST", "/api/v1/saved-searches", r#"{"name":"api test","query":"budget"}"#);
    assert_eq!(kept.status, StatusCode::CREATED);
    let kept: Value = serde_json::from_str(&kept.body).expect("JSON");
    let again = program("POST", "/api/v1/saved-searches", r#"{"name":"api test","query":"budget"}"#);
    assert!(again.body.contains(&format!("\"n\":{}", kept["n"])), "{}", again.body);
    let other = program("POST", "/api/v1/saved-searches", r#"{"name":"api test","query":"avenant"}"#);
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(program("GET", "/api/v1/saved-searches", "").body.contains("budget"));
    assert_eq!(
        program("DELETE", &format!("/api/v1/saved-searches/{}", kept["n"]), "").status,
        StatusCode::NO_CONTENT
    );
    let rows = program("POST", "/api/v1/batch", r#"{"terms":["budget"],"as_queries":true}"#);
    assert!(rows.body.contains("\"total\":3"), "{}", rows.body);
    let terms = r#"{"terms":["mailbox:tpyo budget","class:health","budget"],"as_queries":true}"#;
    let rows: Value = serde_json::from_str(&program("POST", "/api/v1/batch", terms).body).expect("JSON");
    assert_eq!(rows["rows"][0]["warnings"][0]["code"], "no-such-name");
    assert_eq!(rows["rows"][1]["not_searched"]["code"], "not-made");
    assert_eq!((&rows["rows"][1]["total"], &rows["rows"][2]["total"]), (&Value::Null, &Value::from(3)));
    assert!(program("POST", "/api/v1/batch", r#"{"terms":"a"}"#).body.contains("\"malformed-body\""));
}

#[test]
fn a_cookie_alone_cannot_act() {
    let cookie = session();
    let headers = [("host", HOST), ("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let answer = ask("POST", "/api/v1/saved-searches", &headers, r#"{"name":"x","query":"y"}"#);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = ask("PUT", &format!("/api/v1/messages/{}/tags/x", id_of("from:evil")), &headers, "");
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
