//! Where the time of an import goes.

use std::time::Duration;

/// A stage of an import, as the writing thread lives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Waiting for the source's bytes.
    Read,
    /// Hashing and parsing, on all cores.
    Parse,
    /// Compressing, writing, syncing, and the catalogue.
    Store,
    /// Waiting for the index to take documents, and its commits.
    Index,
    /// Making the facts.
    Facts,
    /// Reading the files inside messages, and indexing what they say.
    Extract,
}

/// Time spent in each stage.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings([Duration; 6]);

impl Timings {
    const STAGES: [(Stage, &'static str); 6] = [
        (Stage::Read, "read"),
        (Stage::Parse, "parse"),
        (Stage::Store, "store"),
        (Stage::Index, "index"),
        (Stage::Facts, "facts"),
        (Stage::Extract, "extract"),
    ];

    /// Adds time to a stage.
    pub(crate) fn add(&mut self, stage: Stage, spent: Duration) {
        self.0[stage as usize] += spent;
    }

    /// Returns each stage's name and time.
    pub fn stages(&self) -> impl Iterator<Item = (&'static str, Duration)> + '_ {
        Self::STAGES.iter().map(|(stage, name)| (*name, self.0[*stage as usize]))
    }
}
