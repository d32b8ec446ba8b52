//! `greffe import`: mail comes in.

use std::path::Path;

use greffe::{Archive, AttachmentsReport, Edges, ImportReport, ImportRequest, Kind, Progress, Recoverable};
use greffe_texts::{Value, bytes, decimal, number};

use crate::Outcome;
use crate::accounts;
use crate::args::Import;
use crate::extract;
use crate::progress::Bar;
use crate::say::{Voice, calling, tame_line};
use crate::totals;

pub(crate) fn run(place: &Path, import: &Import, voice: &Voice) -> anyhow::Result<Outcome> {
    let (accounts, sources) = accounts::apart(import, voice)?;
    let archive = Archive::open_or_create(place, Edges::system().with_own_worker())?;
    let request = ImportRequest {
        sources,
        accounts,
        mailbox: import.mailbox.clone(),
        by: import.by.clone(),
        note: import.note.clone(),
        again: import.again,
        leave_files: import.leave_attachments,
        tools: import.tools.tools(),
    };
    let report = take_in(&archive, &request, voice)?;
    if voice.json {
        voice.out_json(&report)?;
    } else {
        say(&report, voice)?;
    }
    if report.stored > 0
        && let Some(recoverable) = archive.recoverable()?
    {
        say_recoverable(&recoverable, voice);
    }
    say_next(&report, place, voice);
    if import.timings {
        say_timings(&report, voice);
    }
    Ok(if report.unreadable > 0 { Outcome::Reserve } else { Outcome::Done })
}

/// Imports with a progress bar.
pub(crate) fn take_in(
    archive: &Archive,
    request: &ImportRequest,
    voice: &Voice,
) -> Result<ImportReport, greffe::Error> {
    follow(voice, |tell| archive.import(request, tell))
}

/// Does long work with a progress bar.
pub(crate) fn follow<T>(voice: &Voice, work: impl FnOnce(&mut dyn FnMut(Progress)) -> T) -> T {
    let mut bar = Bar::new(voice);
    let mut is_catching_up = false;
    let mut is_reading = false;
    let done = work(&mut |progress| match progress {
        Progress::Waiting { pid } => {
            voice.say("say-import-waiting", &[("pid", Value::Text(&pid.to_string()))]);
        }
        Progress::CatchingUp { done, total } => {
            if !std::mem::replace(&mut is_catching_up, true) {
                voice.say("say-import-catching-up", &[]);
            }
            bar.step(done, Some(total));
        }
        Progress::Judging { done, total } => bar.step(done, Some(total)),
        Progress::ReadingFiles { done, total } => {
            if !std::mem::replace(&mut is_reading, true) {
                bar.end();
                bar = Bar::new(voice);
            }
            bar.files(voice, done, total);
        }
        Progress::SecondMailbox => voice.warn("say-import-second-mailbox", &[]),
        Progress::Account { name, folders } => accounts::say(&name, &folders, voice),
        Progress::Stored { messages, bytes, total_bytes, total_messages } => {
            bar.import(voice, messages, bytes);
            match total_bytes {
                Some(total) => bar.step(bytes, Some(total)),
                None => bar.step(messages, total_messages),
            }
        }
    });
    bar.end();
    done
}

/// Says the report in words.
fn say(report: &ImportReport, voice: &Voice) -> anyhow::Result<()> {
    let language = voice.language();
    let written = |count: u64| number(language, count);
    let text = voice.texts.with(
        "say-import-done",
        &[
            ("messages", Value::Count(report.messages)),
            ("messages_written", Value::Text(&written(report.messages))),
            ("stored", Value::Text(&written(report.stored))),
            ("duplicates", Value::Text(&written(report.duplicates))),
        ],
    );
    voice.out(&text)?;
    if report.already > 0 {
        voice.out(&voice.count("say-import-already", "already", report.already))?;
    }
    say_kinds(report, voice)?;
    if report.damaged > 0 {
        voice.out(&voice.count("say-import-damaged", "damaged", report.damaged))?;
    }
    if report.files > 0 {
        voice.out(&voice.count("file-import-documents", "files", report.files))?;
    }
    if report.bookkeeping > 0 {
        voice.out(&voice.count("say-import-files", "files", report.bookkeeping))?;
    }
    say_attachments(&report.attachments, voice)?;
    for source in &report.sources {
        let text = voice.texts.with(
            "say-import-source",
            &[
                ("path", Value::Text(&tame_line(&source.path))),
                ("bytes", Value::Text(&bytes(language, source.bytes))),
                ("sha256", Value::Text(&source.sha256)),
            ],
        );
        voice.out(&text)?;
    }
    for folder in &report.renumbered {
        voice.warn("say-import-renumbered", &[("folder", Value::Text(&tame_line(folder)))]);
    }
    say_lost(report, voice)?;
    let seconds = decimal(language, &format!("{:.1}", report.elapsed_ms as f64 / 1000.0));
    voice.say("say-import-elapsed", &[("seconds", Value::Text(&seconds))]);
    Ok(())
}

/// Says what one does with an archive, or what an import needs that found nothing.
fn say_next(report: &ImportReport, place: &Path, voice: &Voice) {
    if report.messages + report.already + report.files == 0 {
        voice.say("say-import-none", &[]);
    } else {
        voice.say("say-import-next", &[("greffe", Value::Text(&calling(place)))]);
    }
}

/// Says what the new messages are, and what their signatures prove.
fn say_kinds(report: &ImportReport, voice: &Voice) -> anyhow::Result<()> {
    let counted = Kind::MAIL.into_iter().map(|kind| (kind, report.kinds.of(kind)));
    let kinds: Vec<String> = counted
        .filter(|(_, messages)| *messages > 0)
        .map(|(kind, messages)| voice.count(&format!("say-import-kind-{kind}"), "messages", messages))
        .collect();
    if kinds.is_empty() {
        return Ok(());
    }
    voice.out(&kinds.join(", "))?;
    totals::table(&report.verdicts, &report.signed, voice).iter().try_for_each(|line| voice.out(line))?;
    Ok(())
}

/// Says what was read in the files inside messages, and what keeps the others from being read.
fn say_attachments(attachments: &AttachmentsReport, voice: &Voice) -> anyhow::Result<()> {
    if let Some(report) = attachments.read.as_ref().filter(|report| report.files > 0) {
        extract::lines(report, voice).iter().try_for_each(|line| voice.out(line))?;
    }
    if attachments.waiting > 0 {
        voice.out(&voice.count("say-import-waiting-files", "files", attachments.waiting))?;
        let cause = attachments.kept_from.map(|code| voice.texts.get(&format!("rec-{code}")).into_owned());
        voice.out(&cause.unwrap_or_else(|| voice.texts.get("say-import-read-later").into_owned()))?;
    }
    Ok(())
}

/// Names each span that could not be read.
fn say_lost(report: &ImportReport, voice: &Voice) -> anyhow::Result<()> {
    if report.unreadable == 0 {
        return Ok(());
    }
    voice.out(&voice.count("say-import-unreadable", "unreadable", report.unreadable))?;
    for lost in &report.lost {
        let reason = voice.texts.lost(&lost.reason);
        let path = tame_line(&lost.path);
        voice.out(&format!("  {path} @ {} (+{}): {reason}", lost.offset, lost.bytes))?;
    }
    Ok(())
}

/// Says which lost keys could be computed: that takes a while, and begins only when asked for.
fn say_recoverable(recoverable: &Recoverable, voice: &Voice) {
    let written = |count: u64| number(voice.language(), count);
    let (keys, first) = (recoverable.keys as u64, &recoverable.first);
    let name = tame_line(&format!("{} {}", first.domain, first.selector));
    let values = [
        ("keys", Value::Count(keys)),
        ("keys_written", Value::Text(&written(keys))),
        ("name", Value::Text(&name)),
        ("messages", Value::Text(&written(first.messages))),
    ];
    voice.say("say-import-recoverable", &values);
}

fn say_timings(report: &ImportReport, voice: &Voice) {
    let total: f64 = report.timings.stages().map(|(_, spent)| spent.as_secs_f64()).sum();
    for (stage, spent) in report.timings.stages() {
        let (seconds, share) = (spent.as_secs_f64(), 100.0 * spent.as_secs_f64() / total.max(f64::EPSILON));
        voice.say(
            "say-timings",
            &[
                ("stage", Value::Text(stage)),
                ("seconds", Value::Text(&decimal(voice.language(), &format!("{seconds:.2}")))),
                ("share", Value::Text(&format!("{share:.0}"))),
            ],
        );
    }
}
