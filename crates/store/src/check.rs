//! Is everything there, and as it was? Every digest recomputed, every chain
//! walked, the catalogue compared with what the packs say.
//!
//! The packs are replayed into a catalogue of their own, in a temporary
//! directory, up to the watermark of the one in use: a running import does
//! not disturb.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use greffe_terms::{Kind, Number};
use rusqlite::Connection;

use crate::catalogue::{self, Catalogue, Placed, Span, Watermark};
use crate::database;
use crate::domain_keys::{self, Wrong};
use crate::error::{At, Damage, StoreError};
use crate::pack::{self, PackFile, Stop, Walk};
use crate::readings;
use crate::replay::{Summarise, read_batch};
use crate::settings::Settings;
use crate::store::Store;
use crate::verdicts;
use crate::view;

/// Is told bytes done, and bytes in all.
type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// Is told each thing found wrong.
type Report<'a> = &'a mut dyn FnMut(Problem);

/// One thing found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// `greffe.toml` cannot be read, or says something else than when it was opened.
    Settings,
    /// A pack is not there.
    PackMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Bytes of a pack are not as they were written.
    Pack {
        /// The pack.
        path: PathBuf,
        /// Where, in bytes.
        offset: u64,
        /// What is wrong.
        damage: Damage,
        /// Messages that lie in the batch concerned, as the catalogue knows it.
        messages: Vec<Number>,
    },
    /// SQLite finds a database broken.
    Database {
        /// Its file.
        path: PathBuf,
        /// What SQLite says, or what was counted.
        details: Vec<String>,
    },
    /// Lines of a file in `keys/` are no JSON objects with a version.
    Lines {
        /// The file.
        path: PathBuf,
        /// Which, from 1.
        lines: Vec<u64>,
    },
    /// The octets of a file in `keys/` are not those that were written.
    Altered {
        /// The file.
        path: PathBuf,
    },
    /// The catalogue does not say what the packs say.
    CatalogueDiffers {
        /// The first table that differs.
        table: &'static str,
        /// The place of the first row that does.
        row: u64,
    },
    /// The catalogue could not be compared, since packs are damaged.
    CatalogueNotCompared,
}

/// What a check has looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Packs walked.
    pub packs: u64,
    /// Whole batches read.
    pub batches: u64,
    /// Messages whose digest was recomputed.
    pub messages: u64,
    /// Loose documents whose digest was recomputed.
    pub files: u64,
    /// Bytes of packs read.
    pub bytes: u64,
    /// Things found wrong.
    pub problems: u64,
}

pub(crate) fn check(
    store: &Store,
    progress: Progress<'_>,
    problem: Report<'_>,
) -> Result<CheckReport, StoreError> {
    let mut problems = 0;
    let mut counting = |found| {
        problems += 1;
        problem(found);
    };
    let mut report = CheckReport::default();
    if Settings::read(store.dir()).ok().as_ref() != Some(store.settings()) {
        counting(Problem::Settings);
    }
    let details = store.desk().check();
    if !details.is_empty() {
        counting(Problem::Database { path: store.dir().join(crate::desk::FILE), details });
    }
    for kind in [&verdicts::KIND, &readings::KIND] {
        let details = view::check(store, kind);
        if !details.is_empty() {
            counting(Problem::Database { path: store.dir().join(kind.file), details });
        }
    }
    for (path, wrong) in domain_keys::check(store.dir())? {
        counting(match wrong {
            Wrong::Lines(lines) => Problem::Lines { path, lines },
            Wrong::Altered => Problem::Altered { path },
        });
    }
    store.read(|live| Ok(check_packs(store, live, &mut report, progress, &mut counting)))??;
    report.problems = problems;
    Ok(report)
}

/// Checks packs and catalogue, in one transaction of the catalogue.
fn check_packs(
    store: &Store,
    live: &Connection,
    report: &mut CheckReport,
    progress: Progress<'_>,
    problem: Report<'_>,
) -> Result<(), StoreError> {
    let path = store.dir().join(catalogue::FILE);
    // Before the snapshot: what is finished now, the snapshot knows to its end.
    let finished = finished_packs(store)?;
    let snapshot = live.unchecked_transaction().at(&path)?;
    let details = database::integrity(&snapshot);
    if !details.is_empty() {
        problem(Problem::Database { path: path.clone(), details });
    }
    check_against_packs(store, &snapshot, finished, (report, progress, problem))
}

/// Replays the packs as far as the catalogue says, and compares the two.
fn check_against_packs(
    store: &Store,
    live: &Connection,
    finished: u32,
    (report, progress, problem): (&mut CheckReport, Progress<'_>, Report<'_>),
) -> Result<(), StoreError> {
    let scratch = tempfile::tempdir().at(&std::env::temp_dir())?;
    let replayed = Catalogue::draft(scratch.path())?;
    // A catalogue that cannot say how far it goes is broken: then every pack is walked.
    let until = catalogue::watermark(live);
    let whole = until.is_ok();
    let behind = matches!(until, Ok(None));
    let until = until.unwrap_or(None);
    let last = if behind { 0 } else { until.as_ref().map_or(finished, |until| until.pack + 1) };
    let packs = store.packs_dir();
    let total = (0..last).map(|number| pack_bytes(&packs, number)).sum();
    let summarise = store.summarise();
    let mark = None;
    let mut checking =
        Checking { live, replayed, until, summarise, mark, whole, total, report, progress, problem };
    for number in 0..last {
        if checking.pack(&packs, number, number < finished)?.is_break() {
            break;
        }
    }
    checking.compare();
    Ok(())
}

/// Counts the finished packs; they are the first ones.
fn finished_packs(store: &Store) -> Result<u32, StoreError> {
    let packs = store.packs_dir();
    let names = fs::read_dir(&packs).at(&packs)?;
    let numbers = names.filter_map(|entry| pack::parse_name(entry.ok()?.file_name().to_str()?));
    Ok(numbers.filter(|(_, finished)| *finished).map(|(number, _)| number + 1).max().unwrap_or(0))
}

fn pack_bytes(packs: &Path, number: u32) -> u64 {
    let file = pack::open(packs, number).and_then(|file| file.metadata().at(packs));
    file.map_or(0, |file| file.len())
}

struct Checking<'a> {
    live: &'a Connection,
    replayed: Catalogue,
    /// The last batch of the catalogue in use: what a running import adds is left out.
    until: Option<Watermark>,
    summarise: Summarise,
    mark: Option<Watermark>,
    /// No pack was damaged so far.
    whole: bool,
    total: u64,
    report: &'a mut CheckReport,
    progress: Progress<'a>,
    problem: Report<'a>,
}

impl Checking<'_> {
    fn pack(&mut self, packs: &Path, number: u32, finished: bool) -> Result<ControlFlow<()>, StoreError> {
        let path = pack::path_of(packs, number, finished);
        let file = match pack::open(packs, number) {
            Err(StoreError::PackMissing { path }) => {
                self.whole = false;
                (self.problem)(Problem::PackMissing { path });
                return Ok(ControlFlow::Break(()));
            }
            other => other?,
        };
        let pack = PackFile { number, finished, path };
        let before = self.report.bytes;
        let mut walk = Walk::new(&file, &pack.path, 0, 0)?;
        while self.batch(&pack, &mut walk)?.is_continue() {
            self.report.bytes = before + walk.file_pos();
            (self.progress)(self.report.bytes, self.total);
        }
        self.report.packs += 1;
        self.report.bytes = before + walk.file_pos();
        self.check_ending(&pack, &file)?;
        Ok(ControlFlow::Continue(()))
    }

    fn batch(&mut self, pack: &PackFile, walk: &mut Walk<'_>) -> Result<ControlFlow<()>, StoreError> {
        let until = self.until.as_ref().filter(|until| until.pack == pack.number);
        let committed = until.map_or(walk.length(), |until| until.file_end);
        if walk.file_pos() >= committed {
            return Ok(ControlFlow::Break(()));
        }
        let start = walk.file_pos();
        match read_batch(walk, pack.number, self.mark.as_ref(), self.summarise) {
            Ok(Some(batch)) => {
                self.report.batches += 1;
                let is_document = |placed: &&Placed| placed.summary.kind == Kind::Document;
                let documents = batch.placed.iter().filter(is_document).count();
                self.report.files += documents as u64;
                self.report.messages += (batch.placed.len() - documents) as u64;
                if self.whole {
                    self.replayed.apply(&batch.applied())?;
                }
                self.check_packed(pack, batch.mark);
                Ok(ControlFlow::Continue(()))
            }
            Ok(None) if pack.finished && walk.at_end_mark()? => Ok(ControlFlow::Break(())),
            Ok(None) => Ok(self.damaged(pack, walk, (start, Damage::CutShort))),
            Err(Stop::Damaged { offset, damage }) => Ok(self.damaged(pack, walk, (offset, damage))),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    /// Compares a batch's compressed bytes with the digest in the catalogue: decoding
    /// passes over some bits, and the digest in the chain comes one batch later.
    fn check_packed(&mut self, pack: &PackFile, mark: Watermark) {
        let known = catalogue::batch_after(self.live, pack.number, mark.file_start).unwrap_or(None);
        let known = known.filter(|known| known.batch == mark.batch);
        if let Some(known) = known.filter(|known| known.packed_sha256 != mark.packed_sha256) {
            self.whole = false;
            let messages = self.messages_of(&known);
            let (path, offset, damage) = (pack.path.clone(), mark.file_start, Damage::Packed);
            (self.problem)(Problem::Pack { path, offset, damage, messages });
            self.mark = Some(known);
        } else {
            self.mark = Some(mark);
        }
    }

    /// Reports damage, and goes on behind the batch concerned, if the catalogue knows where that is.
    fn damaged(
        &mut self,
        pack: &PackFile,
        walk: &mut Walk<'_>,
        (offset, damage): (u64, Damage),
    ) -> ControlFlow<()> {
        self.whole = false;
        let start = self.mark.as_ref().filter(|mark| mark.pack == pack.number).map_or(0, |m| m.file_end);
        let broken = catalogue::batch_after(self.live, pack.number, start).unwrap_or(None);
        let messages = broken.as_ref().map(|broken| self.messages_of(broken)).unwrap_or_default();
        (self.problem)(Problem::Pack { path: pack.path.clone(), offset, damage, messages });
        let Some(broken) = broken.filter(|broken| broken.file_end <= walk.length()) else {
            return ControlFlow::Break(());
        };
        walk.jump(broken.file_end, broken.raw_end);
        self.mark = Some(broken);
        ControlFlow::Continue(())
    }

    /// Returns the messages that a batch stored.
    fn messages_of(&self, batch: &Watermark) -> Vec<Number> {
        let before = batch.batch.checked_sub(1);
        let start = before.and_then(|before| catalogue::batch_end(self.live, before, batch.pack).ok()?);
        let start = start.unwrap_or(0);
        let length = batch.raw_end.saturating_sub(start);
        catalogue::messages_in(self.live, Span { pack: batch.pack, start, length }).unwrap_or_default()
    }

    /// Compares what follows the last batch of a finished pack with what must.
    fn check_ending(&mut self, pack: &PackFile, mut file: &File) -> Result<(), StoreError> {
        let last = self.mark.as_ref().filter(|mark| pack.finished && mark.pack == pack.number);
        let Some(last) = last else { return Ok(()) };
        let replayed = if self.whole { self.replayed.connection() } else { self.live };
        let frames = catalogue::frames_of_pack(replayed, pack.number).unwrap_or_default();
        let expected = pack::ending(&frames).at(&pack.path)?;
        let mut found = Vec::new();
        file.seek(SeekFrom::Start(last.file_end)).at(&pack.path)?;
        file.take(expected.len() as u64 + 1).read_to_end(&mut found).at(&pack.path)?;
        if found != expected {
            let (path, offset, messages) = (pack.path.clone(), last.file_end, Vec::new());
            (self.problem)(Problem::Pack { path, offset, damage: Damage::Ending, messages });
        }
        Ok(())
    }

    fn compare(self) {
        if !self.whole {
            return (self.problem)(Problem::CatalogueNotCompared);
        }
        if let Some((table, row)) = catalogue::first_difference(self.replayed.connection(), self.live) {
            (self.problem)(Problem::CatalogueDiffers { table, row });
        }
    }
}
