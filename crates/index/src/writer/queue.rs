//! How much may wait for the thread that inverts, bounded by what it holds.
//!
//! Mails are short, but what a file says may be megabytes, and reading them back is
//! quicker than indexing them: so whoever adds waits until enough was taken up.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Octets of text that may wait. One document may be longer, and then waits alone.
const QUEUE_BYTES: usize = 16 << 20;

/// Documents that wait.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting_bytes: Mutex<usize>,
    left: Condvar,
}

impl Queue {
    /// Waits until there is room for `bytes`.
    pub(super) fn admit(self: &Arc<Self>, bytes: usize) -> Place {
        let waiting = self.waiting_bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > QUEUE_BYTES;
        let waited = self.left.wait_while(waiting, is_full);
        *waited.unwrap_or_else(PoisonError::into_inner) += bytes;
        Place { queue: Arc::clone(self), bytes }
    }
}

/// What a document takes, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    queue: Arc<Queue>,
    bytes: usize,
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.queue.waiting_bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.queue.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn who_adds_waits_for_room() {
        let queue = Arc::<Queue>::default();
        let first = queue.admit(QUEUE_BYTES / 2 + 1);
        let (done, admitted) = channel();
        let second = Arc::clone(&queue);
        let adding = thread::spawn(move || {
            let second = second.admit(QUEUE_BYTES / 2);
            done.send(()).expect("somebody listens");
            second
        });
        assert_eq!(admitted.recv_timeout(Duration::from_millis(100)), Err(RecvTimeoutError::Timeout));
        drop(first);
        admitted.recv().expect("admitted once the first was taken up");
        drop(adding.join().expect("no panic"));
        assert_eq!(*queue.waiting_bytes.lock().expect("whole"), 0);
    }

    #[test]
    fn a_document_longer_than_the_room_waits_alone() {
        let queue = Arc::<Queue>::default();
        let long = queue.admit(QUEUE_BYTES + 1);
        assert_eq!(*queue.waiting_bytes.lock().expect("whole"), QUEUE_BYTES + 1);
        drop(long);
    }
}
