//! The schemas of near-duplicates.

use serde_json::{Value, json};

use super::{flag, integer, list, maybe, object, of, text};

/// What else says the same as a message.
pub(super) fn similar() -> Value {
    object(&[
        ("compared", flag()),
        ("group", integer()),
        ("same_text", list(of("Near"))),
        ("contained_in", list(of("Near"))),
        ("cut", flag()),
    ])
}

/// A message that has text in common with another one.
pub(super) fn near() -> Value {
    object(&[
        ("id", text()),
        ("share", json!({ "type": "number", "minimum": 0, "maximum": 1 })),
        ("date", maybe("string")),
        ("from", text()),
        ("subject", text()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::samples;

    #[test]
    fn both_have_the_fields_that_are_written() {
        let similar = samples::similar("x");
        check("Similar", &similar);
        check("Near", &similar.same_text[0]);
    }
}
