//! Tables for spreadsheets (RFC 4180).
//!
//! A cell of mail is a stranger's text: one that a spreadsheet would run as a
//! formula gets an apostrophe before it.

/// Appends one row. Cells are quoted where RFC 4180 asks; the row ends in CRLF.
pub fn push_row<'a>(csv: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            csv.push(',');
        }
        push_cell(csv, cell);
    }
    csv.push_str("\r\n");
}

fn push_cell(csv: &mut String, cell: &str) {
    let is_quoted = cell.contains([',', '"', '\r', '\n']) || is_formula(cell);
    if !is_quoted {
        csv.push_str(cell);
        return;
    }
    csv.push('"');
    if is_formula(cell) {
        csv.push('\'');
    }
    csv.push_str(&cell.replace('"', "\"\""));
    csv.push('"');
}

/// What spreadsheets take for a formula, or strip to reach one.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_disarmed() {
        let check = |cells: &[&str], expect: &str| {
            let mut csv = String::new();
            push_row(&mut csv, cells.iter().copied());
            assert_eq!(csv, expect, "{cells:?}");
        };
        check(&["date", "subject"], "date,subject\r\n");
        check(&["a,b", "say \"x\"", "l1\nl2", ""], "\"a,b\",\"say \"\"x\"\"\",\"l1\nl2\",\r\n");
        check(
            &["=1+1", "+33", "-x", "@a", "\tb", "\rc"],
            "\"'=1+1\",\"'+33\",\"'-x\",\"'@a\",\"'\tb\",\"'\rc\"\r\n",
        );
        check(&["'quoted", "a=b"], "'quoted,a=b\r\n");
        check(&[], "\r\n");
    }
}
