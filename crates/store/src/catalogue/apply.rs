//! Entering one batch into the catalogue: one transaction.

use std::collections::HashMap;

use greffe_message::Summary;
use greffe_terms::{Defect, Flags, Kind, MessageId, Nature, Severity};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::summaries::Binder;
use super::{Watermark, integer, unsigned};
use crate::batch::{FileDone, FileProgress, ImportEnd, ImportStart, NewOccurrence};
use crate::hex::Digest;
use crate::pack::Frame;
use crate::record::{ItemLine, Line, LostLine, OutcomeWord, Records, sha256};

/// A committed batch, with what follows from its entries.
pub(crate) struct Applied<'a> {
    pub(crate) records: &'a Records,
    /// One per item stored, in order.
    pub(crate) placed: &'a [Placed],
    /// Where the bytes of each kept span begin, in order.
    pub(crate) kept: &'a [u64],
    pub(crate) frames: &'a [Frame],
    pub(crate) mark: Watermark,
    /// What it stores was looked up and is new; in a pack, it may be there twice.
    pub(crate) is_planned: bool,
}

/// Finds a message by its id, through the index over the first eight octets.
pub(super) const BY_ID: &str = "SELECT n FROM messages WHERE substr(id, 1, 8) = substr(?1, 1, 8) AND id = ?1";

/// A stored message: where its bytes are, and what they say.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) id: MessageId,
    pub(crate) start: u64,
    pub(crate) length: u64,
    pub(crate) summary: Summary,
}

pub(super) fn apply(connection: &mut Connection, batch: &Applied<'_>) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    enter_mark(&transaction, &batch.mark)?;
    enter_frames(&transaction, batch)?;
    if let Some(Line::Began(start)) = batch.records.lines.first() {
        enter_import(&transaction, start)?;
    }
    let mut entering = Entering::new(&transaction, batch)?;
    for line in &batch.records.lines {
        entering.line(line)?;
    }
    entering.close()?;
    transaction.commit()
}

fn enter_mark(transaction: &Transaction<'_>, mark: &Watermark) -> rusqlite::Result<()> {
    let insert = "INSERT INTO batches VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    transaction.prepare_cached(insert)?.execute((
        integer(mark.batch),
        mark.pack,
        integer(mark.file_start),
        integer(mark.file_end),
        integer(mark.raw_end),
        integer(mark.messages),
        mark.records_sha256,
        mark.packed_sha256,
    ))?;
    Ok(())
}

fn enter_frames(transaction: &Transaction<'_>, batch: &Applied<'_>) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached("INSERT INTO frames VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for frame in batch.frames {
        let (raw_start, file_start) = (integer(frame.raw_start), integer(frame.file_start));
        insert.execute((batch.mark.pack, raw_start, frame.raw_bytes, file_start, frame.file_bytes))?;
    }
    Ok(())
}

fn enter_import(transaction: &Transaction<'_>, start: &ImportStart) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO imports (id, mailbox, started_at, made_by, note, greffe_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (start.id.as_str(), &start.mailbox, start.at.0, &start.by, &start.note, &start.greffe_version),
    )?;
    let import = transaction.last_insert_rowid();
    for (place, path) in start.sources.iter().enumerate() {
        let insert = "INSERT INTO import_sources (import, place, path) VALUES (?1, ?2, ?3)";
        transaction.execute(insert, (import, place as i64, path))?;
    }
    Ok(())
}

/// What a batch changes in a file's row, held until the batch is through.
struct FileRow {
    seq: i64,
    /// The import that met it last.
    import: i64,
    reading: i64,
    committed_bytes: u64,
    prefix_sha256: Option<Digest>,
    items: u64,
    done: Option<(u64, Digest)>,
    gone: bool,
}

impl FileRow {
    /// Begins a new reading if `offset` lies in what was read before.
    fn meet(&mut self, offset: u64) {
        self.gone = false;
        if offset < self.committed_bytes {
            self.start_over();
        }
    }

    fn start_over(&mut self) {
        self.reading += 1;
        (self.committed_bytes, self.prefix_sha256, self.items, self.done) = (0, None, 0, None);
    }

    fn progress(&mut self, cursor: &FileProgress) {
        self.gone = false;
        self.committed_bytes = cursor.committed_bytes;
        self.prefix_sha256 = Some(cursor.prefix_sha256);
        (self.items, self.done) = (cursor.items, None);
    }

    /// A file without cursors (a single message) is committed as a whole.
    fn finish(&mut self, done: &FileDone) {
        let replaced = |(bytes, sha256)| done.bytes <= bytes && done.sha256 != sha256;
        if done.bytes < self.committed_bytes || self.done.is_some_and(replaced) {
            self.start_over();
        }
        if self.prefix_sha256.is_none() {
            self.committed_bytes = done.bytes;
            self.prefix_sha256 = Some(done.sha256);
        }
        (self.gone, self.done) = (false, Some((done.bytes, done.sha256)));
    }
}

struct Entering<'t> {
    transaction: &'t Transaction<'t>,
    batch: &'t Applied<'t>,
    import: i64,
    mailbox: String,
    known: CachedStatement<'t>,
    message: CachedStatement<'t>,
    summaries: Binder<'t>,
    occurrence: CachedStatement<'t>,
    confirm: CachedStatement<'t>,
    next_place: CachedStatement<'t>,
    files: HashMap<(&'t str, &'t str), FileRow>,
    folders: HashMap<&'t str, i64>,
    placed: std::slice::Iter<'t, Placed>,
    kept: std::slice::Iter<'t, u64>,
    stored: u64,
    duplicates: u64,
    already: u64,
    documents: u64,
    lost: u64,
}

impl<'t> Entering<'t> {
    fn new(transaction: &'t Transaction<'t>, batch: &'t Applied<'t>) -> rusqlite::Result<Self> {
        let import = batch.records.header.import.as_str();
        let find = "SELECT seq, mailbox FROM imports WHERE id = ?1";
        let (import, mailbox) =
            transaction.query_row(find, [import], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self {
            transaction,
            batch,
            import,
            mailbox,
            known: transaction.prepare_cached(BY_ID)?,
            message: transaction
                .prepare_cached("INSERT INTO messages VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?,
            summaries: Binder::new(transaction)?,
            occurrence: transaction.prepare_cached(
                "INSERT INTO occurrences VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?,
            confirm: transaction.prepare_cached(
                "UPDATE occurrences SET reading = ?4 WHERE file = ?1 AND offset = ?2 AND n = ?3 AND reading <> ?4",
            )?,
            next_place: transaction
                .prepare_cached("SELECT coalesce(max(place) + 1, 0) FROM occurrences WHERE n = ?1")?,
            files: HashMap::new(),
            folders: HashMap::new(),
            placed: batch.placed.iter(),
            kept: batch.kept.iter(),
            stored: 0,
            duplicates: 0,
            already: 0,
            documents: 0,
            lost: 0,
        })
    }

    fn line(&mut self, line: &'t Line) -> rusqlite::Result<()> {
        match line {
            Line::Batch(_) | Line::Began(_) => Ok(()),
            Line::Item(item) => self.item(item),
            Line::Lost(span) => self.span(span),
            Line::Cursor(cursor) => {
                self.file(&cursor.source, &cursor.path)?.progress(cursor);
                Ok(())
            }
            Line::Done(done) => {
                self.file(&done.source, &done.path)?.finish(done);
                Ok(())
            }
            Line::Gone(gone) => {
                self.file(&gone.source, &gone.path)?.gone = true;
                Ok(())
            }
            Line::Ended(end) => self.end_import(end),
        }
    }

    fn item(&mut self, item: &'t ItemLine) -> rusqlite::Result<()> {
        let place = &item.occurrence;
        let file = self.file(&place.source, &place.path)?;
        file.meet(place.offset);
        let (file, reading) = (file.seq, file.reading);
        self.count(item);
        let met_anew = match item.outcome {
            OutcomeWord::Stored => {
                self.store(item)?;
                self.occur(item, 0, file, reading)?
            }
            OutcomeWord::Duplicate => {
                let next = self.next_place.query_row([item.n.0], |row| row.get(0))?;
                self.occur(item, next, file, reading)?
            }
            OutcomeWord::Already => self.confirm.execute((file, integer(place.offset), item.n.0, reading))?,
        };
        self.file(&place.source, &place.path)?.items += met_anew as u64;
        Ok(())
    }

    /// Counts what the import has found; documents apart from messages.
    fn count(&mut self, item: &ItemLine) {
        match (item.nature, item.outcome) {
            (Nature::Document, OutcomeWord::Stored | OutcomeWord::Duplicate) => self.documents += 1,
            (Nature::Document, OutcomeWord::Already) => {}
            (Nature::Mail, OutcomeWord::Stored) => self.stored += 1,
            (Nature::Mail, OutcomeWord::Duplicate) => self.duplicates += 1,
            (Nature::Mail, OutcomeWord::Already) => self.already += 1,
        }
    }

    fn store(&mut self, item: &ItemLine) -> rusqlite::Result<()> {
        let placed = self.placed.next().filter(|placed| item.is_of(placed.id));
        let placed = placed.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        if !self.batch.is_planned && self.known.exists([placed.id.as_bytes()])? {
            // Stored twice: the records contradict what came before. What is planned was looked
            // up by the same writer, which holds the lock.
            return Err(rusqlite::Error::QueryReturnedNoRows);
        }
        debug_assert!(!self.known.exists([placed.id.as_bytes()])?, "an item is stored once");
        self.message.execute((
            item.n.0,
            placed.id.as_bytes(),
            self.batch.mark.pack,
            integer(placed.start),
            integer(placed.length),
            placed.summary.message_id.as_deref().map(message_key),
            kind_place(placed.summary.kind),
            is_damaged(&placed.summary.defects) || is_damaged(&item.occurrence.defects),
        ))?;
        self.summaries.add(item.n, &placed.summary, item.occurrence.postmark.as_deref())
    }

    fn occur(&mut self, item: &'t ItemLine, place: i64, file: i64, reading: i64) -> rusqlite::Result<usize> {
        let NewOccurrence { folder, offset, length, flags, postmark, quoting, defects, .. } =
            &item.occurrence;
        let postmark = postmark.as_ref().filter(|_| place > 0);
        let folder = self.folder(folder)?;
        self.occurrence.execute((
            item.n.0,
            place,
            file,
            reading,
            integer(*offset),
            integer(*length),
            folder,
            self.import,
            flag_bits(*flags),
            postmark,
            quoting,
            print_defects(defects),
        ))
    }

    fn span(&mut self, span: &'t LostLine) -> rusqlite::Result<()> {
        let file = self.file(&span.source, &span.path)?;
        file.meet(span.offset);
        let (file, reading) = (file.seq, file.reading);
        let confirm =
            "UPDATE lost SET reading = ?1 WHERE file = ?2 AND offset = ?3 AND length = ?4 AND reason = ?5";
        let place = (reading, file, integer(span.offset), integer(span.length), &span.reason);
        let kept = span.kept.as_ref().zip(span.kept.as_ref().and_then(|_| self.kept.next()));
        if self.transaction.prepare_cached(confirm)?.execute(place)? > 0 {
            return Ok(());
        }
        self.lost += 1;
        let insert =
            "INSERT INTO lost (import, file, reading, offset, length, reason, pack, start, kept_bytes)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        self.transaction.prepare_cached(insert)?.execute((
            self.import,
            file,
            reading,
            integer(span.offset),
            integer(span.length),
            &span.reason,
            kept.map(|_| self.batch.mark.pack),
            kept.map(|(_, start)| integer(*start)),
            kept.map(|(kept, _)| integer(kept.bytes)),
        ))?;
        Ok(())
    }

    fn end_import(&mut self, end: &ImportEnd) -> rusqlite::Result<()> {
        let update = "UPDATE imports SET finished_at = ?2 WHERE seq = ?1";
        self.transaction.execute(update, (self.import, end.at.0))?;
        self.transaction.execute("DELETE FROM import_sources WHERE import = ?1", [self.import])?;
        for (place, source) in end.sources.iter().enumerate() {
            let insert = "INSERT INTO import_sources VALUES (?1, ?2, ?3, ?4, ?5)";
            let row = (self.import, place as i64, &source.path, integer(source.bytes), source.sha256);
            self.transaction.execute(insert, row)?;
        }
        Ok(())
    }

    fn file(&mut self, source: &'t str, path: &'t str) -> rusqlite::Result<&mut FileRow> {
        use std::collections::hash_map::Entry;
        match self.files.entry((source, path)) {
            Entry::Occupied(file) => Ok(file.into_mut()),
            Entry::Vacant(place) => {
                let mut file = load_file(self.transaction, self.import, &self.mailbox, source, path)?;
                if file.import != self.import {
                    forget_losses(self.transaction, &file)?;
                    file.import = self.import;
                }
                Ok(place.insert(file))
            }
        }
    }

    fn folder(&mut self, name: &'t str) -> rusqlite::Result<i64> {
        if let Some(folder) = self.folders.get(name) {
            return Ok(*folder);
        }
        let mut find = self.transaction.prepare_cached("SELECT seq FROM folders WHERE name = ?1")?;
        let folder = match find.query_row([name], |row| row.get(0)).optional()? {
            Some(folder) => folder,
            None => {
                self.transaction.execute("INSERT INTO folders (name) VALUES (?1)", [name])?;
                self.transaction.last_insert_rowid()
            }
        };
        self.folders.insert(name, folder);
        Ok(folder)
    }

    fn close(mut self) -> rusqlite::Result<()> {
        self.summaries.close()?;
        let update = "UPDATE files SET reading = ?2, gone = ?3, committed_bytes = ?4, prefix_sha256 = ?5,
                      items = ?6, done_bytes = ?7, done_sha256 = ?8, import = ?9 WHERE seq = ?1";
        let mut update = self.transaction.prepare_cached(update)?;
        for file in self.files.values() {
            update.execute((
                file.seq,
                file.reading,
                file.gone,
                integer(file.committed_bytes),
                file.prefix_sha256,
                integer(file.items),
                file.done.map(|(bytes, _)| integer(bytes)),
                file.done.map(|(_, sha256)| sha256),
                file.import,
            ))?;
        }
        let count = "UPDATE imports SET stored = stored + ?2, duplicates = duplicates + ?3,
                     already = already + ?4, lost = lost + ?5, files = files + ?6 WHERE seq = ?1";
        let counts = [self.stored, self.duplicates, self.already, self.lost, self.documents].map(integer);
        let [stored, duplicates, already, lost, files] = counts;
        let row = (self.import, stored, duplicates, already, lost, files);
        self.transaction.prepare_cached(count)?.execute(row)?;
        Ok(())
    }
}

fn load_file(
    transaction: &Transaction<'_>,
    import: i64,
    mailbox: &str,
    source: &str,
    path: &str,
) -> rusqlite::Result<FileRow> {
    let find = "SELECT seq, reading, committed_bytes, prefix_sha256, items, done_bytes, done_sha256, gone,
                import FROM files WHERE mailbox = ?1 AND source = ?2 AND path = ?3";
    let known = transaction.prepare_cached(find)?.query_row((mailbox, source, path), |row| {
        let done: (Option<i64>, Option<Digest>) = (row.get(5)?, row.get(6)?);
        Ok(FileRow {
            seq: row.get(0)?,
            reading: row.get(1)?,
            committed_bytes: unsigned(row.get(2)?),
            prefix_sha256: row.get(3)?,
            items: unsigned(row.get(4)?),
            done: done.0.map(unsigned).zip(done.1),
            gone: row.get(7)?,
            import: row.get(8)?,
        })
    });
    if let Some(file) = known.optional()? {
        return Ok(file);
    }
    let insert = "INSERT INTO files (mailbox, source, path, import) VALUES (?1, ?2, ?3, ?4)";
    transaction.prepare_cached(insert)?.execute((mailbox, source, path, import))?;
    let (seq, prefix_sha256, done) = (transaction.last_insert_rowid(), None, None);
    Ok(FileRow { seq, import, reading: 0, committed_bytes: 0, prefix_sha256, items: 0, done, gone: false })
}

/// Lets the losses behind what is committed of a file stand no more: an import that
/// meets it again looks there again, and tells of what it still cannot read.
fn forget_losses(transaction: &Transaction<'_>, file: &FileRow) -> rusqlite::Result<()> {
    let update = "UPDATE lost SET reading = -1 WHERE file = ?1 AND offset >= ?2 AND reading = ?3";
    let place = (file.seq, integer(file.committed_bytes), file.reading);
    transaction.prepare_cached(update)?.execute(place)?;
    Ok(())
}

/// Returns what a Message-ID is indexed by: eight octets of its digest.
pub(super) fn message_key(message_id: &str) -> i64 {
    let digest = sha256(message_id.as_bytes());
    i64::from_be_bytes(*digest.first_chunk().unwrap_or(&[0; 8]))
}

/// Returns a kind's place in [`Kind::ALL`].
fn kind_place(kind: Kind) -> Option<i64> {
    Kind::ALL.iter().position(|other| *other == kind).map(|place| place as i64)
}

/// Says whether content is lost.
pub(super) fn is_damaged(defects: &[Defect]) -> bool {
    defects.iter().any(|defect| defect.severity() == Severity::Damage)
}

fn print_defects(defects: &[Defect]) -> Option<String> {
    if defects.is_empty() {
        return None;
    }
    serde_json::to_string(defects).ok()
}

/// Returns the marks as bits, in the order of their declaration.
fn flag_bits(flags: Flags) -> u8 {
    let Flags { seen, answered, flagged, draft, deleted, passed } = flags;
    let marks = [seen, answered, flagged, draft, deleted, passed];
    marks.iter().rev().fold(0, |bits, mark| bits << 1 | u8::from(*mark))
}

/// Reads what [`flag_bits`] made.
pub(super) fn read_flags(bits: u8) -> Flags {
    let mark = |place: u8| bits >> place & 1 == 1;
    Flags {
        seen: mark(0),
        answered: mark(1),
        flagged: mark(2),
        draft: mark(3),
        deleted: mark(4),
        passed: mark(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_read_back_as_written() {
        for bits in 0..64 {
            assert_eq!(flag_bits(read_flags(bits)), bits);
        }
        assert_eq!(flag_bits(Flags { seen: true, passed: true, ..Flags::default() }), 0b10_0001);
    }
}
