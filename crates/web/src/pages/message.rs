//! `/message/{id}`: one mail, its text first.

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use greffe::view::{FileState, Hit, MessageView};
use greffe::{Error, Room, SearchRequest, WhyUnread};

use super::formatted::{self, Findings};
use super::head::Head;
use super::results::{Row, Time, or_word, place_name};
use super::search::{Wish, sort_name};
use super::similar::Similar;
use super::text::{Shown, Text};
use super::verdict::{self, Covered, Panel};
use super::{Answer, Frame, Place, html, own_form, see};
use crate::failure::Failure;
use crate::formatted::{Cleaned, FormattedTexts};
use crate::reading::{self, Marker};
use crate::say::Say;
use crate::visit::Visit;
use crate::{links, query};

/// What an address keeps of the search that led to a message.
pub(super) const SEARCH_FIELDS: [&str; 5] = ["q", "sort", "collapse", "at", "through"];
/// So many rows of a thread stand on the page, around the message itself.
const THREAD_ROWS: usize = 30;
/// So many lines of any other list stand on the page.
pub(super) const LIST_ROWS: usize = 100;

/// The longest line that is shown whole, in characters.
pub(super) const LINE_CHARS: usize = 1_000;
/// The longest header value that is shown whole, in characters.
const HEADER_CHARS: usize = 4_000;

/// A part of the message.
pub(super) struct PartRow {
    n: usize,
    name: String,
    content_type: String,
    size: String,
    sha256: String,
    address: String,
    preview: String,
    state: String,
    missing: bool,
    attachment: bool,
}

/// Where it was found.
pub(super) struct Found {
    place: String,
    source: String,
    path: String,
    offset: String,
    flags: String,
    postmark: String,
}

/// A note.
pub(super) struct Note {
    n: i64,
    written: Time,
    text: String,
}

/// Its place among the results that led here.
#[derive(Default)]
pub(super) struct Among {
    previous: Option<String>,
    next: Option<String>,
    results: String,
    position: String,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Page<'a> {
    frame: Frame<'a>,
    subject: String,
    subject_covered: Option<Covered>,
    lang: Option<&'a str>,
    date: Option<Time>,
    date_note: String,
    date_covered: Option<Covered>,
    panel: Panel,
    head: &'a Head,
    kind: String,
    /// No mail: a loose file, which has no header, no text of its own and no signature.
    is_document: bool,
    damaged: bool,
    defects: Vec<String>,
    text_from_html: bool,
    text: &'a Text,
    formatted: bool,
    formatted_toggle: String,
    findings: Option<Findings>,
    attachments: Vec<PartRow>,
    parts: Vec<PartRow>,
    among: Option<Among>,
    thread: Vec<Row>,
    thread_total: usize,
    thread_search: String,
    variants: Vec<(Row, String)>,
    similar: Option<Similar>,
    found: Vec<Found>,
    found_more: usize,
    headers: Vec<(String, String, Option<Covered>)>,
    headers_more: usize,
    tags: &'a [String],
    notes: Vec<Note>,
    id: &'a str,
    size: String,
    address: String,
    keep: String,
}

/// What one page needs of the desk.
struct Read {
    message: MessageView,
    head: Head,
    text: Text,
    thread: Vec<Hit>,
    variants: Vec<Hit>,
    neighbours: Option<Neighbours>,
    cleaned: Option<Cleaned>,
}

/// The messages before and after in a list of results.
struct Neighbours {
    at: usize,
    total: u64,
    previous: Option<String>,
    next: Option<String>,
}

/// Answers with a message.
pub(super) async fn page(visit: Visit, Path(id): Path<String>) -> Answer {
    let wish = Wish::new(&visit.asked)?;
    let at = visit.asked.number("at")?;
    let request = at.map(|at| around(&wish, at));
    let texts = is_formatted(&visit).then(|| formatted::texts(visit.say()));
    let query = wish.query.clone();
    let read = visit.ask(move |room| read(room, &id, &query, request, texts.as_ref())).await?;
    html(&filled(&visit, &wish, &read))
}

/// Asks for the results right before and right after the one at `at`.
fn around(wish: &Wish, at: usize) -> (usize, SearchRequest) {
    let offset = at.saturating_sub(1);
    let request = SearchRequest {
        query: wish.query.clone(),
        offset,
        limit: 3,
        sort: wish.sort,
        facets: false,
        collapse: wish.collapse,
        through: wish.through,
    };
    (at, request)
}

fn read(
    room: &Room,
    id: &str,
    query: &str,
    around: Option<(usize, SearchRequest)>,
    formatted: Option<&FormattedTexts>,
) -> Result<Read, Error> {
    let message = room.show(id)?;
    // A query that cannot be read any more marks nothing.
    let mut marker = Marker::new(room.highlights(query).unwrap_or_default());
    let head = Head::new(&message, &mut marker);
    let text = Text::new(&message.text, &mut marker);
    let thread = room.rows(thread_window(&message))?;
    let variants = room.rows(message.variants.get(..LIST_ROWS).unwrap_or(&message.variants))?;
    // The way back is a comfort: a query that cannot be read any more only takes it away.
    let neighbours = around.and_then(|(at, request)| {
        let answer = room.search(&request).ok()?;
        let id_at = |at: usize| answer.hits.get(at.checked_sub(request.offset)?).map(|hit| hit.id.clone());
        let previous = at.checked_sub(1).and_then(id_at);
        let total = answer.texts.unwrap_or(answer.total);
        Some(Neighbours { at, total, previous, next: at.checked_add(1).and_then(id_at) })
    });
    let cleaned = match formatted {
        Some(texts) => formatted::cleaned(room, id, texts)?,
        None => None,
    };
    Ok(Read { message, head, text, thread, variants, neighbours, cleaned })
}

/// Returns the ids of a thread's messages around this one.
fn thread_window(message: &MessageView) -> &[String] {
    let here = message.thread.iter().position(|id| *id == message.id).unwrap_or(0);
    let start = here.saturating_sub(THREAD_ROWS / 2).min(message.thread.len().saturating_sub(THREAD_ROWS));
    let end = start.saturating_add(THREAD_ROWS).min(message.thread.len());
    message.thread.get(start..end).unwrap_or_default()
}

fn filled<'a>(visit: &'a Visit, wish: &Wish, read: &'a Read) -> Page<'a> {
    let say = visit.say();
    let message = &read.message;
    let row = |hit: &Hit| Row::new(say, hit, &[]);
    let part = |part| part_row(visit, message, part);
    let panel = Panel::new(say, &message.authentication);
    let variant = |hit: &Hit| (row(hit), verdict::compared(say, &hit.id, &message.authentication.copies));
    Page {
        frame: Frame::new(visit, Place::Elsewhere).asking(&wish.query),
        subject: or_word(say, &reading::shorten(&message.subject, LINE_CHARS), "search-no-subject"),
        subject_covered: panel.of("Subject"),
        lang: message.lang.as_deref(),
        date: message.date.as_deref().map(|date| Time::long(say, date)),
        date_note: date_note(say, message),
        date_covered: panel.of("Date"),
        head: &read.head,
        kind: say.code("kind", message.kind).into_owned(),
        is_document: message.kind == greffe::Kind::Document.as_str(),
        damaged: message.damaged,
        defects: message.defects.iter().map(|code| say.code("defect", code).into_owned()).collect(),
        text_from_html: message.text_from_html,
        text: &read.text,
        formatted: message.html,
        formatted_toggle: formatted_toggle(visit, &message.id),
        findings: read.cleaned.as_ref().map(|cleaned| Findings::new(say, cleaned)),
        attachments: message.parts.iter().filter(|part| part.attachment).take(LIST_ROWS).map(part).collect(),
        parts: message.parts.iter().take(LIST_ROWS).map(part).collect(),
        among: read.neighbours.as_ref().map(|neighbours| among(say, wish, neighbours)),
        thread: if message.thread.len() > 1 { read.thread.iter().map(row).collect() } else { Vec::new() },
        thread_total: message.thread.len(),
        thread_search: links::address(
            "/search",
            &[("q", &query::field("thread", &message.id)), ("sort", "date")],
        ),
        variants: read.variants.iter().map(variant).collect(),
        similar: Similar::new(say, message),
        found: message.occurrences.iter().take(LIST_ROWS).map(|place| found(say, place)).collect(),
        found_more: message.occurrences.len().saturating_sub(LIST_ROWS),
        headers_more: message.headers.len().saturating_sub(LIST_ROWS),
        headers: headers(message, &panel),
        tags: &message.tags,
        notes: notes(say, message),
        id: &message.id,
        size: say.bytes(message.bytes),
        address: links::message(&message.id, ""),
        keep: kept(visit),
        panel,
    }
}

fn headers(message: &MessageView, panel: &Panel) -> Vec<(String, String, Option<Covered>)> {
    let short = |(name, value): &(String, String)| {
        (reading::shorten(name, LINE_CHARS), reading::shorten(value, HEADER_CHARS), panel.of(name))
    };
    message.headers.iter().take(LIST_ROWS).map(short).collect()
}

/// Says where a date comes from, when it is not the Date header.
fn date_note(say: Say<'_>, message: &MessageView) -> String {
    if message.date_source == "date" {
        String::new()
    } else {
        say.code("date-source", message.date_source).into_owned()
    }
}

fn part_row(visit: &Visit, message: &MessageView, part: &greffe::view::PartView) -> PartRow {
    let say = visit.say();
    let preview = || format!("{}{}", links::message(&message.id, &format!("/file/{}", part.n)), kept(visit));
    PartRow {
        n: part.n,
        name: or_word(say, &reading::shorten(&part.name, LINE_CHARS), "web-no-name"),
        content_type: part.content_type.clone(),
        size: say.bytes(part.bytes),
        sha256: part.sha256.clone().unwrap_or_default(),
        address: links::message(&message.id, &format!("/part/{}", part.n)),
        preview: part.file.map(|_| preview()).unwrap_or_default(),
        state: part.file.map(|state| say.texts().file_state(&state)).unwrap_or_default(),
        missing: part.file.is_some_and(|state| is_alarming(&state)),
        attachment: part.attachment,
    }
}

/// An image has no text to miss; anything else that was not read whole may hold what is looked for.
pub(super) fn is_alarming(state: &FileState) -> bool {
    !state.is_whole() && state.why != Some(WhyUnread::NoText.word())
}

fn found(say: Say<'_>, place: &greffe::view::OccurrenceView) -> Found {
    let flags: Vec<String> = place.flags.iter().map(|flag| say.code("flag", flag).into_owned()).collect();
    Found {
        place: place_name(&place.mailbox, &place.folder),
        source: place.source.clone(),
        path: place.path.clone(),
        offset: say.number(place.offset),
        flags: flags.join(", "),
        postmark: place.postmark.clone().unwrap_or_default(),
    }
}

fn notes(say: Say<'_>, message: &MessageView) -> Vec<Note> {
    let note = |note: &greffe::view::NoteView| Note {
        n: note.n,
        written: Time::long(say, &note.written_at),
        text: note.text.clone(),
    };
    message.notes.iter().map(note).collect()
}

fn among(say: Say<'_>, wish: &Wish, neighbours: &Neighbours) -> Among {
    let link = |id: &String, at: usize| {
        let (at, through) = (at.to_string(), wish.through());
        let asked = [
            ("q", wish.query.as_str()),
            ("sort", sort_name(wish.sort)),
            ("collapse", wish.collapsed()),
            ("at", &at),
            ("through", &through),
        ];
        links::address(&links::message(id, ""), &asked)
    };
    let position =
        [("position", say.number(neighbours.at as u64 + 1)), ("total", say.number(neighbours.total))];
    Among {
        previous: neighbours.previous.as_ref().map(|id| link(id, neighbours.at.saturating_sub(1))),
        next: neighbours.next.as_ref().map(|id| link(id, neighbours.at.saturating_add(1))),
        results: wish.around(neighbours.at),
        position: say.values("web-among", &position).into_owned(),
    }
}

/// Returns what a form's address keeps of the search that led here, so that its answer leads back.
pub(super) fn kept(visit: &Visit) -> String {
    links::address("", &SEARCH_FIELDS.map(|name| (name, visit.asked.text(name))))
}

/// Returns the page to show after an act, at the list that changed.
fn back(visit: &Visit, id: &str, list: &str) -> Answer {
    see(&format!("{}{}#{list}", links::message(id, ""), kept(visit)))
}

fn is_formatted(visit: &Visit) -> bool {
    visit.asked.text("view") == "formatted"
}

/// Returns this page with the formatted view, or without it when it is there.
fn formatted_toggle(visit: &Visit, id: &str) -> String {
    let mut asked = SEARCH_FIELDS.map(|name| (name, visit.asked.text(name))).to_vec();
    asked.push(("view", if is_formatted(visit) { "" } else { "formatted" }));
    format!("{}#formatted", links::address(&links::message(id, ""), &asked))
}

/// Puts a tag on a message.
pub(super) async fn tag(visit: Visit, Path(id): Path<String>, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let tag = form.text("tag").to_owned();
    let asked = id.clone();
    visit.ask(move |room| room.tag(&asked, &tag)).await?;
    back(&visit, &id, "tags")
}

/// Takes a tag off.
pub(super) async fn untag(visit: Visit, Path(id): Path<String>, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let tag = form.text("tag").to_owned();
    let asked = id.clone();
    visit.ask(move |room| room.untag(&asked, &tag)).await?;
    back(&visit, &id, "tags")
}

/// Writes a note.
pub(super) async fn write_note(visit: Visit, Path(id): Path<String>, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let text = form.text("text").to_owned();
    let asked = id.clone();
    visit.ask(move |room| room.write_note(&asked, &text)).await?;
    back(&visit, &id, "notes")
}

/// Takes a note away.
pub(super) async fn delete_note(visit: Visit, Path(id): Path<String>, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let n = form.text("n").parse().map_err(|_| Failure::malformed("n"))?;
    let asked = id.clone();
    visit.ask(move |room| room.delete_note(&asked, n)).await?;
    back(&visit, &id, "notes")
}

#[cfg(test)]
mod tests {
    use greffe::view::HtmlBody;
    use greffe_texts::{Clock, Language, Texts};

    use super::*;

    /// Returns the lines of the list of links that are not what they seem.
    fn listed(language: Language, html: &str) -> Vec<String> {
        let (texts, clock) = (Texts::new(language), Clock::new("UTC"));
        let say = Say::new(&texts, &clock);
        let body = HtmlBody { html: html.to_owned(), images: Vec::new() };
        Findings::new(say, &crate::formatted::clean(&body, &formatted::texts(say))).links
    }

    #[test]
    fn a_misleading_link_cannot_turn_round_what_is_said_about_it() {
        let html = "<a href=https://evil.example/>\u{2069}\u{202c}good.example\u{2069}\u{202e}</a>";
        assert_eq!(
            listed(Language::English, html),
            ["“\u{2068}good.example\u{2069}” leads to https://evil.example/: it shows another address"]
        );
        let [line] = <[String; 1]>::try_from(listed(Language::French, html)).expect("one link");
        assert!(line.contains("\u{2068}good.example\u{2069}"), "{line}");
        // Not in one `<bdi>` with the mail's words, which would choose the direction of ours.
        assert!(include_str!("../../templates/formatted_link.html").contains("<li>{{ link }}</li>"));
        // In the text, ours stand behind the mail's: apart from whatever turns those.
        let page = include_str!("../../templates/message.html");
        assert!(page.contains("<bdi dir=\"ltr\"><strong class=\"real\">"));
    }
}
