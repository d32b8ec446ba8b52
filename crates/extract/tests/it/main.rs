//! The worker's program from the outside: its walls, its limits, its command line.

mod bombs;
mod command;
mod documents;
mod packing;
mod pictures;
mod tools;
mod walls;

use std::time::Duration;

use greffe_extract::{Confinement, Extractor, Item, Limits, Reading, Worker};

const PROGRAM: &str = env!("CARGO_BIN_EXE_greffe-extract");

fn extractor(limits: Limits, confinement: Confinement) -> Extractor {
    Extractor::new(Worker::Whole(PROGRAM.into()), limits, confinement)
}

fn read(extractor: &mut Extractor, content_type: &str, bytes: &[u8]) -> Reading {
    extractor.read(&Item { name: "", content_type, bytes }).expect("a worker can be asked here")
}

fn short() -> Limits {
    Limits { item_time: Duration::from_secs(5), ..Limits::default() }
}
