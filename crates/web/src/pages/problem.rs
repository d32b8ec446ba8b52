//! Pages of what went wrong: what happened, and what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::{Frame, Place};
use crate::failure::Failure;
use crate::say::Say;
use crate::visit::Visit;

/// The two texts of a failure.
pub(crate) struct Told {
    /// What happened.
    pub(crate) happened: String,
    /// What to do; empty when there is no advice.
    pub(crate) advice: String,
}

impl Told {
    /// Finds the texts of a failure.
    pub(crate) fn new(say: Say<'_>, failure: &Failure) -> Self {
        let coded = &failure.coded;
        if failure.of_desk {
            let words = say.texts().error_of(coded, failure.expected.as_ref());
            return Self { happened: words.what, advice: words.hint };
        }
        let expected = failure.expected.as_ref().map(|expected| ("expected", say.texts().expected(expected)));
        let values: Vec<_> = coded.values.iter().cloned().chain(expected).collect();
        Self {
            happened: say.values(&format!("web-problem-{}", coded.code), &values).into_owned(),
            advice: say.values(&format!("web-advice-{}", coded.code), &values).into_owned(),
        }
    }
}

/// A piece of a sentence: words, or what one can type.
pub(super) struct Bit {
    /// As it is read.
    pub(super) text: String,
    /// One can type it.
    pub(super) code: bool,
}

/// Makes a sentence for a page of a text for a terminal, where a line begins in lower case and `marks` what one types.
pub(super) fn sentence(text: &str) -> Vec<Bit> {
    let mut bits = bits(text);
    if let Some(first) = bits.first_mut() {
        let mut chars = first.text.chars();
        first.text = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars.clone()).collect();
    }
    if !text.is_empty() && !text.ends_with(['.', '!', '?', ':']) {
        bits.push(Bit { text: ".".to_owned(), code: false });
    }
    bits
}

/// Takes a text for a terminal apart, where `marks` stand around what one types.
pub(super) fn bits(text: &str) -> Vec<Bit> {
    text.split('`').enumerate().map(|(i, text)| Bit { text: text.to_owned(), code: i % 2 == 1 }).collect()
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'a> {
    frame: Frame<'a>,
    happened: Vec<Bit>,
    advice: Vec<Bit>,
    status: u16,
}

/// Answers with the page of a failure.
pub(crate) fn problem(visit: &Visit, failure: &Failure) -> Response {
    let told = Told::new(visit.say(), failure);
    let page = Page {
        frame: Frame::new(visit, Place::Elsewhere),
        happened: sentence(&told.happened),
        advice: sentence(&told.advice),
        status: failure.status.as_u16(),
    };
    match page.render() {
        Ok(page) => (failure.status, Html(page)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "greffe").into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_s_line_becomes_a_sentence() {
        let check = |text: &str, expect: &str| {
            let written: String = sentence(text)
                .iter()
                .map(|bit| if bit.code { format!("<{}>", bit.text) } else { bit.text.clone() })
                .collect();
            assert_eq!(written, expect);
        };
        check("écrivez `a:b` ici", "Écrivez <a:b> ici.");
        check("`x` is missing", "<x> is missing.");
        check("There.", "There.");
        check("", "");
    }
}
