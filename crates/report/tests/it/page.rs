//! `report.html`: what it says, and what it must never do.

use crate::affair::{Made, affair};

fn page() -> String {
    Made::of(&affair().audited, None).text("report.html")
}

/// The half of one language.
fn half<'a>(page: &'a str, tag: &str) -> &'a str {
    let from = page.find(&format!("<main lang=\"{tag}\"")).expect("the language is there");
    let rest = page.get(from..).unwrap_or_default();
    rest.get(..rest.find("</main>").expect("it ends")).unwrap_or_default()
}

#[test]
fn it_says_what_it_is_and_what_it_is_not() {
    let page = page();
    for (tag, nature, question) in [
        (
            "fr",
            "Ce document est produit par un logiciel nommé greffe. Ce n'est ni un acte de greffe ni une expertise.",
            "Qui pouvait ouvrir la boîte aux lettres de qui",
        ),
        (
            "en",
            "It is neither an act of a court registry nor an expert opinion.",
            "Who could, and who did, open whose mailbox?",
        ),
    ] {
        let half = half(&page, tag).replace("&#39;", "'").replace('\u{a0}', " ");
        for words in [nature, question] {
            assert!(half.contains(words), "{tag}: {words}");
        }
    }
}

#[test]
fn it_needs_no_network_and_runs_nothing() {
    let page = page();
    for word in ["<script", "javascript:", "<iframe", "<img", "<link", "@import", "url(", " onload", " src="]
    {
        assert!(!page.contains(word), "`{word}`");
    }
    let outside = page.split("href=\"").skip(1).filter(|rest| !rest.starts_with('#'));
    assert_eq!(outside.count(), 0, "links lead into the page alone");
    assert!(page.contains("default-src 'none'"), "the page forbids itself the rest");
}

#[test]
fn both_languages_have_the_same_sections_and_no_word_is_missing() {
    let page = page();
    let sections = |tag: &str| -> Vec<String> {
        let mark = format!("<section id=\"{tag}-");
        let ids =
            half(&page, tag).split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        ids.map(str::to_owned).collect()
    };
    assert_eq!(sections("en"), sections("fr"));
    for id in [
        "answer",
        "findings",
        "matrix",
        "breadth",
        "periods",
        "approvals",
        "coverage",
        "gaps",
        "open",
        "annex",
    ] {
        assert!(sections("en").iter().any(|known| known == id), "{id}");
    }
    for missing in ["[audit-", "[web-", "{$", "{ $", "audit-finding-"] {
        assert!(!page.contains(missing), "`{missing}` in the page");
    }
}

#[test]
fn it_speaks_of_accounts_and_says_the_limits() {
    let page = page();
    let english = half(&page, "en");
    for person in ["Mr ", "Mrs ", "Ms "] {
        assert!(!english.contains(person), "{person}");
    }
    assert!(english.contains("is not “no access”"));
    let french = half(&page, "fr");
    assert!(
        french.contains("n&#39;est pas «\u{a0}aucun accès\u{a0}»")
            || french.contains("n'est pas «\u{a0}aucun accès\u{a0}»")
    );
}

#[test]
fn the_day_of_the_question_is_no_end_of_a_right() {
    let findings = Made::of(&affair().audited, None).text("findings.csv");
    assert!(findings.contains("no end shown"));
    // The affair is asked about on that day.
    assert!(!findings.contains("1 February 2017"), "{findings}");
}

#[test]
fn each_drawing_has_a_name_and_a_table_beside_it() {
    let page = page();
    for tag in ["en", "fr"] {
        let half = half(&page, tag);
        let drawings = half.matches("<svg class=\"drawing\"").count();
        assert!(drawings >= 4, "{drawings} drawings");
        assert_eq!(half.matches("role=\"img\" aria-label=\"").count(), drawings);
        for section in half.split("<section ").skip(1).filter(|one| one.contains("<svg class=\"drawing\"")) {
            assert!(section.contains("<table>"), "a drawing without a table");
        }
    }
}

#[test]
fn what_an_owner_does_is_counted_alone() {
    let audited = &affair().audited;
    assert!(audited.audit.summary.owner_acts > 0, "the affair has acts of owners");
    let owned = audited.audit.evidence.events.iter();
    let owned = owned.filter(|event| event.relation == greffe::audit::Relation::Owner);
    assert_eq!(owned.count(), 0, "none of them reaches the tables");
}
