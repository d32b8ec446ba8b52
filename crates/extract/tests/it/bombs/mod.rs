//! Files made to hurt: each ends in a named outcome, soon, and the next is read.

mod pdf;

use std::time::{Duration, Instant};

use greffe_extract::{
    Confinement, Extractor, Item, Limits, NoPicture, Outcome, Picture, Reading, Why, Worker,
};

use crate::packing::{compound, docx, greedy_7z, gzip, pdf, zip};
use crate::{PROGRAM, extractor, read};

/// Has both workers read a bomb, the whole one and the one that greffe brings along.
fn survive(name: &str, bomb: &[u8]) -> [Reading; 2] {
    [Worker::Whole, Worker::Light].map(|worker| survived(worker(PROGRAM.into()), name, bomb))
}

/// Reads a bomb within a time and 1 GiB of memory; then something harmless.
fn survived(worker: Worker, name: &str, bomb: &[u8]) -> Reading {
    let mut extractor = Extractor::new(worker, limits(), Confinement::Required);
    let started = Instant::now();
    let reading = read(&mut extractor, "", bomb);
    assert!(started.elapsed() < Duration::from_secs(40), "{name}: {:?}", started.elapsed());
    assert_ne!(reading.outcome.why(), Some(Why::Crashed), "{name}: {reading:?}");
    assert_eq!(read(&mut extractor, "", b"next").text(), "next\n", "{name}");
    reading
}

fn limits() -> Limits {
    Limits { item_time: Duration::from_secs(10), memory_bytes: 1 << 30, ..Limits::default() }
}

/// Draws a bomb within a time and 1 GiB of memory; then something harmless.
fn look(name: &str, bomb: &[u8]) -> Picture {
    let mut extractor = extractor(limits(), Confinement::Required);
    let started = Instant::now();
    let picture = extractor.picture(&Item { name: "", content_type: "", bytes: bomb }, 0, 4000);
    let picture = picture.expect("a worker can be asked");
    assert!(started.elapsed() < Duration::from_secs(40), "{name}: {:?}", started.elapsed());
    assert_ne!(picture, Picture::None(NoPicture::Failed(Why::Crashed)), "{name}");
    assert_eq!(read(&mut extractor, "", b"next").text(), "next\n", "{name}");
    picture
}

/// Says whether it, or something in it, ended for this reason, whoever read it.
fn have(readings: &[Reading; 2], why: Why) -> bool {
    readings.iter().all(|reading| has(reading, why))
}

fn has(reading: &Reading, why: Why) -> bool {
    reading.outcome.why() == Some(why) || reading.inner.iter().any(|inner| inner.outcome.why() == Some(why))
}

#[test]
fn what_unfolds_too_far_is_too_large() {
    let zeros = gzip(&[0; 1 << 20], 3 << 10);
    assert!(have(&survive("gzip", &zeros), Why::TooLarge));
    assert!(have(&survive("zip", &zip(&[("a", &[0; 64 << 20])])), Why::TooLarge));
    assert!(have(&survive("gzip in zip", &zip(&[("a.gz", &zeros)])), Why::TooLarge));
    assert!(have(&survive("gzip in gzip", &gzip(&zeros, 1)), Why::TooLarge));
}

#[test]
fn memory_that_is_only_claimed_is_not_had() {
    // As much as the worker may have altogether; what is in there needs a few octets of it.
    let outcomes = survive("7z", &greedy_7z()).map(|reading| reading.outcome);
    assert_eq!(outcomes, [Outcome::Complete, Outcome::None(Why::Unsupported)]);
}

#[test]
fn many_small_bombs_share_one_budget() {
    let one = gzip(&[0; 1 << 20], 16);
    let names: Vec<String> = (0..200).map(|n| format!("{n}.gz")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), one.as_slice())).collect();
    assert!(have(&survive("many", &zip(&members)), Why::TooLarge));
}

#[test]
fn levels_and_entries_are_counted() {
    let mut nested = b"the end".to_vec();
    for _ in 0..20 {
        nested = zip(&[("a.zip", &nested)]);
    }
    for reading in survive("nested", &nested) {
        assert!(has(&reading, Why::TooLarge) && reading.inner.len() <= 6, "{reading:?}");
    }
    let names: Vec<String> = (0..11_000).map(|n| n.to_string()).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    for reading in survive("entries", &zip(&members)) {
        assert_eq!((reading.outcome, reading.inner.len()), (Outcome::Truncated(Why::TooLarge), 10_000));
    }
}

#[test]
fn members_that_overlap_are_refused() {
    // Two directory entries, one place: the second entry repeats the first's offset.
    let mut bomb = zip(&[("a", &[b'x'; 1000]), ("b", &[b'x'; 1000])]);
    let entries: Vec<usize> =
        bomb.windows(4).enumerate().filter(|(_, four)| four == b"PK\x01\x02").map(|(at, _)| at).collect();
    let first = bomb[entries[0] + 42..entries[0] + 46].to_vec();
    bomb[entries[1] + 42..entries[1] + 46].copy_from_slice(&first);
    let outcomes = survive("overlap", &bomb).map(|reading| reading.outcome);
    assert_eq!(outcomes, [Outcome::None(Why::TooLarge); 2]);
}

#[test]
fn xml_that_grows_or_digs_stays_small() {
    let laughs: String = (1..20).map(|n| format!("<!ENTITY l{n} '&l{};&l{};'>", n - 1, n - 1)).collect();
    let laughs = format!("<!DOCTYPE a [<!ENTITY l0 'lol'>{laughs}]><a>&l19;</a>");
    let plain = format!("<?xml version='1.0'?>{laughs}").into_bytes();
    for bomb in [plain, docx("x", &[("word/comments.xml", &laughs)])] {
        assert!(survive("laughs", &bomb).iter().all(|reading| reading.text().len() < 100));
    }
    survive("deep", &docx(&"<w:del>".repeat(1_000_000), &[]));
    let cells = "<c t='s'><v>0</v></c>".repeat(100_000);
    let sheet = format!("<w><row>{cells}</row></w>");
    let strings = format!("<sst><si><t>{}</t></si></sst>", "long ".repeat(10_000));
    let grown = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let outcomes = survive("shared strings", &grown).map(|reading| reading.outcome);
    assert_eq!(outcomes, [Outcome::Truncated(Why::TooLarge); 2]);
}

#[test]
fn sectors_of_a_compound_file_that_follow_themselves() {
    let whole = compound(&[("/WordDocument", &[b'x'; 100_000])]);
    // The table of sectors is where the header says (MS-CFB, 2.2 and 2.3).
    let sector = 1_usize << u16::from_le_bytes([whole[30], whole[31]]);
    let first = u32::from_le_bytes([whole[76], whole[77], whole[78], whole[79]]) as usize;
    let table = (first + 1) * sector..(first + 2) * sector;
    let follow = |next: fn(u32) -> u32| {
        let mut bomb = whole.clone();
        for (n, place) in (0..).zip(bomb[table.clone()].chunks_exact_mut(4)) {
            place.copy_from_slice(&next(n).to_le_bytes());
        }
        bomb
    };
    let cases = [("itself", follow(|n| n)), ("the first", follow(|_| 0)), ("the other", follow(|n| n ^ 1))];
    for (name, bomb) in cases {
        let reading = survive(name, &bomb);
        assert!(have(&reading, Why::Damaged) || have(&reading, Why::Unsupported), "{name}: {reading:?}");
    }
}

#[test]
fn mails_within_mails_and_parts_within_parts() {
    let parts: String =
        (0..10_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    survive("parts", format!("From: a@b.example\nDate: x\n{parts}\nthe end").as_bytes());
    survive("groups", format!("{{\\rtf1 {}", "{\\deleted ".repeat(1_000_000)).as_bytes());
}

#[test]
fn a_sheet_that_is_listed_often_is_read_once() {
    let listed = format!("<w><sheets>{}</sheets></w>", "<sheet name='s' id='a'/>".repeat(20_000));
    let sheet = format!("<w>{}</w>", "<row><c><v>1</v></c></row>".repeat(2000));
    let workbook = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", listed.as_bytes()),
        ("xl/_rels/workbook.xml.rels", b"<R><R Id='a' Target='worksheets/sheet1.xml'/></R>"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    for reading in survive("one sheet", &workbook) {
        assert_eq!((reading.outcome, reading.text().matches('1').count()), (Outcome::Complete, 2000));
    }
}

#[test]
fn pages_that_cost_much_to_draw() {
    let page = |content: &str| pdf("0 0 595 842", content);
    let tiles = "0 0 595 842 re W n q ".repeat(100_000);
    look("deep graphics", &page(&"q ".repeat(1_000_000)));
    look("clips", &page(&tiles));
    look("paths", &page(&"0 0 595 842 re 100 100 m 500 900 l B ".repeat(50_000)));
    look("dashes", &page("[0.00001] 0 d 0.0001 w 0 0 m 595 842 l S"));
    look("curves", &page(&"0 0 m 1 900 9 -900 595 842 c ".repeat(50_000)));
    look("deep arrays", &page(&"[".repeat(1_000_000)));
    look("far numbers", &page("99999999999999999999 0 0 99999999999999999999 0 0 cm 0 0 1 1 re f"));
}

#[test]
fn images_that_unfold_too_far() {
    let mut chunk = Vec::new();
    let mut encoder = png::Encoder::new(&mut chunk, 60_000, 60_000);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_chunk(png::chunk::IDAT, b"x").expect("a chunk");
    drop(writer);
    let expect = Picture::None(NoPicture::Failed(Why::TooLarge));
    assert_eq!(look("png", &chunk), expect);
    let mut gif = b"GIF89a\xFF\xFF\xFF\xFF\0\0\0".to_vec();
    gif.extend(b",\0\0\0\0\xFF\xFF\xFF\xFF\0\x08\x01\0");
    assert_eq!(look("gif", &gif), expect);
}
