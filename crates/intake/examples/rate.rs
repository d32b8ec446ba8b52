//! Reads a source and prints what was found and how fast: `rate SOURCE`.

#![allow(clippy::print_stdout)]

use std::path::PathBuf;
use std::time::Instant;

use greffe_intake::{Event, IntakeError, NothingKnown, Options, open};

fn main() -> Result<(), IntakeError> {
    let path = std::env::args_os().nth(1).map(PathBuf::from).unwrap_or_default();
    let begun = Instant::now();
    let mut source = open(&path, &Options::new(std::env::temp_dir()))?;
    let (mut messages, mut lost, mut documents, mut bytes) = (0_u64, 0_u64, 0_u64, 0_u64);
    while let Some(event) = source.next(&NothingKnown)? {
        match event {
            Event::Message(found) => {
                messages += 1;
                bytes += found.length;
            }
            Event::Lost(span) => {
                lost += 1;
                println!("lost {} at {}+{}: {}", span.path, span.offset, span.length, span.reason);
            }
            Event::Document { .. } => documents += 1,
            Event::Skipped { .. }
            | Event::Bookkeeping { .. }
            | Event::Renumbered { .. }
            | Event::FileDone { .. } => {}
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{messages} messages of {bytes} bytes, {documents} documents, {lost} lost in {seconds:.2} s");
    Ok(())
}
