//! Adding messages.
//!
//! A thread of its own inverts what is added ([`inverter`]) and writes a segment whenever
//! memory is full; a commit makes the segments that were written a part of the index.

mod inverted;
mod inverter;
mod queue;
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
use self::queue::{Place, Queue};
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
    queue: Arc<Queue>,
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
        Ok(Self { index, through, queue: Arc::default(), tasks, inverting, _lock: lock })
    }

    /// Adds what a message says, or a file in it; of a message that is in the index already it
    /// is passed over.
    ///
    /// # Errors
    /// After an error nothing since the last commit is in the index, and no more can be added.
    pub fn add(&self, number: Number, entry: Entry) -> Result<(), IndexError> {
        if number.0 < self.through.load(Ordering::Acquire) {
            return Ok(());
        }
        let place = self.queue.admit(entry.bytes());
        self.send(Task::Add(number, entry, place))
    }

    /// Empties the index.
    pub(crate) fn forget(&mut self) -> Result<(), IndexError> {
        let meta = self.index.load_metas()?;
        self.save(IndexMeta { segments: Vec::new(), ..meta }, 0)?;
        remove_unused(&mut self.index)
    }

    /// Makes all messages below `through` lasting and, once their facts are
    /// swapped in, visible.
    ///
    /// # Errors
    /// As for [`Writer::add`].
    pub fn commit(&mut self, through: u32) -> Result<(), IndexError> {
        let committed = self.finish().and_then(|written| {
            let mut meta = self.index.load_metas()?;
            meta.segments.extend(written);
            self.save(meta, through)
        });
        if committed.is_err() {
            // Or a later commit would claim what this one has lost.
            self.tasks = None;
        }
        committed
    }

    /// Has what is held written, and returns the segments since the last commit.
    fn finish(&self) -> Result<Vec<SegmentMeta>, IndexError> {
        let (answer, segments) = sync_channel(1);
        self.send(Task::Finish(answer))?;
        segments.recv().map_err(|_| self.failure())
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

#[cfg(test)]
mod tests {
    use std::fs;

    use greffe_terms::MessageId;

    use super::*;
    use crate::schema::schema;

    fn entry() -> Entry {
        let text = greffe_message::Searchable { body: "budget".to_owned(), ..Default::default() };
        Entry::message(&MessageId::new([7; 32]), &text)
    }

    fn add(writer: &Writer, number: u32) -> Result<(), IndexError> {
        writer.add(Number(number), entry())
    }

    fn segments(dir: &Path) -> usize {
        let files = fs::read_dir(dir).expect("read").map(|file| file.expect("an entry").path());
        files.filter(|path| path.extension().is_some_and(|extension| extension == "idx")).count()
    }

    #[test]
    fn what_memory_does_not_hold_is_written_before_the_commit() {
        let index = tantivy::Index::create_in_ram(schema());
        let (queue, (tasks, received)) = (Arc::<Queue>::default(), channel());
        let (answer, written) = sync_channel(1);
        (0..3).for_each(|n| tasks.send(Task::Add(Number(n), entry(), queue.admit(9))).expect("heard"));
        tasks.send(Task::Finish(answer)).expect("heard");
        drop(tasks);
        invert(&index, &received, 0).expect("written");
        let written = written.recv().expect("an answer");
        assert_eq!(written.iter().map(SegmentMeta::max_doc).collect::<Vec<_>>(), [1, 1, 1]);
    }

    #[test]
    fn what_no_commit_names_is_removed_by_the_next_writer() {
        let dir = tempfile::tempdir().expect("a folder");
        let index = || tantivy::Index::open_in_dir(dir.path()).expect("opened");
        tantivy::Index::create_in_dir(dir.path(), schema()).expect("made");
        let writer = || Writer::new(index(), Arc::default(), 0).expect("the one writer");
        let mut first = writer();
        add(&first, 0).expect("taken");
        first.commit(1).expect("committed");
        add(&first, 1).expect("taken");
        assert_eq!(first.finish().expect("written").len(), 1);
        drop(first);
        assert_eq!(segments(dir.path()), 2);
        drop(writer());
        assert_eq!(segments(dir.path()), 1);
        assert_eq!(index().load_metas().expect("read").segments.len(), 1);
    }

    #[test]
    fn after_a_commit_that_failed_nothing_more_is_taken() {
        let dir = tempfile::tempdir().expect("a folder");
        let index = tantivy::Index::create_in_dir(dir.path(), schema()).expect("made");
        let mut writer = Writer::new(index, Arc::default(), 0).expect("the one writer");
        add(&writer, 0).expect("taken");
        let aside = dir.path().join("aside.json");
        fs::rename(dir.path().join(META_FILE), &aside).expect("hidden");
        assert!(writer.commit(1).is_err());
        fs::rename(aside, dir.path().join(META_FILE)).expect("put back");
        assert!(add(&writer, 1).is_err());
        assert!(writer.commit(2).is_err());
    }

    #[test]
    fn what_the_disk_refuses_is_told_by_the_commit() {
        let dir = tempfile::tempdir().expect("a folder");
        let index = tantivy::Index::create_in_dir(dir.path(), schema()).expect("made");
        let mut writer = Writer::new(index, Arc::default(), 0).expect("the one writer");
        add(&writer, 0).expect("taken");
        fs::remove_dir_all(dir.path()).expect("removed");
        let told = writer.commit(1).expect_err("no folder to write to");
        assert!(!matches!(told, IndexError::Engine { .. }), "{told:?}");
    }
}
