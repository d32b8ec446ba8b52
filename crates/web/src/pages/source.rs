//! The raw source of a message and its whole text, both as text and nothing else.

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;

use super::{Answer, Frame, Place, html, stream};
use crate::links;
use crate::reading::PAGE_TEXT_BYTES;
use crate::visit::Visit;

/// Text that nothing may be made of.
const TEXT_POLICY: &str =
    "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "source.html")]
struct Page<'a> {
    frame: Frame<'a>,
    source: String,
    replaced: bool,
    cut: bool,
    size: String,
    address: String,
}

/// Answers with the source, escaped; octets that are no UTF-8 are replaced, and it says so.
pub(super) async fn page(visit: Visit, Path(id): Path<String>) -> Answer {
    let address = links::message(&id, "");
    let read = visit.ask(move |room| Ok((room.show(&id)?.bytes, stream::head(room, &id, PAGE_TEXT_BYTES)?)));
    let (size_bytes, head) = read.await?;
    let source = String::from_utf8_lossy(&head).into_owned();
    let page = Page {
        frame: Frame::new(&visit, Place::Elsewhere),
        replaced: source.contains(char::REPLACEMENT_CHARACTER),
        cut: (head.len() as u64) < size_bytes,
        source,
        size: visit.say().bytes(size_bytes),
        address,
    };
    html(&page)
}

/// Answers with the whole text as a reader sees it.
pub(super) async fn text(visit: Visit, Path(id): Path<String>) -> Answer {
    let message = visit.ask(move |room| room.show(&id)).await?;
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_SECURITY_POLICY, TEXT_POLICY)];
    Ok((headers, message.text).into_response())
}
