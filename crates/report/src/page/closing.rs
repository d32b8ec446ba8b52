//! What is still open today, and the commands that close it.

use super::block::{Block, Section, Table};
use super::grouped::{Group, Groups, Shared};
use super::{Matter, section as section_of};
use crate::words::open;

const MOST_ROWS: usize = 100;
/// `audit.json` has all commands.
const MOST_LINES: usize = 60;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let (say, remedies) = (matter.say, &matter.audit().remedies);
    if remedies.is_empty() {
        return section_of(matter, "open", vec![Block::Text(say.get("audit-open-none"))]);
    }
    let keys = ["holder", "mailbox", "rights", "since", "given-by", "records"];
    let heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-open-table"), &heads);
    let mut groups = Groups::default();
    let open = remedies.iter().filter_map(|remedy| matter.audit().intervals.get(remedy.interval));
    open.for_each(|interval| groups.add(matter, interval, None));
    let groups = groups.ranked();
    table.rows = groups.iter().take(MOST_ROWS).map(|(shared, group)| row(matter, shared, group)).collect();
    table.rest = matter.rest(groups.len(), MOST_ROWS, "intervals.csv");
    let mut blocks = vec![Block::Text(say.get("audit-open-lead")), Block::Table(table)];
    if say.edition.is_pseudonymous() {
        blocks.push(Block::Note(say.get("audit-open-commands-withheld")));
    } else {
        blocks.extend(commands(matter));
    }
    section_of(matter, "open", blocks)
}

fn row(matter: Matter<'_>, shared: &Shared, group: &Group) -> Vec<String> {
    let say = matter.say;
    vec![
        say.account(shared.holder),
        group.named(matter),
        shared.right.clone(),
        shared.since.clone(),
        shared.given_by.map_or_else(|| say.get("audit-not-known"), |by| say.account(by)),
        say.records(&group.evidence),
    ]
}

/// Commands to type stand together, to be copied; what is done by hand is said in sentences.
fn commands(matter: Matter<'_>) -> Vec<Block> {
    let say = matter.say;
    let all = matter.audit().remedies.iter().take(MOST_LINES).map(|remedy| open::close(remedy, say.texts));
    let (typed, told): (Vec<_>, Vec<_>) = all.partition(|(_, is_typed)| *is_typed);
    let lines = |closes: Vec<(String, bool)>| -> Vec<String> {
        let mut lines: Vec<String> = closes.into_iter().map(|(line, _)| line).collect();
        lines.dedup();
        lines
    };
    let mut blocks = vec![Block::Heading(say.get("audit-open-commands"))];
    blocks.push(Block::Note(say.get("audit-open-commands-note")));
    if !typed.is_empty() {
        blocks.push(Block::Code(lines(typed)));
    }
    blocks.extend(lines(told).into_iter().map(Block::Text));
    let rest = matter.rest(matter.audit().remedies.len(), MOST_LINES, "audit.json");
    if !rest.is_empty() {
        blocks.push(Block::Note(rest));
    }
    blocks
}
