//! Listens to a worker: text and pixels, none of which is trusted to be within bounds.

use std::io::{self, Read};

use crate::picture::{Drawing, MAX_PIXELS, PIXEL_BYTES, Picture, png_of};
use crate::reading::{Mark, Piece, Reading};
use crate::wire::{self, Answer};

/// More documents inside one item than this are not listed.
const MAX_INNER: usize = 20_000;

/// What came back so far of a reading.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) reading: Reading,
    /// What may still come.
    pub(crate) room_bytes: usize,
}

impl Heard {
    /// Takes answers until the end of the item.
    ///
    /// # Errors
    /// When the worker is dead, or says what it must not.
    pub(crate) fn listen(&mut self, stdout: &mut impl Read) -> io::Result<()> {
        loop {
            let (answer, body) =
                wire::read(stdout, wire::MAX_ANSWER_BYTES)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            match answer {
                Answer::Text { within, mark } => self.take_text(within, mark, body)?,
                Answer::Inner(inner) if self.reading.inner.len() < MAX_INNER => {
                    self.reading.inner.push(inner)
                }
                Answer::End { format, outcome, metadata } => {
                    self.reading.format = format;
                    self.reading.outcome = outcome;
                    self.reading.metadata = metadata;
                    return Ok(());
                }
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }

    fn take_text(&mut self, within: String, mark: Mark, body: Vec<u8>) -> io::Result<()> {
        let text = String::from_utf8(body).map_err(|_| io::ErrorKind::InvalidData)?;
        // Headers count as well: ten million empty pieces are no little thing.
        let cost = text.len() + within.len() + 1;
        self.room_bytes = self.room_bytes.checked_sub(cost).ok_or(io::ErrorKind::InvalidData)?;
        match self.reading.pieces.last_mut() {
            Some(last) if last.mark == mark && last.within == within => last.text.push_str(&text),
            _ => self.reading.pieces.push(Piece { within, mark, text }),
        }
        Ok(())
    }
}

/// Takes the pixels of `page` until the end of the item.
///
/// # Errors
/// When the worker is dead, or says what it must not.
pub(crate) fn picture(page: u32, stdout: &mut impl Read) -> io::Result<Picture> {
    let mut pixels = Vec::new();
    loop {
        let (answer, body) =
            wire::read(stdout, wire::MAX_ANSWER_BYTES)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        match answer {
            Answer::Pixels if !body.is_empty() && pixels.len() + body.len() <= MAX_PIXELS * PIXEL_BYTES => {
                pixels.extend(body);
            }
            Answer::Drawn { format, pages, width, height } => {
                let png = png_of(width, height, &pixels).ok_or(io::ErrorKind::InvalidData)?;
                return Ok(Picture::Drawn(Drawing { format, page, pages, width, height, png }));
            }
            Answer::NotDrawn(why) => return Ok(Picture::None(why)),
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::NoPicture;
    use crate::reading::Outcome;

    fn said(answers: &[(Answer, &[u8])]) -> Vec<u8> {
        let mut pipe = Vec::new();
        for (answer, body) in answers {
            wire::write(&mut pipe, answer, body).expect("a vector takes it");
        }
        pipe
    }

    fn text() -> Answer {
        Answer::Text { within: String::new(), mark: Mark::Body }
    }

    fn end() -> Answer {
        Answer::End { format: "text".into(), outcome: Outcome::Complete, metadata: Default::default() }
    }

    /// Listens with room for ten octets; returns the text, or `None` when it was refused.
    fn listen(answers: &[(Answer, &[u8])]) -> Option<String> {
        let mut heard = Heard { room_bytes: 10, ..Heard::default() };
        heard.listen(&mut said(answers).as_slice()).ok().map(|()| heard.reading.text())
    }

    #[test]
    fn a_worker_that_lies_is_not_believed() {
        assert_eq!(listen(&[(text(), b"abc"), (text(), b"d"), (end(), b"")]).as_deref(), Some("abcd\n"));
        assert_eq!(listen(&[(text(), b"too long for it"), (end(), b"")]), None, "beyond the room");
        assert_eq!(listen(&[(text(), b"\xFF"), (end(), b"")]), None, "no UTF-8");
        assert_eq!(listen(&[(text(), b"abc")]), None, "no end");
        let hello = Answer::Hello { version: wire::VERSION, missing: Vec::new() };
        assert_eq!(listen(&[(hello, b""), (end(), b"")]), None, "a greeting in the middle");
        let empty: Vec<(Answer, &[u8])> =
            (0..11).map(|_| (text(), &b""[..])).chain([(end(), &b""[..])]).collect();
        assert_eq!(listen(&empty), None, "crowds of empty pieces");
    }

    /// Returns the width of the picture of page 3, or `None` when it was refused.
    fn look(answers: &[(Answer, &[u8])]) -> Option<u32> {
        match picture(3, &mut said(answers).as_slice()).ok()? {
            Picture::Drawn(drawing) => (drawing.page == 3).then_some(drawing.width),
            Picture::None(_) => Some(0),
        }
    }

    #[test]
    fn pixels_that_were_not_asked_for_are_not_taken() {
        let drawn =
            |width, height| (Answer::Drawn { format: "pdf".into(), pages: 9, width, height }, &b""[..]);
        fn pixels(bytes: &[u8]) -> (Answer, &[u8]) {
            (Answer::Pixels, bytes)
        }
        assert_eq!(look(&[pixels(b"rgb"), pixels(b"rgb"), drawn(2, 1)]), Some(2));
        assert_eq!(look(&[(Answer::NotDrawn(NoPicture::TextOnly), b"")]), Some(0));
        assert_eq!(look(&[pixels(b"rgb"), drawn(2, 1)]), None, "too few");
        assert_eq!(look(&[pixels(b"rgbrgbrgb"), drawn(2, 1)]), None, "too many");
        assert_eq!(look(&[pixels(b""), pixels(b"rgb"), drawn(1, 1)]), None, "empty pieces have no end");
        assert_eq!(look(&[(text(), b"abc"), drawn(1, 1)]), None, "text");
        let white = vec![255; wire::MAX_ANSWER_BYTES];
        let flood: Vec<_> = (0..31).map(|_| pixels(&white)).collect();
        assert_eq!(look(&flood), None, "without end");
    }
}
