//! What verdicts were before: lines beside the keys, one for the messages that turned together.

use greffe_store::Store;
use greffe_terms::{MessageId, Number, Timestamp, Verdict};
use serde::{Deserialize, Serialize};

use super::Standing;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::view::{Because, VerdictChange};

/// Messages named on one line.
const LINE_MESSAGES: usize = 1000;

/// Messages whose verdict turned in the same way for the same reason.
#[derive(Debug, Serialize, Deserialize)]
struct Turned {
    v: u32,
    at: String,
    was: Verdict,
    now: Verdict,
    because: Because,
    ids: Vec<String>,
}

/// Returns the lines for what turned, told to have turned at `at`.
pub(super) fn lines(store: &Store, standing: &Standing, at: Timestamp) -> Result<Vec<String>, Error> {
    let at = rfc3339(at);
    let mut lines = Vec::new();
    for ((was, now, because), numbers) in standing.turns() {
        for numbers in numbers.chunks(LINE_MESSAGES) {
            let turned = Turned {
                v: 1,
                at: at.clone(),
                was,
                now,
                because: because.clone(),
                ids: ids(store, numbers)?,
            };
            lines.push(serde_json::to_string(&turned).map_err(|_| Error::Stopped { part: "changes" })?);
        }
    }
    Ok(lines)
}

fn ids(store: &Store, numbers: &[Number]) -> Result<Vec<String>, Error> {
    Ok(store.rows(numbers)?.into_iter().map(|row| row.id.to_string()).collect())
}

/// Returns how the verdict of a message changed, the oldest change first.
pub(crate) fn history(store: &Store, id: &MessageId) -> Result<Vec<VerdictChange>, Error> {
    let id = id.to_string();
    let mut changes: Vec<VerdictChange> = Vec::new();
    for line in store.domain_keys().changes()?.iter().filter(|line| line.contains(&id)) {
        let Ok(Turned { at, was, now, because, ids, .. }) = serde_json::from_str(line) else { continue };
        let change = VerdictChange { was, now, since: at, because };
        // A line is written before the verdicts are: after a crash between the
        // two, the same turn is told again.
        let is_told = changes.last().is_some_and(|last| (last.was, last.now) == (change.was, change.now));
        if ids.contains(&id) && !is_told {
            changes.push(change);
        }
    }
    Ok(changes)
}
