//! Adding messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use greffe_message::Searchable;
use greffe_terms::{MessageId, Number};
use tantivy::TantivyDocument;
use tantivy::indexer::{IndexWriter, NoMergePolicy};

use crate::error::IndexError;
use crate::queue::{Queue, Waiting};
use crate::schema::document;
use crate::watermark;

/// The one writer of an index.
///
/// Each commit makes a segment a thread, and every query pays for every
/// segment: commit seldom (some ten thousand messages), and
/// [`merge`](crate::Index::merge) after an import. What was not committed is
/// gone when the writer is dropped or the process dies, and is added again from
/// [`through`](crate::Index::through) on.
pub struct Writer {
    engine: IndexWriter<Waiting>,
    queue: Arc<Queue>,
    through: Arc<AtomicU32>,
}

impl Writer {
    pub(crate) fn new(
        index: &tantivy::Index,
        through: Arc<AtomicU32>,
        memory_bytes: usize,
        threads: usize,
    ) -> Result<Self, IndexError> {
        const LEAST_BYTES_A_THREAD: usize = 16 << 20;
        let threads = threads.clamp(1, 8);
        let memory_bytes = memory_bytes.max(threads * LEAST_BYTES_A_THREAD);
        let engine = index.writer_with_num_threads(threads, memory_bytes)?;
        // Merging during an import would cost as much again as the import.
        engine.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self { engine, queue: Arc::default(), through })
    }

    /// Adds a message; one that is in the index already is passed over.
    ///
    /// Numbers come in ascending order.
    ///
    /// # Errors
    /// After an error nothing since the last commit is in the index.
    pub fn add(&self, number: Number, id: &MessageId, text: Searchable) -> Result<(), IndexError> {
        self.add_document(number, || document(number, id, text))
    }

    /// Adds what is made of a message that is not in the index yet.
    pub(crate) fn add_document(
        &self,
        number: Number,
        make: impl FnOnce() -> TantivyDocument,
    ) -> Result<(), IndexError> {
        if number.0 >= self.through.load(Ordering::Acquire) {
            self.engine.add_document(self.queue.admit(make()))?;
        }
        Ok(())
    }

    /// Empties the index.
    pub(crate) fn forget(&mut self) -> Result<(), IndexError> {
        self.engine.delete_all_documents()?;
        self.commit(0)
    }

    /// Makes all messages below `through` durable and, once their facts are
    /// swapped in, visible.
    ///
    /// # Errors
    /// As for [`Writer::add`].
    pub fn commit(&mut self, through: u32) -> Result<(), IndexError> {
        let mut prepared = self.engine.prepare_commit()?;
        let opstamp = prepared.opstamp();
        prepared.set_payload(&watermark::write(through, opstamp));
        prepared.commit()?;
        self.through.store(through, Ordering::Release);
        Ok(())
    }
}
