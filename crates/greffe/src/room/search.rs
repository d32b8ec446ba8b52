//! Searching: the index finds and counts, the shelf gives the words around.

use std::sync::{Mutex, PoisonError};

use greffe_index::{Ask, Highlights, Query, Site, Snippet, Tags};
use greffe_message::{Message, Part};
use greffe_store::{Readings, Row};
use greffe_terms::{Kind, Number, Verdict};
use rayon::prelude::*;

use super::files::{NamedPart, snippet_of_files};
use super::{Room, Sort};
use crate::error::Error;
use crate::reading::document_words;
use crate::record::Act;
use crate::view::{Count, Facet, Facets, Hit, SearchAnswer, Suggestion, Warning};

/// Length of a snippet in characters.
const SNIPPET_CHARS: usize = 180;

/// How much of a message's text is looked through for a snippet.
const SNIPPET_TEXT_BYTES: usize = 64 << 10;

/// How much of a message is read for it at first.
const SKIMMED_BYTES: usize = 16 << 10;

/// Finds the messages with a file whose text is not found, or not all of it.
const UNREAD: &str = "has:unread-attachment";

/// Hits that one thread looks up together: few, so that all threads end at once.
const HITS_AT_ONCE: usize = 2;

/// How to search.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// In the query language.
    pub query: String,
    /// Matches to pass over.
    pub offset: usize,
    /// Matches to return.
    pub limit: usize,
    /// Their order.
    pub sort: Sort,
    /// Count facets too.
    pub facets: bool,
    /// Return one message for each group of nearly the same text; offset and limit then
    /// count groups.
    pub collapse: bool,
    /// Look only at messages below this number: an earlier answer's `through`, so
    /// that its next page follows it although an import goes on.
    pub through: Option<u32>,
}

impl Room {
    /// Searches.
    ///
    /// # Errors
    /// `Query` says where a query cannot be read; `NotMade` names an operator
    /// whose data does not exist yet. Neither ever comes back as an empty result.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, Error> {
        self.recorder.record(Act::Search)?;
        let query = parse(&request.query)?;
        let (answer, tags) = self.ask(&query, request)?;
        let showing = Showing { room: self, answer: &answer, tags: &tags, readings: Mutex::default() };
        let facets = || request.facets.then(|| answer.matches.facets(&tags)).transpose();
        let (hits, facets) = rayon::join(|| showing.page(), facets);
        let mut warnings: Vec<Warning> = answer.warnings.into_iter().map(warning).collect();
        if answer.total == 0 {
            warnings.extend(self.unread_besides(&warnings)?);
        }
        Ok(SearchAnswer {
            total: answer.total,
            documents: answer.documents,
            texts: answer.texts,
            hits: hits?,
            facets: facets?.map(facets_view),
            warnings,
            query: query.to_string(),
            through: answer.through,
        })
    }

    /// Nothing found is not nothing there: words may stand in files whose text is not read.
    fn unread_besides(&self, said: &[Warning]) -> Result<Option<Warning>, Error> {
        if said.iter().any(|said| matches!(said, Warning::AttachmentsNotRead { .. })) {
            return Ok(None);
        }
        let (answer, _) = self.ask(&parse(UNREAD)?, &SearchRequest::default())?;
        Ok((answer.total > 0).then_some(Warning::AttachmentsNotRead { messages: answer.total }))
    }

    /// Returns what the word being typed may become: fields, correspondents, mailboxes.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
        self.recorder.record(Act::Correspondents)?;
        self.index.reload()?;
        let suggestions = self.index.suggest(typed, limit).into_iter();
        Ok(suggestions.map(|(insert, count)| Suggestion { insert, count: Some(count) }).collect())
    }

    /// Returns what finds the words of a query in the texts of a message that is shown.
    pub fn highlights(&self, query: &str) -> Result<Highlights, Error> {
        self.recorder.record(Act::View)?;
        Ok(self.ask(&parse(query)?, &SearchRequest::default())?.0.highlights)
    }

    /// Counts the facets of a query's matches.
    pub(super) fn facets_of(&self, query: &str) -> Result<Facets, Error> {
        let (answer, tags) = self.ask(&parse(query)?, &SearchRequest::default())?;
        Ok(facets_view(answer.matches.facets(&tags)?))
    }

    /// Returns the numbers of a page of results.
    pub(super) fn numbers(&self, request: &SearchRequest) -> Result<Vec<Number>, Error> {
        Ok(self.numbers_and_total(request)?.0)
    }

    /// Returns the numbers of a page of results, and how many results there are.
    pub(super) fn numbers_and_total(&self, request: &SearchRequest) -> Result<(Vec<Number>, u64), Error> {
        let (answer, _) = self.ask(&parse(&request.query)?, request)?;
        Ok((answer.hits.iter().map(|hit| hit.number).collect(), answer.total))
    }

    /// Returns the numbers of messages that are about to leave the house.
    pub(crate) fn numbers_to_hand_out(
        &self,
        request: &SearchRequest,
    ) -> Result<(Vec<Number>, Vec<Warning>), Error> {
        self.recorder.record(Act::HandOut)?;
        let (answer, _) = self.ask(&parse(&request.query)?, request)?;
        let numbers = answer.hits.iter().map(|hit| hit.number).collect();
        Ok((numbers, answer.warnings.into_iter().map(warning).collect()))
    }

    /// Asks the index.
    fn ask(&self, query: &Query, request: &SearchRequest) -> Result<(greffe_index::Answer, Tags), Error> {
        self.index.reload()?;
        let tags = self.tag_numbers()?;
        let ask = Ask {
            offset: request.offset,
            limit: request.limit,
            sort: match request.sort {
                Sort::Relevance => greffe_index::Sort::Relevance,
                Sort::Date => greffe_index::Sort::DateAscending,
                Sort::DateDescending => greffe_index::Sort::DateDescending,
            },
            collapse: request.collapse,
            through: request.through,
        };
        Ok((self.index.search(query, &ask, &tags)?, tags))
    }

    /// Cuts a snippet from the beginning of a message; from all of it when the words
    /// of the query may stand further on.
    fn snippet_of_text(&self, row: &Row, highlights: &Highlights) -> Result<Snippet, Error> {
        if let Some(first) = row.occurrences.first().filter(|_| row.summary.kind == Kind::Document) {
            let words = document_words(&first.path).body;
            return Ok(highlights.snippet(Site::Body, &words, SNIPPET_CHARS));
        }
        let beginning = self.shelf.raw_prefix_unchecked(row.number, SKIMMED_BYTES)?;
        let message = greffe_message::parse_prefix(&beginning);
        let snippet = snippet_of(&message, highlights);
        let is_whole = row.summary.size_bytes <= SKIMMED_BYTES as u64;
        let is_all_there_is = !highlights.look_in(Site::Body) || ends_in_file(&message);
        if is_whole || !snippet.marks.is_empty() || is_all_there_is && !snippet.text.is_empty() {
            return Ok(snippet);
        }
        Ok(snippet_of(&self.message(row)?, highlights))
    }
}

fn facets_view(facets: greffe_index::Facets) -> Facets {
    Facets {
        mailbox: facet(facets.mailbox),
        from: facet(facets.sender),
        domain: facet(facets.domain),
        year: facet(facets.year),
        kind: facet(facets.kind),
        filetype: facet(facets.filetype),
        author: facet(facets.author),
        lang: facet(facets.language),
        list: facet(facets.list),
        tag: facet(facets.tag),
        has: facet(facets.attachments),
        verdict: facet(facets.verdict),
        signed_by: facet(facets.signed_by),
        reason: facet(facets.reason),
        months: counts(facets.months),
        undated: facets.undated,
    }
}

/// Returns a facet as a view.
pub(super) fn facet(facet: greffe_index::Facet) -> Facet {
    Facet { values: counts(facet.values), other: facet.other }
}

/// Returns counts as a view.
pub(super) fn counts(counts: Vec<(String, u64)>) -> Vec<Count> {
    counts.into_iter().map(|(value, count)| Count { value, count }).collect()
}

fn marks(highlights: &Highlights, site: Site, text: &str) -> Vec<(usize, usize)> {
    bounds(highlights.marks(site, text))
}

fn bounds(marks: Vec<std::ops::Range<usize>>) -> Vec<(usize, usize)> {
    marks.into_iter().map(|range| (range.start, range.end)).collect()
}

/// The hits of one answer, looked up on all cores.
struct Showing<'a> {
    room: &'a Room,
    answer: &'a greffe_index::Answer,
    tags: &'a Tags,
    /// Opened for the first hit that needs them, and lent from hit to hit.
    readings: Mutex<Vec<Readings>>,
}

impl Showing<'_> {
    /// Looks up all of them.
    fn page(&self) -> Result<Vec<Hit>, Error> {
        let hits = self.answer.hits.par_chunks(HITS_AT_ONCE).map(|hits| self.hits(hits));
        Ok(hits.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    fn hits(&self, found: &[greffe_index::Hit]) -> Result<Vec<Hit>, Error> {
        let numbers: Vec<Number> = found.iter().map(|hit| hit.number).collect();
        let rows = self.room.shelf.rows(&numbers)?.into_iter();
        rows.zip(found).map(|(row, found)| self.hit(row, found)).collect()
    }

    fn hit(&self, row: Row, found: &greffe_index::Hit) -> Result<Hit, Error> {
        let highlights = &self.answer.highlights;
        let (file, snippet) = self.snippet(&row, found.in_files)?;
        let is_document = row.summary.kind == Kind::Document;
        let mut hit = self.room.plain_hit(row, self.tags);
        let subject = if is_document { Site::DocumentName } else { Site::Subject };
        hit.subject_marks = marks(highlights, subject, &hit.subject);
        hit.from_marks = marks(highlights, Site::From, &hit.from);
        hit.verdict = found.verdict.map(Verdict::as_str);
        hit.similar = self.answer.texts.map(|_| u64::from(found.others_alike));
        (hit.snippet_part, hit.snippet_of) = file.map(|file| (file.part, file.name)).unzip();
        hit.snippet = snippet.text;
        hit.marks = bounds(snippet.marks);
        Ok(hit)
    }

    /// Cuts a snippet from where the words of the query stand: in the message, or in a
    /// file inside it, of which the part and the name come with it.
    fn snippet(&self, row: &Row, in_files: bool) -> Result<(Option<NamedPart>, Snippet), Error> {
        let highlights = &self.answer.highlights;
        let snippet = self.room.snippet_of_text(row, highlights)?;
        if in_files && snippet.marks.is_empty() {
            let idle = || self.readings.lock().unwrap_or_else(PoisonError::into_inner);
            let lent = idle().pop();
            let readings = lent.map_or_else(|| self.room.shelf.readings(), Ok)?;
            let found = snippet_of_files(&readings, row, highlights, SNIPPET_CHARS)?;
            idle().push(readings);
            return Ok(found.map_or((None, snippet), |(file, snippet)| (Some(file), snippet)));
        }
        Ok((None, snippet))
    }
}

/// Says whether a message, read up to somewhere, broke off within a file: its text stands before.
fn ends_in_file(message: &Message) -> bool {
    message.parts.last().is_some_and(Part::is_file)
}

fn snippet_of(message: &Message, highlights: &Highlights) -> Snippet {
    let text = message.text().text;
    highlights.snippet(Site::Body, &text[..text.floor_char_boundary(SNIPPET_TEXT_BYTES)], SNIPPET_CHARS)
}

fn parse(text: &str) -> Result<Query, Error> {
    greffe_index::parse(text).map_err(|error| Error::query(text, &error))
}

fn warning(warning: greffe_index::Warning) -> Warning {
    match warning {
        greffe_index::Warning::ExpansionCut { word } => Warning::ExpansionCut { word },
        greffe_index::Warning::WordClipped { word } => Warning::WordClipped { word },
        greffe_index::Warning::AttachmentsNotRead { messages } => Warning::AttachmentsNotRead { messages },
        greffe_index::Warning::NotCompared => Warning::NotCompared,
        greffe_index::Warning::NotJudged { messages } => Warning::NotJudged { messages },
        greffe_index::Warning::NoSuchName { operator, name } => {
            Warning::NoSuchName { operator: operator.as_str().to_owned(), name }
        }
    }
}
