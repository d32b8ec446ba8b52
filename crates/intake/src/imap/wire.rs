//! Answers cut out of the stream: lines and literals, within bounds.
//!
//! The literal that holds a message goes to a [`Gather`] as it comes, and an empty
//! one stands in its place in the answer: whoever reads the answer's grammar then
//! never holds a message.

use std::io::{BufRead, BufReader, Read, Write};

use greffe_terms::Fingerprint;

use super::connect::Line;
use super::trouble::ImapTrouble;
use crate::digest::Digest;
use crate::error::IntakeError;
use crate::event::Content;
use crate::options::Options;
use crate::spool::Gather;

/// Everything of one answer but the message: names, flags, words for people.
const MOST_ANSWER_BYTES: usize = 64 << 10;

/// Why the talk with a server cannot go on.
pub(super) enum Stop {
    /// The server, or the way to it.
    Trouble(ImapTrouble),
    /// This machine.
    Here(IntakeError),
}

impl From<ImapTrouble> for Stop {
    fn from(trouble: ImapTrouble) -> Self {
        Stop::Trouble(trouble)
    }
}

/// One answer, up to the end of its last line.
pub(super) struct Answer {
    /// Its octets; `{0}` stands for the message.
    pub(super) text: Vec<u8>,
    /// The message that came in it.
    pub(super) message: Option<(Content, Fingerprint)>,
}

/// The way to a server.
pub(super) struct Wire {
    line: BufReader<Line>,
}

impl Wire {
    pub(super) fn new(line: Line) -> Self {
        Self { line: BufReader::with_capacity(64 << 10, line) }
    }

    /// Takes the line out, to encrypt it.
    ///
    /// # Errors
    /// `Garbled` if something came before the encryption: it could be anybody's.
    pub(super) fn into_line(self) -> Result<Line, ImapTrouble> {
        if self.line.buffer().is_empty() { Ok(self.line.into_inner()) } else { Err(ImapTrouble::Garbled) }
    }

    /// Sends octets.
    pub(super) fn send(&mut self, octets: &[u8]) -> Result<(), ImapTrouble> {
        let line = self.line.get_mut();
        line.write_all(octets).and_then(|()| line.flush()).map_err(|cause| ImapTrouble::Broken { cause })
    }

    /// Returns the next answer. A message in it may have `most_bytes`.
    pub(super) fn answer(&mut self, most_bytes: u64, options: &Options) -> Result<Answer, Stop> {
        let (mut text, mut message) = (Vec::new(), None);
        loop {
            self.read_line(&mut text)?;
            let Some((at, length)) = literal_after(&text) else { return Ok(Answer { text, message }) };
            if is_message(text.get(..at).unwrap_or_default()) && message.is_none() {
                if length > most_bytes {
                    return Err(ImapTrouble::Garbled.into());
                }
                message = Some(self.read_message(length, options)?);
                text.truncate(at);
                text.extend_from_slice(b"{0}\r\n");
            } else {
                self.read_literal(length, &mut text)?;
            }
        }
    }

    fn read_line(&mut self, text: &mut Vec<u8>) -> Result<(), ImapTrouble> {
        let room = MOST_ANSWER_BYTES.saturating_sub(text.len()) as u64;
        let read = (&mut self.line).take(room).read_until(b'\n', text);
        let read = read.map_err(|cause| ImapTrouble::Broken { cause })?;
        match text.last() {
            Some(b'\n') if read > 0 => Ok(()),
            _ if (read as u64) < room => Err(ended()),
            _ => Err(ImapTrouble::Garbled),
        }
    }

    fn read_literal(&mut self, length: u64, text: &mut Vec<u8>) -> Result<(), ImapTrouble> {
        if length > MOST_ANSWER_BYTES.saturating_sub(text.len()) as u64 {
            return Err(ImapTrouble::Garbled);
        }
        let read = (&mut self.line).take(length).read_to_end(text);
        match read.map_err(|cause| ImapTrouble::Broken { cause })? as u64 {
            read if read == length => Ok(()),
            _ => Err(ended()),
        }
    }

    fn read_message(&mut self, length: u64, options: &Options) -> Result<(Content, Fingerprint), Stop> {
        let (mut gather, mut digest, mut left) = (Gather::default(), Digest::default(), length);
        while left > 0 {
            let held = self.line.fill_buf().map_err(|cause| ImapTrouble::Broken { cause })?;
            let most = usize::try_from(left).unwrap_or(usize::MAX);
            let piece = held.get(..most).unwrap_or(held);
            if piece.is_empty() {
                return Err(ended().into());
            }
            gather.push(piece, options).map_err(Stop::Here)?;
            digest.update(piece);
            let n = piece.len();
            self.line.consume(n);
            left -= n as u64;
        }
        Ok((gather.finish(options).map_err(Stop::Here)?, digest.fingerprint()))
    }
}

fn ended() -> ImapTrouble {
    ImapTrouble::Broken { cause: std::io::ErrorKind::UnexpectedEof.into() }
}

/// Returns where a line announces a literal, and how long it is: `{12}` at its end.
///
/// Words for people (`* OK ...`, `+ ...`) announce none, whatever they end in.
fn literal_after(text: &[u8]) -> Option<(usize, u64)> {
    const WORDS: [&[u8]; 5] = [b"* OK", b"* NO", b"* BAD", b"* BYE", b"* PREAUTH"];
    if !text.starts_with(b"* ") || WORDS.iter().any(|words| text.starts_with(words)) {
        return None;
    }
    let line = text.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line).strip_suffix(b"}")?;
    let at = memchr::memrchr(b'{', line)?;
    let digits = std::str::from_utf8(line.get(at + 1..)?).ok()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A number that no u64 holds is as absurd as the largest one.
    is_number.then(|| (at, digits.parse().unwrap_or(u64::MAX)))
}

/// Says whether what stands before a literal names a whole message.
fn is_message(before: &[u8]) -> bool {
    const NAME: &[u8] = b"BODY[] ";
    let name = before.len().checked_sub(NAME.len()).and_then(|at| before.get(at..));
    name.is_some_and(|name| name.eq_ignore_ascii_case(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_announced_at_the_end_of_a_line() {
        let check = |text: &str, expect: Option<(usize, u64)>| {
            assert_eq!(literal_after(text.as_bytes()), expect, "{text:?}")
        };
        check("* 1 FETCH (BODY[] {12}\r\n", Some((18, 12)));
        check("* LIST () \"/\" {3}\n", Some((14, 3)));
        check("* 1 FETCH (BODY[] {99999999999999999999999}\r\n", Some((18, u64::MAX)));
        check("* OK it is {12}\r\n", None);
        check("g1 OK {12}\r\n", None);
        check("* 1 FETCH (BODY[] {-1}\r\n", None);
        check("* 1 FETCH (BODY[] {}\r\n", None);
        check("* 1 FETCH (BODY[] {12}", None);
    }

    #[test]
    fn a_message_is_what_body_names() {
        assert!(is_message(b"* 1 FETCH (UID 3 BODY[] "));
        assert!(is_message(b"* 1 FETCH (UID 3 body[] "));
        assert!(!is_message(b"* 1 FETCH (UID 3 BODY[HEADER] "));
        assert!(!is_message(b""));
    }
}
