//! An archive of a few invented mails, and somebody who asks for its pages.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use greffe::{Archive, Edges, ImportRequest};
use greffe_web::{Options, router};
use tower::ServiceExt;

/// The start token of all tests.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The Host that browsers send.
pub(crate) const HOST: &str = "127.0.0.1:8080";
/// Mail, mailbox names and file names of the archive hold it; no page may hold it as it is.
pub(crate) const HOSTILE: &str = "</title><script>alert(1)</script>\"'&";

const PLAIN: &str = "From: Claire Aubry <claire@region.example>\r\nTo: Noor <noor@presse.example>\r\n\
    Subject: Budget 2016\r\nDate: Sat, 12 Mar 2016 23:30:00 +0000\r\nMessage-ID: <1@region.example>\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour Noor, le budget est voté.\r\n> > first\r\n> second\r\n\
    https://r\u{e9}gion.example/a\r\n";

const REPLY: &str = "From: Noor <noor@presse.example>\r\nTo: Claire Aubry <claire@region.example>\r\n\
    Subject: Re: Budget 2016\r\nDate: Sun, 13 Mar 2016 09:00:00 +0000\r\nMessage-ID: <2@presse.example>\r\n\
    In-Reply-To: <1@region.example>\r\nReferences: <1@region.example>\r\n\r\nMerci pour le budget.\r\n";

const ATTACKS: &str = "From: \"{H}\" <evil@evil.example>\r\nTo: \"{H}\" <x@y.example>\r\nSubject: {H} budget\r\n\
    X-{H}: {H}\r\nAuthentication-Results: {H}; dkim=pass header.d={H}\r\nDKIM-Signature: v=1; a=rsa-sha256; d={H}; \
    s={H}; h=from; bh=aaaa; b=aaaa\r\nDate: Mon, 14 Mar 2016 09:00:00 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <p onclick=\"alert(1)\">budget <b>visible</b> {H}<img src=\"http://track.example/p.gif\">\
    <span style=\"display:none\">secret</span></p>\r\n--b\r\nContent-Type: text/html; name=\"a'<b>.html\"\r\n\
    Content-Disposition: attachment; filename=\"a'<b>.html\"\r\n\r\n<script>alert(2)</script>\r\n--b--\r\n";

/// Signed twice: RFC 8463, appendix A.3.
const SIGNED: &str = include_str!("rfc8463_a3.eml");

static ARCHIVE: LazyLock<Archive> = LazyLock::new(archive);

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Returns a header, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text header"))
    }
}

/// Makes the router over the shared archive.
pub(crate) fn door() -> Router {
    door_of(&ARCHIVE)
}

/// Makes the router over an archive.
pub(crate) fn door_of(archive: &Archive) -> Router {
    let address: SocketAddr = HOST.parse().expect("an address");
    let options = Options { address, token: Some(TOKEN.to_owned()), language: None };
    router(archive, options).expect("a router")
}

/// Sends a request exactly as given.
pub(crate) fn send(request: Request<Body>) -> Answer {
    send_to(door(), request)
}

/// Sends a request to a door that stays: what one request made, the next one finds.
pub(crate) fn send_to(door: Router, request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let answer = door.oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    })
}

/// Sends a request with headers.
pub(crate) fn ask(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    send(request(method, path, headers, body))
}

/// Makes a request with headers.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).expect("a request")
}

/// Opens a page as a reader with a session does.
pub(crate) fn open(path: &str) -> Answer {
    ask("GET", path, &[("host", HOST), ("cookie", &session())], "")
}

/// Asks as a program with the token does.
pub(crate) fn program(method: &str, path: &str, body: &str) -> Answer {
    ask(method, path, &[("host", HOST), ("authorization", &format!("Bearer {TOKEN}"))], body)
}

/// Sends a form as a reader's browser does.
pub(crate) fn submit(path: &str, fields: &str) -> Answer {
    let form = format!("csrf={}&{fields}", csrf());
    submit_as_is(path, &form)
}

/// Sends a form without adding what our own forms carry.
pub(crate) fn submit_as_is(path: &str, form: &str) -> Answer {
    let headers = [
        ("host", HOST),
        ("cookie", &session()),
        ("origin", "null"),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    ask("POST", path, &headers, form)
}

/// Sends a form with a file, as a reader's browser does.
pub(crate) fn hand_in(path: &str, fields: &[(&str, &str)], file: (&str, &str, &str)) -> Answer {
    send(form_with_file(path, fields, file))
}

/// Makes such a form.
pub(crate) fn form_with_file(path: &str, fields: &[(&str, &str)], file: (&str, &str, &str)) -> Request<Body> {
    let csrf = csrf();
    let mut body = String::new();
    for (name, value) in fields.iter().chain([&("csrf", csrf.as_str())]) {
        body += &format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let (field, name, text) = file;
    body += &format!(
        "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: text/plain\r\n\r\n{text}\r\n--x--\r\n"
    );
    let headers = [
        ("host", HOST),
        ("cookie", &session()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "multipart/form-data; boundary=x"),
    ];
    request("POST", path, &headers, &body)
}

/// Returns the Cookie header that the start page gives.
pub(crate) fn session() -> String {
    let started = ask("GET", &format!("/start?token={TOKEN}"), &[("host", HOST)], "");
    started.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

/// Returns the id of the only message that a query finds.
pub(crate) fn id_of(query: &str) -> String {
    let answer = program("GET", &format!("/api/v1/search?limit=2&q={query}"), "");
    let answer: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(answer["total"], 1, "{query}: {answer}");
    answer["hits"][0]["id"].as_str().expect("an id").to_owned()
}

/// Returns what shows that a form is ours.
pub(crate) fn csrf() -> String {
    let page = open("/help").body;
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").expect("a form");
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn archive() -> Archive {
    // Statics are never dropped, so nothing would clean a folder of a random name.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web-door");
    drop(fs::remove_dir_all(&folder));
    let mails = folder.join("mails");
    fs::create_dir_all(&mails).expect("a folder");
    for (name, mail) in [("1.eml", PLAIN), ("2.eml", REPLY), ("3.eml", ATTACKS), ("4.eml", SIGNED)] {
        fs::write(mails.join(name), mail.replace("{H}", HOSTILE)).expect("a mail");
    }
    let place = folder.join("archive");
    let archive = Archive::create(&place, "Europe/Paris", Edges::system()).expect("an archive");
    let request = ImportRequest {
        leave_files: true,
        sources: vec![mails],
        mailbox: "présidence".to_owned(),
        by: Some(HOSTILE.to_owned()),
        ..ImportRequest::default()
    };
    let report = archive.import(&request, &mut |_| ()).expect("an import");
    assert_eq!(report.messages, 4);
    archive
}
