//! MSG: the input as the streams of an item, and the file damaged in places.
#![no_main]

use std::io::{Cursor, Write};

use greffe_fuzz::damage;
use greffe_mapi::{read_msg, rebuild};
use libfuzzer_sys::fuzz_target;

const STREAMS: [&str; 6] = [
    "/__properties_version1.0",
    "/__substg1.0_10090102",
    "/__substg1.0_0037001F",
    "/__nameid_version1.0/__substg1.0_00030102",
    "/__recip_version1.0_#00000000/__properties_version1.0",
    "/__attach_version1.0_#00000000/__substg1.0_3701000D/__properties_version1.0",
];

fuzz_target!(|data: &[u8]| {
    let Some(([edits], data)) = data.split_first_chunk() else { return };
    let (edits, data) = data.split_at(data.len().min(usize::from(edits % 8) * 5));
    let (file, _) = damage(compound(data), edits);
    for octets in [file.as_slice(), data] {
        if let Ok(item) = read_msg(octets) {
            rebuild(&item, &mut Vec::new()).expect("memory can be written");
        }
    }
});

/// Writes a compound file whose streams are pieces of `data`.
fn compound(data: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a new file");
    let mut pieces = data.chunks(data.len() / STREAMS.len() + 1);
    for path in STREAMS {
        let storage = path.rsplit_once('/').map_or("", |(storage, _)| storage);
        file.create_storage_all(format!("{storage}/")).expect("a storage");
        let mut stream = file.create_stream(path).expect("a stream");
        stream.write_all(pieces.next().unwrap_or_default()).expect("memory can be written");
    }
    file.flush().expect("memory can be written");
    file.into_inner().into_inner()
}
