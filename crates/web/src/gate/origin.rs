//! Which site asks: Fetch metadata and `Origin` (W3C Fetch Metadata; Fetch §3.2).

use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, Method};

/// Says whether a request may come from where it comes from.
///
/// `host` is the Host that was checked; `bearer`: the request carries the
/// token itself, which no browser adds by its own.
///
/// Our pages send no referrer, and then browsers write `Origin: null` on our
/// own forms too: `Sec-Fetch-Site` decides where there is one, `Origin` only
/// in its absence.
pub(super) fn allows(method: &Method, headers: &HeaderMap, host: &str, bearer: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let site = text("sec-fetch-site");
    if method.is_safe() {
        return match site {
            None | Some("same-origin" | "none") => true,
            // A link from elsewhere may open a page (the cookie stays at home), nothing may load us as its part.
            Some(_) => {
                text("sec-fetch-mode") == Some("navigate") && text("sec-fetch-dest") == Some("document")
            }
        };
    }
    match (site, text(ORIGIN.as_str())) {
        (Some(site), origin) => {
            site == "same-origin" && origin.is_none_or(|o| o == "null" || is_own(o, host))
        }
        (None, Some(origin)) => is_own(origin, host),
        (None, None) => bearer,
    }
}

fn is_own(origin: &str, host: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|name| name.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: Method, lines: &[(&'static str, &str)], bearer: bool, expect: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().expect("a header value"));
        }
        assert_eq!(allows(&method, &headers, "localhost:80", bearer), expect, "{method} {lines:?}");
    }

    #[test]
    fn only_our_own_pages_may_act() {
        let own = ("origin", "http://localhost:80");
        let evil = ("origin", "https://evil.example");
        let null = ("origin", "null");
        check(Method::POST, &[own], false, true);
        check(Method::POST, &[own, ("sec-fetch-site", "same-origin")], false, true);
        check(Method::POST, &[null, ("sec-fetch-site", "same-origin")], false, true);
        check(Method::POST, &[null], false, false);
        check(Method::POST, &[evil], false, false);
        check(Method::POST, &[evil, ("sec-fetch-site", "cross-site")], false, false);
        check(Method::POST, &[evil, ("sec-fetch-site", "same-origin")], false, false);
        check(Method::POST, &[own, ("sec-fetch-site", "same-site")], false, false);
        check(Method::POST, &[("sec-fetch-site", "none")], false, false);
        check(Method::POST, &[("origin", "http://localhost:9090")], false, false);
        check(Method::POST, &[("origin", "https://localhost:80")], false, false);
        check(Method::DELETE, &[], false, false);
        check(Method::DELETE, &[], true, true);
        check(Method::DELETE, &[evil], true, false);
    }

    #[test]
    fn other_sites_may_link_to_us_but_not_load_us() {
        let navigate = ("sec-fetch-mode", "navigate");
        check(Method::GET, &[], false, true);
        check(Method::GET, &[("sec-fetch-site", "none"), navigate], false, true);
        check(Method::GET, &[("sec-fetch-site", "same-origin")], false, true);
        let cross = ("sec-fetch-site", "cross-site");
        check(Method::GET, &[cross, navigate, ("sec-fetch-dest", "document")], false, true);
        check(Method::GET, &[cross, navigate, ("sec-fetch-dest", "iframe")], false, false);
        check(Method::GET, &[cross, ("sec-fetch-mode", "no-cors")], false, false);
        check(Method::GET, &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")], false, false);
    }
}
