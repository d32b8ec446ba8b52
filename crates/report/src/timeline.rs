//! `timeline.jsonl`: one line an event, with the columns that Timesketch asks for.

use std::io::{self, Write};

use greffe::audit::{Audit, Event};
use greffe_texts::AuditWord;
use serde::Serialize;

use crate::edition::Edition;
use crate::tables::{target, utc};

/// One line. `message`, `datetime` and `timestamp_desc` are Timesketch's own; the others become fields there.
#[derive(Serialize)]
struct Line<'a> {
    message: &'a str,
    datetime: String,
    timestamp_desc: &'static str,
    data_type: &'static str,
    class: &'static str,
    operation: &'a str,
    actor: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    beneficiary: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    mailbox: &'a str,
    relation: &'static str,
    outcome: &'static str,
    zone: &'static str,
    file: &'a str,
    record: u64,
}

/// Writes the timeline.
pub(crate) fn timeline(audit: &Audit, edition: &Edition<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (mut message, mut octets) = (String::new(), Vec::new());
    for event in &audit.evidence.events {
        octets.clear();
        line(event, edition, &mut message, &mut octets)?;
        out.write_all(&octets)?;
    }
    Ok(())
}

fn line(event: &Event, edition: &Edition<'_>, message: &mut String, out: &mut Vec<u8>) -> io::Result<()> {
    let at = event.time.utc_ms;
    let (operation, actor) = (edition.term(event.operation), edition.named(event.actor, at));
    let beneficiary = event.beneficiary.map(|name| edition.named(name, at)).unwrap_or_default();
    let (mailbox, scope) = target(event.target, at, edition);
    let mailbox = if scope == "all" { "*".into() } else { mailbox };
    message.clear();
    message.extend([&operation, ": account ", &actor]);
    for (word, name) in [(", to account ", &beneficiary), (", mailbox ", &mailbox)] {
        if !name.is_empty() {
            message.extend([word, name]);
        }
    }
    let line = Line {
        message,
        datetime: datetime(at),
        timestamp_desc: "Event Logged",
        data_type: "greffe:audit:event",
        class: event.class.code(),
        operation: &operation,
        actor: &actor,
        beneficiary: &beneficiary,
        mailbox: &mailbox,
        relation: event.relation.code(),
        outcome: event.outcome.code(),
        zone: event.time.zone.code(),
        file: edition.file(event.source),
        record: event.record,
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// Writes a time as Timesketch reads it, with its offset.
fn datetime(ms: i64) -> String {
    match utc(ms).strip_suffix('Z') {
        Some(second) => format!("{second}.{:03}+00:00", ms.rem_euclid(1000)),
        None => String::new(),
    }
}
