//! A zip archive (APPNOTE.TXT 6.3.3), enough for office documents.

use std::borrow::Cow;

use miniz_oxide::deflate::compress_to_vec;

/// A level of deflate: a sample of gigabytes is to be made in minutes.
const QUICK: u8 = 1;
/// 1980-01-01, the first date a zip can hold: a fixed one keeps the octets the same.
const DOS_DATE: u16 = 0x0021;
/// Version 2.0 is needed to extract.
const VERSION: u16 = 20;

/// How an entry lies in the archive (§4.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Stored = 0,
    Deflated = 8,
}

/// Packs `entries`, name and octets each, as they are.
pub(super) fn pack(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    pack_by(entries, |_| Method::Stored)
}

/// Packs `entries` as office programs do: markup and text deflated, pictures as they are.
pub(super) fn pack_deflated(entries: &[(impl AsRef<str>, Vec<u8>)]) -> Vec<u8> {
    let is_text = |name: &str| [".xml", ".rels", ".csv", ".txt"].iter().any(|end| name.ends_with(end));
    pack_by(entries, |name| if is_text(name) { Method::Deflated } else { Method::Stored })
}

fn pack_by(entries: &[(impl AsRef<str>, Vec<u8>)], method: impl Fn(&str) -> Method) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, octets) in entries {
        let (name, offset) = (name.as_ref(), out.len());
        let method = method(name);
        let packed = match method {
            Method::Stored => Cow::Borrowed(octets),
            Method::Deflated => Cow::Owned(compress_to_vec(octets, QUICK)),
        };
        let fields = entry_fields(name, octets, method, packed.len());
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&fields);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02");
        directory.extend_from_slice(&VERSION.to_le_bytes());
        directory.extend_from_slice(&fields);
        // Comment, disk, internal and external attributes: none.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&(offset as u32).to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    push_end(&mut out, &directory, entries.len());
    out
}

/// Returns what the local header and the directory have in common.
fn entry_fields(name: &str, octets: &[u8], method: Method, packed_bytes: usize) -> Vec<u8> {
    let mut fields = Vec::new();
    for value in [VERSION, 0, method as u16, 0, DOS_DATE] {
        fields.extend_from_slice(&value.to_le_bytes());
    }
    for value in [crc32(octets), packed_bytes as u32, octets.len() as u32] {
        fields.extend_from_slice(&value.to_le_bytes());
    }
    fields.extend_from_slice(&(name.len() as u16).to_le_bytes());
    fields.extend_from_slice(&[0, 0]);
    fields
}

fn push_end(out: &mut Vec<u8>, directory: &[u8], entries: usize) {
    let offset = out.len() as u32;
    out.extend_from_slice(directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&(entries as u16).to_le_bytes());
    out.extend_from_slice(&(entries as u16).to_le_bytes());
    out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
}

/// Computes the CRC-32 of zip and PNG (ISO 3309, reflected polynomial 0xEDB88320).
pub(super) fn crc32(octets: &[u8]) -> u32 {
    let step = |crc: u32, octet: &u8| crc >> 8 ^ TABLE[usize::from(crc as u8 ^ octet)];
    !octets.iter().fold(!0, step)
}

static TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = n as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn the_end_record_points_at_the_directory() {
        let packed = pack(&[("a.xml", b"<a/>".to_vec()), ("b/c.xml", b"<c/>".to_vec())]);
        let end = &packed[packed.len() - 22..];
        assert_eq!((&end[..4], end[10]), (&b"PK\x05\x06"[..], 2));
        let offset = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
        assert_eq!(&packed[offset..offset + 4], b"PK\x01\x02");
    }
}
