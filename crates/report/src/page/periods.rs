//! Sensitive periods: what could be opened while they lasted, and what was.

use greffe::audit::{Class, Event, Period, Relation};

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};

/// What happened in one period.
#[derive(Default, Clone)]
struct Within {
    rights: u64,
    uses: u64,
    searches: u64,
}

/// Makes the section; nothing when no calendar was handed in.
pub(super) fn section(matter: Matter<'_>) -> Option<Section> {
    let (say, periods) = (matter.say, &matter.audit().evidence.periods);
    if periods.is_empty() {
        return None;
    }
    let keys = ["period", "when", "standing", "uses", "searches", "records"];
    let heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    let [period, when, standing, uses, searches, records] = heads;
    let heads = [period, when, format!("#{standing}"), format!("#{uses}"), format!("#{searches}"), records];
    let mut table = Table::new(say.get("audit-periods-table"), &heads);
    for (period, within) in periods.iter().zip(within(matter)) {
        table.rows.push(vec![
            say.words(period.label).into_owned(),
            say.days((period.from_ms, period.to_ms)),
            say.number(within.rights),
            say.number(within.uses),
            say.number(within.searches),
            say.record((period.source, period.record)),
        ]);
    }
    let blocks = vec![Block::Text(say.get("audit-periods-lead")), Block::Table(table)];
    Some(section_of(matter, "periods", blocks))
}

fn within(matter: Matter<'_>) -> Vec<Within> {
    let audit = matter.audit();
    let mut counts = vec![Within::default(); audit.evidence.periods.len()];
    for event in audit.evidence.events.iter().filter(|event| is_by_another(event)) {
        for (within, _) in counts.iter_mut().zip(&audit.evidence.periods).filter(|(_, p)| holds(p, event)) {
            match event.class {
                Class::Search => within.searches += 1,
                _ => within.uses += 1,
            }
        }
    }
    for (within, period) in counts.iter_mut().zip(&audit.evidence.periods) {
        let stood = audit.intervals.iter().filter(|interval| {
            let (start, end) = (interval.start.utc_ms, interval.end.utc_ms);
            start.is_none_or(|ms| ms <= period.to_ms) && end.is_none_or(|ms| ms >= period.from_ms)
        });
        within.rights = stood.count() as u64;
    }
    counts
}

/// Openings and searches by accounts that are neither the owner's nor the provider's.
fn is_by_another(event: &Event) -> bool {
    matches!(event.class, Class::Use | Class::SendAs | Class::Export | Class::Search)
        && matches!(event.relation, Relation::NonOwner | Relation::Application)
}

fn holds(period: &Period, event: &Event) -> bool {
    (period.from_ms..=period.to_ms).contains(&event.time.utc_ms)
}
