//! Small TNEF made here.

use super::*;
use crate::rebuild::rebuild;

/// Writes TNEF of attributes: (level, number, data).
fn tnef(attributes: &[(u8, u16, Vec<u8>)]) -> Vec<u8> {
    let mut octets = [SIGNATURE.as_slice(), &[1, 0]].concat();
    for (level, number, data) in attributes {
        octets.push(*level);
        octets.extend(number.to_le_bytes());
        octets.extend(6_u16.to_le_bytes());
        octets.extend((data.len() as u32).to_le_bytes());
        octets.extend(data);
        octets
            .extend(data.iter().fold(0_u16, |sum, octet| sum.wrapping_add(u16::from(*octet))).to_le_bytes());
    }
    octets
}

fn wide(number: u16, text: &str) -> Vec<u8> {
    let text: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    packed(STRING, number, &text)
}

const STRING: u16 = 0x1F;

/// Writes a property of some length: its type, number, a count, and one value.
fn packed(kind: u16, number: u16, octets: &[u8]) -> Vec<u8> {
    let mut out = [kind.to_le_bytes(), number.to_le_bytes()].concat();
    out.extend(1_u32.to_le_bytes());
    out.extend((octets.len() as u32).to_le_bytes());
    out.extend(octets);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

fn list(properties: &[Vec<u8>]) -> Vec<u8> {
    [(properties.len() as u32).to_le_bytes().to_vec(), properties.concat()].concat()
}

fn mail() -> Vec<u8> {
    let inner = tnef(&[(1, attribute::SUBJECT, b"inner\0".to_vec())]);
    let object = packed(0x000D, tag::ATTACH_DATA, &[MESSAGE.as_slice(), &inner].concat());
    tnef(&[
        (1, attribute::OEM_CODEPAGE, vec![0xE3, 4, 0, 0, 0, 0, 0, 0]),
        (1, attribute::SUBJECT, b"\xE9 old\0".to_vec()),
        (
            1,
            attribute::MESSAGE_PROPERTIES,
            list(&[wide(tag::SUBJECT, "new"), vec![3, 0, 0x17, 0, 2, 0, 0, 0]]),
        ),
        (
            1,
            attribute::RECIPIENT_TABLE,
            [vec![1, 0, 0, 0], list(&[wide(tag::EMAIL_ADDRESS, "a@b.example")])].concat(),
        ),
        (1, attribute::BODY, b"\xE9\0".to_vec()),
        (2, attribute::ATTACH_REND_DATA, vec![0; 14]),
        (2, attribute::ATTACH_TITLE, b"a.txt\0".to_vec()),
        (2, attribute::ATTACH_DATA, b"abc".to_vec()),
        (2, attribute::ATTACHMENT, list(&[wide(tag::ATTACH_LONG_FILENAME, "long name.txt")])),
        (2, attribute::ATTACH_REND_DATA, vec![0; 14]),
        (2, attribute::ATTACHMENT, list(&[object])),
    ])
}

fn rebuilt(item: &Item) -> String {
    let mut octets = Vec::new();
    rebuild(item, &mut octets).expect("memory can be written");
    String::from_utf8(octets).expect("ASCII")
}

#[test]
fn a_mail_is_read() {
    let item = read_tnef(&mail()).expect("TNEF");
    assert!(!item.lacks_something());
    let text = rebuilt(&item);
    let check = |words: &str| assert!(text.contains(words), "{words}\n{text}");
    check("Subject: new\r\n");
    check("To: <a@b.example>\r\n");
    check("Importance: high\r\n");
    check("\r\n=D0=B9\r\n");
    check("filename=\"long name.txt\"");
    check("\r\nYWJj\r\n");
    check("Subject: inner\r\n");
}

#[test]
fn what_breaks_off_is_said() {
    let check = |octets: &[u8], expect: Result<bool, MapiError>| {
        assert_eq!(read_tnef(octets).map(|item| item.lacks_something()), expect);
    };
    let whole = mail();
    check(&whole, Ok(false));
    check(&whole[..whole.len() - 2], Ok(false));
    check(&whole[..whole.len() - 3], Ok(true));
    check(b"PK", Err(MapiError::AnotherFormat));
    let mut flipped = whole.clone();
    flipped[30] ^= 1;
    check(&flipped, Ok(true));
    // A property with several values of no length, four thousand million times.
    let endless = list(&[vec![0, 0x10, 0x17, 0, 0xFF, 0xFF, 0xFF, 0xFF]]);
    check(&tnef(&[(1, attribute::MESSAGE_PROPERTIES, endless)]), Ok(true));
}

#[test]
fn depth_is_bounded() {
    let mut inner = tnef(&[(1, attribute::SUBJECT, b"x\0".to_vec())]);
    for _ in 0..40 {
        let object = packed(0x000D, tag::ATTACH_DATA, &[MESSAGE.as_slice(), &inner].concat());
        inner = tnef(&[
            (2, attribute::ATTACH_REND_DATA, vec![0; 14]),
            (2, attribute::ATTACHMENT, list(&[object])),
        ]);
    }
    assert!(read_tnef(&inner).expect("TNEF").lacks_something());
}

#[test]
fn broken_octets_are_read_or_refused() {
    let whole = mail();
    for at in 0..whole.len() {
        let _ = read_tnef(&whole[..at]);
        for turn in [1, 0x80, 0xFF] {
            let mut broken = whole.clone();
            broken[at] ^= turn;
            if let Ok(item) = read_tnef(&broken) {
                assert!(rebuilt(&item).len() < 20 * whole.len());
            }
        }
    }
}
