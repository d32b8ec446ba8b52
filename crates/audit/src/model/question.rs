//! What is asked of the evidence.

use super::{AccessInterval, BoundBasis};
use crate::Rules;

/// The question of an audit; made with [`Question::new`], then filled in.
#[derive(Debug)]
#[non_exhaustive]
pub struct Question {
    /// Now, in milliseconds UTC: what "today" is.
    pub now_ms: i64,
    /// The period asked about, both ends included; none stands for all that the evidence tells.
    pub period: Option<(i64, i64)>,
    /// Who asks, as the first page says it.
    pub asked_by: Option<String>,
    /// One mailbox: who can open it, and who did.
    pub for_owner: Option<String>,
    /// From where on the rules speak.
    pub thresholds: Thresholds,
    /// Rules that others wrote.
    pub rules: Rules,
}

impl Question {
    /// The question about everything, with the rules and thresholds of the house.
    pub fn new(now_ms: i64) -> Question {
        Question {
            now_ms,
            period: None,
            asked_by: None,
            for_owner: None,
            thresholds: Thresholds::default(),
            rules: Rules::shipped(),
        }
    }
}

impl Question {
    /// Until when an interval counts: until now if it stands open or nothing tells its end.
    pub fn end_of(&self, interval: &AccessInterval) -> i64 {
        match interval.end.basis {
            BoundBasis::StillOpen | BoundBasis::Unknown => self.now_ms,
            _ => interval.end.utc_ms.unwrap_or(self.now_ms),
        }
    }

    /// Whether an interval reaches into the period asked about.
    pub fn overlaps(&self, interval: &AccessInterval) -> bool {
        let start = interval.start.utc_ms.unwrap_or(i64::MIN);
        self.period.is_none_or(|(from, to)| start <= to && self.end_of(interval) >= from)
    }
}

/// From where on the rules speak.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Thresholds {
    /// Almost all mailboxes: so many of a hundred.
    pub almost_all_percent: u64,
    /// And at least so many.
    pub almost_all_least: u64,
    /// A bulk grant has at least so many grants...
    pub bulk_grants: usize,
    /// ...within so many milliseconds.
    pub bulk_within_ms: i64,
    /// A brief grant is taken back within so many milliseconds.
    pub brief_ms: i64,
    /// A right may outlive a post by so many milliseconds.
    pub post_grace_ms: i64,
    /// Tampering so near to a use or grant of the same account is told together with it.
    pub tamper_near_ms: i64,
    /// An order may precede the grant that follows from it by so many milliseconds.
    pub order_before_ms: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        const MINUTE: i64 = 60_000;
        const DAY: i64 = 24 * 60 * MINUTE;
        Thresholds {
            almost_all_percent: 80,
            almost_all_least: 10,
            bulk_grants: 10,
            bulk_within_ms: 30 * MINUTE,
            brief_ms: DAY,
            post_grace_ms: DAY,
            tamper_near_ms: 7 * DAY,
            order_before_ms: 31 * DAY,
        }
    }
}
