//! Times that one record left open, settled by what the others of its source told.

use super::times::{Clock, Stamp};
use crate::model::{Evidence, Moment, Names, SourceId};

/// Reads the open times of `source` again, now that its `clock` knows more.
pub(super) fn settle(evidence: &mut Evidence, source: SourceId, clock: &Clock) {
    let Evidence { names, events, standing, audit_states, .. } = evidence;
    let events = events.iter_mut().filter(|event| event.source == source).map(|event| &mut event.time);
    let standing =
        standing.iter_mut().filter(|right| right.source == source).filter_map(|right| right.as_of.as_mut());
    let states =
        audit_states.iter_mut().filter(|state| state.source == source).filter_map(|s| s.as_of.as_mut());
    for moment in events.chain(standing).chain(states) {
        settle_one(moment, names, clock);
    }
}

fn settle_one(moment: &mut Moment, names: &Names, clock: &Clock) {
    let stamp = moment.raw.and_then(|raw| Stamp::parse(names.text(raw)));
    let settled = stamp.filter(Stamp::is_open).and_then(|stamp| clock.settle(&stamp, moment.utc_ms));
    if let Some((utc_ms, zone)) = settled {
        (moment.utc_ms, moment.zone) = (utc_ms, zone);
    }
}
