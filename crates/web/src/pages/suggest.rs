//! `/suggest`: what could complete the word being typed, for the page's script.

use axum::Json;
use axum::response::IntoResponse;

use super::Answer;
use crate::failure::Failure;
use crate::visit::Visit;

/// Suggestions at once.
const MOST: usize = 8;
/// A longer word is not being typed by hand.
const LONGEST_WORD_BYTES: usize = 200;

/// Answers with a JSON list of suggestions.
pub(super) async fn list(visit: Visit) -> Answer {
    let typed = visit.asked.text("typed").to_owned();
    if typed.len() > LONGEST_WORD_BYTES {
        return Err(Failure::malformed("typed"));
    }
    let suggestions = visit.ask(move |room| room.suggest(&typed, MOST)).await?;
    Ok(Json(suggestions).into_response())
}
