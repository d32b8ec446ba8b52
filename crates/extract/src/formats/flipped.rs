//! Files of other projects' tests, each with some octets changed, through the light readers
//! in this very process: whatever they are taken for, no reader panics and none takes long.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::reading::{Outcome, Why};
use crate::worker::read_here;

/// What all of it may take.
const PATIENCE: Duration = Duration::from_secs(4);
/// What one file may take, unoptimised, on a machine that does other things too.
const LONG: Duration = Duration::from_secs(10);
/// Larger files leave no time for the others.
const MAX_BYTES: u64 = 200_000;
/// Readers of libraries may recurse, as in the worker.
const STACK_BYTES: usize = 64 << 20;

#[test]
#[allow(clippy::print_stdout)] // the test's own report: it says what was skipped
fn files_with_octets_changed_are_read_or_refused() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let corpora = std::env::var_os("GREFFE_CORPORA").map_or(beside, PathBuf::from);
    let mut files = Vec::new();
    ["tnef", "tika", "msg"].iter().for_each(|folder| collect(&corpora.join(folder), &mut files));
    if files.is_empty() {
        println!("skipped: no files in {}", corpora.display());
        return;
    }
    let reader = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || read_changed(&files));
    let count = reader.expect("a thread").join().expect("no reader overflows");
    println!("{count} files read");
}

fn collect(path: &Path, files: &mut Vec<Vec<u8>>) {
    if let Ok(entries) = fs::read_dir(path) {
        entries.flatten().for_each(|entry| collect(&entry.path(), files));
    } else if fs::metadata(path).is_ok_and(|file| file.len() <= MAX_BYTES) {
        files.extend(fs::read(path));
    }
}

/// Reads one after the other, changed anew each time, until the time is over.
fn read_changed(files: &[Vec<u8>]) -> usize {
    let (started, mut chance) = (Instant::now(), Chance(0x9E37_79B9_7F4A_7C15));
    for (count, file) in files.iter().cycle().enumerate() {
        if started.elapsed() > PATIENCE {
            return count;
        }
        let (bytes, began) = (changed(file, &mut chance), Instant::now());
        assert!(!panics(&bytes), "file {} of {}, the {count}th", count % files.len(), files.len());
        assert!(began.elapsed() < LONG, "file {} of {}, the {count}th", count % files.len(), files.len());
    }
    0
}

/// Says whether any reader panicked: of the file, or of one inside it.
fn panics(bytes: &[u8]) -> bool {
    let told = read_here("", bytes, 32 << 20);
    let outcomes = told.inner.iter().map(|inner| inner.outcome).chain([told.outcome]);
    outcomes.map(Outcome::why).any(|why| why == Some(Why::Crashed))
}

/// Changes one to sixteen octets, and cuts one file in eight.
fn changed(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=chance.below(16) {
        let (place, octet) = (chance.below(bytes.len()), chance.below(256));
        if let Some(at) = bytes.get_mut(place) {
            *at = octet as u8;
        }
    }
    if chance.below(8) == 0 {
        bytes.truncate(chance.below(file.len()));
    }
    bytes
}

/// Numbers that are the same each time (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}
