//! `/saved`: searches that somebody kept, each with its feed.

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;

use super::results::Time;
use super::{Answer, Frame, Place, html, own_form, see};
use crate::failure::Failure;
use crate::links;
use crate::visit::Visit;

struct Saved {
    n: i64,
    name: String,
    query: String,
    address: String,
    feed: String,
    created: Time,
}

#[derive(Template)]
#[template(path = "saved.html")]
struct Page<'a> {
    frame: Frame<'a>,
    saved: Vec<Saved>,
}

/// Answers with the kept searches.
pub(super) async fn page(visit: Visit) -> Answer {
    let searches = visit.ask(|room| room.saved_searches()).await?;
    let say = visit.say();
    let saved = |search: &greffe::view::SavedSearch| Saved {
        n: search.n,
        name: search.name.clone(),
        query: search.query.clone(),
        address: links::search(&search.query),
        feed: feed_address(&visit, search.n),
        created: Time::long(say, &search.created_at),
    };
    let saved = searches.iter().map(saved).collect();
    html(&Page { frame: Frame::new(&visit, Place::Saved), saved })
}

/// Keeps a search.
pub(super) async fn save(visit: Visit, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let name = form.text("name").to_owned();
    let query = form.text("query").trim().to_owned();
    visit.ask(move |room| room.save_search(&name, &query)).await?;
    see("/saved")
}

/// Forgets a kept search.
pub(super) async fn delete(visit: Visit, Path(n): Path<String>, body: Bytes) -> Answer {
    own_form(&visit, &body)?;
    let n = n.parse().map_err(|_| Failure::not_found())?;
    visit.ask(move |room| room.delete_saved_search(n)).await?;
    see("/saved")
}

/// Returns the address of a feed, with the secret that opens it.
fn feed_address(visit: &Visit, n: i64) -> String {
    let secret = visit.house.gate.feed_secret(n);
    links::address(&format!("/feeds/{n}.atom"), &[("key", secret.as_str())])
}
