//! Drawings as inline SVG. No colour says anything alone: a sign or a word repeats it, and a table stands beside.

mod axis;
mod bars;
mod lanes;
mod matrix;
mod spans;

use askama::Template;

pub(crate) use axis::Axis;
pub(crate) use bars::{Bar, bars};
pub(crate) use lanes::{Lane, lanes};
pub(crate) use matrix::{Cell, Grid, matrix};
pub(crate) use spans::{Row, Span, spans};

/// Width of a drawing that fills the page, in its own units.
pub(crate) const WIDTH: u32 = 760;
/// Room for the names on the left.
pub(crate) const NAMES: u32 = 210;
/// So many characters of a name fit there.
const NAME_CHARS: usize = 34;

/// A drawing.
#[derive(Template)]
#[template(path = "drawing.html")]
pub(crate) struct Drawing {
    /// What it shows, for who cannot see it.
    pub(crate) label: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) shapes: Vec<Shape>,
}

/// What a drawing is made of.
pub(crate) enum Shape {
    /// A box.
    Rect { x: u32, y: u32, width: u32, height: u32, look: &'static str, title: String },
    /// A line.
    Line { x1: u32, y1: u32, x2: u32, y2: u32, look: &'static str },
    /// Words; `turned` ones climb to the right.
    Words { x: u32, y: u32, text: String, look: &'static str, turned: bool },
}

impl Shape {
    fn words(x: u32, y: u32, text: impl Into<String>, look: &'static str) -> Self {
        Shape::Words { x, y, text: text.into(), look, turned: false }
    }

    /// A name at the left of a row; its end is dropped when it is too long.
    fn name(y: u32, name: &str) -> Self {
        Shape::words(NAMES - 8, y, short(name, NAME_CHARS), "name")
    }
}

/// Shortens a name to so many characters.
fn short(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        None => name.to_owned(),
        Some(_) => name.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}
