//! SpreadsheetML as accountants keep it: thousands of rows of amounts.

use std::fmt::Write;

use super::with;
use crate::attachment::office::{self, RELATIONS, XML, push_escaped};
use crate::attachment::{paragraphs, zip};
use crate::chance::Chance;
use crate::words::Voice;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// What a packed row of eight amounts takes.
const ROW_BYTES: usize = 70;
const MOST_ROWS: usize = 8_000;

/// Makes a workbook of about `bytes` octets, unless that is very much.
pub(super) fn make(said: &str, bytes: usize, voice: Voice, chance: &mut Chance) -> Vec<u8> {
    let rows = (bytes / ROW_BYTES).min(MOST_ROWS);
    let labels = with(said, paragraphs(voice, 2_000, chance), chance);
    let mut sheet = format!(r#"{XML}<worksheet xmlns="{MAIN}"><sheetData>"#);
    for n in 0..rows.max(labels.len()) {
        push_row(n + 1, labels.get(n).map_or("", String::as_str), chance, &mut sheet);
    }
    sheet.push_str("</sheetData></worksheet>");
    let workbook = format!(
        r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Suivi" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let types = office::content_types(&[
        ("/xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
        ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet+xml"),
    ]);
    zip::pack_deflated(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", office::relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", workbook.into_bytes()),
        ("xl/_rels/workbook.xml.rels", office::relations(&[("worksheet", "worksheets/sheet1.xml")])),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ])
}

/// Appends a row: eight amounts, and a label if there is one.
fn push_row(number: usize, label: &str, chance: &mut Chance, sheet: &mut String) {
    let _ = write!(sheet, r#"<row r="{number}">"#);
    for column in 'A'..='H' {
        let (whole, cents) = (chance.below(100_000), chance.below(100));
        let _ = write!(sheet, r#"<c r="{column}{number}"><v>{whole}.{cents:02}</v></c>"#);
    }
    if !label.is_empty() {
        let _ = write!(sheet, r#"<c r="I{number}" t="inlineStr"><is><t xml:space="preserve">"#);
        push_escaped(label, sheet);
        sheet.push_str("</t></is></c>");
    }
    sheet.push_str("</row>");
}
