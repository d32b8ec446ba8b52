//! Evidence to what can be said of it: identities, intervals, coverage, findings.
//!
//! One pass resolves who is who, one gathers what changes rights, one what uses them. Events
//! are never copied: everything here refers to them by place.

mod acts;
#[cfg(test)]
mod built;
mod identities;
mod intervals;
mod sigma;

pub(crate) use acts::Acts;
pub use sigma::Rules;

use crate::model::{Audit, Evidence, Question};

/// Judges the evidence: the same evidence and question give the same audit.
pub fn judge(mut evidence: Evidence, question: &Question) -> Audit {
    let by_time = |event: &crate::Event| (event.time.utc_ms, event.source, event.record);
    if !evidence.events.is_sorted_by_key(by_time) {
        evidence.events.sort_unstable_by_key(by_time);
    }
    let accounts = identities::resolve(&evidence);
    let acts = Acts::new(&evidence, &accounts);
    let intervals = intervals::build(&acts);
    let _ = question;
    Audit { intervals, accounts, evidence, ..Audit::default() }
}
