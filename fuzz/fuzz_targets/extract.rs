//! Any file as an attachment: raw, a PDF and the parts of office documents spelled in
//! their words, the streams of a compound file, and good files damaged in places. What is
//! told keeps within its bound, and no reader of ours panics.
#![no_main]

use std::io::{Cursor, Write};
use std::panic;
use std::process::abort;
use std::sync::Once;

use greffe_extract::worker::read_here;
use greffe_fuzz::{damage, spell};
use greffe_sample::loose_documents;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const OUTPUT_BYTES: usize = 1 << 20;

#[rustfmt::skip] // many to a line
const PDF: &[&[u8]] = &[
    b"\n", b" ", b"%PDF-1.7\n", b"1 0 obj\n", b"2 0 obj\n", b"3 0 obj\n", b"4 0 obj\n", b"5 0 obj\n",
    b"endobj\n", b"1 0 R ", b"2 0 R ", b"3 0 R ", b"4 0 R ", b"5 0 R ", b"<<", b">>", b"[", b"]", b"(",
    b")", b"<", b">", b"/Type/Catalog", b"/Type/Pages", b"/Type/Page", b"/Pages ", b"/Kids", b"/Count 1",
    b"/Parent ", b"/Contents ", b"/Resources", b"/Font", b"/F1 ", b"/XObject", b"/X1 ", b"/Subtype/Form",
    b"/Subtype/Type1", b"/Subtype/Type0", b"/Subtype/Type3", b"/DescendantFonts", b"/BaseFont/Helvetica",
    b"/ToUnicode ", b"/Encoding", b"/Identity-H", b"/WinAnsiEncoding", b"/Differences", b"/CharProcs",
    b"/FirstChar 0", b"/Widths", b"/MediaBox[0 0 600 800]", b"/Length 40", b"stream\n", b"\nendstream\n",
    b"BT ", b"ET ", b"Tf ", b"Tj ", b"TJ ", b"' ", b"Td ", b"TD ", b"Tm ", b"T* ", b"TL ", b"Tc ", b"Tw ",
    b"Tz ", b"Ts ", b"Tr ", b"q ", b"Q ", b"cm ", b"Do ", b"BDC ", b"EMC ", b"BI ", b"ID ", b"EI ", b"1 ",
    b"0 ", b"-1 ", b"12.5 ", b"1e99 ", b"99999999999999999999 ", b"begincmap\n",
    b"1 beginbfrange\n<00><FF><0041>\nendbfrange\n", b"1 beginbfchar\n<41><0042>\nendbfchar\n",
    b"endcmap\n", b"/Annots", b"/Subtype/Text", b"/AcroForm", b"/Fields", b"/V", b"/T", b"/Names",
    b"/EmbeddedFiles", b"/EF", b"/UF", b"/Info ", b"/Title", b"/Metadata ", b"/Encrypt ", b"/ActualText",
    b"/OCProperties", b"trailer\n", b"startxref\n0\n%%EOF", b"xref\n0 1\n", b"/Root 1 0 R", b"/Prev 0",
    b"/ObjStm", b"/Filter/ASCIIHexDecode", b"/Filter[/LZWDecode/FlateDecode]", b"\\351", b"\xFE\xFF",
];

#[rustfmt::skip] // many to a line
const PARTS: &[&[u8]] = &[
    b"<", b"</", b">", b"/>", b" ", b"=\"", b"\"", b"&amp;", b"&#xE9;", b"&#x110000;", b"&bomb;",
    b"<?xml version=\"1.0\" encoding=\"utf-16\"?>", b"<!DOCTYPE a [<!ENTITY bomb \"b\">]>", b"<![CDATA[",
    b"]]>", b"<!--", b"-->", b"a", b"1", b"0", b"-1", b"4294967296", b"A1", b"XFD1048576", b"w:document",
    b"w:body", b"w:p", b"w:r", b"w:t", b"w:del", b"w:ins", b"w:delText", b"w:tbl", b"w:tab", b"w:br",
    b"w:comment", b"w:footnote", b"w:fldSimple", b"w:instrText", b"w:vanish", b"w:hyperlink", b"r:id",
    b"rId1", b"workbook", b"sheets", b"sheet", b"name", b"state", b"hidden", b"row", b"c", b"v", b"f",
    b"is", b"t", b"r", b"s", b"si", b"sst", b"shared", b"inlineStr", b"str", b"numFmt", b"numFmtId",
    b"formatCode", b"cellXfs", b"xf", b"yyyy-mm-dd", b"[h]:mm", b"date1904", b"Relationships",
    b"Relationship", b"Id", b"Target", b"Type", b"TargetMode", b"External", b"../sheet1.xml", b"p:sld",
    b"p:sldIdLst", b"p:sldId", b"a:t", b"a:p", b"show", b"office:document-content", b"office:body",
    b"office:text", b"text:p", b"text:s", b"text:c", b"text:span", b"text:tracked-changes", b"table:table",
    b"table:table-row", b"table:table-cell", b"table:number-columns-repeated",
    b"table:number-rows-repeated", b"office:value-type", b"office:annotation", b"draw:page",
    b"cp:coreProperties", b"dc:creator", b"dcterms:created", b"2016-01-01T00:00:00Z",
];

const WORD: &[&str] =
    &["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/comments.xml", "word/a.bin"];
const SHEETS: &[&str] = &[
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
];
const SLIDES: &[&str] = &[
    "[Content_Types].xml",
    "ppt/presentation.xml",
    "ppt/_rels/presentation.xml.rels",
    "ppt/slides/slide1.xml",
    "docProps/core.xml",
];
const OPEN: &[&str] = &["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"];
const OLD: &[&[&str]] = &[
    &["/WordDocument", "/0Table", "/1Table", "/\u{5}SummaryInformation"],
    &["/PowerPoint Document", "/Current User", "/\u{5}DocumentSummaryInformation"],
    &["/Workbook", "/\u{5}SummaryInformation"],
];

fuzz_target!(|data: &[u8]| {
    static ONCE: Once = Once::new();
    ONCE.call_once(forgive_libraries);
    let Some(([way, edits], data)) = data.split_first_chunk() else { return };
    let (edits, data) = data.split_at(data.len().min(usize::from(edits % 4) * 5));
    let file = match way % 12 {
        0 => data.to_vec(),
        1 => [b"%PDF-1.7\n", spell(data, PDF).as_slice()].concat(),
        2 => page(&spell(data, PDF)),
        3 => zipped(None, WORD, data),
        4 => zipped(None, SHEETS, data),
        5 => zipped(None, SLIDES, data),
        6 => zipped(Some("application/vnd.oasis.opendocument.text"), OPEN, data),
        7 => zipped(Some("application/vnd.oasis.opendocument.spreadsheet"), OPEN, data),
        8 | 9 | 10 => compound(OLD.get(usize::from(way % 12) - 8).copied().unwrap_or_default(), data),
        _ => loose_documents().swap_remove(usize::from(way / 12) % 3).octets,
    };
    let (file, _) = damage(file, edits);
    for name in ["", "a.csv"] {
        assert!(read_here(name, &file, OUTPUT_BYTES).text_bytes <= OUTPUT_BYTES);
    }
});

/// Ends the process at a panic of ours alone: those of libraries cost one document, which is told.
fn forgive_libraries() {
    panic::set_hook(Box::new(|panicked| {
        let is_ours = |file: &str| !file.contains("/registry/") && !file.contains("/rustc/");
        if panicked.location().is_none_or(|place| is_ours(place.file())) {
            eprintln!("{panicked}");
            abort();
        }
    }));
}

/// Writes a PDF of one page that shows `content`.
fn page(content: &[u8]) -> Vec<u8> {
    let before = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n\
        5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
        4 0 obj\n<</Length ";
    let length = format!("{}>>\nstream\nBT /F1 12 Tf ", content.len() + 13);
    [before, length.as_bytes(), content, b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF"].concat()
}

/// Writes a zip file whose parts are pieces of `data`, spelled.
fn zipped(mimetype: Option<&str>, names: &[&str], data: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, part: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory can be written");
        zip.write_all(part).expect("memory can be written");
    };
    if let Some(mimetype) = mimetype {
        put("mimetype", mimetype.as_bytes());
    }
    let mut pieces = data.chunks(data.len() / names.len() + 1);
    names.iter().for_each(|name| put(name, &spell(pieces.next().unwrap_or_default(), PARTS)));
    zip.finish().expect("memory can be written").into_inner()
}

/// Writes a compound file whose streams are pieces of `data`.
fn compound(names: &[&str], data: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a new file");
    let mut pieces = data.chunks(data.len() / names.len() + 1);
    for name in names {
        let mut stream = file.create_stream(name).expect("a stream");
        stream.write_all(pieces.next().unwrap_or_default()).expect("memory can be written");
    }
    file.flush().expect("memory can be written");
    file.into_inner().into_inner()
}
