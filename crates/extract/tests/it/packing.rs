//! Files made for the tests: nobody's documents.

use std::io::{Cursor, Write};

use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Packs members into a zip file.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member begins");
        writer.write_all(bytes).expect("a member is written");
    }
    writer.finish().expect("a directory").into_inner()
}

/// Compresses octets that are repeated so often.
pub(crate) fn gzip(bytes: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..times {
        encoder.write_all(bytes).expect("a vector takes it");
    }
    encoder.finish().expect("a vector takes it")
}

/// Packs members into a tar file.
pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).expect("a member is written");
    }
    builder.into_inner().expect("a vector takes it")
}

/// A Word document with `body` inside of its body, and other parts.
pub(crate) fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document =
        format!("<?xml version='1.0'?><w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let mut members: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    members.extend(others.iter().map(|(name, part)| (*name, part.as_bytes())));
    zip(&members)
}

/// A PDF of one page with this media box and content.
pub(crate) fn pdf(media_box: &str, content: &str) -> Vec<u8> {
    form(media_box, content, "")
}

/// The same, with a form of these fields.
pub(crate) fn form(media_box: &str, content: &str, fields: &str) -> Vec<u8> {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[{media_box}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Title(Plan)/Author(Jeanne Colin)/CreationDate(D:20170309080500+01'00')>>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (n, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 7\n0000000000 65535 f \n{places}"));
    pdf.push_str(&format!("trailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}
