//! Who may have asked and who accepted: orders and approvals beside each interval.

use std::collections::HashMap;

use crate::judge::Acts;
use crate::judge::mentions::Mentions;
use crate::model::{
    AccessInterval, AccountId, Approval, Asked, Backing, BoundBasis, Cover, OrderTie, Question,
};

/// How many papers of one account are compared with one interval.
const MOST_PAPERS: usize = 1000;

/// The backing of each interval, by the same place.
pub(crate) fn of(acts: &Acts<'_>, intervals: &[AccessInterval], question: &Question) -> Vec<Backing> {
    let papers = Papers::sort(acts, question.now_ms);
    let mentions = Mentions::find(acts);
    let back = |interval: &AccessInterval| Backing {
        orders: papers.orders_before(acts, interval, &mentions, question),
        ..papers.back(acts, interval, question)
    };
    intervals.iter().map(back).collect()
}

/// The papers, by whom they speak of.
struct Papers {
    by_holder: HashMap<Option<AccountId>, Vec<Paper>>,
    /// Orders by date: (date, place).
    orders: Vec<(i64, usize)>,
    any: bool,
}

struct Paper {
    place: usize,
    /// Sorted; empty stands for all.
    mailboxes: Vec<AccountId>,
    from: i64,
    to: i64,
}

impl Papers {
    fn sort(acts: &Acts<'_>, now: i64) -> Papers {
        let mut by_holder: HashMap<Option<AccountId>, Vec<Paper>> = HashMap::new();
        for (place, approval) in acts.evidence.approvals.iter().enumerate() {
            let when = approval.from_ms.or(approval.to_ms).unwrap_or(now);
            let holder = approval.beneficiary.and_then(|name| acts.accounts.at(name, when));
            if approval.beneficiary.is_none() || holder.is_some() {
                by_holder.entry(holder).or_default().push(Paper::new(acts, place, approval, when));
            }
        }
        let dated = |(place, order): (usize, &crate::Order)| Some((order.date_ms?, place));
        let mut orders: Vec<(i64, usize)> =
            acts.evidence.orders.iter().enumerate().filter_map(dated).collect();
        orders.sort_unstable();
        Papers { by_holder, orders, any: !acts.evidence.approvals.is_empty() }
    }

    /// Orders that are near a grant in time may have asked for it, those that name somebody rather.
    fn orders_before(
        &self,
        acts: &Acts<'_>,
        interval: &AccessInterval,
        mentions: &Mentions,
        question: &Question,
    ) -> Vec<Asked> {
        let given = interval.start.utc_ms.filter(|_| interval.start.basis == BoundBasis::Event);
        let Some(given) = given.filter(|_| !needs_no_paper(acts, interval)) else { return Vec::new() };
        let since = given.saturating_sub(question.thresholds.order_before_ms);
        let first = self.orders.partition_point(|(date, _)| *date < since);
        let near = self.orders.get(first..).unwrap_or_default();
        let before = near.iter().take_while(|(date, _)| *date <= given).take(MOST_PAPERS);
        let mut asked: Vec<Asked> =
            before.map(|(_, order)| Asked { tie: tie(mentions, *order, interval), order: *order }).collect();
        asked.sort_unstable();
        asked
    }

    fn back(&self, acts: &Acts<'_>, interval: &AccessInterval, question: &Question) -> Backing {
        let cover = |cover| Backing { cover, ..Backing::default() };
        if needs_no_paper(acts, interval) {
            return cover(Cover::NotNeeded);
        }
        if !self.any {
            return cover(Cover::Unknown);
        }
        let holders = [Some(interval.beneficiary), None];
        let papers = holders.iter().filter_map(|holder| Some((holder, self.by_holder.get(holder)?)));
        let mut best = Backing { cover: Cover::Uncovered, ..Backing::default() };
        for (holder, papers) in papers {
            for paper in papers.iter().take(MOST_PAPERS) {
                if let Some(cover) = paper.covers(interval, question, holder.is_some()) {
                    best.cover = best.cover.min(cover);
                    best.approvals.push(paper.place);
                }
            }
        }
        best
    }
}

fn tie(mentions: &Mentions, order: usize, interval: &AccessInterval) -> OrderTie {
    let mailbox = interval.mailbox.is_some_and(|mailbox| mentions.names(order, mailbox));
    match (mentions.names(order, interval.beneficiary), mailbox) {
        (true, true) => OrderTie::NamesBoth,
        (true, false) => OrderTie::NamesHolder,
        (false, true) => OrderTie::NamesMailbox,
        (false, false) => OrderTie::TimeAlone,
    }
}

impl Paper {
    fn new(acts: &Acts<'_>, place: usize, approval: &Approval, when: i64) -> Paper {
        let names = approval.mailboxes.iter();
        let mut mailboxes: Vec<AccountId> = names.filter_map(|name| acts.accounts.at(*name, when)).collect();
        mailboxes.sort_unstable();
        let (from, to) = (approval.from_ms.unwrap_or(i64::MIN), approval.to_ms.unwrap_or(i64::MAX));
        Paper { place, mailboxes, from, to }
    }

    /// How far it covers the interval; nothing if it speaks of something else.
    fn covers(&self, interval: &AccessInterval, question: &Question, names_holder: bool) -> Option<Cover> {
        let start = interval.start.utc_ms.unwrap_or(i64::MIN);
        let end = sure_end_of(interval, question);
        let in_scope = match interval.mailbox {
            Some(mailbox) => self.mailboxes.is_empty() || self.mailboxes.binary_search(&mailbox).is_ok(),
            None => self.mailboxes.is_empty(),
        };
        match in_scope {
            true if self.from <= start && end <= self.to => Some(Cover::Covered),
            true => Some(Cover::BeyondTime),
            false if names_holder && self.from <= end && start <= self.to => Some(Cover::BeyondScope),
            false => None,
        }
    }
}

/// Until when it stood for sure. Of a right that the next snapshot no longer shows, nobody
/// can say that it outlived its paper.
fn sure_end_of(interval: &AccessInterval, question: &Question) -> i64 {
    let last_seen = interval.end.not_before_ms.filter(|_| interval.end.basis == BoundBasis::GoneBetween);
    last_seen.unwrap_or_else(|| question.end_of(interval))
}

/// The provider's own, and what owners gave on their own mailboxes.
fn needs_no_paper(acts: &Acts<'_>, interval: &AccessInterval) -> bool {
    let by_owner = interval.granted_by.is_some() && interval.granted_by == interval.mailbox;
    by_owner || acts.is_service(interval)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::built::{Built, DAY};
    use crate::judge::judge;

    fn cover(paper: impl FnOnce(&mut Built)) -> Cover {
        let mut built = Built::new();
        built.grant("admin@corp.example", "dsi@corp.example", "ann@corp.example", 10 * DAY);
        built.revoke("admin@corp.example", "dsi@corp.example", "ann@corp.example", 20 * DAY);
        paper(&mut built);
        judge(built.evidence, &Question::new(100 * DAY)).backing[0].cover
    }

    #[test]
    fn papers_cover_by_holder_scope_and_time() {
        let dsi = "dsi@corp.example";
        let ann = ["ann@corp.example"];
        let days = |from: i64, to: i64| (Some(from * DAY), Some(to * DAY));
        assert_eq!(cover(|_| {}), Cover::Unknown);
        assert_eq!(cover(|b| b.approve(Some(dsi), &ann, days(9, 21))), Cover::Covered);
        assert_eq!(cover(|b| b.approve(Some(dsi), &[], (None, None))), Cover::Covered);
        assert_eq!(cover(|b| b.approve(None, &ann, days(9, 21))), Cover::Covered);
        assert_eq!(cover(|b| b.approve(Some(dsi), &ann, days(9, 15))), Cover::BeyondTime);
        assert_eq!(cover(|b| b.approve(Some(dsi), &ann, days(11, 21))), Cover::BeyondTime);
        assert_eq!(cover(|b| b.approve(Some(dsi), &["bob@corp.example"], days(9, 21))), Cover::BeyondScope);
        assert_eq!(cover(|b| b.approve(None, &["bob@corp.example"], days(9, 21))), Cover::Uncovered);
        assert_eq!(cover(|b| b.approve(Some("eve@corp.example"), &ann, days(9, 21))), Cover::Uncovered);
    }

    #[test]
    fn the_better_of_two_papers_counts() {
        let both = |b: &mut Built| {
            b.approve(Some("dsi@corp.example"), &["ann@corp.example"], (None, Some(15 * DAY)));
            b.approve(Some("dsi@corp.example"), &["ann@corp.example"], (None, Some(30 * DAY)));
        };
        assert_eq!(cover(both), Cover::Covered);
    }
}
