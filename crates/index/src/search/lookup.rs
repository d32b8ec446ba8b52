//! The words of one half of the index: looked up, counted, weighed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Warning;
use super::compile::{Arranged, ArrangedIn, Arrangement, Plan, WordIn};
use super::expand::{Expansion, Sought};
use super::score::Weight;
use crate::error::IndexError;
use crate::highlight::Form;
use crate::schema::Column;
use crate::view::{Segment, Segments};
use crate::words::may_be_clipped;

/// One half of the index.
pub(super) struct Lookup<'a> {
    pub(super) segments: &'a Segments,
    corpus: Corpus,
}

/// A half of the index that is being asked.
pub(super) struct Asking<'a> {
    lookup: &'a Lookup<'a>,
    /// How many more terms words may stand for.
    room: &'a mut usize,
    warnings: &'a mut Vec<Warning>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(segments: &'a Segments, through: usize) -> Self {
        Self { segments, corpus: Corpus::new(segments, through) }
    }

    pub(super) fn asking(&'a self, room: &'a mut usize, warnings: &'a mut Vec<Warning>) -> Asking<'a> {
        Asking { lookup: self, room, warnings }
    }
}

impl Asking<'_> {
    /// Plans to find words in some columns; `forms` learns what they stand for.
    pub(super) fn plan(
        &mut self,
        columns: &[Column],
        wanted: &Arranged,
        forms: &mut [Form],
    ) -> Result<Plan, IndexError> {
        match (wanted.words.as_slice(), &wanted.arrangement) {
            ([word], Arrangement::InARow) => self.word(columns, word, forms),
            _ => self.arranged(columns, wanted, forms),
        }
    }

    pub(super) fn word_in(&self, column: Column, expansion: Arc<Expansion>) -> Option<WordIn> {
        let corpus = &self.lookup.corpus;
        let documents_with = corpus.documents_with(&expansion);
        let weight = corpus.weight(column, documents_with);
        (documents_with > 0).then_some(WordIn { column, expansion, weight })
    }

    pub(super) fn expansion(
        &mut self,
        column: Column,
        sought: &Sought,
    ) -> Result<Arc<Expansion>, IndexError> {
        let segments = self.lookup.segments;
        let expansion = segments.expansions.expansion(&segments.list, column, sought, *self.room)?;
        *self.room = self.room.saturating_sub(expansion.forms());
        let word = sought.pattern.word();
        if expansion.is_cut {
            self.warnings.push(Warning::ExpansionCut { word: word.to_owned() });
        }
        if may_be_clipped(word) {
            self.warnings.push(Warning::WordClipped { word: word.to_owned() });
        }
        Ok(expansion)
    }

    fn word(&mut self, columns: &[Column], word: &Sought, forms: &mut [Form]) -> Result<Plan, IndexError> {
        let mut places = Vec::new();
        for column in columns {
            let expansion = self.expansion(*column, word)?;
            forms.iter_mut().for_each(|form| form.extend(&expansion.words));
            places.extend(self.word_in(*column, expansion));
        }
        Ok(Plan::Word(places))
    }

    fn arranged(
        &mut self,
        columns: &[Column],
        wanted: &Arranged,
        forms: &mut [Form],
    ) -> Result<Plan, IndexError> {
        let mut places = Vec::new();
        for column in columns.iter().copied() {
            let mut words = Vec::new();
            for (word, form) in wanted.words.iter().zip(forms.iter_mut()) {
                let expansion = self.expansion(column, word)?;
                form.extend(&expansion.words);
                words.push(expansion);
            }
            let corpus = &self.lookup.corpus;
            let rarest = words.iter().map(|word| corpus.documents_with(word)).min().unwrap_or(0);
            if rarest > 0 {
                let weight = corpus.weight(column, rarest);
                places.push(ArrangedIn { column, words, arrangement: wanted.arrangement.clone(), weight });
            }
        }
        Ok(Plan::Arranged(places))
    }
}

/// Counts over the segments that are looked at, for weights.
struct Corpus {
    /// By segment, whether it is looked at.
    included: Vec<bool>,
    documents: u64,
    mean_lengths: BTreeMap<u32, f32>,
}

impl Corpus {
    fn new(segments: &Segments, through: usize) -> Self {
        let is_included = |segment: &Arc<Segment>| (segment.least_number as usize) < through;
        let included: Vec<bool> = segments.list.iter().map(is_included).collect();
        let segments = || segments.list.iter().filter(|segment| is_included(segment));
        let documents: u64 = segments().map(|segment| segment.numbers.len() as u64).sum();
        let mean_length = |column: Column| {
            let inverted = segments().filter_map(|segment| segment.inverted(column));
            let words: u64 = inverted.map(|inverted| inverted.total_num_tokens()).sum();
            (column as u32, words as f32 / documents.max(1) as f32)
        };
        let mean_lengths =
            Column::ALL.into_iter().filter(|column| column.has_lengths()).map(mean_length).collect();
        Self { included, documents, mean_lengths }
    }

    fn documents_with(&self, expansion: &Expansion) -> u64 {
        let counted = expansion.documents_with.iter().zip(&self.included);
        counted.filter(|(_, included)| **included).map(|(documents, _)| documents).sum()
    }

    fn weight(&self, column: Column, documents_with: u64) -> Weight {
        let mean_length = self.mean_lengths.get(&(column as u32)).copied().unwrap_or(1.0);
        Weight::new(column, documents_with, self.documents, mean_length)
    }
}
