//! What a file looks like: pages of PDF and images, as opaque pixels within bounds.

mod page;
mod photo;

use std::borrow::Cow;

use crate::formats::Format;
use crate::picture::{MAX_PIXELS, NoPicture};
use crate::reading::Why;

/// A picture: red, green and blue, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Canvas {
    pub(crate) pages: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
}

/// Draws a page.
///
/// # Errors
/// Why there is no picture.
pub(super) fn draw(format: Format, bytes: Cow<'_, [u8]>, page: u32, width: u32) -> Result<Canvas, NoPicture> {
    match format {
        Format::Pdf => page::draw(bytes.into_owned(), page, width),
        Format::Image if page > 0 => Err(NoPicture::NoSuchPage { pages: 1 }),
        Format::Image => photo::draw(&bytes, width).map_err(NoPicture::Failed),
        Format::Rar | Format::Unknown => Err(NoPicture::Failed(Why::Unsupported)),
        Format::Locked => Err(NoPicture::Failed(Why::Encrypted)),
        _ => Err(NoPicture::TextOnly),
    }
}

/// No side of a picture is longer.
const MAX_SIDE: f64 = 20_000.0;

/// Returns a length of so much, scaled, in pixels: at least one.
fn side(length: f64, scale: f64) -> u16 {
    (length * scale).round().clamp(1.0, MAX_SIDE) as u16
}

/// Returns the factor that makes something of this size at most `most` wide, and
/// no larger than a picture may be.
fn scale_for(width: f64, height: f64, most: u32) -> f64 {
    let to_width = f64::from(most) / width;
    // Both sides may be rounded up.
    let to_pixels = (0.99 * MAX_PIXELS as f64 / (width * height)).sqrt();
    to_width.min(to_pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_bounded_both_ways() {
        let check = |width, height, most, expect: (u16, u16)| {
            let scale = scale_for(width, height, most);
            assert_eq!((side(width, scale), side(height, scale)), expect);
        };
        check(600.0, 800.0, 300, (300, 400));
        check(600.0, 800.0, 1200, (1200, 1600));
        check(1.0, 1e8, 1000, (1, 20_000));
        check(1e9, 1e9, 4000, (3146, 3146));
    }
}
