//! What is found in files, joined to the messages they are in by number.
//!
//! A message with three files has three documents here. The words of one phrase
//! stand in one file; words that are asked for together may stand in any of them,
//! or in the message.

use std::sync::Arc;

use super::compile::Plan;
use super::evaluate;
use crate::bits::Bits;
use crate::error::IndexError;
use crate::view::Segment;

/// The messages whose files match.
pub(super) struct Attached {
    pub(super) numbers: Bits,
    /// By message, the score of its best file; none when nobody asks.
    pub(super) scores: Vec<f32>,
}

impl Attached {
    /// Evaluates a plan over the files of the messages below `through`.
    pub(super) fn find(
        segments: &[Arc<Segment>],
        plan: &Plan,
        through: usize,
        scored: bool,
    ) -> Result<Self, IndexError> {
        let scores = if scored { vec![0.0; through] } else { Vec::new() };
        let mut found = Self { numbers: Bits::none(through), scores };
        for matches in evaluate::segments(segments, plan, through, scored)? {
            matches.each(|number, score| found.take(number as usize, score));
        }
        Ok(found)
    }

    fn take(&mut self, number: usize, score: f32) {
        self.numbers.insert(number);
        if let Some(best) = self.scores.get_mut(number) {
            *best = best.max(score);
        }
    }
}
