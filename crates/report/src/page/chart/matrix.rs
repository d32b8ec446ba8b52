//! The matrix: who could, or did, open which mailbox.

use super::{Drawing, NAMES, Shape, short};

const CELL: u32 = 15;
const TOP: u32 = 128;
/// So many characters of a mailbox's name fit above its column.
const COLUMN_CHARS: usize = 24;
/// Names above the columns lean to the right, beyond the last one.
const LEAN: u32 = 100;

/// Holders, mailboxes, and a cell for each pair that there is an answer for.
pub(crate) struct Grid {
    pub(crate) rows: Vec<String>,
    pub(crate) columns: Vec<String>,
    pub(crate) cells: Vec<Cell>,
}

/// One answer.
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) look: &'static str,
    pub(crate) sign: String,
    pub(crate) title: String,
}

/// Draws the matrix.
pub(crate) fn matrix(label: String, grid: Grid) -> Drawing {
    let place = |n: usize| CELL * u32::try_from(n).unwrap_or(0);
    let (right, foot) = (NAMES + place(grid.columns.len()), TOP + place(grid.rows.len()));
    let mut shapes = Vec::new();
    for (n, name) in grid.columns.iter().enumerate() {
        let (x, text) = (NAMES + place(n) + 11, short(name, COLUMN_CHARS));
        shapes.push(Shape::Words { x, y: TOP - 6, text, look: "column-name", turned: true });
    }
    for (n, name) in grid.rows.iter().enumerate() {
        shapes.push(Shape::name(TOP + place(n) + 11, name));
    }
    for n in 0..=grid.rows.len() {
        let y = TOP + place(n);
        shapes.push(Shape::Line { x1: NAMES, y1: y, x2: right, y2: y, look: "grid" });
    }
    for n in 0..=grid.columns.len() {
        let x = NAMES + place(n);
        shapes.push(Shape::Line { x1: x, y1: TOP, x2: x, y2: foot, look: "grid" });
    }
    for cell in grid.cells {
        let (x, y) = (NAMES + place(cell.column), TOP + place(cell.row));
        let side = CELL - 2;
        shapes.push(Shape::Rect {
            x: x + 1,
            y: y + 1,
            width: side,
            height: side,
            look: cell.look,
            title: cell.title,
        });
        shapes.push(Shape::words(x + 7, y + 11, cell.sign, "cell-sign"));
    }
    Drawing { label, width: right + LEAN, height: foot + 4, shapes }
}
