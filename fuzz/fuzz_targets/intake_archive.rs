//! Archives by content: a zip, tar or gzip around the input, damaged in places,
//! and the input as it is. Reading ends, within the limits it was given.
#![no_main]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::LazyLock;

use flate2::{Compression, write::GzEncoder};
use greffe_fuzz::{MAIL, damage, spell};
use greffe_intake::{Event, Limits, NothingKnown, Options, Source, open, open_stdin};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

const LARGEST: u64 = 4 << 20;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

fuzz_target!(|data: &[u8]| {
    let Some(([form, edits], data)) = data.split_first_chunk() else { return };
    let (edits, data) = data.split_at(data.len().min(usize::from(edits % 8) * 5));
    let (file, _) = damage(wrapped(*form, data), edits);
    let path = FOLDER.path().join("source");
    fs::write(&path, &file).expect("it is written");
    let options = options(FOLDER.path());
    read(open(&path, &options).expect("a file can be opened"));
    read(open_stdin(Cursor::new(file), &options));
});

fn options(spool_dir: &Path) -> Options {
    let limits =
        Limits { total_bytes: LARGEST, ratio_free_bytes: 1 << 16, entries: 100, ..Limits::default() };
    Options { limits, ..Options::new(spool_dir) }
}

fn read(mut source: Box<dyn Source>) {
    let mut produced = 0;
    // An error ends a source; what it told before stands.
    while let Ok(Some(event)) = source.next(&NothingKnown) {
        if let Event::Message(found) = event {
            assert!(found.length == found.content.length() && !found.path.is_empty());
            produced += found.length;
        }
    }
    assert!(produced <= 2 * LARGEST, "{produced} bytes of mail");
}

fn wrapped(form: u8, data: &[u8]) -> Vec<u8> {
    match form % 6 {
        0 => data.to_vec(),
        1 => spell(data, MAIL),
        2 => zipped(&spell(data, MAIL)),
        3 => tarred(&spell(data, MAIL)),
        4 => gzipped(&tarred(data)),
        _ => zipped(&gzipped(&spell(data, MAIL))),
    }
}

fn zipped(data: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["inbox/cur/1:2,S", "../../2.eml", "mail.mbox"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory can be written");
        zip.write_all(data).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

fn tarred(data: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["inbox/cur/1:2,S", "mail.mbox"] {
        let mut header = tar::Header::new_gnu();
        header.set_size(data.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, data).expect("memory can be written");
    }
    tar.into_inner().expect("memory can be written")
}

fn gzipped(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}
