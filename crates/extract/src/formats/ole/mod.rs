//! Compound files (MS-CFB): Office before 2007, Outlook's messages, and what a
//! password has shut.

mod property_set;
#[cfg(feature = "formats")]
mod sheets;
mod slides;
mod word;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::formats::Format;
use crate::reading::Why;
use crate::worker::Scribe;

#[cfg(feature = "formats")]
pub(crate) use sheets::read_binary_workbook;

/// A compound file whose directory was read.
struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    length: u64,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Why> {
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Why::Damaged)?;
        Ok(Self { file, length: bytes.len() as u64 })
    }

    fn has(&self, name: &str) -> bool {
        self.file.exists(name)
    }

    /// Returns a stream, or as much of it as there is; never more than the file is long.
    fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(name).ok()?;
        let mut bytes = Vec::new();
        let _ = stream.take(self.length).read_to_end(&mut bytes);
        Some(bytes)
    }
}

/// Tells what a compound file is by its streams.
pub(crate) fn format_of(bytes: &[u8]) -> Format {
    let Ok(compound) = Compound::open(bytes) else { return Format::Unknown };
    let kinds = [
        ("/EncryptedPackage", Format::Locked),
        ("/WordDocument", Format::Doc),
        ("/Workbook", Format::Xls),
        ("/Book", Format::Xls),
        ("/PowerPoint Document", Format::Ppt),
        ("/__properties_version1.0", Format::Msg),
    ];
    kinds.into_iter().find(|(stream, _)| compound.has(stream)).map_or(Format::Unknown, |(_, format)| format)
}

/// Reads a document of Word or PowerPoint before 2007; of Excel, what it says of itself.
///
/// # Errors
/// What stopped it.
pub(crate) fn read(format: Format, bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let mut compound = Compound::open(bytes)?;
    property_set::read(&mut compound, &mut scribe.metadata);
    match format {
        Format::Doc => word::read(&mut compound, scribe),
        Format::Ppt => slides::read(&mut compound, scribe),
        _ => Err(Why::Unsupported),
    }
}

/// Reads a workbook of Excel before 2007.
///
/// # Errors
/// What stopped it.
#[cfg(feature = "formats")]
pub(crate) fn read_workbook(bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    property_set::read(&mut Compound::open(bytes)?, &mut scribe.metadata);
    sheets::read(bytes, scribe)
}

/// Little-endian numbers at a place, if it is there.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// UTF-16, little-endian.
fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}
