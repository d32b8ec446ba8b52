//! PDF made to hurt: what is deep, what is wide, what leads back, what claims to be large.

use greffe_extract::Why;

use super::{have, survive};
use crate::packing::{deflated, pdf};

#[test]
fn pages_that_are_too_large_or_too_deep() {
    let giant = pdf("0 0 1000000000000 1000000000000", "BT /F1 1000000000 Tf 0 0 Td (far away) Tj ET");
    assert!(survive("giant page", &giant).iter().all(|reading| reading.text().contains("far away")));
    survive("no numbers", &pdf("0 0 1e12 1e12", "BT /F1 1e9 Tf 0 0 Td (far away) Tj ET"));
    survive("deep graphics", &pdf("0 0 595 842", &"q ".repeat(1_000_000)));
    survive("deep arrays", &pdf("0 0 595 842", &"[".repeat(1_000_000)));
    survive("deep objects", format!("%PDF-1.4\n1 0 obj\n{}", "<</A".repeat(500_000)).as_bytes());
    let zeros = deflated(&[b' '; 1 << 20], 2 << 10);
    let page = [&b"<</Filter/FlateDecode>>stream\n"[..], &zeros, b"\nendstream"].concat();
    assert!(have(&survive("page of spaces", &document("", &[&page])), Why::TooLarge));
}

#[test]
fn trees_of_a_document_that_fan_out_or_lead_back_to_their_root() {
    // Twelve levels of fifty branches each; the last leads to `end`.
    let tree = |catalog: &str, node: &str, end: u32| {
        let level = |n: u32| {
            let below = if n == 15 { end } else { n + 1 };
            format!("{n} 0 obj\n<< {node} /Kids [{}] >>\nendobj\n", format!("{below} 0 R ").repeat(50))
        };
        format!(
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n\
             2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
             3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n{}\
             trailer\n<< /Root 1 0 R /Size 16 >>\n",
            (4..16).map(level).collect::<String>()
        )
    };
    let check = |name: &str, catalog: &str, node: &str| {
        assert!(have(&survive(name, tree(catalog, node, 99).as_bytes()), Why::TooLarge), "{name}");
        survive(name, tree(catalog, node, 4).as_bytes());
        survive(name, format!("%PDF-1.4\n{}", tree(catalog, node, 4).replace("5 0 R", "4 0 R")).as_bytes());
    };
    check("fields", "/AcroForm << /Fields [4 0 R] >>", "/T (a) /V (b)");
    check("silent fields", "/AcroForm << /Fields [4 0 R] >>", "");
    check("files", "/Names << /EmbeddedFiles 4 0 R >>", "/Names [(a) << /F (a) >>]");
}

/// A document without a table of objects, whose one page shows object 4 with the fonts `fonts`.
fn document(fonts: &str, objects: &[&[u8]]) -> Vec<u8> {
    let mut pdf = format!(
        "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
         2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
         3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<<{fonts}>>>>>>\nendobj\n"
    )
    .into_bytes();
    for (n, object) in (4..).zip(objects) {
        pdf.extend(format!("{n} 0 obj\n").bytes());
        pdf.extend(*object);
        pdf.extend(b"\nendobj\n");
    }
    pdf.extend(b"trailer\n<</Root 1 0 R>>\n");
    pdf
}

#[test]
fn pages_that_hold_each_other() {
    let pages = |kids: &str| {
        let level = |n: u32| {
            format!("{n} 0 obj\n<</Type/Pages/Parent 2 0 R/Count 50/Kids[{kids}]>>\nendobj\n")
                .replace("NEXT", &format!("{} 0 R", if n == 9 { 2 } else { n + 1 }))
        };
        let levels: String = (2..10).map(level).collect();
        format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n{levels}trailer\n<</Root 1 0 R>>\n"
        )
    };
    survive("a ring of pages", pages("NEXT").as_bytes());
    survive("a fan of pages", pages(&"NEXT ".repeat(50)).as_bytes());
    let contents = b"<</Length 4 0 R/Filter 4 0 R>>stream\nBT ET\nendstream";
    survive("a length that is itself", &document("", &[contents]));
    survive("an object that is itself", &document("", &[b"4 0 R"]));
    survive(
        "a font within itself",
        &document("/F 5 0 R", &[SHOWN, b"<</Subtype/Type0/DescendantFonts[5 0 R]>>"]),
    );
}

#[test]
fn tables_of_objects_that_claim_much() {
    let with = |table: &str| {
        let mut whole = String::from_utf8(pdf("0 0 9 9", "BT ET")).expect("plain text");
        whole.truncate(whole.find("xref").expect("a table"));
        let at = whole.len();
        format!("{whole}{}\nstartxref\n{at}\n%%EOF\n", table.replace("HERE", &at.to_string()))
    };
    let trailer = "trailer\n<</Size 4294967295/Root 1 0 R/Prev HERE>>";
    survive("many", with(&format!("xref\n0 4294967295\n0000000000 65535 f \n{trailer}")).as_bytes());
    survive("a table before itself", with(&format!("xref\n0 0\n{trailer}")).as_bytes());
    let stream = |widths: &str| {
        format!(
            "8 0 obj\n<</Type/XRef/Size 2147483647/Index[0 2147483647]/W[{widths}]/Root 1 0 R/Prev HERE\
             /Length 4>>stream\nabcd\nendstream\nendobj"
        )
    };
    for widths in ["0 0 0", "1 1 1", "2147483647 2147483647 2147483647", "8 8 8"] {
        survive(widths, with(&stream(widths)).as_bytes());
    }
    let inner =
        b"<</Type/ObjStm/N 2147483647/First 2147483647/Extends 5 0 R/Length 3>>stream\n1 0\nendstream";
    survive("objects in a stream", &document("", &[b"<<>>", inner]));
}

/// A page that shows something.
const SHOWN: &[u8] = b"<</Length 40>>stream\nBT /F 9 Tf <00010002> Tj ET               \nendstream";

#[test]
fn fonts_that_claim_much() {
    let composite = |more: &str, inner: &str| {
        let font = format!("<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]{more}>>");
        document("/F 5 0 R", &[SHOWN, font.as_bytes(), inner.as_bytes()])
    };
    let widths = format!("<</Subtype/CIDFontType2/W[{}]>>", "1 65535 500 ".repeat(200_000));
    survive("widths", &composite("", &widths));
    let ranges = "<0000> <ffff> <0041>\n".repeat(100_000);
    let map = format!(
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n100000 beginbfrange\n{ranges}endbfrange"
    );
    let map = format!("<</Length {}>>stream\n{map}\nendstream", map.len());
    survive("ranges", &composite("/ToUnicode 6 0 R", &map));
    let far = format!("<</Subtype/Type1/FirstChar 4294967295/Widths[{}]>>", "9 ".repeat(1000));
    survive("far widths", &document("/F 5 0 R", &[SHOWN, far.as_bytes()]));
}
