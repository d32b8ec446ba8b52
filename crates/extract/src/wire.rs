//! Frames on the pipes between an extractor and its worker.
//!
//! A frame is two lengths (little-endian, 32 bits), a JSON header and raw bytes.
//! Both sides bound what they accept before they reserve memory for it.

use std::io::{self, ErrorKind, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::picture::NoPicture;
use crate::reading::{Inner, Mark, Metadata, Outcome};

/// Raised whenever the meaning of a frame changes: an old worker is not asked.
pub(crate) const VERSION: u32 = 2;

/// Text is sent in frames of about this length, so that what was read before a
/// crash is kept.
#[cfg(feature = "light")]
pub(crate) const TEXT_FRAME_BYTES: usize = 64 << 10;

/// The longest body that a worker may send.
pub(crate) const MAX_ANSWER_BYTES: usize = 1 << 20;

const MAX_HEADER_BYTES: usize = 256 << 10;

/// What an extractor sends: one item, its bytes as the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) output_bytes: usize,
    pub(crate) wish: Wish,
}

/// What is wanted of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Wish {
    /// Its text and facts.
    Reading,
    /// One of its pages, counted from 0, at most so many pixels wide.
    Picture { page: u32, width: u32 },
}

/// What a worker sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answer {
    /// Once, before it reads anything.
    Hello { version: u32, missing: Vec<String> },
    /// A piece of text, which is the body.
    Text { within: String, mark: Mark },
    /// A document inside was read to its end.
    Inner(Inner),
    /// The item was read to its end.
    End { format: String, outcome: Outcome, metadata: Metadata },
    /// Some pixels, red, green and blue, row by row: the body.
    Pixels,
    /// All pixels were sent.
    Drawn { format: String, pages: u32, width: u32, height: u32 },
    /// There is no picture.
    NotDrawn(NoPicture),
}

/// Writes one frame.
pub(crate) fn write(out: &mut impl Write, header: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let header = serde_json::to_vec(header)?;
    let length =
        |part: &[u8]| u32::try_from(part.len()).map_err(|_| io::Error::from(ErrorKind::InvalidInput));
    out.write_all(&length(&header)?.to_le_bytes())?;
    out.write_all(&length(body)?.to_le_bytes())?;
    out.write_all(&header)?;
    out.write_all(body)
}

/// Reads one frame; `None` where the other side closed the pipe between two.
///
/// # Errors
/// `InvalidData` for what is no frame or passes `max_body_bytes`.
pub(crate) fn read<H: DeserializeOwned>(
    input: &mut impl Read,
    max_body_bytes: usize,
) -> io::Result<Option<(H, Vec<u8>)>> {
    let Some(header_bytes) = length(input)? else { return Ok(None) };
    let body_bytes = length(input)?.ok_or(ErrorKind::UnexpectedEof)?;
    if header_bytes > MAX_HEADER_BYTES || body_bytes > max_body_bytes {
        return Err(ErrorKind::InvalidData.into());
    }
    let header = exactly(input, header_bytes)?;
    let body = exactly(input, body_bytes)?;
    Ok(Some((serde_json::from_slice(&header)?, body)))
}

fn length(input: &mut impl Read) -> io::Result<Option<usize>> {
    let mut four = [0; 4];
    match input.read_exact(&mut four) {
        Ok(()) => Ok(Some(u32::from_le_bytes(four) as usize)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Memory grows with what comes, not with what a length claims.
fn exactly(input: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length.min(MAX_HEADER_BYTES));
    input.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() == length { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn request(name: &str) -> Request {
        Request {
            name: name.into(),
            content_type: "text/plain".into(),
            output_bytes: 10,
            wish: Wish::Reading,
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(name in ".*", body in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let mut pipe = Vec::new();
            write(&mut pipe, &request(&name), &body).expect("a vector takes it");
            let mut pipe = pipe.as_slice();
            prop_assert_eq!(read(&mut pipe, 2000).expect("a frame"), Some((request(&name), body)));
            prop_assert_eq!(read::<Request>(&mut pipe, 2000).expect("an end"), None);
        }

        #[test]
        fn anything_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read::<Answer>(&mut bytes.as_slice(), 100);
        }
    }

    #[test]
    fn long_and_broken_frames_are_refused() {
        let check = |bytes: &[u8], expect: ErrorKind| {
            let error = read::<Request>(&mut &*bytes, 4).expect_err("no frame");
            assert_eq!(error.kind(), expect);
        };
        let mut frame = Vec::new();
        write(&mut frame, &request("a"), b"12345").expect("a vector takes it");
        check(&frame, ErrorKind::InvalidData);
        check(&[0xFF; 20], ErrorKind::InvalidData);
        check(&[2, 0, 0, 0, 4, 0, 0, 0, b'{'], ErrorKind::UnexpectedEof);
    }
}
