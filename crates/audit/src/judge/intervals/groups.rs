//! What a group holds, its members hold while they are in it.

use std::collections::HashMap;

use crate::model::{AccessInterval, AccountId, Bound, BoundBasis, Path};

/// Members times mailboxes can be more than anybody reads; the groups' own intervals stay in any case.
const MOST_DERIVED: usize = 200_000;

/// Records of the right and of the membership that a derived interval names; the rest is with these.
const NAMED_RECORDS: usize = 4;

/// Adds the intervals that members have through their groups. In a membership the group stands
/// where an interval has its mailbox.
pub(super) fn expand(intervals: &mut Vec<AccessInterval>, memberships: &[AccessInterval]) {
    let mut members: HashMap<AccountId, Vec<&AccessInterval>> = HashMap::new();
    for membership in memberships {
        if let Some(group) = membership.mailbox {
            members.entry(group).or_default().push(membership);
        }
    }
    let mut derived = Vec::new();
    for held in intervals.iter() {
        for membership in members.get(&held.beneficiary).into_iter().flatten() {
            if derived.len() == MOST_DERIVED {
                break;
            }
            derived.extend(through(held, membership));
        }
    }
    intervals.append(&mut derived);
}

/// The time in which both stood; nothing if they never did together, or it is the member's own mailbox.
fn through(held: &AccessInterval, membership: &AccessInterval) -> Option<AccessInterval> {
    let start = if membership.start.utc_ms > held.start.utc_ms { membership.start } else { held.start };
    let end = earlier(held.end, membership.end);
    let apart = end.basis != BoundBasis::StillOpen && end.utc_ms.is_some_and(|end| start.utc_ms >= Some(end));
    if apart || held.mailbox == Some(membership.beneficiary) {
        return None;
    }
    let mut derived = held.clone();
    derived.beneficiary = membership.beneficiary;
    (derived.start, derived.end) = (start, end);
    derived.path = Path::Group(membership.right);
    let told = held.evidence.iter().take(NAMED_RECORDS).chain(membership.evidence.iter().take(NAMED_RECORDS));
    derived.evidence = told.copied().collect();
    if start == membership.start {
        derived.granted_by = membership.granted_by;
    }
    Some(derived)
}

fn earlier(one: Bound, other: Bound) -> Bound {
    let ends = |bound: Bound| match bound.basis {
        BoundBasis::StillOpen => i64::MAX,
        _ => bound.utc_ms.unwrap_or(i64::MAX),
    };
    if ends(other) < ends(one) { other } else { one }
}
