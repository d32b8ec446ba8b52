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
        let code = failure.code;
        let (happened, advice) = if failure.of_desk {
            (format!("err-{code}"), format!("rec-{code}"))
        } else {
            (format!("web-problem-{code}"), format!("web-advice-{code}"))
        };
        let mut arguments = failure.arguments.clone();
        if let Some(expected) = &failure.expected {
            let words = say.values(&format!("expected-{}", expected.code), &expected.values);
            arguments.push(("expected", words.into_owned()));
        }
        Self {
            happened: say.values(&happened, &arguments).into_owned(),
            advice: say.values(&advice, &arguments).into_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'a> {
    frame: Frame<'a>,
    told: Told,
    status: u16,
}

/// Answers with the page of a failure.
pub(crate) fn problem(visit: &Visit, failure: &Failure) -> Response {
    let told = Told::new(visit.say(), failure);
    let page = Page { frame: Frame::new(visit, Place::Elsewhere), told, status: failure.status.as_u16() };
    match page.render() {
        Ok(page) => (failure.status, Html(page)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "greffe").into_response(),
    }
}
