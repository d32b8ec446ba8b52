//! Horizontal bars: how many of how many.

use super::{Drawing, NAMES, Shape, WIDTH};

const STEP: u32 = 20;

/// One bar.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) count: u64,
    /// Written behind the bar.
    pub(crate) words: String,
    pub(crate) look: &'static str,
}

/// Draws bars; one of `whole` fills the width.
pub(crate) fn bars(label: String, rows: &[Bar], whole: u64) -> Drawing {
    let room = WIDTH - NAMES - 130;
    let mut shapes = Vec::new();
    for (row, y) in rows.iter().zip((0..).step_by(STEP as usize)) {
        let share = row.count.min(whole) as f64 / whole.max(1) as f64;
        let width = ((share * f64::from(room)) as u32).max(u32::from(row.count > 0));
        shapes.push(Shape::name(y + 14, &row.name));
        shapes.push(Shape::Rect {
            x: NAMES,
            y: y + 3,
            width: room,
            height: 14,
            look: "room",
            title: String::new(),
        });
        shapes.push(Shape::Rect {
            x: NAMES,
            y: y + 3,
            width,
            height: 14,
            look: row.look,
            title: String::new(),
        });
        shapes.push(Shape::words(NAMES + room + 8, y + 14, row.words.clone(), "value"));
    }
    let height = STEP * u32::try_from(rows.len()).unwrap_or(u32::MAX / STEP) + 4;
    Drawing { label, width: WIDTH, height, shapes }
}
