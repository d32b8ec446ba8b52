//! Rows of spans on a line of time: what each log covers, how long a right stood.

use super::{Axis, Drawing, Shape, WIDTH};

const TOP: u32 = 22;
const STEP: u32 = 18;

/// One row.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) spans: Vec<Span>,
}

/// One span of time.
pub(crate) struct Span {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: i64,
    pub(crate) look: &'static str,
    /// Repeats the look, at the beginning of the span.
    pub(crate) sign: &'static str,
    pub(crate) title: String,
}

/// Draws the rows.
pub(crate) fn spans(label: String, axis: &Axis, rows: Vec<Row>) -> Drawing {
    let height = TOP + STEP * u32::try_from(rows.len()).unwrap_or(u32::MAX / (2 * STEP)) + 4;
    let mut shapes = axis.marks(height);
    for (row, y) in rows.into_iter().zip((TOP..).step_by(STEP as usize)) {
        shapes.push(Shape::name(y + 12, &row.name));
        for span in row.spans {
            let (x, end) = (axis.x(span.from_ms), axis.x(span.to_ms));
            let width = end.saturating_sub(x).max(3);
            shapes.push(Shape::Rect { x, y: y + 2, width, height: 13, look: span.look, title: span.title });
            shapes.push(Shape::words(x + 3, y + 12, span.sign, "sign"));
        }
    }
    Drawing { label, width: WIDTH, height, shapes }
}
