//! One match for each group of messages that say nearly the same.
//!
//! The match that would stand first in the list stands for its group, whatever the order
//! of the list is. Counts are of matches: a copy that the query does not find is not counted.

use super::page::{Candidate, Page, order};
use crate::facts::Facts;

/// Gathers matches by group.
pub(super) struct Collapse<'a> {
    /// For each message, the first of its group.
    firsts: &'a [u32],
    /// By the first of a group: its best match so far, and how many there are.
    groups: Vec<Group>,
}

#[derive(Clone, Copy, Default)]
struct Group {
    best: Option<Candidate>,
    matches: u32,
}

impl<'a> Collapse<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        let firsts = facts.alike();
        Self { firsts, groups: vec![Group::default(); firsts.len()] }
    }

    pub(super) fn add(&mut self, match_: Candidate) {
        let Some(group) = self.group(match_.number) else { return };
        group.matches += 1;
        if group.best.is_none_or(|best| order(&match_, &best).is_lt()) {
            group.best = Some(match_);
        }
    }

    /// Offers the best match of each group to a page; returns how many groups there are.
    pub(super) fn offer_to(&self, page: &mut Page<'_>) -> u64 {
        let mut groups = 0;
        for best in self.groups.iter().filter_map(|group| group.best) {
            page.offer(best);
            groups += 1;
        }
        groups
    }

    /// Returns how many other matches the group of a match has.
    pub(super) fn others(&mut self, number: u32) -> u32 {
        self.group(number).map_or(0, |group| group.matches.saturating_sub(1))
    }

    fn group(&mut self, number: u32) -> Option<&mut Group> {
        let first = self.firsts.get(number as usize)?;
        self.groups.get_mut(*first as usize)
    }
}
