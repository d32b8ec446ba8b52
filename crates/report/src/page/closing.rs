//! What is still open today, and the commands that close it.

use greffe::audit::Remedy;

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};
use crate::words::open;

const MOST_ROWS: usize = 300;
const MOST_LINES: usize = 500;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let (say, remedies) = (matter.say, &matter.audit().remedies);
    if remedies.is_empty() {
        return section_of(matter, "open", vec![Block::Text(say.get("audit-open-none"))]);
    }
    let keys = ["holder", "mailbox", "rights", "since", "system", "records"];
    let heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-open-table"), &heads);
    table.rows = remedies.iter().take(MOST_ROWS).filter_map(|remedy| row(matter, remedy)).collect();
    table.rest = matter.rest(remedies.len(), MOST_ROWS, "intervals.csv");
    let mut blocks = vec![Block::Text(say.get("audit-open-lead")), Block::Table(table)];
    if say.edition.is_pseudonymous() {
        blocks.push(Block::Note(say.get("audit-open-commands-withheld")));
    } else {
        blocks.extend(commands(matter));
    }
    section_of(matter, "open", blocks)
}

fn row(matter: Matter<'_>, remedy: &Remedy) -> Option<Vec<String>> {
    let (say, interval) = (matter.say, matter.audit().intervals.get(remedy.interval)?);
    Some(vec![
        say.account(interval.beneficiary),
        say.mailbox(interval.mailbox),
        say.right(interval),
        say.bound(&interval.start),
        say.texts.audit(remedy.system).into_owned(),
        say.records(&interval.evidence),
    ])
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
    blocks
}
