//! The page of a loose document: no header, no verdict, its name as text.

use std::fs;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use greffe::{Archive, Edges, ImportRequest};
use greffe_web::{Options, router};
use tower::ServiceExt;

use crate::visitor::{HOST, TOKEN};

const NAME: &str = "<script>alert(1)</script> budget.csv";

/// An archive of one document, behind a door of its own.
fn door(folder: &std::path::Path) -> Router {
    let dump = folder.join("dump/Comptes");
    fs::create_dir_all(&dump).expect("a folder");
    // A slash cannot stand in the name of a file.
    fs::write(dump.join(NAME.replace('/', "_")), "poste;montant\n").expect("a document");
    let archive = Archive::create(&folder.join("archive"), "UTC", Edges::system()).expect("an archive");
    let (sources, mailbox) = (vec![folder.join("dump")], "anne".to_owned());
    let request = ImportRequest { sources, mailbox, leave_files: true, ..ImportRequest::default() };
    assert_eq!(archive.import(&request, &mut |_| ()).expect("an import").files, 1);
    let address = HOST.parse().expect("an address");
    router(&archive, Options { address, token: Some(TOKEN.to_owned()), language: None }).expect("a router")
}

/// Returns the type and the name that a download is saved under.
async fn saved(door: &Router, path: &str, cookie: &str) -> [String; 2] {
    let request = Request::builder().uri(path).header("host", HOST).header("cookie", cookie);
    let answer =
        door.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    [header::CONTENT_TYPE, header::CONTENT_DISPOSITION]
        .map(|name| answer.headers()[name].to_str().expect("ASCII").to_owned())
}

async fn get(door: &Router, path: &str, cookie: &str) -> (String, String) {
    let request = Request::builder().uri(path).header("host", HOST).header("cookie", cookie);
    let answer =
        door.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    let set =
        answer.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let session = set.split(';').next().unwrap_or_default().to_owned();
    let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    (session, String::from_utf8_lossy(&body).into_owned())
}

#[test]
fn a_document_has_a_page_of_its_own() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(look());
}

async fn look() {
    let folder = tempfile::tempdir().expect("a folder");
    let door = door(folder.path());
    let (session, _) = get(&door, &format!("/start?token={TOKEN}"), "").await;
    let (_, results) = get(&door, "/search?q=kind:document&lang=en", &session).await;
    assert!(results.contains("budget.csv"), "{results}");
    assert!(results.contains("<h1>1 document found</h1>"), "{results}");
    assert!(!results.contains("class=\"sender\""), "nobody sent a document: {results}");
    assert!(!results.contains("<script>alert"), "{results}");
    let (_, rest) = results.split_once("/message/").expect("a link to it");
    let id: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    let [content_type, name] = saved(&door, &format!("/message/{id}/raw"), &session).await;
    assert_eq!(content_type, "application/octet-stream");
    assert!(name.contains("budget.csv") && !name.contains(".eml"), "{name}");
    for (lang, kind) in [("en", "<dd>loose document</dd>"), ("fr", "<dd>document isolé</dd>")] {
        let (_, page) = get(&door, &format!("/message/{id}?lang={lang}"), &session).await;
        assert!(page.contains("budget.csv") && page.contains(kind), "{page}");
        assert!(page.contains("Comptes/"), "the place it was found at: {page}");
        assert!(!page.contains("class=\"headers\"") && !page.contains("/source\""), "{page}");
        assert!(
            !page.contains("<script>alert") && !page.contains("[web-") && !page.contains("[file-"),
            "{page}"
        );
    }
}
