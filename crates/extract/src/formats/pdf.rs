//! PDF (ISO 32000) by two readers: the light one first, since it is quick, and for the pages
//! that it has a doubt of, a library that makes sense of fonts which say nothing. A document
//! that the light one cannot open is the library's alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pdf_oxide::PdfDocument;
use pdf_oxide::error::Error;
use pdf_oxide::object::Object;

use crate::formats::light_pdf::{self, accents};
use crate::formats::{Budget, charset, dates, xmp};
use crate::reading::{Mark, Metadata, Why};
use crate::worker::{Scribe, claim};

/// Reads a document.
///
/// # Errors
/// What stopped it, or the first page that could not be read.
pub(crate) fn read(bytes: Vec<u8>, scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let bytes = Arc::new(bytes);
    match light_pdf::open(Arc::clone(&bytes)) {
        Ok(pdf) => {
            let mut document = None;
            light_pdf::read_opened(&pdf, scribe, budget, |page| {
                let document = document.get_or_insert_with(|| open(&bytes)).as_ref().ok()?;
                guarded(|| document.extract_text(page)).ok().filter(|text| !text.trim().is_empty())
            })
        }
        Err(why) => read_by_library(&open(&bytes)?, why, scribe),
    }
}

fn open(bytes: &[u8]) -> Result<PdfDocument, Why> {
    let mut document = guarded(|| PdfDocument::from_bytes(bytes.to_vec()))?;
    // A second copy, for an editor that nobody calls.
    document.source_bytes = Vec::new();
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Err(Why::Encrypted);
    }
    Ok(document)
}

/// Reads what the light reader did not open, for the reason `unopened`.
fn read_by_library(document: &PdfDocument, unopened: Why, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    scribe.metadata = facts(document);
    if let Ok(packet) = guarded(|| packet(document)) {
        xmp::read(&packet, &mut scribe.metadata);
    }
    let count = document.page_count().map_err(|error| why(&error))?;
    let are_accents_apart = made_by(document).iter().any(|program| accents::are_apart(program));
    let mut done = Ok(());
    let mut has_text = false;
    for page in 0..count {
        match guarded(|| document.extract_text(page)) {
            Ok(text) => {
                has_text = has_text || !text.trim().is_empty();
                let text = if are_accents_apart { accents::put_on(&text) } else { text };
                scribe.line(Mark::Body, &text)?;
            }
            Err(why) => done = done.and(Err(why)),
        }
        for said in guarded(|| document.get_annotations(page)).unwrap_or_default() {
            let comment = [said.author, said.contents].into_iter().flatten().collect::<Vec<_>>().join(": ");
            if !comment.is_empty() {
                scribe.line(Mark::Comment, &comment)?;
            }
        }
    }
    if has_more(document) {
        done = done.and(Err(unopened));
    }
    // A cipher that the library half knows leaves pages blank.
    if document.is_encrypted() && !has_text { Err(Why::Encrypted) } else { done }
}

/// Says whether there are forms or files inside: the library is not asked for them, since it
/// follows a field that holds itself until its stack is at an end.
fn has_more(document: &PdfDocument) -> bool {
    let catalog = guarded(|| document.catalog());
    let is_there = |name| {
        catalog.as_ref().ok().and_then(Object::as_dict).is_some_and(|catalog| catalog.contains_key(name))
    };
    is_there("AcroForm") || is_there("Names")
}

/// A panic of the library is damage of the page.
fn guarded<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Why> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| why(&error)),
        Err(_) => Err(Why::Damaged),
    }
}

fn why(error: &Error) -> Why {
    match error {
        Error::EncryptedPdf => Why::Encrypted,
        Error::Unsupported(_) | Error::UnsupportedFilter(_) | Error::UnsupportedVersion(_) => {
            Why::Unsupported
        }
        _ => Why::Damaged,
    }
}

/// Reads the information dictionary (ISO 32000-1, §14.3.3).
fn facts(document: &PdfDocument) -> Metadata {
    let text = |name: &str| info(document, name);
    Metadata {
        title: text("Title"),
        author: text("Author"),
        // No standard knows it; Word writes it.
        company: text("Company"),
        created: text("CreationDate").and_then(|date| dates::of_pdf(&date)),
        modified: text("ModDate").and_then(|date| dates::of_pdf(&date)),
        software: made_by(document).into_iter().next(),
        ..Metadata::default()
    }
}

/// The programs that wrote the document, and that made a PDF of it.
fn made_by(document: &PdfDocument) -> Vec<String> {
    ["Creator", "Producer"].iter().filter_map(|name| info(document, name)).collect()
}

fn info(document: &PdfDocument, name: &str) -> Option<String> {
    let info = document.trailer().as_dict()?.get("Info")?;
    let info = guarded(|| document.resolve_object(info)).ok()?;
    let value = info.as_dict()?.get(name)?;
    let value = guarded(|| document.resolve_object(value)).ok()?;
    claim(&charset::decode(value.as_string()?, Some(encoding_rs::WINDOWS_1252)))
}

/// Returns the catalog's metadata stream (ISO 32000-1, §14.3.2); empty if there is none.
fn packet(document: &PdfDocument) -> Result<Vec<u8>, Error> {
    let catalog = document.catalog()?;
    let Some(reference) = catalog.as_dict().and_then(|catalog| catalog.get("Metadata")) else {
        return Ok(Vec::new());
    };
    let stream = document.resolve_object(reference)?;
    Ok(stream.decode_stream_data()?.to_vec())
}
