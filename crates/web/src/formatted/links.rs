//! What a link says and where it leads.

use ammonia::Url;

use super::Link;
use super::LinkWarning;

/// Longest address that is kept as a link.
const MAX_ADDRESS: usize = 8 * 1024;

/// Schemes that a link may have.
pub(super) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Returns the address to write, if the link may stay one.
pub(super) fn target(url: &Url) -> Option<String> {
    let allowed = SCHEMES.contains(&url.scheme()) && url.as_str().len() <= MAX_ADDRESS;
    // Some mail programs took `attach=` for an order to send a file along.
    let attaches =
        url.scheme() == "mailto" && url.query_pairs().any(|(name, _)| name.eq_ignore_ascii_case("attach"));
    (allowed && !attaches).then(|| url.as_str().to_owned())
}

/// Says what a reader must know about a link that shows `shown` and leads to `url`.
pub(super) fn judge(shown: &str, url: &Url) -> Link {
    let warning = if target(url).is_none() {
        Some(LinkWarning::NotOpened)
    } else if shows_another_address(shown, url) {
        Some(LinkWarning::ShowsAnotherAddress)
    } else if host_of(url).is_some_and(|host| host.split('.').any(|label| label.starts_with("xn--"))) {
        Some(LinkWarning::Idn)
    } else if matches!(url.scheme(), "http" | "https") && !url.username().is_empty() {
        Some(LinkWarning::NameBeforeHost)
    } else {
        None
    };
    Link { shown: shown.to_owned(), target: cut(url.as_str(), MAX_ADDRESS).to_owned(), warning }
}

/// Returns what is written behind a link that misleads: its host, or the address of a `mailto:`.
pub(super) fn host_of(url: &Url) -> Option<String> {
    if url.scheme() == "mailto" {
        return Some(url.path().to_ascii_lowercase());
    }
    url.host_str().map(str::to_owned)
}

/// Cuts a text to at most `length` bytes.
pub(super) fn cut(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

fn shows_another_address(shown: &str, url: &Url) -> bool {
    let Some(real) = host_of(url) else { return false };
    let real = real.rsplit('@').next().unwrap_or_default().to_owned();
    let words: Vec<&str> = shown.split_whitespace().take(200).collect();
    let alone = words.len() == 1;
    words.iter().filter_map(|word| shown_host(word, alone)).any(|host| !same_site(&host, &real))
}

/// Returns the host that a word pretends to lead to.
fn shown_host(word: &str, alone: bool) -> Option<String> {
    let word = word.trim_matches(|edge: char| !edge.is_alphanumeric() && edge != '/');
    let lower = word.to_lowercase();
    let (rest, sure) = match lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://")) {
        Some(rest) => (rest, true),
        None => (lower.as_str(), lower.starts_with("www.")),
    };
    if !sure && !alone {
        return None;
    }
    let host = rest.split(['/', '?', '#', '\\']).next()?.rsplit('@').next()?.split(':').next()?;
    let last = host.rsplit('.').next()?;
    let like_a_host = host.contains('.')
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic)
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|one| one.is_alphanumeric() || one == '-'));
    if !like_a_host || (!sure && is_file_ending(last)) {
        return None;
    }
    // The same writing for both sides: `münchen.example` is `xn--mnchen-3ya.example`.
    Url::parse(&format!("http://{host}/")).ok()?.host_str().map(str::to_owned)
}

fn is_file_ending(last: &str) -> bool {
    matches!(
        last,
        "pdf"
            | "doc"
            | "docx"
            | "xls"
            | "xlsx"
            | "ppt"
            | "pptx"
            | "odt"
            | "ods"
            | "txt"
            | "csv"
            | "zip"
            | "html"
            | "htm"
            | "jpg"
            | "jpeg"
            | "png"
            | "gif"
            | "eml"
            | "msg"
            | "rtf"
            | "xml"
            | "json"
            | "exe"
            | "php"
    )
}

fn same_site(shown: &str, real: &str) -> bool {
    let bare = |host: &'_ str| host.strip_prefix("www.").unwrap_or(host).trim_end_matches('.').to_owned();
    let (shown, real) = (bare(shown), bare(real));
    shown == real || real.strip_suffix(&shown).is_some_and(|before| before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use LinkWarning::{Idn, NameBeforeHost, NotOpened, ShowsAnotherAddress};

    fn check(shown: &str, target: &str, expected: Option<LinkWarning>) {
        let url = Url::parse(target).expect("an absolute address");
        assert_eq!(judge(shown, &url).warning, expected, "{shown} -> {target}");
    }

    #[test]
    fn links_that_show_another_address_are_flagged() {
        check("https://bank.example/login", "https://evil.example/", Some(ShowsAnotherAddress));
        check("www.bank.example", "https://bank.example.evil.invalid/", Some(ShowsAnotherAddress));
        check("bank.example", "http://evil.example/bank.example", Some(ShowsAnotherAddress));
        check("Visit https://bank.example now", "https://evil.example/", Some(ShowsAnotherAddress));
        check("<https://bank.example>", "https://evil.example/", Some(ShowsAnotherAddress));
        check("ann@bank.example", "mailto:eve@evil.example", Some(ShowsAnotherAddress));
        check("https://news.bank.example", "https://bank.example/", Some(ShowsAnotherAddress));
    }

    #[test]
    fn honest_links_are_not() {
        check("Read more", "https://news.example/", None);
        check("https://bank.example", "https://www.bank.example/login", None);
        check("bank.example", "https://secure.bank.example/", None);
        check("report.pdf", "https://files.example/1", None);
        check("see e.g. section 3.2", "https://files.example/1", None);
        check("ann@bank.example", "mailto:ann@bank.example?subject=x", None);
    }

    #[test]
    fn other_tricks_are_told() {
        check("x", "https://xn--bnk-5cd.example/", Some(Idn));
        check("x", "https://bаnk.example/", Some(Idn));
        check("x", "https://bank.example@evil.example/", Some(NameBeforeHost));
        check("x", "javascript:alert(1)", Some(NotOpened));
        check("x", "mailto:a@b.example?attach=/etc/passwd", Some(NotOpened));
    }
}
