//! Verdicts in numbers: a table of words and kinds, never one number alone.

use greffe::view::{KindCounts, VerdictTotals};
use greffe::{Kind, Verdict};
use greffe_texts::{number, sign};

use crate::say::Voice;

/// Makes the lines of the table: verdicts down, kinds of mail across.
pub(crate) fn table(verdicts: &VerdictTotals, signed: &KindCounts, voice: &Voice) -> Vec<String> {
    let kinds = Kind::MAIL.map(|kind| voice.texts.get(&format!("say-kind-{kind}")).into_owned());
    let mut rows = vec![(String::new(), kinds)];
    for verdict in Verdict::ALL {
        let words = format!("{} {}", sign(verdict), voice.texts.verdict(verdict));
        rows.push((words, Kind::MAIL.map(|kind| number(voice.language(), verdicts.of(kind).of(verdict)))));
    }
    let words = format!("  {}", voice.texts.get("say-verdicts-signed"));
    rows.push((words, Kind::MAIL.map(|kind| number(voice.language(), signed.of(kind)))));
    aligned(&rows)
}

fn aligned(rows: &[(String, [String; 4])]) -> Vec<String> {
    let chars = |text: &String| text.chars().count();
    let first = rows.iter().map(|(words, _)| chars(words)).max().unwrap_or(0);
    let width = |column: usize| rows.iter().map(|(_, cells)| chars(&cells[column])).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(width);
    let line = |(words, counts): &(String, [String; 4])| {
        let cells = counts.iter().zip(widths);
        let counts: String = cells.map(|(count, width)| format!("  {count:>width$}")).collect();
        format!("{words:<first$}{counts}")
    };
    rows.iter().map(line).collect()
}
