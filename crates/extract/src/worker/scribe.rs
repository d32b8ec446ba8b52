//! Takes down what readers find and sends it on: bounded, and as it comes, so
//! that a crash on the last page does not lose the first.

use std::io::Write;
use std::mem;

use crate::reading::{Inner, Mark, Metadata, Outcome, Why};
use crate::wire::{self, Answer, TEXT_FRAME_BYTES};

/// Longer claims of a file are cut.
const MAX_CLAIM_BYTES: usize = 1000;

/// The pen of a reader.
pub(crate) struct Scribe<'a> {
    out: &'a mut dyn Write,
    /// What may still be sent; the other side counts alike.
    room_bytes: usize,
    /// The document inside that is being read.
    within: String,
    mark: Mark,
    pending: String,
    /// The present document has said something.
    has_text: bool,
    /// What the present document says of itself.
    pub(crate) metadata: Metadata,
}

impl<'a> Scribe<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, room_bytes: usize) -> Self {
        let (within, pending) = (String::new(), String::new());
        let (mark, metadata) = (Mark::Body, Metadata::default());
        Self { out, room_bytes, within, mark, pending, has_text: false, metadata }
    }

    /// Takes down `text`, which stands at `mark`.
    ///
    /// # Errors
    /// `TooLarge` when there is no room left: what fits was taken.
    pub(crate) fn write(&mut self, mark: Mark, text: &str) -> Result<(), Why> {
        if mark != self.mark {
            self.send()?;
            self.mark = mark;
        }
        self.has_text = self.has_text || text.chars().any(|char| !char.is_whitespace() && !char.is_control());
        let mut rest = text;
        while !rest.is_empty() {
            let free = TEXT_FRAME_BYTES.saturating_sub(self.pending.len());
            let (first, later) = rest.split_at(floor(rest, free));
            self.pending.push_str(first);
            rest = later;
            if !rest.is_empty() {
                self.send()?;
            }
        }
        Ok(())
    }

    /// Takes down `text` as a line of its own.
    pub(crate) fn line(&mut self, mark: Mark, text: &str) -> Result<(), Why> {
        self.write(mark, text)?;
        self.write(mark, "\n")
    }

    fn send(&mut self) -> Result<(), Why> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let mut text = mem::take(&mut self.pending);
        let room = self.room_bytes.saturating_sub(self.within.len() + 1);
        let is_full = text.len() > room;
        text.truncate(floor(&text, room));
        if !text.is_empty() {
            self.room_bytes -= text.len() + self.within.len() + 1;
            let answer = Answer::Text { within: self.within.clone(), mark: self.mark };
            self.tell(&answer, text.as_bytes())?;
        }
        if is_full { Err(Why::TooLarge) } else { Ok(()) }
    }

    fn tell(&mut self, answer: &Answer, body: &[u8]) -> Result<(), Why> {
        // Nobody listens any more: let the reader come to its end.
        wire::write(&mut self.out, answer, body).map_err(|_| Why::Crashed)
    }

    /// Reads a document inside the present one: `read` says what it is and what
    /// stopped it.
    ///
    /// # Errors
    /// When nothing more can be taken at all.
    pub(crate) fn within(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self) -> (&'static str, Option<Why>),
    ) -> Result<(), Why> {
        self.send()?;
        let outer = self.within.len();
        if outer > 0 {
            self.within.push('/');
        }
        self.within.push_str(name.get(..floor(name, 4096)).unwrap_or_default());
        let outer_metadata = mem::take(&mut self.metadata);
        let outer_has_text = mem::take(&mut self.has_text);
        let (format, stopped) = read(self);
        let sent = self.send();
        let stopped = stopped.or(sent.err());
        let metadata = mem::replace(&mut self.metadata, outer_metadata);
        let outcome = Outcome::of(stopped, self.has_text);
        let inner = Inner { path: self.within.clone(), format: format.to_owned(), outcome, metadata };
        self.tell(&Answer::Inner(inner), b"")?;
        self.has_text = self.has_text || outer_has_text;
        self.within.truncate(outer);
        sent
    }

    /// Sends what is pending; returns what the item says of itself, and whether it said anything.
    pub(crate) fn finish(mut self) -> (Metadata, bool) {
        // No room for the last words: they were dropped, which the next-to-last told.
        let _ = self.send();
        (self.metadata, self.has_text)
    }

    /// Sends what is pending.
    ///
    /// # Errors
    /// `TooLarge` when it does not fit.
    pub(crate) fn flush(&mut self) -> Result<(), Why> {
        self.send()
    }
}

/// Returns the last place in `text`, at or before `index`, between two characters.
fn floor(text: &str, index: usize) -> usize {
    let mut end = index.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// Returns a claim of a file in a form fit for a field: trimmed, short, not empty.
pub(crate) fn claim(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|char| !char.is_control()).collect();
    let plain = plain.trim();
    let plain = plain.get(..floor(plain, MAX_CLAIM_BYTES))?;
    (!plain.is_empty()).then(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pipe: &[u8]) -> Vec<(Answer, String)> {
        let mut pipe = pipe;
        let mut said = Vec::new();
        while let Some((answer, body)) = wire::read(&mut pipe, 1 << 20).expect("a frame") {
            said.push((answer, String::from_utf8(body).expect("text")));
        }
        said
    }

    #[test]
    fn text_is_sent_in_frames_and_never_beyond_the_room() {
        let mut pipe = Vec::new();
        let mut scribe = Scribe::new(&mut pipe, 100_000);
        let written = scribe.write(Mark::Body, &"é".repeat(60_000)).and_then(|()| scribe.flush());
        assert_eq!(written, Err(Why::TooLarge));
        assert!(scribe.finish().1);
        let lengths: Vec<usize> = said(&pipe).iter().map(|(_, text)| text.len()).collect();
        assert_eq!(lengths.len(), 2);
        let cost: usize = lengths.iter().map(|length| length + 1).sum();
        assert!(cost <= 100_000 && cost > 99_990, "{cost}");
    }

    #[test]
    fn a_document_inside_has_its_own_outcome() {
        let mut pipe = Vec::new();
        let mut scribe = Scribe::new(&mut pipe, 1000);
        scribe.write(Mark::Body, "outside").expect("room");
        scribe.within("a.txt", |scribe| ("text", scribe.write(Mark::Body, "  ").err())).expect("room");
        scribe.within("b.txt", |scribe| ("text", scribe.write(Mark::Comment, "b").err())).expect("room");
        assert!(scribe.finish().1);
        let outcomes: Vec<(String, Outcome)> = said(&pipe)
            .into_iter()
            .filter_map(|(answer, _)| match answer {
                Answer::Inner(inner) => Some((inner.path, inner.outcome)),
                _ => None,
            })
            .collect();
        let expect =
            [("a.txt".to_owned(), Outcome::None(Why::NoText)), ("b.txt".to_owned(), Outcome::Complete)];
        assert_eq!(outcomes, expect);
    }

    #[test]
    fn claims_are_plain_and_short() {
        assert_eq!(claim(" Jeanne\0 Colin \n").as_deref(), Some("Jeanne Colin"));
        assert_eq!(claim("\u{0}\t "), None);
        assert_eq!(claim(&"é".repeat(5000)).map(|text| text.len()), Some(1000));
    }
}
