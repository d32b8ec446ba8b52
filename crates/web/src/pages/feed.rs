//! `/feeds/{n}.atom`: the newest messages of a kept search (RFC 4287).
//!
//! Feed readers carry no cookie, so the address holds a secret of its own. It
//! comes from the start token: with a new token, feeds have new addresses.

use askama::Template;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use greffe::view::{Hit, SavedSearch};
use greffe::{Error, Room, SearchRequest, Sort};

use super::Answer;
use super::results::or_word;
use crate::failure::Failure;
use crate::gate::Refusal;
use crate::links;
use crate::say::Say;
use crate::visit::Visit;

/// Messages in a feed.
const ENTRIES: usize = 50;

struct Entry {
    id: String,
    address: String,
    title: String,
    author: Author,
    updated: String,
    summary: String,
}

/// Who wrote a message; Atom keeps name and address apart (RFC 4287 §3.2).
#[derive(Debug, PartialEq, Eq)]
struct Author {
    name: String,
    /// Empty where there is none.
    email: String,
}

impl Author {
    /// Takes a sender as it stands in a list: `Name <address>`, or either alone.
    fn new(say: Say<'_>, from: &str) -> Self {
        let apart = from.strip_suffix('>').and_then(|from| from.rsplit_once('<'));
        let (name, email) = apart.map_or((from, ""), |(name, email)| (name.trim(), email));
        // What the schema of Atom takes for an address; anything else is a name.
        let is_address =
            |text: &str| text.split_once('@').is_some_and(|(of, at)| !of.is_empty() && !at.is_empty());
        let email = if is_address(email) { email } else { "" };
        let name = if name.is_empty() || email.is_empty() { from } else { name };
        Self { name: or_word(say, name, "search-no-sender"), email: email.to_owned() }
    }
}

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    lang: &'static str,
    title: String,
    id: String,
    home: String,
    itself: String,
    updated: String,
    entries: Vec<Entry>,
}

/// Answers with the feed of a kept search.
pub(super) async fn feed(visit: Visit, Path(file): Path<String>) -> Answer {
    let n: i64 = file.strip_suffix(".atom").and_then(|n| n.parse().ok()).ok_or_else(Failure::not_found)?;
    if !visit.house.gate.feed_secret(n).matches(visit.asked.text("key")) {
        return Err(Failure::from(Refusal::NoSession));
    }
    let Some((search, hits)) = visit.ask(move |room| newest(room, n)).await? else {
        return Err(Failure::not_found());
    };
    let text = filled(&visit, &search, &hits).render().map_err(|_unwritable| Failure::internal())?;
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], without_controls(&text)).into_response())
}

fn newest(room: &Room, n: i64) -> Result<Option<(SavedSearch, Vec<Hit>)>, Error> {
    let Some(search) = room.saved_searches()?.into_iter().find(|search| search.n == n) else {
        return Ok(None);
    };
    let request = SearchRequest {
        query: search.query.clone(),
        limit: ENTRIES,
        sort: Sort::DateDescending,
        ..SearchRequest::default()
    };
    let hits = room.search(&request)?.hits;
    Ok(Some((search, hits)))
}

fn filled(visit: &Visit, search: &SavedSearch, hits: &[Hit]) -> Feed {
    // The gate let in only requests with a Host of ours.
    let base = format!("http://{}", visit.host.as_deref().unwrap_or("127.0.0.1"));
    let newest = hits.iter().find_map(|hit| hit.date.clone());
    Feed {
        lang: visit.language.tag(),
        title: search.name.clone(),
        id: feed_id(search),
        home: format!("{base}{}", links::search(&search.query)),
        itself: format!("{base}{}", visit.uri.path_and_query().map_or("/", |path| path.as_str())),
        updated: newest.unwrap_or_else(|| search.created_at.clone()),
        entries: hits.iter().map(|hit| entry(visit.say(), &base, search, hit)).collect(),
    }
}

fn entry(say: Say<'_>, base: &str, search: &SavedSearch, hit: &Hit) -> Entry {
    Entry {
        id: format!("urn:greffe:message:{}", hit.id),
        address: format!("{base}{}", links::message(&hit.id, "")),
        title: or_word(say, &hit.subject, "search-no-subject"),
        author: Author::new(say, &hit.from),
        // Atom knows no entry without a time.
        updated: hit.date.clone().unwrap_or_else(|| search.created_at.clone()),
        summary: hit.snippet.clone(),
    }
}

/// Names a feed for good. Other archives have a first search too, made at another time.
fn feed_id(search: &SavedSearch) -> String {
    let digits = search.created_at.chars().filter(char::is_ascii_digit);
    format!("urn:greffe:search:{}:{}", search.n, digits.collect::<String>())
}

/// Takes out what no XML 1.0 document may hold (§2.2), escaped or not.
fn without_controls(text: &str) -> String {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_breaks_the_document() {
        assert_eq!(
            without_controls("a\0\u{1b}b\u{ffff}\té\u{1f600}"),
            "a\u{fffd}\u{fffd}b\u{fffd}\té\u{1f600}"
        );
    }

    #[test]
    fn an_author_has_a_name_and_an_address() {
        let texts = greffe_texts::Texts::new(greffe_texts::Language::English);
        let clock = greffe_texts::Clock::new("UTC");
        let check = |from: &str, name: &str, email: &str| {
            let author = Author::new(Say::new(&texts, &clock), from);
            assert_eq!((author.name.as_str(), author.email.as_str()), (name, email));
        };
        check("Anne Élu <anne@region.example>", "Anne Élu", "anne@region.example");
        check("<anne@region.example>", "<anne@region.example>", "anne@region.example");
        check("anne@region.example", "anne@region.example", "");
        check("a <b <c@d.example>", "a <b", "c@d.example");
        check("root <>", "root <>", "");
        check(">", ">", "");
        check("", "(no sender)", "");
    }

    #[test]
    fn hostile_names_stay_text() {
        let hostile = "</title><script>\"&'".to_owned();
        let entry = Entry {
            id: hostile.clone(),
            address: hostile.clone(),
            title: hostile.clone(),
            author: Author { name: hostile.clone(), email: hostile.clone() },
            updated: hostile.clone(),
            summary: hostile.clone(),
        };
        let feed = Feed {
            lang: "en",
            title: hostile.clone(),
            id: hostile.clone(),
            home: hostile.clone(),
            itself: hostile.clone(),
            updated: hostile.clone(),
            entries: vec![entry],
        };
        let text = feed.render().expect("a feed");
        assert!(!text.contains("<script"), "{text}");
        assert!(!text.contains("\"&'"), "{text}");
    }
}
