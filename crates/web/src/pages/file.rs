//! `/message/{id}/file/{n}`: what a file inside a message says, read by the worker.
//!
//! Nothing of the file itself is sent: its text is escaped like any text, and its
//! pages are pictures that were drawn elsewhere. Whoever wants the file downloads it.

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use greffe::view::{FileState, FileText, MessageView, PartView};
use greffe::{Error, Inner, Kind, ReadingOutcome, Room};

use super::message::{LINE_CHARS, LIST_ROWS, is_alarming, kept};
use super::passages::{self, Passages};
use super::pictures::{self, Pictures};
use super::results::or_word;
use super::source::TEXT_POLICY;
use super::{Answer, Frame, Place, html};
use crate::failure::Failure;
use crate::links;
use crate::reading::{Marker, one_line, shorten};
use crate::say::Say;
use crate::visit::Visit;

/// The longest word for a format.
const FORMAT_CHARS: usize = 20;
/// The longest path inside a file that is shown whole, in characters.
const PATH_CHARS: usize = 250;

/// A document inside the file.
struct InnerRow {
    path: String,
    format: String,
    state: String,
    says: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "file.html")]
struct Page<'a> {
    frame: Frame<'a>,
    name: String,
    /// Key of the words for where it lies.
    home: &'static str,
    subject: String,
    message: String,
    declared: String,
    format: String,
    size: String,
    sha256: String,
    state: String,
    missing: bool,
    alarming: bool,
    by: String,
    says: Vec<(String, String)>,
    inner: Vec<InnerRow>,
    inner_more: usize,
    passages: Option<&'a Passages>,
    pictures: Option<Pictures>,
    show_pictures: String,
    whole: String,
    download: String,
}

/// What the page needs of the desk.
struct Read {
    message: MessageView,
    part: PartView,
    state: FileState,
    file: FileText,
    passages: Option<Passages>,
}

/// Answers with what a file says.
pub(super) async fn page(visit: Visit, Path((id, n)): Path<(String, String)>) -> Answer {
    let n: usize = n.parse().map_err(|_| Failure::not_found())?;
    let query = visit.asked.text("q").trim().to_owned();
    let read = visit.ask(move |room| read(room, &id, n, &query)).await?.ok_or_else(Failure::not_found)?;
    let format = read.file.reading.as_ref().map_or("", |reading| &reading.format);
    let first = visit.asked.number("pictures")?.or_else(|| pictures::unasked(format));
    let pictures = match first {
        Some(first) => Some(pictures::ask(&visit, &read.message.id, n, first).await?),
        None => None,
    };
    html(&filled(&visit, &read, pictures))
}

/// Reads a part, if it is a file.
fn read(room: &Room, id: &str, n: usize, query: &str) -> Result<Option<Read>, Error> {
    let message = room.show(id)?;
    let part = message.parts.iter().find(|part| part.n == n).cloned();
    let Some((part, state)) = part.and_then(|part| part.file.map(|state| (part, state))) else {
        return Ok(None);
    };
    let file = room.file_text(id, n)?;
    // A query that cannot be read any more marks nothing.
    let mut marker = Marker::new(room.highlights(query).unwrap_or_default());
    let passages = file.reading.as_ref().map(|reading| Passages::new(reading, &mut marker));
    Ok(Some(Read { message, part, state, file, passages }))
}

fn filled<'a>(visit: &'a Visit, read: &'a Read, pictures: Option<Pictures>) -> Page<'a> {
    let say = visit.say();
    let reading = read.file.reading.as_ref();
    let inner = reading.map(|reading| reading.inner.as_slice()).unwrap_or_default();
    let below = format!("/file/{}", read.part.n);
    let format = reading.map(|reading| one_line(&reading.format, FORMAT_CHARS)).unwrap_or_default();
    Page {
        frame: Frame::new(visit, Place::Elsewhere).asking(visit.asked.text("q").trim()),
        name: or_word(say, &shorten(&read.file.name, LINE_CHARS), "web-no-name"),
        home: if read.message.kind == Kind::Document.as_str() {
            "web-file-document"
        } else {
            "web-file-message"
        },
        subject: or_word(say, &shorten(&read.message.subject, LINE_CHARS), "search-no-subject"),
        message: format!("{}{}", links::message(&read.message.id, ""), kept(visit)),
        declared: shorten(&read.file.content_type, LINE_CHARS),
        size: say.bytes(read.file.bytes),
        sha256: read.part.sha256.clone().unwrap_or_default(),
        state: say.texts().file_state(&read.state),
        missing: !read.state.is_whole(),
        alarming: is_alarming(&read.state),
        by: reading
            .and_then(|reading| reading.by.as_deref())
            .map(|by| one_line(by, PATH_CHARS))
            .unwrap_or_default(),
        says: reading.map(|reading| say.texts().file_says(&reading.metadata)).unwrap_or_default(),
        inner: inner.iter().take(LIST_ROWS).map(|inner| inner_row(say, inner)).collect(),
        inner_more: inner.len().saturating_sub(LIST_ROWS),
        passages: read.passages.as_ref(),
        show_pictures: pictures::offer(visit, &read.message.id, read.part.n, &format),
        format,
        pictures,
        whole: links::message(&read.message.id, &format!("{below}/text")),
        download: links::message(&read.message.id, &format!("/part/{}", read.part.n)),
    }
}

fn inner_row(say: Say<'_>, inner: &Inner) -> InnerRow {
    let outcome = match inner.outcome {
        ReadingOutcome::Complete => "complete",
        ReadingOutcome::Truncated(_) => "truncated",
        ReadingOutcome::None(_) => "none",
    };
    let why = inner.outcome.why().map(|why| why.word());
    InnerRow {
        path: one_line(&inner.path, PATH_CHARS),
        format: one_line(&inner.format, FORMAT_CHARS),
        state: say.texts().file_state(&FileState { outcome, why }),
        says: say.texts().file_says(&inner.metadata),
    }
}

/// Answers with the whole text, as text and nothing else.
pub(super) async fn text(visit: Visit, Path((id, n)): Path<(String, String)>) -> Answer {
    let n: usize = n.parse().map_err(|_| Failure::not_found())?;
    let file = visit.ask(move |room| room.file_text(&id, n)).await?;
    let reading = file.reading.ok_or_else(Failure::not_found)?;
    let text = passages::whole(&reading, |mark| visit.say().texts().file_mark(mark));
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_SECURITY_POLICY, TEXT_POLICY)];
    Ok((headers, text).into_response())
}
