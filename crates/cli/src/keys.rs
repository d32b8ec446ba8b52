//! `greffe keys`: the archive of domain keys.

use std::ops::ControlFlow;
use std::path::Path;

use greffe::view::{KeyName, KeyView};
use greffe::{
    Edges, KeyForm, KeysReport, ObserverView, Progress, Provenance, RecoveryProgress, RecoveryReport,
    TrustReport, Turned, UnreadKey,
};
use greffe_texts::{Value, day, number};

use crate::args::{KeysAdd, KeysExport, KeysFormat, KeysMissing, KeysRecover, KeysTrust, KeysVerb};
use crate::progress::Bar;
use crate::say::{Voice, tame_line};
use crate::{Outcome, search};

/// Lines of a file that are named when they cannot be read.
const UNREAD_NAMED: usize = 10;

pub(crate) fn run(archive: &Path, verb: &KeysVerb, voice: &Voice) -> anyhow::Result<Outcome> {
    match verb {
        KeysVerb::Add(add) => run_add(archive, add, voice),
        KeysVerb::List => list(archive, voice),
        KeysVerb::Trust(KeysTrust { file: Some(file), name: Some(name) }) => {
            trust(archive, file, name, voice)
        }
        KeysVerb::Trust(_) => list_observers(archive, voice),
        KeysVerb::Distrust(of) => distrust(archive, &of.name, voice),
        KeysVerb::Missing(missing) => list_missing(archive, missing, voice),
        KeysVerb::Recover(recover) => run_recover(archive, recover, voice),
        KeysVerb::Export(export) => write_all(archive, export, voice),
    }
}

fn run_add(archive: &Path, add: &KeysAdd, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = greffe::Archive::open(archive, Edges::system())?;
    let provenance = Provenance {
        observer: add.observer.clone(),
        method: add.method,
        source: add.source.clone(),
        seen_at: add.seen,
    };
    let mut bar = Bar::new(voice);
    let report = archive.add_keys(&add.files, &provenance, &mut |progress| show(&progress, &mut bar, voice));
    bar.end();
    let report = report?;
    say_unread(&report.unread, voice);
    if voice.json {
        voice.out_json(&report)?;
    } else {
        say_report(&report, voice)?;
    }
    Ok(if report.unread.is_empty() { Outcome::Done } else { Outcome::Reserve })
}

/// Shows how far adding and judging again are.
fn show(progress: &Progress, bar: &mut Bar, voice: &Voice) {
    match progress {
        Progress::Waiting { pid } => {
            voice.say("say-import-waiting", &[("pid", Value::Text(&pid.to_string()))]);
        }
        Progress::CatchingUp { done, total } | Progress::Judging { done, total } => {
            bar.step(*done, Some(*total));
        }
        Progress::SecondMailbox
        | Progress::Account { .. }
        | Progress::Stored { .. }
        | Progress::ReadingFiles { .. } => {}
    }
}

/// Says what was added, and which verdicts changed.
fn say_report(report: &KeysReport, voice: &Voice) -> anyhow::Result<()> {
    voice.out(&voice.count("say-keys-added", "added", report.added))?;
    if report.known > 0 {
        voice.out(&voice.count("say-keys-known", "known", report.known))?;
    }
    say_judged(report.judged, &report.turned, voice)
}

/// Says what was judged again, and what came of it.
fn say_judged(judged: u64, turned: &[Turned], voice: &Voice) -> anyhow::Result<()> {
    voice.out(&voice.count("say-keys-judged", "judged", judged))?;
    for turned in turned {
        let (was, now) = (voice.texts.verdict(turned.was), voice.texts.verdict(turned.now));
        let count = number(voice.language(), turned.messages);
        voice.out(&format!("{count:>10}  {was} → {now}"))?;
    }
    Ok(())
}

/// Names the first lines of files of keys that could not be read.
pub(crate) fn say_unread(unread: &[UnreadKey], voice: &Voice) {
    for line in unread.iter().take(UNREAD_NAMED) {
        let reason = voice.texts.get(&format!("say-unread-key-{}", line.reason)).into_owned();
        let number = line.line.to_string();
        let path = tame_line(&line.path);
        let values = [
            ("path", Value::Text(path.as_str())),
            ("line", Value::Text(&number)),
            ("reason", Value::Text(&reason)),
        ];
        voice.warn("say-unread-key", &values);
    }
    if unread.len() > UNREAD_NAMED {
        voice.line(&voice.count("say-unread-keys", "lines", unread.len() as u64));
    }
}

fn list(archive: &Path, voice: &Voice) -> anyhow::Result<Outcome> {
    let keys = search::open(archive, voice)?.room().keys()?;
    for key in &keys {
        if voice.json {
            voice.out_json(key)?;
        } else {
            say_key(key, voice)?;
        }
    }
    voice.line(&voice.count("say-keys-total", "keys", keys.len() as u64));
    Ok(if keys.is_empty() { Outcome::Reserve } else { Outcome::Done })
}

fn trust(archive: &Path, file: &Path, name: &str, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = search::open(archive, voice)?;
    let mut bar = Bar::new(voice);
    let report = archive.trust(file, name, &mut |progress| show(&progress, &mut bar, voice));
    bar.end();
    say_trust(&report?, voice)
}

fn distrust(archive: &Path, name: &str, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = search::open(archive, voice)?;
    let mut bar = Bar::new(voice);
    let report = archive.distrust(name, &mut |progress| show(&progress, &mut bar, voice));
    bar.end();
    say_trust(&report?, voice)
}

fn say_trust(report: &TrustReport, voice: &Voice) -> anyhow::Result<Outcome> {
    if voice.json {
        voice.out_json(report)?;
        return Ok(Outcome::Done);
    }
    say_observers(&report.observers, voice)?;
    say_judged(report.judged, &report.turned, voice)?;
    Ok(Outcome::Done)
}

fn list_observers(archive: &Path, voice: &Voice) -> anyhow::Result<Outcome> {
    let observers = search::open(archive, voice)?.observers()?;
    if voice.json {
        observers.iter().try_for_each(|observer| voice.out_json(observer))?;
    } else {
        say_observers(&observers, voice)?;
    }
    Ok(if observers.is_empty() { Outcome::Reserve } else { Outcome::Done })
}

/// Names who is trusted, each with the key that says who that is.
fn say_observers(observers: &[ObserverView], voice: &Voice) -> anyhow::Result<()> {
    for observer in observers {
        voice.out(&format!("{}  {}", voice.bold(&tame_line(&observer.name)), tame_line(&observer.key)))?;
    }
    voice.line(&voice.count("say-keys-observers", "observers", observers.len() as u64));
    Ok(())
}

fn say_key(key: &KeyView, voice: &Voice) -> anyhow::Result<()> {
    let name = format!("{}  {}", key.domain, key.selector);
    let size = if key.bits > 0 { format!("  {}-{}", key.algorithm, key.bits) } else { String::new() };
    voice.out(&format!("{}{size}", voice.bold(&tame_line(&name))))?;
    if let Some(confidence) = key.confidence {
        voice.out(&format!("    {}", voice.texts.confidence(confidence)))?;
    }
    for note in &key.notes {
        voice.out(&format!("    {}", voice.texts.key_note(*note)))?;
    }
    if !key.sources.is_empty() {
        voice.out(&tame_line(&format!("    {}", key.sources.join("; "))))?;
    }
    Ok(())
}

fn list_missing(archive: &Path, missing: &KeysMissing, voice: &Voice) -> anyhow::Result<Outcome> {
    let keys = search::open(archive, voice)?.room().missing_keys()?;
    let total = keys.len() as u64;
    for key in keys.iter().take(missing.limit) {
        if voice.json {
            voice.out_json(key)?;
            continue;
        }
        let when =
            |at: &Option<String>| at.as_deref().map(|at| day(voice.language(), at)).unwrap_or_default();
        let count = number(voice.language(), key.messages);
        let name = tame_line(&format!("{}  {}", key.domain, key.selector));
        voice.out(&format!(
            "{count:>10}  {}  {} – {}",
            voice.bold(&name),
            when(&key.first),
            when(&key.last)
        ))?;
    }
    voice.line(&voice.count("say-keys-missing", "keys", total));
    Ok(Outcome::Done)
}

fn run_recover(archive: &Path, recover: &KeysRecover, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = search::open(archive, voice)?;
    let name = recover.domain.clone().zip(recover.selector.clone());
    let name = name.map(|(domain, selector)| KeyName { domain, selector });
    let mut bar = Bar::new(voice);
    let report = archive.recover_key(name, &mut |progress| {
        match progress {
            RecoveryProgress::Chosen(name) => {
                let name = tame_line(&format!("{} {}", name.domain, name.selector));
                voice.say("say-keys-recovering", &[("name", Value::Text(&name))]);
            }
            RecoveryProgress::Computing(share) => bar.step((share * 1000.0) as u64, Some(1000)),
            RecoveryProgress::Adding(progress) => show(&progress, &mut bar, voice),
        }
        ControlFlow::Continue(())
    });
    bar.end();
    let report = report?;
    if voice.json {
        voice.out_json(&report)?;
    } else {
        say_recovered(&report, voice)?;
    }
    Ok(Outcome::Done)
}

fn say_recovered(report: &RecoveryReport, voice: &Voice) -> anyhow::Result<()> {
    let name = tame_line(&format!("{} {}", report.domain, report.selector));
    let [bits, verified, of] = [u64::from(report.bits), report.verified as u64, report.of as u64]
        .map(|n| number(voice.language(), n));
    let values = [
        ("name", Value::Text(name.as_str())),
        ("bits", Value::Text(&bits)),
        ("verified", Value::Text(&verified)),
        ("of", Value::Text(&of)),
    ];
    voice.out(&voice.texts.with("say-keys-recovered", &values))?;
    voice.out(&report.record)?;
    say_report(&report.keys, voice)
}

fn write_all(archive: &Path, export: &KeysExport, voice: &Voice) -> anyhow::Result<Outcome> {
    let form = match export.format {
        KeysFormat::Jsonl => KeyForm::JsonLines,
        KeysFormat::Tsv => KeyForm::Table,
        KeysFormat::Zone => KeyForm::Zone,
        KeysFormat::Names => KeyForm::Names,
    };
    let text = search::open(archive, voice)?.room().write_keys(form)?;
    std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes())?;
    Ok(if text.is_empty() { Outcome::Reserve } else { Outcome::Done })
}
