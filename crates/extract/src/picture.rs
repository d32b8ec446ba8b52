//! What a page or a photo looks like: pixels of a worker, made a PNG out here.
//!
//! The worker sends bare pixels. A PNG that a worker had made could be a trap for
//! whoever shows it; one made here of pixels is a picture, whatever they show.

use serde::{Deserialize, Serialize};

use crate::reading::Why;

/// No picture has more pixels; a page of A4 at 300 dots an inch has 8.7 million.
pub(crate) const MAX_PIXELS: usize = 10_000_000;

/// No picture is wider.
pub(crate) const MAX_WIDTH: u32 = 4_000;

/// Red, green and blue.
pub(crate) const PIXEL_BYTES: usize = 3;

/// What came of the wish to see a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It was drawn.
    Drawn(Drawing),
    /// It was not, and why.
    None(NoPicture),
}

/// A page, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// What the content was taken for, as in [`crate::Reading::format`].
    pub format: String,
    /// Which page it is, from 0.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// In pixels: as wide as was asked for, or less.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The picture (PNG, no transparency), encoded outside of the worker.
    pub png: Vec<u8>,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoPicture {
    /// Files of this kind have no look that is drawn here: their text is the preview.
    TextOnly,
    /// There are fewer pages.
    NoSuchPage {
        /// How many there are.
        pages: u32,
    },
    /// What kept it from being drawn, in the words for readings.
    Failed(Why),
}

/// Makes a PNG of pixels; `None` unless there is one for each place.
pub(crate) fn png_of(width: u32, height: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    let expect = usize::try_from(width).ok()?.checked_mul(usize::try_from(height).ok()?)?;
    if expect == 0 || expect > MAX_PIXELS || pixels.len() != expect * PIXEL_BYTES {
        return None;
    }
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels).ok()?;
    writer.finish().ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_that_do_not_fit_are_no_picture() {
        assert!(png_of(2, 1, &[0; 6]).is_some_and(|png| png.starts_with(b"\x89PNG\r\n\x1A\n")));
        assert_eq!(png_of(2, 1, &[0; 5]), None);
        assert_eq!(png_of(0, 1, &[]), None);
        assert_eq!(png_of(u32::MAX, u32::MAX, &[]), None);
    }
}
