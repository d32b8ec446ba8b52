//! Readers of formats, one file each, and the choice between them.
//!
//! A reader gets octets and a pen. It never fails: what stopped it is a [`Why`],
//! and what it had said by then stays said.

mod archive;
mod budget;
mod charset;
mod dates;
#[cfg(test)]
mod flipped;
mod format;
mod html;
mod image;
mod light_pdf;
mod mail;
mod office;
mod ole;
#[cfg(feature = "formats")]
mod pdf;
#[cfg(feature = "formats")]
mod picture;
mod rtf;
#[cfg(test)]
mod testing;
mod xml;
mod xmp;
mod zip;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) use budget::{Budget, Readers};
pub(crate) use format::Format;

#[cfg(feature = "formats")]
use crate::picture::NoPicture;
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// A file, or a file inside another.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) name: &'a str,
    pub(crate) content_type: &'a str,
    /// Given away where a reader must own them: nobody needs them after it.
    pub(crate) bytes: Cow<'a, [u8]>,
}

impl Document<'_> {
    /// Returns the end of its name after the last dot, in lower case.
    fn extension(&self) -> String {
        self.name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
    }
}

/// Reads one item; returns what it is, and what stopped the reading, if anything did.
pub(crate) fn read_item(
    document: Document<'_>,
    readers: Readers,
    scribe: &mut Scribe<'_>,
) -> (Format, Option<Why>) {
    let mut budget = Budget::new(readers);
    let (format, stopped) = read(document, scribe, &mut budget);
    (format, stopped.or(scribe.flush().err()))
}

#[cfg(feature = "formats")]
pub(crate) use picture::Canvas;

/// Draws a page of one item; returns what it is, and the page, or why there is none.
#[cfg(feature = "formats")]
pub(crate) fn draw_item(
    document: Document<'_>,
    page: u32,
    width: u32,
) -> (Format, Result<Canvas, NoPicture>) {
    let mut format = Format::Unknown;
    let guarded = catch_unwind(AssertUnwindSafe(|| {
        format = Format::of(&document);
        picture::draw(format, document.bytes, page, width)
    }));
    (format, guarded.unwrap_or(Err(NoPicture::Failed(Why::Damaged))))
}

/// Reads a document inside another; returns the word for what it is, and what stopped the reading.
fn read_inside(
    document: Document<'_>,
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
) -> (&'static str, Option<Why>) {
    match budget.below(|budget| read(document, scribe, budget)) {
        Ok((format, stopped)) => (format.word(), stopped),
        Err(why) => ("", Some(why)),
    }
}

fn read(document: Document<'_>, scribe: &mut Scribe<'_>, budget: &mut Budget) -> (Format, Option<Why>) {
    let mut format = Format::Unknown;
    let guarded = catch_unwind(AssertUnwindSafe(|| {
        format = Format::of(&document);
        read_as(format, document, scribe, budget)
    }));
    // A library's panic is the file's fault, and costs this document alone.
    (format, guarded.unwrap_or(Err(Why::Crashed)).err())
}

fn read_as(
    format: Format,
    document: Document<'_>,
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
) -> Result<(), Why> {
    let bytes = &*document.bytes;
    #[cfg(feature = "formats")]
    let is_all = budget.readers == Readers::All;
    match format {
        Format::Empty => Ok(()),
        Format::Text | Format::Csv => scribe.write(Mark::Body, &charset::decode(bytes, None)),
        Format::Html => html::read(bytes, scribe),
        Format::Rtf => rtf::read(bytes, scribe),
        Format::Xml => xml::read(bytes, scribe),
        Format::Docx => office::read_word(bytes, scribe, budget),
        Format::Xlsx => office::read_sheets(bytes, scribe, budget),
        Format::Pptx => office::read_slides(bytes, scribe, budget),
        Format::Odt | Format::Ods | Format::Odp => office::read_open_document(bytes, scribe, budget),
        #[cfg(feature = "formats")]
        Format::Pdf if is_all => pdf::read(document.bytes.into_owned(), scribe, budget),
        Format::Pdf => light_pdf::read(document.bytes.into_owned(), scribe, budget),
        #[cfg(feature = "formats")]
        Format::Xls if is_all => ole::read_workbook(bytes, scribe),
        Format::Doc | Format::Xls | Format::Ppt => ole::read(format, bytes, scribe),
        Format::Xlsb => {
            office::read_facts(bytes, scribe, budget)?;
            #[cfg(feature = "formats")]
            if is_all {
                return ole::read_binary_workbook(bytes, scribe);
            }
            Err(Why::Unsupported)
        }
        Format::Mail => mail::read_message(bytes, scribe, budget),
        Format::Msg => mail::read_msg(bytes, scribe, budget),
        Format::Tnef => mail::read_tnef(bytes, scribe, budget),
        Format::Zip => archive::read_zip(bytes, scribe, budget),
        Format::Tar => archive::read_tar(bytes, scribe, budget),
        #[cfg(feature = "formats")]
        Format::SevenZip if is_all => archive::read_7z(bytes, scribe, budget),
        Format::Compressed(compression) => archive::read_compressed(compression, &document, scribe, budget),
        Format::Image => image::read(bytes, scribe),
        Format::Locked => Err(Why::Encrypted),
        Format::SevenZip | Format::Rar | Format::Unknown => Err(Why::Unsupported),
    }
}
