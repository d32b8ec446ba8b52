//! Failures for programs: problem details (RFC 9457).

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::pages::Told;
use crate::visit::Visit;

/// Answers with a problem document; `code` is for programs, `title` and `detail` are for people.
pub(crate) fn problem(visit: &Visit, failure: &Failure) -> Response {
    let body = document(failure, &Told::new(visit.say(), failure)).to_string();
    (failure.status, [(CONTENT_TYPE, "application/problem+json")], body).into_response()
}

fn document(failure: &Failure, told: &Told) -> Value {
    let values: Map<String, Value> =
        failure.coded.values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let mut document = json!({
        "type": "about:blank",
        "status": failure.status.as_u16(),
        "title": told.happened,
        "detail": told.advice,
        "code": failure.coded.code,
        "values": values,
    });
    if let (Some(expected), Some(fields)) = (&failure.expected, document.as_object_mut()) {
        fields.insert("expected".to_owned(), json!(expected.code));
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_status_code_and_words() {
        let told = Told { happened: "nothing here".into(), advice: "look elsewhere".into() };
        let document = document(&Failure::malformed("limit"), &told);
        assert_eq!(document["status"], 400);
        assert_eq!(document["code"], "malformed");
        assert_eq!(document["values"]["field"], "limit");
        assert_eq!(document["title"], "nothing here");
    }
}
