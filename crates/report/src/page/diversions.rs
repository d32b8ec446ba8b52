//! Diversions, and acts that made traces fewer.

use greffe::audit::{AccessInterval, Class, Event, Power, Relation};

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};
use crate::tables::target;

const MOST_ROWS: usize = 200;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let say = matter.say;
    let mut blocks = vec![Block::Text(say.get("audit-diversions-lead"))];
    let owners = matter.audit().summary.owner_diversions;
    if owners > 0 {
        blocks.push(Block::Text(say.count("audit-diversions-owners", owners)));
    }
    blocks.push(diversions(matter));
    blocks.push(tampering(matter));
    blocks.extend(services(matter));
    section_of(matter, "diversions", blocks)
}

fn diversions(matter: Matter<'_>) -> Block {
    let (say, audit) = (matter.say, matter.audit());
    let all: Vec<&AccessInterval> =
        audit.intervals.iter().filter(|interval| interval.power == Power::Divert).collect();
    if all.is_empty() {
        return Block::Text(say.get("audit-diversions-none"));
    }
    let keys = ["mailbox", "destination", "how", "since", "until", "given-by", "records"];
    let heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-diversions-table"), &heads);
    table.rows = all
        .iter()
        .take(MOST_ROWS)
        .map(|one| {
            let destination = one.destination.map(|name| say.edition.place(name).into_owned());
            vec![
                say.mailbox(one.mailbox),
                destination.unwrap_or_else(|| say.account(one.beneficiary)),
                say.words(one.right).into_owned(),
                say.bound(&one.start),
                say.bound(&one.end),
                one.granted_by.map_or_else(|| say.get("audit-not-known"), |by| say.account(by)),
                say.records(&one.evidence),
            ]
        })
        .collect();
    table.rest = matter.rest(all.len(), MOST_ROWS, "intervals.csv");
    Block::Table(table)
}

fn tampering(matter: Matter<'_>) -> Block {
    let (say, audit) = (matter.say, matter.audit());
    let is_about = |event: &&Event| {
        matches!(event.class, Class::Tamper | Class::AuditConfig) && event.relation != Relation::Provider
    };
    let all = audit.evidence.events.iter().filter(is_about);
    let rows: Vec<Vec<String>> = all.clone().take(MOST_ROWS).map(|event| row(matter, event)).collect();
    if rows.is_empty() {
        return Block::Text(say.get("audit-tampering-none"));
    }
    let keys = ["time", "class", "operation", "account", "mailbox", "outcome", "records"];
    let heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-tampering-table"), &heads);
    table.rows = rows;
    table.rest = matter.rest(all.count(), MOST_ROWS, "events.csv");
    Block::Table(table)
}

/// What the provider's services switch and remove by themselves is nobody's act.
fn services(matter: Matter<'_>) -> Option<Block> {
    let events = matter.audit().evidence.events.iter();
    let acts = events.filter(|event| {
        matches!(event.class, Class::Tamper | Class::AuditConfig) && event.relation == Relation::Provider
    });
    let count = acts.count() as u64;
    (count > 0).then(|| Block::Note(matter.say.count("audit-tampering-services", count)))
}

fn row(matter: Matter<'_>, event: &Event) -> Vec<String> {
    let (say, at) = (matter.say, event.time.utc_ms);
    vec![
        say.stamp(at),
        say.texts.audit(event.class).into_owned(),
        say.edition.term(event.operation).into_owned(),
        say.edition.named(event.actor, at).into_owned(),
        target(event.target, at, say.edition).0.into_owned(),
        say.texts.audit(event.outcome).into_owned(),
        say.record((event.source, event.record)),
    ]
}
