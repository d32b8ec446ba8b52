//! What could not be established, and the exact export that would settle it.

use std::collections::BTreeSet;

use greffe::audit::{Export, Gap};

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};
use crate::words::{self, ask};

const MOST_ROWS: usize = 200;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let (say, gaps) = (matter.say, &matter.audit().gaps);
    if gaps.is_empty() {
        return section_of(matter, "gaps", vec![Block::Text(say.get("audit-gaps-none"))]);
    }
    let heads = ["unknown", "system", "mailboxes", "when", "settles"];
    let heads = heads.map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-gaps-table"), &heads);
    table.rows = gaps.iter().take(MOST_ROWS).map(|gap| row(matter, gap)).collect();
    table.rest = matter.rest(gaps.len(), MOST_ROWS, "audit.json");
    let mut blocks = vec![Block::Text(say.get("audit-gaps-lead")), Block::Table(table)];
    let zones = words::zones(matter.audited, say);
    if !zones.is_empty() {
        blocks.push(Block::Heading(say.get("audit-gaps-zones")));
        blocks.push(Block::Text(zones.join(" ")));
    }
    let lines = lines(gaps);
    if !lines.is_empty() {
        blocks.push(Block::Heading(say.get("audit-gaps-commands")));
        blocks.push(Block::Note(say.get("audit-gaps-commands-note")));
        blocks.push(Block::Code(lines));
    }
    section_of(matter, "gaps", blocks)
}

fn row(matter: Matter<'_>, gap: &Gap) -> Vec<String> {
    let say = matter.say;
    let settles: Vec<_> = gap.settled_by.iter().map(|export| say.texts.audit(*export)).collect();
    let mut limit = say.limit(gap.limit);
    if let Some(source) = gap.sources.first() {
        let files = [("file", say.edition.file(*source).to_owned())];
        limit.push(' ');
        limit.push_str(&say.told("audit-gaps-files", &files, &[("count", gap.sources.len() as u64)]));
    }
    vec![
        limit,
        say.texts.audit(gap.system).into_owned(),
        if gap.mailboxes.is_empty() { say.get("audit-all-or-any") } else { say.accounts(&gap.mailboxes) },
        gap.span.map(|span| say.days(span)).unwrap_or_default(),
        if settles.is_empty() { say.get("audit-gaps-nothing-settles") } else { settles.join(" ") },
    ]
}

/// The commands that make the exports, each once.
fn lines(gaps: &[Gap]) -> Vec<String> {
    let wanted: BTreeSet<Export> = gaps.iter().flat_map(|gap| gap.settled_by.iter().copied()).collect();
    wanted.into_iter().flat_map(ask::commands).map(|line| (*line).to_owned()).collect()
}
