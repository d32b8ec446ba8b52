//! How the readers' tests read: with a pen whose pipe is a vector.

use crate::reading::{Mark, Metadata, Why};
use crate::wire::{self, Answer};
use crate::worker::Scribe;

/// Pieces of text with their marks, in order.
pub(crate) type Pieces = Vec<(Mark, String)>;

/// Runs a reader; returns what it said, the facts, and what stopped it.
pub(crate) fn read_with(
    read: impl FnOnce(&mut Scribe<'_>) -> Result<(), Why>,
) -> (Pieces, Metadata, Option<Why>) {
    let mut pipe = Vec::new();
    let mut scribe = Scribe::new(&mut pipe, 64 << 20);
    let stopped = read(&mut scribe).err();
    let (metadata, _) = scribe.finish();
    let mut rest = pipe.as_slice();
    let mut pieces = Vec::new();
    while let Some((answer, body)) = wire::read(&mut rest, 1 << 20).expect("a frame") {
        if let Answer::Text { mark, .. } = answer {
            pieces.push((mark, String::from_utf8(body).expect("text")));
        }
    }
    (pieces, metadata, stopped)
}

/// Returns all that stands at one kind of place.
pub(crate) fn text_at(pieces: &Pieces, wanted: Mark) -> String {
    pieces.iter().filter(|(mark, _)| *mark == wanted).map(|(_, text)| text.as_str()).collect()
}
