//! The pages: one file each, and what they all stand in.

mod audit;
mod batch;
mod evidence;
mod export;
mod facets;
mod feed;
mod file;
mod files;
mod formatted;
mod frame;
mod handed_in;
mod head;
mod help;
mod histogram;
mod imports;
mod keys;
mod message;
mod nothing;
mod overview;
mod paging;
mod part;
mod passages;
mod people;
mod pictures;
mod problem;
mod results;
mod saved;
mod search;
mod similar;
mod source;
mod start;
mod stream;
mod suggest;
mod tags;
mod text;
mod totals;
mod unseen;
mod verdict;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use crate::assets;
use crate::failure::Failure;
use crate::house::House;
use crate::visit::{Asked, Visit};

pub(crate) use evidence::evidence;
pub(crate) use frame::{Frame, Link, Place};
pub(crate) use handed_in::{HandedIn, LONGEST_BYTES};
pub(crate) use part::{attachment, raw};
pub(crate) use people::foremost;
pub(crate) use problem::{Told, problem};
pub(crate) use search::sort_of;

/// What handlers of pages answer.
type Answer = Result<Response, Failure>;

/// Returns the routes of all pages.
pub(crate) fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/start", get(start::open))
        .route("/assets/{name}", get(assets::serve))
        .route("/", get(overview::page))
        .route("/search", get(search::page))
        .route("/export", post(export::send))
        .route("/suggest", get(suggest::list))
        .route("/message/{id}", get(message::page))
        .route("/message/{id}/tag", post(message::tag))
        .route("/message/{id}/untag", post(message::untag))
        .route("/message/{id}/note", post(message::write_note))
        .route("/message/{id}/unnote", post(message::delete_note))
        .route("/message/{id}/formatted", get(formatted::page))
        .route("/message/{id}/text", get(source::text))
        .route("/message/{id}/source", get(source::page))
        .route("/message/{id}/raw", get(part::raw_page))
        .route("/message/{id}/part/{n}", get(part::part))
        .route("/message/{id}/file/{n}", get(file::page))
        .route("/message/{id}/file/{n}/text", get(file::text))
        .route("/message/{id}/file/{n}/page/{file}", get(pictures::picture))
        .route("/files", get(files::page))
        .route("/files.csv", get(files::csv))
        .route("/correspondents", get(people::list))
        .route("/correspondent", get(people::person))
        .route("/imports", get(imports::page))
        .route("/keys", get(keys::page).post(keys::add).layer(DefaultBodyLimit::max(LONGEST_BYTES)))
        .route("/message/{id}/evidence", get(evidence::page))
        .route(
            "/audit",
            get(audit::page).post(audit::make).layer(DefaultBodyLimit::max(audit::LONGEST_BYTES)),
        )
        .route("/audit/{name}", get(audit::shown))
        .route("/audit/{name}/report", get(audit::report))
        .route("/audit/{name}/file/{file}", get(audit::file))
        .route("/audit/{name}/packed", get(audit::packed))
        .route("/batch", get(batch::page).post(batch::run))
        .route("/saved", get(saved::page).post(saved::save))
        .route("/saved/{n}/delete", post(saved::delete))
        .route("/feeds/{file}", get(feed::feed))
        .route("/tags", get(tags::page))
        .route("/help", get(help::page).post(help::set_keys))
}

/// Fills a template.
fn html(template: &impl Template) -> Answer {
    let page = template.render().map_err(|_unwritable| Failure::internal())?;
    Ok(Html(page).into_response())
}

/// Reads a form and checks that it is one of ours.
fn own_form(visit: &Visit, body: &[u8]) -> Result<Asked, Failure> {
    let form = Asked::parse(body);
    if visit.house.gate.is_own_form(form.text("csrf")) { Ok(form) } else { Err(Failure::stale_form()) }
}

/// Sends the browser to a page after an act, so that a reload repeats nothing.
fn see(address: &str) -> Answer {
    Ok(Redirect::to(address).into_response())
}
