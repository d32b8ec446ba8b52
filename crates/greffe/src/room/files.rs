//! What the files inside messages say.

use std::collections::HashMap;
use std::time::Duration;

use greffe_extract::{Outcome, Reading};
use greffe_index::{Highlights, Site, Snippet};
use greffe_store::{FileIn, Readings, Row};

use super::Room;
use crate::error::Error;
use crate::files::{FileOutline, FilesReport};
use crate::record::Act;
use crate::view::{FileState, FileText};

/// A file inside a message.
pub(super) struct NamedPart {
    /// The part that it is.
    pub(super) part: usize,
    /// Its name, cleaned; empty when it has none.
    pub(super) name: String,
}

impl Room {
    /// Counts the files inside messages by what became of their reading.
    pub fn files(&self) -> Result<FilesReport, Error> {
        FilesReport::of(&self.shelf, Duration::ZERO)
    }

    /// Returns what a file inside a message says, as the worker read it.
    ///
    /// # Errors
    /// `NoSuchPart` if the message has no such part; a file that nobody has read has no reading.
    pub fn file_text(&self, id: &str, n: usize) -> Result<FileText, Error> {
        self.recorder.record(Act::View)?;
        let row = self.find(id)?;
        let message = self.message(&row)?;
        let missing = || Error::NoSuchPart { n, parts: message.part_count() };
        let part = message.part(n).ok_or_else(missing)?;
        let readings = self.shelf.readings()?;
        let file = readings.files_of(row.number)?.into_iter().find(|file| file.part as usize == n);
        let reading = file.map(|file| reading(&readings, &file)).transpose()?.flatten();
        Ok(FileText {
            name: part.name.as_deref().map(greffe_message::clean_name).unwrap_or_default(),
            content_type: part.content_type.clone(),
            bytes: part.length(),
            reading,
        })
    }

    /// Says of each file of a message how its reading ended, by its part.
    pub(super) fn file_states(&self, row: &Row) -> Result<HashMap<usize, FileState>, Error> {
        let readings = self.shelf.readings()?;
        let is_waiting = row.number.0 >= readings.through()?;
        let mut states = states(readings.files_of(row.number)?);
        for attachment in &row.summary.attachments {
            states.entry(attachment.part).or_insert_with(|| FileState::without_reading(is_waiting));
        }
        Ok(states)
    }
}

/// Cuts a snippet from the first file of a message in which words of the query stand;
/// returns the part and the name of that file with it.
pub(super) fn snippet_of_files(
    readings: &Readings,
    row: &Row,
    highlights: &Highlights,
    chars: usize,
) -> Result<Option<(NamedPart, Snippet)>, Error> {
    for file in readings.files_of(row.number)? {
        let Some(reading) = reading(readings, &file)? else { continue };
        let snippet = highlights.snippet(Site::File, &reading.text(), chars);
        if !snippet.marks.is_empty() {
            let part = file.part as usize;
            let named = row.summary.attachments.iter().find(|named| named.part == part);
            let name = named.map(|named| named.name.clone()).unwrap_or_default();
            return Ok(Some((NamedPart { part, name }, snippet)));
        }
    }
    Ok(None)
}

pub(super) fn reading(readings: &Readings, file: &FileIn) -> Result<Option<Reading>, Error> {
    let text = readings.reading(&file.print)?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| Error::Stopped { part: "readings" })).transpose()
}

pub(super) fn outline(file: &FileIn) -> FileOutline {
    serde_json::from_str(&file.outline).unwrap_or_default()
}

fn states(files: Vec<FileIn>) -> HashMap<usize, FileState> {
    files.into_iter().map(|file| (file.part as usize, state(&outline(&file)))).collect()
}

pub(super) fn state(outline: &FileOutline) -> FileState {
    match outline.outcome {
        Outcome::Complete if outline.is_unread() => {
            FileState { outcome: FileState::TRUNCATED, why: Some(FileState::INSIDE) }
        }
        outcome => ended(outcome),
    }
}

pub(super) fn ended(outcome: Outcome) -> FileState {
    let word = match outcome {
        Outcome::Complete => FileState::COMPLETE,
        Outcome::Truncated(_) => FileState::TRUNCATED,
        Outcome::None(_) => FileState::NONE,
    };
    FileState { outcome: word, why: outcome.why().map(|why| why.word()) }
}
