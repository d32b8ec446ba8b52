//! Fields of an address: a misspelt one must not ask for something else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::Value;

use super::openapi;
use crate::failure::Failure;
use crate::visit::Asked;

/// Chooses the language of an answer, at every address.
const LANGUAGE: &str = "lang";

/// The fields of each address, as the document has them.
static KNOWN: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| known(&openapi::whole()));

/// Refuses a request with a field that its address does not know.
pub(super) async fn only_known(path: MatchedPath, request: Request, next: Next) -> Result<Response, Failure> {
    let known = KNOWN.get(path.as_str()).map(Vec::as_slice).unwrap_or_default();
    let asked = Asked::parse(request.uri().query().unwrap_or_default().as_bytes());
    let is_known =
        |name: &str| name.is_empty() || name == LANGUAGE || known.iter().any(|known| known == name);
    match asked.names().find(|name| !is_known(name)) {
        Some(unknown) => Err(Failure::unknown_field(unknown, known)),
        None => Ok(next.run(request).await),
    }
}

fn known(document: &Value) -> BTreeMap<String, Vec<String>> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.map(|(path, methods)| (path.clone(), fields(methods))).collect()
}

fn fields(methods: &Value) -> Vec<String> {
    let methods = methods.as_object().into_iter().flatten().map(|(_, method)| method);
    let parameters = methods.flat_map(|method| method["parameters"].as_array().into_iter().flatten());
    let in_query = parameters.filter(|parameter| parameter["in"] == "query");
    in_query.filter_map(|parameter| parameter["name"].as_str().map(str::to_owned)).collect()
}
