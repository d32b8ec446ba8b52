//! One worker process, seen from the outside: asked, watched, and killed in time.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::ExtractError;
use crate::limits::{Confinement, Limits};
use crate::reading::{Outcome, Piece, Reading, Why};
use crate::wire::{self, Answer, Request};

/// More documents inside one item than this are not listed.
const MAX_INNER: usize = 20_000;

/// What Rust prints when memory cannot be had, before it aborts.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// A process, and both pipes to it.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    stdin: BufWriter<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    /// Ends with the last words of the worker, once it is dead.
    last_words: Option<thread::JoinHandle<String>>,
    pub(crate) items: u32,
    pub(crate) busy: Duration,
}

/// How an exchange ended.
pub(crate) struct Exchange {
    pub(crate) reading: Reading,
    /// The process can be asked again.
    pub(crate) is_alive: bool,
}

impl Process {
    /// Starts `program` and waits until it says that it is shut in.
    pub(crate) fn start(
        program: &Path,
        limits: &Limits,
        confinement: Confinement,
    ) -> Result<Self, ExtractError> {
        let not_started = |source| ExtractError::NotStarted { program: program.to_owned(), source };
        let mut command = Command::new(program);
        command
            .arg("--worker")
            .args(["--memory-bytes", &limits.memory_bytes.to_string()])
            .args(["--cpu-seconds", &(limits.worker_time.as_secs() + 1).to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if confinement == Confinement::Waived {
            command.arg("--unsandboxed");
        }
        let mut child = command.spawn().map_err(not_started)?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(not_started(io::ErrorKind::BrokenPipe.into()));
        };
        let mut process = Self {
            child,
            stdin: BufWriter::new(stdin),
            stdout: BufReader::new(stdout),
            last_words: Some(thread::spawn(move || tail(stderr))),
            items: 0,
            busy: Duration::ZERO,
        };
        process.greet(program, limits.item_time)?;
        Ok(process)
    }

    fn greet(&mut self, program: &Path, patience: Duration) -> Result<(), ExtractError> {
        let stdout = &mut self.stdout;
        let (answer, _) = watched(&mut self.child, patience, || wire::read(stdout, 0));
        match answer {
            Ok(Some((Answer::Hello { version: wire::VERSION, missing }, _))) if missing.is_empty() => Ok(()),
            Ok(Some((Answer::Hello { version: wire::VERSION, missing }, _))) => {
                Err(ExtractError::Unconfined { missing })
            }
            _ => Err(ExtractError::NotAWorker { program: program.to_owned() }),
        }
    }

    /// Sends one item and takes what comes back, until the end or the death of the worker.
    pub(crate) fn ask(&mut self, request: &Request, bytes: &[u8], patience: Duration) -> Exchange {
        let started = Instant::now();
        let mut heard = Heard { room_bytes: request.output_bytes, ..Heard::default() };
        let (stdin, stdout) = (&mut self.stdin, &mut self.stdout);
        let (talked, was_late) = watched(&mut self.child, patience, || {
            wire::write(stdin, request, bytes)?;
            stdin.flush()?;
            heard.listen(stdout)
        });
        self.items += 1;
        self.busy += started.elapsed();
        if talked.is_ok() && !was_late {
            return Exchange { reading: heard.reading, is_alive: true };
        }
        let (why, signal) = if was_late { (Why::TimedOut, None) } else { self.post_mortem() };
        let mut reading = heard.reading;
        reading.outcome = Outcome::of(Some(why), !reading.pieces.is_empty());
        reading.signal = signal;
        Exchange { reading, is_alive: false }
    }

    /// Ends the worker, if it lives, and says what it died of.
    fn post_mortem(&mut self) -> (Why, Option<i32>) {
        // It may be about to die of itself: its pipe closes a moment before.
        let status = self.wait_a_moment();
        let _ = self.child.kill();
        let _ = self.child.wait();
        let last_words = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        let signal = status.and_then(signal_of);
        let why = match signal {
            Some(SIGXCPU) => Why::TimedOut,
            _ if last_words.contains(OUT_OF_MEMORY) => Why::TooLarge,
            _ => Why::Crashed,
        };
        (why, signal)
    }

    fn wait_a_moment(&mut self) -> Option<std::process::ExitStatus> {
        for _ in 0..100 {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(5)),
                Ok(status) => return status,
                Err(_) => return None,
            }
        }
        None
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Linux: 24; processor time is used up.
const SIGXCPU: i32 = 24;

#[cfg(unix)]
fn signal_of(status: std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: std::process::ExitStatus) -> Option<i32> {
    None
}

/// Runs `talk` and kills `child` if that takes longer than `patience`: the pipes
/// then break, and `talk` ends. Says whether it came to that.
fn watched<T>(child: &mut Child, patience: Duration, talk: impl FnOnce() -> T) -> (T, bool) {
    thread::scope(|scope| {
        let (done, end) = channel::<()>();
        let watch = scope.spawn(move || {
            let is_late = end.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
            if is_late {
                let _ = child.kill();
            }
            is_late
        });
        let talked = talk();
        drop(done);
        (talked, watch.join().unwrap_or(true))
    })
}

/// Returns the last 4 KiB of what a worker printed: enough to tell why it died.
fn tail(mut stderr: impl Read) -> String {
    let (mut kept, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(length @ 1..) = stderr.read(&mut chunk) {
        kept.extend(chunk.iter().take(length));
        let surplus = kept.len().saturating_sub(4096);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// What came back so far. Nothing in it is trusted to be within bounds.
#[derive(Default)]
struct Heard {
    reading: Reading,
    room_bytes: usize,
}

impl Heard {
    /// Takes answers until the end of the item.
    ///
    /// # Errors
    /// When the worker is dead, or says what it must not.
    fn listen(&mut self, stdout: &mut impl Read) -> io::Result<()> {
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
                Answer::Hello { .. } | Answer::Inner(_) => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }

    fn take_text(&mut self, within: String, mark: crate::Mark, body: Vec<u8>) -> io::Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mark;

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
}
