//! `/api/openapi.json`: what the API answers, for programs (OpenAPI 3.1).
//!
//! Kept by hand. Deriving it (`utoipa`) would put a web vocabulary and a macro
//! crate into the desk, below the only room that speaks HTTP. What a derive
//! would guarantee, two tests do: every route stands here and no other, and
//! every schema has exactly the fields that the view types write.

mod authentication;
mod files;
mod people;
mod similar;

use axum::Json;
use serde_json::{Map, Value, json};

/// Answers with the document.
pub(super) async fn document() -> Json<Value> {
    Json(whole())
}

pub(super) fn whole() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "greffe",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Search and read one mail archive. Reading takes the session cookie or \
                            `Authorization: Bearer` with the start token; acting takes the token.",
        },
        "security": [{ "token": [] }],
        "paths": paths(),
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(),
            "responses": { "Problem": {
                "description": "What went wrong (RFC 9457)",
                "content": { "application/problem+json": { "schema": of("Problem") } },
            } },
        },
    })
}

fn paths() -> Value {
    json!({
        "/api/v1/overview": { "get": operation("What the archive holds", &[], of("Overview")) },
        "/api/v1/search": { "get": operation(
            "Search",
            &[
                query("q", "In the query language; empty finds everything"),
                number("offset", "Matches to pass over; no limit"),
                up_to(1_000, "limit", "Matches to return; 20 when absent"),
                choice("sort", &["relevance", "date", "-date"], "`date` is the oldest first"),
                choice("facets", &["0", "1"], "`1` counts facets too"),
                choice("collapse", &["0", "1"], "`1` returns one message for each group of nearly the same text; offset and limit count groups"),
                number("through", "An earlier answer's `through`: its next page follows it although an import goes on"),
            ],
            of("SearchAnswer"),
        ) },
        "/api/v1/suggest": { "get": operation(
            "What the word being typed may become",
            &[query("typed", "The word")],
            list(of("Suggestion")),
        ) },
        "/api/v1/batch": { "post": acting(
            "Count the messages of each of 1,000 terms at most",
            &[],
            object(&[("terms", list(text())), ("as_queries", flag())]),
            "200",
            Some(wrapped("rows", "BatchRow")),
        ) },
        "/api/v1/correspondents": { "get": people::listing() },
        "/api/v1/correspondents/{address}": { "get": operation(
            "One address: its names, who it writes to, who writes to it",
            &[in_path("address")],
            of("Person"),
        ) },
        "/api/v1/imports": { "get": operation("What came in, newest first", &[], wrapped("imports", "Import")) },
        "/api/v1/unreadable": { "get": operation(
            "Spans in which no message could be recognised", &[], wrapped("unreadable", "Lost"),
        ) },
        "/api/v1/files/unread": { "get": operation(
            "Files inside messages whose text no search finds, or not all of it, and why",
            &[number("offset", "Files to pass over"), up_to(10_000, "limit", "Files to return; all when absent")],
            object(&[("total", integer()), ("files", list(of("UnreadFile")))]),
        ) },
        "/api/v1/keys": {
            "get": operation("Domain keys that are known", &[], wrapped("keys", "Key")),
            "post": handing_in(),
        },
        "/api/v1/keys/missing": { "get": operation(
            "Domain keys that nobody has shown, those that would unlock most first", &[], wrapped("missing", "MissingKey"),
        ) },
        "/api/v1/tags": { "get": operation("Tags and how many messages have them", &[], wrapped("tags", "Count")) },
        "/api/v1/saved-searches": {
            "get": operation("Kept searches", &[], wrapped("saved_searches", "SavedSearch")),
            "post": acting(
                "Keep a search", &[], object(&[("name", text()), ("query", text())]), "201", Some(of("SavedSearch")),
            ),
        },
        "/api/v1/saved-searches/{n}": { "delete": acting("Forget a kept search", &["n"], Value::Null, "204", None) },
        "/api/v1/messages/{id}": { "get": operation("One message, whole", &[in_path("id")], of("Message")) },
        "/api/v1/messages/{id}/raw": { "get": bytes("The exact bytes", &["id"], "message/rfc822") },
        "/api/v1/messages/{id}/evidence": {
            "get": bytes("What checks a message again without greffe", &["id"], "application/zip"),
        },
        "/api/v1/messages/{id}/parts/{n}": {
            "get": bytes("A part's decoded bytes", &["id", "n"], "application/octet-stream"),
        },
        "/api/v1/messages/{id}/files/{n}": { "get": operation(
            "What a file inside a message says, as a confined program read it; `reading` is null while none has",
            &[in_path("id"), in_path("n")],
            of("File"),
        ) },
        "/api/v1/messages/{id}/tags/{tag}": {
            "put": acting("Put a tag on a message", &["id", "tag"], Value::Null, "204", None),
            "delete": acting("Take a tag off", &["id", "tag"], Value::Null, "204", None),
        },
        "/api/v1/messages/{id}/notes": {
            "post": acting("Write a note", &["id"], object(&[("text", text())]), "204", None),
        },
        "/api/v1/messages/{id}/notes/{n}": {
            "delete": acting("Take a note away", &["id", "n"], Value::Null, "204", None),
        },
    })
}

fn schemas() -> Value {
    let mut schemas = message_schemas();
    for (name, schema) in [
        (
            "SearchAnswer",
            object(&[
                ("total", integer()),
                ("documents", integer()),
                ("texts", integer()),
                ("hits", list(of("Hit"))),
                ("facets", of("Facets")),
                ("warnings", list(of("Warning"))),
                ("query", text()),
                ("through", integer()),
            ]),
        ),
        (
            "Hit",
            object(&[
                ("id", text()),
                ("date", maybe("string")),
                ("from", text()),
                ("from_marks", list(list(integer()))),
                ("to", list(text())),
                ("subject", text()),
                ("subject_marks", list(list(integer()))),
                ("mailboxes", list(of("Place"))),
                ("kind", text()),
                ("verdict", maybe("string")),
                ("attachments", integer()),
                ("snippet", text()),
                ("marks", list(list(integer()))),
                ("snippet_of", text()),
                ("snippet_part", integer()),
                ("tags", list(text())),
                ("damaged", flag()),
                ("similar", integer()),
            ]),
        ),
        ("Facets", facets()),
        ("Facet", object(&[("values", list(of("Count"))), ("other", integer())])),
        ("Count", object(&[("value", text()), ("count", integer())])),
        (
            "Warning",
            object(&[
                ("code", text()),
                ("word", text()),
                ("operator", text()),
                ("name", text()),
                ("messages", integer()),
            ]),
        ),
        (
            "BatchRow",
            object(&[
                ("term", text()),
                ("query", text()),
                ("total", maybe("integer")),
                ("warnings", list(of("Warning"))),
                ("not_searched", of("NotSearched")),
            ]),
        ),
        ("NotSearched", object(&[("code", text())])),
        ("Suggestion", object(&[("insert", text()), ("count", maybe("integer"))])),
        (
            "SavedSearch",
            object(&[("n", integer()), ("name", text()), ("query", text()), ("created_at", text())]),
        ),
        (
            "Overview",
            object(&[
                ("messages", integer()),
                ("searchable", integer()),
                ("files", integer()),
                ("mailboxes", list(text())),
                ("timezone", text()),
                ("unreadable", integer()),
                ("damaged", integer()),
            ]),
        ),
        (
            "Problem",
            object(&[
                ("type", text()),
                ("status", integer()),
                ("title", text()),
                ("detail", text()),
                ("code", text()),
                ("values", json!({ "type": "object" })),
                ("expected", text()),
            ]),
        ),
    ] {
        schemas.insert(name.to_owned(), schema);
    }
    Value::Object(schemas)
}

fn message_schemas() -> Map<String, Value> {
    let schemas = [
        (
            "Message",
            object(&[
                ("id", text()),
                ("date", maybe("string")),
                ("date_source", text()),
                ("from", list(text())),
                ("to", list(text())),
                ("cc", list(text())),
                ("bcc", list(text())),
                ("reply_to", list(text())),
                ("subject", text()),
                ("headers", list(list(text()))),
                ("text", text()),
                ("html", flag()),
                ("text_from_html", flag()),
                ("parts", list(of("Part"))),
                ("thread", list(text())),
                ("mailboxes", list(of("Place"))),
                ("occurrences", list(of("Occurrence"))),
                ("defects", list(text())),
                ("damaged", flag()),
                ("variants", list(text())),
                ("similar", of("Similar")),
                ("kind", text()),
                ("lang", maybe("string")),
                ("bytes", integer()),
                ("authentication", of("Authentication")),
                ("tags", list(text())),
                ("notes", list(of("Note"))),
            ]),
        ),
        ("Similar", similar::similar()),
        ("Near", similar::near()),
        (
            "Part",
            object(&[
                ("n", integer()),
                ("parent", maybe("integer")),
                ("type", text()),
                ("name", text()),
                ("bytes", integer()),
                ("sha256", maybe("string")),
                ("attachment", flag()),
                ("text", text()),
                ("why", text()),
            ]),
        ),
        ("Place", object(&[("mailbox", text()), ("folder", text())])),
        (
            "Occurrence",
            object(&[
                ("mailbox", text()),
                ("folder", text()),
                ("source", text()),
                ("path", text()),
                ("offset", integer()),
                ("import", text()),
                ("flags", list(text())),
                ("postmark", maybe("string")),
            ]),
        ),
        ("Note", object(&[("n", integer()), ("written_at", text()), ("text", text())])),
        (
            "Import",
            object(&[
                ("id", text()),
                ("started_at", text()),
                ("finished_at", maybe("string")),
                ("by", maybe("string")),
                ("note", maybe("string")),
                ("mailbox", text()),
                ("sources", list(of("Source"))),
                ("messages", integer()),
                ("stored", integer()),
                ("duplicates", integer()),
                ("unreadable", integer()),
                ("files", integer()),
                ("signed", of("KindCounts")),
                ("verdicts", of("VerdictTotals")),
            ]),
        ),
        ("Source", object(&[("path", text()), ("bytes", integer()), ("sha256", text())])),
        (
            "Lost",
            object(&[
                ("import", text()),
                ("source", text()),
                ("path", text()),
                ("offset", integer()),
                ("bytes", integer()),
                ("reason", text()),
            ]),
        ),
    ];
    let schemas =
        schemas.into_iter().chain(authentication::schemas()).chain(files::schemas()).chain(people::schemas());
    schemas.map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn facets() -> Value {
    let names = [
        "mailbox",
        "from",
        "domain",
        "year",
        "kind",
        "filetype",
        "author",
        "lang",
        "list",
        "tag",
        "has",
        "verdict",
        "signed_by",
        "reason",
    ];
    let mut fields: Vec<(&str, Value)> = names.map(|name| (name, of("Facet"))).into();
    fields.push(("months", list(of("Count"))));
    fields.push(("undated", integer()));
    object(&fields)
}

fn operation(summary: &str, parameters: &[Value], answer: Value) -> Value {
    json!({
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": summary, "content": { "application/json": { "schema": answer } } },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    })
}

fn acting(summary: &str, path: &[&str], body: Value, status: &str, answer: Option<Value>) -> Value {
    let mut success = json!({ "description": summary });
    if let Some(answer) = answer {
        success["content"] = json!({ "application/json": { "schema": answer } });
    }
    let mut operation = json!({
        "summary": summary,
        "parameters": path.iter().map(|name| in_path(name)).collect::<Vec<_>>(),
        "responses": { status: success, "default": { "$ref": "#/components/responses/Problem" } },
    });
    if !body.is_null() {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": body } } });
    }
    operation
}

/// Handing in keys: the body is the file, in any form that greffe reads.
fn handing_in() -> Value {
    let parameters = [
        query("name", "Name of the file"),
        query("source", "Where the keys can be found; the name of the file otherwise"),
        query("observer", "Who saw them"),
    ];
    let mut operation =
        operation("Add keys; what they affect is judged again", &parameters, of("KeysReport"));
    operation["requestBody"] = json!({ "required": true, "content": { "application/octet-stream": {} } });
    operation
}

fn bytes(summary: &str, path: &[&str], content_type: &str) -> Value {
    json!({
        "summary": summary,
        "parameters": path.iter().map(|name| in_path(name)).collect::<Vec<_>>(),
        "responses": {
            "200": { "description": summary, "content": { content_type: {} } },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    })
}

fn query(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "query", "description": description, "schema": text() })
}

fn number(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "query", "description": description, "schema": integer() })
}

fn up_to(most: usize, name: &str, description: &str) -> Value {
    let schema = json!({ "type": "integer", "minimum": 0, "maximum": most });
    json!({ "name": name, "in": "query", "description": description, "schema": schema })
}

fn choice(name: &str, choices: &[&str], description: &str) -> Value {
    let schema = json!({ "type": "string", "enum": choices });
    json!({ "name": name, "in": "query", "description": description, "schema": schema })
}

fn in_path(name: &str) -> Value {
    let description = if name == "id" { "4 hexadecimal digits or more of the message id" } else { name };
    json!({ "name": name, "in": "path", "required": true, "description": description, "schema": text() })
}

fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn wrapped(name: &str, items: &str) -> Value {
    object(&[(name, list(of(items)))])
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn object(fields: &[(&str, Value)]) -> Value {
    let fields: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": fields })
}

fn maybe(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn integer() -> Value {
    json!({ "type": "integer" })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::Serialize;

    use super::*;
    use crate::samples;

    #[test]
    fn every_route_stands_in_the_document_and_no_other() {
        let document = whole();
        let written: BTreeSet<&str> =
            document["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
        let routed: BTreeSet<&str> = super::super::table().into_iter().map(|(path, _)| path).collect();
        assert_eq!(written, routed);
    }

    #[track_caller]
    pub(super) fn check(name: &str, view: &impl Serialize) {
        let written = serde_json::to_value(view).expect("JSON");
        let written: BTreeSet<&String> = written.as_object().expect("an object").keys().collect();
        let schemas = schemas();
        let described: BTreeSet<&String> =
            schemas[name]["properties"].as_object().expect("properties").keys().collect();
        assert_eq!(written, described, "{name}");
    }

    #[test]
    fn every_schema_has_the_fields_that_are_written() {
        let answer = samples::search_answer("x");
        check("SearchAnswer", &answer);
        check("Hit", &answer.hits[0]);
        check("Place", &answer.hits[0].mailboxes[0]);
        check("Facets", &answer.facets);
        check("Facet", &answer.facets.as_ref().map(|facets| &facets.kind));
        check("Count", &answer.facets.as_ref().map(|facets| &facets.kind.values[0]));
        let message = samples::message("x");
        check("Message", &message);
        check("Part", &message.parts[0]);
        check("Occurrence", &message.occurrences[0]);
        check("Note", &message.notes[0]);
        let import = samples::import("x");
        check("Import", &import);
        check("Source", &import.sources[0]);
        check("Lost", &samples::lost("x"));
        check("SavedSearch", &samples::saved_search("x"));
        check("Overview", &samples::overview("x"));
        let row = samples::batch_row("x");
        check("BatchRow", &row);
        check("NotSearched", &row.not_searched);
        check("Suggestion", &greffe::view::Suggestion { insert: "x".into(), count: None });
    }

    #[test]
    fn warnings_have_the_fields_of_all_their_kinds() {
        let mut written = BTreeSet::new();
        for warning in samples::search_answer("x").warnings {
            let warning = serde_json::to_value(warning).expect("JSON");
            written.extend(warning.as_object().expect("an object").keys().cloned());
        }
        let schemas = schemas();
        let described =
            schemas["Warning"]["properties"].as_object().expect("properties").keys().cloned().collect();
        assert_eq!(written, described);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = whole();
        let text = document.to_string();
        for reference in text.split("\"#/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(document.pointer(&format!("/{reference}")).is_some(), "{reference}");
        }
    }
}
