//! Documents that wait for the engine's thread, bounded by what they hold.
//!
//! The engine's own queue counts documents and takes ten thousand. Mails are short, but
//! what a file says may be megabytes, and reading them back is quicker than indexing
//! them: so whoever adds waits until the engine has taken enough of them up.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::Value;
use tantivy::schema::document::Document;

/// Octets of text that may wait. One document may be longer, and then waits alone.
const ROOM_BYTES: usize = 16 << 20;

/// An engine that takes nothing up for so long writes a segment, or has died: then it is
/// given the next document, which it refuses with its reason.
const PATIENCE: Duration = Duration::from_secs(5);

/// The room in which documents wait.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting_bytes: Mutex<usize>,
    left: Condvar,
}

impl Queue {
    /// Weighs a document, and waits until there is room for it.
    pub(crate) fn admit(self: &Arc<Self>, document: TantivyDocument) -> Waiting {
        let bytes = text_bytes(&document);
        let waiting = self.waiting_bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > ROOM_BYTES;
        let waited = self.left.wait_timeout_while(waiting, PATIENCE, is_full);
        let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *waiting += bytes;
        drop(waiting);
        Waiting { document, _place: Place { queue: Arc::clone(self), bytes } }
    }
}

fn text_bytes(document: &TantivyDocument) -> usize {
    let texts = document.iter_fields_and_values().filter_map(|(_, value)| value.as_str());
    texts.map(str::len).sum()
}

/// A document that waits.
#[derive(Debug)]
pub(crate) struct Waiting {
    document: TantivyDocument,
    _place: Place,
}

/// What it takes in the queue, until it is dropped.
#[derive(Debug)]
struct Place {
    queue: Arc<Queue>,
    bytes: usize,
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.queue.waiting_bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.queue.left.notify_one();
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    // The engine asks for this once, when it begins with the document.
    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::thread;

    use tantivy::schema::Field;

    use super::*;

    fn document(bytes: usize) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(Field::from_field_id(0), "a".repeat(bytes));
        document.add_u64(Field::from_field_id(1), 7);
        document
    }

    #[test]
    fn who_adds_waits_for_the_engine() {
        let queue = Arc::<Queue>::default();
        let first = queue.admit(document(ROOM_BYTES / 2 + 1));
        let (done, admitted) = channel();
        let second = Arc::clone(&queue);
        let adding = thread::spawn(move || {
            let second = second.admit(document(ROOM_BYTES / 2));
            done.send(()).expect("somebody listens");
            second
        });
        assert_eq!(admitted.recv_timeout(Duration::from_millis(100)), Err(RecvTimeoutError::Timeout));
        assert_eq!(first.into_tantivy_document().len(), 2);
        admitted.recv().expect("admitted once the first was taken up");
        drop(adding.join().expect("no panic"));
        assert_eq!(*queue.waiting_bytes.lock().expect("whole"), 0);
    }

    #[test]
    fn a_document_longer_than_the_room_waits_alone() {
        let queue = Arc::<Queue>::default();
        let long = queue.admit(document(ROOM_BYTES + 1));
        assert_eq!(*queue.waiting_bytes.lock().expect("whole"), ROOM_BYTES + 1);
        drop(long);
    }
}
