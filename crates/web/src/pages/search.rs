//! `/search`: the results of a query, and how to go on from them.

use std::time::Instant;

use askama::Template;
use axum::http::StatusCode;
use greffe::view::SearchAnswer;
use greffe::{Error, SearchRequest, Sort};

use super::facets::{self, FacetList, Filter};
use super::histogram::Histogram;
use super::nothing::{Looser, nothing};
use super::problem::{Bit, Told, sentence};
use super::results::Row;
use super::unseen::{Sight, Unseen, warnings};
use super::{Answer, Frame, Link, Place, html};
use crate::failure::Failure;
use crate::links;
use crate::say::Say;
use crate::visit::{Asked, Visit};

const PAGE_SIZES: [usize; 3] = [20, 50, 100];

/// The orders that a page offers.
const SORTS: [Sort; 3] = [Sort::Relevance, Sort::DateDescending, Sort::Date];

/// What `collapse=` says in an address for one message a text.
const COLLAPSED: &str = "1";

/// What a search page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    /// In the query language.
    pub(super) query: String,
    pub(super) sort: Sort,
    /// One message is shown for all that have nearly the same text.
    pub(super) collapse: bool,
    /// Only messages below this number: what the first page saw, so that the
    /// next one follows it although an import goes on.
    pub(super) through: Option<u32>,
    /// Counted from 1.
    page: usize,
    per: usize,
}

impl Wish {
    /// Reads the fields of the address.
    pub(super) fn new(asked: &Asked) -> Result<Self, Failure> {
        let per = asked.number("per")?.unwrap_or(PAGE_SIZES[0]);
        if !PAGE_SIZES.contains(&per) {
            return Err(Failure::no_choice("per", &PAGE_SIZES));
        }
        Ok(Self {
            query: asked.text("q").trim().to_owned(),
            sort: sort_of(asked.text("sort"))?,
            collapse: asked.flag("collapse")?,
            through: asked.number("through")?,
            page: asked.page()?,
            per,
        })
    }

    /// Writes the address of another page of the same results.
    fn at_page(&self, page: usize) -> String {
        self.address(self.sort, self.per, self.collapse, page, &self.through())
    }

    /// Writes the address of the page that holds the result at `at`, counted from 0.
    pub(super) fn around(&self, at: usize) -> String {
        self.at_page(at / self.per + 1)
    }

    /// Writes the address of the same search asked anew.
    fn anew(&self, sort: Sort, per: usize, collapse: bool) -> String {
        self.address(sort, per, collapse, 1, "")
    }

    fn address(&self, sort: Sort, per: usize, collapse: bool, page: usize, through: &str) -> String {
        let sort = if sort == Sort::default() { "" } else { sort_name(sort) };
        let per = if per == PAGE_SIZES[0] { String::new() } else { per.to_string() };
        let page = if page <= 1 { String::new() } else { page.to_string() };
        links::address(
            "/search",
            &[
                ("q", &self.query),
                ("sort", sort),
                ("collapse", collapse_field(collapse)),
                ("per", &per),
                ("through", through),
                ("page", &page),
            ],
        )
    }

    /// Returns the field that ties pages together, empty on a first page.
    pub(super) fn through(&self) -> String {
        self.through.map(|through| through.to_string()).unwrap_or_default()
    }

    /// Returns the field that asks for one message a text, empty where all are shown.
    pub(super) fn collapsed(&self) -> &'static str {
        collapse_field(self.collapse)
    }

    fn offset(&self) -> usize {
        (self.page - 1).saturating_mul(self.per)
    }
}

/// Reads the order of results; nothing asks for the usual one.
pub(crate) fn sort_of(name: &str) -> Result<Sort, Failure> {
    match name {
        "" => Ok(Sort::default()),
        _ => SORTS
            .into_iter()
            .find(|sort| sort_name(*sort) == name)
            .ok_or_else(|| Failure::no_choice("sort", &SORTS.map(sort_name))),
    }
}

/// Returns what `sort=` says in an address.
pub(super) fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Date => "date",
        Sort::DateDescending => "-date",
    }
}

fn collapse_field(collapse: bool) -> &'static str {
    if collapse { COLLAPSED } else { "" }
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page<'a> {
    frame: Frame<'a>,
    /// How many were found, and of what.
    found: String,
    texts: String,
    elapsed: String,
    warnings: Vec<Unseen>,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    first: usize,
    sorts: Vec<Link>,
    shows: Vec<Link>,
    sizes: Vec<Link>,
    previous: Option<String>,
    next: Option<String>,
    page: usize,
    pages: usize,
    chart: Option<Histogram>,
    facets: Vec<FacetList>,
    beyond: bool,
    through: String,
    newer: u64,
    anew: String,
}

#[derive(Template)]
#[template(path = "search_error.html")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    happened: Vec<Bit>,
    advice: Vec<Bit>,
    before: String,
    marked: String,
    after: String,
}

/// Answers a search.
pub(super) async fn page(visit: Visit) -> Answer {
    let mut wish = Wish::new(&visit.asked)?;
    let request = SearchRequest {
        query: wish.query.clone(),
        offset: wish.offset(),
        limit: wish.per,
        sort: wish.sort,
        facets: true,
        collapse: wish.collapse,
        through: wish.through,
    };
    let asked = Instant::now();
    let answered = visit.try_ask(move |room| {
        let answer = room.search(&request)?;
        // An empty result says what no search can see, a later page what has come in since its first.
        let needed = answer.total == 0 || request.through.is_some();
        let sight = if needed { Some(Sight::of(room)?) } else { None };
        let looser = if answer.total == 0 { Looser::all(room, &request.query) } else { Vec::new() };
        Ok((answer, sight, looser))
    });
    match answered.await? {
        Ok((answer, Some(sight), looser)) if answer.total == 0 => {
            nothing(&visit, frame(&visit, &wish), &answer, &sight, looser)
        }
        Ok((answer, sight, _)) => {
            wish.through = Some(answer.through);
            let newer =
                sight.map_or(0, |sight| sight.overview.searchable.saturating_sub(answer.through.into()));
            some(&visit, &wish, &answer, newer, asked.elapsed().as_millis())
        }
        Err(error) => unreadable(&visit, &wish, error),
    }
}

fn some(visit: &Visit, wish: &Wish, answer: &SearchAnswer, newer: u64, elapsed_ms: u128) -> Answer {
    let say = visit.say();
    let listed = usize::try_from(answer.texts.unwrap_or(answer.total)).unwrap_or(usize::MAX);
    let pages = listed.div_ceil(wish.per);
    let facets = answer.facets.as_ref();
    html(&Page {
        frame: frame(visit, wish),
        found: found(say, answer),
        texts: answer.texts.map(|texts| say.texts().different_texts(texts)).unwrap_or_default(),
        elapsed: say.number(u64::try_from(elapsed_ms).unwrap_or(u64::MAX)),
        warnings: warnings(visit, &answer.warnings),
        filters: facets::filters(say, &wish.query),
        rows: rows(visit, wish, answer),
        first: wish.offset().saturating_add(1),
        sorts: sorts(visit, wish),
        shows: shows(visit, wish),
        sizes: sizes(wish),
        previous: (wish.page > 1).then(|| wish.at_page(wish.page.min(pages.saturating_add(1)) - 1)),
        next: (wish.page < pages).then(|| wish.at_page(wish.page + 1)),
        page: wish.page,
        pages,
        chart: facets.and_then(|facets| Histogram::new(say, &facets.months, facets.undated, &wish.query)),
        facets: facets.map(|facets| facets::lists(say, facets, &wish.query)).unwrap_or_default(),
        beyond: wish.page > pages,
        through: wish.through(),
        newer,
        anew: wish.anew(wish.sort, wish.per, wish.collapse),
    })
}

/// Counts what was found: loose documents are no messages.
fn found(say: Say<'_>, answer: &SearchAnswer) -> String {
    let documents = answer.documents;
    let messages = answer.total.saturating_sub(documents);
    match (messages, documents) {
        (_, 0) => say.count("web-search-total", messages).into_owned(),
        (0, _) => say.count("web-search-documents", documents).into_owned(),
        _ => {
            let messages = say.count("web-messages-count", messages).into_owned();
            let documents = say.count("web-documents-count", documents).into_owned();
            say.values("web-search-both", &[("messages", messages), ("documents", documents)]).into_owned()
        }
    }
}

/// Shows where a query cannot be read; any other failure is a page of its own.
fn unreadable(visit: &Visit, wish: &Wish, error: Error) -> Answer {
    let Error::Query { at, end, .. } = error else { return Err(Failure::from(error)) };
    let at = wish.query.floor_char_boundary(at);
    let end = wish.query.floor_char_boundary(end).max(at);
    let told = Told::new(visit.say(), &Failure::from(error));
    let page = ErrorPage {
        frame: frame(visit, wish),
        happened: sentence(&told.happened),
        advice: sentence(&told.advice),
        before: wish.query.get(..at).unwrap_or_default().to_owned(),
        marked: wish.query.get(at..end).unwrap_or_default().to_owned(),
        after: wish.query.get(end..).unwrap_or_default().to_owned(),
    };
    let mut response = html(&page)?;
    *response.status_mut() = StatusCode::BAD_REQUEST;
    Ok(response)
}

fn frame<'a>(visit: &'a Visit, wish: &Wish) -> Frame<'a> {
    let place = if wish.query.is_empty() { Place::Search } else { Place::Elsewhere };
    let mut frame = Frame::new(visit, place).asking(&wish.query);
    if wish.sort != Sort::default() {
        frame.kept.push(("sort", sort_name(wish.sort).to_owned()));
    }
    if wish.collapse {
        frame.kept.push(("collapse", COLLAPSED.to_owned()));
    }
    if wish.per != PAGE_SIZES[0] {
        frame.kept.push(("per", wish.per.to_string()));
    }
    frame
}

fn rows(visit: &Visit, wish: &Wish, answer: &SearchAnswer) -> Vec<Row> {
    let row = |(i, hit)| {
        let at = wish.offset().saturating_add(i).to_string();
        Row::new(
            visit.say(),
            hit,
            &[
                ("q", &wish.query),
                ("sort", sort_name(wish.sort)),
                ("collapse", wish.collapsed()),
                ("at", &at),
                ("through", &wish.through()),
            ],
        )
    };
    answer.hits.iter().enumerate().map(row).collect()
}

fn sorts(visit: &Visit, wish: &Wish) -> Vec<Link> {
    let link = |sort: Sort| Link {
        label: visit.say().code("sort", sort_name(sort)).into_owned(),
        address: wish.anew(sort, wish.per, wish.collapse),
        current: wish.sort == sort,
    };
    SORTS.map(link).into()
}

/// Every message, or one for each text.
fn shows(visit: &Visit, wish: &Wish) -> Vec<Link> {
    let show = |(key, collapse): (&str, bool)| Link {
        label: visit.say().word(key).into_owned(),
        address: wish.anew(wish.sort, wish.per, collapse),
        current: wish.collapse == collapse,
    };
    [("similar-show-messages", false), ("similar-show-texts", true)].map(show).into()
}

fn sizes(wish: &Wish) -> Vec<Link> {
    let size = |per: usize| Link {
        label: per.to_string(),
        address: wish.anew(wish.sort, per, wish.collapse),
        current: wish.per == per,
    };
    PAGE_SIZES.map(size).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(asked: &str) -> Result<Wish, Failure> {
        Wish::new(&Asked::parse(asked.as_bytes()))
    }

    #[test]
    fn the_whole_search_stands_in_the_address() {
        let check = |asked: &str, page: usize, expect: &str| {
            assert_eq!(wish(asked).expect("a search").at_page(page), expect);
        };
        check("q=march%C3%A9&sort=-date&per=50", 3, "/search?q=march%C3%A9&sort=-date&per=50&page=3");
        check("q=a&sort=relevance&per=20&page=", 1, "/search?q=a");
        check("", 2, "/search?page=2");
        check("q=a&through=7", 2, "/search?q=a&through=7&page=2");
        check("q=a&collapse=1&sort=date", 2, "/search?q=a&sort=date&collapse=1&page=2");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (asked, failure) in [
            ("q=a&sort=sideways", Failure::no_choice("sort", &["relevance", "-date", "date"])),
            ("q=a&per=7", Failure::no_choice("per", &PAGE_SIZES)),
            ("q=a&page=x", Failure::malformed("page")),
            ("q=a&collapse=2", Failure::no_choice("collapse", &["0", "1"])),
            ("q=a&through=5000000000", Failure::malformed("through")),
        ] {
            assert_eq!(wish(asked), Err(failure), "{asked}");
        }
    }

    #[test]
    fn no_page_is_too_far() {
        let offset = |asked: &str| wish(asked).expect("a search").offset();
        assert_eq!(offset(&format!("page={}&per=100", usize::MAX)), usize::MAX);
        assert_eq!(offset("page=0"), 0);
    }
}
