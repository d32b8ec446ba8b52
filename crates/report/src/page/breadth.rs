//! Breadth: how many of all mailboxes each holder could open, and which of these deserve protection.

use std::collections::{BTreeMap, BTreeSet};

use greffe::audit::{AccountId, PersonClass, Power};

use super::block::{Block, Chart, Section, Table};
use super::chart::{Bar, bars};
use super::{Matter, section as section_of};

const MOST_DRAWN: usize = 24;
const MOST_ROWS: usize = 200;

/// What one holder could open.
#[derive(Default)]
struct Reach {
    mailboxes: BTreeSet<AccountId>,
    /// Rights on all mailboxes at once.
    all: BTreeSet<Power>,
}

pub(super) fn section(matter: Matter<'_>) -> askama::Result<Section> {
    let (say, audit) = (matter.say, matter.audit());
    let ranked = ranked(matter);
    if ranked.is_empty() {
        return Ok(section_of(matter, "breadth", vec![Block::Text(say.get("audit-matrix-none"))]));
    }
    let whole = audit.summary.mailboxes.max(1);
    let rows: Vec<Bar> = ranked
        .iter()
        .filter(|(_, reach)| !reach.mailboxes.is_empty())
        .take(MOST_DRAWN)
        .map(|(id, reach)| Bar {
            name: say.account(*id),
            count: reach.mailboxes.len() as u64,
            words: of_all(matter, reach.mailboxes.len() as u64),
            look: "possible",
        })
        .collect();
    let mut blocks = vec![Block::Text(say.count("audit-breadth-lead", whole))];
    if !rows.is_empty() {
        let caption = say.get("audit-breadth-chart");
        blocks.push(Block::Chart(Chart::new(caption.clone(), &bars(caption, &rows, whole))?));
    }
    blocks.push(Block::Table(table(matter, &ranked)));
    Ok(section_of(matter, "breadth", blocks))
}

fn of_all(matter: Matter<'_>, count: u64) -> String {
    let counts = [("count", count), ("mailboxes", matter.audit().summary.mailboxes)];
    matter.say.told("audit-of-all", &[], &counts)
}

/// Returns each holder with what it could open, the broadest first.
fn ranked(matter: Matter<'_>) -> Vec<(AccountId, Reach)> {
    let mut reaches: BTreeMap<AccountId, Reach> = BTreeMap::new();
    for answered in &matter.audit().answers {
        let reach = reaches.entry(answered.beneficiary).or_default();
        reach.mailboxes.extend(answered.mailbox);
        let all = answered.intervals.iter().filter_map(|place| matter.audit().intervals.get(*place));
        reach.all.extend(all.filter(|interval| interval.mailbox.is_none()).map(|interval| interval.power));
    }
    let mut ranked: Vec<(AccountId, Reach)> = reaches.into_iter().collect();
    ranked.sort_by_key(|(id, reach)| (reach.all.is_empty(), std::cmp::Reverse(reach.mailboxes.len()), *id));
    ranked
}

fn table(matter: Matter<'_>, ranked: &[(AccountId, Reach)]) -> Table {
    let say = matter.say;
    let [holder, mailboxes, share, classes, all] =
        ["holder", "mailboxes", "share", "protected", "all"].map(|key| say.get(&format!("audit-head-{key}")));
    let heads = [holder, format!("#{mailboxes}"), format!("#{share}"), classes, all];
    let mut table = Table::new(say.get("audit-breadth-table"), &heads);
    for (id, reach) in ranked.iter().take(MOST_ROWS) {
        let count = reach.mailboxes.len() as u64;
        let percent = count.saturating_mul(100) / matter.audit().summary.mailboxes.max(1);
        let all: Vec<_> = reach.all.iter().map(|power| say.texts.audit(*power)).collect();
        table.rows.push(vec![
            say.account(*id),
            say.number(count),
            match percent {
                0 if count > 0 => say.get("audit-percent-less"),
                _ => say.told("audit-percent", &[("percent", percent.to_string())], &[]),
            },
            protected(matter, reach),
            all.join(", "),
        ]);
    }
    table.rest = matter.rest(ranked.len(), MOST_ROWS, "audit.json");
    table
}

/// Counts the mailboxes by the classes of the directory that deserve protection.
fn protected(matter: Matter<'_>, reach: &Reach) -> String {
    let mut counts: BTreeMap<PersonClass, u64> = BTreeMap::new();
    for id in &reach.mailboxes {
        for class in &matter.audit().accounts.account(*id).classes {
            if !matches!(class, PersonClass::It | PersonClass::Shared | PersonClass::Service) {
                *counts.entry(*class).or_default() += 1;
            }
        }
    }
    let words = counts.into_iter().map(|(class, count)| {
        let written = if let PersonClass::Other(name) = class { matter.say.words(name) } else { "".into() };
        matter.say.named(&matter.say.texts.audit_person(class, &written), &matter.say.number(count))
    });
    matter.say.listed(words)
}
