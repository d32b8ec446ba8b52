//! Tables and the timeline: as many rows as there are values, and none that a spreadsheet runs.

use serde_json::Value;

use crate::affair::{Made, affair};

#[test]
fn each_value_has_its_row() {
    let audit = &affair().audited.audit;
    let made = Made::of(&affair().audited, None);
    for (name, rows) in [
        ("events.csv", audit.evidence.events.len()),
        ("intervals.csv", audit.intervals.len()),
        ("findings.csv", audit.findings.len()),
        ("coverage.csv", audit.coverage.len()),
        ("answers.csv", audit.answers.len()),
    ] {
        assert!(rows > 0, "{name}: the affair has some");
        assert_eq!(made.text(name).matches("\r\n").count(), rows + 1, "{name}");
    }
    assert_eq!(made.text("timeline.jsonl").lines().count(), audit.evidence.events.len());
}

#[test]
fn no_cell_is_a_formula() {
    let made = Made::of(&affair().audited, None);
    for name in ["events.csv", "intervals.csv", "findings.csv", "coverage.csv", "answers.csv"] {
        for cell in made.text(name).split(['\r', '\n', ',']) {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '@', '\t']), "{name}: {cell}");
        }
    }
}

#[test]
fn a_timeline_has_what_timesketch_asks_for() {
    let made = Made::of(&affair().audited, None);
    let text = made.text("timeline.jsonl");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for line in &lines {
        for column in ["message", "datetime", "timestamp_desc"] {
            assert!(line[column].as_str().is_some_and(|word| !word.is_empty()), "{column}: {line}");
        }
        assert!(line["file"].as_str().is_some() && line["record"].as_u64().is_some_and(|n| n > 0), "{line}");
    }
    let times: Vec<&str> = lines.iter().filter_map(|line| line["datetime"].as_str()).collect();
    assert!(times.is_sorted(), "in the order of time");
}
