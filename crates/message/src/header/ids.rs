//! Message identifiers and thread references (RFC 5322 §3.6.4).

use std::collections::HashSet;

/// Returns the first id in `value`, without angle brackets.
pub(crate) fn first(value: &str) -> Option<String> {
    all(value).next()
}

/// Returns the ids of References, then those of In-Reply-To, each once.
pub(crate) fn references<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    values.flat_map(all).filter(|id| seen.insert(id.clone())).collect()
}

/// Returns the ids in `<...>`, or, where there is none, the words that hold an `@`.
///
/// In-Reply-To of old programs is prose around an id; folding may have put
/// blanks inside one.
fn all(value: &str) -> impl Iterator<Item = String> {
    let in_brackets = value.split('<').skip(1).filter_map(|piece| Some(piece.split_once('>')?.0));
    let has_brackets = in_brackets.clone().any(|id| !id.trim_ascii().is_empty());
    let words = value.split_ascii_whitespace().filter(|word| word.contains('@'));
    let brackets = in_brackets.filter(move |_| has_brackets);
    let words = words.filter(move |_| !has_brackets);
    brackets.chain(words).map(clean).filter(|id| !id.is_empty())
}

fn clean(id: &str) -> String {
    let id = id.trim_matches(['<', '>', ',', ';']);
    let unquoted = id.trim_matches('"');
    // `"a b"@c`: the quotes are part of it.
    let id = if unquoted.contains('"') { id } else { unquoted };
    if id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return id.to_owned();
    }
    id.chars().filter(|char| !char.is_whitespace() && !char.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_among_junk() {
        let check = |value: &str, expect: &[&str]| {
            assert_eq!(references([value].into_iter()), expect, "{value:?}");
        };
        check("<a@b.example>", &["a@b.example"]);
        check("<a@b> <c@d>\t<a@b>", &["a@b", "c@d"]);
        check("<a@b><c@d>", &["a@b", "c@d"]);
        check("<a@ b>", &["a@b"]);
        check("<\"a:1\"@b>", &["\"a:1\"@b"]);
        check("\"a@b\"", &["a@b"]);
        check("a@b.example", &["a@b.example"]);
        check("Your message of \"Mon\" <a@b>", &["a@b"]);
        check("<<a@b>>", &["a@b"]);
        check("<no-at-sign>", &["no-at-sign"]);
        check("<never@closed", &["never@closed"]);
        check("<>", &[]);
        check("", &[]);
    }
}
