//! Installed programs: a second look, when asked for, and what says so.

use greffe_extract::{Confinement, Extractor, Languages, Limits, Mark, Outcome, Reading, Tools, Why};

use crate::packing::{docx, pdf, rar, scan};
use crate::{extractor, pictures, read};

fn with(tools: Tools) -> Extractor {
    extractor(Limits::default(), Confinement::Required).with_tools(tools)
}

/// Returns an extractor with these tools, unless one is not installed here.
#[allow(clippy::print_stdout)]
fn installed(tools: Tools) -> Option<Extractor> {
    let extractor = with(tools);
    let missing = extractor.missing_tools();
    if !missing.is_empty() {
        println!("skipped: not installed: {}", missing.join(", "));
        return None;
    }
    Some(extractor)
}

fn english() -> Tools {
    Tools { ocr: Languages::parse("eng"), ..Tools::default() }
}

fn is_by(reading: &Reading, tool: &str) -> bool {
    let by = reading.by.as_deref().and_then(|by| by.strip_prefix(tool));
    by.is_some_and(|version| version.trim_start().starts_with(|char: char| char.is_ascii_digit()))
}

#[test]
fn nothing_is_launched_that_was_not_asked_for() {
    let mut plain = with(Tools::default());
    assert!(plain.missing_tools().is_empty());
    let reading = read(&mut plain, "", &rar(&[("a.txt", b"text")]));
    assert_eq!((reading.format.as_str(), reading.outcome), ("rar", Outcome::None(Why::Unsupported)));
    assert_eq!((reading.by, reading.inner.len()), (None, 0));
}

#[test]
fn rar_is_unpacked_and_its_members_are_read() {
    let Some(mut extractor) = installed(Tools { bsdtar: true, ..Tools::default() }) else { return };
    let letter = docx("<w:p><w:r><w:t>letter</w:t></w:r></w:p>", &[]);
    let archive = rar(&[("a/letter.docx", &letter), ("../note.txt", b"note")]);
    let reading = read(&mut extractor, "", &archive);
    assert_eq!((reading.format.as_str(), reading.outcome), ("rar", Outcome::Complete), "{reading:?}");
    let inner: Vec<&str> = reading.inner.iter().map(|inner| inner.path.as_str()).collect();
    assert_eq!(inner, ["a/letter.docx", "../note.txt"]);
    assert_eq!(reading.text(), "letter\nnote\n");
    assert!(is_by(&reading, "bsdtar"), "{:?}", reading.by);
    let cut = read(&mut extractor, "", &archive[..archive.len() - 30]);
    assert_eq!(cut.outcome.why(), Some(Why::Damaged), "{cut:?}");
    let junk = read(&mut extractor, "", b"Rar!\x1A\x07\0 and no more");
    assert_eq!(junk.outcome, Outcome::None(Why::Damaged));
}

#[test]
fn pages_that_the_worker_cannot_read_are_read_again() {
    let tools = Tools { pdftotext: true, ..Tools::default() };
    let Some(mut extractor) = installed(tools) else { return };
    let page = pdf("0 0 595 842", "BT /F1 12 Tf 72 720 Td (Minutes of the meeting) Tj ET");
    assert_eq!(read(&mut extractor, "", &page).by, None, "the worker read it");
    // Hexadecimal digits, and two letters that are none: the worker takes nothing of them.
    let content = "BT /F1 12 Tf 72 720 Td (Minutes of the meeting) Tj ET";
    let digits: String = content.bytes().map(|octet| format!("{octet:02x}")).collect();
    let page = String::from_utf8(pdf("0 0 595 842", &format!("{digits}zz>"))).expect("plain text");
    let wrong = page.replacen("/Length", "/Filter/ASCIIHexDecode/Length", 1);
    let alone = read(&mut with(Tools::default()), "", wrong.as_bytes());
    assert_eq!((alone.outcome, alone.by), (Outcome::None(Why::Damaged), None));
    let reading = read(&mut extractor, "", wrong.as_bytes());
    assert_eq!((reading.text().trim(), reading.outcome), ("Minutes of the meeting", Outcome::Complete));
    assert!(is_by(&reading, "pdftotext"), "{:?}", reading.by);
    assert_eq!(reading.metadata.author.as_deref(), Some("Jeanne Colin"));
}

#[test]
fn words_in_images_and_scans_are_recognised() {
    let Some(mut extractor) = installed(english()) else { return };
    let page = pdf("0 0 595 842", "BT /F1 40 Tf 72 420 Td (Minutes of the meeting) Tj ET");
    let photo = pictures::drawn(&page, 1200);
    let reading = read(&mut extractor, "", &photo.png);
    assert_eq!((reading.text().trim(), reading.outcome), ("Minutes of the meeting", Outcome::Complete));
    assert!(is_by(&reading, "tesseract"), "{:?}", reading.by);
    let scanned = scan(photo.width, photo.height, &pictures::pixels(&photo));
    let reading = read(&mut extractor, "", &scanned);
    assert_eq!((reading.text().trim(), reading.outcome), ("Minutes of the meeting", Outcome::Complete));
    assert!(reading.pieces.iter().all(|piece| piece.mark == Mark::Body) && is_by(&reading, "tesseract"));
    let said = read(&mut extractor, "", &page);
    assert_eq!(said.by, None, "what has text of its own is not recognised");
}

#[test]
fn unknown_languages_are_named_as_missing() {
    if installed(english()).is_none() {
        return;
    }
    let both = Tools { ocr: Languages::parse("eng+xxx"), ..Tools::default() };
    assert_eq!(with(both).missing_tools(), ["tesseract xxx"]);
}
