//! Mail inside an opaque signature, and files that stand in a text without MIME.

use greffe_message::{Body, parse};
use greffe_terms::Defect;

/// Made by `openssl cms -sign -nodetach -stream` with a key that was thrown away.
const OPAQUE: &[u8] = include_bytes!("../../testdata/opaque_signed.eml");

#[test]
fn what_an_opaque_signature_is_wrapped_around_is_read() {
    let message = parse(OPAQUE);
    assert_eq!(message.text().text.trim(), "Le budget signé.");
    let names: Vec<String> = message.attachments().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["smime.p7m", "budget.csv"]);
    assert!(message.searchable().body.contains("budget signé"));
    assert!(message.part_bytes(0).is_some_and(|package| package.starts_with(b"\x30\x80\x06\x09")));
    assert!(!message.defects.contains(&Defect::NoFrom));
}

#[test]
fn what_is_wrapped_in_nothing_stays_a_file() {
    let text = String::from_utf8_lossy(OPAQUE).replace("MIAGCSqGSIb3DQEHAq", "MIAGCSqGSIb3DQEHAx");
    let message = parse(text.as_bytes());
    assert!(matches!(message.parts[0].body, Body::Binary(_)));
    assert_eq!(message.text().text, "");
}

#[test]
fn files_in_a_text_are_files() {
    let uuencoded = "begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n";
    let header = "From: jo@region.example\r\nDate: Thu, 13 Feb 2025 23:22:14 +0100\r\n";
    let message = parse(format!("{header}\r\nHello,\r\n{uuencoded}Jo\r\n").as_bytes());
    assert_eq!(message.text().text, "Hello,\nJo\n");
    let files = message.attachments();
    let told: Vec<_> = files.iter().map(|file| (file.part, file.name.as_str(), file.size_bytes)).collect();
    assert_eq!(told, [(1, "cat.txt", 3)]);
    assert_eq!(message.part_bytes(1), Some(b"Cat".as_slice()));
    assert_eq!(message.parts[1].parent, Some(0));
    // The octets of the text are what they were.
    assert!(message.part_bytes(0).is_some_and(|octets| octets.ends_with(b"end\r\nJo\r\n")));
    assert!(!message.searchable().body.contains("0V%T"));

    let mixed = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n";
    let html = "--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--b\r\n";
    let attached = "Content-Type: text/plain; name=a.uue\r\nContent-Disposition: attachment\r\n\r\n";
    let raw = format!("{header}{mixed}{uuencoded}{html}{attached}{uuencoded}--b--\r\n");
    let names: Vec<(usize, String)> =
        parse(raw.as_bytes()).attachments().into_iter().map(|file| (file.part, file.name)).collect();
    assert_eq!(names, [(3, "a.uue".to_owned()), (4, "cat.txt".to_owned())]);
}

#[test]
fn files_in_a_text_are_bounded() {
    let many = b"begin 644 x\n`\nend\n".repeat(20_000);
    let message = parse(&[b"From: jo@region.example\n\n".to_vec(), many].concat());
    assert_eq!(message.attachments().len(), 100);
}
