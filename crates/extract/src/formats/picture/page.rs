//! Pages of PDF (ISO 32000), drawn on white, with nothing that is not in the file
//! but the fonts that every reader has.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::{Canvas, scale_for, side};
use crate::picture::{NoPicture, PIXEL_BYTES};
use crate::reading::Why;

/// Draws a page.
///
/// # Errors
/// Why there is no picture.
pub(super) fn draw(bytes: Vec<u8>, number: u32, width: u32) -> Result<Canvas, NoPicture> {
    let pdf = Pdf::new(bytes).map_err(|error| NoPicture::Failed(why(error)))?;
    let pages = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if pages == 0 {
        return Err(NoPicture::Failed(Why::Damaged));
    }
    let index = usize::try_from(number).unwrap_or(usize::MAX);
    let Some(page) = pdf.pages().get(index) else { return Err(NoPicture::NoSuchPage { pages }) };
    let (page_width, page_height) = page.render_dimensions();
    let (page_width, page_height) = (f64::from(page_width), f64::from(page_height));
    let scale = scale_for(page_width, page_height, width);
    // The renderer cuts to whole pixels: a hair more, so that it cuts to those asked for.
    let factor = |length: f64| ((f64::from(side(length, scale)) + 0.01) / length) as f32;
    let settings =
        PixmapSettings { x_scale: factor(page_width), y_scale: factor(page_height), bg_color: WHITE };
    let cache = RenderCache::new();
    let drawn = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (drawn.width().into(), drawn.height().into());
    // On white, nothing shines through: what is left of transparency is rounding.
    let opaque = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|four| four.iter().take(PIXEL_BYTES));
    Ok(Canvas { pages, width, height, pixels: opaque.copied().collect() })
}

fn why(error: LoadPdfError) -> Why {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Why::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => Why::Unsupported,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Why::Damaged,
    }
}
