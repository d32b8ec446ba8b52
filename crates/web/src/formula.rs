//! Cells that a spreadsheet would run.

/// Returns the cell so that no spreadsheet takes it for a formula.
///
/// A cell that begins with one of `= + - @`, a tab or a line end gets an
/// apostrophe before it (OWASP, "CSV Injection"), also behind blanks that
/// spreadsheets skip.
pub(crate) fn inert(cell: &str) -> String {
    let starts = cell.trim_start_matches([' ', '\u{a0}']).chars().next();
    let full_width = ['\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    match starts {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => format!("'{cell}"),
        Some(first) if full_width.contains(&first) => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for cell in ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "\u{ff1d}1"] {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn names_stay_names() {
        for cell in ["", "Éloïse Œuvrard", "marché-public", "a=b", "'x"] {
            assert_eq!(inert(cell), cell);
        }
    }
}
