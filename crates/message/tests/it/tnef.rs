//! `winmail.dat`: what Outlook packed is shown and found like any nested message.

use greffe_message::{Body, parse};
use greffe_terms::Defect;

/// Writes TNEF of attributes (MS-OXTNEF §2.1.3): level, number, data.
fn tnef(attributes: &[(u8, u16, &[u8])]) -> Vec<u8> {
    let mut octets = vec![0x78, 0x9F, 0x3E, 0x22, 1, 0];
    for (level, number, data) in attributes {
        octets.push(*level);
        octets.extend(number.to_le_bytes());
        octets.extend([0, 0]);
        octets.extend((data.len() as u32).to_le_bytes());
        octets.extend(*data);
        octets
            .extend(data.iter().fold(0_u16, |sum, octet| sum.wrapping_add(u16::from(*octet))).to_le_bytes());
    }
    octets
}

fn packed() -> Vec<u8> {
    tnef(&[
        (1, 0x8004, b"packed subject\0"),
        (1, 0x800C, b"packed words\0"),
        (2, 0x9002, &[0; 14]),
        (2, 0x8010, b"budget.csv\0"),
        (2, 0x800F, b"a;b"),
    ])
}

fn mail(content_type: &str, octets: &[u8]) -> Vec<u8> {
    let header = format!(
        "From: jo@region.example\r\nDate: Thu, 13 Feb 2025 23:22:14 +0100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\n\r\nouter\r\n--b\r\nContent-Type: {content_type}; name=winmail.dat\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    );
    [header.as_bytes(), octets, b"\r\n--b--\r\n"].concat()
}

#[test]
fn what_is_packed_is_parts_and_words() {
    for content_type in ["application/ms-tnef", "application/octet-stream"] {
        let message = parse(&mail(content_type, &packed()));
        assert_eq!(message.part_bytes(2), Some(packed().as_slice()), "the package itself stays");
        let names: Vec<String> = message.attachments().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["winmail.dat", "budget.csv"]);
        let words = message.searchable();
        assert!(
            words.body.contains("packed subject") && words.body.contains("packed words"),
            "{}",
            words.body
        );
        assert_eq!(words.filenames, ["winmail.dat", "budget.csv"]);
        assert!(!message.defects.contains(&Defect::NoFrom));
        assert!(!message.defects.contains(&Defect::IncompleteInContainer));
    }
}

#[test]
fn what_is_cut_is_said_and_what_is_none_is_a_file() {
    let whole = packed();
    let message = parse(&mail("application/ms-tnef", &whole[..whole.len() - 4]));
    assert!(message.defects.contains(&Defect::IncompleteInContainer));
    let other = parse(&mail("application/ms-tnef", b"no TNEF"));
    assert!(matches!(other.parts[2].body, Body::Binary(_)));
}
