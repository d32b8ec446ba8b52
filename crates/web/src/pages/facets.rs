//! Counts by field, as links that narrow a search or exclude from it.

use greffe::view::{Facet, Facets};

use crate::links;
use crate::query;
use crate::reading::shorten;
use crate::say::Say;

/// So many values stand open; the others wait behind "more".
const SHOWN: usize = 6;

/// An address or a list may have a name as long as its sender liked.
const LABEL_CHARS: usize = 80;

/// The values of one field.
pub(super) struct FacetList {
    /// What is counted.
    pub(super) title: String,
    /// The most frequent values.
    pub(super) values: Vec<Choice>,
    /// The others that are listed.
    pub(super) more: Vec<Choice>,
    /// Words for the messages under values not listed; empty when there are none.
    pub(super) other: String,
}

/// One value.
pub(super) struct Choice {
    /// In words.
    pub(super) label: String,
    /// Number of messages, written out.
    pub(super) count: String,
    /// The search narrowed to it.
    pub(super) narrow: String,
    /// The search without it.
    pub(super) exclude: String,
    /// Words for the link that excludes.
    pub(super) exclude_label: String,
}

/// A filter of the query, and the search without it.
pub(super) struct Filter {
    /// In words.
    pub(super) label: String,
    /// The search without it.
    pub(super) address: String,
}

/// Returns the facets that have something to choose.
pub(super) fn lists(say: Say<'_>, facets: &Facets, query: &str) -> Vec<FacetList> {
    let fields: [(&'static str, &Facet); 14] = [
        ("kind", &facets.kind),
        ("verdict", &facets.verdict),
        ("signed-by", &facets.signed_by),
        ("reason", &facets.reason),
        ("mailbox", &facets.mailbox),
        ("from", &facets.from),
        ("domain", &facets.domain),
        ("year", &facets.year),
        ("has", &facets.has),
        ("filetype", &facets.filetype),
        ("author", &facets.author),
        ("lang", &facets.lang),
        ("list", &facets.list),
        ("tag", &facets.tag),
    ];
    let filled = fields.into_iter().filter(|(_, facet)| !facet.values.is_empty());
    filled.map(|(field, facet)| list(say, field, facet, query)).collect()
}

/// Returns the filters of a query.
pub(super) fn filters(say: Say<'_>, query: &str) -> Vec<Filter> {
    let filter = |term: &&str| Filter {
        label: filter_label(say, term),
        address: links::search(&query::without(query, term)),
    };
    query::filters(query).iter().map(filter).collect()
}

fn list(say: Say<'_>, field: &str, facet: &Facet, query: &str) -> FacetList {
    let choice = |count: &greffe::view::Count| choice(say, field, &count.value, count.count, query);
    let mut values: Vec<Choice> = facet.values.iter().map(choice).collect();
    let more = values.split_off(values.len().min(SHOWN));
    let other =
        if facet.other == 0 { String::new() } else { say.count("web-facet-other", facet.other).into_owned() };
    FacetList { title: say.word(&format!("web-facet-{field}")).into_owned(), values, more, other }
}

fn choice(say: Say<'_>, field: &str, value: &str, count: u64, query: &str) -> Choice {
    let label = label(say, field, value);
    let (narrow, exclude) = match (field, value) {
        // The language has `has:attachment`; its absence is an exclusion.
        ("has", "none") => (query::excluding(query, "has:attachment"), query::with(query, "has:attachment")),
        _ => {
            let term = query::field(field, value);
            (query::with(query, &term), query::excluding(query, &term))
        }
    };
    Choice {
        count: say.number(count),
        narrow: links::search(&narrow),
        exclude: links::search(&exclude),
        exclude_label: say.value("web-facet-exclude", &label).into_owned(),
        label,
    }
}

/// Returns the words for a value, where greffe gave it its name.
fn label(say: Say<'_>, field: &str, value: &str) -> String {
    match field {
        "kind" | "lang" | "has" => say.code(field, value).into_owned(),
        "verdict" => {
            value.parse().map_or_else(|_| value.to_owned(), |verdict| say.texts().verdict(verdict).into())
        }
        "reason" => {
            value.parse().map_or_else(|_| value.to_owned(), |reason| say.texts().reason_name(reason).into())
        }
        _ => shorten(value, LABEL_CHARS),
    }
}

fn filter_label(say: Say<'_>, term: &str) -> String {
    let (key, positive) = match term.strip_prefix('-') {
        Some(positive) => ("web-filter-not", positive),
        None => ("web-filter", term),
    };
    let field = positive.split(':').next().unwrap_or_default();
    let name = say.code("facet", field).into_owned();
    let value = label(say, field, &query::value(positive));
    say.values(key, &[("field", name), ("value", value)]).into_owned()
}

#[cfg(test)]
mod tests {
    use greffe::view::Count;
    use greffe_texts::{Clock, Language, Texts};

    use super::*;

    #[test]
    fn a_value_of_any_length_is_a_short_label_and_the_whole_of_the_search() {
        let (texts, clock) = (Texts::new(Language::English), Clock::new("UTC"));
        let address = format!("{}@b.example", "a".repeat(5_000));
        let from = Facet { values: vec![Count { value: address.clone(), count: 3 }], other: 0 };
        let lists = lists(Say::new(&texts, &clock), &Facets { from, ..Facets::default() }, "");
        let choice = &lists[0].values[0];
        assert_eq!(choice.label.chars().count(), LABEL_CHARS + 1);
        assert!(choice.narrow.contains(&"a".repeat(5_000)));
    }
}
