//! The one who writes: batches into the open pack, then into the catalogue.
//!
//! Order of a batch: entries and records are appended; `fdatasync` (**the
//! commit**); one transaction of the catalogue; only then the caller is told.
//! Whatever stops the writer between two of these, the next one finds whole
//! batches in the pack, cuts a torn tail and replays what the catalogue lacks.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::Path;

use greffe_message::Summary;
use greffe_terms::{MessageId, Number, Timestamp};

use crate::batch::{
    Batch, Committed, Content, ImportEnd, ImportId, ImportStart, Item, LostSpan, Outcome, SourceFingerprint,
};
use crate::catalogue::{self, Applied, Catalogue, Placed, Plan, Watermark};
use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::lock::{Holder, WriterLock};
use crate::pack::{self, BatchWriter, Name, OpenPack, RECORDS_LIMIT, Written};
use crate::readings::{Readings, ReadingsWriter};
use crate::record::{Header, ItemLine, KeptBytes, Line, LostLine, OutcomeWord, Records, sha256};
use crate::replay::{Tail, replay};
use crate::store::Store;
use crate::verdicts::{Entering, VerdictsWriter};

/// The exclusive right to write in an archive. Made by [`Store::writer`].
#[derive(Debug)]
pub struct Writer {
    store: Store,
    catalogue: Catalogue,
    pack: Option<OpenPack>,
    next_pack: u32,
    mark: Option<Watermark>,
    /// Something failed half-way: what is on disk must be looked at before the next batch.
    stale: bool,
    /// Items that [`Writer::holds`] has not found since the last batch.
    unknown: HashSet<MessageId>,
    /// Opened when they are asked for.
    verdicts: Option<Entering>,
    readings: Option<Readings>,
    // Last, so that it is released last.
    lock: WriterLock,
}

/// The number of an item, and what becomes of it.
type Decided = (Number, OutcomeWord);

/// What a batch will be, once written.
struct Planned {
    import: ImportId,
    lines: Vec<Line>,
    outcomes: Vec<Outcome>,
    /// Items whose bytes are new, in order.
    items: Vec<NewItem>,
    /// Bytes of lost spans to be kept, in order.
    kept: Vec<Vec<u8>>,
}

/// An item whose bytes are new.
struct NewItem {
    name: Name,
    id: MessageId,
    content: Content,
    summary: Summary,
}

impl Writer {
    /// Takes the lock, then brings packs and catalogue in agreement.
    pub(crate) fn open(store: Store, waiting: &mut dyn FnMut(&Holder)) -> Result<Self, StoreError> {
        let lock = WriterLock::take(store.dir(), waiting)?;
        Self::holding(store, lock)
    }

    /// The same, if nobody has the lock.
    pub(crate) fn try_open(store: Store) -> Result<Option<Self>, StoreError> {
        let lock = WriterLock::try_take(store.dir())?;
        lock.map(|lock| Self::holding(store, lock)).transpose()
    }

    fn holding(store: Store, lock: WriterLock) -> Result<Self, StoreError> {
        let (catalogue, tail) = recover(&store)?;
        let Tail { mark, open, next_pack } = tail;
        let pack = open_pack(&store.packs_dir(), open)?;
        Ok(Self {
            store,
            catalogue,
            pack,
            next_pack,
            mark,
            stale: false,
            unknown: HashSet::new(),
            verdicts: None,
            readings: None,
            lock,
        })
    }

    /// Returns the archive, to read.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the verdicts, to enter more or others; made if missing.
    ///
    /// # Errors
    /// `VerdictsDamaged`: deleted, the file is made anew.
    pub fn verdicts(&mut self) -> Result<VerdictsWriter<'_>, StoreError> {
        self.ready()?;
        let Self { store, catalogue, verdicts, .. } = self;
        let entering = match verdicts {
            Some(open) => open,
            none => none.insert(Entering::open(store.dir(), catalogue)?),
        };
        Ok(VerdictsWriter { entering, catalogue })
    }

    /// Returns what was read in files, to enter more; made if missing.
    ///
    /// # Errors
    /// `ReadingsDamaged`: deleted, the file is made anew.
    pub fn readings(&mut self) -> Result<ReadingsWriter<'_>, StoreError> {
        self.ready()?;
        let Self { store, catalogue, readings, .. } = self;
        let readings = match readings {
            Some(open) => open,
            none => none.insert(Readings::open_to_write(store.dir(), catalogue)?),
        };
        Ok(ReadingsWriter { readings, catalogue })
    }

    /// Begins an import.
    ///
    /// # Errors
    /// `ImportExists` if its id is taken; nothing is written then.
    pub fn begin_import(&mut self, start: ImportStart) -> Result<(), StoreError> {
        self.ready()?;
        if self.import_state(&start.id)?.is_some() {
            return Err(StoreError::ImportExists { import: start.id });
        }
        self.lock.announce(&format!("import {}", start.id));
        self.commit(Planned::of_line(start.id.clone(), Line::Began(start)))
    }

    /// Returns those of some items that are in the archive: of these the bytes need not be
    /// read again, only where they were found.
    pub fn holds(&mut self, ids: &[MessageId]) -> Result<HashSet<MessageId>, StoreError> {
        self.ready()?;
        let known = catalogue::known(self.catalogue.connection(), ids).at(self.catalogue.path())?;
        self.unknown.extend(ids.iter().filter(|id| !known.contains(id)));
        Ok(known)
    }

    /// Stores a batch: one commit. An empty batch does nothing.
    ///
    /// # Errors
    /// `NoMessage` if an item without a summary is not in the archive; nothing is written then.
    /// `DiskFull` and `Io` leave the batch either wholly committed or not at
    /// all; handing it in again is safe, what was committed comes back as
    /// [`Outcome::Already`].
    pub fn append(&mut self, batch: Batch) -> Result<Committed, StoreError> {
        if batch.is_empty() {
            return Ok(Committed::default());
        }
        self.ready()?;
        let mailbox = self.open_import(&batch.import)?;
        let planned = self.plan(batch, &mailbox)?;
        let outcomes = planned.outcomes.clone();
        self.commit(planned)?;
        Ok(Committed { outcomes })
    }

    /// Ends an import that went through: `sources` are digests of what was handed in.
    pub fn finish_import(
        &mut self,
        import: &ImportId,
        at: Timestamp,
        sources: Vec<SourceFingerprint>,
    ) -> Result<(), StoreError> {
        self.ready()?;
        self.open_import(import)?;
        let end = ImportEnd { at, sources };
        self.commit(Planned::of_line(import.clone(), Line::Ended(end)))
    }

    /// Looks at the disk again after a failure.
    fn ready(&mut self) -> Result<(), StoreError> {
        if self.stale {
            let (catalogue, tail) = recover(&self.store)?;
            self.pack = open_pack(&self.store.packs_dir(), tail.open)?;
            (self.catalogue, self.mark, self.next_pack) = (catalogue, tail.mark, tail.next_pack);
            self.stale = false;
        }
        Ok(())
    }

    fn import_state(&self, import: &ImportId) -> Result<Option<(String, bool)>, StoreError> {
        catalogue::import_state(self.catalogue.connection(), import).at(self.catalogue.path())
    }

    /// Returns the mailbox of an import that is begun and not finished.
    fn open_import(&self, import: &ImportId) -> Result<String, StoreError> {
        match self.import_state(import)? {
            Some((mailbox, false)) => Ok(mailbox),
            _ => Err(StoreError::NoSuchImport { import: import.clone() }),
        }
    }

    fn plan(&self, batch: Batch, mailbox: &str) -> Result<Planned, StoreError> {
        let (decided, known_spans) = self.decide(&batch, mailbox)?;
        let mut planned = Planned::new(batch.import);
        for (item, (number, outcome)) in batch.items.into_iter().zip(decided) {
            if outcome == OutcomeWord::Stored && item.summary.is_none() {
                return Err(StoreError::NoMessage { number });
            }
            planned.item(item, number, outcome);
        }
        batch.lost.into_iter().zip(known_spans).for_each(|(span, known)| planned.span(span, known));
        planned.lines.extend(batch.cursors.into_iter().map(Line::Cursor));
        planned.lines.extend(batch.finished.into_iter().map(Line::Done));
        planned.lines.extend(batch.gone.into_iter().map(Line::Gone));
        Ok(planned)
    }

    /// Decides what becomes of each item, and says of each lost span whether it is known.
    fn decide(&self, batch: &Batch, mailbox: &str) -> Result<(Vec<Decided>, Vec<bool>), StoreError> {
        let path = self.catalogue.path();
        // One transaction for all lookups.
        let snapshot = self.catalogue.connection().unchecked_transaction().at(path)?;
        let mut plan = Plan::new(&snapshot, mailbox, &self.unknown).at(path)?;
        let decided = batch.items.iter().map(|item| {
            let decided = plan.item(item.id, &item.occurrence).at(path)?;
            decided.ok_or(StoreError::NumbersExhausted)
        });
        let decided = decided.collect::<Result<_, _>>()?;
        let known = batch.lost.iter().map(|span| plan.is_known_span(span).at(path));
        Ok((decided, known.collect::<Result<_, _>>()?))
    }

    fn commit(&mut self, planned: Planned) -> Result<(), StoreError> {
        self.stale = true;
        self.unknown.clear();
        let Planned { import, lines, items, kept, .. } = planned;
        let (number, header) = self.header(import);
        let stored_before = self.mark.as_ref().map_or(0, |mark| mark.messages);
        let records = Records { header, lines };
        let text = print_records(&records, self.catalogue.path())?;
        let pack = self.open_pack()?;
        let needed = items.iter().map(|item| item.content.length()).sum::<u64>() + text.len() as u64;
        let body = Body { items, kept, number, text: &text };
        let (body, written) = body.write(pack).map_err(|error| cut_back(pack, error, needed))?;
        let file_start = pack.file_end;
        pack.commit(&written).map_err(|error| cut_back(pack, error, needed))?;
        let mark = Watermark {
            batch: number,
            pack: pack.number,
            file_start,
            file_end: written.file_end,
            raw_end: written.raw_end,
            messages: stored_before + body.placed.len() as u64,
            records_sha256: sha256(&text),
            packed_sha256: written.packed_sha256,
        };
        let (placed, kept, frames) = (&body.placed, &body.kept, &written.frames);
        let again = mark.clone();
        let applied = Applied { records: &records, placed, kept, frames, mark: again, is_planned: true };
        self.catalogue.apply(&applied)?;
        step(Step::AfterCatalogue).at(self.catalogue.path())?;
        self.mark = Some(mark);
        self.finish_full_pack()?;
        self.stale = false;
        Ok(())
    }

    /// Returns the number and the header of the next batch.
    fn header(&self, import: ImportId) -> (u64, Header) {
        let number = self.mark.as_ref().map_or(0, |mark| mark.batch + 1);
        let previous = self.mark.as_ref().map_or([0; 32], |mark| mark.records_sha256);
        let previous_packed = self.mark.as_ref().map_or([0; 32], |mark| mark.packed_sha256);
        (number, Header { number, import, previous, previous_packed })
    }

    fn open_pack(&mut self) -> Result<&mut OpenPack, StoreError> {
        let pack = match self.pack.take() {
            Some(pack) => pack,
            None => {
                let pack = OpenPack::open(&self.store.packs_dir(), self.next_pack, 0, 0)?;
                self.next_pack += 1;
                pack
            }
        };
        Ok(self.pack.insert(pack))
    }

    fn finish_full_pack(&mut self) -> Result<(), StoreError> {
        let full = self.store.settings().pack_bytes;
        let Some(pack) = self.pack.take_if(|pack| pack.file_end >= full) else { return Ok(()) };
        let frames = catalogue::frames_of_pack(self.catalogue.connection(), pack.number);
        pack::finish(&self.store.packs_dir(), pack, &frames.at(self.catalogue.path())?)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        #[cfg(any(test, feature = "failpoints"))]
        if crate::failpoints::is_dead() {
            return;
        }
        // So that the archive can be copied to a read-only medium as it is.
        self.catalogue.checkpoint();
        self.verdicts.iter().for_each(Entering::checkpoint);
        self.readings.iter().for_each(|readings| readings.view.checkpoint());
    }
}

/// Brings the catalogue up to the last whole batch; makes it anew if it is missing.
fn recover(store: &Store) -> Result<(Catalogue, Tail), StoreError> {
    let (dir, packs, summarise) = (store.dir(), store.packs_dir(), store.summarise());
    if let Some(mut catalogue) = Catalogue::open(dir)? {
        let tail = replay(&packs, &mut catalogue, summarise)?;
        return Ok((catalogue, tail));
    }
    let mut draft = Catalogue::draft(dir)?;
    let tail = replay(&packs, &mut draft, summarise)?;
    let catalogue = draft.put_in_place(dir)?;
    store.forget_readers();
    Ok((catalogue, tail))
}

fn open_pack(packs: &Path, open: Option<(u32, u64, u64)>) -> Result<Option<OpenPack>, StoreError> {
    open.map(|(number, file_end, raw_end)| OpenPack::open(packs, number, file_end, raw_end)).transpose()
}

fn print_records(records: &Records, path: &Path) -> Result<Vec<u8>, StoreError> {
    let text = records.print().map_err(io::Error::from).at(path)?;
    let bytes = text.len() as u64;
    if bytes > RECORDS_LIMIT {
        return Err(StoreError::BatchTooLarge { bytes, limit: RECORDS_LIMIT });
    }
    Ok(text)
}

/// Takes what was written of a failed batch back, if the disk still lets us.
fn cut_back(pack: &OpenPack, error: StoreError, needed: u64) -> StoreError {
    // If not, it is a torn tail, which the next writer cuts.
    let _ = pack.cut();
    match error {
        StoreError::DiskFull { path, .. } => StoreError::DiskFull { path, needed_bytes: Some(needed) },
        other => other,
    }
}

impl Planned {
    fn new(import: ImportId) -> Self {
        Self { import, lines: Vec::new(), outcomes: Vec::new(), items: Vec::new(), kept: Vec::new() }
    }

    fn of_line(import: ImportId, line: Line) -> Self {
        Self { lines: vec![line], ..Self::new(import) }
    }

    fn item(&mut self, item: Item, n: Number, outcome: OutcomeWord) {
        let Item { id, nature, content, summary, occurrence } = item;
        let stored = outcome == OutcomeWord::Stored;
        let named = (!stored).then_some(id);
        self.lines.push(Line::Item(ItemLine { n, id: named, outcome, nature, occurrence }));
        self.outcomes.push(outcome.with(n));
        // The caller has made sure that what is stored has a summary.
        if let Some(summary) = summary.filter(|_| stored) {
            self.items.push(NewItem { name: Name::of(nature, id), id, content, summary });
        }
    }

    fn span(&mut self, span: LostSpan, known: bool) {
        let LostSpan { source, path, offset, length, reason, kept } = span;
        let bytes = kept.filter(|_| !known);
        let kept = bytes.as_ref().map(|kept| KeptBytes { sha256: sha256(kept), bytes: kept.len() as u64 });
        self.lines.push(Line::Lost(LostLine { source, path, offset, length, reason, kept }));
        self.kept.extend(bytes);
    }
}

/// The entries and the records of a batch.
struct Body<'t> {
    items: Vec<NewItem>,
    kept: Vec<Vec<u8>>,
    number: u64,
    text: &'t [u8],
}

/// Where the entries of a batch have come to lie.
struct PlacedBody {
    placed: Vec<Placed>,
    kept: Vec<u64>,
}

impl Body<'_> {
    fn write(self, pack: &OpenPack) -> Result<(PlacedBody, Written), StoreError> {
        let mut batch = pack.batch().at(&pack.path)?;
        let mut body = PlacedBody { placed: Vec::with_capacity(self.items.len()), kept: Vec::new() };
        for NewItem { name, id, content, summary } in self.items {
            let length = content.length();
            let start = put_content(&mut batch, name, content, &pack.path)?;
            body.placed.push(Placed { id, start, length, summary });
        }
        for kept in &self.kept {
            body.kept.push(batch.put(Name::Lost(sha256(kept)), kept).at(&pack.path)?);
        }
        let written = batch.close(self.number, self.text).at(&pack.path)?;
        Ok((body, written))
    }
}

fn put_content(
    batch: &mut BatchWriter<'_>,
    name: Name,
    content: Content,
    path: &Path,
) -> Result<u64, StoreError> {
    match content {
        Content::Memory(raw) => {
            debug_assert!(name.is_of(&sha256(&raw)));
            batch.put(name, &raw).at(path)
        }
        Content::Spooled { file, length } => put_spooled(batch, name, file, length, path),
    }
}

/// Copies a spooled message; the file is the caller's, so what comes out of it is checked.
fn put_spooled(
    batch: &mut BatchWriter<'_>,
    name: Name,
    mut file: File,
    length: u64,
    path: &Path,
) -> Result<u64, StoreError> {
    io::Seek::rewind(&mut file).at(path)?;
    let (start, found, digest) = batch.put_from(name, length, &mut file).at(path)?;
    let same = name.is_of(&digest);
    if same && found == length {
        Ok(start)
    } else {
        Err(StoreError::ContentChanged { expected: length, found })
    }
}
