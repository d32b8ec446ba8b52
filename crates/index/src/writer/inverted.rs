//! One column of the documents of a segment, inverted: from "what does this document say?"
//! to "which documents say this, and where?".
//!
//! While documents come, only the number of each of their words is noted, one after the
//! other. The inversion is a sort by counting, at the end, when all words are known: two
//! walks over the notes, and no list that grows for each word.

use std::io;
use std::ops::Range;

use tantivy::postings::FieldSerializer;

use super::terms::{Term, Terms};
use crate::words::{Words, clip};

/// Stands between two texts of a document: no phrase reaches across.
const GAP: u32 = u32::MAX;

/// A column as it is filled.
#[derive(Default)]
pub(super) struct Inverted {
    terms: Terms,
    /// The number of each word, in the order of documents and of their texts.
    notes: Vec<u32>,
    /// Where each document ends among the notes.
    ends: Vec<u32>,
    gaps: usize,
}

impl Inverted {
    /// Adds the words of a folded text to the document that is under way.
    pub(super) fn add_words(&mut self, folded: &str) {
        self.set_apart();
        for range in Words::new(folded) {
            let number = self.terms.number(clip(&folded[range]).as_bytes());
            self.notes.push(number);
        }
    }

    /// Adds a term to the document that is under way.
    pub(super) fn add_term(&mut self, term: &[u8]) {
        let number = self.terms.number(term);
        self.notes.push(number);
    }

    /// Ends a document; the next one begins.
    pub(super) fn end_document(&mut self) {
        self.ends.push(self.notes.len() as u32);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.terms.len() == 0
    }

    /// Counts the words of all documents.
    pub(super) fn words(&self) -> usize {
        self.notes.len() - self.gaps
    }

    /// Counts the words of each document.
    pub(super) fn lengths(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.ends).map(|(document, end)| {
            let notes = &self.notes[self.start_of(document) as usize..*end as usize];
            notes.iter().filter(|number| **number != GAP).count() as u32
        })
    }

    /// Returns how much memory writing this column will take, about.
    pub(super) fn bytes(&self) -> usize {
        const NOTE_AND_PLACE: usize = 2 * size_of::<u32>();
        /// Sorting it, and where its places begin.
        const TERM: usize = size_of::<(u64, Term)>() + size_of::<Term>() + 3 * size_of::<u32>();
        let terms = self.terms.bytes() + self.terms.len() * TERM;
        self.notes.len() * NOTE_AND_PLACE + self.ends.len() * size_of::<u32>() + terms
    }

    /// Writes all terms with their documents, and with the places in them if `with_places`.
    pub(super) fn write(&self, field: &mut FieldSerializer<'_>, with_places: bool) -> io::Result<()> {
        let terms = self.terms.sorted();
        let places = Places::of(self, &terms);
        let mut found = Found::default();
        for term in &terms {
            found.gather(self, places.of_term(term), &places.documents);
            field.new_term(self.terms.octets(term), found.documents.len() as u32, with_places)?;
            found.write(field, with_places);
            field.close_term()?;
        }
        Ok(())
    }

    /// Returns where the places of each term will begin, by its number; they are still empty.
    fn spans(&self, sorted: &[Term]) -> Vec<Range<u32>> {
        let mut times = vec![0; sorted.len()];
        for number in &self.notes {
            if let Some(times) = times.get_mut(*number as usize) {
                *times += 1;
            }
        }
        let mut spans = vec![0..0; sorted.len()];
        let mut next = 0;
        for term in sorted {
            spans[term.number as usize] = next..next;
            next += times[term.number as usize];
        }
        spans
    }

    /// Keeps the next text apart from the one before it in the same document.
    fn set_apart(&mut self) {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        if self.notes.len() > start {
            self.notes.push(GAP);
            self.gaps += 1;
        }
    }

    fn start_of(&self, document: u32) -> u32 {
        document.checked_sub(1).map_or(0, |before| self.ends[before as usize])
    }
}

/// Where each term stands among the notes.
struct Places<'a> {
    /// The places of one term after those of the other.
    list: Vec<u32>,
    /// The part of the list that is a term's, by its number.
    spans: Vec<Range<u32>>,
    documents: Documents<'a>,
}

impl<'a> Places<'a> {
    fn of(column: &'a Inverted, sorted: &[Term]) -> Self {
        let mut spans = column.spans(sorted);
        let mut list = vec![0; column.words()];
        for (place, number) in (0..).zip(&column.notes) {
            // A gap has no span.
            if let Some(span) = spans.get_mut(*number as usize) {
                list[span.end as usize] = place;
                span.end += 1;
            }
        }
        Self { list, spans, documents: Documents::of(&column.ends, column.notes.len()) }
    }

    fn of_term(&self, term: &Term) -> &[u32] {
        let span = &self.spans[term.number as usize];
        &self.list[span.start as usize..span.end as usize]
    }
}

/// Finds the document of a place among the notes.
struct Documents<'a> {
    ends: &'a [u32],
    /// The document of every [`Documents::STRIDE`]th place, and the last one.
    signposts: Vec<u32>,
}

impl<'a> Documents<'a> {
    const STRIDE: usize = 256;

    fn of(ends: &'a [u32], places: usize) -> Self {
        let mut document = 0;
        let mut signposts: Vec<u32> = (0..places)
            .step_by(Self::STRIDE)
            .map(|place| {
                while ends[document] as usize <= place {
                    document += 1;
                }
                document as u32
            })
            .collect();
        signposts.push(ends.len().saturating_sub(1) as u32);
        Self { ends, signposts }
    }

    fn at(&self, place: u32) -> u32 {
        let post = place as usize / Self::STRIDE;
        let (from, to) = (self.signposts[post], self.signposts[post + 1]);
        let ended = self.ends[from as usize..=to as usize].partition_point(|end| *end <= place);
        from + ended as u32
    }
}

/// One term in all documents.
#[derive(Default)]
struct Found {
    /// Each document, and how often it says the term.
    documents: Vec<(u32, u32)>,
    /// For each time, how far it is from the one before it in the document, or from its beginning.
    steps: Vec<u32>,
}

impl Found {
    fn gather(&mut self, column: &Inverted, places: &[u32], documents: &Documents<'_>) {
        self.documents.clear();
        self.steps.clear();
        let (mut before, mut end) = (0, 0);
        for &place in places {
            if place >= end {
                let document = documents.at(place);
                (before, end) = (column.start_of(document), column.ends[document as usize]);
                self.documents.push((document, 0));
            }
            self.steps.push(place - before);
            before = place;
            if let Some((_, times)) = self.documents.last_mut() {
                *times += 1;
            }
        }
    }

    fn write(&self, field: &mut FieldSerializer<'_>, with_places: bool) {
        let mut steps = self.steps.as_slice();
        for &(document, times) in &self.documents {
            if with_places {
                let (these, rest) = steps.split_at(times as usize);
                field.write_doc(document, times, these);
                steps = rest;
            } else {
                field.write_doc(document, 0, &[]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use greffe_message::fold;

    use super::*;

    /// Each document and the places in it.
    type InDocuments = Vec<(u32, Vec<u32>)>;

    fn inverted(column: &Inverted) -> Vec<(String, InDocuments)> {
        let terms = column.terms.sorted();
        let places = Places::of(column, &terms);
        let mut found = Found::default();
        let invert = |term: &Term| {
            found.gather(column, places.of_term(term), &places.documents);
            let mut steps = found.steps.iter();
            let documents = found.documents.iter().map(|&(document, times)| {
                let mut place = 0;
                let walked = steps.by_ref().take(times as usize).map(|step| {
                    place += step;
                    place
                });
                (document, walked.collect())
            });
            (String::from_utf8_lossy(column.terms.octets(term)).into_owned(), documents.collect())
        };
        terms.iter().map(invert).collect()
    }

    fn column(documents: &[&[&str]]) -> Inverted {
        let mut column = Inverted::default();
        for texts in documents {
            texts.iter().for_each(|text| column.add_words(&fold(text)));
            column.end_document();
        }
        column
    }

    #[test]
    fn a_column_is_inverted() {
        let column = column(&[&["L'eau et l'Été"], &[], &["", "été", "eau été"], &[]]);
        let expect = [
            ("eau", vec![(0, vec![1]), (2, vec![2])]),
            ("et", vec![(0, vec![2])]),
            ("ete", vec![(0, vec![4]), (2, vec![0, 3])]),
            ("l", vec![(0, vec![0, 3])]),
        ];
        assert_eq!(inverted(&column), expect.map(|(term, documents)| (term.to_owned(), documents)));
        assert_eq!(column.lengths().collect::<Vec<_>>(), [5, 0, 3, 0]);
        assert_eq!((column.words(), column.is_empty()), (8, false));
    }

    #[test]
    fn nothing_is_inverted_too() {
        assert!(inverted(&column(&[])).is_empty());
        assert!(inverted(&column(&[&[], &["--"]])).is_empty());
    }

    #[test]
    fn every_place_finds_its_document() {
        // Documents of no words, of one, and of more than there are between two signposts.
        let lengths = [0, 1, 0, 0, 700, 3, 0, 256, 0, 255, 1, 512, 0];
        let texts: Vec<String> = lengths.iter().map(|words| "mot ".repeat(*words)).collect();
        let texts: Vec<[&str; 1]> = texts.iter().map(|text| [text.as_str()]).collect();
        let documents: Vec<&[&str]> = texts.iter().map(<[&str; 1]>::as_slice).collect();
        let found = inverted(&column(&documents));
        let expect = (0..).zip(lengths).filter(|(_, words)| *words > 0);
        let expect = expect.map(|(document, words)| (document, (0..words as u32).collect()));
        assert_eq!(found, [("mot".to_owned(), expect.collect())]);
    }
}
