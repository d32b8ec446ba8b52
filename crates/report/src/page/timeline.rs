//! The course of events: how many acts of each sort, when.

use std::collections::BTreeMap;

use greffe::audit::{Class, Event, Relation};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::block::{Block, Chart, Section, Table};
use super::chart::{Axis, Lane, lanes};
use super::{Matter, section as section_of};

const MOST_ROWS: usize = 60;
/// Sorts of acts in their lanes, with the look of each.
const LANES: [(Class, &str); 8] = [
    (Class::Grant, "possible"),
    (Class::Revoke, "unused"),
    (Class::Use, "used"),
    (Class::SendAs, "used"),
    (Class::Search, "truncated"),
    (Class::Export, "truncated"),
    (Class::Divert, "not-attributable"),
    (Class::Tamper, "used"),
];

/// Makes the section; nothing when no log was handed in.
pub(super) fn section(matter: Matter<'_>) -> askama::Result<Option<Section>> {
    let (say, events) = (matter.say, &matter.audit().evidence.events);
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(None) };
    let axis = Axis::new(first.time.utc_ms, last.time.utc_ms);
    let mut drawn: Vec<(Class, Lane)> =
        LANES.map(|(class, look)| (class, Lane::new(say.capital(&say.texts.audit(class)), look))).into();
    let mut months: BTreeMap<(i16, i8), [u64; LANES.len()]> = BTreeMap::new();
    let mut month = Month::default();
    for event in events.iter().filter(|event| is_told(event)) {
        let Some(place) = LANES.iter().position(|(class, _)| *class == event.class) else { continue };
        if let Some((_, lane)) = drawn.get_mut(place) {
            lane.count(&axis, event.time.utc_ms);
        }
        let counts = months.entry(month.of(event.time.utc_ms)).or_default();
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    drawn.retain(|(class, _)| months.values().any(|counts| count_of(counts, *class) > 0));
    if drawn.is_empty() {
        return Ok(None);
    }
    let classes: Vec<Class> = drawn.iter().map(|(class, _)| *class).collect();
    let rows: Vec<Lane> = drawn.into_iter().map(|(_, lane)| lane).collect();
    let caption = say.get("audit-timeline-chart");
    let most = |count| say.count("audit-timeline-most", count);
    let chart = Chart::new(caption.clone(), &lanes(caption, &axis, &rows, &most))?;
    let blocks = vec![
        Block::Text(say.get("audit-timeline-lead")),
        Block::Chart(chart),
        Block::Table(table(matter, &classes, &months)),
    ];
    Ok(Some(section_of(matter, "timeline", blocks)))
}

/// The provider's own services are no part of the story.
fn is_told(event: &Event) -> bool {
    event.relation != Relation::Provider
}

fn count_of(counts: &[u64; LANES.len()], class: Class) -> u64 {
    LANES.iter().zip(counts).find(|((known, _), _)| *known == class).map_or(0, |(_, count)| *count)
}

fn table(matter: Matter<'_>, classes: &[Class], months: &BTreeMap<(i16, i8), [u64; LANES.len()]>) -> Table {
    let say = matter.say;
    let mut heads = vec![say.get("audit-head-month")];
    heads.extend(classes.iter().map(|class| format!("#{}", say.texts.audit(*class))));
    let mut table = Table::new(say.get("audit-timeline-table"), &heads);
    for ((year, month), counts) in months.iter().take(MOST_ROWS) {
        let mut row = vec![format!("{year:04}-{month:02}")];
        row.extend(classes.iter().map(|class| say.number(count_of(counts, *class))));
        table.rows.push(row);
    }
    table.rest = matter.rest(months.len(), MOST_ROWS, "events.csv");
    table
}

/// The month of a moment. Events come in the order of time: the last answer mostly is the next one.
#[derive(Default)]
struct Month {
    from_ms: i64,
    to_ms: i64,
    month: (i16, i8),
}

impl Month {
    fn of(&mut self, ms: i64) -> (i16, i8) {
        if !(self.from_ms..self.to_ms).contains(&ms) {
            *self = Self::at(ms).unwrap_or_default();
        }
        self.month
    }

    fn at(ms: i64) -> Option<Self> {
        let date = Timestamp::from_millisecond(ms).ok()?.to_zoned(TimeZone::UTC).date();
        let start =
            |date: jiff::civil::Date| Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond());
        let from_ms = start(date.first_of_month())?;
        let to_ms = start(date.last_of_month().tomorrow().ok()?)?;
        Some(Self { from_ms, to_ms, month: (date.year(), date.month()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_utc() {
        let mut month = Month::default();
        assert_eq!(month.of(0), (1970, 1));
        assert_eq!(month.of(31 * 86_400_000 - 1), (1970, 1));
        assert_eq!(month.of(31 * 86_400_000), (1970, 2));
        assert_eq!(month.of(-1), (1969, 12));
    }
}
