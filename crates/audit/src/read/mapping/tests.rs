//! Mappings, the example of the manual first.

use super::super::gather::of_source;
use super::super::input::Content;
use super::super::sink::Sink;
use super::super::tried::{outline, said};
use super::super::{ReadOptions, read};
use super::{Mapping, MappingError};
use crate::error::AuditError;
use crate::model::{Evidence, Form, Outcome, SourceId};

const MANUAL: &str = include_str!("../../../../../docs/audit-mapping.md");

fn mapped(mapping: &str, text: &str) -> Evidence {
    let mapping = Mapping::parse(mapping).expect("a mapping");
    let mut evidence = of_source("log");
    let mut content = Content::new(text.as_bytes()).expect("memory can be read");
    assert!(mapping.fits(content.head()), "{text}");
    let mut sink = Sink::new(&mut evidence, SourceId(0));
    mapping.read(&mut content, &mut sink).expect("memory can be read");
    sink.finish();
    assert_eq!(evidence.sources[0].form, Form::Mapped);
    evidence
}

/// The blocks of the manual that are in this language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    MANUAL.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_manuals_table_is_read_as_it_says() {
    let evidence = mapped(blocks("toml")[0], blocks("csv")[0]);
    let expected =
        ["Grant SHARE admin dsi elue@region.example NonOwner", "Use OPEN dsi - elue@region.example NonOwner"];
    assert_eq!(outline(&evidence), expected);
    let tally = evidence.sources[0].tally;
    assert_eq!((tally.records, tally.owner, tally.irrelevant, tally.unreadable), (5, 1, 1, 1));
    assert_eq!(said(&evidence, evidence.events[0].ticket), "T-77");
}

#[test]
fn the_manuals_lines_are_read_as_they_say() {
    let evidence = mapped(blocks("toml")[1], blocks("text")[0]);
    assert_eq!(outline(&evidence), ["Use proxy-login dsi - elue@region.example NonOwner"]);
    assert_eq!(evidence.events[0].outcome, Outcome::Succeeded);
    assert_eq!(evidence.sources[0].tally.unreadable, 1);
}

#[test]
fn a_mapping_that_is_handed_in_is_asked_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let [mapping, log] = ["mapping.toml", "log.csv"].map(|name| folder.path().join(name));
    std::fs::write(&mapping, blocks("toml")[0]).expect("a file");
    std::fs::write(&log, blocks("csv")[0]).expect("a file");
    let options = ReadOptions { mappings: vec![mapping.clone()], ..ReadOptions::default() };
    let evidence = read(std::slice::from_ref(&log), &options, &mut |_| {}).expect("evidence");
    assert_eq!((evidence.sources[0].form, evidence.events.len()), (Form::Mapped, 2));
    let unmapped = read(std::slice::from_ref(&log), &ReadOptions::default(), &mut |_| {}).expect("evidence");
    assert_eq!(unmapped.sources[0].form, Form::Unknown);
    let wrong = ReadOptions { mappings: vec![log.clone()], ..ReadOptions::default() };
    assert!(matches!(read(&[log], &wrong, &mut |_| {}), Err(AuditError::Mapping { .. })));
}

#[test]
fn what_is_wrong_with_a_mapping_is_said() {
    let with = |test: &str, fields: &str| format!("[match]\n{test}\n[fields]\n{fields}\n");
    let columns = "columns = [\"When\", \"Who\"]";
    let fields = "time = \"When\"\nactor = \"Who\"\nclass = \"= use\"";
    assert!(Mapping::parse(&with(columns, fields)).is_ok());
    for (text, says) in [
        (with("", fields), "needs either"),
        (with(&format!("{columns}\npattern = 'x'"), fields), "needs either"),
        (with("pattern = '('", fields), "`pattern`"),
        (with("pattern = '(?:(?:x{1000}){1000}){1000}'", fields), "`pattern`"),
        (with(columns, "time = \"When\"\nactor = \"Who\""), "lacks `class`"),
        (with(columns, &format!("{fields}\nmailbox = \"Box\"")), "no such column"),
        (with(columns, &fields.replace("= use", "= reading")), "expected one of: grant, revoke"),
        (with(columns, &format!("{fields}\nowner = \"Who\"")), "expected one of: time, class"),
        (with(columns, &format!("{fields}\n[words.class]\nOPEN = \"reading\"")), "expected one of"),
        (with(columns, &format!("{fields}\n[other]")), "unknown field `other`"),
    ] {
        let error: MappingError = Mapping::parse(&text).expect_err(&text);
        assert!(error.to_string().contains(says), "{error}");
    }
}
