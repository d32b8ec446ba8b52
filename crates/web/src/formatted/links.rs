//! What a link says and where it leads.

use ammonia::Url;

use super::invisible::is_invisible;
use super::{Link, LinkWarning};

/// Longest address that is kept as a link.
const MAX_ADDRESS: usize = 8 * 1024;

/// Bytes of what a link says that are told.
pub(super) const MAX_SHOWN_BYTES: usize = 500;

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
    let shown = seen(shown);
    let warning = if target(url).is_none() {
        Some(LinkWarning::NotOpened)
    } else if shows_another_address(&shown, url) {
        Some(LinkWarning::ShowsAnotherAddress)
    } else if host_of(url).is_some_and(|host| host.split('.').any(|label| label.starts_with("xn--"))) {
        Some(LinkWarning::Idn)
    } else if matches!(url.scheme(), "http" | "https") && !url.username().is_empty() {
        Some(LinkWarning::NameBeforeHost)
    } else {
        None
    };
    Link { shown, target: cut(url.as_str(), MAX_ADDRESS).to_owned(), warning }
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

/// Returns what a reader sees of a text: padding with characters that show nothing pushes nothing out.
fn seen(text: &str) -> String {
    let visible: String = text.chars().filter(|character| !is_invisible(*character)).collect();
    let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&words, MAX_SHOWN_BYTES).to_owned()
}

/// The full stops of East Asia, which end sentences there and part names in addresses (UTS 46).
const WIDE_STOPS: [char; 3] = ['\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// Writes what passes for ASCII in an address as ASCII.
fn in_ascii(shown: &str) -> String {
    let ascii = |character: char| match character {
        '\u{2024}' | '\u{fe52}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        stop if WIDE_STOPS.contains(&stop) => stop,
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(u32::from(character) - 0xfee0).map_or(character, char::from),
        other => other,
    };
    let characters: Vec<char> = shown.chars().map(ascii).collect();
    let is_ascii =
        |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_alphanumeric);
    // Between other letters it may well end a sentence, and no link text of China or Japan would be safe.
    let is_dot = |(at, one): (usize, &char)| {
        WIDE_STOPS.contains(one) && is_ascii(at.checked_sub(1)) && is_ascii(at.checked_add(1))
    };
    let dotted: String =
        characters.iter().enumerate().map(|(at, one)| if is_dot((at, one)) { '.' } else { *one }).collect();
    dotted.replace(" ://", "://").replace(": //", "://").replace(":// ", "://")
}

fn shows_another_address(shown: &str, url: &Url) -> bool {
    let Some(real) = host_of(url) else { return false };
    let real = real.rsplit('@').next().unwrap_or_default().to_owned();
    let shown = in_ascii(shown);
    let words: Vec<&str> = shown.split(' ').filter(|word| word.contains(char::is_alphanumeric)).collect();
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
    let host = if sure { host.replace(WIDE_STOPS, ".") } else { host.to_owned() };
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
    fn characters_that_nobody_sees_hide_no_address() {
        let unseen = "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{2060}\u{2063}\u{34f}\u{fe0f}\u{feff}\u{202e}\u{2069}\
                      \u{180e}\u{3164}\u{e0061}";
        for one in unseen.chars() {
            check(&format!("good.ex{one}ample"), "https://evil.example/", Some(ShowsAnotherAddress));
            check(
                &format!("{one}good{one}.{one}example"),
                "https://evil.example/",
                Some(ShowsAnotherAddress),
            );
            check(&format!("go{one}od.example"), "https://good.example/", None);
        }
        let padded = format!("{}good.example", "\u{200b}".repeat(1000));
        check(&padded, "https://evil.example/", Some(ShowsAnotherAddress));
        let url = Url::parse("https://evil.example/").expect("an absolute address");
        assert_eq!(judge(&padded, &url).shown, "good.example");
        assert_eq!(judge("good\u{2069}\u{202e} .example", &url).shown, "good .example");
    }

    #[test]
    fn characters_that_pass_for_ascii_hide_no_address() {
        for shown in [
            "good\u{2024}example",
            "good\u{ff0e}example",
            "good\u{3002}example",
            "good\u{ff61}example",
            "good\u{fe52}example",
            "good.example\u{2044}login",
            "ｇｏｏｄ．ｅｘａｍｐｌｅ",
            "https：／／good.example／login",
            "https://例え。テスト/",
            "https:// good.example/",
            "https:\u{a0}//good.example",
            "Log in: https :// good.example",
            "→ good.example ←",
        ] {
            check(shown, "https://evil.example/", Some(ShowsAnotherAddress));
        }
        check("good。example", "https://good.example/", None);
    }

    #[test]
    fn honest_links_are_not() {
        check("Read more", "https://news.example/", None);
        check("https://bank.example", "https://www.bank.example/login", None);
        check("bank.example", "https://secure.bank.example/", None);
        check("report.pdf", "https://files.example/1", None);
        check("see e.g. section 3.2", "https://files.example/1", None);
        check("see budget.pdf", "https://files.example/1", None);
        check("詳細はこちら。今すぐ登録", "https://news.example/", None);
        check("これです．次へ", "https://news.example/", None);
        check("می\u{200c}خواهم", "https://news.example/", None);
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
