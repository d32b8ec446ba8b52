//! What may be larger than memory on its way out, a piece at a time: raw messages, exports, files.

use std::fs::File;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use greffe::{Error, ExportFormat, Room};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::failure::Failure;
use crate::visit::Visit;

/// Bytes in one piece.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that wait for a slow reader.
const PIECES: usize = 4;

/// Starts to copy a message out; fails as long as nothing has been sent.
pub(super) async fn raw(visit: &Visit, id: String) -> Result<Body, Failure> {
    let room = Arc::clone(&visit.house.room);
    sent(move |pipe| room.copy_raw(&id, pipe).map(drop)).await
}

/// Starts to send what a query finds as a ZIP file; fails as long as nothing has been sent.
pub(super) async fn export(
    visit: &Visit,
    query: String,
    format: ExportFormat,
    name: &'static str,
) -> Result<Body, Failure> {
    let archive = visit.house.archive.clone();
    sent(move |pipe| archive.send_export(&query, format, name, pipe).map(drop)).await
}

/// Starts to write; fails as long as nothing has been sent.
async fn sent(write: impl FnOnce(&mut Pipe) -> Result<(), Error> + Send + 'static) -> Result<Body, Failure> {
    let (sender, mut pieces) = channel(PIECES);
    let copying = tokio::task::spawn_blocking(move || copy(write, sender));
    if let Some(first) = pieces.recv().await {
        return Ok(Body::new(Pieces { first: Some(first), rest: pieces }));
    }
    copying.await.map_err(|_panicked| Failure::internal())??;
    Ok(Body::empty())
}

/// Starts to copy a file out.
pub(super) fn file(mut file: File) -> Body {
    let (sender, pieces) = channel(PIECES);
    tokio::task::spawn_blocking(move || {
        let mut pipe = Pipe { sender, waiting: Vec::with_capacity(PIECE_BYTES), sent: false };
        if io::copy(&mut file, &mut pipe).and_then(|_bytes| pipe.flush()).is_err() {
            // As above: a beginning must not look whole.
            let _gone = pipe.sender.blocking_send(Err(io::ErrorKind::UnexpectedEof.into()));
        }
    });
    Body::new(Pieces { first: None, rest: pieces })
}

/// Returns the first `limit` bytes of a message at most.
pub(super) fn head(room: &Room, id: &str, limit: usize) -> Result<Vec<u8>, Error> {
    let mut head = Head { bytes: Vec::new(), limit };
    match room.copy_raw(id, &mut head) {
        // A full head stops the copying with an error of its own making.
        Err(error) if head.bytes.len() < limit => Err(error),
        _ => Ok(head.bytes),
    }
}

fn copy(
    write: impl FnOnce(&mut Pipe) -> Result<(), Error>,
    sender: Sender<io::Result<Bytes>>,
) -> Result<(), Error> {
    let mut pipe = Pipe { sender, waiting: Vec::with_capacity(PIECE_BYTES), sent: false };
    match write(&mut pipe).map(|()| pipe.flush()) {
        Ok(_) => Ok(()),
        Err(error) if !pipe.sent => Err(error),
        Err(_) => {
            // The reader must not take a beginning for the whole.
            let _gone = pipe.sender.blocking_send(Err(io::ErrorKind::UnexpectedEof.into()));
            Ok(())
        }
    }
}

struct Pipe {
    sender: Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
    sent: bool,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::take(&mut self.waiting);
        self.sent = true;
        self.sender.blocking_send(Ok(piece.into())).map_err(|_gone| io::ErrorKind::BrokenPipe.into())
    }
}

struct Pieces {
    first: Option<io::Result<Bytes>>,
    rest: Receiver<io::Result<Bytes>>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = match self.first.take() {
            Some(first) => Poll::Ready(Some(first)),
            None => self.rest.poll_recv(context),
        };
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

struct Head {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.limit.saturating_sub(self.bytes.len());
        if room == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.bytes.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_never_longer_than_its_limit() {
        let mut head = Head { bytes: Vec::new(), limit: 5 };
        assert!(head.write_all(b"abc").is_ok());
        assert!(head.write_all(b"defg").is_err());
        assert_eq!(head.bytes, b"abcde");
    }

    #[test]
    fn pieces_are_sent_in_order_and_stop_when_nobody_reads() {
        let (sender, mut receiver) = channel(PIECES);
        let mut pipe = Pipe { sender, waiting: Vec::new(), sent: false };
        assert!(pipe.write_all(b"ab").is_ok());
        assert!(!pipe.sent);
        assert!(pipe.flush().is_ok());
        assert_eq!(receiver.blocking_recv().and_then(Result::ok).as_deref(), Some(&b"ab"[..]));
        drop(receiver);
        assert!(pipe.write_all(&[0; PIECE_BYTES]).is_err());
    }
}
