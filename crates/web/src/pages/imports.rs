//! `/imports`: what came in, and what could not be read and why.

use askama::Template;
use greffe::view::{ImportView, LostView};

use super::paging;
use super::problem::{Bit, bits};
use super::results::Time;
use super::totals::{self, Totals};
use super::unseen::{Sight, Unseen};
use super::{Answer, Frame, Link, Place, html};
use crate::say::Say;
use crate::visit::Visit;

/// So many unreadable spans stand on one page.
const SPANS_PER_PAGE: usize = 200;

struct Import {
    id: String,
    mailbox: String,
    started: Time,
    finished: Option<Time>,
    by: String,
    note: String,
    counts: Vec<(String, String)>,
    sources: Vec<(String, String, String)>,
    totals: Option<Totals>,
}

struct Span {
    import: String,
    source: String,
    path: String,
    offset: String,
    size: String,
    reason: Vec<Bit>,
}

#[derive(Template)]
#[template(path = "imports.html")]
struct Page<'a> {
    frame: Frame<'a>,
    imports: Vec<Import>,
    spans: Vec<Span>,
    spans_total: usize,
    pages: Vec<Link>,
    unseen: Vec<Unseen>,
    totals: Option<Totals>,
}

/// Answers with the imports.
pub(super) async fn page(visit: Visit) -> Answer {
    let read = visit.ask(|room| Ok((room.imports()?, room.lost()?, Sight::of(room)?, totals::count(room)?)));
    let (imports, lost, sight, counted) = read.await?;
    let number = visit.asked.page()?;
    let start = (number - 1).saturating_mul(SPANS_PER_PAGE);
    let say = visit.say();
    html(&Page {
        frame: Frame::new(&visit, Place::Imports),
        imports: imports.iter().map(|import| self::import(say, import)).collect(),
        spans: lost.iter().skip(start).take(SPANS_PER_PAGE).map(|lost| span(say, lost)).collect(),
        spans_total: lost.len(),
        pages: paging::pages("/imports", &[], lost.len(), SPANS_PER_PAGE, number),
        unseen: sight.unseen(&visit),
        totals: Totals::new(say, &counted),
    })
}

fn import(say: Say<'_>, import: &ImportView) -> Import {
    let counts = [
        ("web-import-messages", import.messages),
        ("web-import-stored", import.stored),
        ("web-import-duplicates", import.duplicates),
        ("web-import-unreadable", import.unreadable),
        ("web-import-files", import.files),
    ];
    let source = |source: &greffe::view::SourceView| {
        (source.path.clone(), say.bytes(source.bytes), source.sha256.clone())
    };
    Import {
        id: import.id.clone(),
        mailbox: import.mailbox.clone(),
        started: Time::long(say, &import.started_at),
        finished: import.finished_at.as_deref().map(|time| Time::long(say, time)),
        by: import.by.clone().unwrap_or_default(),
        note: import.note.clone().unwrap_or_default(),
        counts: counts.map(|(key, count)| (say.word(key).into_owned(), say.number(count))).into(),
        sources: import.sources.iter().map(source).collect(),
        totals: import.verdicts.as_ref().and_then(|verdicts| Totals::of_import(say, verdicts)),
    }
}

fn span(say: Say<'_>, lost: &LostView) -> Span {
    Span {
        import: lost.import.clone(),
        source: lost.source.clone(),
        path: lost.path.clone(),
        offset: say.number(lost.offset),
        size: say.bytes(lost.bytes),
        reason: bits(&say.texts().lost(&lost.reason)),
    }
}
