//! One look over all messages: their facts, and what the sources they came in show together.

use std::collections::HashMap;
use std::ops::ControlFlow;

use greffe_authenticate::{Outline, Rewriting, Standing as SignatureStanding};
use greffe_index::FactsBuilder;
use greffe_store::{Occurrence, Row};
use greffe_terms::{Number, Verdict};

use super::counted::Counting;
use super::{Standing, Tally, is_excused};
use crate::archive::Archive;
use crate::catch_up::push;
use crate::error::Error;
use crate::files::FilesStanding;
use crate::threads::Threads;

/// What a look over all messages found.
#[derive(Default)]
pub(crate) struct Survey {
    sources: HashMap<SourceName, Source>,
    pub(super) counting: Counting,
    /// Messages whose verdict depends on whether their export rewrote bodies, and their sources.
    doubtful: Vec<Doubtful>,
    /// Files inside messages that nobody has looked at.
    pub(crate) waiting_files: u64,
}

/// A source as it was handed in, in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct SourceName {
    mailbox: String,
    source: String,
}

/// What one source shows.
#[derive(Default)]
struct Source {
    tally: Tally,
    /// Messages by the place of their outline.
    outlines: HashMap<u32, u64>,
}

struct Doubtful {
    n: Number,
    sources: Vec<SourceName>,
    is_excused: bool,
}

/// A message to be judged otherwise, since its export is seen to have rewritten bodies, or not to.
pub(crate) struct Doubt {
    pub(crate) n: Number,
    pub(crate) export_rewrote_bodies: bool,
    pub(crate) source: String,
}

/// Looks over all messages with the verdicts that stand; gathers their facts on the way.
pub(crate) fn survey(archive: &Archive, standing: &Standing) -> Result<(FactsBuilder, Survey), Error> {
    let mut facts = FactsBuilder::new(archive.timezone())?;
    let files = FilesStanding::read(&archive.store)?;
    let (mut survey, mut threads) = (Survey::default(), Threads::default());
    archive.store.each_row(Number(0), &mut |row| {
        threads.push(&row.summary);
        let outline = standing.outline(row.number);
        let attached = row.summary.attachments.len();
        push(&mut facts, &row, outline, &files.of(row.number, attached as u32));
        survey.waiting_files += if files.is_waiting(row.number) { attached as u64 } else { 0 };
        if let (Some(outline), Some(place)) = (outline, standing.place(row.number)) {
            survey.count(&row, outline, place);
        }
        ControlFlow::Continue(())
    })?;
    // Known only now: the last message may link the first ones.
    facts.set_threads(threads.roots());
    Ok((facts, survey))
}

impl Survey {
    fn count(&mut self, row: &Row, outline: &Outline, place: u32) {
        let mut names: Vec<SourceName> = Vec::new();
        for occurrence in &row.occurrences {
            let name = source_name(occurrence);
            let source = self.sources.entry(name.clone()).or_default();
            if occurrence.stands {
                source.tally.count(row.summary.kind, outline);
            }
            // What a source no longer holds it held: it still shows how it was made.
            if !names.contains(&name) {
                *source.outlines.entry(place).or_default() += 1;
                names.push(name);
            }
        }
        self.counting.count(row, outline);
        let is_excused = is_excused(outline);
        if is_excused || may_be_excused(outline) {
            self.doubtful.push(Doubtful { n: row.number, sources: names, is_excused });
        }
    }

    /// Returns the messages that must be judged otherwise.
    pub(crate) fn doubts(&self, standing: &Standing) -> Vec<Doubt> {
        if self.doubtful.is_empty() {
            return Vec::new();
        }
        let rewritten = |name: &SourceName| {
            let mut rewriting = Rewriting::default();
            for (place, messages) in self.sources.get(name).iter().flat_map(|source| &source.outlines) {
                standing.at(*place).iter().for_each(|outline| rewriting.count_all(outline, *messages));
            }
            rewriting.is_seen()
        };
        let known: HashMap<&SourceName, bool> =
            self.sources.keys().map(|name| (name, rewritten(name))).collect();
        let is_rewritten = |name: &&SourceName| known.get(name).copied().unwrap_or(false);
        let doubt = |doubtful: &Doubtful| {
            let rewriting = doubtful.sources.iter().find(is_rewritten);
            if rewriting.is_some() == doubtful.is_excused {
                return None;
            }
            let source = rewriting.or(doubtful.sources.first())?.source.clone();
            Some(Doubt { n: doubtful.n, export_rewrote_bodies: rewriting.is_some(), source })
        };
        self.doubtful.iter().filter_map(doubt).collect()
    }

    /// Returns the totals of sources of a mailbox as they stand.
    pub(crate) fn tally(&self, mailbox: &str, sources: &[String]) -> Tally {
        let mut tally = Tally::default();
        let ours =
            self.sources.iter().filter(|(name, _)| name.mailbox == mailbox && sources.contains(&name.source));
        ours.for_each(|(_, source)| tally.join(&source.tally));
        tally
    }
}

fn source_name(occurrence: &Occurrence) -> SourceName {
    SourceName { mailbox: occurrence.mailbox.clone(), source: occurrence.source.clone() }
}

/// A mismatch that rests on the body alone.
fn may_be_excused(outline: &Outline) -> bool {
    let differs = |signature: &greffe_authenticate::SignatureOutline| {
        signature.standing == SignatureStanding::BodyDiffers
    };
    outline.verdict == Verdict::Mismatch && outline.signatures.iter().any(differs)
}
