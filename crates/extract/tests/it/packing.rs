//! Files made for the tests: nobody's documents.

use std::io::{Cursor, Write};

use base64::Engine;
use flate2::write::{GzEncoder, ZlibEncoder};
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

/// Compresses octets that are repeated so often, as PDF does.
pub(crate) fn deflated(bytes: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..times {
        encoder.write_all(bytes).expect("a vector takes it");
    }
    encoder.finish().expect("a vector takes it")
}

/// Packs streams into a compound file.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a directory");
    for (name, bytes) in streams {
        file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("a stream");
    }
    file.into_inner().into_inner()
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

/// `note.txt`, LZMA (made with bsdtar 3.6).
const SEVEN_ZIP: &str = concat!(
    "N3q8ryccAANvETXEIgAAAAAAAABoAAAAAAAAABX7YycAJppJx4kqv1lXH8/B+tgKqn1WdBb4HGeHzeA7v/+siIAAAQQG",
    "AAEJIgAHCwEAASMDAQEFXQAAgAAMFwAICgHgD9hHAAAFARETAG4AbwB0AGUALgB0AHgAdAAAABQKAQAAAF4YaJjSARIK",
    "AQAKvfrfUHrdARMKAQAAAF4YaJjSARUGAQAggKSBAAA=",
);

/// A tar of `note.txt` (made with xz 5.4).
const XZ: &str = concat!(
    "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Af/AGNdADcbyu7jSLGwl3Rxk6HyNiWAie9RhlJkwfSfL3yyjxDRPrMIHJNP",
    "y5XAQdovI1ZPc9bG6iwL9nKsvm5dm2XT6+OrstgKkPS3tmkhMx05wCEo5K9n7iSkgzzuiJNkoQnJ91vCAAAAXz2bCLm/",
    "cmgAAX+AEAAAAMSM3tixxGf7AgAAAAAEWVo=",
);

/// The same (made with bzip2 1.0).
const BZIP2: &str = concat!(
    "QlpoOTFBWSZTWdCE8nkAAEDfkdIQQAF/hAACAEBj455ABAAAEAAIIAB0ImKaZGmhobUGhpkGSjNJoaaAAaAWSL8Q5oBE",
    "ZNAnBCkavEUDGO062mY9AVQihCBRFW5rSJ7CFhYalejTYAoTqCCSHwYTmYdwnUSX82lZONi6VufmpX4u5IpwoSGhCeTy",
);

/// The same (made with zstd 1.5).
const ZSTD: &str = concat!(
    "KLUv/WQAB80CAPLEDxKQzwFQ63ZgwOf7OG6UZ+zWnGUMWnx1LdjL1Way6ao2vsQ/T1Wp5TcjgS7efzFC/JyIRuP/uUs5",
    "/7neGlaVMQggMDV3lPcPCZSBI4FKB2DqIngdnN4Rm/K+2Q==",
);

/// Archives that hold `note.txt`, by their formats: "Minutes of the meeting".
pub(crate) fn archives() -> [(&'static str, Vec<u8>); 4] {
    let decoded = |text: &str| base64::prelude::BASE64_STANDARD.decode(text).expect("base64");
    [("7z", SEVEN_ZIP), ("xz", XZ), ("bz2", BZIP2), ("zst", ZSTD)]
        .map(|(format, text)| (format, decoded(text)))
}

/// The 7z of these archives, which claims to need a dictionary of 1 GiB.
pub(crate) fn greedy_7z() -> Vec<u8> {
    let [(_, mut bytes), ..] = archives();
    let at = bytes.windows(5).position(|five| five == [0x5D, 0, 0, 0x80, 0]).expect("properties of LZMA");
    bytes[at + 1..at + 5].copy_from_slice(&[0, 0, 0, 0x40]);
    let start = u64::from_le_bytes(bytes[12..20].try_into().expect("eight")) as usize + 32;
    let sum = checksum(&bytes[start..]).to_le_bytes();
    bytes[28..32].copy_from_slice(&sum);
    let sum = checksum(&bytes[12..32]).to_le_bytes();
    bytes[8..12].copy_from_slice(&sum);
    bytes
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
    let packet =
        "<x:xmpmeta><rdf:Description xmp:CreatorTool='Writer 4' dc:title='not this one'/></x:xmpmeta>";
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/AcroForm<</Fields[{fields}]>>>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[{media_box}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Title(Plan)/Author(Jeanne Colin)/CreationDate(D:20170309080500+01'00')>>".to_owned(),
        format!("<</Type/Metadata/Subtype/XML/Length {}>>stream\n{packet}\nendstream", packet.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (n, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 8\n0000000000 65535 f \n{places}"));
    pdf.push_str(&format!("trailer\n<</Size 8/Root 1 0 R/Info 6 0 R>>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}

/// A RAR of members that are stored as they are (RAR 4, method 0x30).
pub(crate) fn rar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = b"Rar!\x1A\x07\0".to_vec();
    archive.extend(block(0x73, 0, &[0; 6]));
    for (name, bytes) in members {
        let (size, sum) = ((bytes.len() as u32).to_le_bytes(), checksum(bytes).to_le_bytes());
        // Unix, no date, version 2.9, stored, a plain file.
        let rest = [&size[..], &size, &[3], &sum, &[0, 0, 0x21, 0, 29, 0x30]].concat();
        let rest = [&rest[..], &(name.len() as u16).to_le_bytes(), &[0xA4, 0x81, 0, 0]].concat();
        archive.extend(block(0x74, 0x8000, &[&rest, name.as_bytes()].concat()));
        archive.extend(*bytes);
    }
    archive.extend(block(0x7B, 0x4000, &[]));
    archive
}

fn block(kind: u8, flags: u16, rest: &[u8]) -> Vec<u8> {
    let size = (7 + rest.len() as u16).to_le_bytes();
    let header = [&[kind][..], &flags.to_le_bytes(), &size, rest].concat();
    let sum = (checksum(&header) & 0xFFFF) as u16;
    [&sum.to_le_bytes()[..], &header].concat()
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// A PDF whose one page is an image: what a scanner makes.
pub(crate) fn scan(width: u32, height: u32, pixels: &[[u8; 3]]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n".to_vec();
    pdf.extend(b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    pdf.extend(b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>\nendobj\n");
    pdf.extend(b"4 0 obj\n<</Length 26>>stream\n595 0 0 842 0 0 cm /I Do  \nendstream\nendobj\n");
    let length = pixels.len() * 3;
    let image = format!(
        "5 0 obj\n<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Length {length}>>stream\n"
    );
    pdf.extend(image.as_bytes());
    pdf.extend(pixels.as_flattened());
    pdf.extend(b"\nendstream\nendobj\ntrailer\n<</Size 6/Root 1 0 R>>\n%%EOF\n");
    pdf
}
