//! `/`: what the archive holds, and how to begin.

use askama::Template;
use greffe::view::{Count, Facet, Facets, SearchAnswer};
use greffe::{SearchRequest, Sort};

use super::facets::{self, FacetList};
use super::histogram::Histogram;
use super::totals::{self, Counted, Totals};
use super::unseen::{Sight, Unseen};
use super::{Answer, Frame, Link, Place, html};
use crate::links;
use crate::visit::Visit;

/// Queries to begin with; each has a text that says what it finds.
const EXAMPLES: [(&str, &str); 7] = [
    ("kind:person has:attachment", "web-example-attachment"),
    ("\"compte rendu\" OR minutes", "web-example-or"),
    ("subject:budget after:2016 before:2017", "web-example-dates"),
    ("near(contract signature, 8)", "web-example-near"),
    ("account* -kind:bulk", "web-example-prefix"),
    ("filetype:pdf larger:1M", "web-example-file"),
    ("verdict:verified kind:person", "web-example-verdict"),
];

#[derive(Template)]
#[template(path = "overview.html")]
struct Page<'a> {
    frame: Frame<'a>,
    messages: u64,
    mailboxes: Vec<Link>,
    chart: Option<Histogram>,
    facets: Vec<FacetList>,
    totals: Option<Totals>,
    examples: Vec<(String, &'static str, String)>,
    unseen: Vec<Unseen>,
}

/// Answers with the first page.
pub(super) async fn page(visit: Visit) -> Answer {
    let everything = SearchRequest { sort: Sort::DateDescending, facets: true, ..SearchRequest::default() };
    let read = visit.ask(move |room| Ok((Sight::of(room)?, room.search(&everything)?, totals::count(room)?)));
    let (sight, all, counted) = read.await?;
    html(&filled(&visit, &sight, &all, &counted))
}

fn filled<'a>(visit: &'a Visit, sight: &Sight, all: &SearchAnswer, by_kind: &[Counted]) -> Page<'a> {
    let say = visit.say();
    let facets = all.facets.as_ref();
    let counted = facets.map_or(&[][..], |facets| &facets.mailbox.values);
    Page {
        frame: Frame::new(visit, Place::Overview),
        messages: sight.overview.messages,
        mailboxes: sight.overview.mailboxes.iter().map(|name| mailbox(visit, name, counted)).collect(),
        chart: facets.and_then(|facets| Histogram::new(say, &facets.months, facets.undated, "")),
        facets: facets.map(|facets| facets::lists(say, &without_mailboxes(facets), "")).unwrap_or_default(),
        totals: Totals::new(say, by_kind),
        examples: EXAMPLES
            .map(|(query, key)| (links::search(query), query, say.word(key).into_owned()))
            .into(),
        unseen: sight.unseen(visit),
    }
}

/// The mailboxes stand on the page already, all of them.
fn without_mailboxes(facets: &Facets) -> Facets {
    Facets { mailbox: Facet::default(), ..facets.clone() }
}

fn mailbox(visit: &Visit, name: &str, counted: &[Count]) -> Link {
    let count = counted.iter().find(|count| count.value == name).map(|count| count.count);
    let count = count.map(|count| visit.say().count("web-messages-count", count).into_owned());
    let label = count.map_or_else(|| name.to_owned(), |count| format!("{name} – {count}"));
    Link { label, address: links::search(&crate::query::field("mailbox", name)), current: false }
}
