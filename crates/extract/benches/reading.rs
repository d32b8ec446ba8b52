//! Reads whole folders through workers, and prints outcomes and files a second.
//!
//! `cargo bench -p greffe-extract --features formats -- FOLDER...`, by default
//! the corpora beside the workspace; one worker a core.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, thread};

use greffe_extract::{Confinement, Extractor, Item, Limits, Outcome};

fn main() {
    let mut folders: Vec<PathBuf> =
        env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    if folders.is_empty() {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
        folders.push(env::var_os("GREFFE_CORPORA").map_or(beside, PathBuf::from));
    }
    let mut files = Vec::new();
    folders.iter().for_each(|folder| collect(folder, &mut files));
    if files.is_empty() {
        println!("skipped: no file in {folders:?}");
        return;
    }
    let (next, counts) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let started = Instant::now();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| work(&files, &next, &counts));
        }
    });
    let seconds = started.elapsed().as_secs_f64();
    for ((format, outcome), count) in counts.lock().expect("no worker panicked").iter() {
        println!("{count:7}  {format:6} {outcome}");
    }
    println!(
        "{} files in {seconds:.1} s: {:.0} a second, {cores} workers",
        files.len(),
        files.len() as f64 / seconds
    );
}

type Counts = BTreeMap<(String, String), usize>;

fn work(files: &[Vec<u8>], next: &AtomicUsize, counts: &Mutex<Counts>) {
    let program = env!("CARGO_BIN_EXE_greffe-extract");
    let mut extractor = Extractor::new(program.into(), Limits::default(), Confinement::Required);
    while let Some(bytes) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        let reading =
            extractor.read(&Item { name: "", content_type: "", bytes }).expect("a worker can be asked");
        let outcome = match reading.outcome {
            Outcome::Complete => "complete".to_owned(),
            Outcome::Truncated(why) => format!("truncated ({})", why.word()),
            Outcome::None(why) => format!("none ({})", why.word()),
        };
        *counts.lock().expect("no worker panicked").entry((reading.format, outcome)).or_default() += 1;
    }
}

/// Adds every file below `path`; its name is not needed.
fn collect(path: &Path, files: &mut Vec<Vec<u8>>) {
    if let Ok(entries) = fs::read_dir(path) {
        entries.flatten().for_each(|entry| collect(&entry.path(), files));
    } else if let Ok(bytes) = fs::read(path) {
        files.push(bytes);
    }
}
