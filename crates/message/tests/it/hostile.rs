//! Inputs made to break a reader: each is read in bounded time and memory, and
//! says what was wrong with it.

use std::time::{Duration, Instant};

use greffe_message::{Body, parse};
use greffe_terms::Defect;

/// Reads `raw` in all ways; far more than even a debug build needs on a busy machine.
fn check(name: &str, raw: &[u8], expect: &[Defect]) {
    let start = Instant::now();
    let message = parse(raw);
    message.summary(raw.len() as u64);
    message.searchable();
    message.text();
    let elapsed = start.elapsed();
    for defect in expect {
        assert!(message.defects.contains(defect), "{name}: {defect} expected, met {:?}", message.defects);
    }
    assert!(elapsed < Duration::from_secs(10), "{name}: {elapsed:?} for {} octets", raw.len());
}

fn nested(levels: usize, header: impl Fn(usize) -> String) -> Vec<u8> {
    (0..levels).map(header).collect::<String>().into_bytes()
}

#[test]
fn nesting_is_bounded() {
    let too_many = [Defect::TooManyParts];
    let multiparts =
        nested(10_000, |n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"));
    check("10,000 nested multiparts", &multiparts, &too_many);
    let messages = nested(10_000, |_| "Content-Type: message/rfc822\r\n\r\n".to_owned());
    check("10,000 nested messages", &messages, &too_many);
    let mixed = nested(10_000, |n| {
        format!(
            "Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\nContent-Type: message/rfc822\r\n\r\n"
        )
    });
    check("multiparts in messages", &mixed, &too_many);
    let same = nested(10_000, |_| "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".to_owned());
    check("10,000 times the same boundary", &same, &too_many);
    let siblings =
        [b"Content-Type: multipart/mixed; boundary=b\n\n".to_vec(), b"--b\n\nx\n".repeat(100_000)].concat();
    check("100,000 parts", &siblings, &too_many);
}

#[test]
fn copies_of_nested_messages_are_bounded() {
    let mut raw = nested(100, |_| "Content-Type: message/rfc822\r\n\r\n".to_owned());
    raw.extend(b"x".repeat(4 << 20));
    let message = parse(&raw);
    let mut kept = 0;
    let mut at = Some(&message);
    while let Some(message) = at.take() {
        if let Some(Body::Message { raw, message }) = message.parts.first().map(|part| &part.body) {
            kept += raw.len();
            at = Some(message);
        }
    }
    assert!(kept <= 64 << 20, "{kept} octets kept");
    assert!(message.defects.contains(&Defect::TooManyParts));
}

#[test]
fn headers_are_bounded() {
    check("1,000,000 headers", &b"A: b\n".repeat(1_000_000), &[Defect::TooManyHeaders]);
    check("one header of 4 MB", &[b"To: ".to_vec(), b"a@b.example, ".repeat(300_000)].concat(), &[]);
    check("a fold of 4 MB", &[b"Subject: x".to_vec(), b"\n y".repeat(1_000_000)].concat(), &[]);
    check("a line of 20 MB", &b"x".repeat(20 << 20), &[Defect::NoHeader]);
    check(
        "an encoded-word of 4 MB",
        &[b"Subject: =?utf-8?B?".to_vec(), b"w6nDqQ".repeat(700_000), b"?=\n\n".to_vec()].concat(),
        &[],
    );
    check("1,000,000 ids", &[b"References: ".to_vec(), b"<a@b> ".repeat(1_000_000)].concat(), &[]);
    check("junk lines", &b"junk\n \n".repeat(500_000), &[Defect::HeaderWithoutColon]);
}

#[test]
fn broken_bodies_tell_their_defects() {
    let base64 = "From: a@b.example\nContent-Transfer-Encoding: base64\n\n";
    check("base64 with junk", format!("{base64}Zm9v!YmFy").as_bytes(), &[Defect::MalformedBase64]);
    check("base64 cut short", format!("{base64}Zm9vY").as_bytes(), &[Defect::MalformedBase64]);
    check("NULs", b"From: a@b\n\n\0\0\0", &[Defect::NulBytes, Defect::BareLf, Defect::NoDate]);
    let quoted = b"Content-Transfer-Encoding: quoted-printable\n\n1=1";
    check("quoted-printable", quoted, &[Defect::MalformedQuotedPrintable]);
    check("encoding", b"Content-Transfer-Encoding: rot13\n\nx", &[Defect::UnknownTransferEncoding]);
    check("no boundary", b"Content-Type: multipart/mixed\n\nx", &[Defect::NoBoundary]);
    let twice = b"Content-Type: text/plain\nContent-Type: text/html\n\nx";
    check("Content-Type twice", twice, &[Defect::RepeatedHeader]);
    check(
        "several",
        b"From: a@b\nFrom: c@d\nDate: x\nDate: y\n\n",
        &[Defect::SeveralFrom, Defect::SeveralDates, Defect::MalformedDate],
    );
    check("CR alone", b"From: a@b\r\rbody\r", &[Defect::BareCr]);
    check("raw 8-bit", b"Subject: r\xE9union\n\n", &[Defect::EightBitHeader, Defect::GuessedCharset]);
    check("nothing", b"", &[Defect::NoHeader, Defect::NoFrom, Defect::NoDate]);
}

#[test]
fn boundary_lines_without_end_take_linear_time() {
    let levels = nested(100, |n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"));
    check("dashes", &[levels, b"\n--\n--x--\n--b\n".repeat(300_000)].concat(), &[Defect::Truncated]);
    let open_close = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n--b--\n".repeat(50_000);
    check("opened and closed", &open_close, &[]);
}

#[test]
fn lines_of_cr_and_utf16_are_read() {
    let message = parse(b"Subject: one\rFrom: a@b.example\r\rthe body\r");
    assert_eq!((message.subject.as_str(), message.text().text.as_str()), ("one", "the body\n"));
    let utf16: Vec<u8> =
        "\u{FEFF}Subject: réunion\r\n\r\nbody".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let message = parse(&utf16);
    assert_eq!((message.subject.as_str(), message.text().text.as_str()), ("réunion", "body"));
}
