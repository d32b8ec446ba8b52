//! PDF (ISO 32000) by what is cheap to build: a parser, and our own reader of what pages
//! show. It knows no outlines of fonts: what a glyph means is taken from where the file
//! says it, and a glyph of which the file does not say it is counted as not read.

pub(super) mod accents;
mod beside;
mod font;
mod names;
mod page;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_syntax::object::{Array, DateTime, Dict, Stream, String as PdfString};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::formats::{Budget, charset, dates, xmp};
use crate::reading::{Mark, Metadata, Why};
use crate::worker::{Scribe, claim};
use page::{Glyphs, Reader, Said};

/// Reads a document.
///
/// # Errors
/// What stopped it, or kept some of its text from being read.
pub(crate) fn read(bytes: Vec<u8>, scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    read_opened(&open(Arc::new(bytes))?, scribe, budget, |_| None)
}

/// Opens a document; one without a page is damaged.
///
/// # Errors
/// Why it has nothing to read.
pub(crate) fn open(bytes: Arc<Vec<u8>>) -> Result<Pdf, Why> {
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes).map_err(why)));
    let pdf = opened.unwrap_or(Err(Why::Damaged))?;
    if pdf.pages().is_empty() { Err(Why::Damaged) } else { Ok(pdf) }
}

/// Reads a document; `ask` is another reader, which is asked for the text of pages, counted
/// from 0, of which this one has a doubt.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_opened(
    pdf: &Pdf,
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
    mut ask: impl FnMut(usize) -> Option<String>,
) -> Result<(), Why> {
    scribe.metadata = facts(pdf);
    let catalog = catalog(pdf);
    if let Some(packet) = catalog.get::<Stream<'_>>("Metadata").and_then(|stream| stream.decoded_data().ok())
    {
        xmp::read(&packet, &mut scribe.metadata);
    }
    let are_accents_apart = made_by(pdf).iter().any(|program| accents::are_apart(program));
    let (mut reader, mut glyphs, mut done) = (Reader::default(), Glyphs::default(), Ok(()));
    for (number, page) in pdf.pages().iter().enumerate() {
        let said = said_on(page, &mut reader);
        let again = said.is_doubtful().then(|| ask(number)).flatten();
        let text = again.unwrap_or_else(|| {
            glyphs.add(said.glyphs);
            done = done.and(said.stopped);
            said.text
        });
        scribe.line(Mark::Body, &if are_accents_apart { accents::put_on(&text) } else { text })?;
        for note in page.raw().get::<Array<'_>>("Annots").iter().flat_map(|notes| notes.iter::<Dict<'_>>()) {
            read_note(&note, scribe)?;
        }
    }
    beside::read(&catalog, scribe, budget)?;
    done.and(if glyphs.are_known() { Ok(()) } else { Err(Why::Unsupported) })
}

/// A panic of the library is damage of the page, and costs that page alone.
fn said_on(page: &Page<'_>, reader: &mut Reader) -> Said {
    let guarded = catch_unwind(AssertUnwindSafe(|| reader.read(page)));
    guarded.unwrap_or_else(|_| Said::nothing(Err(Why::Damaged)))
}

fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default()
}

/// A remark and who made it; what was filled into a form is read with the form.
fn read_note(note: &Dict<'_>, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let said = ["T", "Contents"].map(|key| note.get::<PdfString<'_>>(key).map(|text| decoded(&text)));
    match said {
        [_, None] => Ok(()),
        [Some(author), Some(text)] => scribe.line(Mark::Comment, &format!("{author}: {text}")),
        [None, Some(text)] => scribe.line(Mark::Comment, &text),
    }
}

/// Reads the information dictionary (§14.3.3).
fn facts(pdf: &Pdf) -> Metadata {
    let info = pdf.metadata();
    let text = |octets: &Option<Box<[u8]>>| octets.as_deref().and_then(|octets| claim(&decoded(octets)));
    Metadata {
        title: text(&info.title),
        author: text(&info.author),
        created: info.creation_date.as_ref().and_then(date),
        modified: info.modification_date.as_ref().and_then(date),
        software: made_by(pdf).into_iter().next(),
        ..Metadata::default()
    }
}

/// The programs that wrote the document, and that made a PDF of it.
fn made_by(pdf: &Pdf) -> Vec<String> {
    let info = pdf.metadata();
    [&info.creator, &info.producer]
        .into_iter()
        .flatten()
        .filter_map(|octets| claim(&decoded(octets)))
        .collect()
}

fn date(at: &DateTime) -> Option<String> {
    let (hours, minutes) = (at.utc_offset_hour, at.utc_offset_minute);
    let sign = if hours < 0 { '-' } else { '+' };
    dates::of_pdf(&format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}{sign}{:02}'{minutes:02}'",
        at.year,
        at.month,
        at.day,
        at.hour,
        at.minute,
        at.second,
        hours.unsigned_abs(),
    ))
}

/// Text strings are UTF-16 or UTF-8 by their mark, or nearly windows-1252 (§7.9.2.2).
fn decoded(text: &[u8]) -> String {
    charset::decode(text, Some(encoding_rs::WINDOWS_1252))
}

fn why(error: LoadPdfError) -> Why {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Why::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => Why::Unsupported,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Why::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Readers;
    use crate::formats::testing::{Pieces, read_with, text_at};

    /// Puts objects into a document: 1 is the catalog, 2 the tree of the one page, 3 that page.
    fn document(catalog: &str, resources: &str, contents: &str, more: &[&str]) -> Vec<u8> {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << {resources} >> \
             /Annots [<< /Subtype /Text /T (Jeanne) /Contents (vu !) >>] >>"
        );
        let stream = format!("<< /Length {} >>\nstream\n{contents}\nendstream", contents.len());
        let objects = [
            format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            page,
            stream,
        ];
        let objects = objects.iter().map(String::as_str).chain(more.iter().copied());
        let mut out = "%PDF-1.7\n".to_owned();
        for (n, object) in (1..).zip(objects) {
            out.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
        }
        out.push_str(
            "trailer\n<< /Root 1 0 R /Info << /Title (Note) /Author (Marc) /Creator (Word) >> >>\n%%EOF\n",
        );
        out.into_bytes()
    }

    fn read_light(bytes: &[u8]) -> (Pieces, Metadata, Option<Why>) {
        read_with(|scribe| read(bytes.to_vec(), scribe, &mut Budget::new(Readers::Light)))
    }

    fn body(bytes: &[u8]) -> (String, Option<Why>) {
        let (pieces, _, stopped) = read_light(bytes);
        (text_at(&pieces, Mark::Body).trim().to_owned(), stopped)
    }

    const HELVETICA: &str = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << \
                             /BaseEncoding /WinAnsiEncoding /Differences [1 /eacute /f_i] >> >> >>";

    #[test]
    fn words_and_lines_are_told_by_the_room_between_them() {
        let check = |contents: &str, expect: &str| {
            let said = body(&document("", HELVETICA, contents, &[]));
            assert_eq!(said, (expect.to_owned(), None), "{contents}");
        };
        check("BT /F 10 Tf 50 700 Td (un) Tj 0 -14 Td (deux) Tj ET", "un\ndeux");
        check("BT /F 10 Tf 50 700 Td [(bud) 20 (get) -400 (primi) -50 (tif)] TJ ET", "budget primitif");
        check("BT /F 10 Tf 50 700 Td (\\001t\\001 de la \\002n) Tj ET", "été de la fin");
        check("BT /F 10 Tf 14 TL 50 700 Td (un) Tj (deux) ' ET", "un\ndeux");
        check("q 0 1 -1 0 0 0 cm BT /F 10 Tf 50 700 Td (tour) Tj 60 0 Td (nis) Tj ET Q", "tour nis");
        check(
            "BT /F 10 Tf 1 0 0 1 300 700 Tm (droite) Tj 1 0 0 1 50 700 Tm (gauche) Tj ET",
            "droite\ngauche",
        );
    }

    #[test]
    fn facts_remarks_and_forms_are_read() {
        let form = "/AcroForm << /Fields [<< /T (nom) /Kids [<< /T (usage) /V (Colin) >>] >>] >>";
        let (said, facts, stopped) = read_light(&document(form, HELVETICA, "BT /F 9 Tf (texte) Tj ET", &[]));
        assert_eq!(stopped, None);
        assert_eq!(text_at(&said, Mark::Comment), "Jeanne: vu !\n");
        assert_eq!(text_at(&said, Mark::Aside), "nom.usage: Colin\n");
        let told = (facts.title.as_deref(), facts.author.as_deref(), facts.software.as_deref());
        assert_eq!(told, (Some("Note"), Some("Marc"), Some("Word")));
    }

    const GLYPHS: &str = "BT /G 10 Tf <00010002> Tj ET";

    #[test]
    fn glyphs_mean_what_the_file_says() {
        let composite = |more: &str| {
            format!(
                "/Font << /G << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H {more} \
                 /DescendantFonts [<< /Subtype /CIDFontType2 /W [1 [600 500]] >>] >> >>"
            )
        };
        let map = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
                   2 beginbfchar <0001> <00E9> <0002> <0074> endbfchar";
        let map = format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len());
        let said = body(&document("", &composite("/ToUnicode 5 0 R"), GLYPHS, &[&map]));
        assert_eq!(said, ("ét".to_owned(), None));
        let silent = body(&document("", &composite(""), GLYPHS, &[]));
        assert_eq!(silent, (String::new(), Some(Why::Unsupported)), "glyphs without a meaning are said");
    }

    #[test]
    fn forms_that_draw_each_other_come_to_an_end() {
        let contents = "BT /F 9 Tf (1) Tj ET /X Do /X Do";
        let form = format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {} /Resources << /XObject << /X 5 0 R >> \
             {HELVETICA} >> >>\nstream\n{contents}\nendstream",
            contents.len()
        );
        let (said, _) = body(&document("", "/XObject << /X 5 0 R >>", "/X Do", &[&form]));
        assert!(said.starts_with('1'), "{said}");
    }

    #[test]
    fn what_is_no_pdf_is_damaged() {
        assert_eq!(body(b"%PDF-1.7 and nothing else"), (String::new(), Some(Why::Damaged)));
    }
}
