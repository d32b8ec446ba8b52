//! What pages show, in both languages, and that hostile mail stays text.

mod documents;

use axum::http::StatusCode;

use crate::visitor::{HOSTILE, id_of, open};

const PAGES: [&str; 19] = [
    "/",
    "/search",
    "/search?q=budget",
    "/search?q=kind:person+-year:2010",
    "/search?q=zzz+budget",
    "/correspondents",
    "/correspondents?q=evil&sort=latest",
    "/correspondents?q=%3Cscript%3E&page=7",
    "/correspondent?address=claire@region.example",
    "/correspondent?address=evil@evil.example",
    "/imports",
    "/files",
    "/files?why=waiting",
    "/keys",
    "/keys?domain=football.example.com",
    "/batch",
    "/saved",
    "/tags",
    "/help",
];

fn all_pages() -> Vec<String> {
    let mut pages = PAGES.map(str::to_owned).to_vec();
    for query in ["from:claire", "from:noor", "from:evil", "from:joe"] {
        let id = id_of(query);
        for below in ["", "?q=budget&sort=date&at=1", "?view=formatted", "/source"] {
            pages.push(format!("/message/{id}{below}"));
        }
    }
    let id = id_of("from:evil");
    pages.extend(["", "?q=budget", "?pictures=1"].map(|below| format!("/message/{id}/file/2{below}")));
    pages
}

#[test]
fn every_page_speaks_both_languages() {
    for path in all_pages() {
        for (lang, footer) in [
            ("fr", "ce n&#39;est ni un acte de greffe ni une expertise"),
            ("en", "neither an act of a court registry nor an expert opinion"),
        ] {
            let joint = if path.contains('?') { '&' } else { '?' };
            let page = open(&format!("{path}{joint}lang={lang}"));
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.body.contains(&format!("<html lang=\"{lang}\">")), "{path}");
            assert!(page.body.to_lowercase().contains(footer), "{path} {lang}");
            assert!(
                !page.body.contains("[web-") && !page.body.contains("[err-"),
                "a text is missing: {path} {lang}"
            );
        }
    }
}

#[test]
fn hostile_mail_stays_text_on_every_page() {
    for path in all_pages() {
        let page = open(&path).body;
        assert!(!page.contains("<script>") && !page.contains("alert(1)</script>"), "{path}");
        assert!(!page.contains(HOSTILE), "{path}");
    }
    assert!(open(&format!("/message/{}", id_of("from:evil"))).body.contains("&#60;script&#62;alert(1)"));
}

#[test]
fn nothing_on_a_page_turns_what_stands_around_it() {
    let turned = open("/search?q=zzz%E2%81%A9%E2%80%AEabc").body;
    assert!(turned.contains("zzzabc"), "{turned}");
    assert!(!turned.contains(['\u{2069}', '\u{202e}']), "{turned}");
}

#[test]
fn pages_have_one_first_heading_and_no_inline_code() {
    for path in all_pages() {
        let page = open(&path).body;
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert_eq!(page.matches("<main").count(), 1, "{path}");
        for inline in [" style=\"", "<style", " onclick=\"", "=\"javascript:"] {
            assert!(!page.contains(inline), "{inline} in {path}");
        }
        let mut level = 0;
        for heading in page.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)) {
            assert!(heading <= level + 1, "a heading is skipped in {path}");
            level = heading;
        }
    }
}

#[test]
fn words_are_marked_where_the_query_looks_for_them() {
    let page = open("/search?q=from:claire").body;
    assert!(page.contains("<li class=\"sender\"><bdi><mark>Claire</mark>"), "{page}");
    assert!(page.contains(" &#60;<mark>claire</mark>@region.example&#62;</bdi>"), "{page}");
    let message = open(&format!("/message/{}?q=from:region.example", id_of("from:claire"))).body;
    assert!(message.contains("claire@<mark>region.example</mark>"), "{message}");
}

#[test]
fn a_search_shows_what_it_found_and_how_to_go_on() {
    let page = open("/search?q=budget+year:2016&sort=date").body;
    assert!(page.contains("<h1>3 messages found</h1>"), "{page}");
    assert!(page.contains("<mark>budget</mark>") || page.contains("<mark>Budget</mark>"));
    // The day is that of Paris, where it was past midnight already.
    assert!(page.contains("<time datetime=\"2016-03-12T23:30:00Z\">2016-03-13 00:30</time>"));
    assert!(page.contains("href=\"/search?q=budget\""), "the filter can be removed");
    assert!(page.contains("q=budget+year%3A2016+kind%3Aperson"), "a facet narrows");
    assert!(page.contains("q=budget+year%3A2016+-kind%3Aperson"), "a facet excludes");
    assert!(page.contains("&#38;sort=date&#38;at=0&#38;through=4\""), "results know their place");
}

#[test]
fn a_query_that_cannot_be_read_is_marked() {
    let page = open("/search?q=budget+from:");
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("budget from:<mark>"), "{}", page.body);
    let page = open("/search?q=class:health");
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "never a silent zero");
}

#[test]
fn no_result_says_what_to_try() {
    let page = open("/search?q=zzz+budget").body;
    assert!(page.contains("href=\"/search?q=budget\""), "{page}");
    assert!(!page.contains("href=\"/search?q=zzz\""), "what finds nothing either is no way on: {page}");
    assert!(
        page.contains("1 message carries files whose text was not read, or not whole. <a href=\"/files\">")
    );
    let joined = open("/search?q=zzz+OR+yyy").body;
    assert!(joined.contains("No message found") && !joined.contains("Search without"), "{joined}");
}

#[test]
fn a_page_beyond_the_end_is_no_error() {
    let page = open("/search?q=budget&page=1000000000");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("The results end before this page."));
}

#[test]
fn a_later_page_says_what_has_come_in_since() {
    let page = open("/search?q=budget&through=1").body;
    assert!(page.contains("<h1>1 message found</h1>"), "{page}");
    assert!(page.contains("3 messages have come in since the first page was shown"));
    assert!(page.contains("<a href=\"/search?q=budget\">Search again</a>"));
    assert!(!open("/search?q=budget&through=4").body.contains("come in since"));
}

#[test]
fn a_message_shows_quotes_and_real_targets() {
    let page = open(&format!("/message/{}", id_of("from:claire"))).body;
    assert!(page.contains("<blockquote><blockquote><div class=\"run\">first</div></blockquote>"), "{page}");
    assert!(page.contains(
        "href=\"https://xn--rgion-bsa.example/a\" target=\"_blank\" rel=\"noopener noreferrer nofollow\""
    ));
    assert!(page.contains("[leads to xn--rgion-bsa.example]"));
    assert!(page.contains("Thread: 2 messages"));
}

#[test]
fn a_message_marks_the_words_of_the_search_that_led_to_it() {
    let id = id_of("from:claire");
    let page = open(&format!("/message/{id}?q=budget+second")).body;
    assert!(page.contains("le <mark>budget</mark> est"), "{page}");
    assert!(page.contains("<div class=\"run\"><mark>second</mark>"), "{page}");
    for unmarked in ["", "?q=from%3A", "?q=kind%3Aperson"] {
        let page = open(&format!("/message/{id}{unmarked}")).body;
        assert!(page.contains("le budget est"), "{unmarked}: {page}");
    }
}

#[test]
fn results_lead_to_their_neighbours() {
    let page = open(&format!("/message/{}?q=budget&sort=date&at=1&through=3", id_of("from:noor"))).body;
    assert!(page.contains("Result 2 of 3"), "{page}");
    let (claire, evil) = (id_of("from:claire"), id_of("from:evil"));
    assert!(page.contains(&format!(
        "<a rel=\"prev\" href=\"/message/{claire}?q=budget&#38;sort=date&#38;at=0&#38;through=3\""
    )));
    assert!(page.contains(&format!(
        "<a rel=\"next\" href=\"/message/{evil}?q=budget&#38;sort=date&#38;at=2&#38;through=3\""
    )));
}

#[test]
fn the_formatted_view_is_locked_up() {
    let id = id_of("from:evil");
    let view = open(&format!("/message/{id}/formatted"));
    assert_eq!(
        view.header("content-security-policy"),
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    );
    assert_eq!(view.header("referrer-policy"), "no-referrer");
    assert_eq!(view.header("x-content-type-options"), "nosniff");
    // A browser refuses a sandboxed document with an opener policy.
    assert_eq!(view.header("cross-origin-opener-policy"), "unsafe-none");
    assert!(
        view.body.contains("visible") && !view.body.contains("onclick") && !view.body.contains("<script")
    );
    let page = open(&format!("/message/{id}?view=formatted")).body;
    assert!(
        page.contains("<iframe class=\"formatted\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")
    );
    assert!(page.contains("track.example") && page.contains("secret"), "findings are told");
    assert_eq!(open(&format!("/message/{}/formatted", id_of("from:noor"))).status, StatusCode::NOT_FOUND);
}

#[test]
fn downloads_are_never_shown() {
    let id = id_of("from:evil");
    let part = open(&format!("/message/{id}/part/2"));
    assert_eq!(part.body.trim(), "<script>alert(2)</script>");
    assert_eq!(part.header("content-type"), "application/octet-stream");
    assert!(part.header("content-disposition").starts_with("attachment; filename=\""), "{:?}", part.headers);
    assert!(part.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(part.header("x-content-type-options"), "nosniff");
    let raw = open(&format!("/message/{id}/raw"));
    assert_eq!(raw.header("content-type"), "message/rfc822");
    assert!(raw.body.contains("Content-Type: multipart/mixed; boundary=b\r\n"));
    for missing in ["/part/99", "/part/x", "/part/-1"] {
        assert_eq!(open(&format!("/message/{id}{missing}")).status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[test]
fn what_is_not_there_is_said_in_words() {
    for path in [
        "/nowhere",
        "/message/0000",
        "/message/0000/raw",
        "/message/0000/source",
        "/feeds/x",
        "/message/0000/text",
    ] {
        let page = open(path);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("<h1>This did not work</h1>"), "{path}");
    }
    assert_eq!(open("/message/zz%2e%2e").status, StatusCode::BAD_REQUEST);
}
