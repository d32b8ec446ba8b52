//! Office documents: WordprocessingML and SpreadsheetML (ECMA-376) in their smallest valid form.

use super::zip;

pub(super) const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const FORMAT: &str = "application/vnd.openxmlformats-officedocument";

/// Makes a text document; each line is a paragraph.
pub(crate) fn docx(lines: &[String]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut body = format!(r#"{XML}<w:document xmlns:w="{main}"><w:body>"#);
    for line in lines {
        body.push_str(r#"<w:p><w:r><w:t xml:space="preserve">"#);
        push_escaped(line, &mut body);
        body.push_str("</w:t></w:r></w:p>");
    }
    body.push_str("<w:sectPr/></w:body></w:document>");
    let types = content_types(&[("/word/document.xml", "wordprocessingml.document.main+xml")]);
    zip::pack(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", body.into_bytes()),
    ])
}

/// Makes a workbook of one sheet; each line is a row, its cells apart by `;`.
pub(crate) fn xlsx(lines: &[String]) -> Vec<u8> {
    zip::pack(&workbook(lines))
}

/// Makes a workbook that names its author.
pub(crate) fn xlsx_by(author: &str, lines: &[String]) -> Vec<u8> {
    let mut core = format!(
        r#"{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>"#
    );
    push_escaped(author, &mut core);
    core.push_str("</dc:creator></cp:coreProperties>");
    let mut parts = workbook(lines);
    parts.push(("docProps/core.xml", core.into_bytes()));
    zip::pack(&parts)
}

fn workbook(lines: &[String]) -> Vec<(&'static str, Vec<u8>)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let workbook = format!(
        r#"{XML}<workbook xmlns="{main}" xmlns:r="{RELATIONS}"><sheets><sheet name="Feuille 1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let mut sheet = format!(r#"{XML}<worksheet xmlns="{main}"><sheetData>"#);
    lines.iter().for_each(|line| push_row(line, &mut sheet));
    sheet.push_str("</sheetData></worksheet>");
    let types = content_types(&[
        ("/xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
        ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet+xml"),
    ]);
    vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", workbook.into_bytes()),
        ("xl/_rels/workbook.xml.rels", relations(&[("worksheet", "worksheets/sheet1.xml")])),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ]
}

fn push_row(line: &str, sheet: &mut String) {
    sheet.push_str("<row>");
    for cell in line.split(';') {
        sheet.push_str(r#"<c t="inlineStr"><is><t xml:space="preserve">"#);
        push_escaped(cell, sheet);
        sheet.push_str("</t></is></c>");
    }
    sheet.push_str("</row>");
}

/// Lists the types of parts, named by what follows the common beginning.
pub(super) fn content_types(parts: &[(&str, &str)]) -> Vec<u8> {
    types(parts, "")
}

/// The same of a document that may hold photos.
pub(super) fn content_types_with_photos(parts: &[(&str, &str)]) -> Vec<u8> {
    types(parts, r#"<Default Extension="jpeg" ContentType="image/jpeg"/>"#)
}

fn types(parts: &[(&str, &str)], more: &str) -> Vec<u8> {
    let mut out = format!(
        r#"{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{more}"#
    );
    for (part, kind) in parts {
        out.push_str(&format!(r#"<Override PartName="{part}" ContentType="{FORMAT}.{kind}"/>"#));
    }
    out.push_str("</Types>");
    out.into_bytes()
}

/// Lists what a part refers to, `rId1` and so on: kind and place each.
pub(super) fn relations(targets: &[(&str, &str)]) -> Vec<u8> {
    let mut out = format!(r#"{XML}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for (n, (kind, target)) in targets.iter().enumerate() {
        let id = n + 1;
        out.push_str(&format!(r#"<Relationship Id="rId{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#));
    }
    out.push_str("</Relationships>");
    out.into_bytes()
}

/// Appends text with the signs XML reserves as entities.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        out.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = from.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_signs_become_entities() {
        let mut out = String::new();
        push_escaped("a<b> & \"é\"", &mut out);
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;é&quot;");
    }

    #[test]
    fn documents_hold_their_text() {
        let lines = [String::from("Été & hiver;12")];
        for (octets, text) in [(docx(&lines), "Été &amp; hiver;12<"), (xlsx(&lines), ">Été &amp; hiver<")]
        {
            let found = octets.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(found, "{text}");
        }
    }
}
