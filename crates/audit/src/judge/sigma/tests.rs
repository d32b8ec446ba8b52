//! The documentation, held to its word: its example runs, its table is whole.

use std::path::Path;

use super::*;
use crate::judge::built::{Built, DAY};
use crate::judge::judge;
use crate::model::{Finding, PersonClass, Question, Rule};

const DOCUMENT: &str = include_str!("../../../../../docs/audit-rules.md");

fn example() -> &'static str {
    let (_, after) = DOCUMENT.split_once("```yaml\n").expect("the document has an example");
    after.split_once("```").expect("which ends").0
}

/// What the rules of `text` find when somebody opens a mailbox of this class from this address.
fn found(text: &str, class: PersonClass, client: &str) -> Vec<Finding> {
    let mut built = Built::new();
    built.person("ann@corp.example").class(class);
    let client = built.name(client);
    built.opens_at("dsi@corp.example", "ann@corp.example", DAY).client = Some(client);
    let mut question = Question::new(2 * DAY);
    question.rules = Rules::default();
    question.rules.add(Path::new("example.yml"), text).unwrap_or_else(|error| panic!("{error}"));
    let mut findings = judge(built.evidence, &question).findings;
    findings.retain(|finding| matches!(finding.rule, Rule::Sigma(_)));
    findings
}

#[test]
fn the_example_fires_as_it_says() {
    assert_eq!(found(example(), PersonClass::Union, "IMAP; 203.0.113.9").len(), 1);
    assert!(found(example(), PersonClass::Union, "IMAP; 192.0.2.9").is_empty());
    assert!(found(example(), PersonClass::Press, "IMAP; 203.0.113.9").is_empty());
}

#[test]
fn the_table_names_every_field_and_no_other() {
    let rows = DOCUMENT.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let documented: Vec<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(documented, Field::names());
}

#[test]
fn modifiers_work_as_documented() {
    let rule = |selection: &str| {
        format!("title: t\nlogsource: {{}}\ndetection:\n  s:\n    {selection}\n  condition: s\n")
    };
    let cases = [
        ("ticket|exists: false", true),
        ("client|exists: true", true),
        ("actor|startswith: dsi@", true),
        ("actor|startswith: DSI@", true),
        ("actor|cased|startswith: DSI@", false),
        ("actor|re: '^d.i@corp'", true),
        ("items|gte: 1", true),
        ("items|gt: 1", false),
        ("actor|fieldref: actor_written", true),
        ("same_account: false", true),
        ("system: m365", true),
        ("dormant: false", true),
        ("switched_on: true", false),
        ("mailbox: ann@corp.example", true),
    ];
    for (selection, fires) in cases {
        let findings = found(&rule(selection), PersonClass::Union, "IMAP");
        assert_eq!(!findings.is_empty(), fires, "{selection}");
    }
}

#[test]
fn every_shipped_rule_is_one() {
    for (name, text) in SHIPPED {
        let mut rules = Rules::default();
        rules.add(Path::new(name), text).unwrap_or_else(|error| panic!("{error}"));
        let named = rules.list[0].sigma.name.as_deref().map(|known| format!("{known}.yml"));
        assert_eq!(named.as_deref(), Some(name), "texts know it by this name");
    }
    assert_eq!(Rules::shipped().len(), SHIPPED.len());
}

#[test]
fn what_is_no_rule_is_refused_and_adds_nothing() {
    let unknown = "title: t\nlogsource: {}\ndetection:\n  s:\n    actr: x\n  condition: s\n";
    let undefined = "title: t\nlogsource: {}\ndetection:\n  s:\n    actor: x\n  condition: other\n";
    for text in ["", "title: t", unknown, undefined, "]["] {
        let mut rules = Rules::default();
        assert!(rules.add(Path::new("r.yml"), text).is_err(), "{text}");
        assert!(rules.is_empty());
    }
}

#[test]
fn a_folder_is_read_by_name_and_only_its_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("b.yml"), SHIPPED[0].1).expect("written");
    std::fs::write(folder.path().join("a.yaml"), SHIPPED[1].1).expect("written");
    std::fs::write(folder.path().join("notes.txt"), "no rule").expect("written");
    let mut rules = Rules::default();
    rules.add_folder(folder.path()).expect("two rules");
    assert_eq!(rules.list[0].sigma.title, Rules::shipped().list[1].sigma.title);
    assert_eq!(rules.len(), 2);
}
