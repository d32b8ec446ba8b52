//! What each log could have told: of the whole system, and of single mailboxes.
//!
//! Being silent is not being complete. A log speaks of a mailbox where it holds records of it,
//! or where a snapshot says that recording was on; from when to when is what these show.

mod mailbox;
mod product;
mod seen;

pub(crate) use self::seen::Seen;

use crate::judge::Acts;
use crate::model::{Coverage, SourceId};

/// What the sources cover, by source and mailbox.
pub(crate) fn of(acts: &Acts<'_>, seen: &Seen) -> Vec<Coverage> {
    let mut coverage = Vec::new();
    for (place, source) in acts.evidence.sources.iter().enumerate() {
        let id = SourceId(place as u32);
        let Some((from_ms, to_ms)) = source.span.filter(|_| product::is_log(source.form)) else { continue };
        let (quality, limits) = product::whole(source, seen.log(id));
        coverage.push(Coverage { source: id, mailbox: None, from_ms, to_ms, quality, limits });
        for (mailbox, records) in seen.mailboxes(id) {
            coverage.push(mailbox::coverage(acts, seen, (id, source, (from_ms, to_ms)), mailbox, records));
        }
    }
    coverage
}

#[cfg(test)]
mod tests;
