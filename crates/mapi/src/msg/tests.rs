//! Small MSG files made here.

use std::io::{Cursor, Write};

use cfb::CompoundFile;

use super::*;
use crate::rebuild::rebuild;

type Files<'a> = [(&'a str, Vec<u8>)];

/// Writes a compound file; storages are made as they are named.
fn compound(files: &Files<'_>) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("a new file");
    for (path, octets) in files {
        let storage = path.rsplit_once('/').map_or("", |(storage, _)| storage);
        file.create_storage_all(format!("{storage}/")).expect("a storage");
        file.create_stream(path).expect("a stream").write_all(octets).expect("memory can be written");
    }
    file.flush().expect("memory can be written");
    file.into_inner().into_inner()
}

/// Writes a property stream: (type, number, value).
fn stream(header: usize, entries: &[(u16, u16, u64)]) -> Vec<u8> {
    let mut stream = vec![0; header];
    for (kind, number, value) in entries {
        stream.extend(kind.to_le_bytes());
        stream.extend(number.to_le_bytes());
        stream.extend(6_u32.to_le_bytes());
        stream.extend(value.to_le_bytes());
    }
    stream
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn mail() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "/__properties_version1.0",
            stream(
                32,
                &[(0x1F, 0x37, 8), (0x1E, 0x1000, 4), (3, 0x3FFD, 1251), (3, 0x0E07, 1), (0x101F, 0x8000, 8)],
            ),
        ),
        ("/__substg1.0_0037001F", wide("\u{E9}t\u{E9}")),
        ("/__substg1.0_1000001E", b"\xE9 x".to_vec()),
        ("/__substg1.0_8000101F", [8, 0, 0, 0, 6, 0, 0, 0].to_vec()),
        ("/__substg1.0_8000101F-00000000", wide("Vote")),
        ("/__substg1.0_8000101F-00000001", wide("Loi")),
        ("/__nameid_version1.0/__substg1.0_00030102", [0, 0, 0, 0, 5, 0, 0, 0].to_vec()),
        ("/__nameid_version1.0/__substg1.0_00040102", [vec![16, 0, 0, 0], wide("Keywords")].concat()),
        ("/__recip_version1.0_#00000000/__properties_version1.0", stream(8, &[(0x1F, 0x3003, 26)])),
        ("/__recip_version1.0_#00000000/__substg1.0_3003001F", wide("a@b.example")),
        ("/__attach_version1.0_#00000000/__properties_version1.0", stream(8, &[(3, 0x3705, 5)])),
        (
            "/__attach_version1.0_#00000000/__substg1.0_3701000D/__properties_version1.0",
            stream(24, &[(0x1F, 0x37, 10)]),
        ),
        ("/__attach_version1.0_#00000000/__substg1.0_3701000D/__substg1.0_0037001F", wide("inner")),
        ("/__attach_version1.0_#00000001/__properties_version1.0", stream(8, &[(3, 0x3705, 6)])),
        ("/__attach_version1.0_#00000001/__substg1.0_3701000D/\u{1}Ole", b"object".to_vec()),
        (
            "/__attach_version1.0_#00000002/__properties_version1.0",
            stream(8, &[(3, 0x3705, 1), (0x102, 0x3701, 3)]),
        ),
        ("/__attach_version1.0_#00000002/__substg1.0_37010102", b"abc".to_vec()),
    ]
}

#[test]
fn a_mail_is_read() {
    let octets = compound(&mail());
    assert!(is_msg(&octets));
    let item = read_msg(&octets).expect("a MSG");
    assert!(!item.lacks_something());
    assert!(item.flags().seen);
    let mut rebuilt = Vec::new();
    rebuild(&item, &mut rebuilt).expect("memory can be written");
    let text = String::from_utf8(rebuilt).expect("ASCII");
    let check = |words: &str| assert!(text.contains(words), "{words}\n{text}");
    check("Subject: =?utf-8?B?w6l0w6k=?=\r\n");
    check("Keywords: Vote, Loi\r\n");
    check("To: <a@b.example>\r\n");
    check("\r\n=D0=B9 x\r\n");
    check("Subject: inner\r\n");
    check("\r\nYWJj\r\n");
}

#[test]
fn an_ole_object_is_a_file_of_its_own() {
    let octets = compound(&mail());
    let read = || match read_msg(&octets).expect("a MSG").attachments.swap_remove(1).content {
        Content::Octets(octets) => octets,
        _ => Vec::new(),
    };
    let object = read();
    let mut file = CompoundFile::open(Cursor::new(object.as_slice())).expect("a compound file");
    let mut inside = String::new();
    std::io::Read::read_to_string(&mut file.open_stream("/\u{1}Ole").expect("the stream"), &mut inside)
        .expect("text");
    assert_eq!(inside, "object");
    assert_eq!(object, read());
}

#[test]
fn what_is_missing_is_said() {
    let without = |missing: &str| {
        let files: Vec<_> = mail().into_iter().filter(|(path, _)| !path.ends_with(missing)).collect();
        read_msg(&compound(&files)).map(|item| item.lacks_something())
    };
    let check =
        |missing: &str, expect: Result<bool, MapiError>| assert_eq!(without(missing), expect, "{missing}");
    check("none", Ok(false));
    check("/__substg1.0_0037001F", Ok(true));
    check("_37010102", Ok(true));
    check("/__recip_version1.0_#00000000/__properties_version1.0", Ok(true));
    assert_eq!(read_msg(b"PK").map(|_| ()), Err(MapiError::AnotherFormat));
    assert_eq!(read_msg(&compound(&[("/WordDocument", vec![])])).map(|_| ()), Err(MapiError::AnotherFormat));
    assert!(!is_msg(&compound(&[("/WordDocument", vec![])])));
}

#[test]
fn broken_files_are_read_or_refused() {
    let whole = compound(&mail());
    for length in (0..whole.len()).step_by(97) {
        let _ = read_msg(&whole[..length]);
    }
    // Turns every octet in a few ways; what matters is that each ends.
    for at in (0..whole.len()).step_by(7) {
        let mut broken = whole.clone();
        broken[at] = broken[at].wrapping_add(1 + (at % 5) as u8 * 51);
        if let Ok(item) = read_msg(&broken) {
            let mut rebuilt = Vec::new();
            rebuild(&item, &mut rebuilt).expect("memory can be written");
            assert!(rebuilt.len() < 10 * whole.len());
        }
    }
}
