//! What pages say of signatures, before keys arrive and after.

use axum::http::StatusCode;
use serde_json::Value;

use crate::visitor::{
    Answer, HOST, ask, door_of, hand_in, id_of, open, program, request, send_to, session, submit_as_is,
};

/// RFC 8463, appendix A.2.
const KEYS: &str = "brisbane._domainkey.football.example.com\tv=DKIM1; k=ed25519; \
    p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n";

fn signed() -> String {
    format!("/message/{}", id_of("from:joe"))
}

fn contains(answer: &Answer, words: &[&str]) {
    for words in words {
        assert!(answer.body.contains(words), "`{words}` is not in {}", answer.body);
    }
}

/// One story, because it changes the archive: a key is missing, arrives, and is confirmed.
#[test]
fn keys_that_arrive_change_verdicts_and_say_so() {
    contains(
        &open(&signed()),
        &[
            "<section class=\"verdict is-unproven\"",
            "no technical proof, for or against",
            "The key of football.example.com with the selector brisbane is not at hand.",
            "A missing key is no sign of a change",
            "<a href=\"/keys?domain=football.example.com\">",
            "never for the person",
        ],
    );
    contains(
        &open("/keys"),
        &["<bdi>football.example.com</bdi>", "<bdi>brisbane</bdi>", "No key is known yet."],
    );
    assert_eq!(program("GET", "/api/v1/keys/missing", "").body.matches("\"selector\"").count(), 2);

    let copy = |source| hand_in("/keys", &[("source", source)], ("file", "keys.txt", KEYS));
    let first = copy("https://archive.example/");
    contains(
        &first,
        &[
            "1 observation of a key was added.",
            "1 message was judged again.",
            "1 message: signature valid, with limits (before: no technical proof, for or against)",
            "1 key is known",
        ],
    );
    contains(
        &open(&signed()),
        &["signature valid, with limits: football.example.com", "known from one copy, which nobody signed"],
    );
    contains(
        &copy("https://archive.example/"),
        &["0 observations of keys were added.", "1 was known already."],
    );
    contains(&copy("a disk of 2018"), &["1 message: signature valid (before: signature valid, with limits)"]);

    let page = open(&signed());
    contains(
        &page,
        &[
            "<section class=\"verdict is-verified\"",
            "signature valid: football.example.com",
            "Signed by the server of football.example.com (selector brisbane) on 10 June 2018, 13:38 UTC",
            "This verdict has changed 2 times",
            "The key of football.example.com with the selector brisbane became known",
            "a disk of 2018",
            "<span class=\"cover is-signed\">signed; none can have been added</span>",
        ],
    );
    contains(
        &open("/search?q=verdict:verified"),
        &["<h1>1 message found</h1>", "<li class=\"proof is-verified\">", "signed-by%3Afootball.example.com"],
    );
    contains(&open(&format!("{}?lang=fr", signed())), &["signature valide\u{a0}: football.example.com"]);

    let source = open(&format!("{}/source", signed()));
    contains(
        &source,
        &[
            "its key confirms the header lines",
            "<mark class=\"own\">",
            "<mark><span class=\"hidden\">[signed from here] </span>From: Joe SixPack",
        ],
    );
    let other = open(&format!("{}/source?signature=1", signed()));
    contains(&other, &["(selector test)", "no key confirms it here", "aria-current=\"true\""]);
    let imports = open("/imports");
    contains(&imports, &["Verdicts by kind of mail", "kind%3Aperson+verdict%3Averified"]);
    // Once for the archive, and once for each import.
    assert!(imports.body.matches("</span> signature valid</th>").count() > 1, "{}", imports.body);

    let message: Value =
        serde_json::from_str(&program("GET", &format!("/api/v1/messages/{}", id_of("from:joe")), "").body)
            .expect("JSON");
    assert_eq!(message["authentication"]["verdict"], "verified");
    assert_eq!(message["authentication"]["history"].as_array().map(Vec::len), Some(2));
    assert!(program("GET", "/api/v1/keys", "").body.contains("\"confidence\":\"K2\""));
}

#[test]
fn an_evidence_bundle_is_one_file() {
    let bundle = open(&format!("{}/evidence", signed()));
    assert_eq!(bundle.status, StatusCode::OK);
    assert_eq!(bundle.header("content-type"), "application/zip");
    assert!(bundle.header("content-disposition").starts_with("attachment; filename=\"greffe-"));
    assert!(bundle.body.starts_with("PK"));
    contains(&bundle, &["/statement.fr.txt", "/statement.en.txt", "/message.eml", "/sha256sums"]);
    let same = program("GET", &format!("/api/v1/messages/{}/evidence", id_of("from:joe")), "");
    assert_eq!(same.header("content-type"), "application/zip");
    assert_eq!(open("/message/0000/evidence").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_file_without_keys_changes_nothing() {
    let answer = hand_in("/keys", &[], ("file", "../<notes>.txt", "nothing of the kind\n"));
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    contains(&answer, &["_notes_.txt"]);
    let empty = hand_in("/keys", &[], ("file", "keys.txt", ""));
    assert_eq!(empty.status, StatusCode::BAD_REQUEST, "{}", empty.body);
    assert!(submit_as_is("/keys", "csrf=00").status.is_client_error());
}

#[test]
fn only_programs_with_the_token_hand_in_keys() {
    let headers = [("host", HOST), ("sec-fetch-site", "same-origin")];
    assert_eq!(ask("POST", "/api/v1/keys?name=k", &headers, KEYS).status, StatusCode::UNAUTHORIZED);
    let unreadable = program("POST", "/api/v1/keys?name=k.txt", "nothing of the kind");
    assert_eq!(unreadable.header("content-type"), "application/problem+json");
    contains(&unreadable, &["no-keys", "k.txt"]);
}

#[test]
fn an_unsigned_mail_is_not_suspected() {
    let page = open(&format!("/message/{}", id_of("from:noor")));
    contains(&page, &["The message carries no signature.", "For many years most mail was not signed"]);
    assert!(!page.body.contains("class=\"cover"), "{}", page.body);
}

#[test]
fn help_explains_verdicts_and_their_reasons() {
    contains(
        &open("/help"),
        &[
            "<code>verdict:partly-verified</code>",
            "<code>reason:key-missing</code>",
            "<code>signed-by:</code>",
            "A key that has gone missing is no sign of a change.",
        ],
    );
}

#[test]
fn the_keys_page_names_whom_the_archive_trusts() {
    let folder = tempfile::tempdir().expect("a folder");
    let edges = greffe::Edges::system();
    let archive = greffe::Archive::create(&folder.path().join("a"), "UTC", edges).expect("an archive");
    let cookie = session();
    let open = || {
        let headers = [("host", HOST), ("cookie", cookie.as_str())];
        send_to(door_of(&archive), request("GET", "/keys", &headers, ""))
    };
    contains(&open(), &["Nobody is trusted to state keys"]);
    // The public key of RFC 8463, appendix A.2.
    let key = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let file = folder.path().join("observer.pem");
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n");
    std::fs::write(&file, pem).expect("written");
    archive.trust(&file, "Université <b>", &mut |_| {}).expect("trusted");
    contains(&open(), &["1 observer is trusted", "Université &#60;b&#62;", key]);
}
