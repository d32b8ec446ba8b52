//! Images, made small: the first picture of a file, the way up that the camera noted.

use std::io::{BufReader, Cursor};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};

use super::{Canvas, scale_for, side};
use crate::picture::PIXEL_BYTES;
use crate::reading::Why;

/// No image is unfolded that has more; cameras have up to 100 million.
const MAX_UNFOLDED_PIXELS: u64 = 120_000_000;

/// What a decoder may take, its image included.
const MAX_UNFOLDED_BYTES: u64 = 768 << 20;

/// Draws an image, no wider than it is and than `width`.
///
/// # Errors
/// What kept it from being drawn.
pub(super) fn draw(bytes: &[u8], width: u32) -> Result<Canvas, Why> {
    let (image, orientation) = unfold(bytes).map_err(|error| why(&error))?;
    let is_turned = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (across, down) =
        if is_turned { (image.height(), image.width()) } else { (image.width(), image.height()) };
    let scale = scale_for(across.into(), down.into(), width);
    let mut small = if scale < 1.0 { shrunk(&image, scale) } else { image };
    small.apply_orientation(orientation);
    Ok(on_white(small))
}

fn unfold(bytes: &[u8]) -> Result<(DynamicImage, Orientation), ImageError> {
    let mut reader = ImageReader::new(BufReader::new(Cursor::new(bytes))).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_UNFOLDED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_UNFOLDED_PIXELS {
        let error = image::error::LimitErrorKind::DimensionError;
        return Err(ImageError::Limits(image::error::LimitError::from_kind(error)));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder)?, orientation))
}

fn shrunk(image: &DynamicImage, scale: f64) -> DynamicImage {
    let side = |length: u32| side(length.into(), scale).into();
    image.thumbnail_exact(side(image.width()), side(image.height()))
}

/// What is transparent shows white paper.
fn on_white(image: DynamicImage) -> Canvas {
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let mut pixels = Vec::with_capacity(image.len() / 4 * PIXEL_BYTES);
    for pixel in image.pixels() {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        let over = |colour: u32| ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        pixels.extend([over(red), over(green), over(blue)]);
    }
    Canvas { pages: 1, width, height, pixels }
}

fn why(error: &ImageError) -> Why {
    match error {
        ImageError::Limits(_) => Why::TooLarge,
        ImageError::Unsupported(_) => Why::Unsupported,
        _ => Why::Damaged,
    }
}
