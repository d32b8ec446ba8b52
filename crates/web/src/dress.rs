//! What every answer wears: security headers, the words of a failure, the chosen language.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SET_COOKIE, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use greffe_texts::Language;

use crate::failure::Failure;
use crate::gate::Refusal;
use crate::house::House;
use crate::visit::{LANGUAGE_COOKIE, Visit};
use crate::{api, pages};

/// The policy of our own pages. Formatted mail and attachments bring stricter ones.
pub(crate) const APP_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; \
     base-uri 'none'; require-trusted-types-for 'script'";

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

const HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, APP_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (OPENER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), \
         payment=(), usb=()",
    ),
];

/// Lets a request in or refuses it, before any handler sees it.
pub(crate) async fn guard(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    match house.gate.admit(request.method(), request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refuse(refusal, request.uri().path()),
    }
}

/// Gives an answer its headers, and a failure its words.
pub(crate) async fn dress(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let visit = Visit::new(house, request.uri(), request.headers());
    let mut response = next.run(request).await;
    if let Some(failure) = failure_of(&mut response) {
        let words = worded(&visit, &failure);
        let (parts, _) = response.into_parts();
        response = merge(parts.headers, words);
    }
    remember_language(&visit, &mut response);
    open_sandbox(&mut response);
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Browsers refuse to show a sandboxed document that also asks for an opener policy (HTML, "navigate").
fn open_sandbox(response: &mut Response) {
    let policy = response.headers().get(CONTENT_SECURITY_POLICY);
    if policy.is_some_and(|policy| policy.as_bytes().starts_with(b"sandbox")) {
        response.headers_mut().insert(OPENER_POLICY, HeaderValue::from_static("unsafe-none"));
    }
}

fn refuse(refusal: Refusal, path: &str) -> Response {
    let mut failure = Failure::from(refusal);
    if refusal == Refusal::NoSession && is_api(path) {
        failure.status = StatusCode::UNAUTHORIZED;
        return ([(WWW_AUTHENTICATE, "Bearer realm=\"greffe\"")], failure).into_response();
    }
    failure.into_response()
}

/// Takes the failure out of an answer; a bare error status of the router is one too.
fn failure_of(response: &mut Response) -> Option<Failure> {
    let told = response.extensions_mut().remove::<Failure>();
    let status = response.status();
    let bare = (status.is_client_error() || status.is_server_error())
        && response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    told.or_else(|| bare.then(|| Failure::of_status(status)))
}

fn worded(visit: &Visit, failure: &Failure) -> Response {
    if is_api(visit.uri.path()) { api::problem(visit, failure) } else { pages::problem(visit, failure) }
}

fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Keeps the headers that the failure's maker set (`Allow`, `WWW-Authenticate`), but none about its body.
fn merge(kept: axum::http::HeaderMap, mut words: Response) -> Response {
    for (name, value) in kept.iter().filter(|(name, _)| !name.as_str().starts_with("content-")) {
        words.headers_mut().entry(name).or_insert(value.clone());
    }
    words
}

fn remember_language(visit: &Visit, response: &mut Response) {
    let Some(chosen) = Language::from_tag(visit.asked.text("lang")) else { return };
    let cookie = format!("{LANGUAGE_COOKIE}={chosen}; SameSite=Strict; Path=/; HttpOnly; Max-Age=31536000");
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
