//! Totals of verdicts, split by kind of mail.

use greffe_authenticate::Outline;
use greffe_terms::{Kind, Verdict};

use crate::view::{KindCounts, VerdictTotals};

/// Messages counted by kind and verdict, and those that bear a signature.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) kinds: KindCounts,
    pub(crate) signed: KindCounts,
    pub(crate) verdicts: VerdictTotals,
}

impl Tally {
    /// Counts a message.
    pub(crate) fn count(&mut self, kind: Kind, outline: &Outline) {
        self.add(kind, outline.verdict, !outline.signatures.is_empty(), 1);
    }

    /// Counts so many messages of a kind and verdict.
    pub(crate) fn add(&mut self, kind: Kind, verdict: Verdict, is_signed: bool, messages: u64) {
        *self.kinds.of_mut(kind) += messages;
        *self.verdicts.of_mut(kind).of_mut(verdict) += messages;
        if is_signed {
            *self.signed.of_mut(kind) += messages;
        }
    }

    /// Adds another tally's counts.
    pub(crate) fn join(&mut self, other: &Tally) {
        for kind in Kind::ALL {
            *self.kinds.of_mut(kind) += other.kinds.of(kind);
            *self.signed.of_mut(kind) += other.signed.of(kind);
            for verdict in Verdict::ALL {
                *self.verdicts.of_mut(kind).of_mut(verdict) += other.verdicts.of(kind).of(verdict);
            }
        }
    }
}
