//! What the files inside messages say: read by a worker that can do no harm, kept, and found.
//!
//! Messages come first: an import makes them searchable, and then reads their files,
//! which takes a hundred times as long. Each file is read once however many messages
//! carry it. Order of writing: readings, index, facts; each may lag behind those before
//! it and is made good by the next [`Archive::read_files`]. Until then a search says
//! how many messages have files that nobody has read.

mod harvest;
mod names;
mod outline;
mod pool;
mod report;
mod standing;
mod tools;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use greffe_extract::{Confinement, Reading, Tools, Worker};
use greffe_index::Attached;
use greffe_store::{Holder, Writer};
use greffe_terms::Number;

use crate::archive::Archive;
use crate::catch_up;
use crate::error::Error;
use crate::import::Progress;
use crate::verdicts;

use harvest::harvest;
pub(crate) use names::{Naming, have_names};
pub(crate) use outline::FileOutline;
use pool::Pool;
pub use report::FilesReport;
pub(crate) use standing::{FilesOf, FilesStanding};
pub(crate) use tools::check as check_tools;

/// By whom and by which rules files are read: raised whenever the same file may give
/// another reading that is worth reading all of them again.
const WHOLE: &str = "greffe-extract/2";
const LIGHT: &str = "greffe/3";

/// Octets of messages whose files are read before any of it is kept; one message may be
/// longer. An interruption repeats so much, and what was read in them waits in memory.
const LOAD_BYTES: u64 = 48 << 20;

/// Messages of such a load.
const LOAD_MESSAGES: usize = 400;

/// Memory that the index may fill before it writes a segment.
const INDEX_MEMORY_BYTES: usize = 64 << 20;

/// After so much time what was read is made findable.
const PUBLISH_EVERY: Duration = Duration::from_secs(60);

/// How to read files.
#[derive(Debug, Clone, Default)]
pub struct ReadFilesRequest {
    /// Read those again that were read before.
    pub again: bool,
    /// Read them although the system cannot shut the worker in.
    pub unconfined: bool,
    /// The program that reads all formats; by default the archive's edges find one.
    pub program: Option<PathBuf>,
    /// Installed tools that may look at what the worker does not read; what was read before,
    /// and not whole, they look at again.
    pub tools: Tools,
}

impl Archive {
    /// Reads the files inside messages that were not read yet. Goes on where it was interrupted.
    ///
    /// # Errors
    /// `NoWorker` where the worker is not installed; `Worker` where it cannot be asked;
    /// `ToolsNeedWorker` and `MissingTools` where the tools cannot be, before anything is done.
    pub fn read_files(
        &self,
        request: &ReadFilesRequest,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<FilesReport, Error> {
        check_tools(self, &request.tools, request.program.clone().map(Worker::Whole).as_ref())?;
        let waiting = &mut |holder: &Holder| tell(Progress::Waiting { pid: holder.pid.unwrap_or(0) });
        let mut writer = self.store.writer(waiting)?;
        look_again(self, &mut writer, &request.tools)?;
        catch_up::catch_up(self, &mut writer, &mut |done, total| tell(Progress::CatchingUp { done, total }))?;
        read_missing(self, &mut writer, request, tell)
    }
}

/// Says how many files inside messages nobody has read yet.
pub(crate) fn count_missing(archive: &Archive) -> Result<u64, Error> {
    let from = archive.store.readings()?.through()?;
    Ok(messages_with_files(archive, from)?.iter().map(|message| message.files).sum())
}

/// Reads the files that were not read, and makes them findable.
pub(crate) fn read_missing(
    archive: &Archive,
    writer: &mut Writer,
    request: &ReadFilesRequest,
    tell: &mut dyn FnMut(Progress),
) -> Result<FilesReport, Error> {
    let started = Instant::now();
    let worker = request.program.clone().map(Worker::Whole).or_else(archive.edges.worker);
    let worker = begin(archive, writer, request.again, worker)?;
    let from = writer.readings()?.read().through()?;
    let messages = messages_with_files(archive, from)?;
    if !messages.is_empty() {
        let confinement = if request.unconfined { Confinement::Waived } else { Confinement::Required };
        let pool = Pool::new(worker.ok_or(Error::NoWorker)?, confinement, request.tools.clone());
        let reading = FileReading { archive, writer, pool: &pool, published: Instant::now(), tell };
        reading.read(Number(from), &messages)?;
    }
    let count = Number(archive.store.count()?);
    let end = writer.readings()?.read().through()?;
    writer.readings()?.append(Number(end), count, &[])?;
    follow(archive, writer)?;
    FilesReport::of(&archive.store, started.elapsed())
}

/// Forgets what tools may read better; the rest is kept.
fn look_again(archive: &Archive, writer: &mut Writer, tools: &Tools) -> Result<(), Error> {
    if *tools == Tools::default() {
        return Ok(());
    }
    let mut readings = writer.readings()?;
    let prints = tools::second_looks(readings.read())?;
    if !prints.is_empty() {
        readings.forget(&prints)?;
        archive.index.forget_attached()?;
    }
    Ok(())
}

/// Makes ready, and returns the worker to ask. What was read by other rules, or by a
/// worker that reads less, is forgotten; what was read by one that reads more stays, and
/// the lesser one adds nothing to it.
fn begin(
    archive: &Archive,
    writer: &mut Writer,
    again: bool,
    worker: Option<Worker>,
) -> Result<Option<Worker>, Error> {
    let Some(worker) = worker else { return Ok(None) };
    let reader = match worker {
        Worker::Whole(_) => WHOLE,
        Worker::Light(_) => LIGHT,
    };
    let mut readings = writer.readings()?;
    let before = readings.read().reader()?;
    if reader == LIGHT && before.starts_with("greffe-extract/") {
        return Ok(None);
    }
    if again || before != reader {
        readings.begin_again(reader)?;
        archive.index.forget_attached()?;
    }
    Ok(Some(worker))
}

/// A message with files that were not read.
struct Unread {
    n: Number,
    size_bytes: u64,
    files: u64,
}

fn messages_with_files(archive: &Archive, from: u32) -> Result<Vec<Unread>, Error> {
    let mut messages = Vec::new();
    archive.store.each_row(Number(from), &mut |row| {
        let files = row.summary.attachments.len() as u64;
        if files > 0 {
            messages.push(Unread { n: row.number, size_bytes: row.summary.size_bytes, files });
        }
        ControlFlow::Continue(())
    })?;
    Ok(messages)
}

/// A reading of many files under way.
struct FileReading<'a> {
    archive: &'a Archive,
    writer: &'a mut Writer,
    pool: &'a Pool,
    published: Instant,
    tell: &'a mut dyn FnMut(Progress),
}

impl FileReading<'_> {
    fn read(mut self, mut from: Number, messages: &[Unread]) -> Result<(), Error> {
        let total = messages.iter().map(|message| message.files).sum();
        let (mut done, mut rest) = (0, messages);
        let known = Mutex::new(self.archive.store.readings()?);
        (self.tell)(Progress::ReadingFiles { done, total });
        while !rest.is_empty() {
            let (load, after) = rest.split_at(load_len(rest));
            let through = load.last().map_or(from, |last| Number(last.n.0 + 1));
            let files = harvest(self.archive, &known, self.pool, load)?;
            self.writer.readings()?.append(from, through, &files)?;
            (from, rest) = (through, after);
            done += load.iter().map(|message| message.files).sum::<u64>();
            (self.tell)(Progress::ReadingFiles { done, total });
            if self.published.elapsed() >= PUBLISH_EVERY {
                follow(self.archive, self.writer)?;
                self.published = Instant::now();
            }
        }
        Ok(())
    }
}

/// Returns how many of these messages are read in one go: one at least.
fn load_len(messages: &[Unread]) -> usize {
    let mut bytes = 0;
    let fits = |message: &&Unread| {
        bytes += message.size_bytes;
        bytes <= LOAD_BYTES
    };
    messages.iter().take(LOAD_MESSAGES).take_while(fits).count().max(1)
}

/// Says whether everything that was read can be found by its words.
fn have_words(archive: &Archive) -> Result<bool, Error> {
    Ok(archive.index.attached_through() == archive.store.files_read_through()?)
}

/// Makes index and facts follow the readings.
pub(crate) fn follow(archive: &Archive, writer: &mut Writer) -> Result<(), Error> {
    let have_names = have_names(&archive.store.verdicts()?)?;
    if have_names && have_words(archive)? {
        return Ok(());
    }
    verdicts::begin_facts(writer)?;
    if !have_names {
        archive.index.forget_attached()?;
    }
    index_read(archive)?;
    names::have_followed(writer)?;
    verdicts::follow_facts(archive, writer)
}

/// Indexes what was read and is not indexed.
fn index_read(archive: &Archive) -> Result<(), Error> {
    let readings = archive.store.readings()?;
    let through = readings.through()?;
    // Further than what was read: of readings that are gone.
    if archive.index.attached_through() > through {
        archive.index.forget_attached()?;
    }
    let from = archive.index.attached_through();
    let mut files = Vec::new();
    readings.each(|file| files.push((file.number, file.print)))?;
    let mut writer = archive.index.attached_writer(INDEX_MEMORY_BYTES)?;
    for (number, print) in files.into_iter().filter(|(number, _)| number.0 >= from) {
        let Some(text) = readings.reading(&print)? else { continue };
        let reading: Reading =
            serde_json::from_str(&text).map_err(|_| Error::Stopped { part: "readings" })?;
        let authors = FileOutline::of(&reading, 0).authors;
        writer.add(number, &Attached { text: reading.text(), authors })?;
    }
    for (number, name) in names::further_names(&archive.store, Number(from))? {
        if number.0 < through {
            writer.add_name(number, &name)?;
        }
    }
    writer.commit(through)?;
    drop(writer);
    Ok(archive.index.reload()?)
}
