//! `/start`: the token opens the session and leaves the address bar.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};

use super::Answer;
use crate::failure::Failure;
use crate::gate::Refusal;
use crate::visit::Visit;

/// Opens the session of whoever has the token.
pub(super) async fn open(visit: Visit) -> Answer {
    let gate = &visit.house.gate;
    if !gate.opens(visit.asked.text("token")) {
        return Err(Failure::from(Refusal::NoSession));
    }
    Ok(([(SET_COOKIE, gate.session_cookie())], Redirect::to("/")).into_response())
}
