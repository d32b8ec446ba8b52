//! The annex: every input with an account of its records, and the records behind the report.

use greffe::audit::{Class, Event, Relation, Source, SourceId};

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};
use crate::json::hexadecimal;
use crate::tables::target;

const MOST_SOURCES: usize = 500;
const MOST_UNREADABLE: usize = 100;
const MOST_EVENTS: usize = 200;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let say = matter.say;
    let mut blocks = vec![Block::Text(say.get("audit-annex-lead")), Block::Table(sources(matter))];
    let secrets = matter.audit().evidence.sources.iter().map(|source| source.secrets_dropped).sum::<u64>();
    if secrets > 0 {
        blocks.push(Block::Text(say.count("audit-annex-secrets", secrets)));
    }
    blocks.extend(refusals(matter));
    blocks.push(Block::Table(hashes(matter)));
    blocks.extend(unreadable(matter));
    blocks.push(Block::Table(events(matter)));
    section_of(matter, "annex", blocks)
}

fn numbered<'a>(matter: Matter<'a>) -> impl Iterator<Item = (SourceId, &'a Source)> {
    (0..).map(SourceId).zip(&matter.audit().evidence.sources)
}

fn sources(matter: Matter<'_>) -> Table {
    let say = matter.say;
    let keys =
        ["file", "form", "#records", "#read", "#owner", "#irrelevant", "#duplicate", "#unreadable", "span"];
    let heads = keys.map(|key| match key.strip_prefix('#') {
        Some(key) => format!("#{}", say.get(&format!("audit-head-{key}"))),
        None => say.get(&format!("audit-head-{key}")),
    });
    let mut table = Table::new(say.get("audit-annex-sources"), &heads);
    for (id, source) in numbered(matter).take(MOST_SOURCES) {
        let tally = &source.tally;
        let mut row = vec![say.edition.file(id).to_owned(), say.texts.audit(source.form).into_owned()];
        let counts =
            [tally.records, tally.read, tally.owner, tally.irrelevant, tally.duplicate, tally.unreadable];
        row.extend(counts.map(|count| say.number(count)));
        let span = source.span.map(|(first, last)| format!("{} – {}", say.stamp(first), say.stamp(last)));
        row.push(span.unwrap_or_default());
        table.rows.push(row);
    }
    table.rest = matter.rest(matter.audit().evidence.sources.len(), MOST_SOURCES, "evidence.json");
    table
}

fn hashes(matter: Matter<'_>) -> Table {
    let say = matter.say;
    let [file, size] = ["file", "bytes"].map(|key| say.get(&format!("audit-head-{key}")));
    let mut table =
        Table::new(say.get("audit-annex-hashes"), &[file, format!("#{size}"), "SHA-256".to_owned()]);
    for (id, source) in numbered(matter).take(MOST_SOURCES) {
        let hash = hexadecimal(&source.sha256);
        table.rows.push(vec![say.edition.file(id).to_owned(), say.number(source.bytes), hash]);
    }
    table.rest = matter.rest(matter.audit().evidence.sources.len(), MOST_SOURCES, "evidence.json");
    table
}

/// Names the tables of which nothing was read, and the columns that were looked for.
fn refusals(matter: Matter<'_>) -> Vec<Block> {
    let say = matter.say;
    let refusal = |refusal: &greffe::audit::Refusal| {
        let words = [
            ("file", say.edition.file(refusal.source).to_owned()),
            ("field", refusal.field.to_owned()),
            ("found", refusal.found.join(", ")),
            ("expected", refusal.expected.join(", ")),
        ];
        let key = if refusal.found.is_empty() { "audit-refused-none" } else { "audit-refused-several" };
        Block::Text(say.told(key, &words, &[]))
    };
    matter.audit().evidence.refusals.iter().map(refusal).collect()
}

fn unreadable(matter: Matter<'_>) -> Option<Block> {
    let say = matter.say;
    let all = numbered(matter).flat_map(|(id, source)| source.unreadable.iter().map(move |one| (id, one)));
    let rows: Vec<Vec<String>> = all
        .take(MOST_UNREADABLE)
        .map(|(id, one)| vec![say.record((id, one.record)), say.texts.audit(one.why).into_owned()])
        .collect();
    if rows.is_empty() {
        return None;
    }
    let heads = ["records", "because"].map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-annex-unreadable"), &heads);
    let count: u64 = numbered(matter).map(|(_, source)| source.tally.unreadable).sum();
    table.rest = matter.rest(usize::try_from(count).unwrap_or(usize::MAX), rows.len(), "audit.json");
    table.rows = rows;
    Some(Block::Table(table))
}

/// Records that say something of access; the provider's own services are counted elsewhere.
fn is_told(event: &&Event) -> bool {
    event.relation != Relation::Provider && !matches!(event.class, Class::Auth | Class::Other)
}

fn events(matter: Matter<'_>) -> Table {
    let say = matter.say;
    let keys = ["time", "class", "operation", "account", "to", "mailbox", "outcome", "file", "record"];
    let heads = keys.map(|key| match key {
        "to" => say.get("audit-head-benefited"),
        "record" => format!("#{}", say.get("audit-head-record")),
        key => say.get(&format!("audit-head-{key}")),
    });
    let mut table = Table::new(say.get("audit-annex-events"), &heads);
    let all = matter.audit().evidence.events.iter().filter(is_told);
    table.rows = all.clone().take(MOST_EVENTS).map(|event| row(matter, event)).collect();
    table.rest = matter.rest(all.count(), MOST_EVENTS, "events.csv");
    table
}

fn row(matter: Matter<'_>, event: &Event) -> Vec<String> {
    let (say, at) = (matter.say, event.time.utc_ms);
    let (mailbox, scope) = target(event.target, at, say.edition);
    let mailbox = if scope == "all" { say.get("audit-all-mailboxes") } else { mailbox.into_owned() };
    vec![
        say.stamp(at),
        say.texts.audit(event.class).into_owned(),
        say.edition.term(event.operation).into_owned(),
        say.edition.named(event.actor, at).into_owned(),
        event.beneficiary.map(|name| say.edition.named(name, at).into_owned()).unwrap_or_default(),
        mailbox,
        say.texts.audit(event.outcome).into_owned(),
        say.edition.file(event.source).to_owned(),
        event.record.to_string(),
    ]
}
