//! What a search that found nothing is told: how to ask for less, and what no search can see.

use askama::Template;
use greffe::view::{SearchAnswer, Warning};
use greffe::{Room, SearchRequest};

use super::facets::{self, Filter};
use super::unseen::{Sight, Unseen, warnings};
use super::{Answer, Frame, html};
use crate::visit::Visit;
use crate::{links, query};

/// So many shorter queries are tried.
const MOST_LOOSER: usize = 8;

/// A query that asks for less, and finds something.
pub(super) struct Looser {
    /// What it leaves out.
    term: String,
    address: String,
    total: u64,
}

impl Looser {
    /// Leaves out each term of a query that found nothing, and counts what is found then.
    pub(super) fn all(room: &Room, query: &str) -> Vec<Self> {
        let terms = query::terms(query).into_iter().take(MOST_LOOSER);
        terms.filter_map(|term| Self::without(room, query, term)).collect()
    }

    /// Where words such as OR join the terms, none can simply be left out.
    fn without(room: &Room, query: &str, term: &str) -> Option<Self> {
        let shorter = query::without(query, term);
        if shorter.is_empty() || shorter == query {
            return None;
        }
        let address = links::search(&shorter);
        // What cannot be read, or not be answered, is no way on.
        let total = room.search(&SearchRequest { query: shorter, ..SearchRequest::default() }).ok()?.total;
        (total > 0).then(|| Self { term: term.to_owned(), address, total })
    }
}

#[derive(Template)]
#[template(path = "search_none.html")]
struct Page<'a> {
    frame: Frame<'a>,
    warnings: Vec<Unseen>,
    filters: Vec<Filter>,
    looser: Vec<Looser>,
    unseen: Vec<Unseen>,
}

/// Answers a search that found nothing.
pub(super) fn nothing(
    visit: &Visit,
    frame: Frame<'_>,
    answer: &SearchAnswer,
    sight: &Sight,
    looser: Vec<Looser>,
) -> Answer {
    // Unread files are counted among what no search can see.
    let is_unsaid = |warning: &&Warning| !matches!(warning, Warning::AttachmentsNotRead { .. });
    let unsaid: Vec<Warning> = answer.warnings.iter().filter(is_unsaid).cloned().collect();
    html(&Page {
        warnings: warnings(visit, &unsaid),
        filters: facets::filters(visit.say(), &frame.query),
        looser,
        unseen: sight.unseen(visit),
        frame,
    })
}
