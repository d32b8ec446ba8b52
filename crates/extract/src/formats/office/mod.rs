//! Office documents in zip files: Office Open XML (ECMA-376) and OpenDocument
//! (OASIS). Every part that is XML is read; where it stands is its mark.
//!
//! Not read through a library of documents: each of those has an idea of which
//! parts matter, and what people hide is in the others.

mod flow;
mod open_document;
mod presentation;
mod properties;
mod relations;
mod sheets;
mod strings;
mod styles;

use crate::formats::zip::Zip;
use crate::formats::{Budget, Document, read_inside};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// An office document being read: its parts, each read once.
struct Package<'a, 'b, 'c> {
    zip: Zip<'a>,
    is_read: Vec<bool>,
    budget: &'b mut Budget,
    scribe: &'b mut Scribe<'c>,
    /// The first thing that could not be read.
    stopped: Option<Why>,
}

impl<'a, 'b, 'c> Package<'a, 'b, 'c> {
    fn open(bytes: &'a [u8], scribe: &'b mut Scribe<'c>, budget: &'b mut Budget) -> Result<Self, Why> {
        let mut zip = Zip::open(bytes)?;
        if zip.overlaps() {
            return Err(Why::TooLarge);
        }
        let is_read = vec![false; zip.names.len()];
        Ok(Self { zip, is_read, budget, scribe, stopped: None })
    }

    /// Returns the octets of a part; what is damaged is noted, and absent.
    fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        let number = self.zip.find(name)?;
        self.numbered(number)
    }

    /// The same, unless it was read before: a workbook may list one sheet often.
    fn fresh_part(&mut self, name: &str) -> Option<Vec<u8>> {
        let number = self.zip.find(name)?;
        let is_read = self.is_read.get(number).copied().unwrap_or(false);
        if is_read { None } else { self.numbered(number) }
    }

    fn numbered(&mut self, number: usize) -> Option<Vec<u8>> {
        if let Some(is_read) = self.is_read.get_mut(number) {
            *is_read = true;
        }
        let part = self.zip.member(number, self.budget);
        self.note(part)
    }

    /// Keeps what went well; notes what did not.
    fn note<T>(&mut self, done: Result<T, Why>) -> Option<T> {
        done.map_err(|why| self.stopped = self.stopped.or(Some(why))).ok()
    }

    /// Returns the numbers of parts not yet read whose name fits, `part2` before `part10`.
    fn unread(&self, fits: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut found: Vec<(usize, &str, usize)> = (self.zip.names.iter().zip(&self.is_read).enumerate())
            .filter(|(_, (name, is_read))| !**is_read && fits(&name.to_ascii_lowercase()))
            .map(|(number, (name, _))| (name.len(), name.as_str(), number))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, number)| number).collect()
    }

    /// Reads each unread part that fits as flowing text at `mark`.
    fn flow(&mut self, mark: Mark, fits: impl Fn(&str) -> bool) -> Result<(), Why> {
        for number in self.unread(fits) {
            if let Some(part) = self.numbered(number) {
                let flowed = flow::read(&part, mark, self.scribe);
                self.carry_on(flowed)?;
            }
        }
        Ok(())
    }

    /// A damaged part does not keep the next from being read; a full page does.
    fn carry_on(&mut self, done: Result<(), Why>) -> Result<(), Why> {
        match done {
            Err(Why::TooLarge) => Err(Why::TooLarge),
            done => {
                self.note(done);
                Ok(())
            }
        }
    }

    /// Reads documents embedded in this one.
    fn embedded(&mut self) -> Result<(), Why> {
        for number in self.unread(|name| name.contains("embeddings/")) {
            self.budget.take_entry()?;
            let Some(part) = self.numbered(number) else { continue };
            let name = self.zip.names.get(number).cloned().unwrap_or_default();
            let document = Document { name: &name, content_type: "", bytes: part.into() };
            let budget = &mut *self.budget;
            self.scribe.within(&name, |scribe| read_inside(document, scribe, budget))?;
        }
        Ok(())
    }
}

/// Reads a Word document.
///
/// # Errors
/// What stopped it, or the first part that could not be read.
pub(crate) fn read_word(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let mut package = Package::open(bytes, scribe, budget)?;
    properties::read_open_xml(&mut package);
    package.flow(Mark::Body, |name| name.starts_with("word/document") && name.ends_with(".xml"))?;
    read_rest(package)
}

/// Reads what a document of any kind in a zip file says of itself, and no more.
///
/// # Errors
/// As [`read_word`].
pub(crate) fn read_facts(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    properties::read_open_xml(&mut Package::open(bytes, scribe, budget)?);
    Ok(())
}

/// Reads an Excel workbook.
///
/// # Errors
/// As [`read_word`].
pub(crate) fn read_sheets(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let mut package = Package::open(bytes, scribe, budget)?;
    properties::read_open_xml(&mut package);
    sheets::read(&mut package)?;
    read_rest(package)
}

/// Reads a PowerPoint presentation.
///
/// # Errors
/// As [`read_word`].
pub(crate) fn read_slides(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let mut package = Package::open(bytes, scribe, budget)?;
    properties::read_open_xml(&mut package);
    presentation::read(&mut package)?;
    read_rest(package)
}

/// Reads an OpenDocument text, sheet or presentation.
///
/// # Errors
/// As [`read_word`].
pub(crate) fn read_open_document(
    bytes: &[u8],
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
) -> Result<(), Why> {
    let mut package = Package::open(bytes, scribe, budget)?;
    open_document::read(&mut package)?;
    package.stopped.map_or(Ok(()), Err)
}

/// Reads every XML part that nobody asked for: it is there for somebody to find.
fn read_rest(mut package: Package<'_, '_, '_>) -> Result<(), Why> {
    package.flow(Mark::HeaderFooter, |name| {
        is_xml(name) && (name.contains("/header") || name.contains("/footer"))
    })?;
    package.flow(Mark::Notes, |name| {
        is_xml(name) && ["footnotes", "endnotes", "notesslide"].iter().any(|kind| name.contains(kind))
    })?;
    package.flow(Mark::Comment, |name| is_xml(name) && name.contains("comment"))?;
    package.flow(Mark::TextBox, |name| is_xml(name) && name.contains("/drawings/"))?;
    package.flow(Mark::Aside, |name| is_xml(name) && !is_plumbing(name))?;
    package.embedded()?;
    package.stopped.map_or(Ok(()), Err)
}

fn is_xml(name: &str) -> bool {
    name.ends_with(".xml") || name.ends_with(".vml")
}

/// Parts that hold names of styles and fonts, and no word of a person.
fn is_plumbing(name: &str) -> bool {
    const ENDS: [&str; 6] = [
        "[content_types].xml",
        "/styles.xml",
        "/fonttable.xml",
        "/settings.xml",
        "/websettings.xml",
        "/numbering.xml",
    ];
    ENDS.iter().any(|end| name.ends_with(end)) || name.contains("/theme/") || name.starts_with("docprops/")
}
