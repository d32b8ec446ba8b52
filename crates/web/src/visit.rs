//! One request, as handlers see it.

use std::convert::Infallible;
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use greffe::{Error, Room};
use greffe_texts::Language;
use url::form_urlencoded;

use crate::failure::Failure;
use crate::gate::cookies;
use crate::house::House;
use crate::say::Say;

/// Cookie of the chosen language.
pub(crate) const LANGUAGE_COOKIE: &str = "greffe-lang";
/// Cookie that switches the single-letter keys off (WCAG 2.1.4).
pub(crate) const KEYS_COOKIE: &str = "greffe-keys";

/// Who asks what, in which language.
pub(crate) struct Visit {
    /// What all requests share.
    pub(crate) house: Arc<House>,
    /// The language to answer in.
    pub(crate) language: Language,
    /// The fields of the address.
    pub(crate) asked: Asked,
    /// The address.
    pub(crate) uri: Uri,
    /// Single-letter keys are on.
    pub(crate) keys: bool,
    /// The reader has a session.
    pub(crate) inside: bool,
    /// The Host by which the browser called us, when it is ours.
    pub(crate) host: Option<String>,
}

impl Visit {
    /// Reads what a request says about its reader.
    pub(crate) fn new(house: Arc<House>, uri: &Uri, headers: &HeaderMap) -> Self {
        let asked = Asked::parse(uri.query().unwrap_or_default().as_bytes());
        let language = chosen_language(&asked, headers)
            .or(house.language)
            .or_else(|| accepted_language(headers))
            .unwrap_or(Language::English);
        let keys = !cookies(headers).any(|cookie| cookie == (KEYS_COOKIE, "off"));
        let host = house.gate.host(uri, headers).map(str::to_owned);
        let inside = host.is_some() && house.gate.has_session(headers);
        Self { house, language, asked, uri: uri.clone(), keys, inside, host }
    }

    /// Returns the words of the reader's language.
    pub(crate) fn say(&self) -> Say<'_> {
        self.house.say(self.language)
    }

    /// Asks the room, off the threads that serve connections: its methods may wait for a disk.
    pub(crate) async fn ask<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Room) -> Result<T, Error> + Send + 'static,
    {
        self.try_ask(work).await?.map_err(Failure::from)
    }

    /// Like [`Visit::ask`], for handlers that have a use for the desk's errors.
    pub(crate) async fn try_ask<T, F>(&self, work: F) -> Result<Result<T, Error>, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Room) -> Result<T, Error> + Send + 'static,
    {
        let room = Arc::clone(&self.house.room);
        let done = tokio::task::spawn_blocking(move || work(&room)).await;
        done.map_err(|_panicked| Failure::internal())
    }
}

impl FromRequestParts<Arc<House>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Infallible> {
        Ok(Self::new(Arc::clone(house), &parts.uri, &parts.headers))
    }
}

/// The fields of an address or of a form, in order; never a failure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    /// Reads `application/x-www-form-urlencoded`.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// Returns the first value of a field, empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Returns a number; `Ok(None)` when the field is absent or empty.
    pub(crate) fn number<N: FromStr>(&self, name: &str) -> Result<Option<N>, Failure> {
        match self.text(name) {
            "" => Ok(None),
            digits => digits.parse().map(Some).map_err(|_| Failure::malformed(name)),
        }
    }

    /// Returns whether something is wanted; not when the field is absent or empty.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Failure> {
        match self.text(name) {
            "" | "0" | "false" => Ok(false),
            "1" | "true" => Ok(true),
            _ => Err(Failure::no_choice(name, &["0", "1"])),
        }
    }

    /// Returns a number up to `most`; `usual` when the field is absent or empty.
    pub(crate) fn number_to(&self, most: usize, name: &str, usual: usize) -> Result<usize, Failure> {
        let number = self.number(name)?.unwrap_or(usual);
        if number <= most { Ok(number) } else { Err(Failure::beyond(name, most)) }
    }

    /// Returns the names of the fields.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the number of a page of a list, counted from 1.
    pub(crate) fn page(&self) -> Result<usize, Failure> {
        Ok(self.number("page")?.unwrap_or(1).max(1))
    }

    /// Returns all fields but one.
    pub(crate) fn without(&self, name: &str) -> Vec<(&str, &str)> {
        let others = self.0.iter().filter(|(field, _)| field != name);
        others.map(|(field, value)| (field.as_str(), value.as_str())).collect()
    }
}

fn chosen_language(asked: &Asked, headers: &HeaderMap) -> Option<Language> {
    let kept = || cookies(headers).find(|(name, _)| *name == LANGUAGE_COOKIE).map(|(_, value)| value);
    Language::from_tag(asked.text("lang")).or_else(|| Language::from_tag(kept()?))
}

/// Returns the best language of `Accept-Language` that greffe speaks (RFC 9110 §12.5.4).
fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let line = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let weighted = line.split(',').take(20).filter_map(|range| {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight =
            parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
        Some((Language::from_tag(tag.trim())?, weight)).filter(|(_, weight)| *weight > 0.0)
    });
    // The first one wins among equals.
    let best = weighted.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_is_weighed() {
        let check = |line: &str, expect: Option<Language>| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, line.parse().expect("a header value"));
            assert_eq!(accepted_language(&headers), expect, "{line}");
        };
        check("fr-CA,fr;q=0.9,en;q=0.8", Some(Language::French));
        check("de, en;q=0.5, fr;q=0.7", Some(Language::French));
        check("de;q=1, en", Some(Language::English));
        check("fr;q=0, en;q=0.1", Some(Language::English));
        check("de", None);
        check(";;;q=,,", None);
        check("fr;q=NaN", None);
    }

    #[test]
    fn a_chosen_language_goes_before() {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", "a=b; greffe-lang=fr".parse().expect("a header value"));
        assert_eq!(chosen_language(&Asked::parse(b"q=a"), &headers), Some(Language::French));
        assert_eq!(chosen_language(&Asked::parse(b"lang=en"), &headers), Some(Language::English));
        assert_eq!(chosen_language(&Asked::parse(b"lang=tlh"), &headers), Some(Language::French));
    }

    #[test]
    fn fields_are_read_without_failing() {
        let asked = Asked::parse(b"q=a+b%C3%A9%FF&q=c&page=7&n=x&&=");
        assert_eq!(asked.text("q"), "a bé\u{fffd}");
        assert_eq!(asked.number("page"), Ok(Some(7_usize)));
        assert_eq!(asked.number::<usize>("absent"), Ok(None));
        assert_eq!(asked.number::<usize>("n"), Err(Failure::malformed("n")));
    }
}
