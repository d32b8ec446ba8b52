//! Forms: tags, notes, kept searches with their feeds, lists of terms.

use axum::http::StatusCode;

use crate::visitor::{HOST, ask, hand_in, id_of, open, session, submit, submit_as_is};

#[test]
fn tags_are_put_on_and_taken_off() {
    let id = id_of("from:noor");
    let answer = submit(&format!("/message/{id}/tag?q=budget&at=1"), "tag=%C3%A0%20relire");
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), format!("/message/{id}?q=budget&at=1#tags"));
    assert!(open("/tags").body.contains("href=\"/search?q=tag%3A%22%C3%A0+relire%22\""));
    submit(&format!("/message/{id}/untag"), "tag=%C3%A0%20relire");
    assert!(!open("/tags").body.contains("relire"));
    assert_eq!(submit(&format!("/message/{id}/tag"), "tag=+").status, StatusCode::BAD_REQUEST);
}

#[test]
fn notes_are_written_and_taken_away() {
    let id = id_of("from:claire");
    submit(&format!("/message/{id}/note"), "text=%3Cb%3Esee%20annex%3C%2Fb%3E");
    let page = open(&format!("/message/{id}")).body;
    assert!(page.contains("&#60;b&#62;see annex&#60;/b&#62;"), "{page}");
    let (_, rest) = page.split_once("name=\"n\" value=\"").expect("a note");
    submit(&format!("/message/{id}/unnote"), &format!("n={}", rest.split('"').next().unwrap_or_default()));
    assert!(!open(&format!("/message/{id}")).body.contains("see annex"));
}

#[test]
fn a_kept_search_has_a_feed_with_a_secret_of_its_own() {
    assert_eq!(submit("/saved", "name=feed+test&query=budget").header("location"), "/saved");
    let page = open("/saved").body;
    let (_, rest) = page.split_once("<a href=\"/feeds/").expect("a feed");
    let feed = format!("/feeds/{}", rest.split('"').next().unwrap_or_default());
    // A feed reader has no cookie.
    let answer = ask("GET", &feed, &[("host", HOST)], "");
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(answer.body.matches("<entry>").count(), 3, "{}", answer.body);
    let (path, _) = feed.split_once('?').expect("a secret");
    for wrong in [path.to_owned(), format!("{path}?key="), feed.replace(".atom", "1.atom")] {
        let answer = ask("GET", &wrong, &[("host", HOST)], "");
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{wrong}");
    }
    let n = path.trim_start_matches("/feeds/").trim_end_matches(".atom");
    assert_eq!(submit(&format!("/saved/{n}/delete"), "").status, StatusCode::SEE_OTHER);
    assert_eq!(ask("GET", &feed, &[("host", HOST)], "").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_search_that_cannot_be_read_is_not_kept() {
    assert_eq!(submit("/saved", "name=x&query=from%3A").status, StatusCode::BAD_REQUEST);
}

#[test]
fn what_a_search_finds_is_taken_away_in_one_file() {
    let answer = submit("/export", "query=budget&as=eml");
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/zip"));
    assert!(answer.header("content-disposition").contains("\"greffe-export.zip\""));
    assert!(answer.body.starts_with("PK"));
    // Names stand twice in a ZIP file: before each file, and in the list at its end.
    for (name, count) in [(".eml", 3), ("READ-ME-NOT-REDACTED.txt", 1), ("manifest-sha256.txt", 1)] {
        assert_eq!(answer.body.matches(name).count(), 2 * count, "{name}");
    }
    let table = submit("/export", "query=nothing-at-all&as=csv");
    assert!(table.body.contains("greffe-export/messages.csv"));
    assert_eq!(submit("/export", "query=from%3A&as=eml").status, StatusCode::BAD_REQUEST);
    assert_eq!(submit("/export", "query=budget&as=docx").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_list_of_terms_is_counted() {
    let page = submit("/batch", "terms=budget%0Amerci%0Anothing-at-all").body;
    assert!(page.contains("2 of 3 terms occur"), "{page}");
    let file = submit("/batch", "terms=budget%0A%3Dbudget&as=csv");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let lines: Vec<&str> = file.body.lines().collect();
    assert!(lines[1].starts_with("budget,") && lines[1].ends_with(",3,"), "{lines:?}");
    assert!(lines[2].starts_with("'=budget,"), "{lines:?}");
    let unreadable = submit("/batch", "terms=budget%0Afrom%3A&queries=on");
    assert_eq!(unreadable.status, StatusCode::OK);
    let rows =
        ["<td class=\"number\">3</td>", "<bdi>from:</bdi>", ">not searched<", "at character 6: expected"];
    assert!(rows.iter().all(|row| unreadable.body.contains(row)), "{}", unreadable.body);
    assert!(submit("/batch", "terms=---&as=csv").body.contains(",not searched"));
    // What a count leaves out is said beside it, and once where it is so for every term.
    let zero = submit("/batch", "terms=mailbox:tpyo%0Aclass:health%0Azzz%0Ayyy%0Abudget&queries=on").body;
    assert!(zero.contains("<bdi>mailbox:tpyo</bdi><br><span class=\"damaged\">Nothing"), "{zero}");
    assert_eq!(zero.matches("whose text was not read").count(), 1, "{zero}");
    assert!(zero.contains("class: cannot be searched"), "{zero}");
    assert!(zero.contains("1 of 5 terms occur"), "{zero}");
    let file = submit("/batch", "terms=zzz&as=csv").body;
    assert!(file.lines().nth(1).is_some_and(|line| line.contains("whose text was not read")), "{file}");
    assert!(submit("/batch", &format!("terms={}", "a".repeat(8_200))).body.contains("not searched"));
    assert_eq!(submit("/batch", "terms=+%0A").status, StatusCode::BAD_REQUEST);
    let many = "a%0A".repeat(1_001);
    assert_eq!(submit("/batch", &format!("terms={many}")).status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn a_list_may_be_uploaded() {
    let answer = hand_in("/batch", &[], ("list", "l.csv", "budget;1\r\nmerci;2\r\n"));
    assert!(answer.body.contains("2 of 2 terms occur"), "{}", answer.body);
    let headers = [
        ("host", HOST),
        ("cookie", &session()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "multipart/form-data; boundary=x"),
    ];
    let unclosed = hand_in("/batch", &[], ("list", "l.csv", "budget\n\"Martin\nmerci\n"));
    assert_eq!(unclosed.status, StatusCode::BAD_REQUEST);
    assert!(unclosed.body.contains("begins a cell in line 2"), "{}", unclosed.body);
    let broken = ask("POST", "/batch", &headers, "--x\r\nbroken");
    assert!(broken.status.is_client_error());
}

#[test]
fn keys_can_be_switched_off() {
    assert!(submit("/help", "keys=off").header("set-cookie").starts_with("greffe-keys=off;"));
    let cookie = format!("{}; greffe-keys=off", session());
    let page = ask("GET", "/help", &[("host", HOST), ("cookie", &cookie)], "");
    assert!(page.body.contains("<body>") && open("/help").body.contains("<body data-keys>"));
}

#[test]
fn a_form_of_another_start_changes_nothing() {
    let answer = submit_as_is("/saved", "csrf=00&name=stale&query=budget");
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!open("/saved").body.contains("stale"));
}
