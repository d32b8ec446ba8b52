//! Files inside messages: what pages say of them, and that nothing of them is sent inline.
//!
//! What the worker reads needs its program, which has a long build of its own: where it
//! is not built, those tests say so and judge nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use greffe::{Archive, Edges, ImportRequest, ReadFilesRequest, Worker};
use serde_json::Value;

use crate::visitor::{Answer, HOST, HOSTILE, TOKEN, door_of, id_of, open, program, send_to};

/// A text, a page, a file that nobody reads and a picture, from somebody who wishes ill.
const CARRIER: &str = "From: evil@evil.example\r\nSubject: =1+1 {H}\r\nDate: Mon, 14 Mar 2016 09:00:00 +0000\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nvoir les fichiers\r\n--b\r\n\
    Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"=<b>note.txt\"\r\n\r\n\
    aiguille {H}\r\n--b\r\nContent-Type: text/html; name=x.html\r\nContent-Disposition: attachment\r\n\r\n\
    <p>foin</p><script>alert(1)</script><!-- {H} -->\r\n--b\r\nContent-Type: application/x-thing; name=\"@sum.bin\"\r\n\
    Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECA///\r\n--b\r\n\
    Content-Type: image/png; name=dot.png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n\
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==\r\n--b--\r\n";

static READ: LazyLock<Option<Archive>> = LazyLock::new(|| worker().map(|_| archive()));

#[allow(clippy::print_stdout)] // the test's own report: it says what was skipped
fn worker() -> Option<PathBuf> {
    // Test programs lie one folder below the others.
    let here = std::env::current_exe().ok()?;
    let worker = here.parent()?.parent()?.join("greffe-extract");
    if !worker.is_file() {
        println!("skipped: `greffe-extract` is not built");
        return None;
    }
    Some(worker)
}

fn archive() -> Archive {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web-files");
    drop(fs::remove_dir_all(&folder));
    let mails = folder.join("mails");
    fs::create_dir_all(&mails).expect("a folder");
    fs::write(mails.join("1.eml"), CARRIER.replace("{H}", HOSTILE)).expect("a mail");
    let edges = Edges { worker: || worker().map(Worker::Whole), ..Edges::system() };
    let archive = Archive::create(&folder.join("archive"), "Europe/Paris", edges).expect("an archive");
    let request = ImportRequest {
        leave_files: true,
        sources: vec![mails],
        mailbox: "cabinet".to_owned(),
        ..ImportRequest::default()
    };
    archive.import(&request, &mut |_| ()).expect("an import");
    archive.read_files(&ReadFilesRequest::default(), &mut |_| ()).expect("files read");
    archive
}

/// Asks the archive whose files were read.
fn ask(archive: &Archive, path: &str) -> Answer {
    let request = Request::get(path).header("host", HOST).header("authorization", format!("Bearer {TOKEN}"));
    send_to(door_of(archive), request.body(Body::empty()).expect("a request"))
}

fn carrier(archive: &Archive) -> String {
    let answer: Value = serde_json::from_str(&ask(archive, "/api/v1/search").body).expect("JSON");
    answer["hits"][0]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_file_is_shown_as_text_and_marked() {
    let Some(archive) = READ.as_ref() else { return };
    let page = ask(archive, &format!("/message/{}/file/2?q=attachment:aiguille", carrier(archive))).body;
    assert!(page.contains("<mark>aiguille</mark>") && page.contains("&#60;script&#62;alert(1)"), "{page}");
    assert!(page.contains("<dd>text read</dd>") && page.contains("runs it with all your rights"), "{page}");
    assert!(!page.contains("alert(1)</script>"), "{page}");
    assert!(
        page.contains("?q=attachment%3Aaiguille\">In the message"),
        "the way back keeps the search: {page}"
    );
    let html = ask(archive, &format!("/message/{}/file/3", carrier(archive))).body;
    assert!(
        html.contains("foin") && !html.contains("<p>foin") && !html.contains("alert(1)</script>"),
        "{html}"
    );
}

#[test]
fn the_whole_text_is_text_and_nothing_else() {
    let Some(archive) = READ.as_ref() else { return };
    let text = ask(archive, &format!("/message/{}/file/2/text", carrier(archive)));
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
    assert!(text.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(text.header("x-content-type-options"), "nosniff");
    assert!(text.body.starts_with("aiguille"), "{}", text.body);
}

#[test]
fn a_hit_names_the_file_that_answers() {
    let Some(archive) = READ.as_ref() else { return };
    let page = ask(archive, "/search?q=attachment:aiguille").body;
    assert!(
        page.contains("In the file <a href=\"/message/") && page.contains("/file/2?q=attachment%3Aaiguille"),
        "{page}"
    );
    assert!(page.contains("<mark>aiguille</mark>"), "{page}");
    assert!(
        page.contains("<a href=\"/files\">What was not searched, and why</a>"),
        "one file was not read: {page}"
    );
}

#[test]
fn a_message_says_how_the_reading_of_its_files_ended() {
    let Some(archive) = READ.as_ref() else { return };
    let page = ask(archive, &format!("/message/{}", carrier(archive))).body;
    assert!(page.contains("text read") && page.contains("greffe does not read this format"), "{page}");
    for n in 2..=4 {
        assert!(
            page.contains(&format!("/file/{n}\">")) && page.contains(&format!("/part/{n}\" download")),
            "{n}"
        );
    }
}

#[test]
fn pictures_are_the_worker_s_and_locked_up() {
    let Some(archive) = READ.as_ref() else { return };
    let id = carrier(archive);
    let page = ask(archive, &format!("/message/{id}/file/5")).body;
    assert!(
        page.contains(&format!("<img src=\"/message/{id}/file/5/page/1.png\" alt=\"Page 1 of 1\"")),
        "{page}"
    );
    let picture = ask(archive, &format!("/message/{id}/file/5/page/1.png?width=999999"));
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(picture.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    assert_eq!(ask(archive, &format!("/message/{id}/file/5/page/2.png")).status, StatusCode::NOT_FOUND);
    assert_eq!(ask(archive, &format!("/message/{id}/file/2/page/1.png")).status, StatusCode::NOT_FOUND);
    let text_only = ask(archive, &format!("/message/{id}/file/2?pictures=1")).body;
    assert!(text_only.contains("Files of this kind are not drawn"), "{text_only}");
}

#[test]
fn what_was_not_read_is_listed_with_its_reason() {
    let Some(archive) = READ.as_ref() else { return };
    let page = ask(archive, "/files?why=none.unsupported").body;
    assert!(
        page.contains("1 file<span") && page.contains("@sum.bin") && page.contains("/file/4\""),
        "{page}"
    );
    assert!(!page.contains("greffe extract"), "nothing waits: {page}");
    let csv = ask(archive, "/files.csv");
    assert!(
        csv.header("content-disposition").starts_with("attachment; filename=\"greffe-unread-files.csv\"")
    );
    assert!(csv.body.contains(",'@sum.bin,") && csv.body.contains("'=1+1"), "{}", csv.body);
    let api: Value = serde_json::from_str(&ask(archive, "/api/v1/files/unread").body).expect("JSON");
    assert_eq!((&api["total"], &api["files"][0]["why"]), (&Value::from(2), &Value::from("unsupported")));
}

#[test]
fn programs_get_what_a_file_says() {
    let Some(archive) = READ.as_ref() else { return };
    let file: Value =
        serde_json::from_str(&ask(archive, &format!("/api/v1/messages/{}/files/2", carrier(archive))).body)
            .expect("JSON");
    assert_eq!(file["name"], "=_b_note.txt");
    assert_eq!(file["reading"]["outcome"], "complete");
    assert!(file["reading"]["pieces"][0]["text"].as_str().is_some_and(|text| text.starts_with("aiguille")));
}

#[test]
fn files_that_nobody_has_read_are_said_to_wait() {
    let page = open("/files").body;
    assert!(page.contains("not read yet") && page.contains("<code>greffe extract</code>"), "{page}");
    let page = open(&format!("/message/{}/file/2", id_of("from:evil"))).body;
    assert!(page.contains("<span class=\"damaged\">not read yet</span>"), "{page}");
    let none = program("GET", &format!("/api/v1/messages/{}/files/2", id_of("from:evil")), "").body;
    assert!(none.contains("\"reading\":null"), "{none}");
}

#[test]
fn pictures_need_the_worker_and_say_so() {
    // Beside a test program lies no worker.
    let id = id_of("from:evil");
    let page = open(&format!("/message/{id}/file/2?pictures=1"));
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<code>greffe-extract</code>, is not installed"), "{}", page.body);
    let picture = open(&format!("/message/{id}/file/2/page/1.png"));
    assert_eq!(picture.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!picture.header("content-type").starts_with("image/"));
}

#[test]
fn what_is_no_file_has_no_preview() {
    let id = id_of("from:evil");
    for below in
        ["1", "99", "x", "1/text", "99/text", "2/page/0.png", "2/page/1", "2/page/x.png", "99/page/1.png"]
    {
        assert_eq!(open(&format!("/message/{id}/file/{below}")).status, StatusCode::NOT_FOUND, "{below}");
    }
    assert_eq!(open(&format!("/message/{id}/file/2?pictures=x")).status, StatusCode::BAD_REQUEST);
}

#[test]
fn words_for_files_are_suggested_and_explained() {
    assert!(open("/suggest?typed=has:unr").body.contains("has:unread-attachment"));
    assert!(open("/suggest?typed=auth").body.contains("author:"));
    let help = open("/help").body;
    for code in ["attachment:devis author:martin", "has:unread-attachment", "author:"] {
        assert!(help.contains(&format!("<code>{code}</code>")), "{code}");
    }
    let page = open("/search?q=has:unread-attachment+-author:martin").body;
    for filter in ["Attachments: with files that were not read", "not Author of a file, as it says: martin"] {
        assert!(page.contains(filter), "{filter}: {page}");
    }
}
