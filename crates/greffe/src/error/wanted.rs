//! What a query could have held where it went wrong, for people.

use greffe_index::Expected;

use super::Coded;

/// Says what was expected.
pub(super) fn wanted(expected: &Expected) -> Coded {
    let (code, values) = match expected {
        Expected::Term => ("term", vec![]),
        Expected::TermNotNegatedTwice => ("one-minus", vec![]),
        Expected::LetterOrDigit => ("letter", vec![]),
        Expected::ClosingQuote(quote) => ("closing-quote", vec![("quote", quote.to_string())]),
        Expected::ClosingParenthesis => ("closing-parenthesis", vec![]),
        Expected::OpeningParenthesis => ("opening-parenthesis", vec![]),
        Expected::Field { found, valid } => {
            let near = nearest(found, valid).unwrap_or("none");
            ("field", vec![("found", found.clone()), ("valid", valid.join(", ")), ("near", near.to_owned())])
        }
        Expected::Value { field } => ("value", vec![("field", (*field).to_owned())]),
        Expected::NoFieldInside { field } => ("no-field-inside", vec![("field", (*field).to_owned())]),
        Expected::StarAtEnd => ("star-at-end", vec![]),
        Expected::Distance => ("distance", vec![]),
        Expected::NearDistance { largest } => ("near-distance", vec![("largest", largest.to_string())]),
        Expected::Date => ("date", vec![]),
        Expected::Year => ("year", vec![]),
        Expected::Size => ("size", vec![]),
        Expected::OneOf { field, valid } => {
            ("one-of", vec![("field", (*field).to_owned()), ("valid", valid.join(", "))])
        }
        Expected::HexDigits { least, most } => {
            ("hex-digits", vec![("least", least.to_string()), ("most", most.to_string())])
        }
        Expected::PrintOrMessageId => ("print-or-message-id", vec![]),
        Expected::Shorter { bytes } => ("shorter", vec![("bytes", bytes.to_string())]),
        Expected::Shallower { levels } => ("shallower", vec![("levels", levels.to_string())]),
        Expected::FewerTerms { terms } => ("fewer-terms", vec![("terms", terms.to_string())]),
        Expected::FewerFuzzyWords { words } => ("fewer-fuzzy", vec![("words", words.to_string())]),
        _ => ("term", vec![]),
    };
    Coded { code, values }
}

/// Returns what a mistyped word was most likely meant to be: two slips away at most.
fn nearest<'a>(found: &str, valid: &[&'a str]) -> Option<&'a str> {
    let slips = |word: &str| strsim::osa_distance(found, word);
    let near = valid.iter().copied().min_by_key(|word| slips(word))?;
    let shorter = found.len().min(near.len());
    (slips(near) <= 2.min(shorter / 2)).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_field_is_guessed_only_if_it_is_near() {
        let valid = ["from", "to", "subject", "year"];
        let check = |found: &str, expect| assert_eq!(nearest(found, &valid), expect, "{found}");
        check("form", Some("from"));
        check("sujet", Some("subject"));
        check("re", None);
        check("https", None);
        check("", None);
        assert_eq!(nearest("x", &[]), None);
    }
}
