//! Every byte of an mbox is in a message, in a lost span, or in a `From ` or
//! blank line between; what comes out is what lies in the file.
#![no_main]

use std::io::{self, Read};

use greffe_fuzz::{MAIL, spell};
use greffe_intake::{Content, Event, NothingKnown, Options, open_stdin};
use libfuzzer_sys::fuzz_target;

const POSTMARK: &[u8] = b"From anne@region.example Sat Mar 12 09:04:05 2016\n";

fuzz_target!(|data: &[u8]| {
    read(data);
    read(&spell(data, MAIL));
});

fn read(data: &[u8]) {
    let mbox = [POSTMARK, data].concat();
    // How the bytes arrive must not matter.
    let step = 1 + data.first().map_or(0, |first| usize::from(*first)) * 7;
    let pieces = Pieces { bytes: mbox.clone(), at: 0, step };
    let mut source = open_stdin(pieces, &Options::new(std::env::temp_dir()));
    let mut told = 0;
    while let Some(event) = source.next(&NothingKnown).expect("memory can be read") {
        let (offset, length, content) = match event {
            Event::Message(found) => (found.offset, found.length, Some(found.content)),
            Event::Lost(lost) => (lost.offset, lost.length, lost.kept),
            Event::FileDone { bytes, .. } => {
                assert_eq!(bytes, mbox.len() as u64);
                continue;
            }
            Event::Document(_)
            | Event::Bookkeeping { .. }
            | Event::Skipped { .. }
            | Event::Renumbered { .. } => {
                panic!("it is an mbox, and new")
            }
        };
        let (offset, end) = (offset as usize, (offset + length) as usize);
        is_between(&mbox[told..offset]);
        if let Some(Content::Memory(bytes)) = content {
            assert_eq!(bytes, &mbox[offset..end], "other bytes than lie at {offset}..{end}");
        }
        told = end;
    }
    is_between(&mbox[told..]);
}

fn is_between(gap: &[u8]) {
    for line in gap.split(|byte| *byte == b'\n') {
        assert!(matches!(line, b"" | b"\r") || line.starts_with(b"From "), "untold: {line:?}");
    }
}

/// A stream that gives a few bytes at a time.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    step: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = &self.bytes[self.at..];
        let length = left.len().min(self.step).min(buffer.len());
        buffer[..length].copy_from_slice(&left[..length]);
        self.at += length;
        Ok(length)
    }
}
