//! The part of the document that is about correspondents.

use serde_json::Value;

use super::{choice, integer, list, maybe, number, object, of, operation, query, text, up_to};

/// Describes the list.
pub(super) fn listing() -> Value {
    operation(
        "Who wrote, and who was written to",
        &[
            query("q", "Part of an address or a name; empty for all"),
            choice(
                "sort",
                &["busiest", "sent", "received", "latest", "address"],
                "Who comes first; `busiest` when absent",
            ),
            number("offset", "Correspondents to pass over"),
            up_to(1_000, "limit", "Correspondents to return; 20 when absent"),
        ],
        object(&[("total", integer()), ("correspondents", list(of("Correspondent")))]),
    )
}

/// Describes what is told of one address.
pub(super) fn schemas() -> [(&'static str, Value); 3] {
    let mut person = correspondent();
    person.extend([
        ("same_name", list(of("Correspondent"))),
        ("hears_from", of("Facet")),
        ("months", list(of("Count"))),
        ("undated", integer()),
        ("writes", of("Addressed")),
    ]);
    let addressed = object(&[("looked_at", integer()), ("names", list(of("Count"))), ("to", of("Facet"))]);
    [("Correspondent", object(&correspondent())), ("Person", object(&person)), ("Addressed", addressed)]
}

fn correspondent() -> Vec<(&'static str, Value)> {
    vec![
        ("address", text()),
        ("name", text()),
        ("sent", integer()),
        ("received", integer()),
        ("first", maybe("string")),
        ("last", maybe("string")),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::samples;

    #[test]
    fn every_schema_has_the_fields_that_are_written() {
        let person = samples::person("x");
        check("Person", &person);
        check("Correspondent", &person.correspondent);
        check("Addressed", &person.writes);
    }
}
