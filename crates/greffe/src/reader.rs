//! The thread that reads a source ahead of everybody else.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use greffe_intake::{Event, FileProgress, Known, Source, SourceFingerprint};

use crate::error::Error;

/// A load is what one batch is made of. Two wait while one is worked on, so
/// three of them bound the memory that raw bytes take.
const LOAD_ITEMS: usize = 1000;
const LOAD_BYTES: usize = 16 << 20;
const LOAD_TIME: Duration = Duration::from_secs(2);

/// What the thread hands over.
pub(crate) enum Load {
    /// Events in order, and how far the file under way has been read.
    Events { events: Vec<Event>, cursor: Option<FileProgress>, read_bytes: u64 },
    /// The source is at its end.
    End { fingerprint: Option<SourceFingerprint> },
}

/// The receiving end. Dropping it stops the thread at its next load.
pub(crate) struct Reader {
    loads: Receiver<Result<Load, Error>>,
}

impl Reader {
    /// Starts to read; what is `known` of earlier runs is passed over.
    pub(crate) fn start(source: Box<dyn Source>, known: impl Known + Send + 'static) -> Self {
        let (sender, loads) = sync_channel(2);
        std::thread::spawn(move || read(source, &known, &sender));
        Self { loads }
    }

    /// Waits for the next load.
    ///
    /// # Errors
    /// Those of the source as a whole; nothing after them is read.
    pub(crate) fn next(&self) -> Result<Load, Error> {
        self.loads.recv().unwrap_or(Err(Error::Stopped { part: "reader" }))
    }
}

fn read(mut source: Box<dyn Source>, known: &dyn Known, sender: &SyncSender<Result<Load, Error>>) {
    loop {
        let load = gather(source.as_mut(), known);
        let is_last = !matches!(load, Ok(Load::Events { .. }));
        if sender.send(load).is_err() || is_last {
            return;
        }
    }
}

/// Reads events until a load is full or the source ends.
fn gather(source: &mut dyn Source, known: &dyn Known) -> Result<Load, Error> {
    let began = Instant::now();
    let (mut events, mut bytes) = (Vec::new(), 0);
    while events.len() < LOAD_ITEMS && bytes < LOAD_BYTES && began.elapsed() < LOAD_TIME {
        let Some(event) = source.next(known)? else { break };
        bytes += held_bytes(&event);
        events.push(event);
    }
    if events.is_empty() {
        return Ok(Load::End { fingerprint: source.fingerprint() });
    }
    Ok(Load::Events { events, cursor: source.cursor(), read_bytes: source.read_bytes() })
}

fn held_bytes(event: &Event) -> usize {
    match event {
        Event::Message(found) | Event::Document(found) => found.content.prefix().len(),
        Event::Lost(lost) => lost.kept.as_ref().map_or(0, |kept| kept.prefix().len()),
        _ => 0,
    }
}
