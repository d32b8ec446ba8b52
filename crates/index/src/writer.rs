//! Adding messages.
//!
//! A thread of its own inverts what is added ([`inverter`]) and writes a segment whenever
//! memory is full; a commit makes the segments that were written a part of the index.

mod inverted;
mod inverter;
mod room;
mod segment;
mod terms;

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use greffe_terms::Number;
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, DirectoryLock, INDEX_WRITER_LOCK};
use tantivy::index::{IndexMeta, SegmentMeta};

use self::inverter::Inverter;
use self::room::{Place, Room};
use crate::engine::META_FILE;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::watermark;

/// The one writer of an index.
///
/// Each commit makes a segment, and every query pays for every segment: commit seldom (some
/// ten thousand messages), and [`merge`](crate::Index::merge) after an import. What was not
/// committed is gone when the writer is dropped or the process dies, and is added again from
/// [`through`](crate::Index::through) on.
pub struct Writer {
    index: tantivy::Index,
    through: Arc<AtomicU32>,
    room: Arc<Room>,
    /// `None` once the writer is being dropped.
    tasks: Option<Sender<Task>>,
    inverting: Mutex<Option<JoinHandle<Result<(), IndexError>>>>,
    _lock: DirectoryLock,
}

/// What the inverting thread is asked to do.
enum Task {
    Add(Number, Entry, Place),
    /// Write what is held, and say which segments there are since the last commit.
    Finish(SyncSender<Vec<SegmentMeta>>),
}

impl Writer {
    pub(crate) fn new(
        mut index: tantivy::Index,
        through: Arc<AtomicU32>,
        memory_bytes: usize,
    ) -> Result<Self, IndexError> {
        const LEAST_BYTES: usize = 16 << 20;
        let lock = lock(&index)?;
        remove_unused(&mut index)?;
        let (tasks, received) = channel();
        let (inverted, memory_bytes) = (index.clone(), memory_bytes.max(LEAST_BYTES));
        let inverting = thread::Builder::new()
            .name("greffe-index".to_owned())
            .spawn(move || invert(&inverted, &received, memory_bytes))?;
        let (tasks, inverting) = (Some(tasks), Mutex::new(Some(inverting)));
        Ok(Self { index, through, room: Arc::default(), tasks, inverting, _lock: lock })
    }

    /// Adds what a message says, or a file in it; of a message that is in the index already it
    /// is passed over.
    ///
    /// Numbers come in ascending order.
    ///
    /// # Errors
    /// After an error nothing since the last commit is in the index.
    pub fn add(&self, number: Number, entry: Entry) -> Result<(), IndexError> {
        if number.0 < self.through.load(Ordering::Acquire) {
            return Ok(());
        }
        let place = self.room.admit(entry.bytes());
        self.send(Task::Add(number, entry, place))
    }

    /// Empties the index.
    pub(crate) fn forget(&mut self) -> Result<(), IndexError> {
        let meta = self.index.load_metas()?;
        self.save(IndexMeta { segments: Vec::new(), ..meta }, 0)?;
        remove_unused(&mut self.index)
    }

    /// Makes all messages below `through` durable and, once their facts are
    /// swapped in, visible.
    ///
    /// # Errors
    /// As for [`Writer::add`].
    pub fn commit(&mut self, through: u32) -> Result<(), IndexError> {
        let (answer, segments) = sync_channel(1);
        self.send(Task::Finish(answer))?;
        let written = segments.recv().map_err(|_| self.failure())?;
        let mut meta = self.index.load_metas()?;
        meta.segments.extend(written);
        self.save(meta, through)
    }

    /// Puts a commit in the place of the last one.
    fn save(&self, mut meta: IndexMeta, through: u32) -> Result<(), IndexError> {
        meta.opstamp += 1;
        meta.payload = Some(watermark::write(through, meta.opstamp));
        let mut description = serde_json::to_vec_pretty(&meta).map_err(std::io::Error::from)?;
        writeln!(description)?;
        let directory = self.index.directory();
        // The files it names are durable before it is.
        directory.sync_directory()?;
        directory.atomic_write(Path::new(META_FILE), &description)?;
        self.through.store(through, Ordering::Release);
        Ok(())
    }

    fn send(&self, task: Task) -> Result<(), IndexError> {
        match &self.tasks {
            Some(tasks) if tasks.send(task).is_ok() => Ok(()),
            _ => Err(self.failure()),
        }
    }

    /// Says why the inverting thread has stopped.
    fn failure(&self) -> IndexError {
        let stopped = |detail: &str| IndexError::Engine { detail: detail.to_owned() };
        let thread = self.inverting.lock().unwrap_or_else(PoisonError::into_inner).take();
        match thread.map(JoinHandle::join) {
            Some(Ok(Err(error))) => error,
            Some(Err(_)) => stopped("writing a segment failed beyond an error"),
            None | Some(Ok(Ok(()))) => stopped("its writer has stopped"),
        }
    }
}

impl Drop for Writer {
    /// Waits for the thread: nobody else may write before it has stopped.
    fn drop(&mut self) {
        self.tasks = None;
        let thread = self.inverting.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let _ = thread.map(JoinHandle::join);
    }
}

/// Inverts entries until nobody can send any more.
fn invert(index: &tantivy::Index, tasks: &Receiver<Task>, memory_bytes: usize) -> Result<(), IndexError> {
    let (mut held, mut written) = (Inverter::default(), Vec::new());
    for task in tasks {
        match task {
            Task::Add(number, entry, _place) => held.add(number, &entry),
            Task::Finish(answer) => {
                if held.documents > 0 {
                    written.push(segment::write(index, std::mem::take(&mut held))?);
                }
                // Whoever asked may have gone.
                let _ = answer.send(std::mem::take(&mut written));
            }
        }
        if held.bytes() >= memory_bytes {
            written.push(segment::write(index, std::mem::take(&mut held))?);
        }
    }
    Ok(())
}

fn lock(index: &tantivy::Index) -> Result<DirectoryLock, IndexError> {
    index.directory().acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| match error {
        LockError::LockBusy => IndexError::Busy,
        LockError::IoError(source) => IndexError::Io { path: INDEX_WRITER_LOCK.filepath.clone(), source },
    })
}

/// Removes the files of segments that no commit names: of writers that were killed, and of
/// what was forgotten. The caller holds the lock, so none is being written.
fn remove_unused(index: &mut tantivy::Index) -> Result<(), IndexError> {
    let mut used = index.load_metas()?.list_segment_files();
    used.insert(META_FILE.into());
    index.directory_mut().garbage_collect(|| used)?;
    Ok(())
}
