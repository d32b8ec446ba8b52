//! `events.csv`: each relevant record, in the order of time.

use std::io::{self, Write};

use greffe::audit::{Audit, Event, Flags, Target};
use greffe_texts::AuditWord;

use super::{Sheet, utc};
use crate::edition::Edition;

const HEAD: [&str; 23] = [
    "time_utc",
    "zone",
    "time_written",
    "class",
    "operation",
    "actor",
    "actor_written",
    "beneficiary",
    "mailbox",
    "relation",
    "relation_basis",
    "right",
    "power",
    "items",
    "client",
    "destination",
    "query",
    "outcome",
    "ticket",
    "flags",
    "system_scope",
    "file",
    "record",
];

const FLAGS: [(Flags, &str); 9] = [
    (Flags::DENY, "deny"),
    (Flags::WHOLE_FOLDER, "whole-folder"),
    (Flags::THROTTLED, "throttled"),
    (Flags::SALVAGED, "salvaged"),
    (Flags::PARAMETERS_LOST, "parameters-lost"),
    (Flags::DELETED, "deleted"),
    (Flags::BY_GROUP, "by-group"),
    (Flags::DORMANT, "dormant"),
    (Flags::SWITCHED_ON, "switched-on"),
];

/// Writes the table.
pub(crate) fn events(audit: &Audit, edition: &Edition<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, &HEAD)?;
    for event in &audit.evidence.events {
        row(event, edition, &mut sheet)?;
    }
    Ok(())
}

fn row(event: &Event, edition: &Edition<'_>, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let at = event.time.utc_ms;
    let (mailbox, scope) = target(event.target, at, edition);
    let beneficiary = event.beneficiary.map(|name| edition.named(name, at)).unwrap_or_default();
    let words = |name| edition.words(name);
    sheet.row(&[
        &utc(at),
        event.time.zone.code(),
        &event.time.raw.map(|raw| edition.term(raw)).unwrap_or_default(),
        event.class.code(),
        &edition.term(event.operation),
        &edition.named(event.actor, at),
        &edition.written(event.actor),
        &beneficiary,
        &mailbox,
        event.relation.code(),
        event.basis.code(),
        &event.right.map(words).unwrap_or_default(),
        event.power.code(),
        &number(event.items),
        &event.client.map(|name| edition.client(name)).unwrap_or_default(),
        &event.destination.map(|name| edition.place(name)).unwrap_or_default(),
        &event.query.map(words).unwrap_or_default(),
        event.outcome.code(),
        &event.ticket.map(words).unwrap_or_default(),
        &flags(event.flags),
        scope,
        edition.file(event.source),
        &event.record.to_string(),
    ])
}

/// Returns the mailbox, or the group that stands for several, and which of these it is.
pub(crate) fn target<'a>(
    target: Target,
    at: i64,
    edition: &'a Edition<'_>,
) -> (std::borrow::Cow<'a, str>, &'static str) {
    match target {
        Target::Mailbox(name) => (edition.named(name, at), "mailbox"),
        Target::Scope(name) => (edition.words(name), "group"),
        Target::All => ("".into(), "all"),
        Target::None => ("".into(), "none"),
    }
}

fn number(items: u32) -> String {
    if items == 0 { String::new() } else { items.to_string() }
}

fn flags(flags: Flags) -> String {
    if flags == Flags::default() {
        return String::new();
    }
    let set = FLAGS.iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, word)| *word);
    set.collect::<Vec<_>>().join(" ")
}
