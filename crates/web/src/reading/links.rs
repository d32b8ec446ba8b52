//! Web addresses in a text, shown with where they really lead.

use url::Url;

/// A text with more links than this is a flood; the rest stays text.
const MOST_LINKS: usize = 2_000;
/// Longer addresses stay text.
const LONGEST_LINK_BYTES: usize = 2_048;

/// A piece of text, or a link.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// As it stands.
    Text(String),
    /// A web address.
    Link {
        /// As it stands in the mail.
        shown: String,
        /// Where it leads, host in punycode.
        target: String,
        /// The real host, where the shown text may make believe another one.
        host: Option<String>,
    },
}

/// Splits a text into plain runs and links.
pub(crate) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut plain, mut at, mut links) = (0, 0, 0);
    while links < MOST_LINKS
        && let Some(start) = next_start(text, at)
    {
        let end = start + length(&text[start..]);
        at = end;
        let Some(link) = link(&text[start..end]) else { continue };
        push_text(&mut runs, &text[plain..start]);
        runs.push(link);
        (plain, links) = (end, links + 1);
    }
    push_text(&mut runs, &text[plain..]);
    runs
}

/// Finds where the next `http://` or `https://` begins.
fn next_start(text: &str, mut from: usize) -> Option<usize> {
    loop {
        let start = from + text.get(from..)?.find("http")?;
        let rest = &text[start..];
        if rest.starts_with("http://") || rest.starts_with("https://") {
            return Some(start);
        }
        from = start + "http".len();
    }
}

/// Returns how far an address goes: to a blank or a mark that cannot stand in
/// one, less the punctuation of the sentence around it.
fn length(text: &str) -> usize {
    let stops = |c: char| {
        c.is_whitespace() || c.is_control() || is_invisible(c) || matches!(c, '<' | '>' | '"' | '`')
    };
    let whole = &text[..text.find(stops).unwrap_or(text.len())];
    let mut kept = whole;
    // A few marks end a sentence; a thousand are somebody's attack on this loop.
    for _ in 0..8 {
        match kept.char_indices().next_back() {
            Some((at, last)) if is_outside(last, kept) => kept = &kept[..at],
            _ => break,
        }
    }
    kept.len()
}

/// Says whether the last character of an address belongs to the sentence around it.
fn is_outside(last: char, address: &str) -> bool {
    match last {
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '»' | '”' | '’' | '*' | '_' => true,
        ')' => !address.contains('('),
        ']' => !address.contains('['),
        '}' => !address.contains('{'),
        _ => false,
    }
}

/// Zero-width and bidirectional marks: they make an address look like another one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{61c}')
}

fn link(shown: &str) -> Option<Run> {
    if shown.len() > LONGEST_LINK_BYTES {
        return None;
    }
    let target = Url::parse(shown).ok()?;
    let host = target.host_str()?;
    // What the eye takes for the host: up to the first slash, question mark or hash.
    let (_, after) = shown.split_once("://")?;
    let looks_like = after.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let honest =
        looks_like.split_once(':').map_or(looks_like, |(name, _port)| name).eq_ignore_ascii_case(host);
    let host = (!honest).then(|| host.to_owned());
    Some(Run::Link { shown: shown.to_owned(), target: target.into(), host })
}

fn push_text(runs: &mut Vec<Run>, text: &str) {
    if !text.is_empty() {
        runs.push(Run::Text(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, &str, Option<&str>)]) {
        let found = runs(text);
        let links: Vec<_> = found
            .iter()
            .filter_map(|run| match run {
                Run::Text(_) => None,
                Run::Link { shown, target, host } => Some((shown.as_str(), target.as_str(), host.as_deref())),
            })
            .collect();
        assert_eq!(links, expect, "{text}");
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let plain = [("http://a.example/x", "http://a.example/x", None)];
        for text in [
            "see http://a.example/x.",
            "<http://a.example/x>",
            "(http://a.example/x)",
            "http://a.example/x »",
        ] {
            check(text, &plain);
        }
        check("http://a.example/(x)", &[("http://a.example/(x)", "http://a.example/(x)", None)]);
        check("no link: http:/x https:// httpd http", &[]);
    }

    #[test]
    fn real_hosts_are_told() {
        check(
            "https://bank.example@evil.example/",
            &[(
                "https://bank.example@evil.example/",
                "https://bank.example@evil.example/",
                Some("evil.example"),
            )],
        );
        check(
            "https://régions.example/",
            &[(
                "https://régions.example/",
                "https://xn--rgions-bva.example/",
                Some("xn--rgions-bva.example"),
            )],
        );
        check("http://0x7f.1/", &[("http://0x7f.1/", "http://127.0.0.1/", Some("127.0.0.1"))]);
        check("http://a.example:8080/x", &[("http://a.example:8080/x", "http://a.example:8080/x", None)]);
    }

    #[test]
    fn marks_that_deceive_end_an_address() {
        check("http://a.example/\u{202e}gpj.exe", &[("http://a.example/", "http://a.example/", None)]);
    }

    #[test]
    fn a_flood_is_not_linked() {
        let text = "http://a.example ".repeat(MOST_LINKS + 50);
        let links = runs(&text).iter().filter(|run| matches!(run, Run::Link { .. })).count();
        assert_eq!(links, MOST_LINKS);
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in "(http(s)?://|[a-zé.,()<> \u{202e}@/]){0,40}") {
            let joined: String = runs(&text).into_iter().map(|run| match run {
                Run::Text(text) => text,
                Run::Link { shown, .. } => shown,
            }).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn only_web_addresses_become_links(text in "(http(s)?://|javascript:|[a-z.@:/?# ]){0,30}") {
            for run in runs(&text) {
                if let Run::Link { target, .. } = run {
                    prop_assert!(target.starts_with("http://") || target.starts_with("https://"));
                }
            }
        }
    }
}
