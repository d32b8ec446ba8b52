//! Which cells hold dates, and what date a number is.

use std::collections::HashMap;

use crate::formats::dates;
use crate::formats::xml::{Node, walk};

/// For each style of cells, whether it shows dates.
#[derive(Default)]
pub(super) struct Styles {
    shows_date: Vec<bool>,
}

impl Styles {
    /// Reads `styles.xml`; what cannot be read shows no dates.
    pub(super) fn read(xml: &[u8]) -> Self {
        let (mut own, mut shows_date, mut in_cells) = (HashMap::new(), Vec::new(), false);
        let _ = walk(xml, |node| {
            match node {
                Node::Open(element) if element.name() == "numFmt" => {
                    let code = element.attribute("formatCode").unwrap_or_default();
                    own.insert(element.attribute("numFmtId").unwrap_or_default(), is_date_code(&code));
                }
                Node::Open(element) if element.name() == "cellXfs" => in_cells = true,
                Node::Close("cellXfs") => in_cells = false,
                Node::Open(element) if in_cells && element.name() == "xf" => {
                    let id = element.attribute("numFmtId").unwrap_or_default();
                    // Ids that Excel knows by heart (ECMA-376 part 1, §18.8.30).
                    let is_known = matches!(id.parse(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58));
                    shows_date.push(own.get(&id).copied().unwrap_or(is_known));
                }
                _ => {}
            }
            Ok(())
        });
        Self { shows_date }
    }

    /// Returns the date that `value` is in a cell of this style, if it is one.
    pub(super) fn date(&self, style: Option<&str>, value: &str, begins_1904: bool) -> Option<String> {
        let style: usize = style?.parse().ok()?;
        if !self.shows_date.get(style).copied().unwrap_or(false) {
            return None;
        }
        date_of(value.trim().parse().ok()?, begins_1904)
    }
}

/// A code of the letters of dates, outside of quotes, brackets and escapes.
fn is_date_code(code: &str) -> bool {
    let (mut in_quotes, mut in_brackets, mut is_escaped) = (false, false, false);
    for char in code.chars() {
        match char {
            _ if is_escaped => is_escaped = false,
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            '\\' => is_escaped = true,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'm' | 'M' if !in_brackets => return true,
            _ => {}
        }
    }
    false
}

/// Days since the last day of 1899 (or since 1904), as a date; with time if it has one.
fn date_of(serial: f64, begins_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (mut days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if days == 0 && !begins_1904 {
        return Some(clock);
    }
    if begins_1904 {
        days += 1462;
    } else if days < 60 {
        // Excel believes in 29 February 1900.
        days += 1;
    }
    let midnight = dates::of_unix((days - 25_569) * 86_400)?;
    let (date, _) = midnight.split_once('T')?;
    Some(if seconds == 0 { date.to_owned() } else { format!("{date} {clock}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dates() {
        let check = |serial, begins_1904, expect: &str| {
            assert_eq!(date_of(serial, begins_1904).as_deref(), Some(expect), "{serial}");
        };
        check(42803.0, false, "2017-03-09");
        check(42803.5, false, "2017-03-09 12:00:00");
        check(41341.0, true, "2017-03-09");
        check(1.0, false, "1900-01-01");
        check(61.0, false, "1900-03-01");
        check(0.25, false, "06:00:00");
        assert_eq!(date_of(-1.0, false), None);
        assert_eq!(date_of(f64::NAN, false), None);
    }

    #[test]
    fn codes_are_told_apart() {
        for code in ["dd/mm/yyyy", "[$-40C]d mmm yyyy", "h:mm"] {
            assert!(is_date_code(code), "{code}");
        }
        for code in ["0.00", "#,##0\\ \"days\"", "[Red]0"] {
            assert!(!is_date_code(code), "{code}");
        }
    }
}
