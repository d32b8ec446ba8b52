//! What honest mail looks like afterwards, what is told about it, and the bounds.

use proptest::prelude::*;

use greffe::view::HtmlBody;

use super::checker::{assert_harmless, assert_made_harmless, cleaned, text_of, texts};
use super::fragments::spelled;
use super::{Cleaned, LinkWarning, clean};

fn check(html: &str, expected: &str) {
    let written = cleaned(html).html;
    assert_eq!(written, format!("<div>{expected}</div>"), "{html}");
}

#[test]
fn ordinary_mail_keeps_its_form() {
    check("<p>Hello<br>world</p>", "<p>Hello<br>world</p>");
    check("<b>a</b><i>b</i><u>c</u>", "<b>a</b><i>b</i><u>c</u>");
    check(
        "<table width=600 cellpadding=0 class=x><tr><td align=center bgcolor=#EEE>a</td></tr></table>",
        "<table width=\"600\" cellpadding=\"0\"><tbody><tr><td align=\"center\" bgcolor=\"#eeeeee\">a</td></tr>\
         </tbody></table>",
    );
    check("<p style='color:#123456;mso-line-height-rule:exactly'>a", "<p style=\"color:#123456\">a</p>");
    check("<p class=MsoNormal>a<o:p></o:p></p>", "<p>a</p>");
    check("<blockquote type=cite>a</blockquote>", "<blockquote>a</blockquote>");
    check(
        "<font face='Arial, Helvetica' size=2>a</font>",
        "<font face=\"Arial, Helvetica\" size=\"2\">a</font>",
    );
    check("<pre>a\n  b</pre>", "<pre>a\n  b</pre>");
    check("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>");
    check("<p lang=fr dir=ltr>é&nbsp;!</p>", "<p lang=\"fr\" dir=\"ltr\">é&nbsp;!</p>");
    check("<section><h1>a</h1></section>", "<div><h1>a</h1></div>");
    check("<select><option>a<option>b</select>", "<div>a</div><div>b</div>");
    check("<input type=checkbox checked> a <input value=b><input type=hidden value=c>", "[☒] a [b]");
}

#[test]
fn language_direction_and_colours_of_the_document_stay() {
    let html = "<html lang=ar dir=rtl><body bgcolor=navy text=white style='font-size:14px'>a";
    let expected = "<div lang=\"ar\" dir=\"rtl\" style=\"background-color:#000080;color:#ffffff;font-size:14px\">a</div>";
    assert_eq!(cleaned(html).html, expected);
}

#[test]
fn links_show_their_target() {
    check(
        "<a href=https://a.example/x?y=1&amp;z=2>a</a>",
        "<a href=\"https://a.example/x?y=1&amp;z=2\" title=\"https://a.example/x?y=1&amp;z=2\" target=\"_blank\" \
         rel=\"noopener noreferrer nofollow\">a</a>",
    );
    check("<a href=#top>a</a><a name=x>b</a><a href=page.html>c</a>", "abc");
    let misleading = cleaned("<a href=http://evil.example/>http://bank.example</a>");
    assert!(text_of(&misleading.html).contains("http://bank.example [leads to evil.example]"));
    let [link] = misleading.links.as_slice() else { panic!("one link") };
    assert_eq!(link.warning, Some(LinkWarning::ShowsAnotherAddress));
    let foreign = cleaned("<a href=http://аррӏе.example/>a</a>");
    assert!(text_of(&foreign.html).contains("[leads to xn--"));
    assert_eq!(
        cleaned("<a href=javascript:x>a</a>").links.first().and_then(|link| link.warning),
        Some(LinkWarning::NotOpened)
    );
}

const FLAG: &str = " <bdi dir=\"ltr\"><small style=\"color:#000000;background-color:#ffffff\">\
                    [leads to evil.example]</small></bdi></a>";

#[test]
fn no_mail_turns_our_words_round() {
    for turning in "\u{202a}\u{202b}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{202c}".chars() {
        let html = cleaned(&format!(
            "{turning}<img src=https://evil.example/ alt='{turning}cat'> \
             <a href=https://evil.example/>good.example{turning}</a>"
        ))
        .html;
        assert!(
            html.contains("\">[remote image not loaded – evil.example – <bdi>cat</bdi>]</bdi>"),
            "{html}"
        );
        assert!(html.contains(&format!("good.example{FLAG}")), "{html}");
    }
}

#[test]
fn marks_and_directions_of_honest_mail_stay() {
    check(
        "<p dir=rtl>שלום\u{200f}! C++\u{200e} \u{61c}</p>",
        "<p dir=\"rtl\">שלום\u{200f}! C++\u{200e} \u{61c}</p>",
    );
    check("<p>می\u{200c}خواهم 👩\u{200d}💻</p>", "<p>می\u{200c}خواهم 👩\u{200d}💻</p>");
}

#[test]
fn an_invisible_flag_of_the_mail_does_not_replace_ours() {
    let html = cleaned(
        "<a href=https://evil.example/>good.example\
         <img src='data:image/gif;base64,R0lGODlhAQABAA==' alt=' [leads to evil.example]'></a>",
    )
    .html;
    assert!(html.contains(FLAG), "{html}");
}

#[test]
fn a_flag_is_told_once() {
    let once = cleaned("<a href=http://evil.example/>http://good.exam&shy;ple</a>").html;
    assert_eq!(cleaned(&once).html.matches("leads to").count(), 1, "{once}");
    assert_made_harmless("<a href=https://xn--bnk-5cd.example/>bank<b>!</b></a>");
}

fn remote(html: &str) -> Vec<(String, usize)> {
    cleaned(html).remote
}

#[test]
fn what_would_have_been_fetched_is_counted() {
    let html = "<link rel=stylesheet href=//css.example/x><style>p{background:url(https://sheet.example/)}</style>\
        <body background=https://a.example/bg><img src=https://a.example/1><img src=https://a.example/2>\
        <p style='background:url(https://b.example/)'><iframe src=https://c.example/></iframe>\
        <video poster=https://d.example/></video><img srcset='https://e.example/1 1x'>\
        <div style='display:none'><img src=https://f.example/></div><img src=cid:x><img src=local.png>";
    let mut found = remote(html);
    assert_eq!(found.first(), Some(&("a.example".to_owned(), 3)));
    found.sort();
    let hosts: Vec<&str> = found.iter().map(|(host, _)| host.as_str()).collect();
    assert_eq!(
        hosts,
        [
            "a.example",
            "b.example",
            "c.example",
            "css.example",
            "d.example",
            "e.example",
            "f.example",
            "sheet.example"
        ]
    );
    assert!(cleaned(html).style_sheet);
    assert_eq!(remote("<p>nothing"), []);
    assert_eq!(remote("<base href=https://base.example/><img src=x>"), [("base.example".to_owned(), 1)]);
}

#[test]
fn what_is_not_loaded_leaves_a_visible_place() {
    let shown = |html: &str| text_of(&cleaned(html).html);
    assert_eq!(
        shown("<img src=https://cdn.example/x alt='A cat'>"),
        "[remote image not loaded – cdn.example – A cat]"
    );
    assert_eq!(shown("<img src=https://cdn.example/x width=1 height=1>"), "");
    assert_eq!(shown("<img src=cid:none alt=Logo>"), "[missing image – Logo]");
    assert_eq!(shown("<img src='data:image/svg+xml,x'>"), "[image not shown]");
    assert_eq!(
        shown("<iframe src=https://v.example/></iframe>"),
        "[embedded content not loaded – v.example]"
    );
}

#[test]
fn carried_images_are_shown() {
    let body = HtmlBody {
        html: "<img src=cid:a alt=x width=10 onerror=y>".to_owned(),
        images: vec![("a".to_owned(), b"GIF89a\x01\x00\x01\x00".to_vec())],
    };
    let html = clean(&body, &texts()).html;
    assert_harmless(&html, &body.html);
    let expected = "<div><img src=\"data:image/gif;base64,R0lGODlhAQABAA==\" alt=\"x\" width=\"10\"></div>";
    assert_eq!(html, expected);
    assert_eq!(cleaned(&html).html, format!("<div>{expected}</div>"));
}

#[test]
fn hidden_text_is_told_and_not_shown() {
    let hidden = cleaned(
        "a<div style='display:none'>pre<b>header</b> &zwnj;&nbsp;</div><span style='font-size:0'>x</span>b",
    );
    assert_eq!(hidden.hidden, ["preheader", "x"]);
    assert_eq!(text_of(&hidden.html), "ab");
    let white = cleaned("<p>a<font color=#fefefe>secret</font></p>");
    assert_eq!(white.hidden, ["secret"]);
    assert_eq!(text_of(&white.html), "asecret");
    assert!(white.html.contains("color:#000000;background-color:#ffffff"));
    assert_eq!(cleaned("<div style='display:none'> &nbsp;&#8203; </div>").hidden, Vec::<String>::new());
    let over_image = cleaned("<table><tr><td background=x.png><p style='color:#fff'>a");
    assert_eq!(over_image.hidden, Vec::<String>::new());
    assert!(over_image.html.contains("background-color:#ffffff"));
}

/// Quadratic time would show: these take minutes with it.
fn check_bounded(html: &str, survives: &[&str]) -> Cleaned {
    let cleaned = clean(&HtmlBody { html: html.to_owned(), images: Vec::new() }, &texts());
    let text = text_of(&cleaned.html);
    for words in survives {
        assert!(text.contains(words), "{words} is lost from {}", &html[..html.floor_char_boundary(100)]);
    }
    assert!(cleaned.html.len() < 48 * 1024 * 1024, "{} bytes", cleaned.html.len());
    cleaned
}

#[test]
fn monsters_are_cut_and_their_text_survives() {
    assert!(check_nested("div", 100_000).cut);
    for tag in
        ["b", "table", "a", "font color=red", "p><table", "svg", "span style='color:red'", "li", "nobr"]
    {
        check_nested(tag, 10_000);
    }
}

fn check_nested(tag: &str, times: usize) -> Cleaned {
    check_bounded(&format!("FIRST{}LAST", format!("<{tag}>").repeat(times)), &["FIRST", "LAST"])
}

#[test]
fn quadratic_monsters_end_soon() {
    let formats: String = (0..100).map(|n| format!("<b title={n}>")).collect();
    let attributes: String = (0..50_000).map(|n| format!(" a{n}")).collect();
    let fostered = format!("<table>{}", "x<b>y</b>".repeat(10_000));
    check_bounded(&format!("FIRST{formats}{}", "<p>x".repeat(1_000)), &["FIRST"]);
    check_bounded(&format!("FIRST<p>{formats}</p>{}", "<p>x</p>".repeat(1_000)), &["FIRST"]);
    check_bounded(&format!("FIRST<p {attributes}>LAST"), &["FIRST"]);
    check_bounded(&format!("FIRST<![CDATA[]]><svg><![CDATA[]]><b {attributes}>"), &["FIRST"]);
    check_bounded(&format!("FIRST&am<p {attributes}>"), &["FIRST"]);
    check_bounded(&format!("FIRST{fostered}LAST"), &["FIRST", "LAST"]);
    check_bounded(&format!("FIRST<p {}>LAST", "<a ".repeat(50_000)), &["FIRST"]);
    check_bounded(&format!("FIRST<p style='{}'>LAST", "a(".repeat(50_000)), &["FIRST", "LAST"]);
    check_bounded(&format!("FIRST<style>{}</style>LAST", "a{(".repeat(50_000)), &["FIRST", "LAST"]);
    check_bounded(&format!("FIRST{}LAST", "<button><p><b>".repeat(150)), &["FIRST", "LAST"]);
    check_bounded(&format!("FIRST{}LAST", "<body x=1 y=2>".repeat(10_000)), &["FIRST", "LAST"]);
    check_bounded(&format!("FIRST{}LAST", "</div></p></br>".repeat(10_000)), &["FIRST", "LAST"]);
    check_bounded(&format!("FIRST{}LAST", "&amp;".repeat(50_000)), &["FIRST", "LAST"]);
}

#[test]
fn too_much_is_cut_with_a_note() {
    let html = format!("FIRST{}", "<p>0123456789</p>".repeat(10 * 1024 * 1024 / 17));
    let cleaned = check_bounded(&html, &["FIRST", "from here on as plain text", "the rest is not shown"]);
    assert!(cleaned.cut);
    assert!(!super::checker::cleaned("<p>short").cut);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_harmful_comes_out_of_anything(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        assert_made_harmless(&spelled(&bytes));
    }

    #[test]
    fn plain_characters_survive(text in "[a-zA-Z0-9 .,éü<>&\"']{0,60}") {
        let mut escaped = String::new();
        super::markup::escape(&text, &mut escaped);
        let written = cleaned(&format!("<p>{escaped}</p>")).html;
        prop_assert_eq!(text_of(&written), text);
    }
}
