//! The text of a query as the only state of a search: terms are added, excluded and taken away.
//!
//! This is no parser of the query language: it knows quotes, parentheses and
//! blanks, just enough to find the terms on the first level without touching
//! what the person wrote around them.

/// Fields that facets and the chart add, so that they can be shown as filters.
const FILTER_FIELDS: [&str; 19] = [
    "mailbox",
    "from",
    "domain",
    "year",
    "kind",
    "filetype",
    "author",
    "attachment",
    "lang",
    "list",
    "tag",
    "has",
    "on",
    "folder",
    "thread",
    "similar",
    "verdict",
    "signed-by",
    "reason",
];

/// Returns the terms on the first level, as written.
pub(crate) fn terms(query: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    let (mut start, mut depth, mut closing, mut escaped) = (None, 0_usize, None, false);
    for (at, c) in query.char_indices() {
        if c.is_whitespace() && depth == 0 && closing.is_none() {
            terms.extend(start.take().and_then(|from| query.get(from..at)));
            continue;
        }
        start.get_or_insert(at);
        match closing {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(close) if c == close => closing = None,
            Some(_) => {}
            None => {
                closing = closing_quote(c);
                depth = match c {
                    '(' => depth + 1,
                    ')' => depth.saturating_sub(1),
                    _ => depth,
                };
            }
        }
    }
    terms.extend(start.and_then(|from| query.get(from..)));
    terms
}

/// Returns the terms of the first level that narrow by a field: what can be shown as a filter and taken away.
pub(crate) fn filters(query: &str) -> Vec<&str> {
    if is_joined(query) {
        return Vec::new();
    }
    terms(query).into_iter().filter(|term| is_filter(term)).collect()
}

/// Writes `field:value`, quoted where the value needs it.
pub(crate) fn field(name: &str, value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+' | '/');
    if !value.is_empty() && value.chars().all(plain) {
        return format!("{name}:{value}");
    }
    format!("{name}:\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns the value of a `field:value` term as it is read, without quotes.
pub(crate) fn value(term: &str) -> String {
    let value = term.split_once(':').map_or("", |(_, value)| value);
    match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

/// Narrows a query by a term; the same term excluded before gives way to it.
pub(crate) fn with(query: &str, term: &str) -> String {
    let query = match term.strip_prefix('-') {
        Some(positive) => without(query, positive),
        None => without(query, &format!("-{term}")),
    };
    if query.is_empty() {
        term.to_owned()
    } else if is_joined(&query) {
        format!("({query}) {term}")
    } else if terms(&query).contains(&term) {
        query
    } else {
        format!("{query} {term}")
    }
}

/// Excludes a term.
pub(crate) fn excluding(query: &str, term: &str) -> String {
    with(query, &format!("-{term}"))
}

/// Takes a term of the first level away, wherever it stands there.
pub(crate) fn without(query: &str, term: &str) -> String {
    if is_joined(query) {
        return query.trim().to_owned();
    }
    let kept: Vec<&str> = terms(query).into_iter().filter(|other| *other != term).collect();
    kept.join(" ")
}

/// Says whether words of the language join the first level: there no term stands by itself.
fn is_joined(query: &str) -> bool {
    terms(query).into_iter().any(is_keyword)
}

fn is_keyword(term: &str) -> bool {
    let after = ["OR", "AND", "NOT"].into_iter().find_map(|word| term.strip_prefix(word));
    after.is_some_and(|rest| {
        rest.chars().next().is_none_or(|c| "()»".contains(c) || closing_quote(c).is_some())
    })
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' | '”' | '„' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

fn is_filter(term: &str) -> bool {
    let positive = term.strip_prefix('-').unwrap_or(term);
    positive.split_once(':').is_some_and(|(field, value)| FILTER_FIELDS.contains(&field) && !value.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn terms_keep_what_belongs_together() {
        let check = |query: &str, expect: &[&str]| assert_eq!(terms(query), expect, "{query}");
        check("", &[]);
        check("  marché  public ", &["marché", "public"]);
        check("\"accès aux boîtes\" from:\"Jean Dupont\"", &["\"accès aux boîtes\"", "from:\"Jean Dupont\""]);
        check("near(a b, 5) -(x OR y) z", &["near(a b, 5)", "-(x OR y)", "z"]);
        check("open \"never closed", &["open", "\"never closed"]);
        check("a) b", &["a)", "b"]);
        check("\"(\" b", &["\"(\"", "b"]);
        check("« a b » “c d” e", &["« a b »", "“c d”", "e"]);
        check("\"a \\\" b\" c", &["\"a \\\" b\"", "c"]);
    }

    #[test]
    fn a_term_is_added_once() {
        let check = |query: &str, term: &str, expect: &str| assert_eq!(with(query, term), expect);
        check("", "year:2016", "year:2016");
        check("budget", "year:2016", "budget year:2016");
        check("budget year:2016", "year:2016", "budget year:2016");
        check("budget -year:2016", "year:2016", "budget year:2016");
        check("a OR b", "year:2016", "(a OR b) year:2016");
        check("(a OR b) year:2016", "kind:list", "(a OR b) year:2016 kind:list");
        check("NOT year:2016", "kind:list", "(NOT year:2016) kind:list");
    }

    #[test]
    fn a_term_is_excluded_instead_of_added() {
        assert_eq!(excluding("budget kind:bulk", "kind:bulk"), "budget -kind:bulk");
        assert_eq!(excluding("a OR b", "kind:bulk"), "(a OR b) -kind:bulk");
    }

    #[test]
    fn values_are_quoted_where_they_must() {
        let check = |value: &str, expect: &str| assert_eq!(field("f", value), expect);
        check("présidence", "f:présidence");
        check("claire@region.example", "f:claire@region.example");
        check("Boîte d'envoi", "f:\"Boîte d'envoi\"");
        check("a\"b) OR (c", "f:\"a\\\"b) OR (c\"");
        check("", "f:\"\"");
        check("x:y", "f:\"x:y\"");
        for value in ["a", "a\"b\\", "\\\"", "é è"] {
            assert_eq!(super::value(&field("f", value)), value);
        }
    }

    #[test]
    fn filters_are_shown_only_where_they_filter() {
        assert_eq!(filters("word year:2016 -kind:bulk body:x from:"), ["year:2016", "-kind:bulk"]);
        for joined in ["year:2016 OR year:2017", "NOT year:2016", "a OR(b) year:2016", "a AND year:2016"] {
            assert_eq!(filters(joined), Vec::<&str>::new(), "{joined}");
        }
        assert_eq!(filters("(year:2016 kind:list)"), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn what_is_added_can_be_taken_away(query in "[a-z :\"()-]{0,30}", value in "[a-zé @\"(\\\\]{0,8}") {
            let term = field("tag", &value);
            let closed = terms(&format!("{query} x")).last() == Some(&"x");
            prop_assume!(closed);
            let narrowed = with(&query, &term);
            prop_assert!(terms(&narrowed).contains(&term.as_str()), "{narrowed}");
            let plain = without(&narrowed, &term);
            prop_assert!(!terms(&plain).contains(&term.as_str()), "{plain}");
        }

        #[test]
        fn terms_lose_nothing_but_blanks(query in ".{0,60}") {
            let squeezed: String = query.chars().filter(|c| !c.is_whitespace()).collect();
            let kept: String = terms(&query).concat().chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, squeezed);
        }
    }
}
