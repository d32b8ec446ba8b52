//! mbox, in all its dialects and accidents.

use std::io::Write;
use std::time::Instant;

use greffe_intake::{Event, Limits, NothingKnown, Options, Quoting, open_stdin};
use greffe_terms::{Defect, Flags};
use proptest::prelude::*;

use crate::story::{
    POSTMARK, bytes, folder, mail, mbox, messages, options, read, read_path, read_stream, story,
};

fn check(input: &str, expect: &[&str]) {
    let events = read_stream(input.as_bytes());
    assert_eq!(story(&events), expect, "{:?}", input.get(..300).unwrap_or(input));
    assert_accounted(input.as_bytes(), &events);
}

/// Every byte is in one event, or stands between two: a BOM at the beginning,
/// blank lines, one `From ` line.
fn assert_accounted(input: &[u8], events: &[Event]) {
    let spans = events.iter().filter_map(|event| match event {
        Event::Message(found) => {
            let raw = bytes(&found.content);
            assert_eq!(raw.len() as u64, found.length);
            assert_eq!(input.get(found.offset as usize..).unwrap().get(..raw.len()).unwrap(), raw);
            Some((found.offset, found.length))
        }
        Event::Lost(lost) => {
            let kept = lost.kept.as_ref().map(bytes).unwrap_or_default();
            assert_eq!(kept.len() as u64, lost.length);
            Some((lost.offset, lost.length))
        }
        _ => None,
    });
    let mut at = 0;
    for (offset, length) in spans.chain([(input.len() as u64, 0)]) {
        let gap = input.get(at..offset as usize).expect("spans in order, none over another");
        assert!(is_separator(gap), "{:?} at {at}", String::from_utf8_lossy(gap));
        at = (offset + length) as usize;
    }
}

fn is_separator(gap: &[u8]) -> bool {
    let text = String::from_utf8_lossy(gap);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let text = text.trim_start_matches(['\r', '\n']);
    text.is_empty() || text.starts_with("From ") && text.find('\n').is_none_or(|at| at + 1 == text.len())
}

#[test]
fn messages_lie_between_from_lines() {
    check("", &[]);
    check(&mbox(&["a", "b"]), &["- [] 42+54 a", "- [] 139+54 b"]);
    check(&mbox(&["a", "b"]).replace('\n', "\r\n"), &["- [] 43+58 a", "- [] 146+58 b"]);
    // As programs of the classic Mac OS wrote it (the story knows no subject in such lines).
    check(&mbox(&["a", "b"]).replace('\n', "\r"), &["- [] 42+54 -", "- [] 139+54 -"]);
    check(&format!("\u{FEFF}\n\n{}", mbox(&["a"])), &["- [] 47+54 a"]);
    // Without a `From ` line the whole stream is one message, its last blank line too.
    check(&format!("{}\n\n", mail("a")), &["- [] 0+56 a"]);
    // A file whose first `From ` line was cut off.
    check(&format!("{}\n{}", mail("a"), mbox(&["b"])), &["- [] 0+54 a", "- [] 97+54 b"]);
    // Only one blank line separates.
    check(&format!("{POSTMARK}{}\n\n\n{}", mail("a"), mbox(&["b"])), &["- [] 42+56 a", "- [] 141+54 b"]);
}

#[test]
fn what_is_no_message_is_lost_and_kept() {
    check(&format!("junk\n\n{}", mbox(&["a"])), &["- lost before-first-message 0+5", "- [] 48+54 a"]);
    let hole = "\0".repeat(4096);
    let two = format!("{}{hole}{}", mbox(&["a"]), mbox(&["b"]));
    check(&two, &["- [] 42+54 a", "- lost no-message 96+4097", "- [] 4235+54 b"]);
    check(&format!("{hole}{}", mbox(&["a"])), &["- lost no-message 0+4096", "- [] 4138+54 a"]);
    check(&format!("{}{hole}", mbox(&["a"])), &["- [] 42+54 a", "- lost no-message 96+4097"]);
    check(&format!("{POSTMARK}{hole}\n\n{}", mbox(&["a"])), &["- lost no-message 42+4096", "- [] 4182+54 a"]);
    check(&format!("{}{POSTMARK}", mbox(&["a"])), &["- [] 42+54 a", "- lost no-message 97+42"]);
    // A lost header is not a lost mail.
    check(&format!("{POSTMARK}\nonly text\n"), &["- [] 42+11 -"]);
}

#[test]
fn a_from_line_in_a_body_is_text_unless_a_header_follows() {
    let forwarded = format!("{POSTMARK}{}Text\n{POSTMARK}more text\n\n", mail("a"));
    check(&forwarded, &["- [] 42+111 a"]);
    let unseparated = format!("{POSTMARK}{}{POSTMARK}{}", mail("a"), mail("b"));
    check(&unseparated, &["- [] 42+54 a", "- [] 138+54 b"]);
    let events = read_stream(unseparated.as_bytes());
    let defects: Vec<_> = messages(&events).iter().map(|found| found.defects.clone()).collect();
    assert_eq!(defects, [vec![Defect::NoBlankLineBeforeNext], vec![]]);
    check(&format!("{}From the mayor's office\n\n", mbox(&["a"])), &["- [] 42+79 a"]);
}

#[test]
fn content_length_is_believed_where_it_fits() {
    let body = format!("\nx\n\n{POSTMARK}From: c\nTo: d\n\ny\n");
    let with =
        |length: usize| format!("{POSTMARK}Subject: a\nContent-Length: {length}\n{body}\n{}", mbox(&["b"]));
    let fits = body.len() - 1;
    check(&with(fits), &["- [] 42+93 a", "- [] 178+54 b"]);
    assert_eq!(quotings(&with(fits)), [Quoting::Mboxcl2, Quoting::Mboxcl2]);
    let last = format!("{POSTMARK}Subject: a\nContent-Length: 2\n\nx\n");
    assert_eq!(messages(&read_stream(last.as_bytes())).first().unwrap().defects, []);
    check(&with(fits + 1_000_000), &["- [] 42+38 a", "- [] 123+17 -", "- [] 183+54 b"]);
    check(&with(usize::MAX), &["- [] 42+51 a", "- [] 136+17 -", "- [] 196+54 b"]);
    check(&with(fits - 1), &["- [] 42+33 a", "- [] 118+17 -", "- [] 178+54 b"]);
}

fn quotings(input: &str) -> Vec<Quoting> {
    messages(&read_stream(input.as_bytes())).iter().map(|found| found.quoting).collect()
}

#[test]
fn the_dialect_is_what_the_file_has_shown() {
    let check = |bodies: &[&str], expect: &[Quoting]| {
        let file: String = bodies.iter().map(|body| format!("{POSTMARK}Subject: a\n\n{body}\n\n")).collect();
        assert_eq!(quotings(&file), expect, "{bodies:?}");
    };
    check(&["x", ">From y", ">>From z"], &[Quoting::Unknown, Quoting::Mboxo, Quoting::Mboxrd]);
    check(&["x >From y", "> From z"], &[Quoting::Unknown, Quoting::Unknown]);
    assert_eq!(quotings(&mail("a")), [Quoting::None]);
    assert_eq!(quotings(&mbox(&["a"]).replace("a@b.example", "mboxrd@z")), [Quoting::Mboxrd]);
    let with_length = format!("{POSTMARK}Content-Length: 2\n\nx\n\n{}", mbox(&["b"]));
    assert_eq!(quotings(&with_length), [Quoting::Mboxcl, Quoting::Mboxcl]);
}

/// Files made to be read again and again: each must take time in proportion to its length.
#[test]
fn hostile_files_take_linear_time() {
    let check = |unit: &str| {
        let file = format!("{}{}", mbox(&["a"]), unit.repeat(2_000_000 / unit.len()));
        let begun = Instant::now();
        read_stream(file.as_bytes());
        // A debug build needs well under a second; the square of the length, hours.
        assert!(begun.elapsed().as_secs() < 20, "{unit:?}");
    };
    check("From \n");
    check("From a@b.example\n");
    check("From a@b.example\nFrom: x\n");
    check(&format!("{POSTMARK}From: x\nTo: y\n"));
    check(&format!("{POSTMARK}Content-Length: 60000000\n\n\n"));
    check(&format!("{}{POSTMARK}\n", "\0".repeat(20)));
    check("\0");
    check(">");
    check("\n>From a@b.example Thu Jan  1 00:00:00 1970");
}

#[test]
fn marks_and_postmarks_are_told() {
    let file = format!("{POSTMARK}Status: RO\nX-Status: AF\n\n\n{POSTMARK}X-Mozilla-Status: 0009\n\n\n");
    let events = read_stream(file.as_bytes());
    let found = messages(&events);
    let flags: Vec<Flags> = found.iter().map(|found| found.flags).collect();
    let first = Flags { seen: true, answered: true, flagged: true, ..Flags::default() };
    assert_eq!(flags, [first, Flags { seen: true, deleted: true, ..Flags::default() }]);
    assert_eq!(found.first().unwrap().postmark.as_deref(), Some(POSTMARK.trim_end()));
}

fn bzip2(raw: &[u8]) -> Vec<u8> {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(raw).unwrap();
    packed.finish().unwrap()
}

#[test]
fn compressions_are_taken_off() {
    let file = mbox(&["a", "b"]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(file.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let twice = zstd::encode_all(&*gzip, 1).unwrap();
    let frames =
        [zstd::encode_all(&b""[..], 1).unwrap(), zstd::encode_all(file.as_bytes(), 1).unwrap()].concat();
    let xz = hex(include_str!("one_message.mbox.xz.hex"));
    let root = folder(&[
        ("a.mbox.gz", &gzip),
        ("b", &twice),
        ("c.zst", &frames),
        ("d.xz", &xz),
        ("e.mbox.bz2", &[bzip2(&file.as_bytes()[..50]), bzip2(&file.as_bytes()[50..])].concat()),
        ("f.bz2", b"BZh91AY&SY"),
        ("g.Z", &[0x1F, 0x9D, 0x90, b'F']),
    ]);
    let expect = [
        "a.mbox.gz [a] 42+54 a",
        "a.mbox.gz [a] 139+54 b",
        "b [b] 42+54 a",
        "b [b] 139+54 b",
        "c.zst [c] 42+54 a",
        "c.zst [c] 139+54 b",
        "d.xz [d] 42+54 a",
        "e.mbox.bz2 [e] 42+54 a",
        "e.mbox.bz2 [e] 139+54 b",
        "f.bz2 lost truncated 0+0",
        "g.Z lost unsupported-compression 0+4",
    ];
    assert_eq!(story(&read_path(root.path())), expect);
}

#[test]
fn a_compression_cut_short_loses_only_what_is_cut() {
    let file = mbox(&["a", "b", "c"]);
    let whole = zstd::encode_all(file.as_bytes(), 1).unwrap();
    let cut = folder(&[("a.zst", &whole[..whole.len() - 4])]);
    let story = story(&read_path(cut.path()));
    assert!(
        story.last().unwrap().contains("lost truncated") || story.last().unwrap().contains("lost damaged"),
        "{story:?}"
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gzip.write_all(file.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let cut = folder(&[("a.gz", &gzip[..gzip.len() - 40])]);
    let events = read_path(cut.path());
    assert_eq!(messages(&events).last().unwrap().defects, [Defect::Truncated]);
    assert!(events.iter().any(|event| matches!(event, Event::FileDone { .. })), "the file itself is whole");
}

#[test]
fn a_message_too_large_for_memory_is_spooled() {
    let limits = Limits { spool_above_bytes: 100_000, prefix_bytes: 1000, ..Limits::default() };
    let small = Options { limits, ..options() };
    let check = |body: String| {
        let file = format!("{}{POSTMARK}Subject: large\n\n{body}\n\n{}", mbox(&["a"]), mbox(&["b"]));
        let source = open_stdin(std::io::Cursor::new(file.clone().into_bytes()), &small);
        let events = read(source, &NothingKnown);
        let large = format!("- [] 139+{} large", body.len() + 17);
        let last = format!("- [] {}+54 b", 139 + body.len() + 17 + 43);
        assert_eq!(story(&events), ["- [] 42+54 a", &large, &last]);
        assert_accounted(file.as_bytes(), &events);
    };
    check("0123456789".repeat(500_000));
    check("x From y\n>From z\n".repeat(200_000));
    check("z".repeat(99_990));
    check("y".to_owned() + &"\0".repeat(3_000_000));
}

#[test]
fn utf16_is_lost_and_kept() {
    let wide: Vec<u8> =
        format!("\u{FEFF}{}", mbox(&["a"])).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let root = folder(&[("a.mbox", &wide)]);
    let events = read_path(root.path());
    assert_eq!(story(&events), ["a.mbox lost utf-16 0+196"]);
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
}

/// How a writer quotes a body.
#[derive(Debug, Clone, Copy)]
enum Writer {
    Mboxo,
    Mboxrd,
    Mboxcl2,
}

impl Writer {
    /// Returns the message as it lies in the file, without line end conversion.
    fn raw(self, subject: &str, lines: &[String]) -> String {
        let body: String = lines.iter().map(|line| self.quote(line) + "\n").collect();
        match self {
            Writer::Mboxcl2 => format!("Subject: {subject}\nContent-Length: {}\n\n{body}", body.len()),
            _ => format!("Subject: {subject}\n\n{body}"),
        }
    }

    fn quote(self, line: &str) -> String {
        let quotes = match self {
            Writer::Mboxo => line.starts_with("From "),
            Writer::Mboxrd => line.trim_start_matches('>').starts_with("From "),
            Writer::Mboxcl2 => false,
        };
        if quotes { format!(">{line}") } else { line.to_owned() }
    }
}

fn body_line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("From a@b.example Thu Jan  1 00:00:00 1970".to_owned()),
        Just(">From a@b.example Thu Jan  1 00:00:00 1970".to_owned()),
        Just("From: x@y.example".to_owned()),
        "[ -~é]{0,20}",
    ]
}

proptest! {
    #[test]
    fn any_dialect_reads_back_the_same_bytes(
        writer in prop_oneof![Just(Writer::Mboxo), Just(Writer::Mboxrd), Just(Writer::Mboxcl2)],
        crlf: bool,
        bodies in prop::collection::vec(prop::collection::vec(body_line(), 0..8), 1..6),
    ) {
        let end = |text: String| if crlf { text.replace('\n', "\r\n") } else { text };
        let raw: Vec<String> = bodies.iter().enumerate().map(|(n, lines)| {
            let raw = writer.raw(&n.to_string(), lines);
            // A length counts the bytes as they lie.
            let bare: usize = lines.iter().map(|line| writer.quote(line).len() + 1).sum();
            let told = format!("Content-Length: {bare}\n");
            let counted = format!("Content-Length: {}\n", bare + if crlf { lines.len() } else { 0 });
            end(raw.replacen(&told, &counted, 1))
        }).collect();
        let file: String = raw.iter().map(|raw| end(POSTMARK.to_owned()) + raw + &end("\n".to_owned())).collect();
        let events = read_stream(file.as_bytes());
        let found: Vec<String> = messages(&events)
            .iter()
            .map(|found| String::from_utf8(bytes(&found.content)).unwrap())
            .collect();
        prop_assert_eq!(found, raw);
    }

    #[test]
    fn every_byte_is_accounted_for(pieces in prop::collection::vec(piece(), 0..30)) {
        let file = [POSTMARK.as_bytes().to_vec(), pieces.concat()].concat();
        assert_accounted(&file, &read_stream(&file));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read_stream(&bytes);
    }
}

/// What an mbox is made of, in any order.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words: [&[u8]; 14] = [
        POSTMARK.as_bytes(),
        b"\n",
        b"\r\n",
        b"From ",
        b">From x\n",
        b"From: a\nTo: b\n",
        b"Content-Length: 3\n",
        b"Content-Length: 50\n",
        b"text\n",
        b"\0",
        &[0; 40],
        b"\xEF\xBB\xBF",
        b"From MAILER-DAEMON\n",
        b"Subject: x\n\n",
    ];
    prop_oneof![
        8 => prop::sample::select(words.map(<[u8]>::to_vec).to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ]
}
