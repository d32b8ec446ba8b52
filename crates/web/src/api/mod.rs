//! `/api/v1`: the same answers as JSON, for programs.
//!
//! The shapes are the desk's own view types, the same that the command line
//! prints with `--json`. Reading takes the session or the token; acting takes
//! the token (`Authorization: Bearer`), because a cookie goes along with
//! whatever page makes the browser ask.

mod answers;
mod fields;
mod openapi;
mod problem;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::house::House;
use crate::pages::LONGEST_BYTES;

pub(crate) use problem::problem;

/// Returns the routes of the API.
pub(crate) fn routes() -> Router<Arc<House>> {
    let mut router = Router::new().route("/api/openapi.json", get(openapi::document));
    for (path, methods) in table() {
        router = router.route(path, methods);
    }
    router.route_layer(from_fn(fields::only_known))
}

/// The routes in one list, so that a test can hold the OpenAPI document against it.
fn table() -> Vec<(&'static str, MethodRouter<Arc<House>>)> {
    vec![
        ("/api/v1/overview", get(answers::overview)),
        ("/api/v1/search", get(answers::search)),
        ("/api/v1/suggest", get(answers::suggest)),
        ("/api/v1/batch", post(answers::batch)),
        ("/api/v1/correspondents", get(answers::correspondents)),
        ("/api/v1/correspondents/{address}", get(answers::correspondent)),
        ("/api/v1/imports", get(answers::imports)),
        ("/api/v1/unreadable", get(answers::unreadable)),
        ("/api/v1/files/unread", get(answers::unread_files)),
        (
            "/api/v1/keys",
            get(answers::keys).post(answers::add_keys).layer(DefaultBodyLimit::max(LONGEST_BYTES)),
        ),
        ("/api/v1/keys/missing", get(answers::missing_keys)),
        ("/api/v1/tags", get(answers::tags)),
        ("/api/v1/saved-searches", get(answers::saved_searches).post(answers::save_search)),
        ("/api/v1/saved-searches/{n}", delete(answers::delete_saved_search)),
        ("/api/v1/messages/{id}", get(answers::message)),
        ("/api/v1/messages/{id}/raw", get(answers::raw)),
        ("/api/v1/messages/{id}/evidence", get(answers::evidence)),
        ("/api/v1/messages/{id}/parts/{n}", get(answers::part)),
        ("/api/v1/messages/{id}/files/{n}", get(answers::file)),
        ("/api/v1/messages/{id}/tags/{tag}", put(answers::tag).delete(answers::untag)),
        ("/api/v1/messages/{id}/notes", post(answers::write_note)),
        ("/api/v1/messages/{id}/notes/{n}", delete(answers::delete_note)),
    ]
}
