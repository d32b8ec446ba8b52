//! `greffe audit`: who could, and who did, open whose mailbox, from the logs of other mail systems.

use std::path::{Path, PathBuf};

use greffe::Edges;
use greffe::audit::{AuditRequest, Audited, Form, SourceId};
use greffe_report::{Comparison, Difference, Secret, Written, key_path};
use greffe_texts::{Value, number};
use serde_json::json;

use crate::Outcome;
use crate::args::Audit;
use crate::progress::Bar;
use crate::say::{Voice, tame_line};

/// Where the demo's report goes, in the current directory; its logs lie beside it.
const DEMO: &str = "demo-audit";

pub(crate) fn run(audit: &Audit, voice: &Voice) -> anyhow::Result<Outcome> {
    if let Some(dir) = &audit.verify {
        return verify(dir, voice);
    }
    let out = audit.out.clone().unwrap_or_else(|| PathBuf::from(DEMO));
    let request = if audit.demo { demo(&out, audit, voice)? } else { asked(audit) };
    let secret = audit.pseudonymise.then(|| secret(&out)).transpose()?;
    let audited = read(&request, voice)?;
    let written = greffe_report::write(&audited, secret.as_ref(), voice.language(), &out)?;
    let is_whole = warn(&audited, voice);
    for sentence in greffe_report::zones(&audited, &voice.texts) {
        voice.line(&tame_line(&sentence));
    }
    tell(&audited, &out, &written, voice)?;
    if secret.is_some() {
        let path = key_path(&out).display().to_string();
        voice.say("say-audit-key", &[("path", Value::Text(&path))]);
    }
    Ok(if is_whole { Outcome::Done } else { Outcome::Reserve })
}

fn asked(audit: &Audit) -> AuditRequest {
    AuditRequest {
        inputs: audit.files.clone(),
        directory: audit.directory.clone(),
        approvals: audit.approvals.clone(),
        calendar: audit.calendar.clone(),
        mappings: audit.mapping.clone(),
        rules: audit.rules.clone(),
        zone: audit.zone.clone(),
        taken: audit.taken.clone(),
        from_ms: audit.from.map(|at| at.0.saturating_mul(1000)),
        to_ms: audit.to.map(|at| at.0.saturating_mul(1000).saturating_add(999)),
        asked_by: audit.asked_by.clone(),
        collected_by: audit.collected_by.clone(),
        for_owner: audit.for_owner.clone(),
        keys: audit.keys.clone(),
        now: None,
    }
}

/// Writes the logs of the fictional affair, and asks about them.
fn demo(out: &Path, audit: &Audit, voice: &Voice) -> anyhow::Result<AuditRequest> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let logs = out.with_file_name(format!("{name}-logs"));
    let request = greffe::audit::audit_demo(&logs)?;
    let path = logs.display().to_string();
    voice.say("say-audit-demo", &[("path", Value::Text(&path))]);
    Ok(AuditRequest { for_owner: audit.for_owner.clone(), ..request })
}

/// The secret of an earlier key stays: codes are the same in every report that stands there.
fn secret(out: &Path) -> anyhow::Result<Secret> {
    let random = Edges::system().random;
    Ok(Secret::read(&key_path(out))?.unwrap_or_else(|| Secret::new(&[random(), random()])))
}

fn read(request: &AuditRequest, voice: &Voice) -> anyhow::Result<Audited> {
    let mut bar = Bar::new(voice);
    let audited = greffe::audit::audit(request, Edges::system(), &mut |progress| {
        let language = voice.language();
        let files = number(language, progress.sources as u64);
        let events = number(language, progress.events as u64);
        let values = [("files", Value::Text(&files)), ("events", Value::Text(&events))];
        bar.at(voice.texts.with("say-audit-progress", &values).into_owned());
    });
    bar.end();
    Ok(audited?)
}

/// Says what could not be read, and whether all was.
fn warn(audited: &Audited, voice: &Voice) -> bool {
    let evidence = &audited.audit.evidence;
    let name = |id: SourceId| {
        evidence.sources.get(id.0 as usize).map_or(String::new(), |source| tame_line(&source.path))
    };
    for (id, source) in (0..).map(SourceId).zip(&evidence.sources) {
        if source.form == Form::Unknown {
            voice.warn("say-audit-unknown", &[("file", Value::Text(&name(id)))]);
        } else if source.tally.unreadable > 0 {
            let count = voice.count("say-audit-unreadable", "records", source.tally.unreadable);
            voice.warn(
                "say-audit-of-file",
                &[("file", Value::Text(&name(id))), ("what", Value::Text(&count))],
            );
        }
    }
    for (id, wanted) in &audited.misread {
        let wanted = voice.texts.audit(*wanted);
        voice.warn(
            "say-audit-misread",
            &[("file", Value::Text(&name(*id))), ("wanted", Value::Text(&wanted))],
        );
    }
    for refusal in &evidence.refusals {
        let expected = refusal.expected.join(", ");
        let file = name(refusal.source);
        let values = [
            ("file", Value::Text(&file)),
            ("field", Value::Text(refusal.field)),
            ("expected", Value::Text(&expected)),
        ];
        voice.warn("say-audit-refused", &values);
    }
    if audited.audit.summary.owner_unknown {
        voice.warn("say-audit-owner-unknown", &[]);
    }
    let is_read =
        |source: &greffe::audit::Source| source.form != Form::Unknown && source.tally.unreadable == 0;
    evidence.sources.iter().all(is_read)
        && evidence.refusals.is_empty()
        && audited.misread.is_empty()
        && !audited.audit.summary.owner_unknown
}

fn tell(audited: &Audited, out: &Path, written: &Written, voice: &Voice) -> anyhow::Result<()> {
    let dir = out.display().to_string();
    if voice.json {
        return Ok(voice.out_json(&json!({
            "report": dir,
            "evidence_sha256": written.evidence_sha256,
            "files": written.files,
            "bytes": written.bytes,
            "answer": greffe_report::answer(audited, &voice.texts),
        }))?);
    }
    for sentence in greffe_report::answer(audited, &voice.texts) {
        voice.out(&format!("- {}", tame_line(&sentence)))?;
    }
    let values = [("path", Value::Text(&dir)), ("sha256", Value::Text(&written.evidence_sha256))];
    voice.out(&voice.texts.with("say-audit-done", &values))?;
    Ok(())
}

/// Asks an earlier question again, and holds the two reports against one another.
fn verify(dir: &Path, voice: &Voice) -> anyhow::Result<Outcome> {
    let made = greffe_report::read_report(dir)?;
    let audited = read(&made.request, voice)?;
    let scratch = std::env::temp_dir();
    let again = scratch.join(format!("greffe-audit-{}", std::process::id()));
    let compared = written_again(&audited, &made, dir, &again);
    // What was made only to be compared is gone whether that went well or not.
    let _ = std::fs::remove_dir_all(&again);
    let _ = std::fs::remove_file(key_path(&again));
    let comparison = compared?;
    if voice.json {
        voice.out_json(&comparison)?;
    } else {
        say_comparison(&comparison, voice)?;
    }
    Ok(if comparison.differences.is_empty() { Outcome::Done } else { Outcome::Reserve })
}

fn written_again(
    audited: &Audited,
    made: &greffe_report::Made,
    dir: &Path,
    again: &Path,
) -> anyhow::Result<Comparison> {
    greffe_report::write(audited, made.secret.as_ref(), made.language, again)?;
    Ok(made.compare(dir, again)?)
}

fn say_comparison(comparison: &Comparison, voice: &Voice) -> anyhow::Result<()> {
    for difference in &comparison.differences {
        let (key, name) = difference_words(difference);
        voice.out(&voice.texts.with(key, &[("name", Value::Text(&tame_line(name)))]))?;
    }
    let key = if comparison.differences.is_empty() { "say-audit-same" } else { "say-audit-differs" };
    voice.out(&voice.count(key, "count", comparison.same))?;
    Ok(())
}

fn difference_words(difference: &Difference) -> (&'static str, &str) {
    match difference {
        Difference::InputChanged { name } => ("say-audit-input-changed", name),
        Difference::InputGone { name } => ("say-audit-input-gone", name),
        Difference::InputNew { name } => ("say-audit-input-new", name),
        Difference::FileChanged { name } => ("say-audit-file-changed", name),
        Difference::FileDiffers { name } => ("say-audit-file-differs", name),
        Difference::OtherVersion { name } => ("say-audit-other-version", name),
    }
}
