//! Four roles (asked, accepted, executed, benefited) and how far approvals cover what was given.

use std::collections::BTreeMap;

use greffe::audit::{AccessInterval, AccountId, Asked, Cover, Power};

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};

const MOST_ROWS: usize = 300;
const COVERS: [Cover; 6] = [
    Cover::Uncovered,
    Cover::BeyondScope,
    Cover::BeyondTime,
    Cover::Covered,
    Cover::Unknown,
    Cover::NotNeeded,
];

/// Grants that share who asked, who accepted, who executed, who benefits, and their cover.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Roles {
    benefits: AccountId,
    executed: Option<AccountId>,
    power: Power,
    cover: Cover,
    orders: Vec<Asked>,
    approvals: Vec<usize>,
}

/// What grants of the same roles come to.
#[derive(Default)]
struct Sum {
    mailboxes: u64,
    all: bool,
    first_ms: Option<i64>,
    last_ms: Option<i64>,
}

pub(super) fn section(matter: Matter<'_>) -> Section {
    let say = matter.say;
    let mut blocks = vec![Block::Text(say.get("audit-approvals-lead"))];
    if matter.audit().evidence.approvals.is_empty() {
        blocks.push(Block::Text(say.texts.audit_cover_means(Cover::Unknown).into_owned()));
    } else {
        blocks.push(Block::Table(covers(matter)));
    }
    blocks.push(Block::Table(roles(matter)));
    section_of(matter, "approvals", blocks)
}

fn covers(matter: Matter<'_>) -> Table {
    let say = matter.say;
    let [cover, meaning, rights] =
        ["cover", "meaning", "right-count"].map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-approvals-table"), &[cover, meaning, format!("#{rights}")]);
    for cover in COVERS {
        let count = matter.covers().filter(|one| *one == cover).count() as u64;
        if count > 0 {
            let means = say.texts.audit_cover_means(cover).into_owned();
            table.rows.push(vec![say.texts.audit(cover).into_owned(), means, say.number(count)]);
        }
    }
    table
}

fn roles(matter: Matter<'_>) -> Table {
    let say = matter.say;
    let keys = ["asked", "accepted", "executed", "benefited", "power", "right-count", "when", "cover"];
    let mut heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    if let Some(count) = heads.get_mut(5) {
        count.insert(0, '#');
    }
    let mut table = Table::new(say.get("audit-roles-table"), &heads);
    let grouped = grouped(matter);
    table.rows = grouped.iter().take(MOST_ROWS).map(|(roles, sum)| row(matter, roles, sum)).collect();
    table.rest = matter.rest(grouped.len(), MOST_ROWS, "intervals.csv");
    table
}

fn grouped(matter: Matter<'_>) -> BTreeMap<Roles, Sum> {
    let audit = matter.audit();
    let mut grouped: BTreeMap<Roles, Sum> = BTreeMap::new();
    for (interval, backing) in audit.intervals.iter().zip(&audit.backing) {
        if backing.cover == Cover::NotNeeded {
            continue;
        }
        let roles = Roles {
            benefits: interval.beneficiary,
            executed: interval.granted_by,
            power: interval.power,
            cover: backing.cover,
            orders: backing.orders.clone(),
            approvals: backing.approvals.clone(),
        };
        grouped.entry(roles).or_default().add(interval);
    }
    grouped
}

impl Sum {
    fn add(&mut self, interval: &AccessInterval) {
        self.mailboxes += 1;
        self.all |= interval.mailbox.is_none();
        if let Some(ms) = interval.start.utc_ms {
            self.first_ms = Some(self.first_ms.map_or(ms, |first| first.min(ms)));
            self.last_ms = Some(self.last_ms.map_or(ms, |last| last.max(ms)));
        }
    }
}

fn row(matter: Matter<'_>, roles: &Roles, sum: &Sum) -> Vec<String> {
    let (say, evidence) = (matter.say, &matter.audit().evidence);
    let unknown = || say.get("audit-not-known");
    let orders = roles.orders.iter().filter_map(|one| Some((one.tie, evidence.orders.get(one.order)?)));
    let asked: Vec<_> = orders
        .map(|(tie, order)| {
            let from = say.edition.named(order.from, order.date_ms.unwrap_or_default()).into_owned();
            let words = [("from", from), ("tie", say.texts.audit(tie).into_owned())];
            say.told("audit-role-order", &words, &[])
        })
        .collect();
    let approvals = roles.approvals.iter().filter_map(|place| evidence.approvals.get(*place));
    let accepted: Vec<_> =
        approvals.map(|one| format!("{} ({})", say.words(one.authority), say.words(one.reference))).collect();
    let listed = |words: Vec<String>| if words.is_empty() { unknown() } else { say.listed(words) };
    vec![
        listed(asked),
        listed(accepted),
        roles.executed.map_or_else(unknown, |id| say.account(id)),
        say.account(roles.benefits),
        say.texts.audit(roles.power).into_owned(),
        if sum.all { say.get("audit-all-mailboxes") } else { say.number(sum.mailboxes) },
        sum.first_ms.zip(sum.last_ms).map_or_else(unknown, |span| say.days(span)),
        say.texts.audit(roles.cover).into_owned(),
    ]
}
