//! Verdicts: every message judged with the keys at hand, and again when these change.
//!
//! A verdict is a view: message, keys and the judge's rules give it again. Only
//! that it *changed*, when and why, is truth, and is written beside the keys
//! before anybody sees the new one. Order of writing: observations, changes,
//! verdicts, facts; each may lag behind those before it and is made good by
//! a [`Settling`].

mod counted;
mod history;
mod judging;
mod settle;
mod standing;
mod survey;
mod tally;

pub(crate) use counted::{OfImport, counted};
pub(crate) use history::history;
pub(crate) use judging::Judge;
pub(crate) use settle::{Settling, are_current, begin_facts, enter, follow_facts, swap_facts};
pub(crate) use standing::{Standing, is_excused, parse};
pub(crate) use survey::Survey;
pub(crate) use tally::Tally;

/// The rules of judging: raised whenever the same message and the same keys may
/// give another outline, so that archives are judged again.
pub(crate) const JUDGE_VERSION: u32 = 1;

/// Messages judged at once.
pub(crate) const STRIDE: usize = 500;
