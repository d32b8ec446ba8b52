//! The best of many: one page of the matches in order.

use std::cmp::Ordering;

use greffe_terms::Number;

use super::{Ask, Hit, Sort};
use crate::facts::{Facts, NO_DATE};

/// Keeps what may stand on the page that was asked for, or before it.
///
/// Memory is bounded by twice the page's end, time by the number of offers.
pub(super) struct Page<'a> {
    facts: &'a Facts,
    sort: Sort,
    offset: usize,
    /// One past the page's last place.
    end: usize,
    candidates: Vec<Candidate>,
    /// Once there are enough candidates, nothing from this one on is on the page.
    bar: Option<Candidate>,
}

/// A match. `rank`: the smaller, the earlier.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    rank: Rank,
    pub(super) number: u32,
    score: f32,
}

#[derive(Clone, Copy, PartialEq)]
enum Rank {
    Score(f32),
    Date(i64),
}

impl<'a> Page<'a> {
    pub(super) fn new(facts: &'a Facts, ask: &Ask) -> Self {
        let end = ask.offset.saturating_add(ask.limit);
        Self { facts, sort: ask.sort, offset: ask.offset, end, candidates: Vec::new(), bar: None }
    }

    /// Returns a match as it is ordered here.
    #[inline]
    pub(super) fn candidate(&self, number: u32, score: f32) -> Candidate {
        Candidate { rank: self.rank(number, score), number, score }
    }

    #[inline]
    pub(super) fn offer(&mut self, candidate: Candidate) {
        if self.bar.is_some_and(|bar| order(&bar, &candidate).is_lt()) || self.end == self.offset {
            return;
        }
        self.candidates.push(candidate);
        if self.candidates.len() >= self.end.saturating_mul(2).max(1024) {
            self.prune();
        }
    }

    pub(super) fn finish(mut self) -> Vec<Hit> {
        self.prune();
        self.candidates.sort_unstable_by(order);
        let page = self.candidates.iter().skip(self.offset);
        page.map(|candidate| self.hit(candidate)).collect()
    }

    fn hit(&self, Candidate { number, score, .. }: &Candidate) -> Hit {
        let verdict = self.facts.judgements.verdict(*number as usize);
        Hit { number: Number(*number), score: *score, verdict, others_alike: 0, in_files: false }
    }

    fn prune(&mut self) {
        if let Some(last) = self.end.checked_sub(1).filter(|last| *last < self.candidates.len()) {
            let (_, bar, _) = self.candidates.select_nth_unstable_by(last, order);
            self.bar = Some(*bar);
            self.candidates.truncate(self.end);
        }
    }

    #[inline]
    fn rank(&self, number: u32, score: f32) -> Rank {
        let date = || self.facts.dates.get(number as usize).filter(|date| *date != NO_DATE);
        match self.sort {
            Sort::Relevance => Rank::Score(-score),
            Sort::DateAscending => Rank::Date(date().unwrap_or(i64::MAX)),
            Sort::DateDescending => Rank::Date(date().map_or(i64::MAX, |date| date.saturating_neg())),
        }
    }
}

pub(super) fn order(a: &Candidate, b: &Candidate) -> Ordering {
    let rank = match (a.rank, b.rank) {
        (Rank::Score(a), Rank::Score(b)) => a.total_cmp(&b),
        (Rank::Date(a), Rank::Date(b)) => a.cmp(&b),
        _ => Ordering::Equal,
    };
    rank.then(a.number.cmp(&b.number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pages_side_by_side_are_the_whole_order(
            scores in prop::collection::vec(0u8..10, 0..3000),
            limit in 100usize..700,
        ) {
            let facts = Facts::none();
            let mut expect: Vec<(u8, u32)> = scores.iter().copied().zip(0..).collect();
            expect.sort_by_key(|(score, number)| (u8::MAX - score, *number));
            let mut seen = Vec::new();
            for offset in (0..scores.len().max(1)).step_by(limit) {
                let mut page = Page::new(&facts, &Ask { offset, limit, ..Ask::default() });
                for (score, number) in scores.iter().zip(0..) {
                    page.offer(page.candidate(number, f32::from(*score)));
                }
                seen.extend(page.finish().into_iter().map(|hit| (hit.score as u8, hit.number.0)));
            }
            prop_assert_eq!(seen, expect);
        }
    }

    #[test]
    fn messages_without_a_date_are_last_either_way() {
        let facts = Facts { dates: [5, NO_DATE, 3, 5].into_iter().collect(), ..Facts::none() };
        let check = |sort, expect: &[u32]| {
            let mut page = Page::new(&facts, &Ask { limit: 10, sort, ..Ask::default() });
            (0..4).for_each(|number| page.offer(page.candidate(number, 0.0)));
            let seen: Vec<u32> = page.finish().into_iter().map(|hit| hit.number.0).collect();
            assert_eq!(seen, expect);
        };
        check(Sort::DateAscending, &[2, 0, 3, 1]);
        check(Sort::DateDescending, &[0, 3, 2, 1]);
    }
}
