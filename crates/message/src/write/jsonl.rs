//! One JSON value a line (JSON Lines).

use serde::Serialize;

/// Appends `value` as one line.
///
/// # Errors
/// If `value` cannot be written as JSON (a map whose keys are no strings);
/// nothing is appended then.
pub fn push_line(jsonl: &mut String, value: &impl Serialize) -> Result<(), serde_json::Error> {
    let line = serde_json::to_string(value)?;
    jsonl.push_str(&line);
    jsonl.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_one_line() {
        let mut jsonl = String::new();
        for value in ["a\nb", "\u{2028}"] {
            push_line(&mut jsonl, &value).expect("strings are JSON");
        }
        assert_eq!(jsonl, "\"a\\nb\"\n\"\u{2028}\"\n");
    }
}
