//! Reads whole folders through workers, and prints outcomes and files a second;
//! then has the first page of each PDF and image drawn, 800 pixels wide.
//!
//! `cargo bench -p greffe-extract --features formats -- FOLDER...`, by default
//! the corpora beside the workspace; one worker a core.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use greffe_extract::{Confinement, Extractor, Item, Limits, Outcome, Picture, Worker};

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
    run("read", &files, reading);
    files.retain(|bytes| bytes.starts_with(b"%PDF") || is_image(bytes));
    run("drawn", &files, drawing);
}

type Act = fn(&mut Extractor, &Item<'_>) -> (String, String);

/// Has each file read, or drawn, by one of as many workers as there are cores.
fn run(title: &str, files: &[Vec<u8>], act: Act) {
    let (next, counts, slowest) = (AtomicUsize::new(0), Mutex::default(), Mutex::new(Duration::ZERO));
    let started = Instant::now();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| work(files, &next, &counts, &slowest, act));
        }
    });
    let seconds = started.elapsed().as_secs_f64();
    for ((format, outcome), count) in counts.lock().expect("no worker panicked").iter() {
        println!("{count:7}  {format:6} {outcome}");
    }
    let (count, slowest) = (files.len(), slowest.lock().expect("no worker panicked").as_secs_f64());
    let rate = count as f64 / seconds;
    println!(
        "{title}: {count} files in {seconds:.1} s: {rate:.0} a second, {cores} workers, slowest {slowest:.1} s"
    );
}

type Counts = BTreeMap<(String, String), usize>;

fn work(files: &[Vec<u8>], next: &AtomicUsize, counts: &Mutex<Counts>, slowest: &Mutex<Duration>, act: Act) {
    let program = env!("CARGO_BIN_EXE_greffe-extract");
    let mut extractor =
        Extractor::new(Worker::Whole(program.into()), Limits::default(), Confinement::Required);
    while let Some(bytes) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        let started = Instant::now();
        let outcome = act(&mut extractor, &Item { name: "", content_type: "", bytes });
        let mut slowest = slowest.lock().expect("no worker panicked");
        *slowest = started.elapsed().max(*slowest);
        *counts.lock().expect("no worker panicked").entry(outcome).or_default() += 1;
    }
}

fn reading(extractor: &mut Extractor, item: &Item<'_>) -> (String, String) {
    let reading = extractor.read(item).expect("a worker can be asked");
    let outcome = match reading.outcome {
        Outcome::Complete => "complete".to_owned(),
        Outcome::Truncated(why) => format!("truncated ({})", why.word()),
        Outcome::None(why) => format!("none ({})", why.word()),
    };
    (reading.format, outcome)
}

fn drawing(extractor: &mut Extractor, item: &Item<'_>) -> (String, String) {
    match extractor.picture(item, 0, 800).expect("a worker can be asked") {
        Picture::Drawn(drawing) => (drawing.format, "drawn".to_owned()),
        Picture::None(why) => (String::new(), format!("{why:?}")),
    }
}

fn is_image(bytes: &[u8]) -> bool {
    let magics: [&[u8]; 7] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*"];
    magics.iter().any(|magic| bytes.starts_with(magic))
}

/// Adds every file below `path`; its name is not needed.
fn collect(path: &Path, files: &mut Vec<Vec<u8>>) {
    if let Ok(entries) = fs::read_dir(path) {
        entries.flatten().for_each(|entry| collect(&entry.path(), files));
    } else if let Ok(bytes) = fs::read(path) {
        files.push(bytes);
    }
}
