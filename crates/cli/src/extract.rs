//! `greffe extract`: what the files inside messages say, and which could not be read.

use std::collections::BTreeMap;
use std::path::Path;

use greffe::view::FileState;
use greffe::{Archive, Edges, FilesReport, ReadFilesRequest};
use greffe_texts::{Value, bytes, number};

use crate::Outcome;
use crate::args::Extract;
use crate::import::follow;
use crate::say::{Voice, tame_line};

/// Digits of an id that a line shows.
const ID_DIGITS: usize = 12;

pub(crate) fn run(archive: &Path, extract: &Extract, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = Archive::open(archive, Edges::system().with_own_worker())?;
    if extract.list {
        return list(&archive, voice);
    }
    let request = ReadFilesRequest {
        again: extract.again,
        unconfined: extract.unsandboxed,
        tools: extract.tools.tools(),
        ..Default::default()
    };
    if extract.unsandboxed {
        voice.warn("say-extract-unsandboxed", &[]);
    }
    let report = follow(voice, |tell| archive.read_files(&request, tell))?;
    if voice.json {
        voice.out_json(&report)?;
    } else {
        lines(&report, voice).iter().try_for_each(|line| voice.out(line))?;
    }
    Ok(if report.is_whole() { Outcome::Done } else { Outcome::Reserve })
}

/// Says what became of all files, in words.
pub(crate) fn lines(report: &FilesReport, voice: &Voice) -> Vec<String> {
    if report.files == 0 {
        return vec![voice.texts.get("say-extract-none").into_owned()];
    }
    let written = |count: u64| number(voice.language(), count);
    let total = voice.texts.with(
        "say-extract-done",
        &[
            ("files", Value::Count(report.files)),
            ("files_written", Value::Text(&written(report.files))),
            ("complete", Value::Text(&written(report.complete))),
        ],
    );
    let mut lines = vec![total.into_owned()];
    let counted = |outcome, by_why: &BTreeMap<&'static str, u64>| {
        let line = |(why, count): (&&'static str, &u64)| {
            let said = voice.texts.file_state(&FileState { outcome, why: Some(why) });
            format!("  {:>7}  {said}", written(*count))
        };
        by_why.iter().map(line).collect::<Vec<_>>()
    };
    lines.extend(counted("truncated", &report.truncated));
    lines.extend(counted("none", &report.none));
    if report.light {
        lines.push(voice.texts.get("say-extract-light").into_owned());
    }
    if !report.is_whole() {
        lines.push(voice.texts.get("say-extract-list").into_owned());
    }
    lines
}

/// Lists the files whose text no search finds: with `--json` one a line, for a register.
fn list(archive: &Archive, voice: &Voice) -> anyhow::Result<Outcome> {
    let unread = archive.room().unread_files()?;
    for file in &unread {
        if voice.json {
            voice.out_json(file)?;
            continue;
        }
        let id = file.id.get(..ID_DIGITS).unwrap_or(&file.id);
        let (name, size) = (tame_line(&file.name), bytes(voice.language(), file.bytes));
        let why = voice.texts.file_state(&file.state);
        voice.out(&format!("{id}  {:>3}  {name}  {size}  {why}", file.part))?;
        for inside in &file.inside {
            let (path, why) = (tame_line(&inside.path), voice.texts.file_state(&inside.state));
            voice.out(&format!("{:ID_DIGITS$}       {path}  {why}", ""))?;
        }
    }
    if unread.is_empty() && !voice.json {
        voice.say("say-extract-all-read", &[]);
    }
    Ok(if unread.is_empty() { Outcome::Done } else { Outcome::Reserve })
}
