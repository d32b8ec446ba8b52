//! The matrix of access: holder, mailbox, interval, and the answer for each.

use std::collections::HashMap;

use greffe::audit::{AccessInterval, AccountId, Answer, Answered};

use super::answer::{ANSWERS, look};
use super::block::{Block, Chart, Section, Table};
use super::chart::{Cell, Grid, matrix};
use super::grouped::{Group, Groups, Shared};
use super::{Matter, section as section_of};

/// At most so many holders and mailboxes are drawn; the table has more, `intervals.csv` all.
const MOST_HOLDERS: usize = 24;
const MOST_MAILBOXES: usize = 40;
const MOST_ROWS: usize = 150;

pub(super) fn section(matter: Matter<'_>) -> askama::Result<Section> {
    let (say, audit) = (matter.say, matter.audit());
    if audit.answers.is_empty() {
        return Ok(section_of(matter, "matrix", vec![Block::Text(say.get("audit-matrix-none"))]));
    }
    let mut blocks = vec![Block::Text(say.get("audit-matrix-lead"))];
    blocks.extend(drawn(matter)?.map(Block::Chart));
    blocks.push(Block::Table(table(matter)));
    Ok(section_of(matter, "matrix", blocks))
}

/// Draws the broadest holders and the mailboxes that most can open; nothing if all rights are on all mailboxes.
fn drawn(matter: Matter<'_>) -> askama::Result<Option<Chart>> {
    let (say, answers) = (matter.say, &matter.audit().answers);
    let one = |answered: &Answered| answered.mailbox.map(|mailbox| (answered.beneficiary, mailbox));
    let holders = most(answers.iter().filter_map(one).map(|pair| pair.0), MOST_HOLDERS);
    let mailboxes = most(answers.iter().filter_map(one).map(|pair| pair.1), MOST_MAILBOXES);
    if holders.is_empty() {
        return Ok(None);
    }
    let name = |id: &AccountId| say.account(*id);
    let grid = Grid {
        rows: holders.iter().map(name).collect(),
        columns: mailboxes.iter().map(name).collect(),
        cells: cells(matter, &holders, &mailboxes),
    };
    let counts = [("holders", holders.len() as u64), ("mailboxes", mailboxes.len() as u64)];
    let caption = say.told("audit-matrix-chart", &[], &counts);
    let mut chart = Chart::new(caption.clone(), &matrix(caption, grid))?;
    chart.legend = ANSWERS
        .into_iter()
        .map(|answer| {
            let words = format!("{} {}", say.texts.audit_answer_sign(answer), say.texts.audit(answer));
            (look(answer).to_owned(), words)
        })
        .collect();
    Ok(Some(chart))
}

/// Returns those who occur most, most often first, then in their order.
fn most(ids: impl Iterator<Item = AccountId>, how_many: usize) -> Vec<AccountId> {
    let mut counts: HashMap<AccountId, usize> = HashMap::new();
    for id in ids {
        *counts.entry(id).or_default() += 1;
    }
    let mut ranked: Vec<(AccountId, usize)> = counts.into_iter().collect();
    ranked.sort_unstable_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    ranked.into_iter().take(how_many).map(|(id, _)| id).collect()
}

fn cells(matter: Matter<'_>, holders: &[AccountId], mailboxes: &[AccountId]) -> Vec<Cell> {
    let say = matter.say;
    let place = |ids: &[AccountId]| -> HashMap<AccountId, usize> {
        ids.iter().enumerate().map(|(place, id)| (*id, place)).collect()
    };
    let (rows, columns) = (place(holders), place(mailboxes));
    let cell = |answered: &Answered| {
        Some(Cell {
            row: *rows.get(&answered.beneficiary)?,
            column: *columns.get(&answered.mailbox?)?,
            look: look(answered.answer),
            sign: say.texts.audit_answer_sign(answered.answer).into_owned(),
            title: say.named(
                &format!("{} → {}", say.account(answered.beneficiary), say.mailbox(answered.mailbox)),
                &say.texts.audit(answered.answer),
            ),
        })
    };
    matter.audit().answers.iter().filter_map(cell).collect()
}

/// Openings that are recorded have a row each; rights alone are one row for all of their like.
fn table(matter: Matter<'_>) -> Table {
    let (say, audit) = (matter.say, matter.audit());
    let keys = ["holder", "mailbox", "answer", "rights", "since", "until", "given-by", "uses", "records"];
    let mut heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    if let Some(uses) = heads.get_mut(7) {
        uses.insert(0, '#');
    }
    let mut table = Table::new(say.get("audit-matrix-table"), &heads);
    let (used, unused): (Vec<&Answered>, Vec<&Answered>) =
        audit.answers.iter().partition(|answered| answered.uses > 0);
    let mut groups = Groups::default();
    for answered in unused {
        let intervals = answered.intervals.iter().filter_map(|place| audit.intervals.get(*place));
        intervals.for_each(|interval| groups.add(matter, interval, Some(answered.answer)));
    }
    let groups = groups.ranked();
    let rows = used.len() + groups.len();
    table.rows.extend(used.into_iter().take(MOST_ROWS).map(|answered| used_row(matter, answered)));
    let room = MOST_ROWS.saturating_sub(table.rows.len());
    table.rows.extend(groups.iter().take(room).map(|(shared, group)| group_row(matter, shared, group)));
    table.rest = matter.rest(rows, MOST_ROWS, "answers.csv, intervals.csv");
    table
}

fn answer_words(matter: Matter<'_>, answer: Answer) -> String {
    let texts = matter.say.texts;
    format!("{} {}", texts.audit_answer_sign(answer), texts.audit(answer))
}

fn group_row(matter: Matter<'_>, shared: &Shared, group: &Group) -> Vec<String> {
    let say = matter.say;
    vec![
        say.account(shared.holder),
        group.named(matter),
        shared.answer.map(|answer| answer_words(matter, answer)).unwrap_or_default(),
        shared.right.clone(),
        shared.since.clone(),
        shared.until.clone(),
        shared.given_by.map(|by| say.account(by)).unwrap_or_default(),
        String::new(),
        say.records(&group.evidence),
    ]
}

fn used_row(matter: Matter<'_>, answered: &Answered) -> Vec<String> {
    let (say, audit) = (matter.say, matter.audit());
    let intervals: Vec<_> =
        answered.intervals.iter().filter_map(|place| audit.intervals.get(*place)).collect();
    let lines = |of: &dyn Fn(&AccessInterval) -> String| {
        let mut lines: Vec<String> = intervals.iter().take(3).map(|interval| of(interval)).collect();
        lines.dedup();
        if intervals.len() > 3 {
            lines.push("…".to_owned());
        }
        say.listed(lines)
    };
    vec![
        say.account(answered.beneficiary),
        say.mailbox(answered.mailbox),
        answer_words(matter, answered.answer),
        lines(&|interval| say.right(interval)),
        lines(&|interval| say.bound_by_day(&interval.start)),
        lines(&|interval| say.bound_by_day(&interval.end)),
        lines(&|interval| interval.granted_by.map(|by| say.account(by)).unwrap_or_default()),
        say.number(answered.uses),
        say.records(&answered.evidence),
    ]
}
