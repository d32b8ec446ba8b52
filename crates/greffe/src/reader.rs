//! The thread that reads a source ahead of everybody else.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use greffe_intake::{Event, FileProgress, Known, Source, SourceFingerprint};

use crate::error::Error;

/// A load is what one batch is made of. Two wait while one is worked on and
/// one is read, so four of them bound the memory that raw bytes take.
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
        let (load, end) = gather(source.as_mut(), known);
        let is_last = end.is_some();
        let mut loads = load.map(Ok).into_iter().chain(end);
        let is_heard = loads.all(|load| sender.send(load).is_ok());
        if is_last || !is_heard {
            return;
        }
    }
}

/// Reads events until a load is full or the source ends, well or badly: what came
/// before an error is a load too.
fn gather(source: &mut dyn Source, known: &dyn Known) -> (Option<Load>, Option<Result<Load, Error>>) {
    let began = Instant::now();
    let (mut events, mut bytes, mut end) = (Vec::new(), 0, None);
    while events.len() < LOAD_ITEMS && bytes < LOAD_BYTES && began.elapsed() < LOAD_TIME && end.is_none() {
        match source.next(known) {
            Ok(Some(event)) => {
                bytes += held_bytes(&event);
                events.push(event);
            }
            Ok(None) => end = Some(Ok(Load::End { fingerprint: source.fingerprint() })),
            Err(error) => end = Some(Err(error.into())),
        }
    }
    if events.is_empty() {
        return (None, end);
    }
    // At the end, the reading stands nowhere.
    let cursor = source.cursor().filter(|_| end.is_none());
    (Some(Load::Events { events, cursor, read_bytes: source.read_bytes() }), end)
}

fn held_bytes(event: &Event) -> usize {
    match event {
        Event::Message(found) | Event::Document(found) => found.content.prefix().len(),
        Event::Lost(lost) => lost.kept.as_ref().map_or(0, |kept| kept.prefix().len()),
        _ => 0,
    }
}
