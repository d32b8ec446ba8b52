//! Import: what somebody hands in becomes messages of the archive.
//!
//! One thread reads the source; all cores parse and hash; one writer makes each
//! batch durable before it is told of; the index follows with a thread of its
//! own. What stands in the packs is true, the rest catches up: an import that
//! dies at any moment loses no batch that was told of.

mod batch;
mod known;
mod opened;
mod report;
mod timings;

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use greffe_authenticate::Outline;
use greffe_extract::Tools;
use greffe_intake::{Account, Event, FolderSeen, NothingKnown, SourceFingerprint};
use greffe_store::{Batch, FileGone, Holder, ImportId, ImportStart, Outcome, Writer};
use greffe_terms::Nature;

use crate::archive::Archive;
use crate::catch_up;
use crate::error::Error;
use crate::files::{self, Naming, ReadFilesRequest};
use crate::keys;
use crate::reader::{Load, Reader};
use crate::verdicts::{self, Judge, Settling};

use batch::{Prepared, Reading, prepare};
use known::KnownFiles;
use opened::{Opened, open_all};
pub use report::{AttachmentsReport, ImportReport, LostSpan};
use timings::Stage;
pub use timings::Timings;

/// More segments than this are joined after an import: every query pays for each.
const MOST_SEGMENTS: usize = 24;

/// After so much time a search may see what was imported meanwhile.
const PUBLISH_EVERY: Duration = Duration::from_secs(60);

/// What to take in, and what to remember of it.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// Files, folders, or `-` for standard input.
    pub sources: Vec<PathBuf>,
    /// Accounts on mail servers; they are read after the others.
    pub accounts: Vec<Account>,
    /// The mailbox they go into.
    pub mailbox: String,
    /// Who hands them in.
    pub by: Option<String>,
    /// A note for the record.
    pub note: Option<String>,
    /// Read again what earlier imports have read to its end: a newer greffe may take in what
    /// an older one passed over. What the archive holds already is not stored twice.
    pub again: bool,
    /// Leave the files inside messages for later: searches say how many are waiting.
    pub leave_files: bool,
    /// Installed tools that may look at what the worker does not read in these files.
    pub tools: Tools,
}

/// What an import tells while it works.
#[derive(Debug, Clone)]
pub enum Progress {
    /// Another process is writing; this one waits.
    Waiting {
        /// The other process.
        pid: u32,
    },
    /// The views are made whole before anything is added.
    CatchingUp {
        /// Messages done.
        done: u64,
        /// Messages to do.
        total: u64,
    },
    /// Messages are judged again, since keys arrived.
    Judging {
        /// Messages done.
        done: u64,
        /// Messages to do.
        total: u64,
    },
    /// Files inside messages are read.
    ReadingFiles {
        /// Files done.
        done: u64,
        /// Files to do.
        total: u64,
    },
    /// A mail server was reached; this is what will be read of an account.
    Account {
        /// The name of the source.
        name: String,
        /// Its folders.
        folders: Vec<FolderSeen>,
    },
    /// A second mailbox goes into an archive that is not sealed.
    SecondMailbox,
    /// A batch is durable.
    Stored {
        /// Messages of this run so far.
        messages: u64,
        /// Bytes of the sources read so far.
        bytes: u64,
        /// Bytes of all sources, when they can be told.
        total_bytes: Option<u64>,
        /// Messages of all sources, when they can be told.
        total_messages: Option<u64>,
    },
}

impl Archive {
    /// Takes mail in. Goes on where an interrupted import of the same sources stopped.
    ///
    /// # Errors
    /// What was told as stored stays stored; the same call again goes on there.
    pub fn import(
        &self,
        request: &ImportRequest,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, Error> {
        import(self, request, tell)
    }
}

fn import(
    archive: &Archive,
    request: &ImportRequest,
    tell: &mut dyn FnMut(Progress),
) -> Result<ImportReport, Error> {
    let started = Instant::now();
    files::check_tools(archive, &request.tools, None)?;
    let opened = open_all(archive, request, tell)?;
    let waiting = &mut |holder: &Holder| tell(Progress::Waiting { pid: holder.pid.unwrap_or(0) });
    let mut writer = archive.store.writer(waiting)?;
    let already_there = archive.store.mailboxes()?;
    if !already_there.is_empty() && !already_there.contains(&request.mailbox) {
        tell(Progress::SecondMailbox);
    }
    catch_up::catch_up(archive, &mut writer, &mut |done, total| tell(Progress::CatchingUp { done, total }))?;

    let id: ImportId = archive.edges.random_id().parse().expect("32 hexadecimal digits are an import id");
    let names: Vec<String> = opened.iter().map(|opened| opened.name.clone()).collect();
    writer.begin_import(ImportStart {
        id: id.clone(),
        at: (archive.edges.now)(),
        by: request.by.clone(),
        note: request.note.clone(),
        mailbox: request.mailbox.clone(),
        sources: names.clone(),
        greffe_version: env!("CARGO_PKG_VERSION").to_owned(),
    })?;

    let total_bytes = opened.iter().map(|opened| opened.source.total_bytes()).sum::<Option<u64>>();
    let total_messages = opened.iter().map(|opened| opened.source.total_messages()).sum::<Option<u64>>();
    let mut run = Run {
        archive,
        index: archive.index_writer()?,
        writer,
        judge: Judge::new(keys::book(&archive.store)?, (archive.edges.now)()),
        shown_below: archive.store.count()?,
        import: id,
        mailbox: request.mailbox.clone(),
        again: request.again,
        report: ImportReport::default(),
        new: 0,
        timings: Timings::default(),
        naming: Naming::default(),
        published: Instant::now(),
        bytes_before: 0,
        total_bytes,
        total_messages,
        reading: (!request.leave_files)
            .then(|| ReadFilesRequest { tools: request.tools.clone(), ..ReadFilesRequest::default() }),
        tell,
    };
    let mut fingerprints = Vec::with_capacity(opened.len());
    for Opened { source, name } in opened {
        fingerprints.push(run.take_in(source, &name)?);
    }
    run.finish(&names, fingerprints, started)
}

/// The place that an event speaks of: whatever is told of it, it is there. Of a
/// folder that was numbered anew, nothing is where it was.
fn path_of(event: &Event) -> Option<&str> {
    Some(match event {
        Event::Message(found) | Event::Document(found) => &found.path,
        Event::Lost(lost) => &lost.path,
        Event::Skipped { path, .. } | Event::Bookkeeping { path, .. } | Event::FileDone { path, .. } => path,
        Event::Renumbered { .. } => return None,
    })
}

/// Says whether a file, or what holds it, was met: a known container is not
/// opened again, and a folder that cannot be listed hides its files.
fn is_there(path: &str, met: &HashSet<String>) -> bool {
    let holders = path.match_indices('/').map(|(at, _)| &path[..at]);
    let containers = path.match_indices("!/").map(|(at, _)| &path[..at]);
    holders.chain(containers).chain([path]).any(|path| met.contains(path))
}

/// One import under way.
struct Run<'a> {
    archive: &'a Archive,
    index: greffe_index::Writer,
    // After the index, so that whoever waits for this one finds that one free.
    writer: Writer,
    judge: Judge,
    /// Messages below this number were there before.
    shown_below: u32,
    import: ImportId,
    mailbox: String,
    again: bool,
    report: ImportReport,
    /// Occurrences of messages that no earlier run has.
    new: u64,
    timings: Timings,
    /// Names under which known documents are found.
    naming: Naming,
    published: Instant,
    bytes_before: u64,
    total_bytes: Option<u64>,
    total_messages: Option<u64>,
    /// How the files inside messages are read; `None` to leave them for later.
    reading: Option<ReadFilesRequest>,
    tell: &'a mut dyn FnMut(Progress),
}

impl Run<'_> {
    /// Reads one source to its end; `None` when its one file could not be.
    fn take_in(
        &mut self,
        source: Box<dyn greffe_intake::Source>,
        name: &str,
    ) -> Result<Option<SourceFingerprint>, Error> {
        let (store, mailbox) = (self.archive.store.clone(), self.mailbox.clone());
        let reader = match self.again {
            true => Reader::start(source, NothingKnown),
            false => Reader::start(source, KnownFiles { store, mailbox, source: name.to_owned() }),
        };
        let mut met = HashSet::new();
        loop {
            let waited = Instant::now();
            let load = reader.next();
            self.timings.add(Stage::Read, waited.elapsed());
            match load? {
                Load::Events { events, cursor, read_bytes } => {
                    for path in events.iter().filter_map(path_of) {
                        if !met.contains(path) {
                            met.insert(path.to_owned());
                        }
                    }
                    self.store(name, events, cursor)?;
                    let (messages, bytes) = (self.report.messages, self.bytes_before + read_bytes);
                    let (total_bytes, total_messages) = (self.total_bytes, self.total_messages);
                    (self.tell)(Progress::Stored { messages, bytes, total_bytes, total_messages });
                }
                Load::End { fingerprint } => {
                    self.note_gone(name, &met)?;
                    self.bytes_before += fingerprint.as_ref().map_or(0, |fingerprint| fingerprint.bytes);
                    return Ok(fingerprint);
                }
            }
        }
    }

    /// Notes the files of an earlier reading that the source no longer holds.
    fn note_gone(&mut self, name: &str, met: &HashSet<String>) -> Result<(), Error> {
        let mut batch = Batch::new(self.import.clone());
        let known = self.archive.store.known_paths(&self.mailbox, name)?;
        let gone = known.into_iter().filter(|path| !is_there(path, met));
        batch.gone.extend(gone.map(|path| FileGone { source: name.to_owned(), path }));
        if !batch.is_empty() {
            self.writer.append(batch)?;
        }
        Ok(())
    }

    /// Makes one load durable, then indexes what is new of it.
    fn store(
        &mut self,
        source: &str,
        events: Vec<Event>,
        cursor: Option<greffe_intake::FileProgress>,
    ) -> Result<(), Error> {
        let began = Instant::now();
        let Prepared { batch, natures, readings, skipped, bookkeeping, renumbered } =
            prepare(events, cursor, self.import.clone(), source, &self.judge, &mut self.writer)?;
        self.timings.add(Stage::Parse, began.elapsed());
        self.report.messages += skipped;
        self.report.bookkeeping += bookkeeping;
        self.report.renumbered.extend(renumbered);

        let began = Instant::now();
        let found_again =
            |(nature, reading): (&Nature, &Option<Reading>)| *nature == Nature::Document && reading.is_none();
        let found_again: Vec<bool> = natures.iter().zip(&readings).map(found_again).collect();
        if found_again.contains(&true) {
            self.naming.begin(&mut self.writer)?;
        }
        let outcomes = if batch.is_empty() { Vec::new() } else { self.writer.append(batch)?.outcomes };
        for (outcome, _) in outcomes.iter().zip(&found_again).filter(|(_, again)| **again) {
            self.naming.found(self.archive, *outcome)?;
        }
        self.enter_verdicts(&outcomes, &readings)?;
        self.timings.add(Stage::Store, began.elapsed());

        let began = Instant::now();
        for ((outcome, reading), nature) in outcomes.iter().zip(readings).zip(natures) {
            let is_mail = u64::from(nature.is_mail());
            self.report.messages += is_mail;
            if let (Outcome::Stored(number), Some(reading)) = (outcome, reading) {
                self.index.add(*number, reading.entry)?;
            }
            self.new += if matches!(outcome, Outcome::Already(_)) { 0 } else { is_mail };
        }
        self.timings.add(Stage::Index, began.elapsed());
        if self.published.elapsed() >= PUBLISH_EVERY {
            self.publish()?;
        }
        Ok(())
    }

    /// Enters the verdicts of the messages that are new.
    fn enter_verdicts(&mut self, outcomes: &[Outcome], readings: &[Option<Reading>]) -> Result<(), Error> {
        let stored = outcomes.iter().zip(readings).filter_map(|(outcome, reading)| match outcome {
            Outcome::Stored(number) => Some((*number, &reading.as_ref()?.outline)),
            _ => None,
        });
        let (numbers, outlines): (Vec<_>, Vec<&Outline>) = stored.unzip();
        match numbers.first() {
            Some(first) => verdicts::enter(&mut self.writer, *first, &outlines),
            None => Ok(()),
        }
    }

    /// Lets searches see what is stored.
    fn publish(&mut self) -> Result<(), Error> {
        let began = Instant::now();
        self.index.commit(self.archive.store.count()?)?;
        self.timings.add(Stage::Index, began.elapsed());
        let began = Instant::now();
        verdicts::swap_facts(self.archive)?;
        self.timings.add(Stage::Facts, began.elapsed());
        self.published = Instant::now();
        Ok(())
    }

    /// Lets searches see everything, judged by what the sources show as a whole.
    fn publish_all(&mut self) -> Result<verdicts::Survey, Error> {
        let began = Instant::now();
        self.index.commit(self.archive.store.count()?)?;
        self.timings.add(Stage::Index, began.elapsed());
        let began = Instant::now();
        let (archive, shown_below) = (self.archive, self.shown_below);
        let settling = Settling { archive, writer: &mut self.writer, shown_below, tell: &mut |_, _| {} };
        let settled = settling.settle()?;
        self.timings.add(Stage::Facts, began.elapsed());
        Ok(settled.survey)
    }

    fn finish(
        mut self,
        names: &[String],
        fingerprints: Vec<Option<SourceFingerprint>>,
        started: Instant,
    ) -> Result<ImportReport, Error> {
        let survey = self.publish_all()?;
        let sources = fingerprints.iter().zip(names).filter_map(|(fingerprint, name)| {
            let SourceFingerprint { bytes, sha256, .. } = *fingerprint.as_ref()?;
            Some(greffe_store::SourceFingerprint { path: name.clone(), bytes, sha256 })
        });
        let at = (self.archive.edges.now)();
        self.writer.finish_import(&self.import, at, sources.collect())?;
        let Run {
            archive,
            index,
            mut report,
            new,
            mut timings,
            mailbox,
            mut writer,
            reading,
            naming,
            tell,
            ..
        } = self;
        drop(index);
        let began = Instant::now();
        naming.end(&mut writer)?;
        files::follow(archive, &mut writer)?;
        report.attachments = match &reading {
            Some(request) => read_files(archive, &mut writer, request, tell)?,
            None => AttachmentsReport { waiting: survey.waiting_files, ..AttachmentsReport::default() },
        };
        timings.add(Stage::Extract, began.elapsed());
        tidy_index(archive)?;
        drop(writer);
        report.count(&archive.store, &mailbox, names)?;
        report.judged(&survey.tally(&mailbox, names));
        report.already = report.messages.saturating_sub(new);
        report.list_lost(&archive.store, names)?;
        report.sources = fingerprints.into_iter().flatten().map(report::source_view).collect();
        report.bytes = report.sources.iter().map(|source| source.bytes).sum();
        report.elapsed_ms = started.elapsed().as_millis() as u64;
        report.timings = timings;
        Ok(report)
    }
}

/// Reads the files inside messages if somebody here can. The import is over and
/// recorded: files that must wait are counted.
fn read_files(
    archive: &Archive,
    writer: &mut Writer,
    request: &ReadFilesRequest,
    tell: &mut dyn FnMut(Progress),
) -> Result<AttachmentsReport, Error> {
    match files::read_missing(archive, writer, request, tell) {
        Ok(report) => Ok(AttachmentsReport { read: Some(report), ..AttachmentsReport::default() }),
        Err(error @ (Error::NoWorker | Error::Worker(_))) => {
            let (waiting, kept_from) = (files::count_missing(archive)?, Some(error.code()));
            Ok(AttachmentsReport { waiting, kept_from, read: None })
        }
        Err(error) => Err(error),
    }
}

/// Joins the index's segments when many imports have left many of them. The
/// import is over and recorded: whatever happens here, nothing is lost.
fn tidy_index(archive: &Archive) -> Result<(), Error> {
    if archive.index.segments()? > MOST_SEGMENTS {
        archive.index.merge()?;
    }
    Ok(())
}
