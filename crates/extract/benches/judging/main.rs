//! Judges what the worker reads: how readings end, and how many of the words that others
//! find are found. Prints tables, and puts them into a document.
//!
//! ```text
//! cargo bench -p greffe-extract --features formats --bench judging -- [--light] [--into FILE] FOLDER...
//! ```
//!
//! Words of PDF are held against those of `pdftotext`, those of docx, xlsx and pptx against
//! every `t` element that a scanner finds in their parts, which knows nothing else of them.
//! This very program is the worker: with `--light` one that reads what `greffe` alone does,
//! and the only one it can be when it was built with the feature `light` alone.

#![allow(clippy::print_stdout)]

mod document;
mod reference;
mod table;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use greffe_extract::{Confinement, Extractor, Item, Limits, Worker, worker};

use table::Judged;

fn main() -> ExitCode {
    if let Some(code) = worker::called() {
        return code;
    }
    let (mut folders, mut into, mut is_light) = (Vec::new(), None, cfg!(not(feature = "formats")));
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--light" => is_light = true,
            "--into" => into = arguments.next().map(PathBuf::from),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let mut files = Vec::new();
    folders.iter().for_each(|folder| collect(folder, &mut files));
    files.sort();
    if files.is_empty() {
        println!("skipped: no folder with files was named");
        return ExitCode::SUCCESS;
    }
    let program = env::current_exe().expect("this program has a place");
    let (worker, name) = match is_light {
        true => (Worker::Light(program), "greffe alone"),
        false => (Worker::Whole(program), "greffe-extract"),
    };
    let judged: Vec<Judged> = files.iter().filter_map(|path| judge(path, &worker)).collect();
    for one in judged.iter().filter(|one| one.is_poor()) {
        println!("{one}");
    }
    let text = table::of(&judged, name);
    println!("{text}");
    if let Some(path) = into {
        document::put(&path, name, &text).expect("the document can be written");
    }
    ExitCode::SUCCESS
}

fn judge(path: &Path, worker: &Worker) -> Option<Judged> {
    let bytes = fs::read(path).ok()?;
    let name = path.file_name()?.to_string_lossy();
    let mut extractor = Extractor::new(worker.clone(), Limits::default(), Confinement::Required);
    let item = Item { name: &name, content_type: "", bytes: &bytes };
    let reading = extractor.read(&item).expect("a worker can be asked");
    let expected = reference::words(&reading.format, path, &bytes);
    let found = words::of(&reading.text());
    let recall = expected.filter(|words| !words.is_empty()).map(|expected| words::shared(&expected, &found));
    Some(Judged { name: name.into_owned(), format: reading.format, outcome: reading.outcome, recall })
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}
