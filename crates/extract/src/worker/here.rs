//! A file read in this very process, with no wall around it: for tests and fuzzing.

use super::read_one;
use crate::formats::{Document, Readers};
use crate::reading::{Inner, Outcome};
use crate::wire::{self, Answer, MAX_ANSWER_BYTES};

/// What the light readers told of a file.
#[derive(Debug, Default)]
pub struct Told {
    /// How its reading ended.
    pub outcome: Outcome,
    /// The documents inside it, each with its own outcome.
    pub inner: Vec<Inner>,
    /// Octets of text, those of documents inside included.
    pub text_bytes: usize,
}

/// Reads a file with the light readers, which may tell `output_bytes` of text.
///
/// # Panics
/// If the readers send what the other side of the pipe would not take.
pub fn read_here(name: &str, bytes: &[u8], output_bytes: usize) -> Told {
    let mut pipe = Vec::new();
    let document = Document { name, content_type: "", bytes: bytes.into() };
    read_one(document, Readers::Light, output_bytes, &mut pipe).expect("memory can be written");
    let mut rest = pipe.as_slice();
    let mut told = Told::default();
    while let Some((answer, body)) = wire::read::<Answer>(&mut rest, MAX_ANSWER_BYTES).expect("a frame") {
        match answer {
            Answer::Text { .. } => told.text_bytes += String::from_utf8(body).expect("text").len(),
            Answer::Inner(inner) => told.inner.push(inner),
            Answer::End { outcome, .. } => told.outcome = outcome,
            other => panic!("no answer to a wish for text: {other:?}"),
        }
    }
    told
}
