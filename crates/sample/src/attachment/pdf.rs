//! PDF 1.4 (ISO 32000-1) with plain text in Helvetica, several pages.

use std::fmt::Write;

use crate::wire::Charset;

/// Characters that fit a line of 11-point Helvetica.
const LINE: usize = 92;
pub(super) const LINES_PER_PAGE: usize = 52;

/// Makes a document; each line is a paragraph. Letters beyond windows-1252 become `?`.
pub(crate) fn pdf(paragraphs: &[String]) -> Vec<u8> {
    let lines: Vec<String> = paragraphs.iter().flat_map(|paragraph| wrap(paragraph)).collect();
    let pages: Vec<&[String]> = lines.chunks(LINES_PER_PAGE).collect();
    let mut writer = PdfWriter::new();
    writer.beginning(pages.len());
    for (n, page) in pages.iter().enumerate() {
        writer.page(5 + 2 * n, "");
        writer.stream("", &page_text(page));
    }
    writer.finish()
}

/// Octets so far, and where each object begins.
pub(super) struct PdfWriter {
    out: Vec<u8>,
    offsets: Vec<usize>,
}

impl PdfWriter {
    pub(super) fn new() -> Self {
        Self { out: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() }
    }

    /// Writes objects 1 to 3: the catalog, the tree of pages and the font. Each page is
    /// followed by its contents.
    pub(super) fn beginning(&mut self, pages: usize) {
        let kids: String = (0..pages).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
        self.object(b"<< /Type /Catalog /Pages 2 0 R >>");
        self.object(format!("<< /Type /Pages /Kids [ {kids}] /Count {pages} >>").as_bytes());
        self.object(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    }

    /// Writes a page whose text is object `contents`, with further resources.
    pub(super) fn page(&mut self, contents: usize, resources: &str) {
        self.object(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R \
                 /Resources << {resources}/Font << /F1 3 0 R >> >> >>"
            )
            .as_bytes(),
        );
    }

    /// Writes a stream, with these entries beside its length.
    pub(super) fn stream(&mut self, entries: &str, octets: &[u8]) {
        let mut object = format!("<< {entries}/Length {} >>\nstream\n", octets.len()).into_bytes();
        object.extend_from_slice(octets);
        object.extend_from_slice(b"\nendstream");
        self.object(&object);
    }

    fn object(&mut self, octets: &[u8]) {
        self.offsets.push(self.out.len());
        self.out.extend_from_slice(format!("{} 0 obj\n", self.offsets.len()).as_bytes());
        self.out.extend_from_slice(octets);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    /// Appends the table of offsets (§7.5.4) and the trailer.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let (start, size) = (self.out.len(), self.offsets.len() + 1);
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            let _ = writeln!(table, "{offset:010} 00000 n ");
        }
        let _ = write!(table, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        self.out.extend_from_slice(table.as_bytes());
        self.out
    }
}

/// Writes the lines of a page, from its top.
pub(super) fn page_text(lines: &[String]) -> Vec<u8> {
    let mut text = b"BT /F1 11 Tf 14 TL 50 790 Td\n".to_vec();
    for line in lines {
        text.push(b'(');
        push_string(line, &mut text);
        text.extend_from_slice(b") Tj T*\n");
    }
    text.extend_from_slice(b"ET");
    text
}

/// Appends a literal string: windows-1252, its delimiters escaped (§7.3.4.2).
fn push_string(line: &str, out: &mut Vec<u8>) {
    for letter in line.chars() {
        match Charset::Windows1252.octet(letter) {
            Some(sign @ (b'(' | b')' | b'\\')) => out.extend_from_slice(&[b'\\', sign]),
            Some(octet) => out.push(octet),
            None => out.push(b'?'),
        }
    }
}

/// Breaks a paragraph into lines.
pub(super) fn wrap(paragraph: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in paragraph.split(' ') {
        if !line.is_empty() && line.len() + word.len() + 1 > LINE {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(octets: &[u8], text: &[u8]) -> Option<usize> {
        octets.windows(text.len()).position(|window| window == text)
    }

    #[test]
    fn the_table_points_at_every_object() {
        let octets = pdf(&vec!["Un été (chaud)".to_owned(); 120]);
        let table = find(&octets, b"xref\n0 ").unwrap();
        let rows = String::from_utf8(octets[table..].to_vec()).unwrap();
        let offsets = rows.lines().skip(3).map_while(|row| row.strip_suffix(" 00000 n "));
        let mut seen = 0;
        for offset in offsets {
            seen += 1;
            let at: usize = offset.parse().unwrap();
            assert!(octets[at..].starts_with(format!("{seen} 0 obj").as_bytes()));
        }
        assert_eq!(seen, 3 + 2 * 3);
        assert!(find(&octets, b"(Un \xe9t\xe9 \\(chaud\\)) Tj").is_some());
    }
}
