//! Which files inside messages nobody could read, or not to their end, and why: what a
//! search must be trusted for depends on it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use greffe_extract::{Inner, Outcome};
use greffe_message::Attachment;
use greffe_store::{FileIn, Readings, Row};
use greffe_terms::Number;

use super::Room;
use super::files::{ended, outline, reading, state};
use crate::dated::dated;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::record::Act;
use crate::view::{FileState, UnreadFile, UnreadInside, UnreadPage, UnreadTotal};

/// More documents inside one file are not listed.
const MOST_INSIDE: usize = 1000;

/// A file whose text is not found by a search, before its message is looked up.
struct Unread {
    number: Number,
    part: usize,
    bytes: u64,
    state: FileState,
    /// What was read in it, and beside it; `None` while it waits.
    file: Option<FileIn>,
}

impl Room {
    /// Returns the files whose text is not found by a search, or not all of it, in the
    /// order of messages.
    pub fn unread_files(&self) -> Result<Vec<UnreadFile>, Error> {
        self.recorder.record(Act::View)?;
        let unread = self.unread()?;
        self.listed(unread.iter())
    }

    /// Returns so many of them from `offset` on, and how many there are; only those in
    /// the state of that [code](FileState::code), unless `why` is empty.
    pub fn unread_page(&self, why: &str, offset: usize, limit: usize) -> Result<UnreadPage, Error> {
        self.recorder.record(Act::View)?;
        let unread = self.unread()?;
        let chosen = unread.iter().filter(|file| why.is_empty() || file.state.code() == why);
        let files = self.listed(chosen.skip(offset).take(limit))?;
        Ok(UnreadPage { totals: totals(&unread), files })
    }

    /// Every such file. Only messages that wait to be read are looked up for it.
    fn unread(&self) -> Result<Vec<Unread>, Error> {
        let request = super::SearchRequest {
            query: "has:unread-attachment".to_owned(),
            limit: usize::MAX,
            sort: super::Sort::Date,
            ..super::SearchRequest::default()
        };
        let numbers = self.numbers(&request)?;
        let readings = self.shelf.readings()?;
        let mut by_number = read_in_part(&readings)?;
        let through = readings.through()?;
        let waiting: Vec<Number> = numbers.iter().copied().filter(|number| number.0 >= through).collect();
        for row in self.shelf.rows(&waiting)? {
            by_number.insert(row.number, waiting_files(&row));
        }
        Ok(numbers.iter().filter_map(|number| by_number.remove(number)).flatten().collect())
    }

    /// Looks their messages up.
    fn listed<'u>(&self, unread: impl Iterator<Item = &'u Unread>) -> Result<Vec<UnreadFile>, Error> {
        let unread: Vec<&Unread> = unread.collect();
        let mut numbers: Vec<Number> = unread.iter().map(|file| file.number).collect();
        numbers.dedup();
        let readings = self.shelf.readings()?;
        let rows = self.shelf.rows(&numbers)?;
        let rows: HashMap<Number, &Row> = rows.iter().map(|row| (row.number, row)).collect();
        let mut files = Vec::with_capacity(unread.len());
        for file in unread {
            let row = rows.get(&file.number).copied();
            let named =
                |row: &Row| row.summary.attachments.iter().find(|named| named.part == file.part).cloned();
            if let Some((row, attachment)) = row.and_then(|row| Some((row, named(row)?))) {
                files.push(unread_file(row, attachment, file, &readings)?);
            }
        }
        Ok(files)
    }
}

/// The files of which a reading is kept, and text is missing.
fn read_in_part(readings: &Readings) -> Result<HashMap<Number, Vec<Unread>>, Error> {
    let mut by_number: HashMap<Number, Vec<Unread>> = HashMap::new();
    readings.each(|file| {
        let outline = outline(&file);
        let (number, part, state) = (file.number, file.part as usize, state(&outline));
        if !state.is_whole() {
            let unread = Unread { number, part, bytes: outline.bytes, state, file: Some(file) };
            by_number.entry(number).or_default().push(unread);
        }
    })?;
    Ok(by_number)
}

fn waiting_files(row: &Row) -> Vec<Unread> {
    let waiting = |file: &Attachment| Unread {
        number: row.number,
        part: file.part,
        bytes: file.size_bytes,
        state: FileState::without_reading(true),
        file: None,
    };
    row.summary.attachments.iter().map(waiting).collect()
}

fn totals(unread: &[Unread]) -> Vec<UnreadTotal> {
    let mut by_code: HashMap<String, UnreadTotal> = HashMap::new();
    for file in unread {
        let total = match by_code.entry(file.state.code()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(UnreadTotal { state: file.state, files: 0, bytes: 0 }),
        };
        total.files += 1;
        total.bytes = total.bytes.saturating_add(file.bytes);
    }
    let mut totals: Vec<UnreadTotal> = by_code.into_values().collect();
    totals.sort_by_key(|total| (std::cmp::Reverse(total.files), total.state.code()));
    totals
}

fn unread_file(
    row: &Row,
    attachment: Attachment,
    unread: &Unread,
    readings: &Readings,
) -> Result<UnreadFile, Error> {
    let inside = match unread.file.as_ref().filter(|file| outline(file).unread_inside > 0) {
        Some(file) => unread_inside(readings, file)?,
        None => Vec::new(),
    };
    Ok(UnreadFile {
        id: row.id.to_string(),
        part: attachment.part,
        name: attachment.name,
        file_type: attachment.file_type,
        bytes: attachment.size_bytes,
        date: dated(row).map(|(at, _)| rfc3339(at)),
        subject: row.summary.subject.clone(),
        state: unread.state,
        inside,
    })
}

/// Lists what was not read of the documents inside a file.
fn unread_inside(readings: &Readings, file: &FileIn) -> Result<Vec<UnreadInside>, Error> {
    let inner = reading(readings, file)?.map(|reading| reading.inner).unwrap_or_default();
    let unread = inner.into_iter().filter(|inner| inner.outcome != Outcome::Complete);
    let listed = |inner: Inner| UnreadInside { path: inner.path, state: ended(inner.outcome) };
    Ok(unread.take(MOST_INSIDE).map(listed).collect())
}
