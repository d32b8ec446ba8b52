//! From when to when somebody could open a mailbox.
//!
//! What a log says of a right (given, taken back) and what snapshots show of it (it stands, it
//! is gone) is gathered by holder, mailbox and right, and read in the order of time. A snapshot
//! that shows a right which no record gave says "at or before"; a later one that lacks it says
//! "between the two".

mod changes;
mod history;
mod snapshots;

use std::collections::HashMap;

use self::changes::Changes;
use self::history::History;
use self::snapshots::Looks;
use crate::judge::Acts;
use crate::model::{AccessInterval, System};

/// Every interval of the evidence, by holder, mailbox and start.
pub(crate) fn build(acts: &Acts<'_>) -> Vec<AccessInterval> {
    let changes = Changes::gather(acts);
    let looks = Looks::gather(acts, &changes);
    let logs = log_spans(acts);
    let mut intervals = Vec::new();
    for (right, marks) in changes.by_right() {
        let gone = looks.without(&right, marks);
        let history = History::new(acts, right, &changes, &logs);
        intervals.extend(history.read(marks, &gone));
    }
    intervals.sort_by(|one, other| order(one).cmp(&order(other)));
    intervals
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
            | Evtx
            | Google
            | CloudAppEvents
    )
}

#[cfg(test)]
mod tests;
