//! Whose hands the logs were in: who collected them, and which accounts of this report could have changed them.

use std::collections::{BTreeMap, BTreeSet};

use greffe::audit::{AccountId, Class, Power, System};

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};

const MOST_ROWS: usize = 100;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let say = matter.say;
    let collected = match &matter.audited.request.collected_by {
        Some(whom) => say.told("audit-integrity-collected", &[("whom", whom.clone())], &[]),
        None => say.get("audit-integrity-collected-unsaid"),
    };
    let mut blocks = vec![Block::Text(collected), Block::Text(say.get("audit-integrity-lead"))];
    let could = could(matter);
    if could.is_empty() {
        blocks.push(Block::Text(say.get("audit-integrity-nobody")));
    } else {
        blocks.push(Block::Table(table(matter, &could)));
    }
    blocks.push(Block::Note(say.get("audit-integrity-note")));
    section_of(matter, "integrity", blocks)
}

/// Why an account could have changed a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Because {
    Administers,
    Configured,
    Executed,
}

impl Because {
    const fn key(self) -> &'static str {
        match self {
            Because::Administers => "audit-integrity-administers",
            Because::Configured => "audit-integrity-configured",
            Because::Executed => "audit-integrity-executed",
        }
    }
}

type Could = BTreeMap<AccountId, (BTreeSet<Because>, BTreeSet<System>)>;

/// Accounts that held an administrative role, changed what is recorded, or executed grants for others.
fn could(matter: Matter<'_>) -> Could {
    let audit = matter.audit();
    let mut could = Could::new();
    let mut add = |account: AccountId, because: Because, system: Option<System>| {
        if audit.accounts.account(account).provider {
            return;
        }
        let (reasons, systems) = could.entry(account).or_default();
        reasons.insert(because);
        systems.extend(system);
    };
    for interval in &audit.intervals {
        if matches!(interval.power, Power::Administer) {
            add(interval.beneficiary, Because::Administers, Some(interval.system));
        }
        let by_another = interval.granted_by.filter(|by| Some(*by) != interval.mailbox);
        if let Some(by) = by_another {
            add(by, Because::Executed, Some(interval.system));
        }
    }
    let configured = audit
        .evidence
        .events
        .iter()
        .filter(|event| matches!(event.class, Class::Tamper | Class::AuditConfig));
    for event in configured {
        if let Some(account) = audit.accounts.at(event.actor, event.time.utc_ms) {
            add(account, Because::Configured, None);
        }
    }
    could
}

fn table(matter: Matter<'_>, could: &Could) -> Table {
    let say = matter.say;
    let heads = ["account", "system", "because"].map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-integrity-table"), &heads);
    for (account, (reasons, systems)) in could.iter().take(MOST_ROWS) {
        let systems: Vec<_> = systems.iter().map(|system| say.texts.audit(*system)).collect();
        let reasons = say.listed(reasons.iter().map(|because| say.get(because.key())));
        table.rows.push(vec![say.account(*account), systems.join(", "), reasons]);
    }
    table.rest = matter.rest(could.len(), MOST_ROWS, "audit.json");
    table
}
