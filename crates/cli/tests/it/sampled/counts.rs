//! Totals, facets, pages and orders, held against counting by hand.

use std::collections::{BTreeMap, BTreeSet};

use greffe::view::{Facet, Facets, MessageView, PartView};
use greffe::{Foremost, PeopleRequest, Room, SearchRequest, Sort, received_by, sent_by};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::sampled::{TIMEZONE, ask, everything, ids, sampled};

const QUERIES: [&str; 7] = [
    "",
    "mailbox:presidence",
    "kind:list OR kind:bulk",
    "has:attachment -lang:en",
    "réunion after:2016-01-01",
    "from:hautes-terres.example year:2015",
    "zorthatnobodyplanted",
];

/// A facet is a list of values and counts, equal counts by value; so many are listed.
const LISTED: usize = 20;

#[test]
fn facets_are_what_counting_by_hand_gives() {
    let sampled = sampled();
    let room = sampled.room();
    for query in QUERIES {
        let rows: Vec<&MessageView> = ids(&room, query).iter().map(|id| sampled.shown(id)).collect();
        let facets = facets(&room, query);
        for (name, facet, values) in readings(&facets) {
            // There are few reasons, and a reader wants them all.
            let most = if name == "reason" { usize::MAX } else { LISTED };
            let values: Vec<BTreeSet<String>> = rows.iter().map(|row| values(row)).collect();
            let counted = match name {
                "domain" | "signed-by" => count(with_domains_above(&values).into_iter().flatten(), most),
                "from" => with_other_authors(count(values.into_iter().flatten(), most), &rows),
                _ => count(values.into_iter().flatten(), most),
            };
            assert_eq!(listed(facet), counted, "`{query}`: {name}");
        }
        let months = rows.iter().filter_map(|row| local(row)).map(|at| at.strftime("%Y-%m").to_string());
        let mut by_month = BTreeMap::<String, u64>::new();
        months.for_each(|month| *by_month.entry(month).or_default() += 1);
        let told = facets.months.iter().map(|month| (month.value.clone(), month.count));
        assert_eq!(told.collect::<Vec<_>>(), by_month.into_iter().collect::<Vec<_>>(), "`{query}`");
        let undated = rows.iter().filter(|row| row.date.is_none()).count();
        assert_eq!(facets.undated, undated as u64, "`{query}`");
    }
}

#[test]
fn correspondents_are_what_counting_by_hand_gives() {
    let sampled = sampled();
    let room = sampled.room();
    let (mut counted, mut first) = (BTreeMap::<String, (u64, u64)>::new(), BTreeSet::new());
    for row in ids(&room, "").iter().map(|id| sampled.shown(id)) {
        let named = |shown: &mut dyn Iterator<Item = &String>| -> BTreeSet<String> {
            shown.map(|shown| address_of(shown)).collect()
        };
        let (from, to) = (named(&mut row.from.iter()), named(&mut row.to.iter().chain(&row.cc)));
        first.extend(sender(row));
        from.into_iter().for_each(|from| counted.entry(from).or_default().0 += 1);
        to.into_iter().for_each(|to| counted.entry(to).or_default().1 += 1);
    }
    // The list names who ever stood first in a From line, or was written to.
    counted.retain(|address, (_, received)| *received > 0 || first.contains(address));
    let request =
        PeopleRequest { limit: usize::MAX, foremost: Foremost::Address, ..PeopleRequest::default() };
    let told = room.correspondents(&request).unwrap().correspondents;
    let told: Vec<_> = told.into_iter().map(|told| (told.address, (told.sent, told.received))).collect();
    assert_eq!(told, counted.into_iter().collect::<Vec<_>>());
    let total = |query| ask(&room, &SearchRequest { query, ..SearchRequest::default() }).total;
    // Some of them: a search takes its time in a test's build.
    for (address, (sent, received)) in told.iter().step_by(9) {
        assert_eq!(total(sent_by(address)), *sent, "{address}");
        assert_eq!(total(received_by(address)), *received, "{address}");
    }
}

/// How each facet is read off a message.
type Reading = fn(&MessageView) -> BTreeSet<String>;

fn readings(facets: &Facets) -> [(&'static str, &Facet, Reading); 12] {
    [
        ("mailbox", &facets.mailbox, |row| row.mailboxes.iter().map(|place| place.mailbox.clone()).collect()),
        ("from", &facets.from, |row| sender(row).into_iter().collect()),
        ("domain", &facets.domain, |row| {
            sender(row)
                .iter()
                .filter_map(|sender| sender.split_once('@'))
                .map(|(_, d)| d.to_owned())
                .collect()
        }),
        ("year", &facets.year, |row| local(row).iter().map(|at| at.year().to_string()).collect()),
        ("kind", &facets.kind, |row| [row.kind.to_owned()].into()),
        ("filetype", &facets.filetype, |row| {
            row.parts.iter().filter(|part| part.attachment).map(file_type).collect()
        }),
        ("lang", &facets.lang, |row| row.lang.iter().cloned().collect()),
        ("list", &facets.list, |row| {
            header(row, "List-Id").and_then(|value| angled(&value)).into_iter().collect()
        }),
        ("verdict", &facets.verdict, |row| [row.authentication.judgement.verdict.to_string()].into()),
        ("reason", &facets.reason, |row| {
            row.authentication.judgement.reasons.iter().map(ToString::to_string).collect()
        }),
        ("signed-by", &facets.signed_by, |row| row.authentication.signed_by.iter().cloned().collect()),
        ("has", &facets.has, |row| {
            let has_file = row.parts.iter().any(|part| part.attachment);
            [if has_file { "attachment" } else { "none" }.to_owned()].into()
        }),
    ]
}

/// Adds to each message's domains those above them that are some message's too.
fn with_domains_above(rows: &[BTreeSet<String>]) -> Vec<BTreeSet<String>> {
    let all: BTreeSet<&String> = rows.iter().flatten().collect();
    let is_in = |domain: &str, above: &str| domain == above || domain.ends_with(&format!(".{above}"));
    let of = |row: &BTreeSet<String>| {
        let above = all.iter().filter(|above| row.iter().any(|domain| is_in(domain, above)));
        above.map(|domain| (*domain).clone()).collect()
    };
    rows.iter().map(of).collect()
}

type Counted = (Vec<(String, u64)>, u64);

/// Counts all authors of those who are listed for being first ones.
fn with_other_authors((mut listed, other): Counted, rows: &[&MessageView]) -> Counted {
    for (address, count) in &mut listed {
        let names = |row: &&&MessageView| row.from.iter().any(|from| address_of(from) == *address);
        *count = rows.iter().filter(names).count() as u64;
    }
    listed.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    (listed, other)
}

fn sender(row: &MessageView) -> Option<String> {
    let from = row.from.first()?;
    Some(address_of(from))
}

fn address_of(shown: &str) -> String {
    angled(shown).unwrap_or_else(|| shown.to_owned()).to_lowercase()
}

/// The sample's files have an extension each; what has no name here is mail or text.
fn file_type(part: &PartView) -> String {
    let by_name = part.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let by_content = if part.content_type == "message/rfc822" { "eml" } else { "txt" };
    by_name.unwrap_or_else(|| by_content.to_owned())
}

fn header(row: &MessageView, wanted: &str) -> Option<String> {
    row.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.clone())
}

fn angled(text: &str) -> Option<String> {
    let (_, rest) = text.rsplit_once('<')?;
    Some(rest.trim_end().trim_end_matches('>').to_owned())
}

fn local(row: &MessageView) -> Option<Zoned> {
    let at: Timestamp = row.date.as_ref()?.parse().expect("RFC 3339");
    Some(at.to_zoned(TimeZone::get(TIMEZONE).expect("a time zone")))
}

fn count(values: impl Iterator<Item = String>, most: usize) -> Counted {
    let mut counted = BTreeMap::<String, u64>::new();
    values.for_each(|value| *counted.entry(value).or_default() += 1);
    let mut counted: Vec<(String, u64)> = counted.into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let other = counted.split_off(counted.len().min(most));
    (counted, other.iter().map(|(_, count)| count).sum())
}

fn listed(facet: &Facet) -> Counted {
    (facet.values.iter().map(|value| (value.value.clone(), value.count)).collect(), facet.other)
}

#[test]
fn a_value_of_a_facet_can_be_asked_for() {
    let sampled = sampled();
    let room = sampled.room();
    for query in QUERIES {
        let facets = facets(&room, query);
        for (field, facet, _) in readings(&facets) {
            // `has:none` is no query.
            if field == "has" {
                continue;
            }
            for value in &facet.values {
                let narrower = format!("({query}) {field}:\"{}\"", value.value);
                let narrower = narrower.replace("() ", "");
                let request = SearchRequest { limit: 0, ..everything(&narrower) };
                let total = ask(&room, &request).total;
                assert_eq!(total, value.count, "{narrower}");
            }
        }
    }
}

#[test]
fn pages_put_together_are_the_whole() {
    const PAGE: usize = 7;
    let sampled = sampled();
    let room = sampled.room();
    for sort in [Sort::Relevance, Sort::Date, Sort::DateDescending] {
        for query in ["réunion", "kind:list", "budget OR commission"] {
            let (mut met, mut total) = (Vec::new(), 0);
            loop {
                let request = SearchRequest { offset: met.len(), limit: PAGE, sort, ..everything(query) };
                let answer = ask(&room, &request);
                total = total.max(answer.total);
                assert_eq!(answer.total, total, "`{query}` {sort:?}");
                if answer.hits.is_empty() {
                    break;
                }
                met.extend(answer.hits.into_iter().map(|hit| hit.id));
            }
            assert_eq!(met.len() as u64, total, "`{query}` {sort:?}");
            assert_eq!(met.into_iter().collect::<BTreeSet<_>>(), ids(&room, query), "`{query}` {sort:?}");
            assert!(total > PAGE as u64, "`{query}`: too few to judge by");
        }
    }
}

#[test]
fn dates_follow_one_another() {
    let sampled = sampled();
    let room = sampled.room();
    let dates = |sort| -> Vec<Option<String>> {
        ask(&room, &SearchRequest { sort, ..everything("") }).hits.into_iter().map(|hit| hit.date).collect()
    };
    let (up, down) = (dates(Sort::Date), dates(Sort::DateDescending));
    assert!(up.len() > 1_000, "too few to judge by");
    assert!(up.iter().flatten().is_sorted(), "oldest first");
    assert!(down.iter().flatten().rev().is_sorted(), "newest first");
    // What has no date is at the end, whichever way one looks.
    for dates in [up, down] {
        assert!(dates.iter().skip_while(|date| date.is_some()).all(Option::is_none));
    }
}

fn facets(room: &Room, query: &str) -> Facets {
    let request = SearchRequest { limit: 0, facets: true, ..everything(query) };
    ask(room, &request).facets.expect("facets were asked for")
}
