//! The views follow the packs: what an interruption left behind is replayed.

use std::path::Path;
use std::time::{Duration, Instant};

use greffe_authenticate::Outline;
use greffe_index::{Entry, FactRow, FactsBuilder};
use greffe_store::{Occurrence, Row, Store, StoreError, Writer};
use greffe_terms::{Address, Flags, Kind, Number};
use rayon::prelude::*;

use crate::archive::Archive;
use crate::dated::dated;
use crate::defects;
use crate::edges::Edges;
use crate::error::Error;
use crate::files::{self, FilesOf};
use crate::reading::{document_words, stored_message};
use crate::verdicts::{self, Settling};

/// Messages read at once.
const STRIDE: u32 = 500;

/// After so much time what was indexed is kept, whatever becomes of the rest.
const COMMIT_EVERY: Duration = Duration::from_secs(20);

impl Archive {
    /// Opens the archive in `dir`, its views made whole: see [`Archive::open`] and
    /// [`Archive::catch_up`].
    pub fn open_whole(dir: &Path, edges: Edges, tell: &mut dyn FnMut(u64, u64)) -> Result<Self, Error> {
        let (archive, kept) = Self::open_and(dir, edges, Views::of)?;
        if !kept.are_whole(&archive)? {
            archive.make_whole(tell)?;
        }
        Ok(archive)
    }

    /// Makes the views whole if an interruption left them behind; does nothing
    /// while another process is writing, since that one will. On a read-only
    /// medium what lacks a verdict stays so, and searches say it.
    pub fn catch_up(&self, tell: &mut dyn FnMut(u64, u64)) -> Result<(), Error> {
        if Views::of(&self.store)?.are_whole(self)? { Ok(()) } else { self.make_whole(tell) }
    }

    fn make_whole(&self, tell: &mut dyn FnMut(u64, u64)) -> Result<(), Error> {
        match self.store.try_writer() {
            Ok(Some(mut writer)) => catch_up(self, &mut writer, tell),
            Ok(None) => Ok(()),
            Err(StoreError::ReadOnly { .. }) if is_indexed(self)? => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// What the views that the store keeps say of themselves.
struct Views {
    is_judged: bool,
    files_read_through: u32,
}

impl Views {
    fn of(store: &Store) -> Result<Self, Error> {
        let verdicts = store.verdicts()?;
        let is_judged = verdicts::are_current(store, &verdicts)? && files::have_names(&verdicts)?;
        Ok(Self { is_judged, files_read_through: store.files_read_through()? })
    }

    /// Says whether index and facts hold every message of the catalogue, judged as it is now,
    /// and what was read of its files.
    fn are_whole(&self, archive: &Archive) -> Result<bool, Error> {
        let is_indexed = is_indexed(archive)?;
        Ok(self.is_judged && is_indexed && archive.index.attached_through() == self.files_read_through)
    }
}

pub(crate) fn is_indexed(archive: &Archive) -> Result<bool, Error> {
    archive.index.reload()?;
    let count = archive.store.count()?;
    Ok(archive.index.through() >= count && archive.index.facts_through() >= count)
}

/// Indexes what the index lacks, judges what must be judged, and makes the facts again.
pub(crate) fn catch_up(
    archive: &Archive,
    writer: &mut Writer,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    let is_indexed = is_indexed(archive)?;
    if !is_indexed {
        index_missing(archive, tell)?;
    }
    if !is_indexed || !verdicts::are_current(&archive.store, &archive.store.verdicts()?)? {
        Settling { archive, writer, shown_below: u32::MAX, tell }.settle()?;
    }
    files::follow(archive, writer)
}

fn index_missing(archive: &Archive, tell: &mut dyn FnMut(u64, u64)) -> Result<(), Error> {
    let (from, count) = (archive.index.through(), archive.store.count()?);
    if from < count {
        let mut writer = archive.index_writer()?;
        let (mut next, mut committed) = (from, Instant::now());
        while next < count {
            let end = count.min(next + STRIDE);
            let entries: Vec<_> =
                (next..end).into_par_iter().map(|n| entry(archive, Number(n))).collect::<Result<_, _>>()?;
            for (n, entry) in (next..end).zip(entries) {
                writer.add(Number(n), entry)?;
            }
            next = end;
            if committed.elapsed() >= COMMIT_EVERY {
                writer.commit(next)?;
                committed = Instant::now();
            }
            tell(u64::from(next - from), u64::from(count - from));
        }
        writer.commit(count)?;
    }
    Ok(())
}

fn entry(archive: &Archive, n: Number) -> Result<Entry, Error> {
    let row = archive.store.row(n)?;
    if let Some(first) = row.occurrences.first().filter(|_| row.summary.kind == Kind::Document) {
        return Ok(Entry::message(&row.id, &document_words(&first.path)));
    }
    let message = stored_message(&archive.store, n, row.summary.size_bytes)?;
    Ok(Entry::message(&row.id, &message.searchable()))
}

/// Adds the facts of a message, judged so, with files read so.
pub(crate) fn push(facts: &mut FactsBuilder, row: &Row, outline: Option<&Outline>, files: &FilesOf) {
    let summary = &row.summary;
    // No verdict is passed on what is no mail.
    let outline = outline.filter(|_| summary.kind != Kind::Document);
    let from = summary.from.as_ref();
    let address = from.map(|from| from.address.to_lowercase());
    let to: Vec<String> = summary.to.iter().chain(&summary.cc).map(lower).collect();
    let mut to: Vec<&str> = to.iter().map(String::as_str).collect();
    // Named twice, somebody still has one message.
    to.sort_unstable();
    to.dedup();
    let standing = row.occurrences.iter();
    let mut places: Vec<(&str, &str)> =
        standing.map(|place| (place.mailbox.as_str(), place.folder.as_str())).collect();
    places.sort_unstable();
    places.dedup();
    let mut file_types: Vec<&str> =
        summary.attachments.iter().map(|attachment| attachment.file_type.as_str()).collect();
    file_types.sort_unstable();
    file_types.dedup();
    let authors: Vec<&str> = files.authors.iter().map(String::as_str).collect();
    facts.push(FactRow {
        date: dated(row).map(|(at, _)| at.0),
        from: address.as_deref(),
        from_name: from.and_then(|from| from.name.as_deref()),
        to: &to,
        kind: summary.kind,
        size_bytes: summary.size_bytes,
        places: &places,
        file_types: &file_types,
        attachments: summary.attachments.len() as u32,
        unread_attachments: files.unread,
        authors: &authors,
        language: summary.language.as_deref(),
        list: summary.list.as_deref(),
        flags: flags(&row.occurrences),
        damaged: defects::is_damaged(row),
        verdict: outline.map(|outline| outline.verdict),
        reasons: outline.map_or(&[], |outline| &outline.reasons),
        signed_by: &outline.map_or_else(Vec::new, Outline::signed_by),
    });
}

/// The marks of a message in any of its places. A mail that was read since stands
/// at a new one; what stands nowhere any more keeps the marks that it had.
fn flags(places: &[Occurrence]) -> Flags {
    let stands = places.iter().any(|place| place.stands);
    let counted = places.iter().filter(|place| place.stands || !stands);
    counted.map(|place| place.flags).fold(Flags::default(), |all, flags| Flags {
        seen: all.seen || flags.seen,
        answered: all.answered || flags.answered,
        flagged: all.flagged || flags.flagged,
        draft: all.draft || flags.draft,
        deleted: all.deleted || flags.deleted,
        passed: all.passed || flags.passed,
    })
}

fn lower(address: &Address) -> String {
    address.address.to_lowercase()
}
