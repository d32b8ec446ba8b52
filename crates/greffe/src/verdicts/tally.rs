//! Totals of verdicts, split by kind of mail; loose documents are in none.

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
        self.kinds.add(kind, messages);
        self.verdicts.add(kind, verdict, messages);
        if is_signed {
            self.signed.add(kind, messages);
        }
    }

    /// Adds another tally's counts.
    pub(crate) fn join(&mut self, other: &Tally) {
        for kind in Kind::MAIL {
            self.kinds.add(kind, other.kinds.of(kind));
            self.signed.add(kind, other.signed.of(kind));
            for verdict in Verdict::ALL {
                self.verdicts.add(kind, verdict, other.verdicts.of(kind).of(verdict));
            }
        }
    }
}
