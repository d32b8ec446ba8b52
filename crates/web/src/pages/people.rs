//! `/correspondents` and `/correspondent`: who wrote to whom, as far as headers say.

use askama::Template;
use greffe::view::{CorrespondentView, CorrespondentsView, Count, Facet, PersonView};
use greffe::{Foremost, PeopleRequest, received_by, sent_by};

use super::histogram::Histogram;
use super::paging::pages;
use super::results::Time;
use super::{Answer, Frame, Link, Place, html};
use crate::failure::Failure;
use crate::reading::shorten;
use crate::say::Say;
use crate::visit::Visit;
use crate::{links, query};

/// Correspondents on one page.
const PER_PAGE: usize = 50;
/// A longer name is not looked for by hand.
const LONGEST_TYPED_BYTES: usize = 500;
/// A name may be a megabyte long; a line of a list may not.
const NAME_CHARS: usize = 120;

/// The words of `sort=`.
const ORDERS: [&str; 5] = ["busiest", "sent", "received", "latest", "address"];
/// The same with the keys of what they are called.
const SORTS: [(&str, &str); 5] = [
    ("", "web-people-busiest"),
    ("sent", "web-people-by-sent"),
    ("received", "web-people-by-received"),
    ("latest", "web-people-by-latest"),
    ("address", "web-people-by-address"),
];

struct Row {
    name: String,
    address: String,
    page: String,
    sent: Counted,
    received: Counted,
    dates: Option<(Time, Time)>,
}

/// A count, and the search that finds these messages.
struct Counted {
    count: String,
    /// Empty when there is nothing to find.
    search: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct ListPage<'a> {
    frame: Frame<'a>,
    typed: &'a str,
    sort: &'a str,
    total: u64,
    sorts: Vec<Link>,
    rows: Vec<Row>,
    pages: Vec<Link>,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage<'a> {
    frame: Frame<'a>,
    about: Row,
    all: String,
    chart: Option<Histogram>,
    names: Vec<(String, String)>,
    /// Others of the same name.
    rows: Vec<Row>,
    looked_at: u64,
    /// Not all that was sent was looked at.
    is_cut: bool,
    /// Whom it writes to and hears from, each with the key of its heading.
    sides: [(&'static str, Others); 2],
}

/// Who stands on the other side, most frequent first.
struct Others {
    people: Vec<Other>,
    /// Messages with people that are not listed, in words; empty when all are.
    more: String,
}

struct Other {
    address: String,
    page: String,
    messages: Counted,
}

/// Answers with the list.
pub(super) async fn list(visit: Visit) -> Answer {
    let (typed, sort) = (visit.asked.text("q"), visit.asked.text("sort"));
    let number = visit.asked.page()?;
    let request = request(typed, sort, number)?;
    let found = visit.ask(move |room| room.correspondents(&request)).await?;
    html(&listed(&visit, typed, sort, &found, number))
}

fn request(typed: &str, sort: &str, page: usize) -> Result<PeopleRequest, Failure> {
    if typed.len() > LONGEST_TYPED_BYTES {
        return Err(Failure::malformed("q"));
    }
    let offset = (page - 1).saturating_mul(PER_PAGE);
    Ok(PeopleRequest { typed: typed.to_owned(), foremost: foremost(sort)?, offset, limit: PER_PAGE })
}

/// Reads the order of correspondents.
pub(crate) fn foremost(word: &str) -> Result<Foremost, Failure> {
    Ok(match word {
        "" | "busiest" => Foremost::Busiest,
        "sent" => Foremost::Sent,
        "received" => Foremost::Received,
        "latest" => Foremost::Latest,
        "address" => Foremost::Address,
        _ => return Err(Failure::no_choice("sort", &ORDERS)),
    })
}

fn listed<'a>(
    visit: &'a Visit,
    typed: &'a str,
    sort: &'a str,
    found: &CorrespondentsView,
    number: usize,
) -> ListPage<'a> {
    let say = visit.say();
    let total = usize::try_from(found.total).unwrap_or(usize::MAX);
    let sort_link = |(word, key): (&str, &str)| Link {
        label: say.word(key).into_owned(),
        address: links::address("/correspondents", &[("q", typed), ("sort", word)]),
        current: word == sort,
    };
    ListPage {
        frame: Frame::new(visit, Place::People),
        typed,
        sort,
        total: found.total,
        sorts: SORTS.map(sort_link).into(),
        rows: found.correspondents.iter().map(|person| row(say, person)).collect(),
        pages: pages("/correspondents", &[("q", typed), ("sort", sort)], total, PER_PAGE, number),
    }
}

/// Answers with the page of one address.
pub(super) async fn person(visit: Visit) -> Answer {
    let address = visit.asked.text("address").to_owned();
    let person = visit.ask(move |room| room.correspondent(&address)).await?;
    html(&shown(&visit, &person.ok_or_else(Failure::not_found)?))
}

fn shown<'a>(visit: &'a Visit, person: &PersonView) -> PersonPage<'a> {
    let say = visit.say();
    let about = &person.correspondent;
    let (sends, receives) = (sent_by(&about.address), received_by(&about.address));
    let around = format!("{sends} OR {receives}");
    let name = |count: &Count| (shorten(&count.value, NAME_CHARS), say.number(count.count));
    let writes_to = others(say, &person.writes.to, |to| query::with(&sends, &received_by(to)));
    let hears_from = others(say, &person.hears_from, |from| query::with(&receives, &sent_by(from)));
    PersonPage {
        frame: Frame::new(visit, Place::People),
        about: row(say, about),
        all: links::search(&around),
        chart: Histogram::new(say, &person.months, person.undated, &around),
        names: person.writes.names.iter().map(name).collect(),
        rows: person.same_name.iter().map(|other| row(say, other)).collect(),
        looked_at: person.writes.looked_at,
        is_cut: person.writes.looked_at < about.sent,
        sides: [("web-people-writes-to", writes_to), ("web-people-hears-from", hears_from)],
    }
}

fn row(say: Say<'_>, person: &CorrespondentView) -> Row {
    let counted = |count: u64, query: String| Counted {
        count: say.number(count),
        search: if count == 0 { String::new() } else { links::search(&query) },
    };
    let day = |date: &String| Time::day(say, date);
    Row {
        name: shorten(&person.name, NAME_CHARS),
        address: shorten(&person.address, NAME_CHARS),
        page: page_of(&person.address),
        sent: counted(person.sent, sent_by(&person.address)),
        received: counted(person.received, received_by(&person.address)),
        dates: person.first.as_ref().map(day).zip(person.last.as_ref().map(day)),
    }
}

fn others(say: Say<'_>, facet: &Facet, search: impl Fn(&str) -> String) -> Others {
    let other = |count: &Count| Other {
        address: shorten(&count.value, NAME_CHARS),
        page: page_of(&count.value),
        messages: Counted { count: say.number(count.count), search: links::search(&search(&count.value)) },
    };
    let more = (facet.other > 0).then(|| say.count("web-people-others", facet.other).into_owned());
    Others { people: facet.values.iter().map(other).collect(), more: more.unwrap_or_default() }
}

fn page_of(address: &str) -> String {
    links::address("/correspondent", &[("address", address)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_orders_that_exist_are_taken() {
        for (word, _) in SORTS {
            assert!(foremost(word).is_ok(), "{word}");
        }
        assert_eq!(foremost("height").err(), Some(Failure::no_choice("sort", &ORDERS)));
        assert!(ORDERS.into_iter().all(|word| foremost(word).is_ok()));
        assert!(request(&"x".repeat(LONGEST_TYPED_BYTES + 1), "", 1).is_err());
        assert_eq!(request("", "", usize::MAX).map(|request| request.limit).ok(), Some(PER_PAGE));
    }
}
