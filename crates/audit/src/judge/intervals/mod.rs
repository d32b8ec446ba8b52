//! From when to when somebody could open a mailbox.
//!
//! What a log says of a right (given, taken back) and what snapshots show of it (it stands, it
//! is gone) is gathered by holder, mailbox and right, and read in the order of time. A snapshot
//! that shows a right which no record gave says "at or before"; a later one that lacks it says
//! "between the two".

mod changes;
mod groups;
mod history;
mod rules;
mod snapshots;

use std::collections::HashMap;

use self::changes::{Changes, Mark, Right};
use self::history::History;
use self::snapshots::Looks;
use crate::judge::Acts;
use crate::model::{AccessInterval, BoundBasis, Path, Power, System};

/// Every interval of the evidence, by holder, mailbox and start; and how many diversions were
/// left out because they may well be the owners' own.
pub(crate) fn build(acts: &Acts<'_>) -> (Vec<AccessInterval>, u64) {
    let changes = Changes::gather(acts);
    let looks = Looks::gather(acts, &changes);
    let logs = log_spans(acts);
    let read = |(right, marks): (Right, &[Mark])| {
        let gone = looks.without(&right, marks);
        History::new(acts, right, &changes, &logs).read(marks, &gone)
    };
    let mut intervals: Vec<AccessInterval> = changes.by_right().flat_map(read).collect();
    let memberships: Vec<AccessInterval> = changes.by_member().flat_map(read).collect();
    groups::expand(&mut intervals, &memberships);
    let before = intervals.len();
    intervals.retain(|interval| !is_owners_diversion(acts, interval));
    let left_out = (before - intervals.len()) as u64;
    intervals.sort_by_key(order);
    (intervals, left_out)
}

/// A rule or forwarding of one mailbox that a snapshot shows, and nothing says who made it.
///
/// Owners make such rules for themselves, and they are theirs to keep. Two settings only an
/// administrator can make.
fn is_owners_diversion(acts: &Acts<'_>, interval: &AccessInterval) -> bool {
    const ADMINISTRATORS: [&str; 2] = ["ForwardingAddress", "zimbraMailForwardingAddress"];
    let right = acts.text(interval.right);
    interval.power == Power::Divert
        && interval.mailbox.is_some()
        && interval.granted_by.is_none()
        && interval.start.basis != BoundBasis::Event
        && interval.path != Path::Configuration
        && !ADMINISTRATORS.iter().any(|setting| setting.eq_ignore_ascii_case(right))
}

fn order(interval: &AccessInterval) -> impl Ord + use<> {
    let start = interval.start.utc_ms;
    (interval.beneficiary, interval.mailbox, interval.power, start, interval.right, interval.end.utc_ms)
}

/// From when to when the logs of administration of each system speak, where none of them is cut short.
fn log_spans(acts: &Acts<'_>) -> HashMap<System, Option<(i64, i64)>> {
    let mut spans: HashMap<System, Option<(i64, i64)>> = HashMap::new();
    for (place, source) in acts.evidence.sources.iter().enumerate() {
        let Some((from, to)) = source.span.filter(|_| records_administration(source.form)) else { continue };
        let system = acts.system(crate::SourceId(place as u32));
        let known = spans.entry(system).or_insert(Some((from, to)));
        *known = known.filter(|_| !source.plateau).map(|(first, last)| (first.min(from), last.max(to)));
    }
    spans
}

/// Whether files of this form hold every grant made in their time.
pub(crate) fn records_administration(form: crate::Form) -> bool {
    use crate::Form::*;
    matches!(
        form,
        UnifiedCsv
            | UnifiedJson
            | AdminAuditXml
            | AdminAuditCsv
            | AdminAuditCliXml
            | AdminAuditJson
            | Evtx
            | Google
            | CloudAppEvents
    )
}

#[cfg(test)]
mod tests;
