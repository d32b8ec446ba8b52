//! What the zone that was assumed decides: times that tell none, and days beside which rights and
//! openings stand so near that another zone could put them on the other side.

use std::collections::BTreeMap;

use crate::judge::Case;
use crate::model::{AccessInterval, Backing, BoundBasis, SourceId, Zone, Zones};

/// The farthest zone from UTC (Kiribati).
const FARTHEST_MS: i64 = 14 * 3_600_000;

/// Counts them. Approvals and calendars name days, which begin when the assumed zone says.
pub(crate) fn of(case: &Case<'_>) -> Zones {
    let mut assumed: BTreeMap<SourceId, u64> = BTreeMap::new();
    for event in case.acts.evidence.events.iter().filter(|event| event.time.zone != Zone::Explicit) {
        *assumed.entry(event.source).or_default() += 1;
    }
    let rights = case
        .intervals
        .iter()
        .zip(case.backing)
        .filter(|(right, backing)| is_near_paper(case, right, backing));
    Zones {
        assumed: assumed.into_iter().collect(),
        rights: rights.count() as u64,
        uses: uses_near_periods(case),
    }
}

/// Whether a right begins or ends beside the first or last day of a paper that speaks of it.
fn is_near_paper(case: &Case<'_>, right: &AccessInterval, backing: &Backing) -> bool {
    let recorded = |bound: crate::Bound| bound.utc_ms.filter(|_| bound.basis == BoundBasis::Event);
    let near = |one: Option<i64>, other: Option<i64>| {
        one.zip(other).is_some_and(|(one, other)| one.abs_diff(other) <= FARTHEST_MS.unsigned_abs())
    };
    let papers = backing.approvals.iter().filter_map(|place| case.acts.evidence.approvals.get(*place));
    papers
        .into_iter()
        .any(|paper| near(recorded(right.start), paper.from_ms) || near(recorded(right.end), paper.to_ms))
}

fn uses_near_periods(case: &Case<'_>) -> u64 {
    let periods = case.acts.evidence.periods.iter().flat_map(|period| [period.from_ms, period.to_ms]);
    let mut bounds: Vec<i64> = periods.collect();
    bounds.sort_unstable();
    let near = |at: i64| {
        let next = bounds.partition_point(|bound| *bound < at.saturating_sub(FARTHEST_MS));
        bounds.get(next).is_some_and(|bound| *bound <= at.saturating_add(FARTHEST_MS))
    };
    if bounds.is_empty() {
        return 0;
    }
    let places = case.uses.groups().iter().flat_map(|group| case.uses.places(group));
    let times = places.filter_map(|place| Some(case.acts.event(*place as usize)?.time.utc_ms));
    times.filter(|at| near(*at)).count() as u64
}

#[cfg(test)]
mod tests {
    use crate::judge::built::{Built, DAY, HOUR};
    use crate::judge::judge;
    use crate::model::{Question, SourceId, Zone};

    fn zones(from: i64) -> (Vec<(SourceId, u64)>, u64) {
        let mut built = Built::new();
        let dsi = "dsi@corp.example";
        built.grant("admin@corp.example", dsi, "ann@corp.example", 10 * DAY);
        built.approve(Some(dsi), &["ann@corp.example"], (Some(from), None));
        built.evidence.events[0].time.zone = Zone::Assumed;
        let zones = judge(built.evidence, &Question::new(100 * DAY)).zones;
        (zones.assumed, zones.rights)
    }

    #[test]
    fn a_grant_on_the_first_day_of_its_paper_turns_on_the_zone() {
        assert_eq!(zones(10 * DAY - HOUR), (vec![(SourceId(0), 1)], 1));
        assert_eq!(zones(10 * DAY + 13 * HOUR).1, 1);
        assert_eq!(zones(9 * DAY).1, 0);
    }
}
