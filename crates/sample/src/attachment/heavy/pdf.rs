//! PDF as programs write it: pages packed with Flate, every other one with a photo.

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::{photos, with};
use crate::attachment::pdf::{LINES_PER_PAGE, PdfWriter, page_text, wrap};
use crate::attachment::{Photo, paragraphs};
use crate::chance::Chance;
use crate::words::Voice;

/// Octets of text that fill a page.
const PAGE_BYTES: usize = 3_600;
const MOST_PAGES: usize = 48;
/// A page for so many octets of the file.
const BYTES_PER_PAGE: usize = 60_000;
const QUICK: u8 = 1;

/// Makes a document of about `bytes` octets.
pub(super) fn make(said: &str, bytes: usize, voice: Voice, chance: &mut Chance) -> Vec<u8> {
    let pages = (1 + bytes / BYTES_PER_PAGE).min(MOST_PAGES);
    let lines = with(said, paragraphs(voice, pages * PAGE_BYTES, chance), chance);
    let photos = photos(bytes.saturating_sub(pages * PAGE_BYTES / 3), pages.div_ceil(2), chance);
    write(&lines, &photos)
}

fn write(paragraphs: &[String], photos: &[Photo]) -> Vec<u8> {
    let lines: Vec<String> = paragraphs.iter().flat_map(|paragraph| wrap(paragraph)).collect();
    let pages: Vec<&[String]> = lines.chunks(LINES_PER_PAGE).collect();
    let mut writer = PdfWriter::new();
    // Catalog, tree and font; a page and its contents each; then the photos.
    let first_photo = 4 + 2 * pages.len();
    writer.beginning(pages.len());
    for (n, page) in pages.iter().enumerate() {
        let photo = photos.get(n / 2).filter(|_| n % 2 == 0).map(|photo| (photo, first_photo + n / 2));
        let shown = photo.map_or_else(String::new, |(_, object)| format!("/XObject << /P {object} 0 R >> "));
        writer.page(5 + 2 * n, &shown);
        let mut contents = page_text(page);
        if photo.is_some() {
            contents.extend_from_slice(b"\nq 300 0 0 225 145 60 cm /P Do Q");
        }
        writer.stream("/Filter /FlateDecode ", &compress_to_vec_zlib(&contents, QUICK));
    }
    for Photo { octets, width, height } in photos {
        let entries = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray \
             /BitsPerComponent 8 /Filter /DCTDecode "
        );
        writer.stream(&entries, octets);
    }
    writer.finish()
}
