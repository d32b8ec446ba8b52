//! How readings ended, by format, and how much of their words was found.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use greffe_extract::{Outcome, Why};

use crate::words::Recall;

/// One file, judged.
pub(crate) struct Judged {
    pub(crate) name: String,
    pub(crate) format: String,
    pub(crate) outcome: Outcome,
    pub(crate) recall: Option<Recall>,
}

/// Less of a file's words is worth a line.
const POOR: f64 = 0.9;

impl Judged {
    pub(crate) fn is_poor(&self) -> bool {
        self.recall.is_some_and(|recall| recall.share() < POOR)
    }

    fn is_crashed(&self) -> bool {
        self.outcome.why() == Some(Why::Crashed)
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recall = self.recall.unwrap_or_default();
        write!(
            out,
            "{:.2} of {:6}  {:4} {:?}  {}",
            recall.share(),
            recall.of,
            self.format,
            self.outcome,
            self.name
        )
    }
}

/// Returns the tables as Markdown.
pub(crate) fn of(judged: &[Judged], worker: &str) -> String {
    let named = judged.iter().filter(|one| !one.is_crashed()).count();
    let mut text = format!(
        "## Read by {worker}: {} files\n\n{:.1} % end in a named outcome other than crashed.\n\n",
        judged.len(),
        100.0 * named as f64 / judged.len().max(1) as f64
    );
    text.push_str(
        "| format | files | complete | truncated | none | held against | of its words | mean of files |\n",
    );
    text.push_str("| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |\n");
    let mut by_format: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for one in judged {
        by_format.entry(&one.format).or_default().push(one);
    }
    for (format, files) in by_format {
        let _ = writeln!(text, "{}", row(format, &files));
    }
    text
}

fn row(format: &str, files: &[&Judged]) -> String {
    let complete = files.iter().filter(|one| one.outcome == Outcome::Complete).count();
    let (truncated, none) = (
        whys(files, |outcome| matches!(outcome, Outcome::Truncated(_))),
        whys(files, |outcome| matches!(outcome, Outcome::None(_))),
    );
    let recalls: Vec<Recall> = files.iter().filter_map(|one| one.recall).collect();
    let against = match (format, recalls.len()) {
        (_, 0) => String::new(),
        ("pdf", count) => format!("`pdftotext` ({count} with text)"),
        (_, count) => format!("`t` elements ({count} with text)"),
    };
    let (by_words, by_files) = match recalls.len() {
        0 => (String::new(), String::new()),
        count => {
            let sum = Recall {
                found: recalls.iter().map(|recall| recall.found).sum(),
                of: recalls.iter().map(|recall| recall.of).sum(),
            };
            let mean = recalls.iter().map(|recall| recall.share()).sum::<f64>() / count as f64;
            (format!("{:.3}", sum.share()), format!("{mean:.3}"))
        }
    };
    let name = if format.is_empty() { "not told" } else { format };
    format!(
        "| {name} | {} | {complete} | {truncated} | {none} | {against} | {by_words} | {by_files} |",
        files.len()
    )
}

/// `2 damaged, 1 encrypted`.
fn whys(files: &[&Judged], is_counted: impl Fn(Outcome) -> bool) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in files.iter().filter(|one| is_counted(one.outcome)) {
        *counts.entry(one.outcome.why().map_or("", Why::word)).or_default() += 1;
    }
    counts.iter().map(|(why, count)| format!("{count} {why}")).collect::<Vec<_>>().join(", ")
}
