//! Lanes of columns on one line of time: how many acts of each sort, when.

use super::{Axis, Drawing, NAMES, Shape, WIDTH};

const TOP: u32 = 22;
const STEP: u32 = 46;
const TALLEST: u32 = 34;
/// How many columns a lane has.
const COLUMNS: u32 = 110;
const COLUMN_WIDTH: u32 = (WIDTH - NAMES - 10) / COLUMNS;

/// One lane: a sort of acts, and when each was.
pub(crate) struct Lane {
    pub(crate) name: String,
    pub(crate) look: &'static str,
    columns: Vec<u64>,
}

impl Lane {
    /// Makes an empty lane.
    pub(crate) fn new(name: String, look: &'static str) -> Self {
        Self { name, look, columns: vec![0; COLUMNS as usize + 1] }
    }

    /// Counts an act.
    pub(crate) fn count(&mut self, axis: &Axis, ms: i64) {
        let column = (axis.x(ms) - NAMES) / COLUMN_WIDTH;
        if let Some(count) = self.columns.get_mut(column as usize) {
            *count += 1;
        }
    }
}

/// Draws the lanes; `most` writes the number that the tallest column of a lane stands for.
pub(crate) fn lanes(label: String, axis: &Axis, lanes: &[Lane], most: &dyn Fn(u64) -> String) -> Drawing {
    let height = TOP + STEP * u32::try_from(lanes.len()).unwrap_or(0) + 4;
    let mut shapes = axis.marks(height);
    for (lane, y) in lanes.iter().zip((TOP..).step_by(STEP as usize)) {
        let tallest = lane.columns.iter().copied().max().unwrap_or(0);
        let foot = y + STEP - 6;
        shapes.push(Shape::name(y + 20, &lane.name));
        shapes.push(Shape::words(NAMES - 8, y + 34, most(tallest), "name faint"));
        shapes.push(Shape::Line { x1: NAMES, y1: foot, x2: WIDTH - 10, y2: foot, look: "foot" });
        for (count, x) in lane.columns.iter().zip((NAMES..).step_by(COLUMN_WIDTH as usize)) {
            if *count > 0 {
                let tall = ((*count as f64 / tallest as f64) * f64::from(TALLEST)).ceil() as u32;
                let height = tall.clamp(2, TALLEST);
                shapes.push(Shape::Rect {
                    x,
                    y: foot - height,
                    width: COLUMN_WIDTH - 1,
                    height,
                    look: lane.look,
                    title: String::new(),
                });
            }
        }
    }
    Drawing { label, width: WIDTH, height, shapes }
}
