//! What is found in files, joined to the messages they are in by number.
//!
//! A message with three files has three documents here. The words of one phrase
//! stand in one file; words that are asked for together may stand in any of them,
//! or in the message.

use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::compile::Plan;
use super::evaluate;
use crate::bits::Bits;
use crate::error::IndexError;
use crate::view::Segment;

/// The messages whose files match.
pub(super) struct Attached {
    pub(super) numbers: Bits,
    /// The score of each, that of its best file; none when nobody asks.
    pub(super) scores: HashMap<u32, f32, RandomState>,
}

impl Attached {
    /// Evaluates a plan over the files of the messages below `through`.
    pub(super) fn find(
        segments: &[Arc<Segment>],
        plan: &Plan,
        through: usize,
        scored: bool,
    ) -> Result<Self, IndexError> {
        let mut found = Self { numbers: Bits::none(through), scores: HashMap::default() };
        for matches in evaluate::segments(segments, plan, through, scored)? {
            matches.each(|number, score| found.take(number, score, scored));
        }
        Ok(found)
    }

    fn take(&mut self, number: u32, score: f32, scored: bool) {
        self.numbers.insert(number as usize);
        if scored {
            let best = self.scores.entry(number).or_default();
            *best = best.max(score);
        }
    }
}
