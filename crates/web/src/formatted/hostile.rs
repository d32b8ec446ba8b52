//! Attacks: none may act, and the reader still sees the sentence beside it.

use super::checker::{assert_made_harmless, cleaned, text_of};

/// Returns the names and the HTML of the attacks; `VISIBLE` is what a reader sees of each.
fn attacks() -> Vec<(&'static str, String)> {
    let lines = include_str!("attacks.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").expect("name and HTML"))
        .map(|(name, html)| (name, unescape(html)))
        .collect()
}

fn unescape(line: &str) -> String {
    let marked = line.replace("\\\\", "\u{e000}");
    let marked =
        marked.replace("\\0", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\\x01", "\u{1}");
    marked.replace('\u{e000}', "\\")
}

fn check(name: &str, html: &str) {
    let cleaned = cleaned(html);
    let text = text_of(&cleaned.html);
    assert!(text.contains("VISIBLE"), "{name}: {html}\nbecame {}", cleaned.html);
    assert_made_harmless(html);
}

#[test]
fn no_attack_acts_and_its_text_survives() {
    let attacks = attacks();
    assert!(attacks.len() >= 170, "{} attacks", attacks.len());
    for (name, html) in attacks {
        check(name, &html);
    }
}

#[test]
fn no_attack_acts_inside_a_layout() {
    for (name, html) in attacks() {
        let wrapped = format!("<html><body><table><tr><td><div><p>{html}");
        let text = text_of(&cleaned(&wrapped).html);
        assert!(text.contains("VISIBLE"), "{name} in a table");
    }
}

#[test]
fn no_two_attacks_make_a_third() {
    let attacks = attacks();
    for (_, first) in &attacks {
        for (_, second) in attacks.iter().step_by(7) {
            cleaned(&format!("{first}{second}"));
        }
    }
}
