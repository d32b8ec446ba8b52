//! The answers of the API: each asks the room once.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use greffe::{PeopleRequest, SearchRequest};
use serde::Deserialize;
use serde_json::json;

use crate::failure::Failure;
use crate::pages::{HandedIn, attachment, foremost, sort_of};
use crate::visit::Visit;

type Answer = Result<Response, Failure>;

/// Messages in one answer, at most.
const MOST_HITS: usize = 1_000;
/// Files in one answer, at most.
const MOST_FILES: usize = 10_000;
/// Messages in one answer when nothing is said.
const USUAL_HITS: usize = 20;
/// Terms in one batch.
const MOST_TERMS: usize = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    terms: Vec<String>,
    #[serde(default)]
    as_queries: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewSearch {
    name: String,
    query: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewNote {
    text: String,
}

pub(super) async fn overview(visit: Visit) -> Answer {
    Ok(Json(visit.ask(|room| room.overview()).await?).into_response())
}

pub(super) async fn search(visit: Visit) -> Answer {
    let limit = visit.asked.number_to(MOST_HITS, "limit", USUAL_HITS)?;
    let request = SearchRequest {
        query: visit.asked.text("q").to_owned(),
        offset: visit.asked.number("offset")?.unwrap_or(0),
        limit,
        sort: sort_of(visit.asked.text("sort"))?,
        facets: visit.asked.flag("facets")?,
        collapse: visit.asked.flag("collapse")?,
        through: visit.asked.number("through")?,
    };
    Ok(Json(visit.ask(move |room| room.search(&request)).await?).into_response())
}

pub(super) async fn suggest(visit: Visit) -> Answer {
    let typed = visit.asked.text("typed").to_owned();
    Ok(Json(visit.ask(move |room| room.suggest(&typed, USUAL_HITS)).await?).into_response())
}

pub(super) async fn batch(visit: Visit, headers: HeaderMap, body: Bytes) -> Answer {
    let batch: Batch = act(&visit, &headers, &body)?;
    if batch.terms.len() > MOST_TERMS {
        return Err(Failure::too_many(MOST_TERMS));
    }
    let rows = visit.ask(move |room| room.batch(&batch.terms, batch.as_queries)).await?;
    Ok(Json(json!({ "rows": rows })).into_response())
}

pub(super) async fn correspondents(visit: Visit) -> Answer {
    let limit = visit.asked.number_to(MOST_HITS, "limit", USUAL_HITS)?;
    let request = PeopleRequest {
        typed: visit.asked.text("q").to_owned(),
        foremost: foremost(visit.asked.text("sort"))?,
        offset: visit.asked.number("offset")?.unwrap_or(0),
        limit,
    };
    Ok(Json(visit.ask(move |room| room.correspondents(&request)).await?).into_response())
}

pub(super) async fn correspondent(visit: Visit, Path(address): Path<String>) -> Answer {
    let person = visit.ask(move |room| room.correspondent(&address)).await?;
    Ok(Json(person.ok_or_else(Failure::no_such_correspondent)?).into_response())
}

pub(super) async fn imports(visit: Visit) -> Answer {
    let imports = visit.ask(|room| room.imports()).await?;
    Ok(Json(json!({ "imports": imports })).into_response())
}

pub(super) async fn unreadable(visit: Visit) -> Answer {
    let spans = visit.ask(|room| room.lost()).await?;
    Ok(Json(json!({ "unreadable": spans })).into_response())
}

pub(super) async fn unread_files(visit: Visit) -> Answer {
    let offset = visit.asked.number("offset")?.unwrap_or(0);
    let limit = visit.asked.number_to(MOST_FILES, "limit", MOST_FILES)?;
    let unread = visit.ask(move |room| room.unread_page("", offset, limit)).await?;
    let total: u64 = unread.totals.iter().map(|total| total.files).sum();
    Ok(Json(json!({ "total": total, "files": unread.files })).into_response())
}

pub(super) async fn keys(visit: Visit) -> Answer {
    let keys = visit.ask(|room| room.keys()).await?;
    Ok(Json(json!({ "keys": keys })).into_response())
}

pub(super) async fn missing_keys(visit: Visit) -> Answer {
    let missing = visit.ask(|room| room.missing_keys()).await?;
    Ok(Json(json!({ "missing": missing })).into_response())
}

pub(super) async fn add_keys(visit: Visit, headers: HeaderMap, body: Bytes) -> Answer {
    require_token(&visit, &headers)?;
    let asked = |name| visit.asked.text(name).to_owned();
    let handed = HandedIn::new(asked("name"), body.into(), asked("observer"), asked("source"));
    Ok(Json(handed.add(&visit).await?).into_response())
}

pub(super) async fn tags(visit: Visit) -> Answer {
    let tags = visit.ask(|room| room.tags()).await?;
    Ok(Json(json!({ "tags": tags })).into_response())
}

pub(super) async fn saved_searches(visit: Visit) -> Answer {
    let searches = visit.ask(|room| room.saved_searches()).await?;
    Ok(Json(json!({ "saved_searches": searches })).into_response())
}

pub(super) async fn save_search(visit: Visit, headers: HeaderMap, body: Bytes) -> Answer {
    let new: NewSearch = act(&visit, &headers, &body)?;
    let saved = visit.ask(move |room| room.save_search(&new.name, &new.query)).await?;
    Ok((StatusCode::CREATED, Json(saved)).into_response())
}

pub(super) async fn delete_saved_search(visit: Visit, Path(n): Path<String>, headers: HeaderMap) -> Answer {
    require_token(&visit, &headers)?;
    let n = number(&n)?;
    visit.ask(move |room| room.delete_saved_search(n)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn message(visit: Visit, Path(id): Path<String>) -> Answer {
    Ok(Json(visit.ask(move |room| room.show(&id)).await?).into_response())
}

pub(super) async fn raw(visit: Visit, Path(id): Path<String>) -> Answer {
    crate::pages::raw(visit, id).await
}

pub(super) async fn evidence(visit: Visit, Path(id): Path<String>) -> Answer {
    crate::pages::evidence(visit, id).await
}

pub(super) async fn part(visit: Visit, Path((id, n)): Path<(String, String)>) -> Answer {
    let n: usize = n.parse().map_err(|_| Failure::not_found())?;
    let part = visit.ask(move |room| room.part(&id, n)).await?;
    Ok(attachment(&part.name, "application/octet-stream", part.bytes))
}

pub(super) async fn file(visit: Visit, Path((id, n)): Path<(String, String)>) -> Answer {
    let n: usize = n.parse().map_err(|_| Failure::not_found())?;
    Ok(Json(visit.ask(move |room| room.file_text(&id, n)).await?).into_response())
}

pub(super) async fn tag(visit: Visit, Path((id, tag)): Path<(String, String)>, headers: HeaderMap) -> Answer {
    require_token(&visit, &headers)?;
    visit.ask(move |room| room.tag(&id, &tag)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn untag(
    visit: Visit,
    Path((id, tag)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    require_token(&visit, &headers)?;
    visit.ask(move |room| room.untag(&id, &tag)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn write_note(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let note: NewNote = act(&visit, &headers, &body)?;
    visit.ask(move |room| room.write_note(&id, &note.text)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn delete_note(
    visit: Visit,
    Path((id, n)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    require_token(&visit, &headers)?;
    let n = number(&n)?;
    visit.ask(move |room| room.delete_note(&id, n)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Reads what an act brings, once it is sure that a program asks.
fn act<T: for<'a> Deserialize<'a>>(visit: &Visit, headers: &HeaderMap, body: &[u8]) -> Result<T, Failure> {
    require_token(visit, headers)?;
    serde_json::from_slice(body).map_err(|error| Failure::malformed_body(&error))
}

fn require_token(visit: &Visit, headers: &HeaderMap) -> Result<(), Failure> {
    if visit.house.gate.has_bearer(headers) { Ok(()) } else { Err(Failure::token_only()) }
}

fn number(text: &str) -> Result<i64, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}
