//! Workbooks of Excel 5 to 2003 (BIFF), and binary ones since (`.xlsb`).

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls, XlsError, Xlsb};

use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// Reads an `.xls`.
pub(super) fn read(bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Why::Encrypted,
        _ => Why::Damaged,
    })?;
    read_workbook(workbook, scribe)
}

/// Reads an `.xlsb`.
///
/// # Errors
/// What stopped it.
pub(crate) fn read_binary_workbook(bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    read_workbook(Xlsb::new(Cursor::new(bytes)).map_err(|_| Why::Damaged)?, scribe)
}

fn read_workbook<'a>(
    mut workbook: impl Reader<Cursor<&'a [u8]>>,
    scribe: &mut Scribe<'_>,
) -> Result<(), Why> {
    let sheets = workbook.sheets_metadata().to_vec();
    let mut done = Ok(());
    for sheet in sheets {
        let mark = if sheet.visible == SheetVisible::Visible { Mark::Body } else { Mark::Hidden };
        scribe.line(mark, &sheet.name)?;
        // Charts and macro sheets have no cells.
        let Ok(cells) = workbook.worksheet_range(&sheet.name) else {
            done = if sheet.typ == calamine::SheetType::WorkSheet { Err(Why::Damaged) } else { done };
            continue;
        };
        for row in cells.rows() {
            write_row(row, mark, scribe)?;
        }
        let Ok(formulas) = workbook.worksheet_formula(&sheet.name) else { continue };
        for (_, _, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            scribe.line(Mark::Formula, formula)?;
        }
    }
    done
}

fn write_row(row: &[Data], mark: Mark, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    // A sheet of a million empty rows says nothing.
    if row.iter().all(|cell| matches!(cell, Data::Empty)) {
        return Ok(());
    }
    for cell in row.iter().filter(|cell| !matches!(cell, Data::Empty)) {
        match cell {
            Data::String(text) => scribe.write(mark, text)?,
            Data::DateTime(date) => {
                let shown = date.as_datetime().map(|date| date.to_string());
                scribe.write(mark, &shown.unwrap_or_else(|| cell.to_string()))?;
            }
            cell => scribe.write(mark, &cell.to_string())?,
        }
        scribe.write(mark, "\t")?;
    }
    scribe.write(mark, "\n")
}
