//! A plan over one segment: one bit a document, one score a document.

use std::sync::Arc;

use rayon::prelude::*;
use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::attached::Attached;
use super::compile::{ArrangedIn, Plan, WordIn};
use super::expand::{Expansion, Form};
use super::places;
use super::score::Weight;
use crate::bits::Bits;
use crate::error::IndexError;
use crate::schema::Column;
use crate::view::Segment;

/// The matches of a segment, with what each has scored.
pub(super) struct Scored<'a> {
    segment: &'a Segment,
    documents: Bits,
    scores: Scores,
}

/// Evaluates a plan over the segments of a view side by side, for messages below `through`.
pub(super) fn segments<'a>(
    segments: &'a [Arc<Segment>],
    plan: &Plan,
    through: usize,
    scored: bool,
) -> Result<Vec<Scored<'a>>, IndexError> {
    let shown = segments.par_iter().enumerate();
    let shown = shown.filter(|(_, segment)| (segment.least_number as usize) < through);
    shown.map(|(place, segment)| evaluate(segment, place, plan, through, scored)).collect()
}

/// Evaluates a plan over the segment at `place` in its view.
fn evaluate<'a>(
    segment: &'a Segment,
    place: usize,
    plan: &Plan,
    through: usize,
    scored: bool,
) -> Result<Scored<'a>, IndexError> {
    let count = segment.numbers.len();
    let visible = segment.numbers.below(through);
    let mut scores = if scored { Scores::zero(count) } else { Scores::none() };
    let documents = Evaluator { segment, place }.plan(plan, &visible, &mut scores)?;
    Ok(Scored { segment, documents, scores })
}

impl Scored<'_> {
    /// Calls back with the number and the score of each match.
    pub(super) fn each(&self, mut found: impl FnMut(u32, f32)) {
        for doc in self.documents.iter() {
            if let Some(number) = self.segment.numbers.of(doc) {
                found(number, self.scores.of(doc));
            }
        }
    }
}

/// What each document has gathered so far; nothing is kept when nobody asks.
///
/// Documents that do not match in the end may hold points too: they are never read.
pub(super) struct Scores(Vec<f32>);

impl Scores {
    fn zero(count: usize) -> Self {
        // Negative zero, which adds up as zero does but is not all bits off: the system would
        // lend zeros, and have every page fetched twice, to read points and to write more.
        Self(vec![-0.0; count])
    }

    fn none() -> Self {
        Self(Vec::new())
    }

    fn are_kept(&self) -> bool {
        !self.0.is_empty()
    }

    #[inline]
    pub(super) fn add(&mut self, doc: usize, points: f32) {
        if let Some(score) = self.0.get_mut(doc) {
            *score += points;
        }
    }

    #[inline]
    fn of(&self, doc: usize) -> f32 {
        self.0.get(doc).copied().unwrap_or(0.0)
    }
}

/// A form of a word that was not typed itself counts this much.
const RELATIVE_FACTOR: f32 = 0.7;

/// With fewer candidates than this part of a posting list, each is sought alone.
const SEEK_BELOW: usize = 16;

pub(super) struct Evaluator<'a> {
    pub(super) segment: &'a Segment,
    pub(super) place: usize,
}

impl Evaluator<'_> {
    /// Returns the documents of `within` that match, and adds to their scores.
    fn plan(&self, plan: &Plan, within: &Bits, scores: &mut Scores) -> Result<Bits, IndexError> {
        match plan {
            Plan::Numbers(numbers) => Ok(self.numbered(numbers, within)),
            Plan::Attached(attached) => Ok(self.attached(attached, within, scores)),
            Plan::Word(places) => self.word(places, within, scores),
            Plan::Arranged(places) => self.arranged(places, within, scores),
            Plan::All(parts) => self.all(parts, within, scores),
            Plan::Any(parts) => self.any(parts, within, scores),
            Plan::Not(part) => {
                let mut rest = within.clone();
                rest.remove(&self.plan(part, within, &mut Scores::none())?);
                Ok(rest)
            }
        }
    }

    fn numbered(&self, numbers: &Bits, within: &Bits) -> Bits {
        let mut found = self.segment.numbers.documents_of(numbers);
        found.keep(within);
        found
    }

    fn attached(&self, attached: &Attached, within: &Bits, scores: &mut Scores) -> Bits {
        if attached.numbers.is_empty() {
            return Bits::none(within.len());
        }
        let found = self.numbered(&attached.numbers, within);
        if scores.are_kept() {
            for doc in found.iter() {
                let points = self.segment.numbers.of(doc).and_then(|number| attached.scores.get(&number));
                scores.add(doc, points.copied().unwrap_or(0.0));
            }
        }
        found
    }

    fn all(&self, parts: &[Plan], within: &Bits, scores: &mut Scores) -> Result<Bits, IndexError> {
        let mut left = within.clone();
        for part in parts {
            if left.is_empty() {
                break;
            }
            left = self.plan(part, &left, scores)?;
        }
        Ok(left)
    }

    fn any(&self, parts: &[Plan], within: &Bits, scores: &mut Scores) -> Result<Bits, IndexError> {
        let mut found = Bits::none(within.len());
        for part in parts {
            let matches = match part {
                Plan::All(_) if scores.are_kept() => self.scored_apart(part, within, scores)?,
                _ => self.plan(part, within, scores)?,
            };
            found.add(&matches);
        }
        Ok(found)
    }

    /// In `(a b) OR c`, what has `c` and only one of the others gets no points for that one.
    fn scored_apart(&self, part: &Plan, within: &Bits, scores: &mut Scores) -> Result<Bits, IndexError> {
        let mut own = Scores::zero(within.len());
        let matches = self.plan(part, within, &mut own)?;
        matches.iter().for_each(|doc| scores.add(doc, own.of(doc)));
        Ok(matches)
    }

    fn word(&self, places: &[WordIn], within: &Bits, scores: &mut Scores) -> Result<Bits, IndexError> {
        let mut found = Bits::none(within.len());
        for WordIn { column, expansion, weight } in places {
            let mut visit =
                Visit { segment: self.segment, column: *column, weight, within, found: &mut found, scores };
            visit.all(self.forms(expansion))?;
        }
        Ok(found)
    }

    fn arranged(
        &self,
        places: &[ArrangedIn],
        within: &Bits,
        scores: &mut Scores,
    ) -> Result<Bits, IndexError> {
        let mut found = Bits::none(within.len());
        for place in places {
            let mut words: Vec<&Expansion> = place.words.iter().map(|word| &**word).collect();
            words.sort_by_key(|word| word.documents_with.get(self.place).copied());
            let mut candidates = within.clone();
            for word in words {
                candidates = self.documents_with(word, place, &candidates)?;
            }
            let lengths = self.segment.lengths(place.column);
            places::check(self, place, &candidates, &mut |doc, count| {
                found.insert(doc as usize);
                let code = lengths.map_or(0, |lengths| lengths.fieldnorm_id(doc));
                scores.add(doc as usize, place.weight.score(code, count as f32));
            })?;
        }
        Ok(found)
    }

    fn documents_with(
        &self,
        word: &Expansion,
        place: &ArrangedIn,
        within: &Bits,
    ) -> Result<Bits, IndexError> {
        let mut found = Bits::none(within.len());
        let scores = &mut Scores::none();
        let (column, weight) = (place.column, &place.weight);
        let mut visit = Visit { segment: self.segment, column, weight, within, found: &mut found, scores };
        visit.all(self.forms(word))?;
        Ok(found)
    }

    /// Returns the terms of an expansion in this segment.
    pub(super) fn forms<'e>(&self, expansion: &'e Expansion) -> &'e [Form] {
        expansion.segments.get(self.place).map_or(&[], Vec::as_slice)
    }
}

/// Going through the postings of a word in one column.
struct Visit<'a> {
    segment: &'a Segment,
    column: Column,
    weight: &'a Weight,
    within: &'a Bits,
    found: &'a mut Bits,
    scores: &'a mut Scores,
}

impl Visit<'_> {
    fn all(&mut self, forms: &[Form]) -> Result<(), IndexError> {
        let Some(inverted) = self.segment.inverted(self.column) else { return Ok(()) };
        let candidates = self.within.count();
        let mut block: Option<BlockSegmentPostings> = None;
        for form in forms {
            if candidates * SEEK_BELOW < form.term.doc_freq as usize {
                let postings = inverted.read_postings_from_terminfo(&form.term, self.option())?;
                self.seek(postings, form.is_typed);
                continue;
            }
            match &mut block {
                Some(block) => inverted.reset_block_postings_from_terminfo(&form.term, block)?,
                None => block = Some(inverted.read_block_postings_from_terminfo(&form.term, self.option())?),
            }
            if let Some(block) = &mut block {
                self.read(block, form.is_typed);
            }
        }
        Ok(())
    }

    fn option(&self) -> IndexRecordOption {
        if self.scores.are_kept() { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic }
    }

    fn read(&mut self, block: &mut BlockSegmentPostings, is_typed: bool) {
        while block.block_len() > 0 {
            for i in 0..block.block_len() {
                let doc = block.doc(i);
                if self.within.contains(doc as usize) {
                    self.hit(doc, block.freq(i), is_typed);
                }
            }
            block.advance();
        }
    }

    fn seek(&mut self, mut postings: SegmentPostings, is_typed: bool) {
        let within = self.within;
        for doc in within.iter().map(|doc| doc as u32) {
            let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
            if at == doc {
                self.hit(doc, tantivy::postings::Postings::term_freq(&postings), is_typed);
            }
            if at == TERMINATED {
                return;
            }
        }
    }

    #[inline]
    fn hit(&mut self, doc: u32, frequency: u32, is_typed: bool) {
        self.found.insert(doc as usize);
        if self.scores.are_kept() {
            let code = self.segment.lengths(self.column).map_or(0, |lengths| lengths.fieldnorm_id(doc));
            let factor = if is_typed { 1.0 } else { RELATIVE_FACTOR };
            self.scores.add(doc as usize, factor * self.weight.score(code, frequency as f32));
        }
    }
}
