//! Each format through the worker: text, marks, facts and documents inside.

use greffe_extract::{Confinement, Limits, Mark, Outcome, Reading, Why};

use crate::packing::{archives, docx, form, gzip, pdf, tar, zip};
use crate::{extractor, read};

fn reading(bytes: &[u8]) -> Reading {
    read(&mut extractor(Limits::default(), Confinement::Required), "", bytes)
}

fn at(reading: &Reading, mark: Mark) -> String {
    let pieces = reading.pieces.iter().filter(|piece| piece.mark == mark);
    pieces.map(|piece| piece.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn check(bytes: &[u8], format: &str, outcome: Outcome, marks: &[(Mark, &str)]) -> Reading {
    let reading = reading(bytes);
    assert_eq!((reading.format.as_str(), reading.outcome), (format, outcome), "{reading:?}");
    for (mark, expect) in marks {
        assert_eq!(at(&reading, *mark), *expect, "{mark:?} of {format}");
    }
    reading
}

#[test]
fn word_documents() {
    let body =
        "<w:p><w:r><w:t>Bonjour</w:t></w:r><w:del><w:r><w:delText>adieu</w:delText></w:r></w:del></w:p>";
    let comment =
        "<w:comments xmlns:w='w'><w:comment><w:p><w:r><w:t>non !</w:t></w:r></w:p></w:comment></w:comments>";
    let core = "<c xmlns:dc='d' xmlns:cp='c'><dc:creator>Jeanne Colin</dc:creator><cp:lastModifiedBy>Marc</cp:lastModifiedBy></c>";
    let inner = "<x><t>beside</t></x>";
    let document = docx(
        body,
        &[
            ("word/comments.xml", comment),
            ("word/header1.xml", "<w:hdr xmlns:w='w'><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>"),
            ("docProps/core.xml", core),
            ("customXml/item1.xml", inner),
        ],
    );
    let marks = [
        (Mark::Body, "Bonjour"),
        (Mark::Deleted, "adieu"),
        (Mark::Comment, "non !"),
        (Mark::HeaderFooter, "top"),
        (Mark::Aside, "beside"),
    ];
    let reading = check(&document, "docx", Outcome::Complete, &marks);
    assert_eq!(reading.metadata.author.as_deref(), Some("Jeanne Colin"));
    assert_eq!(reading.metadata.last_saved_by.as_deref(), Some("Marc"));
    let cut = docx("<w:p><w:r><w:t>half</w:t></w:r><w:p>", &[]);
    check(&cut, "docx", Outcome::Truncated(Why::Damaged), &[(Mark::Body, "half")]);
}

#[test]
fn workbooks() {
    let workbook = "<workbook xmlns:r='r'><sheets><sheet name='Seen' r:id='a'/><sheet name='Unseen' state='veryHidden' r:id='b'/></sheets></workbook>";
    let relations =
        "<R><R Id='a' Target='worksheets/sheet1.xml'/><R Id='b' Target='/xl/worksheets/sheet2.xml'/></R>";
    let strings = "<sst><si><t>total</t></si><si><r><t>never </t></r><r><t>shown</t></r></si></sst>";
    let styles = "<s><numFmts><numFmt numFmtId='170' formatCode='dd/mm/yyyy'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='170'/></cellXfs></s>";
    let seen = "<w><sheetData><row><c t='s'><v>0</v></c><c s='1'><v>42803</v></c><c><f>A1+1</f><v>12.5</v></c></row></sheetData></w>";
    let unseen = "<w><sheetData><row><c t='inlineStr'><is><t>secret</t></is></c></row></sheetData></w>";
    let members: [(&str, &[u8]); 7] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", seen.as_bytes()),
        ("xl/worksheets/sheet2.xml", unseen.as_bytes()),
    ];
    let marks = [
        (Mark::Body, "Seen\ntotal\t2017-03-09\t12.5"),
        (Mark::Hidden, "Unseen\nsecret"),
        (Mark::Formula, "A1+1"),
        (Mark::Aside, "never shown"),
    ];
    check(&zip(&members), "xlsx", Outcome::Complete, &marks);
}

#[test]
fn slides_and_open_documents() {
    let slide = |show: &str, text: &str| {
        format!("<p:sld xmlns:p='p' xmlns:a='a' {show}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>")
    };
    let (first, second, notes) = (slide("", "seen"), slide("show='0'", "unseen"), slide("", "said"));
    let members: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/slides/slide1.xml", first.as_bytes()),
        ("ppt/slides/slide2.xml", second.as_bytes()),
        ("ppt/notesSlides/notesSlide1.xml", notes.as_bytes()),
    ];
    let marks = [(Mark::Body, "seen"), (Mark::Hidden, "unseen"), (Mark::Notes, "said")];
    check(&zip(&members), "pptx", Outcome::Complete, &marks);

    let content = "<o xmlns:text='t' xmlns:office='o'><text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>\
                   <text:p>a<text:s/>b<office:annotation><text:p>hm</text:p></office:annotation></text:p></o>";
    let mimetype: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
    let marks = [(Mark::Body, "a b"), (Mark::Deleted, "gone"), (Mark::Comment, "hm")];
    check(&zip(&[mimetype, ("content.xml", content.as_bytes())]), "odt", Outcome::Complete, &marks);
    let manifest = b"<m><encryption-data/></m>";
    let locked = zip(&[mimetype, ("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", manifest)]);
    check(&locked, "odt", Outcome::None(Why::Encrypted), &[]);
}

#[test]
fn pages() {
    let page = pdf("0 0 595 842", "BT /F1 12 Tf 72 720 Td (Bonjour la region) Tj ET");
    let reading = check(&page, "pdf", Outcome::Complete, &[(Mark::Body, "Bonjour la region")]);
    assert_eq!(reading.metadata.author.as_deref(), Some("Jeanne Colin"));
    assert_eq!(reading.metadata.created.as_deref(), Some("2017-03-09T08:05:00+01:00"));
    assert_eq!(reading.metadata.title.as_deref(), Some("Plan"));
    assert_eq!(reading.metadata.software.as_deref(), Some("Writer 4"), "of the XMP packet");
    check(&pdf("0 0 595 842", ""), "pdf", Outcome::None(Why::NoText), &[]);
    let filled = form("0 0 595 842", "", "<</FT/Tx/T(name)/V(Jeanne)>>");
    check(&filled, "pdf", Outcome::Complete, &[(Mark::Aside, "name: Jeanne")]);
}

#[test]
fn documents_inside_have_their_own_outcome() {
    let letter = docx("<w:p><w:r><w:t>letter</w:t></w:r></w:p>", &[]);
    let inside = tar(&[("letter.docx", &letter), ("junk", b"\0\x01")]);
    let packed = gzip(&inside, 1);
    let mail = b"From: jeanne@region.example\nDate: x\nSubject: plan\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: 8bit\n\n";
    let mail = [&mail[..], &zip(&[("b.tar.gz", &packed)])].concat();
    let reading = check(&mail, "eml", Outcome::Complete, &[]);
    let inner: Vec<(&str, &str, Outcome)> = reading
        .inner
        .iter()
        .map(|inner| (inner.path.as_str(), inner.format.as_str(), inner.outcome))
        .collect();
    let expect = [
        ("a.zip/b.tar.gz/b.tar/letter.docx", "docx", Outcome::Complete),
        ("a.zip/b.tar.gz/b.tar/junk", "", Outcome::None(Why::Unsupported)),
        ("a.zip/b.tar.gz/b.tar", "tar", Outcome::Complete),
        ("a.zip/b.tar.gz", "gz", Outcome::Complete),
        ("a.zip", "zip", Outcome::Complete),
    ];
    assert_eq!(inner, expect);
    let letter = reading.pieces.iter().find(|piece| piece.within.ends_with("letter.docx")).expect("a letter");
    assert_eq!(letter.text.trim(), "letter");
}

#[test]
fn archives_of_every_kind() {
    for (format, archive) in archives() {
        let reading = reading(&archive);
        assert_eq!((reading.format.as_str(), reading.outcome), (format, Outcome::Complete), "{reading:?}");
        assert_eq!(reading.text(), "Minutes of the meeting\n", "{format}");
        assert!(reading.inner.iter().any(|inner| inner.path.ends_with("note.txt")), "{format}");
        let cut = self::reading(&archive[..archive.len() / 2]);
        assert_eq!(cut.outcome.why(), Some(Why::Damaged), "half of {format}: {cut:?}");
    }
}

#[test]
fn a_photo_says_where_it_was_taken() {
    // TIFF, big-endian: one directory that points to GPS facts.
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend([0, 1, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]);
    let entry =
        |tag: u8, kind: u8, count: u8, value: [u8; 4]| [[0, tag, 0, kind], [0, 0, 0, count], value].concat();
    tiff.extend([0, 4]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, [0, 0, 0, 80]));
    tiff.extend(entry(3, 2, 2, *b"W\0\0\0"));
    tiff.extend(entry(4, 5, 3, [0, 0, 0, 104]));
    tiff.extend([0, 0, 0, 0]);
    for number in [48_u32, 1, 30, 1, 0, 1, 4, 1, 15, 1, 0, 1] {
        tiff.extend(number.to_be_bytes());
    }
    let reading = check(&tiff, "image", Outcome::None(Why::NoText), &[]);
    let position = reading.metadata.position.expect("a position");
    assert_eq!((position.latitude, position.longitude), (48.5, -4.25));
}
