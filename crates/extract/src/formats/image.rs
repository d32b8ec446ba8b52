//! Pictures: no text, but what the camera wrote down (Exif 2.32, XMP).

use std::io::Cursor;

use exif::{Exif, In, Reader, Tag, Value};

use crate::formats::xmp;
use crate::reading::{Metadata, Position, Why};
use crate::worker::{Scribe, claim};

/// Reads the facts of a picture.
///
/// # Errors
/// Never: a picture without facts, or with broken ones, is only a picture.
pub(crate) fn read(bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    if let Ok(exif) = Reader::new().read_from_container(&mut Cursor::new(bytes)) {
        scribe.metadata = facts(&exif);
    }
    xmp::read(bytes, &mut scribe.metadata);
    Ok(())
}

fn facts(exif: &Exif) -> Metadata {
    let camera =
        [text(exif, Tag::Make), text(exif, Tag::Model)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Metadata {
        title: text(exif, Tag::ImageDescription),
        author: text(exif, Tag::Artist),
        created: text(exif, Tag::DateTimeOriginal).and_then(|date| moment(&date)),
        modified: text(exif, Tag::DateTime).and_then(|date| moment(&date)),
        software: text(exif, Tag::Software).or_else(|| claim(&camera)),
        position: position(exif),
        ..Metadata::default()
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => claim(&String::from_utf8_lossy(texts.first()?)),
        _ => None,
    }
}

/// `2017:03:09 08:05:00`, in nobody's zone.
fn moment(date: &str) -> Option<String> {
    let (day, clock) = date.split_once(' ')?;
    let is_date = day.len() == 10
        && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
        && !day.starts_with("0000");
    is_date.then(|| format!("{}T{clock}", day.replace(':', "-")))
}

fn position(exif: &Exif) -> Option<Position> {
    let latitude = degrees(exif, Tag::GPSLatitude)? * sign(exif, Tag::GPSLatitudeRef, "S");
    let longitude = degrees(exif, Tag::GPSLongitude)? * sign(exif, Tag::GPSLongitudeRef, "W");
    Position::on_earth(latitude, longitude)
}

fn degrees(exif: &Exif, tag: Tag) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let part = |n: usize| parts.get(n).filter(|part| part.denom != 0).map(|part| part.to_f64());
    Some(part(0)? + part(1).unwrap_or(0.0) / 60.0 + part(2).unwrap_or(0.0) / 3600.0)
}

fn sign(exif: &Exif, tag: Tag, negative: &str) -> f64 {
    if text(exif, tag).is_some_and(|side| side.eq_ignore_ascii_case(negative)) { -1.0 } else { 1.0 }
}
