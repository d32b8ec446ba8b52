//! Schemas of what files inside messages say.

use serde_json::{Value, json};

use super::{integer, list, maybe, object, of, text};

/// Returns the schemas by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        (
            "File",
            object(&[
                ("name", text()),
                ("type", text()),
                ("bytes", integer()),
                ("reading", reading_or_none()),
            ]),
        ),
        (
            "Reading",
            object(&[
                ("format", text()),
                ("outcome", outcome()),
                ("pieces", list(of("Piece"))),
                ("metadata", of("Metadata")),
                ("inner", list(of("Inner"))),
                ("by", text()),
                ("signal", integer()),
            ]),
        ),
        ("Piece", object(&[("within", text()), ("mark", text()), ("text", text())])),
        (
            "Inner",
            object(&[
                ("path", text()),
                ("format", text()),
                ("outcome", outcome()),
                ("metadata", of("Metadata")),
            ]),
        ),
        (
            "Metadata",
            object(&[
                ("title", text()),
                ("author", text()),
                ("last_saved_by", text()),
                ("company", text()),
                ("created", text()),
                ("modified", text()),
                ("software", text()),
                ("template", text()),
                ("position", of("Position")),
            ]),
        ),
        ("Position", object(&[("latitude", degrees()), ("longitude", degrees())])),
        (
            "UnreadFile",
            object(&[
                ("id", text()),
                ("part", integer()),
                ("name", text()),
                ("file_type", text()),
                ("bytes", integer()),
                ("date", maybe("string")),
                ("subject", text()),
                ("text", text()),
                ("why", text()),
                ("inside", list(of("UnreadInside"))),
            ]),
        ),
        ("UnreadInside", object(&[("path", text()), ("text", text()), ("why", text())])),
    ]
}

fn reading_or_none() -> Value {
    json!({ "oneOf": [of("Reading"), { "type": "null" }] })
}

/// `"complete"`, or why text is missing: `{"truncated": "damaged"}`, `{"none": "encrypted"}`.
fn outcome() -> Value {
    json!({ "oneOf": [{ "const": "complete" }, object(&[("truncated", text()), ("none", text())])] })
}

fn degrees() -> Value {
    json!({ "type": "number" })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::samples;

    #[test]
    fn every_schema_has_the_fields_that_are_written() {
        let file = samples::file_text("x");
        check("File", &file);
        let reading = file.reading.as_ref().expect("a reading");
        check("Reading", reading);
        check("Piece", &reading.pieces[0]);
        check("Inner", &reading.inner[0]);
        check("Metadata", &reading.metadata);
        check("Position", &reading.metadata.position);
        check("UnreadFile", &samples::unread_file("x"));
        check("UnreadInside", &samples::unread_file("x").inside[0]);
    }
}
