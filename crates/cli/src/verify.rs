//! `greffe verify`: what mails prove where they lie, outside any archive.

use std::io::Write;
use std::path::Path;

use greffe::view::MissingKeyView;
use greffe::{
    BundleOrder, Edges, Printer, Timestamp, Verdict, Verification, VerifiedMessage, VerifyProgress,
    VerifyReport, VerifyRequest,
};
use greffe_texts::{Language, Statement, Texts, Value, number};

use crate::Outcome;
use crate::args::Verify;
use crate::progress::Bar;
use crate::say::{Voice, tame_line};
use crate::{dns, keys, totals, verdict};

/// Missing keys that are named at the end.
const MISSING_NAMED: usize = 5;

pub(crate) fn run(archive: Option<&Path>, verify: &Verify, voice: &Voice) -> anyhow::Result<Outcome> {
    let request = VerifyRequest {
        sources: verify.files.clone(),
        keys: verify.keys.clone(),
        observers: verify.observer.clone(),
        archive: archive.map(Path::to_owned),
    };
    let mut verification = Verification::prepare(request, Edges::system())?;
    keys::say_unread(verification.unread_keys(), voice);
    if verify.dns && !dns::look_up(&mut verification, verify, voice)? {
        return Ok(Outcome::Reserve);
    }
    let report = print(&verification, verify.bundle.as_deref(), voice)?;
    say(&report, voice);
    let is_proved = report.messages > 0 && report.messages == report.verdicts.all(Verdict::Verified);
    Ok(if is_proved && report.unreadable == 0 { Outcome::Done } else { Outcome::Reserve })
}

/// Prints each message, and writes its bundle if one is wanted.
fn print(verification: &Verification, bundles: Option<&Path>, voice: &Voice) -> anyhow::Result<VerifyReport> {
    let mut bar = Bar::new(voice);
    let lines = |message: &VerifiedMessage| match voice.json {
        true => json(message),
        false => in_words(message, voice),
    };
    let languages = [Texts::new(Language::French), Texts::new(Language::English)];
    let made_at = (Edges::system().now)();
    let statements = |message: &VerifiedMessage, shown: &greffe::Statement| {
        let statement = |texts| statement(texts, message, shown, made_at);
        languages.iter().map(statement).collect()
    };
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let report = verification.run(&mut Printer {
        lines: &lines,
        bundles: bundles.map(|to| BundleOrder { to, statements: &statements }),
        out: &mut |text| out.write_all(text.as_bytes()),
        tell: &mut |progress| match progress {
            VerifyProgress::Judged { messages, bytes, total_bytes } => {
                bar.import(voice, messages, bytes);
                bar.step(bytes, total_bytes);
            }
            VerifyProgress::Lost(lost) => {
                let place = format!("{} @ {}", tame_line(&lost.path), lost.offset);
                let reason = voice.texts.lost(&lost.reason);
                let values = [("place", Value::Text(place.as_str())), ("reason", Value::Text(&reason))];
                voice.warn("say-verify-lost", &values);
            }
        },
    });
    bar.end();
    let report = report?;
    out.flush()?;
    Ok(report)
}

/// The page of a bundle for people, in one language.
fn statement(
    texts: &Texts,
    message: &VerifiedMessage,
    shown: &greffe::Statement,
    made_at: Timestamp,
) -> (String, String) {
    let text = texts.statement(&Statement {
        id: &message.id,
        octets: shown.message_octets as u64,
        from: &message.from,
        subject: &message.subject,
        date: message.date,
        judgement: &message.judgement,
        folders: &shown.folders(),
        made_at,
    });
    (format!("statement.{}.txt", texts.language()), text)
}

fn json(message: &VerifiedMessage) -> String {
    let line = serde_json::to_string(message).unwrap_or_default();
    line + "\n"
}

fn in_words(message: &VerifiedMessage, voice: &Voice) -> String {
    let id = message.id.get(..12).unwrap_or(&message.id);
    let place = format!("{} @ {}", tame_line(&message.source), message.offset);
    let mut lines = vec![
        format!("{}  {}", voice.faint(id), voice.faint(&place)),
        format!("{}  {}", tame_line(&message.from), voice.bold(&tame_line(&message.subject))),
    ];
    lines.extend(verdict::lines(&message.judgement, voice));
    lines.push(String::new());
    lines.push(String::new());
    voice.fitted(&lines.join("\n"))
}

/// Says the totals: split by kind, with what would settle more.
fn say(report: &VerifyReport, voice: &Voice) {
    for source in &report.rewritten {
        voice.warn("say-verify-rewritten", &[("source", Value::Text(&tame_line(source)))]);
    }
    if report.rewritten_loose > 0 {
        let files = number(voice.language(), report.rewritten_loose);
        voice.warn("say-verify-rewritten-loose", &[("files", Value::Text(&files))]);
    }
    if report.files > 0 {
        voice.line(&voice.count("say-verify-files", "files", report.files));
    }
    if report.messages == 0 {
        return voice.warn("say-verify-none", &[]);
    }
    voice.line(&voice.count("say-verify-done", "messages", report.messages));
    totals::table(&report.verdicts, &report.signed, voice).iter().for_each(|line| voice.line(line));
    voice.line(&voice.texts.get("verdict-standing"));
    if !report.missing.is_empty() {
        voice.say("say-verify-missing", &[]);
        report.missing.iter().take(MISSING_NAMED).for_each(|missing| voice.line(&unlocks(missing, voice)));
    }
}

/// A missing key and what it would unlock.
fn unlocks(missing: &MissingKeyView, voice: &Voice) -> String {
    let count = number(voice.language(), missing.messages);
    tame_line(&format!("{count:>10}  {}  {}", missing.domain, missing.selector))
}
