//! Files beside each other on all cores, their evidence joined in the order of their paths.
//!
//! One thread finds and unpacks what is large and cuts it into batches; as many as there
//! are cores read files and batches; the caller's thread joins what they read. Each piece
//! of work bears a number, so what comes out does not depend on which thread was quicker.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::absorb::Part;
use super::gather::{Gather, Work, unopened};
use super::input::{Found, Receive, is_packed, unpack};
use super::known::Known;
use super::m365;
use super::sniff::{self, Head};
use super::{Progress, Reading};
use crate::model::{Evidence, Why};

/// Files up to this length are read whole by one thread.
const SMALL_BYTES: u64 = 8 << 20;

/// How many pieces of work may be read and not joined.
const OPEN_PIECES: u64 = 64;

/// A piece of work.
enum Piece {
    /// A file, to be read whole.
    File(Found),
    /// A stretch of a large one.
    Work(Work),
}

/// Reads `files` into one evidence.
pub(super) fn run(files: Vec<Found>, options: &Reading, progress: &mut dyn FnMut(Progress)) -> Evidence {
    let readers = thread::available_parallelism().map_or(1, usize::from);
    let gate = Arc::new(Gate::default());
    let (pieces, to_read) = sync_channel(2 * readers);
    let (parts, read) = channel();
    let to_read = Mutex::new(to_read);
    let mut evidence = Evidence::default();
    thread::scope(|scope| {
        let gate_in = Arc::clone(&gate);
        scope.spawn(move || produce(files, options, Numbered { pieces, gate: gate_in, next: 0 }));
        for _ in 0..readers {
            let (parts, to_read) = (parts.clone(), &to_read);
            scope.spawn(move || consume(to_read, &parts, options));
        }
        drop(parts);
        join(&read, &gate, &mut evidence, progress);
    });
    evidence
}

/// Numbers pieces, and waits when too many are open.
struct Numbered {
    pieces: SyncSender<(u64, Piece)>,
    gate: Arc<Gate>,
    next: u64,
}

impl Numbered {
    fn send(&mut self, piece: Piece) {
        self.gate.wait_for(self.next.saturating_sub(OPEN_PIECES));
        // Readers end when this end is gone, not before.
        let _ = self.pieces.send((self.next, piece));
        self.next += 1;
    }
}

fn produce(files: Vec<Found>, options: &Reading, mut out: Numbered) {
    for found in files {
        match open_large(&found) {
            Some(file) => {
                let mut hand_on = |work| out.send(Piece::Work(work));
                read_file(&found, file, &mut Gather::new(options, true, &mut hand_on));
            }
            None => out.send(Piece::File(found)),
        }
    }
}

/// Opens a file if it is one to be cut, or may hold such files.
fn open_large(found: &Found) -> Option<File> {
    if !found.is_file || found.bytes <= SMALL_BYTES {
        return None;
    }
    let mut file = File::open(&found.path).ok()?;
    let mut head = Vec::new();
    file.by_ref().take(super::input::HEAD_BYTES as u64).read_to_end(&mut head).ok()?;
    file.rewind().ok()?;
    let is_worth_it =
        is_packed(&head) || sniff::family_of(&Head::read(head)).is_some_and(|(form, _)| m365::is_cut(form));
    is_worth_it.then_some(file)
}

fn consume(pieces: &Mutex<Receiver<(u64, Piece)>>, parts: &Sender<(u64, Vec<Part>)>, options: &Reading) {
    loop {
        let next = lock(pieces).recv();
        let Ok((number, piece)) = next else { return };
        if parts.send((number, read_piece(piece, options))).is_err() {
            return;
        }
    }
}

fn read_piece(piece: Piece, options: &Reading) -> Vec<Part> {
    match piece {
        Piece::Work(Work::Part(part)) => vec![*part],
        Piece::Work(Work::Batch(batch)) => {
            let part = catch_unwind(AssertUnwindSafe(|| batch.read()));
            vec![part.unwrap_or_else(|_| batch.unread())]
        }
        Piece::File(found) if !found.is_file => vec![unopened(&found.path.to_string_lossy())],
        Piece::File(found) => read_whole(&found, options),
    }
}

fn read_whole(found: &Found, options: &Reading) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut hand_on = |work| match work {
        Work::Part(part) => parts.push(*part),
        Work::Batch(batch) => parts.push(batch.read()),
    };
    match File::open(&found.path) {
        Ok(file) => read_file(found, file, &mut Gather::new(options, false, &mut hand_on)),
        Err(_) => hand_on(Work::Part(Box::new(unopened(&found.path.to_string_lossy())))),
    }
    parts
}

fn read_file(found: &Found, file: File, gather: &mut Gather<'_>) {
    let name = found.path.to_string_lossy();
    let modified = file.metadata().and_then(|told| told.modified()).ok();
    let modified_ms =
        modified.and_then(|at| jiff::Timestamp::try_from(at).ok()).map(|at| at.as_millisecond());
    // Decoders of archives are not ours: one that breaks leaves what came before it.
    let is_read = catch_unwind(AssertUnwindSafe(|| unpack(&name, modified_ms, file, found.bytes, gather)));
    if is_read.is_err() {
        gather.end(0, [0; 32], Some(Why::Damaged));
    }
}

fn join(
    read: &Receiver<(u64, Vec<Part>)>,
    gate: &Gate,
    evidence: &mut Evidence,
    progress: &mut dyn FnMut(Progress),
) {
    let (mut known, mut early, mut next) = (Known::default(), BTreeMap::new(), 0);
    while let Ok((number, parts)) = read.recv() {
        early.insert(number, parts);
        while let Some(parts) = early.remove(&next) {
            for part in parts {
                evidence.absorb(part, &mut known);
            }
            next += 1;
            gate.pass(next);
            let records = evidence.sources.last().map_or(0, |source| source.tally.records);
            progress(Progress { sources: evidence.sources.len(), records, events: evidence.events.len() });
        }
    }
}

/// How many pieces were joined.
#[derive(Default)]
struct Gate {
    joined: Mutex<u64>,
    moved: Condvar,
}

impl Gate {
    fn pass(&self, joined: u64) {
        *lock(&self.joined) = joined;
        self.moved.notify_all();
    }

    fn wait_for(&self, wanted: u64) {
        let mut joined = lock(&self.joined);
        while *joined < wanted {
            joined = self.moved.wait(joined).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
