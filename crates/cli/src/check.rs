//! `greffe check`: does everything still agree?

use std::path::Path;

use greffe::{Archive, Edges};
use greffe_texts::{Value, bytes, number};

use crate::Outcome;
use crate::progress::Bar;
use crate::say::{Voice, tame_line};

pub(crate) fn run(archive: &Path, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = Archive::open(archive, Edges::system())?;
    let mut bar = Bar::new();
    let mut problems = Vec::new();
    let report =
        archive.check(&mut |done, total| bar.step(done, Some(total)), &mut |problem| problems.push(problem));
    bar.end();
    let report = report?;
    if voice.json {
        voice.out_json(&serde_json::json!({
            "messages": report.messages, "files": report.files, "bytes": report.bytes, "problems": problems,
        }))?;
    } else {
        for problem in &problems {
            voice.out(&tame_line(&format!("{}: {}", problem.place, problem.what)))?;
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
        if report.files > 0 {
            voice.out(&voice.count("file-check-documents", "files", report.files))?;
        }
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Reserve })
}
