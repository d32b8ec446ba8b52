//! `audit.json` is what its published schema says.

use std::path::Path;

use boon::{Compiler, Schemas};
use greffe_report::Secret;
use serde_json::Value;

use crate::affair::{Made, affair, read};

/// Says what is wrong with a document, if anything is.
fn check(document: &Value) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/audit.schema.json");
    let schema: Value = serde_json::from_str(&read(&path)).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("audit.json", schema).expect("a resource");
    let index = compiler.compile("audit.json", &mut schemas).expect("the schema is one");
    schemas.validate(document, index).map_err(|error| format!("{error:#}"))
}

fn document(secret: Option<&Secret>) -> Value {
    serde_json::from_str(&Made::of(&affair().audited, secret).text("audit.json")).expect("JSON")
}

#[test]
fn the_report_of_the_affair_is_valid() {
    check(&document(None)).expect("with names");
    check(&document(Some(&Secret::new(&[[1; 16]])))).expect("with pseudonyms");
}

#[test]
fn the_schema_refuses_what_is_none() {
    let mut document = document(None);
    document["findings"][0]["rule"] = "no-such-rule".into();
    assert!(check(&document).is_err());
    assert!(check(&Value::Null).is_err());
}
