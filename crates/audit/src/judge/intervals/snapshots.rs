//! Snapshots as looks at the whole: what a later one lacks is gone.

use std::collections::{HashMap, HashSet};

use super::changes::{Changes, Mark, Right, What};
use crate::judge::Acts;
use crate::model::{AccountId, Power, SourceId};

/// Each row with a date of its own is no look at the whole: nothing is gone for not being in it.
const MOST_LOOKS: usize = 1000;

/// The looks that snapshots take, by date.
pub(super) struct Looks {
    looks: Vec<Look>,
}

/// One snapshot: when, and on which mailboxes it shows which sort of right.
struct Look {
    at: i64,
    source: SourceId,
    shows: HashSet<(Option<AccountId>, Power)>,
    /// How many mailboxes it shows for each sort of right.
    breadth: HashMap<Power, usize>,
}

impl Looks {
    pub(super) fn gather(acts: &Acts<'_>, changes: &Changes) -> Looks {
        let mut looks: HashMap<(i64, SourceId), Look> = HashMap::new();
        for (right, marks) in changes.by_right() {
            for mark in marks.iter().filter(|mark| mark.is_seen()) {
                let (Some(at), Some(row)) = (mark.at, acts.evidence.standing.get(mark.place)) else {
                    continue;
                };
                let look = looks.entry((at, row.source)).or_insert_with(|| Look::new(at, row.source));
                if look.shows.insert((right.mailbox, right.power)) {
                    *look.breadth.entry(right.power).or_default() += 1;
                }
            }
        }
        let mut looks: Vec<Look> = looks.into_values().collect();
        looks.sort_unstable_by_key(|look| (look.at, look.source));
        if looks.len() > MOST_LOOKS {
            looks.clear();
        }
        Looks { looks }
    }

    /// The dates of looks that would have shown `right` and do not, with their sources.
    ///
    /// A look would have shown it if it shows another such right on the same mailbox, or if it
    /// shows at least half as many mailboxes as the look that did: a mailbox that has lost its
    /// last right is in no row.
    pub(super) fn without(&self, right: &Right, marks: &[Mark]) -> Vec<(i64, SourceId)> {
        let Some(first) = marks.iter().filter(|mark| mark.is_seen()).filter_map(|mark| mark.at).min() else {
            return Vec::new();
        };
        let seen: HashSet<i64> =
            marks.iter().filter(|mark| mark.is_seen()).filter_map(|mark| mark.at).collect();
        let breadth = self.looks.iter().filter(|look| seen.contains(&look.at));
        let breadth = breadth.filter_map(|look| look.breadth.get(&right.power)).max().copied().unwrap_or(0);
        let later = self.looks.iter().filter(|look| look.at > first && !seen.contains(&look.at));
        later.filter(|look| look.would_show(right, breadth)).map(|look| (look.at, look.source)).collect()
    }
}

impl Look {
    fn new(at: i64, source: SourceId) -> Look {
        Look { at, source, shows: HashSet::new(), breadth: HashMap::new() }
    }

    fn would_show(&self, right: &Right, breadth: usize) -> bool {
        let wide = self.breadth.get(&right.power).is_some_and(|shown| shown * 2 >= breadth);
        self.shows.contains(&(right.mailbox, right.power)) || wide
    }
}

impl Mark {
    pub(super) fn is_seen(&self) -> bool {
        matches!(self.what, What::Seen | What::SeenRefused)
    }
}
