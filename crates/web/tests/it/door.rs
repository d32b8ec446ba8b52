//! Who comes in, and what every answer wears.

use axum::http::StatusCode;

use crate::visitor::{HOST, TOKEN, ask, open, session, submit_as_is};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'";

#[test]
fn the_token_opens_a_session_and_leaves_the_address() {
    let started = ask("GET", &format!("/start?token={TOKEN}"), &[("host", HOST)], "");
    assert_eq!(started.status, StatusCode::SEE_OTHER);
    assert_eq!(started.header("location"), "/");
    let cookie = started.header("set-cookie");
    assert!(
        cookie.starts_with("greffe-8080=") && cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains(TOKEN), "the cookie must not hold the token");
}

#[test]
fn nobody_without_it_reads_anything() {
    for token in ["", "?token=", "?token=0123456789abcdef0123456789abcdee", "?token=0"] {
        let answer = ask("GET", &format!("/start{token}"), &[("host", HOST)], "");
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{token}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    for path in
        ["/", "/search?q=budget", "/imports", "/help", "/suggest?typed=cl", "/message/aaaa/raw", "/nowhere"]
    {
        let answer = ask("GET", path, &[("host", HOST)], "");
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!answer.body.contains("budget") && !answer.body.contains("csrf"), "{path}");
    }
    for path in ["/api/v1/overview", "/api/v1/search?q=budget", "/api/openapi.json"] {
        let answer = ask("GET", path, &[("host", HOST)], "");
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"greffe\"");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[test]
fn a_rebound_name_gets_nothing() {
    let cookie = session();
    for host in ["evil.example:8080", "evil.example", "127.0.0.1:9090", "127.0.0.1.evil.example:8080"] {
        for path in ["/", &format!("/start?token={TOKEN}"), "/api/v1/overview", "/assets/x.css"] {
            let answer = ask("GET", path, &[("host", host), ("cookie", &cookie)], "");
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}{path}");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
}

#[test]
fn other_sites_cannot_act() {
    let cookie = session();
    let form =
        [("host", HOST), ("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    for foreign in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:9090"), ("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "none")],
        &[],
    ] {
        let headers: Vec<_> = form.iter().chain(foreign).copied().collect();
        let answer = ask("POST", "/saved", &headers, "name=a&query=b");
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{foreign:?}");
    }
}

#[test]
fn forms_carry_a_value_of_their_own() {
    for path in
        ["/saved", "/saved/1/delete", "/export", "/help", "/batch", "/message/aaaa/tag", "/message/aaaa/note"]
    {
        for form in
            ["name=a&query=b&tag=t&text=t&terms=a", "csrf=&name=a&query=b", "csrf=0123&name=a&query=b"]
        {
            let answer = submit_as_is(path, form);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {form}");
        }
    }
}

#[test]
fn other_sites_cannot_load_our_answers_as_parts_of_theirs() {
    let cookie = session();
    let headers =
        [("host", HOST), ("cookie", &cookie), ("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")];
    assert_eq!(ask("GET", "/api/v1/overview", &headers, "").status, StatusCode::FORBIDDEN);
}

#[test]
fn every_page_wears_the_same_headers() {
    for path in [
        "/",
        "/search?q=budget",
        "/search?q=from:",
        "/imports",
        "/batch",
        "/saved",
        "/tags",
        "/help",
        "/nowhere",
    ] {
        let answer = open(path);
        assert_eq!(answer.header("content-security-policy"), POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
    }
}

#[test]
fn assets_may_be_kept() {
    let page = open("/").body;
    let (_, rest) = page.split_once("rel=\"stylesheet\" href=\"").expect("a style sheet");
    let style = open(rest.split('"').next().unwrap_or_default());
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(style.header("cache-control"), "private, max-age=31536000, immutable");
    assert_eq!(open("/assets/0000.css").status, StatusCode::NOT_FOUND);
}

#[test]
fn errors_of_the_router_have_words_too() {
    let wrong_method = submit_as_is("/search", "");
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong_method.body.contains("<h1>"), "{}", wrong_method.body);
    let too_long = submit_as_is("/batch", &"terms=a&".repeat(200_000));
    assert_eq!(too_long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(too_long.body.contains("<h1>"), "{}", too_long.body);
}
