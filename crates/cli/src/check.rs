//! `greffe check`: does everything still agree?

use std::collections::BTreeSet;
use std::path::Path;

use greffe::{Archive, Edges, Problem};
use greffe_texts::{Language, Texts, Value, bytes, number};

use crate::Outcome;
use crate::progress::Bar;
use crate::say::{Voice, tame_line};

pub(crate) fn run(archive: &Path, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = Archive::open(archive, Edges::system())?;
    let mut bar = Bar::new(voice);
    let mut problems = Vec::new();
    let report =
        archive.check(&mut |done, total| bar.step(done, Some(total)), &mut |problem| problems.push(problem));
    bar.end();
    let report = report?;
    if voice.json {
        voice.out_json(&serde_json::json!({
            "messages": report.messages, "files": report.files, "bytes": report.bytes,
            "problems": problems.iter().map(for_programs).collect::<Vec<_>>(),
        }))?;
    } else {
        for problem in &problems {
            let what = voice.texts.found_wrong(&problem.what);
            voice.out(&tame_line(&format!("{}{} {what}", problem.place, voice.colon())))?;
        }
        let (messages, size) =
            (number(voice.language(), report.messages), bytes(voice.language(), report.bytes));
        match problems.len() as u64 {
            0 => voice.out(&voice.texts.with(
                "say-check-done",
                &[
                    ("messages", Value::Count(report.messages)),
                    ("messages_written", Value::Text(&messages)),
                    ("bytes", Value::Text(&size)),
                ],
            ))?,
            count => voice.out(&voice.count("say-check-problems", "problems", count))?,
        }
        let remedies: BTreeSet<&str> = problems.iter().filter_map(Problem::like).collect();
        for remedy in remedies {
            voice.hint(&voice.texts.get(&format!("rec-{remedy}")));
        }
        if report.files > 0 {
            voice.out(&voice.count("file-check-documents", "files", report.files))?;
        }
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Reserve })
}

/// The same words in every language: scripts look for them.
fn for_programs(problem: &Problem) -> serde_json::Value {
    let what = Texts::new(Language::English).found_wrong(&problem.what);
    serde_json::json!({ "place": problem.place, "code": problem.what.code, "what": what })
}
