//! Who may ask: the session, the name the browser used, and where a request comes from.
//!
//! Loopback is not private. Any page in the reader's browser may send requests
//! to it (so `Origin` and `Sec-Fetch-Site` are checked), may call it by a name
//! of its own (DNS rebinding, so `Host` must be ours), and any local user may
//! connect (so everything needs the session that the start token opens).
//!
//! Known limit: cookies do not tell ports apart, so a hostile program that
//! listens on another port of the same loopback name can receive the cookie
//! when the reader visits it. The token itself never travels again after start.

mod origin;
mod secret;

use axum::http::header::{AUTHORIZATION, COOKIE, HOST};
use axum::http::{HeaderMap, Method, Uri};

pub(crate) use secret::{LEAST_TOKEN_LENGTH, Secret};

/// What decides whether a request comes in.
pub(crate) struct Gate {
    token: Secret,
    session: Secret,
    csrf: Secret,
    port: u16,
    hosts: Vec<String>,
}

/// Why a request stays outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The Host names another machine.
    Misdirected,
    /// Another site asks through the reader's browser.
    CrossSite,
    /// No session, or that of another start.
    NoSession,
}

impl Gate {
    /// Makes the gate of a server that listens on `host` (as in a URL) and `port`.
    pub(crate) fn new(token: Secret, host: &str, port: u16) -> Self {
        let mut hosts: Vec<String> = Vec::new();
        for name in [host, "127.0.0.1", "localhost", "[::1]"] {
            hosts.push(format!("{name}:{port}"));
            // Browsers leave the default port out.
            if port == 80 {
                hosts.push(name.to_owned());
            }
        }
        let session = token.derive("session");
        let csrf = token.derive("csrf");
        Self { token, session, csrf, port, hosts }
    }

    /// Lets a request in, or says why not.
    pub(crate) fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = self.host(uri, headers).ok_or(Refusal::Misdirected)?;
        let bearer = self.has_bearer(headers);
        if !origin::allows(method, headers, host, bearer) {
            return Err(Refusal::CrossSite);
        }
        let open = bearer || is_public(uri.path()) || self.has_session(headers);
        open.then_some(()).ok_or(Refusal::NoSession)
    }

    /// Returns the name by which the browser called us, if it is one of ours.
    pub(crate) fn host<'a>(&self, uri: &Uri, headers: &'a HeaderMap) -> Option<&'a str> {
        let mut named = headers.get_all(HOST).iter();
        let host = named.next()?.to_str().ok()?;
        let alone = named.next().is_none();
        let agrees = uri.authority().is_none_or(|authority| authority.as_str().eq_ignore_ascii_case(host));
        let ours = self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host));
        (alone && agrees && ours).then_some(host)
    }

    /// Says whether the request carries this start's session cookie.
    pub(crate) fn has_session(&self, headers: &HeaderMap) -> bool {
        cookies(headers).any(|(name, value)| name == self.cookie_name() && self.session.matches(value))
    }

    /// Says whether the request carries the token as a program does: `Authorization: Bearer`.
    pub(crate) fn has_bearer(&self, headers: &HeaderMap) -> bool {
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some((scheme, token)) = value.and_then(|value| value.split_once(' ')) else { return false };
        scheme.eq_ignore_ascii_case("bearer") && self.token.matches(token.trim())
    }

    /// Says whether `given` is the start token.
    pub(crate) fn opens(&self, given: &str) -> bool {
        self.token.matches(given)
    }

    /// Returns the Set-Cookie value that keeps the session.
    pub(crate) fn session_cookie(&self) -> String {
        format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.session.as_str())
    }

    /// Returns the value that each form must send back.
    pub(crate) fn csrf(&self) -> &str {
        self.csrf.as_str()
    }

    /// Says whether a form sent back what it was given.
    pub(crate) fn is_own_form(&self, given: &str) -> bool {
        self.csrf.matches(given)
    }

    /// Returns the secret of one saved search's feed: feed readers carry no cookie.
    ///
    /// Derived from the start token, so with a token of its own each start
    /// gives the feeds new addresses.
    pub(crate) fn feed_secret(&self, n: i64) -> Secret {
        self.token.derive(&format!("feed {n}"))
    }

    fn cookie_name(&self) -> String {
        format!("greffe-{}", self.port)
    }
}

/// Returns the cookies of a request.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// The start page opens the session; assets are the same bytes in every copy
/// of greffe; a feed checks the secret in its own address.
fn is_public(path: &str) -> bool {
    path == "/start" || path.starts_with("/assets/") || path.starts_with("/feeds/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef";

    fn gate() -> Gate {
        Gate::new(Secret::new(TOKEN.to_owned()), "127.0.0.1", 8080)
    }

    #[track_caller]
    fn check(method: &str, path: &str, lines: &[(&str, &str)], expect: Result<(), Refusal>) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name: axum::http::HeaderName = name.parse().expect("a header name");
            headers.append(name, value.parse().expect("a header value"));
        }
        let method: Method = method.parse().expect("a method");
        let uri: Uri = path.parse().expect("a path");
        assert_eq!(gate().admit(&method, &uri, &headers), expect, "{method} {path} {lines:?}");
    }

    #[test]
    fn a_session_is_needed_everywhere_but_where_it_starts() {
        let session = format!("greffe-8080={}", gate().session.as_str());
        let other_port = format!("greffe-9090={}", gate().session.as_str());
        let host = ("host", "127.0.0.1:8080");
        check("GET", "/", &[host], Err(Refusal::NoSession));
        check("GET", "/api/v1/search?q=a", &[host], Err(Refusal::NoSession));
        check("GET", "/nowhere", &[host], Err(Refusal::NoSession));
        check("GET", "/start?token=x", &[host], Ok(()));
        check("GET", "/assets/x.css", &[host], Ok(()));
        check("GET", "/", &[host, ("cookie", &session)], Ok(()));
        check("GET", "/", &[host, ("cookie", &format!("a=b; {session}; c=d"))], Ok(()));
        check("GET", "/", &[host, ("cookie", &other_port)], Err(Refusal::NoSession));
        check("GET", "/", &[host, ("cookie", &format!("greffe-8080={TOKEN}"))], Err(Refusal::NoSession));
        check("GET", "/", &[host, ("cookie", "greffe-8080=")], Err(Refusal::NoSession));
    }

    #[test]
    fn a_program_carries_the_token_itself() {
        let host = ("host", "127.0.0.1:8080");
        check("GET", "/api/v1/tags", &[host, ("authorization", &format!("Bearer {TOKEN}"))], Ok(()));
        check("GET", "/api/v1/tags", &[host, ("authorization", &format!("bearer {TOKEN}"))], Ok(()));
        check("GET", "/api/v1/tags", &[host, ("authorization", "Bearer ")], Err(Refusal::NoSession));
        check(
            "GET",
            "/api/v1/tags",
            &[host, ("authorization", &format!("Basic {TOKEN}"))],
            Err(Refusal::NoSession),
        );
    }

    #[test]
    fn another_name_for_this_machine_is_dns_rebinding() {
        let session = format!("greffe-8080={}", gate().session.as_str());
        let cookie = ("cookie", session.as_str());
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"] {
            check("GET", "/", &[("host", host), cookie], Ok(()));
        }
        for host in ["evil.example:8080", "127.0.0.1:9090", "127.0.0.1", "localhost.evil.example:8080", ""] {
            check("GET", "/", &[("host", host), cookie], Err(Refusal::Misdirected));
        }
        check("GET", "/", &[cookie], Err(Refusal::Misdirected));
        let twice = [("host", "127.0.0.1:8080"), ("host", "evil.example"), cookie];
        check("GET", "/", &twice, Err(Refusal::Misdirected));
        check(
            "GET",
            "http://evil.example/",
            &[("host", "127.0.0.1:8080"), cookie],
            Err(Refusal::Misdirected),
        );
    }

    #[test]
    fn feeds_have_a_secret_each() {
        let gate = gate();
        assert!(gate.feed_secret(1).matches(gate.feed_secret(1).as_str()));
        assert!(!gate.feed_secret(1).matches(gate.feed_secret(2).as_str()));
    }
}
