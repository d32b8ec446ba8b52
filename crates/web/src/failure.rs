//! What went wrong with a request, before it has words.
//!
//! A handler only returns a [`Failure`]; `dress` turns it into a page or a
//! problem document, because only there are the language and the form known.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use greffe::{Coded, Error, Fault};

use crate::gate::Refusal;
use crate::reading::shorten;

/// So much of an unknown field's name is said again, in characters.
const FIELD_CHARS: usize = 80;

/// A request that gets no answer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// Names its texts, and holds what they mention.
    pub(crate) coded: Coded,
    /// What a query could have held: a text of its own (`expected-`), for `{ $expected }`.
    pub(crate) expected: Option<Coded>,
    /// Whose texts: the desk's (`err-`, `rec-`), or this room's (`web-problem-`).
    pub(crate) of_desk: bool,
}

impl Failure {
    /// Nothing stands at this address.
    pub(crate) fn not_found() -> Self {
        Self::own(StatusCode::NOT_FOUND, "not-found")
    }

    /// A form without the value that our own forms carry.
    pub(crate) fn stale_form() -> Self {
        Self::own(StatusCode::FORBIDDEN, "stale-form")
    }

    /// An act of the API that a page's cookie asks for.
    pub(crate) fn token_only() -> Self {
        Self::own(StatusCode::FORBIDDEN, "token-only")
    }

    /// A field of the request that cannot be read.
    pub(crate) fn malformed(field: &str) -> Self {
        Self::saying(StatusCode::BAD_REQUEST, Coded::new("malformed", [("field", field.to_owned())]))
    }

    /// A field that the address does not know, among those it knows.
    pub(crate) fn unknown_field(field: &str, known: &[String]) -> Self {
        let values = [("field", shorten(field, FIELD_CHARS)), ("known", known.join(", "))];
        Self::saying(StatusCode::BAD_REQUEST, Coded::new("unknown-field", values))
    }

    /// A field that takes one of a few values, and has another.
    pub(crate) fn no_choice(field: &str, choices: &[impl ToString]) -> Self {
        let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
        let values = [("field", field.to_owned()), ("choices", choices.join(", "))];
        Self::saying(StatusCode::BAD_REQUEST, Coded::new("no-choice", values))
    }

    /// A number that is larger than the field takes.
    pub(crate) fn beyond(field: &str, most: usize) -> Self {
        let values = [("field", field.to_owned()), ("most", most.to_string())];
        Self::saying(StatusCode::BAD_REQUEST, Coded::new("beyond", values))
    }

    /// A body that is not the JSON that the address takes.
    pub(crate) fn malformed_body(error: &serde_json::Error) -> Self {
        let values = [("line", error.line().to_string()), ("column", error.column().to_string())];
        Self::saying(StatusCode::BAD_REQUEST, Coded::new("malformed-body", values))
    }

    /// Nobody in the archive has this address.
    pub(crate) fn no_such_correspondent() -> Self {
        Self::own(StatusCode::NOT_FOUND, "no-such-correspondent")
    }

    /// A list without a term.
    pub(crate) fn no_terms() -> Self {
        Self::own(StatusCode::BAD_REQUEST, "no-terms")
    }

    /// A table with a quotation mark that is never closed; its line is counted from 1.
    pub(crate) fn unclosed_quote(line: usize) -> Self {
        Self::saying(StatusCode::BAD_REQUEST, Coded::new("unclosed-quote", [("line", line.to_string())]))
    }

    /// More than is taken at once.
    pub(crate) fn too_many(limit: usize) -> Self {
        let coded = Coded::new("too-many", [("limit", limit.to_string())]);
        Self::saying(StatusCode::PAYLOAD_TOO_LARGE, coded)
    }

    /// Greffe's own fault.
    pub(crate) fn internal() -> Self {
        Self::own(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    /// What stands for a bare status that a library answered.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            _ if status.is_client_error() => "malformed-request",
            _ => "internal",
        };
        Self::own(status, code)
    }

    fn own(status: StatusCode, code: &'static str) -> Self {
        Self::saying(status, Coded::bare(code))
    }

    fn saying(status: StatusCode, coded: Coded) -> Self {
        Self { status, coded, expected: None, of_desk: false }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let coded = error.coded();
        let status = match error.fault() {
            // An internal error shows nobody's data: neither its words nor its values.
            Fault::Internal => return Self::internal(),
            Fault::Setup => StatusCode::SERVICE_UNAVAILABLE,
            Fault::User if coded.code.starts_with("no-such") => StatusCode::NOT_FOUND,
            Fault::User if coded.code == "name-taken" => StatusCode::CONFLICT,
            Fault::User => StatusCode::BAD_REQUEST,
        };
        let expected = match error {
            Error::Query { expected, .. } => Some(expected),
            _ => None,
        };
        Self { status, coded, expected, of_desk: true }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Misdirected => Self::own(StatusCode::MISDIRECTED_REQUEST, "misdirected"),
            Refusal::CrossSite => Self::own(StatusCode::FORBIDDEN, "cross-site"),
            Refusal::NoSession => Self::own(StatusCode::FORBIDDEN, "no-session"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
