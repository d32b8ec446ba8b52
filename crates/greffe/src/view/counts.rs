//! Totals: always split by kind of mail, since most verified mails of a leak are newsletters.
//! Loose documents are no mail, and in none of them.

use greffe_terms::{Kind, Verdict};
use serde::{Deserialize, Serialize};

/// Something counted of each kind of mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByKind<T> {
    /// From persons.
    pub person: T,
    /// Through lists.
    pub list: T,
    /// Mass mailings.
    pub bulk: T,
    /// From programs.
    pub automatic: T,
}

/// Messages by kind.
pub type KindCounts = ByKind<u64>;

/// Messages by kind and verdict.
pub type VerdictTotals = ByKind<VerdictCounts>;

impl<T: Copy + Default> ByKind<T> {
    /// Returns what was counted of a kind; of documents, nothing.
    pub fn of(&self, kind: Kind) -> T {
        match kind {
            Kind::Person => self.person,
            Kind::List => self.list,
            Kind::Bulk => self.bulk,
            Kind::Automatic => self.automatic,
            Kind::Document => T::default(),
        }
    }

    fn of_mut(&mut self, kind: Kind) -> Option<&mut T> {
        Some(match kind {
            Kind::Person => &mut self.person,
            Kind::List => &mut self.list,
            Kind::Bulk => &mut self.bulk,
            Kind::Automatic => &mut self.automatic,
            Kind::Document => return None,
        })
    }
}

impl KindCounts {
    /// Counts so many more of a kind; documents are not counted.
    pub(crate) fn add(&mut self, kind: Kind, messages: u64) {
        if let Some(count) = self.of_mut(kind) {
            *count += messages;
        }
    }
}

impl VerdictTotals {
    /// Returns how many messages have a verdict, whatever their kind.
    pub fn all(&self, verdict: Verdict) -> u64 {
        Kind::MAIL.into_iter().map(|kind| self.of(kind).of(verdict)).sum()
    }

    /// Counts so many more of a kind and verdict; documents are not counted.
    pub(crate) fn add(&mut self, kind: Kind, verdict: Verdict, messages: u64) {
        if let Some(counts) = self.of_mut(kind) {
            *counts.of_mut(verdict) += messages;
        }
    }
}

/// Messages by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct VerdictCounts {
    /// Signature valid.
    pub verified: u64,
    /// Signature valid, with limits.
    pub partly_verified: u64,
    /// No technical proof, for or against.
    pub unproven: u64,
    /// Signature does not match.
    pub mismatch: u64,
}

impl VerdictCounts {
    /// Returns the count of a verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Verified => self.verified,
            Verdict::PartlyVerified => self.partly_verified,
            Verdict::Unproven => self.unproven,
            Verdict::Mismatch => self.mismatch,
        }
    }

    fn of_mut(&mut self, verdict: Verdict) -> &mut u64 {
        match verdict {
            Verdict::Verified => &mut self.verified,
            Verdict::PartlyVerified => &mut self.partly_verified,
            Verdict::Unproven => &mut self.unproven,
            Verdict::Mismatch => &mut self.mismatch,
        }
    }
}
